// Visits: village cadres and resident teams call on households and see what is wrong; two central checks a year are in
// the count. Policy document: articles 3 and 26. Values: MON-VISIT-*, dynamics.md 7 (scenarios/data/monitoring.json).
#pragma once

#include "model/core/numeric.hpp"
#include "model/monitoring/risk.hpp"

namespace holdfast {

struct Visits {
  static constexpr std::string_view key = "visits";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Visits";
  static constexpr std::string_view title_zh = "走访排查";

  struct Params {
    float listed_per_year = 6, lifted_out_per_year = 2, other_per_year = 1;
    float sight_share = 0.75f, false_alarm_chance = 0;
    float cadre_visits_per_month = 1e6f, team_visits_per_month = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"listed_per_year", &Params::listed_per_year, {0, 1000}, "1/year", "visits to a household on the register or in follow-up, by village cadres alone; resident teams may come more often", "监测户年走访次数（村干部）"},
      Field<Params>{"lifted_out_per_year", &Params::lifted_out_per_year, {0, 1000}, "1/year", "visits to a lifted-out household, by village cadres alone; resident teams may come more often", "脱贫户年走访次数（村干部）"},
      Field<Params>{"other_per_year", &Params::other_per_year, {0, 1000}, "1/year", "visits to another household, by village cadres alone; resident teams may come more often", "一般户年走访次数（村干部）"},
      Field<Params>{"sight_share", &Params::sight_share, {0, 1}, "share", "of visits to a household at risk that see the risk and report it", "走访发现率"},
      Field<Params>{"cadre_visits_per_month", &Params::cadre_visits_per_month, {0, 1e6f}, "visits/village/month", "that the cadres of a village have time for", "村干部月走访能力", true},
      Field<Params>{"team_visits_per_month", &Params::team_visits_per_month, {0, 1e6f}, "visits/village/month", "that a resident team adds", "驻村工作队月走访能力", true},
      Field<Params>{"false_alarm_chance", &Params::false_alarm_chance, {0, 0.0125f}, "1/month", "chance of a false alarm on a household near the line", "误报概率"},
  };
  // clang-format on

  // Visits come at random times, so that none may fall into a month.
  static float chance(Params const& p, float visits_per_year) {
    return 1 - numeric::exp(-p.sight_share * visits_per_year * (1.0f / 12));
  }
  // Of `planned` visits a month to the drawn households of a village, the share that there is time for. `drawn`: share
  // of the village's households that were drawn, by which its capacity scales.
  static float share_made(Params const& p, float planned, float drawn, bool team) {
    float const capacity = drawn * (p.cadre_visits_per_month + (team ? p.team_visits_per_month : 0.0f));
    return planned <= capacity ? 1.0f : capacity / planned;
  }
  static float per_year(Params const& p, bool listed, bool lifted_out) {
    return listed ? p.listed_per_year : lifted_out ? p.lifted_out_per_year : p.other_per_year;
  }
  static float chance(Params const& p, Now const&, Block const& b, Villages const&, Index i) {
    bool const watched = b.category[i] != 0 || b.follow_up_months[i] > 0;
    return chance(p, per_year(p, watched, b.household_class == HouseholdClass::lifted_out));
  }
};
static_assert(Detects<Visits>);

}  // namespace holdfast
