// Four no-removals (四个不摘: responsibility, policy, assistance and supervision stay): a county that has been lifted
// out keeps its support. Where the promise is not kept, what a lifted-out county receives in tilts, casework and places
// fades year by year. The schedules of all other instruments are their own. Policy document: article 25. Row: FOUR.
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct FourNoRemovals {
  static constexpr std::string_view key = "four_no_removals";
  static constexpr int article = 25;
  static constexpr std::string_view title = "Four no-removals";
  static constexpr std::string_view title_zh = "四个不摘";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float kept_share = 0, fade_share_per_year = 0, exit_year = 2021;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"kept_share", &Params::kept_share, {0, 1}, "share", "of the promise that is kept", "政策保持程度", true},
      Field<Params>{"fade_share_per_year", &Params::fade_share_per_year, {0, 0.99f}, "share/year", "of the support, withdrawn in a year where nothing keeps it", "摘帽后年退出比例"},
      Field<Params>{"exit_year", &Params::exit_year, {2000, 2100}, "year", "from whose January support may fade", "退出起始年"},
  };
  // clang-format on

  // Of the support, what is left in this month; `promised` = the instrument is on.
  static float kept(Params const& p, bool promised, Month month, bool lifted_out_county) {
    float const months = static_cast<float>(month - Month::of(static_cast<int>(p.exit_year), 1));
    if (!lifted_out_county || months <= 0.0f) return 1;
    float const faded = numeric::exp(numeric::log1p(-p.fade_share_per_year) * months * (1.0f / 12));
    float const promise = promised ? p.kept_share : 0.0f;
    return promise + (1.0f - promise) * faded;
  }
};
static_assert(Policy<FourNoRemovals>);

}  // namespace holdfast
