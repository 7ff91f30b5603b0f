// Social forces (万企兴万村、国企入凉、彝路相伴、牵手伴行): enterprises and associations put money into the industry of
// lifted-out counties. No figure was published: assumptions. Policy document: article 23. Row: SOC-EFFECT.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct SocialForces {
  static constexpr std::string_view key = "social_forces";
  static constexpr int article = 23;
  static constexpr std::array also_articles{16};
  static constexpr std::string_view title = "Enterprises and associations";
  static constexpr std::string_view title_zh = "社会力量帮扶";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float yuan_per_county = 0, minority_yuan_per_county = 0, grants_share = 0, works_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"yuan_per_county", &Params::yuan_per_county, {0, 1e10f}, "yuan/county/year", "to a lifted-out county", "社会帮扶资金", true},
      Field<Params>{"minority_yuan_per_county", &Params::minority_yuan_per_county, {0, 1e10f}, "yuan/county/year", "on top, to a county of the Yi or Tibetan areas, where campaigns of their own run", "民族地区专项行动加投", true},
      Field<Params>{"grants_share", &Params::grants_share, {0, 1}, "share", "of the yuan, granted to households as productive capital", "到户产业奖补占比"},
      Field<Params>{"works_share", &Params::works_share, {0, 1}, "share", "of the yuan, for village roads and field works; what remains is spent on what the model does not follow", "基础设施占比"},
  };
  // clang-format on

  static CountyFunds funds(Params const& p, CountyFacts const& facts) {
    if (!facts.lifted_out_county) return {};
    bool const campaign = facts.area_group == "daliangshan_xiaoliangshan" || facts.area_group == "plateau_tibetan";
    return {p.yuan_per_county + (campaign ? p.minority_yuan_per_county : 0.0f), p.grants_share, p.works_share};
  }
};
static_assert(Funds<SocialForces>);

}  // namespace holdfast
