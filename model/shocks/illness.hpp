// Illness: who goes to hospital, falls gravely ill or becomes chronically ill, what it costs, and who forgoes care.
// Policy document: none (a shock); article 5 acts on the bill. Values: dynamics.md section 2 of the evidence
// (S022-S084).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Illness {
  static constexpr std::string_view key = "illness";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Illness and hospital bills";
  static constexpr std::string_view title_zh = "疾病与住院费用";

  struct Params {
    float stays_per_year = 0.106f, child_factor = 0.6f, youth_factor = 0.5f, adult_factor = 0.52f, elder_factor = 1.56f;
    float old_extra_factor = 0.6f, chronic_extra_factor = 0.9f, away_exposure_share = 0.5f;
    float winter_factor = 1.15f, wave_factor = 1;
    float major_child_per_year = 0.0007f, major_adult_per_year = 0.0045f, major_elder_per_year = 0.013f;
    float major_bill_yuan = 55000, major_log_sd = 0.9f, major_tertiary_share = 0.65f, major_stays = 4, major_months = 9;
    float major_disability_chance = 0.12f, severe_share = 0.35f, major_chronic_chance = 0.3f;
    float lasting_wage_log = 0.14f, carer_wage_log = 0.07f;
    float chronic_at_45_per_year = 0.018f, chronic_age_slope = 0.3f, chronic_cost_yuan = 150;
    float tertiary_share = 0.3f, secondary_share = 0.42f, outside_share = 0.08f, migrant_outside_share = 0.6f;
    float tertiary_yuan = 13942, secondary_yuan = 6626, primary_yuan = 3623, bill_factor = 0.95f;
    float bill_log_sd = 1, tail_share = 0.03f, tail_index = 2.2f;
    float primary_scope_share = 0.93f, secondary_scope_share = 0.9f, tertiary_scope_share = 0.84f,
          outside_scope_share = 0.78f;
    float forgone_max_share = 0.6f, forgone_half_ratio = 1.5f, credit_yuan = 10000, forgone_end_chance = 0.5f;
    float hardship_yuan = 10000, hardship_income_share = 0.3f;
  };
  static constexpr std::array fields{
      Field<Params>{"stays_per_year",
                    &Params::stays_per_year,
                    {0, 2},
                    "1/year",
                    "ordinary hospital stays of a person with factor 1",
                    "系数为1者的年均普通住院次数"},
      Field<Params>{"child_factor", &Params::child_factor, {0, 10}, "ratio", "of ages 0-15", "0-15岁系数"},
      Field<Params>{"youth_factor", &Params::youth_factor, {0, 10}, "ratio", "of ages 16-18", "16-18岁系数"},
      Field<Params>{"adult_factor",
                    &Params::adult_factor,
                    {0, 10},
                    "ratio",
                    "of ages 19-59 without chronic illness",
                    "19-59岁无慢性病者系数"},
      Field<Params>{"elder_factor",
                    &Params::elder_factor,
                    {0, 10},
                    "ratio",
                    "of ages 60 and over without chronic illness",
                    "60岁以上无慢性病者系数"},
      Field<Params>{"old_extra_factor",
                    &Params::old_extra_factor,
                    {0, 10},
                    "ratio",
                    "added from the age of 80",
                    "80岁以上附加系数"},
      Field<Params>{"chronic_extra_factor",
                    &Params::chronic_extra_factor,
                    {0, 10},
                    "ratio",
                    "added for a chronic illness",
                    "慢性病附加系数"},
      Field<Params>{"away_exposure_share",
                    &Params::away_exposure_share,
                    {0, 1},
                    "share",
                    "of the hazard of absent adults that reaches the household",
                    "外出成员计入比例"},
      Field<Params>{"winter_factor",
                    &Params::winter_factor,
                    {0, 3.9f},
                    "ratio",
                    "of January to March over the year's mean",
                    "一至三月季节系数"},
      Field<Params>{"wave_factor",
                    &Params::wave_factor,
                    {0, 10},
                    "ratio",
                    "epidemic wave or delayed care of the month",
                    "疫情波动系数"},
      Field<Params>{"major_child_per_year",
                    &Params::major_child_per_year,
                    {0, 0.2f},
                    "1/year",
                    "major illness, ages 0-18",
                    "0-18岁重大疾病发病率"},
      Field<Params>{"major_adult_per_year",
                    &Params::major_adult_per_year,
                    {0, 0.2f},
                    "1/year",
                    "major illness, ages 19-59",
                    "19-59岁重大疾病发病率"},
      Field<Params>{"major_elder_per_year",
                    &Params::major_elder_per_year,
                    {0, 0.2f},
                    "1/year",
                    "major illness, ages 60 and over",
                    "60岁以上重大疾病发病率"},
      Field<Params>{"major_bill_yuan",
                    &Params::major_bill_yuan,
                    {0, 1000000},
                    "yuan",
                    "mean gross cost of the first year of a major illness",
                    "重大疾病首年平均费用"},
      Field<Params>{
          "major_log_sd", &Params::major_log_sd, {0, 2}, "log points", "spread of that cost", "重大疾病费用对数标准差"},
      Field<Params>{"major_tertiary_share",
                    &Params::major_tertiary_share,
                    {0, 1},
                    "share",
                    "of major illnesses treated in tertiary hospitals, the others in county hospitals",
                    "重大疾病三级医院就诊比例"},
      Field<Params>{"major_stays",
                    &Params::major_stays,
                    {1, 20},
                    "admissions",
                    "hospital stays that the cost of a major illness covers",
                    "重大疾病住院次数"},
      Field<Params>{"major_months",
                    &Params::major_months,
                    {0, 60},
                    "months",
                    "mean time without work of a gravely ill worker, geometric",
                    "重病劳动力平均误工月数"},
      Field<Params>{"major_disability_chance",
                    &Params::major_disability_chance,
                    {0, 1},
                    "share",
                    "of major illnesses that leave a disability",
                    "重大疾病致残比例"},
      Field<Params>{"severe_share",
                    &Params::severe_share,
                    {0, 1},
                    "share",
                    "of new disabilities that are of grade 1 or 2",
                    "重度残疾比例"},
      Field<Params>{"major_chronic_chance",
                    &Params::major_chronic_chance,
                    {0, 1},
                    "share",
                    "of major illnesses that become chronic",
                    "重大疾病转为慢性比例"},
      Field<Params>{"lasting_wage_log",
                    &Params::lasting_wage_log,
                    {0, 2},
                    "log points",
                    "lasting loss of earnings after a worker's major illness",
                    "劳动力重病后收入永久下降"},
      Field<Params>{"carer_wage_log",
                    &Params::carer_wage_log,
                    {0, 2},
                    "log points",
                    "transitory loss of wages of those who care for a gravely ill member",
                    "照料者工资暂时下降"},
      Field<Params>{"chronic_at_45_per_year",
                    &Params::chronic_at_45_per_year,
                    {0, 0.5f},
                    "1/year",
                    "onset of chronic illness at the age of 45",
                    "45岁慢性病发病率"},
      Field<Params>{"chronic_age_slope",
                    &Params::chronic_age_slope,
                    {-1, 2},
                    "log per 10 years",
                    "rise of the onset with age",
                    "慢性病发病率年龄斜率"},
      Field<Params>{"chronic_cost_yuan",
                    &Params::chronic_cost_yuan,
                    {0, 5000},
                    "yuan/patient/month",
                    "outpatient cost of a chronic patient, gross",
                    "慢性病门诊月均费用"},
      Field<Params>{"tertiary_share",
                    &Params::tertiary_share,
                    {0, 1},
                    "share",
                    "of ordinary stays in tertiary hospitals",
                    "三级医院住院比例"},
      Field<Params>{"secondary_share",
                    &Params::secondary_share,
                    {0, 1},
                    "share",
                    "of ordinary stays in county hospitals",
                    "二级医院住院比例"},
      Field<Params>{"outside_share",
                    &Params::outside_share,
                    {0, 1},
                    "share",
                    "of tertiary stays that are outside the province",
                    "三级住院中省外比例"},
      Field<Params>{"migrant_outside_share",
                    &Params::migrant_outside_share,
                    {0, 1},
                    "share",
                    "of a migrant's stays that are outside the province",
                    "外出务工者省外住院比例"},
      Field<Params>{"tertiary_yuan",
                    &Params::tertiary_yuan,
                    {0, 500000},
                    "yuan",
                    "mean gross bill of a tertiary stay",
                    "三级医院次均费用"},
      Field<Params>{"secondary_yuan",
                    &Params::secondary_yuan,
                    {0, 500000},
                    "yuan",
                    "mean gross bill of a county stay",
                    "二级医院次均费用"},
      Field<Params>{"primary_yuan",
                    &Params::primary_yuan,
                    {0, 500000},
                    "yuan",
                    "mean gross bill of a township stay",
                    "基层次均费用"},
      Field<Params>{"bill_factor",
                    &Params::bill_factor,
                    {0, 5},
                    "ratio",
                    "ordinary bills over the mean of all bills of the level",
                    "普通住院费用系数"},
      Field<Params>{"bill_log_sd",
                    &Params::bill_log_sd,
                    {0, 2},
                    "log points",
                    "spread of bills within a level",
                    "同级医院费用对数标准差"},
      Field<Params>{"tail_share",
                    &Params::tail_share,
                    {0, 0.5f},
                    "share",
                    "of bills that follow the Pareto tail",
                    "帕累托尾部比例"},
      Field<Params>{"tail_index", &Params::tail_index, {1.05f, 10}, "", "Pareto index of the tail", "帕累托指数"},
      Field<Params>{"primary_scope_share",
                    &Params::primary_scope_share,
                    {0, 1},
                    "share",
                    "of a township bill within the catalogue",
                    "基层政策范围内比例"},
      Field<Params>{"secondary_scope_share",
                    &Params::secondary_scope_share,
                    {0, 1},
                    "share",
                    "of a county bill within the catalogue",
                    "二级政策范围内比例"},
      Field<Params>{"tertiary_scope_share",
                    &Params::tertiary_scope_share,
                    {0, 1},
                    "share",
                    "of a tertiary bill within the catalogue",
                    "三级政策范围内比例"},
      Field<Params>{"outside_scope_share",
                    &Params::outside_scope_share,
                    {0, 1},
                    "share",
                    "of a bill outside the province within the catalogue",
                    "省外政策范围内比例"},
      Field<Params>{"forgone_max_share",
                    &Params::forgone_max_share,
                    {0, 1},
                    "share",
                    "of needed stays that can be put off at all",
                    "可放弃住院的最大比例"},
      Field<Params>{"forgone_half_ratio",
                    &Params::forgone_half_ratio,
                    {0.01f, 100},
                    "ratio",
                    "expected own cost over cash at hand at which half of these are forgone",
                    "放弃一半就医时费用与可用现金之比"},
      Field<Params>{"credit_yuan",
                    &Params::credit_yuan,
                    {0, 200000},
                    "yuan",
                    "that a household can borrow for care, debt included",
                    "就医可借款上限"},
      Field<Params>{"forgone_end_chance",
                    &Params::forgone_end_chance,
                    {0, 1},
                    "1/month",
                    "chance that an untreated need ends by itself",
                    "未就医需求自愈月概率"},
      Field<Params>{"hardship_yuan",
                    &Params::hardship_yuan,
                    {0, 1000000},
                    "yuan",
                    "own hospital cost of a month that is a sudden hardship",
                    "突发困难自付阈值"},
      Field<Params>{"hardship_income_share",
                    &Params::hardship_income_share,
                    {0, 5},
                    "share",
                    "or own cost over income of 12 months",
                    "或自付占年收入比例"},
  };

  // Seasonal factor of the month, mean 1 over the calendar year, times the epidemic wave.
  static float season(Params const& p, int month_of_year) {
    return p.wave_factor * (month_of_year <= 3 ? p.winter_factor : (12.0f - 3.0f * p.winter_factor) / 9.0f);
  }
  // Hazards per month of one person of each kind, before frailty.
  struct Rates {
    float child, youth, adult, elder, old_extra, chronic_extra;  // ordinary stays
    float major_child, major_adult, major_elder;
    float onset_adult, onset_elder;  // chronic illness, of those without
    float away_share;                // of an adult's stays and major illnesses that stay away
  };
  static Rates rates(Params const& p, float illness_season) {
    float const stay = p.stays_per_year * (1.0f / 12.0f) * illness_season, month = 1.0f / 12.0f;
    float const onset = p.chronic_at_45_per_year * month;
    return {stay * p.child_factor,
            stay * p.youth_factor,
            stay * p.adult_factor,
            stay * p.elder_factor,
            stay * p.old_extra_factor,
            stay * p.chronic_extra_factor,
            month * p.major_child_per_year,
            month * p.major_adult_per_year,
            month * p.major_elder_per_year,
            onset * numeric::exp(-0.3f * p.chronic_age_slope),  // the band 19-59 is 42 years old on average
            onset * numeric::exp(2.5f * p.chronic_age_slope),   // and those of 60 and over 70
            1.0f - p.away_exposure_share};
  }
  static float in_scope_share(Params const& p, HospitalLevel level) {
    switch (level) {
      case HospitalLevel::primary:
        return p.primary_scope_share;
      case HospitalLevel::secondary:
        return p.secondary_scope_share;
      case HospitalLevel::tertiary:
        return p.tertiary_scope_share;
      default:
        return p.outside_scope_share;
    }
  }
  static float mean_bill(Params const& p, HospitalLevel level) {
    float const mean = level == HospitalLevel::primary     ? p.primary_yuan
                       : level == HospitalLevel::secondary ? p.secondary_yuan
                                                           : p.tertiary_yuan;
    return p.bill_factor * mean;
  }
  // The distribution of bills with this spread: lognormal, its top `tail_share` replaced by a Pareto tail that joins
  // on.
  struct BillShape {
    float log_sd, join_ratio, median_share;  // join_ratio: bill where the tail begins over the median; median over mean
  };
  static BillShape bill_shape(Params const& p, float log_sd) {
    if (p.tail_share <= 0.0f) return {log_sd, 0.0f, numeric::exp(-0.5f * log_sd * log_sd)};
    float const join = numeric::normal_quantile(1.0f - p.tail_share), ratio = numeric::exp(log_sd * join);
    float const body_mean = numeric::exp(0.5f * log_sd * log_sd) * numeric::normal_cdf(join - log_sd);
    float const tail_mean = p.tail_share * ratio * p.tail_index / (p.tail_index - 1.0f);
    return {log_sd, ratio, 1.0f / (body_mean + tail_mean)};
  }
  // The bill at luck u. The ceiling keeps twelve months of bills within int32 fen.
  static float bill(Params const& p, BillShape const& shape, float mean_yuan, float u) {
    bool const tail = p.tail_share > 0.0f && u > 1.0f - p.tail_share;
    float const ratio = tail ? shape.join_ratio * numeric::power(p.tail_share / (1.0f - u), 1.0f / p.tail_index)
                             : numeric::exp(shape.log_sd * numeric::normal_quantile(u));
    float const yuan = mean_yuan * shape.median_share * ratio;
    return yuan < 1500000.0f ? yuan : 1500000.0f;
  }
  // Chance that a needed stay is not sought, from the expected own cost and the cash at hand (savings, credit, a
  // month).
  static float forgone_chance(Params const& p, float own_cost_yuan, float cash_yuan) {
    if (own_cost_yuan <= 0.0f) return 0.0f;
    float const ratio = own_cost_yuan / ((cash_yuan > 1.0f ? cash_yuan : 1.0f) * p.forgone_half_ratio);
    return p.forgone_max_share * (ratio * ratio / (1.0f + ratio * ratio));
  }
  // Whole months without work with this mean, geometric from 1, at luck u; at most 60.
  static int months_lost(float mean, float u) {
    if (mean <= 0.0f) return 0;
    if (mean <= 1.0f) return u < mean ? 1 : 0;
    float const months = 1.0f + numeric::log(u) / numeric::log(1.0f - 1.0f / mean);
    return months < 60.0f ? static_cast<int>(months) : 60;
  }
};
static_assert(Module<Illness>);

}  // namespace holdfast
