// Self-report: the household applies by itself, in the village or online.
// Policy document: article 3 (拓宽农户主动申请渠道, 线上自主申报). Values: MON-SELF, MON-JC-GRID
// (scenarios/data/monitoring.json).
#pragma once

#include "model/core/numeric.hpp"
#include "model/monitoring/risk.hpp"

namespace holdfast {

struct SelfReport {
  static constexpr std::string_view key = "self_report";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Self-reports";
  static constexpr std::string_view title_zh = "农户自主申报";

  struct Params {
    float share_3_months = 0, severity_log_odds = 0, schooling_log_odds = 0, schooling_norm_years = 7;
    float learning_months = 0, false_alarm_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"share_3_months", &Params::share_3_months, {0, 1}, "share", "of households at mild risk that apply within three months", "三个月内自主申报比例", true},
      Field<Params>{"severity_log_odds", &Params::severity_log_odds, {0, 3}, "log odds", "for each degree of severity", "严重程度影响"},
      Field<Params>{"schooling_log_odds", &Params::schooling_log_odds, {0, 1}, "log odds/year", "for each year of the head's schooling", "户主受教育年限影响"},
      Field<Params>{"schooling_norm_years", &Params::schooling_norm_years, {0, 20}, "years", "schooling at which the share holds", "基准受教育年限"},
      Field<Params>{"learning_months", &Params::learning_months, {0, 60}, "months", "of risk until a household knows in full how to apply; the chance grows in proportion until then", "知晓申报渠道所需月数"},
      Field<Params>{"false_alarm_chance", &Params::false_alarm_chance, {0, 0.0125f}, "1/month", "chance of an unfounded application by a household near the line", "误报概率"},
  };
  // clang-format on

  static float chance(Params const& p, Now const& now, Block const& b, Villages const&, Index i) {
    if (p.share_3_months <= 0) return 0;
    if (p.share_3_months >= 1) return 1;
    float const monthly = -numeric::expm1(numeric::log1p(-p.share_3_months) * (1.0f / 3));
    float const shift = p.severity_log_odds * static_cast<float>(Risk::severity(now, b, i)) +
                        p.schooling_log_odds * (static_cast<float>(b.schooling_years[i]) - p.schooling_norm_years);
    float const odds = monthly / (1 - monthly) * numeric::exp(shift);
    float const months = static_cast<float>(b.risk_months[i]);
    return odds / (1 + odds) * (months >= p.learning_months ? 1.0f : months / p.learning_months);
  }
};
static_assert(Detects<SelfReport>);

}  // namespace holdfast
