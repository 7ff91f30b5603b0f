// Medical assistance: the third tier; pays of what the two insurances leave, by class, up to a yearly ceiling.
// Policy document: article 5. Values: MED-AID-*, S037 (policies-health.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct MedicalAssistance {
  static constexpr std::string_view key = "medical_assistance";
  static constexpr int article = 5;
  static constexpr std::string_view title = "Medical assistance";
  static constexpr std::string_view title_zh = "医疗救助";
  static constexpr Phase phase = Phase::settle;

  struct Params {
    float tekun_rate = 1, dibao_rate = 0.7f, listed_rate = 0.65f, lifted_out_rate = 0.5f;
    float listed_deductible_share = 0.1f, lifted_out_deductible_share = 0, cap_yuan = 50000;
  };
  static constexpr std::array fields{
      Field<Params>{
          "tekun_rate", &Params::tekun_rate, {0, 1}, "share", "paid for tekun members", "特困人员救助比例", true},
      Field<Params>{
          "dibao_rate", &Params::dibao_rate, {0, 1}, "share", "paid for dibao households", "低保对象救助比例", true},
      Field<Params>{"listed_rate",
                    &Params::listed_rate,
                    {0, 1},
                    "share",
                    "paid for households on the register",
                    "监测对象救助比例",
                    true},
      Field<Params>{"lifted_out_rate",
                    &Params::lifted_out_rate,
                    {0, 1},
                    "share",
                    "paid for stable lifted-out households",
                    "稳定脱贫人口救助比例",
                    true},
      Field<Params>{"listed_deductible_share",
                    &Params::listed_deductible_share,
                    {0, 2},
                    "share of income per head",
                    "deductible a year for households on the register",
                    "监测对象起付线（占人均收入）"},
      Field<Params>{"lifted_out_deductible_share",
                    &Params::lifted_out_deductible_share,
                    {0, 2},
                    "share of income per head",
                    "deductible a year for stable lifted-out households",
                    "稳定脱贫人口起付线（占人均收入）"},
      Field<Params>{
          "cap_yuan", &Params::cap_yuan, {0, 1000000}, "yuan/year", "ceiling of assistance", "年度救助限额", true},
  };

  // The highest single class counts.
  static Fen covers(Params const& p, Patient const& patient, Fen left) {
    bool const full = patient.tekun || patient.dibao;
    float const rate = patient.tekun        ? p.tekun_rate
                       : patient.dibao      ? p.dibao_rate
                       : patient.listed     ? p.listed_rate
                       : patient.lifted_out ? p.lifted_out_rate
                                            : 0.0f;
    float const share = patient.listed ? p.listed_deductible_share : p.lifted_out_deductible_share;
    // the deductible is a year's: what earlier bills of the year have used up is gone
    Fen const deductible = full ? 0 : fen(share * patient.county_income_yuan);
    Fen const used = patient.own_share_year < deductible ? patient.own_share_year : deductible;
    Fen const above = left - (deductible - used);
    Fen const room = fen(p.cap_yuan) - patient.assistance_year;
    if (!patient.insured || above <= 0 || room <= 0) return 0;
    Fen const due = exact_scale(above, rate);
    return due < room ? due : room;
  }
};
static_assert(SettlesBills<MedicalAssistance>);

}  // namespace holdfast
