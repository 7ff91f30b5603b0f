// Assessment: the yearly check of results, which records relapse (recorded, not latent, relapse).
// Policy document: article 28. Values: O031-O032, assumptions (scenarios/data/monitoring.json); model.md 7a.5.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Assessment {
  static constexpr std::string_view key = "assessment";
  static constexpr int article = 28;
  static constexpr std::string_view title = "Annual assessment";
  static constexpr std::string_view title_zh = "年度考核评估";

  struct Params {
    float sample_share = 0, settle_months = 3, solved_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"sample_share", &Params::sample_share, {0, 1}, "share", "of the lifted-out households not on the register that the assessment calls on", "抽查比例"},
      Field<Params>{"settle_months", &Params::settle_months, {0, 24}, "months", "after help was due in which a need is not yet held against the household's package", "帮扶见效期"},
      Field<Params>{"solved_share", &Params::solved_share, {0, 1}, "share", "of fresh needs solved on the spot, before anything is recorded", "立行立改比例"},
  };
  // clang-format on

  // Whether a household in need is recorded. helped: listed, with a delivered measure that has had time to work.
  static bool records(Params const& p, float sensitivity, bool listed, bool helped, std::array<float, 3> const& luck) {
    bool const reached = listed || luck[0] < p.sample_share;
    bool const confirmed = luck[1] < sensitivity;
    return reached && confirmed && (helped || luck[2] >= p.solved_share);
  }
};
static_assert(Module<Assessment>);

}  // namespace holdfast
