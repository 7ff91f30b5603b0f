// Responsiveness (领导体制): how fast and how carefully a county acts, a lasting trait of its leadership. It divides
// the delays and the errors of the monitoring and drives enrolment. Policy document: articles 24 and 26. Row: LEAD-24.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Responsiveness {
  static constexpr std::string_view key = "responsiveness";
  static constexpr int article = 24;
  static constexpr std::array also_articles{3};
  static constexpr std::string_view title = "Responsiveness of the county";
  static constexpr std::string_view title_zh = "领导责任与响应效率";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float level = 1, spread = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"level", &Params::level, {0.2f, 5}, "ratio", "of the mean county", "平均响应系数"},
      Field<Params>{"spread", &Params::spread, {0, 0.8f}, "ratio", "of the best county over the mean, and of the mean over the worst", "县际差异幅度", true},
  };
  // clang-format on

  static float of_county(Params const& p, float luck) { return p.level * (1.0f + p.spread * (2.0f * luck - 1.0f)); }
  // What is left of a delay, or of a chance of error, in a county of this responsiveness.
  static float left(float delay_or_error, float responsiveness) { return delay_or_error / responsiveness; }
  // A sensitivity or specificity with its errors divided.
  static float care(float right_share, float responsiveness) {
    float const wrong = left(1.0f - right_share, responsiveness);
    return wrong < 1.0f ? 1.0f - wrong : 0.0f;
  }
  static float drive(float share, float responsiveness) {
    return share * responsiveness < 1.0f ? share * responsiveness : 1.0f;
  }
};
static_assert(Policy<Responsiveness>);

}  // namespace holdfast
