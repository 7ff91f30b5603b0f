// How many of the planned visits the people of each village can make: cadres and a resident team have only so much
// time. Rule: model/monitoring/visits.hpp. Policy document: articles 3 and 26.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Visits planned to a household a year, by village cadres or by the resident team, whoever comes more often.
float visits_planned(Visits::Params const& visits, ResidentTeams::Params const* teams, Now const& now, bool team,
                     bool watched, bool lifted_out);

// Sets villages.visit_share for next month. `watched`: households on the register or in follow-up, by village.
void plan_visits(Step const& step, County& county, std::vector<Index> const& watched);

}  // namespace holdfast
