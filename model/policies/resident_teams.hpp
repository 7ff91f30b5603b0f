// Resident teams (驻村工作队): first secretaries and work teams visit households and drive enrolment in their village.
// They pay nothing: the monitoring's visits and the premium season read them.
// Policy document: article 26. Rows: TEAM-*, MON-VISIT-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct ResidentTeams {
  static constexpr std::string_view key = "resident_teams";
  static constexpr int article = 26;
  static constexpr std::array also_articles{3, 5};
  static constexpr std::string_view title = "Resident work teams";
  static constexpr std::string_view title_zh = "驻村第一书记和工作队";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float visits_listed_per_year = 0;
    float visits_lifted_out_per_year = 0;
    float visits_other_per_year = 0;
    float without_team_share = 0;
    float drive_with_team = 0;
    float drive_without_team = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"visits_listed_per_year",
                    &Params::visits_listed_per_year,
                    {0, 400},
                    "visits/household/year",
                    "to a household on the register",
                    "监测户年走访次数",
                    true},
      Field<Params>{"visits_lifted_out_per_year",
                    &Params::visits_lifted_out_per_year,
                    {0, 400},
                    "visits/household/year",
                    "to a lifted-out household",
                    "脱贫户年走访次数",
                    true},
      Field<Params>{"visits_other_per_year",
                    &Params::visits_other_per_year,
                    {0, 400},
                    "visits/household/year",
                    "to any other household",
                    "一般农户年走访次数",
                    true},
      Field<Params>{"without_team_share",
                    &Params::without_team_share,
                    {0, 1},
                    "share",
                    "of these visits that village cadres make where no team is",
                    "无工作队村走访比例"},
      Field<Params>{"drive_with_team",
                    &Params::drive_with_team,
                    {0, 1},
                    "share",
                    "of households reminded of their premium, with a team",
                    "有工作队时参保动员率",
                    true},
      Field<Params>{"drive_without_team",
                    &Params::drive_without_team,
                    {0, 1},
                    "share",
                    "of households reminded of their premium, without a team",
                    "无工作队时参保动员率"},
  };

  static float visits_per_year(Params const& p, Now const&, bool team, bool listed, bool lifted_out) {
    float const visits = listed       ? p.visits_listed_per_year
                         : lifted_out ? p.visits_lifted_out_per_year
                                      : p.visits_other_per_year;
    return team ? visits : visits * p.without_team_share;
  }
  static float drive(Params const& p, bool team) {
    return team && p.drive_with_team > p.drive_without_team ? p.drive_with_team : p.drive_without_team;
  }
};
static_assert(Policy<ResidentTeams>);

}  // namespace holdfast
