// Price fall: the farm price of each county and the livestock price of the province.
// Policy document: none (a shock). Form: dynamics.md sections 1 and 4 of the evidence (P218, S020).
#pragma once

#include <cmath>

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct PriceFall {
  static constexpr std::string_view key = "price_fall";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Farm and livestock prices";
  static constexpr std::string_view title_zh = "农产品与畜产品价格";

  struct Params {
    float trend = 1, persistence = 0.9f, innovation_sd = 0.05f, common_share = 0.5f, macro_link = 0.3f, shift = 0;
    float herd_sd = 0.3f, herd_period_months = 42, herd_persistence = 0.97f, herd_shift = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"trend",
                    &Params::trend,
                    {0.1f, 10},
                    "ratio to January 2020",
                    "trend of producer prices",
                    "农产品生产者价格趋势"},
      Field<Params>{"persistence",
                    &Params::persistence,
                    {0, 0.999f},
                    "1/month",
                    "monthly persistence of the log farm price",
                    "农产品价格月度持续性"},
      Field<Params>{"innovation_sd",
                    &Params::innovation_sd,
                    {0, 0.5f},
                    "log points",
                    "monthly innovation of the farm price",
                    "农产品价格月度冲击标准差"},
      Field<Params>{"common_share",
                    &Params::common_share,
                    {0, 1},
                    "share",
                    "of the innovation's variance that is common to the province",
                    "价格冲击中的全省共同部分"},
      Field<Params>{"macro_link",
                    &Params::macro_link,
                    {-1, 1},
                    "correlation",
                    "of the common price innovation with the macro innovation",
                    "价格与宏观冲击的相关系数"},
      Field<Params>{"shift",
                    &Params::shift,
                    {-3, 3},
                    "log points",
                    "added to the log farm price (a fall is negative)",
                    "农产品价格外加变动"},
      Field<Params>{
          "herd_sd", &Params::herd_sd, {0, 1}, "log points", "sd of the livestock price cycle", "猪周期标准差"},
      Field<Params>{"herd_period_months",
                    &Params::herd_period_months,
                    {6, 240},
                    "months",
                    "period of the livestock price cycle",
                    "猪周期长度"},
      Field<Params>{"herd_persistence",
                    &Params::herd_persistence,
                    {0, 0.999f},
                    "1/month",
                    "monthly damping of the cycle",
                    "猪周期月度阻尼"},
      Field<Params>{"herd_shift",
                    &Params::herd_shift,
                    {-3, 3},
                    "log points",
                    "added to the log livestock price",
                    "畜产品价格外加变动"},
  };

  static float stationary_sd(Params const& p) {
    return p.innovation_sd / std::sqrt(1.0f - p.persistence * p.persistence);
  }
  // ln P after common and county innovations (standard normals).
  static float next(Params const& p, float log_price, float common, float county) {
    return p.persistence * log_price +
           p.innovation_sd * (std::sqrt(p.common_share) * common + std::sqrt(1.0f - p.common_share) * county);
  }
  // The price itself; its mean over the stationary distribution is the trend.
  static float price(Params const& p, float log_price) {
    float const sd = stationary_sd(p);
    return p.trend * numeric::exp(log_price + p.shift - 0.5f * sd * sd);
  }

  // Stochastic cycle (Harvey 1989): two components turn by one month's angle, shrink and receive noise of equal size.
  struct Cycle {
    float value = 0, companion = 0;
  };
  static Cycle next_herd(Params const& p, Cycle const& now, float cosine, float sine, float e, float e_companion) {
    float const noise = p.herd_sd * std::sqrt(1.0f - p.herd_persistence * p.herd_persistence);
    return {p.herd_persistence * (cosine * now.value + sine * now.companion) + noise * e,
            p.herd_persistence * (cosine * now.companion - sine * now.value) + noise * e_companion};
  }
  static float herd_price(Params const& p, Cycle const& now) {
    return p.trend * numeric::exp(now.value + p.herd_shift - 0.5f * p.herd_sd * p.herd_sd);
  }
};
static_assert(Module<PriceFall>);

}  // namespace holdfast
