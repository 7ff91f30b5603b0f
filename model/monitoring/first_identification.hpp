// First identification: the unstable and marginal households listed in 2019-20, the register's start condition.
// Policy document: article 3. Values: O013-O016, O082-O083, MON-STOCK-SC-* (scenarios/data/monitoring.json).
#pragma once

#include "model/core/numeric.hpp"
#include "model/monitoring/risk.hpp"

namespace holdfast {

struct FirstIdentification {
  static constexpr std::string_view key = "first_identification";
  static constexpr int article = 3;
  static constexpr std::string_view title = "First identification of 2019-20";
  static constexpr std::string_view title_zh = "2019-2020年首次识别";

  struct Params {
    float listed_share = 0, income_slope = 0, illness_log = 0, disability_log = 0, no_labour_log = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"listed_share", &Params::listed_share, {0, 1}, "share", "of households listed at the start of the spin-up", "初始纳入比例"},
      Field<Params>{"income_slope", &Params::income_slope, {0, 10}, "log odds per log point", "of being listed, falling with permanent income", "收入对纳入的影响"},
      Field<Params>{"illness_log", &Params::illness_log, {0, 5}, "log odds", "for a member with a chronic illness", "慢性病影响"},
      Field<Params>{"disability_log", &Params::disability_log, {0, 5}, "log odds", "for a member with a disability", "残疾影响"},
      Field<Params>{"no_labour_log", &Params::no_labour_log, {0, 5}, "log odds", "for a household without labour", "无劳动力影响"},
  };
  // clang-format on

  // Log weight in the draw without replacement. Income enters through the permanent components, since no month has
  // been lived yet when the register is seeded.
  static float log_weight(Params const& p, Block const& b, Index i) {
    float const wage = numeric::exp(b.wage_log[i]) * 12.0f;
    float const farm = numeric::exp(b.farm_log[i]);
    bool const labour = Risk::has_labour(b, i);
    float const earned = (labour ? wage : 0.0f) + farm + 1.0f;
    float const members = static_cast<float>(b.members[i] > 0 ? b.members[i] : 1);
    return -p.income_slope * numeric::log(earned / members) + (b.chronic[i] > 0 ? p.illness_log : 0.0f) +
           (b.disabled[i] > 0 ? p.disability_log : 0.0f) + (labour ? 0.0f : p.no_labour_log);
  }
};
static_assert(Module<FirstIdentification>);

}  // namespace holdfast
