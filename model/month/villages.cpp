#include "model/month/villages.hpp"

#include <algorithm>

#include "model/month/funds.hpp"

namespace holdfast {
namespace {

void count_members(County& county) {
  Villages& v = county.villages;
  std::fill(v.lifted_members.begin(), v.lifted_members.end(), 0);
  std::fill(v.aided_members.begin(), v.aided_members.end(), 0);
  for (Block const& b : county.households.blocks()) {
    bool const lifted = b.household_class == HouseholdClass::lifted_out;
    for (Index i = 0; i < b.n; ++i) {
      if (!lifted && b.category[i] == 0) continue;
      auto const village = static_cast<std::size_t>(b.village[i]);
      v.aided_members[village] += b.members[i];
      if (lifted) v.lifted_members[village] += b.members[i];
    }
  }
}

// Spent in the province for each household; no household receives it in cash.
template <class P>
void book_works(County& county, typename P::Params const& p) {
  Fen const each = fen(P::cost_yuan_per_year(p) / 12.0f);
  Households const& h = county.households;
  for (std::size_t c = 0; c < household_classes; ++c)
    county.totals.ledger[static_cast<std::size_t>(instrument_index<P>) * household_classes + c] +=
        FenSum{each} * (h.class_end[c] - h.class_begin[c]);
}

// Works that county tilts pay for as well: so much more as their money is over the instrument's own, key villages
// first.
template <class P>
void tend_all(Step const& step, County& county, typename P::Params const& p, typename P::Params const& funded,
              int lag) {
  Villages& v = county.villages;
  if constexpr (requires { P::enlarged(funded, 1.0f); }) {
    float const own = P::cost_yuan_per_year(funded);
    float const times = own > 0.0f ? 1.0f + works_yuan_per_household(step, county, lag) / own : 1.0f;
    for (std::size_t i = 0; i < v.road.size(); ++i)
      P::tend(p, P::enlarged(funded, times * project_priority(county, i)), step.now, v, i);
  } else {
    for (std::size_t i = 0; i < v.road.size(); ++i) P::tend(p, funded, step.now, v, i);
  }
}

template <class P>
void tend_with(Step const& step, County& county) {
  if constexpr (TendsVillages<P>) {
    if (!step.on<P>()) return;
    auto const& p = step.params<P>();
    int lag = 0;
    if constexpr (requires { p.lag_months; }) lag = static_cast<int>(p.lag_months + 0.5f);
    auto const& funded = step.scenario.plan<P>().at(step.now.month - lag, step.now.county_class);
    tend_all<P>(step, county, p, funded, lag);
    if constexpr (requires { P::cost_yuan_per_year(p); }) book_works<P>(county, p);
  }
}

}  // namespace

void note_prices(Step const& step, Villages& villages) {
  auto const& works = step.params<VillageWorks>();
  for (std::size_t v = 0; v < villages.road.size(); ++v)
    villages.price_share[v] = VillageWorks::price_share(works, villages.road[v], villages.damage_months[v] > 0);
}

void tend_villages(Step const& step, County& county) {
  Villages& villages = county.villages;
  if (step.now.month.is_january()) count_members(county);
  std::fill(villages.road_upkeep.begin(), villages.road_upkeep.end(), 0.0f);
  std::fill(villages.water_upkeep.begin(), villages.water_upkeep.end(), 0.0f);
  [&]<class... Ps>(std::tuple<Ps...>*) { (tend_with<Ps>(step, county), ...); }(static_cast<Policies*>(nullptr));
  auto const& works = step.params<VillageWorks>();
  for (std::size_t v = 0; v < villages.road.size(); ++v) VillageWorks::wear(works, villages, v);
  villages.least_water =
      villages.water.empty() ? 0.0f : *std::min_element(villages.water.begin(), villages.water.end());
  note_prices(step, villages);
}

}  // namespace holdfast
