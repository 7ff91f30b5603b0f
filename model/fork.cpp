#include "model/fork.hpp"

#include <algorithm>
#include <cstring>

namespace holdfast {
namespace {

// Calls f(plan of a, plan of b) for every module of one tuple of plans.
template <class Tuple, class F>
void each_pair(Tuple const& a, Tuple const& b, F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (f(std::get<I>(a), std::get<I>(b)), ...); }
  (std::make_index_sequence<std::tuple_size_v<Tuple>>());
}

template <class M>
bool same_month(Plan<M> const& a, Plan<M> const& b, Month month) {
  for (int county = 0; county < county_classes; ++county)
    for (int household = 0; household < household_classes; ++household) {
      for (Restored const holds : {Restored{0}, ~Restored{0}}) {
        auto const& p = a.at(month, static_cast<CountyClass>(county), static_cast<HouseholdClass>(household), holds);
        auto const& q = b.at(month, static_cast<CountyClass>(county), static_cast<HouseholdClass>(household), holds);
        for (auto const& field : M::fields)
          if (p.*field.member != q.*field.member) return false;
      }
    }
  return true;
}

// True when the values of the first months are the same bytes: the quick way, where no condition is at work.
template <class M>
bool same_bytes(Plan<M> const& a, Plan<M> const& b, Month first, int months) {
  static_assert(sizeof(typename M::Params) == M::fields.size() * sizeof(float), "nothing but its fields");
  int const wanted = first - a.first + months;
  if (a.condition >= 0 || b.condition >= 0 || a.first != b.first || first < a.first || wanted > a.months ||
      wanted > b.months)
    return false;
  std::size_t const n = static_cast<std::size_t>(wanted) * county_classes * household_classes;
  return std::memcmp(a.values.data(), b.values.data(), n * sizeof a.values[0]) == 0;
}

template <class M>
bool same_strength(Plan<M> const& a, Plan<M> const& b, Month month) {
  for (int county = 0; county < county_classes; ++county)
    for (int household = 0; household < household_classes; ++household)
      for (Restored const holds : {Restored{0}, ~Restored{0}}) {
        auto const c = static_cast<CountyClass>(county);
        auto const h = static_cast<HouseholdClass>(household);
        if (a.strength(month, c, h, holds) != b.strength(month, c, h, holds)) return false;
      }
  return true;
}

// What is announced counts from the announcement on, up to a year ahead; receipts are noted from a year before it.
template <class M>
int shared_announcement(Plan<M> const& a, Plan<M> const& b, Month first, int months) {
  if (a.announced == b.announced) return months;
  auto const until = [&](Month month) { return std::clamp(month - first, 0, months); };
  if (a.announced && b.announced && a.announced->from == b.announced->from) {
    int m = 0;
    while (m < months + ring_months && same_strength(a, b, first + m)) ++m;
    return std::max(until(a.announced->from), until(first + (m - ring_months)));
  }
  Month const never_announced = first + (months + ring_months);
  Month const from =
      std::min(a.announced ? a.announced->from : never_announced, b.announced ? b.announced->from : never_announced);
  return until(from - (ring_months - 1));
}

// First month of [first, first + months) in which the plans differ, counted from `first`; `months` if none.
template <class M>
int shared(Plan<M> const& a, Plan<M> const& b, Month first, int months) {
  if (a.on != b.on || a.budget_yuan != b.budget_yuan || a.budget_carries_over != b.budget_carries_over) return 0;
  int m = same_bytes(a, b, first, months) ? months : 0;
  while (m < months && same_month(a, b, first + m)) ++m;
  return std::min(m, shared_announcement(a, b, first, months));
}

int shared_events(Scenario const& a, Scenario const& b, Month first, int months) {
  if (a.replay_events != b.replay_events) return 0;
  auto const same = [](auto const& x, auto const& y) {
    DisasterEvent const &e = x.second, &f = y.second;
    return x.first == y.first && e.month == f.month && e.hazard == f.hazard &&
           e.village_hit_share == f.village_hit_share && e.household_hit_share == f.household_hit_share &&
           e.loss_yuan_mean == f.loss_yuan_mean && e.crop_loss_share == f.crop_loss_share &&
           e.herd_loss_share == f.herd_loss_share && e.house_damage_share == f.house_damage_share &&
           e.house_collapse_share == f.house_collapse_share && e.injury_share == f.injury_share &&
           e.road_months == f.road_months && e.serial == f.serial && e.further == f.further;
  };
  std::size_t const both = std::min(a.events.size(), b.events.size());
  std::size_t k = 0;
  while (k < both && same(a.events[k], b.events[k])) ++k;
  int differs = months;
  for (auto const* events : {&a.events, &b.events})
    for (std::size_t i = k; i < events->size(); ++i)
      differs = std::min(differs, std::max(0, (*events)[i].second.month - first));
  return differs;
}

// Before the first condition is watched none holds, so that different conditions do not matter until then.
int shared_conditions(Scenario const& a, Scenario const& b, Month first, int months) {
  if (a.conditions == b.conditions) return months;
  for (auto const* conditions : {&a.conditions, &b.conditions})
    for (Condition const& c : *conditions) months = std::min(months, std::max(0, c.from - first));
  return months;
}

}  // namespace

bool same_frame(Scenario const& a, Scenario const& b) {
  return a.start == b.start && a.months == b.months && a.spin_up_months == b.spin_up_months && a.seed == b.seed &&
         a.replicates == b.replicates && a.households_share == b.households_share;
}

bool same_population(Scenario const& a, Scenario const& b) {
  bool same = a.seed == b.seed && a.households_share == b.households_share;
  each_pair(a.population, b.population, [&](auto const& p, auto const& q) {
    int const months = std::max({p.months, q.months, 1});
    same = same && shared(p, q, p.first, months) == months;
  });
  return same;
}

bool same_luck(Scenario const& a, Scenario const& b) {
  if (!same_frame(a, b)) return false;
  Month const first = a.start + -a.spin_up_months;
  int const months = a.spin_up_months + a.months;
  bool same = shared_events(a, b, first, months) == months;
  each_pair(a.shocks, b.shocks,
            [&](auto const& p, auto const& q) { same = same && shared(p, q, first, months) == months; });
  return same;
}

int shared_months(Scenario const& a, Scenario const& b) {
  if (!same_frame(a, b) || !same_population(a, b)) return 0;
  Month const first = a.start + -a.spin_up_months;
  int months = a.spin_up_months + a.months;
  months = std::min(months, shared_events(a, b, first, months));
  months = shared_conditions(a, b, first, months);
  auto const narrow = [&](auto const& p, auto const& q) { months = std::min(months, shared(p, q, first, months)); };
  each_pair(a.shocks, b.shocks, narrow);
  each_pair(a.policies, b.policies, narrow);
  each_pair(a.livelihood, b.livelihood, narrow);
  each_pair(a.monitoring, b.monitoring, narrow);
  return months;
}

std::vector<Fork> forks(std::span<Scenario const* const> scenarios) {
  std::vector<Fork> out(scenarios.size());
  std::vector<int> with_first(scenarios.size());
  for (std::size_t v = 1; v < scenarios.size(); ++v) {
    out[v].shared = with_first[v] = shared_months(*scenarios[0], *scenarios[v]);
    for (std::size_t u = 1; u < v; ++u) {
      // Who parts from the first in another month has no more in common with v than that month.
      if (with_first[u] != with_first[v]) continue;
      int const both = shared_months(*scenarios[u], *scenarios[v]);
      if (both > out[v].shared && both > out[u].shared) out[v] = {u, both};
    }
  }
  return out;
}

}  // namespace holdfast
