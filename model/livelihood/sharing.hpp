// Sharing: kin rings and villages even out part of this month's transitory gains and losses; gifts sum to zero in each.
// Policy document: none (livelihood). Strengths: assumption, see docs/ODD.md.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Sharing {
  static constexpr std::string_view key = "sharing";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Sharing among kin and village";
  static constexpr std::string_view title_zh = "亲邻互助";

  struct Params {
    float kin_share = 0.08f, village_share = 0.02f;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"kin_share", &Params::kin_share, {0, 1}, "share", "of the distance to the kin ring's mean gap that is evened out", "亲属互助比例"},
      Field<Params>{"village_share", &Params::village_share, {0, 1}, "share", "of the distance to the village's mean gap that is evened out", "同村互助比例"},
  };
  // clang-format on

  // Gift received by a household whose gap (this month's net income less its usual income) is `own`, in a circle of
  // mean gap `mean`; negative = given. Rounded to the fen; the circle's rounding residual goes to one household.
  HOLDFAST_RULE static Fen gift(float share, float mean, Fen own) {
    return static_cast<Fen>(numeric_round(share * (mean - static_cast<float>(own))));
  }

 private:
  HOLDFAST_RULE static float numeric_round(float x) { return x + (x < 0.0f ? -0.5f : 0.5f); }
};
static_assert(Module<Sharing>);

}  // namespace holdfast
