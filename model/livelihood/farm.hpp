// Farm: crops and livestock; sales follow the season, prices, labour at home, the herd and disasters.
// Policy document: none (livelihood); articles 15 and 18 act on it. Priors: dynamics.md section 1 (S020, P130-P134).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Farm {
  static constexpr std::string_view key = "farm";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Farm";
  static constexpr std::string_view title_zh = "农业经营";

  struct Params {
    float sales_level = 1, cash_cost_share = 0.45f, herd_share = 0.4f, capital_norm_share = 0.5f;
    float herd_floor = 0.3f, herd_ceiling = 1.2f, expansion_gain = 0, expansion_half = 1, no_labour_factor = 0.7f;
    float residual_sd = 0.15f, year_sd = 0.2f;
    float season_q1 = 1, season_q2 = 1, season_q3 = 1, season_q4 = 1;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"sales_level", &Params::sales_level, {0.1f, 10}, "ratio", "general level of farm sales over that of the synthetic start, beyond prices", "农业产出总水平（相对初始人口）"},
      Field<Params>{"cash_cost_share", &Params::cash_cost_share, {0, 0.95f}, "share of sales", "cash costs of seed, feed and hire", "现金成本占比"},
      Field<Params>{"herd_share", &Params::herd_share, {0, 1}, "share of sales", "livestock in normal sales", "畜牧销售占比"},
      Field<Params>{"capital_norm_share", &Params::capital_norm_share, {0.01f, 10}, "share of yearly sales", "capital with which a household reaches normal sales", "正常经营所需资本占年销售额比例"},
      Field<Params>{"herd_floor", &Params::herd_floor, {0, 1}, "ratio", "livestock sales without capital over normal", "无资本时畜牧产出系数"},
      Field<Params>{"herd_ceiling", &Params::herd_ceiling, {1, 3}, "ratio", "capital over its norm up to which livestock sales grow in proportion", "畜牧产出随资本等比增长的上限"},
      Field<Params>{"expansion_gain", &Params::expansion_gain, {0, 5}, "ratio", "livestock sales that capital without limit adds to the ceiling", "扩大规模可增畜牧产出系数上限"},
      Field<Params>{"expansion_half", &Params::expansion_half, {0.1f, 50}, "ratio", "capital beyond the ceiling over its norm at which half of that is reached", "扩大规模半效资本比"},
      Field<Params>{"no_labour_factor", &Params::no_labour_factor, {0, 1}, "ratio", "sales of a household with nobody under 60 at home to farm", "无青壮劳力务农时产出系数"},
      Field<Params>{"residual_sd", &Params::residual_sd, {0, 1}, "log points", "monthly residual of sales", "月度销售残差标准差"},
      Field<Params>{"year_sd", &Params::year_sd, {0, 1}, "log points", "luck of a farm year (yield and own prices)", "农业年景个体标准差"},
      Field<Params>{"season_q1", &Params::season_q1, {0, 4}, "ratio to the year's mean", "sales in a month of the first quarter", "一季度销售季节系数"},
      Field<Params>{"season_q2", &Params::season_q2, {0, 4}, "ratio to the year's mean", "sales in a month of the second quarter", "二季度销售季节系数"},
      Field<Params>{"season_q3", &Params::season_q3, {0, 4}, "ratio to the year's mean", "sales in a month of the third quarter", "三季度销售季节系数"},
      Field<Params>{"season_q4", &Params::season_q4, {0, 4}, "ratio to the year's mean", "sales in a month of the fourth quarter", "四季度销售季节系数"},
  };
  // clang-format on

  HOLDFAST_RULE static float season(Params const& p, int month_of_year) {
    return month_of_year <= 3   ? p.season_q1
           : month_of_year <= 6 ? p.season_q2
           : month_of_year <= 9 ? p.season_q3
                                : p.season_q4;
  }
  // Livestock sales relative to normal; `capital_ratio` = capital over its norm. Beyond the ceiling returns decrease.
  HOLDFAST_RULE static float herd(Params const& p, float capital_ratio) {
    float const floored = capital_ratio < p.herd_floor ? p.herd_floor : capital_ratio;
    float const beyond = floored > p.herd_ceiling ? floored - p.herd_ceiling : 0.0f;
    return floored - beyond + p.expansion_gain * beyond / (beyond + p.expansion_half);
  }
  // Cash costs over normal sales: those of a normal year, and feed of what is kept beyond the ceiling.
  HOLDFAST_RULE static float costs(Params const& p, float herd) {
    float const beyond = herd > p.herd_ceiling ? herd - p.herd_ceiling : 0.0f;
    return p.cash_cost_share * (1.0f + p.herd_share * beyond);
  }
  // Sales relative to normal; with prices of one, the volume sold.
  HOLDFAST_RULE static float output(Params const& p, float crop_price, float herd_price, float crop_loss,
                                    float capital_ratio, bool labour_at_home) {
    float const crops = (1.0f - p.herd_share) * crop_price * (1.0f - crop_loss);
    return (crops + p.herd_share * herd_price * herd(p, capital_ratio)) * (labour_at_home ? 1.0f : p.no_labour_factor);
  }
};
static_assert(Module<Farm>);

}  // namespace holdfast
