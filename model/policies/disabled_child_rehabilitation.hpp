// Rehabilitation of disabled children (残疾儿童康复救助): pays therapy and aids up to a standard; a treated child may
// grow out of the disability. What therapy costs, and how little of it a family buys alone: livelihood/care.hpp. Policy
// document: article 11. No Sichuan standard was seen: assumption.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DisabledChildRehabilitation {
  static constexpr std::string_view key = "disabled_child_rehabilitation";
  static constexpr int article = 11;
  static constexpr std::string_view title = "Rehabilitation of disabled children";
  static constexpr std::string_view title_zh = "残疾儿童康复救助";
  static constexpr Phase phase = Phase::settle;

  struct Params {
    float cover_yuan = 0;
    float served_share = 0;
    float recovery_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"cover_yuan", &Params::cover_yuan, {0, 10000}, "yuan/child/month", "of the cost of therapy and aids, paid at most", "每月康复救助限额", true},
      Field<Params>{"served_share", &Params::served_share, {0, 1}, "share", "of disabled children below 16 with a place", "获得康复救助的残疾儿童占比", true},
      Field<Params>{"recovery_chance", &Params::recovery_chance, {0, 0.2f}, "1/month", "chance that a child in therapy loses the disability", "月康复脱残概率"},
  };
  // clang-format on

  static bool serves(Params const& p, float luck) { return p.cover_yuan > 0.0f && luck < p.served_share; }
  // Of `cost` fen for `children`: what is paid.
  static Fen covers(Params const& p, Fen cost, int children) {
    Fen const most = fen(p.cover_yuan * static_cast<float>(children));
    return cost < most ? cost : most;
  }
  static bool recovers(Params const& p, float luck) { return luck < p.recovery_chance; }
};
static_assert(Policy<DisabledChildRehabilitation>);

}  // namespace holdfast
