// Register rules: stability, removal, follow-up.
// Policy document: article 3 (动态管理, 定期走访, 跟踪回访). Values: MON-EL-* (scenarios/data/monitoring.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct RegisterRules {
  static constexpr std::string_view key = "register";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Register: removal and follow-up";
  static constexpr std::string_view title_zh = "监测对象动态管理";

  struct Params {
    float stable_months = 6, listed_months = 6, follow_up_months = 24, sight_share = 1, removal_chance = 1;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"stable_months", &Params::stable_months, {1, 60}, "months", "in a row above the line without need before removal", "稳定达标月数"},
      Field<Params>{"listed_months", &Params::listed_months, {0, 60}, "months", "on the register before removal", "在册最短月数"},
      Field<Params>{"follow_up_months", &Params::follow_up_months, {0, 120}, "months", "of follow-up visits after removal", "回访月数"},
      Field<Params>{"sight_share", &Params::sight_share, {0, 1}, "share", "of the months with a shortfall or need that are noticed when stability is judged", "在册户困难被发现比例"},
      Field<Params>{"removal_chance", &Params::removal_chance, {0, 1}, "1/month", "chance that a household that fulfils all conditions is taken up for removal", "符合条件者月度消除概率"},
  };
  // clang-format on

  // All conditions of removal: stability, time on the register, a delivered measure, labour. Where packages are not
  // `offered` at all, nobody can wait for one: the household is reviewed on its own recovery.
  static bool removable(Params const& p, Now const& now, Block const& b, Index i, bool has_labour, bool offered) {
    return static_cast<float>(b.stable_months[i]) >= p.stable_months &&
           static_cast<float>(now.month.since_2000 - b.listed_month[i]) >= p.listed_months &&
           (b.package[i] != 0 || !offered) && has_labour;
  }
};
static_assert(Module<RegisterRules>);

}  // namespace holdfast
