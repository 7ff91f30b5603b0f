// Work: who earns what in which labour slot, and the chances of finding a job or of leaving home for one.
// Policy document: none (livelihood); article 17 acts on it. Hazards: dynamics.md section 4 (S185-S191, S166-S174).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Work {
  static constexpr std::string_view key = "work";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Work and wages";
  static constexpr std::string_view title_zh = "就业与工资";

  struct Params {
    float wage_level = 1, migrant_premium = 1.29f;
    float ability_1 = 0.9f, ability_2 = 0.8f, ability_3 = 0.7f;
    float shock_persistence = 0.97f, shock_sd = 0.0375f;
    float season_q1 = 1, season_q2 = 1, season_q3 = 1, season_q4 = 1;
    float finding_chance = 0.30f, hiring_peak = 1.6f, finding_55_factor = 0.5f, finding_market_slope = 0.15f;
    float seek_chance = 0.01f, seek_urge_chance = 0.3f, give_up_chance = 0.02f;
    float migrate_share = 0.6f, migrate_peer_slope = 0.3f, migrate_peer_mean = 0.35f, migrate_macro_slope = 0.2f,
          migrate_55_logit = -1.0f;
    float return_chance = 0.00125f, local_vacancy_rate = 0.03f, remittance_share = 0.55f;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"wage_level", &Params::wage_level, {0.1f, 10}, "ratio", "general level of wages over that of the synthetic start", "工资总水平（相对初始人口）"},
      Field<Params>{"migrant_premium", &Params::migrant_premium, {0.5f, 3}, "ratio", "wage away over local wage", "外出工资与本地工资之比"},
      Field<Params>{"ability_1", &Params::ability_1, {0, 1.5f}, "ratio", "wage of labour slot 1 over slot 0", "第二劳动力相对工资"},
      Field<Params>{"ability_2", &Params::ability_2, {0, 1.5f}, "ratio", "wage of labour slot 2 over slot 0", "第三劳动力相对工资"},
      Field<Params>{"ability_3", &Params::ability_3, {0, 1.5f}, "ratio", "wage of labour slot 3 over slot 0", "第四劳动力相对工资"},
      Field<Params>{"shock_persistence", &Params::shock_persistence, {0, 1}, "1/month", "monthly persistence of the transitory wage component", "工资暂时性冲击月度持续性"},
      Field<Params>{"shock_sd", &Params::shock_sd, {0, 1}, "log points", "monthly innovation of the transitory wage component", "工资暂时性冲击月度标准差"},
      Field<Params>{"season_q1", &Params::season_q1, {0, 4}, "ratio to the year's mean", "wages paid in a month of the first quarter", "一季度工资季节系数"},
      Field<Params>{"season_q2", &Params::season_q2, {0, 4}, "ratio to the year's mean", "wages paid in a month of the second quarter", "二季度工资季节系数"},
      Field<Params>{"season_q3", &Params::season_q3, {0, 4}, "ratio to the year's mean", "wages paid in a month of the third quarter", "三季度工资季节系数"},
      Field<Params>{"season_q4", &Params::season_q4, {0, 4}, "ratio to the year's mean", "wages paid in a month of the fourth quarter", "四季度工资季节系数"},
      Field<Params>{"finding_chance", &Params::finding_chance, {0, 1}, "1/month", "chance that a jobless worker finds a job", "待业者月度就业概率"},
      Field<Params>{"hiring_peak", &Params::hiring_peak, {0, 5}, "ratio", "finding in February and March over other months", "春节后招工高峰系数"},
      Field<Params>{"finding_55_factor", &Params::finding_55_factor, {0, 1}, "ratio", "finding from the age of 55 over younger workers", "55岁以上就业概率系数"},
      Field<Params>{"finding_market_slope", &Params::finding_market_slope, {0, 1}, "log odds per sd", "effect of the county's labour market on finding", "县域劳动力市场对就业的影响"},
      Field<Params>{"seek_chance", &Params::seek_chance, {0, 1}, "1/month", "chance that a farm worker under 60 begins to seek a job", "务农者月度求职概率"},
      Field<Params>{"seek_urge_chance", &Params::seek_urge_chance, {0, 1}, "1/month", "the same after the household ran short", "家庭困难时务农者求职概率"},
      Field<Params>{"give_up_chance", &Params::give_up_chance, {0, 1}, "1/month", "chance that a jobless worker returns to the farm", "待业者返回务农概率"},
      Field<Params>{"migrate_share", &Params::migrate_share, {0, 1}, "share", "of found jobs that are away, at mean peers and macro factor, under 55", "新就业中外出比例"},
      Field<Params>{"migrate_peer_slope", &Params::migrate_peer_slope, {0, 0.6f}, "log odds per 10 points", "effect of the village's lagged migrant share", "同村外出比例的影响"},
      Field<Params>{"migrate_peer_mean", &Params::migrate_peer_mean, {0, 1}, "share", "migrant share of the village's workers at which peers have no effect", "同村外出比例基准"},
      Field<Params>{"migrate_macro_slope", &Params::migrate_macro_slope, {0, 2}, "log odds per sd", "effect of the macro factor on jobs away", "宏观因子对外出就业的影响"},
      Field<Params>{"migrate_55_logit", &Params::migrate_55_logit, {-5, 5}, "log odds", "from the age of 55", "55岁以上外出倾向"},
      Field<Params>{"return_chance", &Params::return_chance, {0, 1}, "1/month", "chance that a migrant returns for good", "外出者永久返乡概率"},
      Field<Params>{"local_vacancy_rate", &Params::local_vacancy_rate, {0, 1}, "share", "local positions beyond those held at the start, in an average labour market", "本地岗位相对初始在岗人数的富余比例"},
      Field<Params>{"remittance_share", &Params::remittance_share, {0, 1}, "share", "of a migrant's wage that reaches the household", "外出工资寄回比例"},
  };
  // clang-format on

  HOLDFAST_RULE static float season(Params const& p, int month_of_year) {
    return month_of_year <= 3   ? p.season_q1
           : month_of_year <= 6 ? p.season_q2
           : month_of_year <= 9 ? p.season_q3
                                : p.season_q4;
  }
  HOLDFAST_RULE static float next_shock(Params const& p, float shock, float normal) {
    return p.shock_persistence * shock + p.shock_sd * normal;
  }
  // Share of a full local wage of slot 0 that the four slots earn; weights of local and migrant work.
  HOLDFAST_RULE static float earning(std::int32_t slot, float local, float migrant) {
    return slot == static_cast<std::int32_t>(Slot::local)     ? local
           : slot == static_cast<std::int32_t>(Slot::migrant) ? migrant
                                                              : 0.0f;
  }
  // Chance that a jobless worker finds a job this month; `bonus` by organised transfer, `hiring` relative to an
  // ordinary month.
  HOLDFAST_RULE static float finding(Params const& p, Now const& now, int age, float bonus, float hiring) {
    bool const peak = now.month_of_year == 2 || now.month_of_year == 3;
    float const base =
        (p.finding_chance * (age >= 55 ? p.finding_55_factor : 1.0f) + bonus) * (peak ? p.hiring_peak : 1.0f) * hiring;
    float const capped = base < 0.95f ? base : 0.95f;
    return capped <= 0.0f
               ? 0.0f
               : numeric::sigmoid(numeric::log(capped / (1.0f - capped)) + p.finding_market_slope * now.labour_market);
  }
  // An upper bound of finding() for the dense trigger: no worker of the county can have more.
  static float finding_bound(Params const& p, Now const& now, float largest_bonus, float hiring) {
    return finding(p, now, 30, largest_bonus, hiring);
  }
  // Log odds that a found job is away from home, for a village whose migrant share was `peers` last month.
  static float away_log_odds(Params const& p, Now const& now) {
    float const share = p.migrate_share < 0.001f ? 0.001f : p.migrate_share > 0.999f ? 0.999f : p.migrate_share;
    return numeric::log(share / (1.0f - share)) + p.migrate_macro_slope * now.macro -
           p.migrate_peer_slope * 10.0f * p.migrate_peer_mean;
  }
  HOLDFAST_RULE static float migrating(Params const& p, float away_log_odds, int age, float peers) {
    if (p.migrate_share <= 0.0f || p.migrate_share >= 1.0f) return p.migrate_share;
    return numeric::sigmoid(away_log_odds + p.migrate_peer_slope * 10.0f * peers +
                            (age >= 55 ? p.migrate_55_logit : 0.0f));
  }
};
static_assert(Module<Work>);

}  // namespace holdfast
