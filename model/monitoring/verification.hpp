// Verification: village meeting, township check and county confirmation of an alert, within a deadline and a capacity.
// Policy document: article 3 (经核查后按程序及时纳入). Values: MON-DELAY-*, O027 (scenarios/data/monitoring.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Verification {
  static constexpr std::string_view key = "verification";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Verification";
  static constexpr std::string_view title_zh = "核查认定";

  struct Params {
    float sensitivity = 1, specificity = 1, delay_months = 0.5f, deadline_months = 1, retry_months = 6;
    float capacity_per_1000 = 10, fast_track_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"sensitivity", &Params::sensitivity, {0, 1}, "share", "of the households at risk that are confirmed", "核查灵敏度"},
      Field<Params>{"specificity", &Params::specificity, {0, 1}, "share", "of the households not at risk that are turned down", "核查特异度"},
      Field<Params>{"delay_months", &Params::delay_months, {0, 12}, "months", "from alert to decision where capacity allows; the fraction is the share that takes one more", "核查时长"},
      Field<Params>{"deadline_months", &Params::deadline_months, {0, 24}, "months", "after which a waiting entry goes before all others", "核查时限"},
      Field<Params>{"retry_months", &Params::retry_months, {0, 60}, "months", "after an alert that was turned down in which no new one is taken up", "未认定后再次受理间隔"},
      Field<Params>{"capacity_per_1000", &Params::capacity_per_1000, {0, 1000}, "per 1,000 households and month", "verifications a county can do", "核查能力", true},
      Field<Params>{"fast_track_share", &Params::fast_track_share, {0, 1}, "share", "of sudden hardships decided at once and before all others", "突发困难户快速认定比例"},
  };
  // clang-format on

  static bool confirms(Params const& p, bool at_risk, float luck) {
    return luck < (at_risk ? p.sensitivity : 1 - p.specificity);
  }
  // Whole months of waiting for an entry with this luck: delay 0.5 = half of the entries wait one month.
  static int waits(float delay_months, float luck) {
    int const whole = static_cast<int>(delay_months);
    return whole + (luck < delay_months - static_cast<float>(whole) ? 1 : 0);
  }
};
static_assert(Module<Verification>);

}  // namespace holdfast
