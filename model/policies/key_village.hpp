// Key villages (乡村振兴重点帮扶村): counties name the villages that lag most; projects go there first. Which ones is
// not published: a keyed draw, with more of the former poor villages. Policy document: article 14. Rows: KEY-VIL,
// KEY-VIL-N.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct KeyVillage {
  static constexpr std::string_view key = "key_village";
  static constexpr int article = 14;
  static constexpr std::string_view title = "Key villages";
  static constexpr std::string_view title_zh = "乡村振兴重点帮扶村";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float lifted_out_village_share = 0, other_village_share = 0, extra_projects_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"lifted_out_village_share", &Params::lifted_out_village_share, {0, 1}, "share", "of the former poor villages, named as key villages", "脱贫村中重点帮扶村占比"},
      Field<Params>{"other_village_share", &Params::other_village_share, {0, 1}, "share", "of the other villages of a lifted-out county, named as key villages", "脱贫县其他村中重点帮扶村占比"},
      Field<Params>{"extra_projects_share", &Params::extra_projects_share, {0, 10}, "share", "more projects for each household than in other villages of the county", "项目资金倾斜比例", true},
  };
  // clang-format on

  // By lasting luck: a greater share adds villages and drops none.
  static bool named(Params const& p, bool lifted_out_county, bool lifted_out_village, float luck) {
    float const share = lifted_out_village ? p.lifted_out_village_share : p.other_village_share;
    return lifted_out_county && luck < share;
  }
  // Projects for each household, before the county's sum is held.
  static float weight(Params const& p, bool key_village) { return key_village ? 1.0f + p.extra_projects_share : 1.0f; }
};
static_assert(Policy<KeyVillage>);

}  // namespace holdfast
