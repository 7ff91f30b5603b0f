// Macro: the common factor M of the province and the labour market factor Z of each county.
// Policy document: none (a shock). Form and values: dynamics.md sections 4 and 5 of the evidence, S191.
#pragma once

#include <cmath>

#include "model/modules.hpp"

namespace holdfast {

struct Macro {
  static constexpr std::string_view key = "macro";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Macro factor and county labour markets";
  static constexpr std::string_view title_zh = "宏观因子与县域劳动力市场";

  struct Params {
    float persistence = 0.97f, innovation_sd = 0.243f, shift = 0;
    float common_share = 0.15f, county_persistence = 0.97f, range_km = 120;
  };
  static constexpr std::array fields{
      Field<Params>{"persistence",
                    &Params::persistence,
                    {0, 0.999f},
                    "1/month",
                    "monthly persistence of the macro factor",
                    "宏观因子月度持续性"},
      Field<Params>{"innovation_sd",
                    &Params::innovation_sd,
                    {0, 2},
                    "sd",
                    "monthly innovation of the macro factor",
                    "宏观因子月度冲击标准差"},
      Field<Params>{"shift",
                    &Params::shift,
                    {-5, 5},
                    "sd",
                    "added to the macro factor (a downturn is negative)",
                    "宏观因子外加变动（下行为负）"},
      Field<Params>{"common_share",
                    &Params::common_share,
                    {0, 1},
                    "share",
                    "of the variance of a county's labour market that is the macro factor",
                    "县域劳动力市场方差中的共同部分"},
      Field<Params>{"county_persistence",
                    &Params::county_persistence,
                    {0, 0.999f},
                    "1/month",
                    "monthly persistence of the county factor",
                    "县域因子月度持续性"},
      Field<Params>{"range_km",
                    &Params::range_km,
                    {1, 1000},
                    "km",
                    "distance at which county shocks correlate by 1/e",
                    "县域冲击空间相关距离"},
  };

  // M after innovation e (standard normal).
  static float next(Params const& p, float m, float e) { return p.persistence * m + p.innovation_sd * e; }
  // M of the first month: from the stationary distribution, so that no month is special.
  static float first(Params const& p, float e) {
    return e * p.innovation_sd / std::sqrt(1.0f - p.persistence * p.persistence);
  }
  // County factor x, variance 1, after spatially correlated innovation e.
  static float next_county(Params const& p, float x, float e) {
    return p.county_persistence * x + std::sqrt(1.0f - p.county_persistence * p.county_persistence) * e;
  }
  // Z = sqrt(r) M + sqrt(1 - r) x.
  static float labour_market(Params const& p, float m, float x) {
    return std::sqrt(p.common_share) * (m + p.shift) + std::sqrt(1.0f - p.common_share) * x;
  }
};
static_assert(Module<Macro>);

}  // namespace holdfast
