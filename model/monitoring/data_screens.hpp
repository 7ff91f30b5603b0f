// Data screens: departments match their records each month: large bills, disability, drop-out, disaster rosters,
// insurance. Policy document: article 3 (部门数据比对, 定期筛查). Values: MON-SWEEP-* (scenarios/data/monitoring.json).
#pragma once

#include "model/monitoring/risk.hpp"

namespace holdfast {

struct DataScreens {
  static constexpr std::string_view key = "data_screens";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Monthly data screens";
  static constexpr std::string_view title_zh = "部门数据比对筛查";

  struct Params {
    float screens_per_year = 12, lag_months = 1;
    float bill_yuan = 10000, bill_sensitivity = 0, disability_sensitivity = 0, dropout_sensitivity = 0;
    float disaster_sensitivity = 0, insurance_sensitivity = 0, false_alarm_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"screens_per_year", &Params::screens_per_year, {0, 12}, "1/year", "data screens a year", "年筛查次数", true},
      Field<Params>{"lag_months", &Params::lag_months, {0, 12}, "months", "for which income must have been below the line before records show it", "数据滞后月数"},
      Field<Params>{"bill_yuan", &Params::bill_yuan, {0, 200000}, "yuan/year", "12-month out-of-pocket spending from which bills are matched", "大额自付预警线"},
      Field<Params>{"bill_sensitivity", &Params::bill_sensitivity, {0, 1}, "share", "of households at risk with such bills found by a screen", "大额医疗支出识别率"},
      Field<Params>{"disability_sensitivity", &Params::disability_sensitivity, {0, 1}, "share", "of households at risk with a severe disability found by a screen", "重度残疾识别率"},
      Field<Params>{"dropout_sensitivity", &Params::dropout_sensitivity, {0, 1}, "share", "of households at risk with a child out of school found by a screen", "辍学识别率"},
      Field<Params>{"disaster_sensitivity", &Params::disaster_sensitivity, {0, 1}, "share", "of households at risk on a disaster roster found by a screen", "受灾名册识别率"},
      Field<Params>{"insurance_sensitivity", &Params::insurance_sensitivity, {0, 1}, "share", "of households at risk without insurance found by a screen", "未参保识别率"},
      Field<Params>{"false_alarm_chance", &Params::false_alarm_chance, {0, 0.0125f}, "1/month", "chance of a false alarm on a household near the line", "误报概率"},
  };
  // clang-format on

  static float chance(Params const& p, Now const&, Block const& b, Villages const&, Index i) {
    bool const large_bills = yuan(b.out_of_pocket_12[i]) >= p.bill_yuan;
    bool const income_known = static_cast<float>(b.below_monitoring[i]) >= p.lag_months;
    if (!income_known && !large_bills && b.hardship[i] == 0) return 0;
    float missed = 1;
    if (large_bills) missed *= 1 - p.bill_sensitivity;
    if (b.severely_disabled[i] > 0) missed *= 1 - p.disability_sensitivity;
    if (b.out_of_school[i] > 0) missed *= 1 - p.dropout_sensitivity;
    if (b.damage_months[i] > 0) missed *= 1 - p.disaster_sensitivity;
    if (b.insured[i] == 0) missed *= 1 - p.insurance_sensitivity;
    return (1 - missed) * p.screens_per_year * (1.0f / 12);
  }
};
static_assert(Detects<DataScreens>);

}  // namespace holdfast
