#include "model/month/visit_plan.hpp"

#include <algorithm>

namespace holdfast {

float visits_planned(Visits::Params const& visits, ResidentTeams::Params const* teams, Now const& now, bool team,
                     bool watched, bool lifted_out) {
  float const cadres = Visits::per_year(visits, watched, lifted_out);
  if (teams == nullptr) return cadres;
  return std::max(cadres, ResidentTeams::visits_per_year(*teams, now, team, watched, lifted_out));
}

void plan_visits(Step const& step, County& county, std::vector<Index> const& watched) {
  Villages& villages = county.villages;
  auto const n = static_cast<std::size_t>(villages.size());
  if (n == 0 || !step.on<Visits>()) return;
  auto& share = villages.visit_share;
  share.assign(n, 0);  // the number of lifted-out households first
  Households const& h = county.households;
  constexpr auto lifted = static_cast<std::size_t>(HouseholdClass::lifted_out);
  for (Index i = h.class_begin[lifted]; i < h.class_end[lifted]; ++i) {
    auto const row = static_cast<std::size_t>(i);
    share[static_cast<std::size_t>(h.village[row])] += h.members[row] > 0 ? 1.0f : 0.0f;
  }
  auto const& p = step.params<Visits>();
  auto const* const teams = step.on<ResidentTeams>() ? &step.params<ResidentTeams>() : nullptr;
  for (std::size_t v = 0; v < n; ++v) {
    bool const team = v < villages.team.size() && villages.team[v] != 0;
    float const all = static_cast<float>(villages.households[v]), lifted_out = share[v];
    float const planned = visits_planned(p, teams, step.now, team, true, false) * static_cast<float>(watched[v]) +
                          visits_planned(p, teams, step.now, team, false, true) * lifted_out +
                          visits_planned(p, teams, step.now, team, false, false) * std::max(0.0f, all - lifted_out);
    float const drawn = villages.households_all[v] > 0 ? all / static_cast<float>(villages.households_all[v]) : 0.0f;
    share[v] = Visits::share_made(p, planned * (1.0f / 12), drawn, team && teams != nullptr);
  }
}

}  // namespace holdfast
