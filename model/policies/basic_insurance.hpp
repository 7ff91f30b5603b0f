// Basic insurance: resident medical insurance; the first tier of the settlement ladder, and its premium.
// Policy document: article 5. Values: MED-DED-*, MED-RATE-*, MED-CAP, MED-OUT-*, MED-PREM-* (policies-health.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct BasicInsurance {
  static constexpr std::string_view key = "basic_insurance";
  static constexpr int article = 5;
  static constexpr std::string_view title = "Resident medical insurance";
  static constexpr std::string_view title_zh = "城乡居民基本医疗保险";
  static constexpr Phase phase = Phase::settle;

  struct Params {
    float primary_deductible_yuan = 100, secondary_deductible_yuan = 500, tertiary_deductible_yuan = 800,
          outside_deductible_yuan = 1200;
    float primary_rate = 0.9f, secondary_rate = 0.75f, tertiary_rate = 0.6f, outside_rate = 0.5f, cap_yuan = 190000;
    float outpatient_rate = 0.55f, outpatient_cap_yuan = 300;
    float premium_yuan = 280, enrolment_logit = 5.3f, premium_slope = 0.73f, risk_slope = 0.5f, drive_logit = 0.5f;
  };
  static constexpr std::array fields{
      Field<Params>{"primary_deductible_yuan",
                    &Params::primary_deductible_yuan,
                    {0, 20000},
                    "yuan/stay",
                    "deductible, township hospital",
                    "基层起付线"},
      Field<Params>{"secondary_deductible_yuan",
                    &Params::secondary_deductible_yuan,
                    {0, 20000},
                    "yuan/stay",
                    "deductible, county hospital",
                    "二级医院起付线"},
      Field<Params>{"tertiary_deductible_yuan",
                    &Params::tertiary_deductible_yuan,
                    {0, 20000},
                    "yuan/stay",
                    "deductible, tertiary hospital",
                    "三级医院起付线"},
      Field<Params>{"outside_deductible_yuan",
                    &Params::outside_deductible_yuan,
                    {0, 20000},
                    "yuan/stay",
                    "deductible, outside the province",
                    "省外起付线"},
      Field<Params>{"primary_rate",
                    &Params::primary_rate,
                    {0, 1},
                    "share",
                    "reimbursed within the catalogue, township hospital",
                    "基层报销比例",
                    true},
      Field<Params>{"secondary_rate",
                    &Params::secondary_rate,
                    {0, 1},
                    "share",
                    "reimbursed within the catalogue, county hospital",
                    "二级医院报销比例",
                    true},
      Field<Params>{"tertiary_rate",
                    &Params::tertiary_rate,
                    {0, 1},
                    "share",
                    "reimbursed within the catalogue, tertiary hospital",
                    "三级医院报销比例",
                    true},
      Field<Params>{"outside_rate",
                    &Params::outside_rate,
                    {0, 1},
                    "share",
                    "reimbursed within the catalogue, outside the province",
                    "省外报销比例",
                    true},
      Field<Params>{
          "cap_yuan", &Params::cap_yuan, {0, 2000000}, "yuan/year", "annual ceiling of reimbursement", "年度支付限额"},
      Field<Params>{"outpatient_rate",
                    &Params::outpatient_rate,
                    {0, 1},
                    "share",
                    "of chronic outpatient cost reimbursed",
                    "门诊报销比例",
                    true},
      Field<Params>{"outpatient_cap_yuan",
                    &Params::outpatient_cap_yuan,
                    {0, 20000},
                    "yuan/patient/year",
                    "ceiling of outpatient reimbursement",
                    "门诊年度限额",
                    true},
      Field<Params>{"premium_yuan",
                    &Params::premium_yuan,
                    {0, 5000},
                    "yuan/person/year",
                    "individual premium paid this season for the next year",
                    "个人缴费标准（缴费季）"},
      Field<Params>{"enrolment_logit",
                    &Params::enrolment_logit,
                    {-10, 15},
                    "log odds",
                    "of enrolment without premium and risk",
                    "参保倾向常数项"},
      Field<Params>{"premium_slope",
                    &Params::premium_slope,
                    {0, 10},
                    "log odds per 100 yuan",
                    "fall of enrolment with the net premium at mean income",
                    "净缴费对参保的影响"},
      Field<Params>{"risk_slope",
                    &Params::risk_slope,
                    {0, 10},
                    "log odds",
                    "rise of enrolment when everybody is chronically ill",
                    "慢性病对参保的影响"},
      Field<Params>{"drive_logit",
                    &Params::drive_logit,
                    {0, 10},
                    "log odds",
                    "rise of enrolment with a resident work team",
                    "驻村工作队动员效果"},
  };

  static float deductible(Params const& p, HospitalLevel level) {
    switch (level) {
      case HospitalLevel::primary:
        return p.primary_deductible_yuan;
      case HospitalLevel::secondary:
        return p.secondary_deductible_yuan;
      case HospitalLevel::tertiary:
        return p.tertiary_deductible_yuan;
      default:
        return p.outside_deductible_yuan;
    }
  }
  static float rate(Params const& p, HospitalLevel level) {
    switch (level) {
      case HospitalLevel::primary:
        return p.primary_rate;
      case HospitalLevel::secondary:
        return p.secondary_rate;
      case HospitalLevel::tertiary:
        return p.tertiary_rate;
      default:
        return p.outside_rate;
    }
  }
  static Fen covers(Params const& p, Patient const& patient, Fen left) {
    Fen const above = left - fen(deductible(p, patient.level));
    Fen const room = fen(p.cap_yuan) - patient.covered_year;
    if (!patient.insured || above <= 0 || room <= 0) return 0;
    Fen const due = exact_scale(above, rate(p, patient.level));
    return due < room ? due : room;
  }
  // Reimbursed of a month's outpatient cost of `patients` chronic members.
  HOLDFAST_RULE static Fen outpatient(Params const& p, Fen cost, std::int32_t patients) {
    Fen const due = scale(cost, p.outpatient_rate);
    Fen const room = fen(p.outpatient_cap_yuan * (1.0f / 12.0f) * static_cast<float>(patients));
    Fen const paid = due < room ? due : room;
    return paid < cost ? paid : cost;
  }
};
static_assert(SettlesBills<BasicInsurance>);

}  // namespace holdfast
