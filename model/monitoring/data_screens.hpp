// Data screens: departments match their records each month, each with its own lag: large bills, disability, drop-out,
// disaster rosters, insurance, and civil affairs' low-income file. Policy document: articles 3 and 10 (部门数据比对,
// 定期筛查). Values: MON-SWEEP-* (scenarios/data/monitoring.json).
#pragma once

#include "model/monitoring/risk.hpp"

namespace holdfast {

struct DataScreens {
  static constexpr std::string_view key = "data_screens";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Monthly data screens";
  static constexpr std::string_view title_zh = "部门数据比对筛查";

  struct Params {
    float screens_per_year = 12;
    float bill_lag_months = 1, disability_lag_months = 1, dropout_lag_months = 1, disaster_lag_months = 0;
    float insurance_lag_months = 1, file_lag_months = 0;
    float bill_yuan = 10000, bill_sensitivity = 0, disability_sensitivity = 0, dropout_sensitivity = 0;
    float disaster_sensitivity = 0, insurance_sensitivity = 0, file_sensitivity = 0, false_alarm_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"screens_per_year", &Params::screens_per_year, {0, 12}, "1/year", "data screens a year", "年筛查次数", true},
      Field<Params>{"bill_lag_months", &Params::bill_lag_months, {0, 12}, "months", "of risk before the medical-insurance bureau's records show it", "医保数据滞后月数"},
      Field<Params>{"disability_lag_months", &Params::disability_lag_months, {0, 12}, "months", "of risk before the disabled persons' federation's records show it", "残联数据滞后月数"},
      Field<Params>{"dropout_lag_months", &Params::dropout_lag_months, {0, 12}, "months", "of risk before the education bureau's records show it", "教育数据滞后月数"},
      Field<Params>{"disaster_lag_months", &Params::disaster_lag_months, {0, 12}, "months", "of risk before the disaster rosters show it", "受灾名册滞后月数"},
      Field<Params>{"insurance_lag_months", &Params::insurance_lag_months, {0, 12}, "months", "of risk before the enrolment lists show it", "参保数据滞后月数"},
      Field<Params>{"file_lag_months", &Params::file_lag_months, {0, 12}, "months", "of risk before the monthly matching of the low-income file shows it", "低收入人口库滞后月数"},
      Field<Params>{"bill_yuan", &Params::bill_yuan, {0, 200000}, "yuan/year", "12-month out-of-pocket spending from which bills are matched", "大额自付预警线"},
      Field<Params>{"bill_sensitivity", &Params::bill_sensitivity, {0, 1}, "share", "of households at risk with such bills found by a screen", "大额医疗支出识别率"},
      Field<Params>{"disability_sensitivity", &Params::disability_sensitivity, {0, 1}, "share", "of households at risk with a severe disability found by a screen", "重度残疾识别率"},
      Field<Params>{"dropout_sensitivity", &Params::dropout_sensitivity, {0, 1}, "share", "of households at risk with a child out of school found by a screen", "辍学识别率"},
      Field<Params>{"disaster_sensitivity", &Params::disaster_sensitivity, {0, 1}, "share", "of households at risk on a disaster roster found by a screen", "受灾名册识别率"},
      Field<Params>{"insurance_sensitivity", &Params::insurance_sensitivity, {0, 1}, "share", "of households at risk without insurance found by a screen", "未参保识别率"},
      Field<Params>{"file_sensitivity", &Params::file_sensitivity, {0, 1}, "share", "of households at risk on the low-income file found by a screen", "低收入人口库识别率"},
      Field<Params>{"false_alarm_chance", &Params::false_alarm_chance, {0, 0.0125f}, "1/month", "chance of a false alarm on a household near the line", "误报概率"},
  };
  // clang-format on

  static float chance(Params const& p, Now const&, Block const& b, Villages const&, Index i) {
    bool const large_bills = yuan(b.out_of_pocket_12[i]) >= p.bill_yuan;
    float const months = static_cast<float>(b.risk_months[i]);
    float missed = 1;
    auto const matched = [&](bool on_list, float lag_months, float sensitivity) {
      if (on_list && months > lag_months) missed *= 1 - sensitivity;
    };
    matched(large_bills, p.bill_lag_months, p.bill_sensitivity);
    matched(b.severely_disabled[i] > 0, p.disability_lag_months, p.disability_sensitivity);
    matched(b.out_of_school[i] > 0, p.dropout_lag_months, p.dropout_sensitivity);
    matched(b.damage_months[i] > 0, p.disaster_lag_months, p.disaster_sensitivity);
    matched(b.insured[i] == 0, p.insurance_lag_months, p.insurance_sensitivity);
    matched(b.low_income_file[i] != 0, p.file_lag_months, p.file_sensitivity);
    return (1 - missed) * p.screens_per_year * (1.0f / 12);
  }
};
static_assert(Detects<DataScreens>);

}  // namespace holdfast
