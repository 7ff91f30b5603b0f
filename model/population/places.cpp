#include "model/population/places.hpp"

#include <algorithm>
#include <numeric>

#include "model/core/numeric.hpp"

namespace holdfast::population {
namespace {

constexpr Stream places_stream = stream("population.places");

float place_luck(Draws const& draws, std::uint64_t agent, std::uint32_t index, std::size_t word = 0) {
  return uniform(draws.words(places_stream, lasting_month, agent, index)[word]);
}

// Splits `total` into parts near `mean`, in pairs one as much larger as the other is smaller, at most by `spread`.
std::vector<Index> uneven_parts(Index total, double mean, double spread, Draws const& draws, std::uint64_t agent,
                                std::uint32_t index) {
  auto const n = static_cast<std::size_t>(std::max(1.0, total / mean + 0.5));
  double const reach = n >= 12 ? spread : std::min(spread, 0.35);
  std::vector<Index> out(n);
  double sum = 0, given = 0;
  double difference = 0;
  for (std::size_t k = 0; k < n; ++k) {
    if (k % 2 == 0) {
      Words const words = draws.words(places_stream, lasting_month, agent, index + static_cast<std::uint32_t>(k));
      difference = k + 1 < n ? reach * (uniform(words[0]) + uniform(words[1]) - 1.0) : 0.0;
    } else {
      difference = -difference;
    }
    sum += 1.0 + difference;
    double const upto =
        k + 1 == n ? total : static_cast<double>(static_cast<std::int64_t>(total * sum / static_cast<double>(n) + 0.5));
    out[k] = static_cast<Index>(upto - given);
    given = upto;
  }
  return out;
}

// Villages in the order of a keyed hash.
std::vector<std::size_t> by_hash(Draws const& draws, std::uint32_t county, std::size_t villages) {
  std::vector<std::size_t> order(villages);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::uint32_t> hash(villages);
  for (std::size_t v = 0; v < villages; ++v)
    hash[v] = draws.words(places_stream, lasting_month, village_agent(county, static_cast<std::uint32_t>(v)), 0)[0];
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return hash[a] != hash[b] ? hash[a] < hash[b] : a < b; });
  return order;
}

// Former poor villages and those with a team: the first by hash, more of both the higher the county's incidence; teams
// reach a little further.
void choose_villages(Places& places, CountyFacts const& facts, Synthesis::Params const& p, Cells const& cells,
                     Draws const& draws) {
  std::size_t const n = places.village_households.size();
  places.lifted_out.assign(n, 0);
  places.team.assign(n, 0);
  double const members = static_cast<double>(cells.members[0] + cells.members[1] + cells.members[2]);
  double const incidence = members > 0 ? static_cast<double>(cells.members[lifted_out]) / members : 0.0;
  if (incidence <= 0) return;
  double const wanted = p.lifted_village_level * numeric::exp(p.lifted_village_exponent * numeric::log(incidence));
  double const share = std::min(wanted, double(p.lifted_village_max_share));
  auto const chosen = static_cast<std::size_t>(static_cast<double>(n) * share + 0.5);
  auto const teams = std::min(n, static_cast<std::size_t>(static_cast<double>(chosen) * p.team_ratio + 0.5));
  auto const order = by_hash(draws, facts.number, n);
  for (std::size_t k = 0; k < teams; ++k) {
    if (k < chosen) places.lifted_out[order[k]] = 1;
    places.team[order[k]] = 1;
  }
}

// Deals the lifted-out and marginal households to the groups: in proportion to size, village status and luck.
void deal_classes(Places& places, CountyFacts const& facts, Synthesis::Params const& p, Cells const& cells,
                  Draws const& draws) {
  std::size_t const n = places.groups.size();
  std::vector<double> rate(n);
  for (std::size_t g = 0; g < n; ++g) {
    auto const village = static_cast<std::size_t>(places.groups[g].village);
    double const luck = 0.5 + place_luck(draws, group_agent(facts.number, static_cast<std::uint32_t>(g)), 0, 1);
    rate[g] = luck * (places.lifted_out[village] ? p.lifted_village_ratio : 1.0);
  }
  double low = -15, high = 15;
  auto const expected = [&](std::size_t g, double level) {
    return places.groups[g].households * std::min(0.97, level * rate[g]);
  };
  for (int halving = 0; halving < 50; ++halving) {
    double const level = numeric::exp(0.5 * (low + high));
    double sum = 0;
    for (std::size_t g = 0; g < n; ++g) sum += expected(g, level);
    (sum < cells.households[lifted_out] ? low : high) = 0.5 * (low + high);
  }
  double const level = numeric::exp(0.5 * (low + high));
  double sum = 0;
  std::array<Index, household_classes> given{};
  Index left = 0;  // households that are not lifted-out, up to this group
  double const others = std::max(1.0, double(cells.households[marginal]) + cells.households[ordinary]);
  for (std::size_t g = 0; g < n; ++g) {
    Group& group = places.groups[g];
    sum += expected(g, level);
    Index const upto = g + 1 == n ? cells.households[lifted_out] : static_cast<Index>(sum + 0.5);
    group.first = given;
    group.n[lifted_out] = std::clamp(upto - given[lifted_out], Index{0}, group.households);
    left += group.households - group.n[lifted_out];
    auto const marginal_upto = static_cast<Index>(cells.households[marginal] * (left / others) + 0.5);
    group.n[marginal] = std::clamp(marginal_upto - given[marginal], Index{0}, group.households - group.n[lifted_out]);
    group.n[ordinary] = group.households - group.n[lifted_out] - group.n[marginal];
    for (std::size_t c = 0; c < household_classes; ++c) given[c] += group.n[c];
  }
  // rounding at the caps may leave a household or two: trade them in the groups that have room
  for (std::size_t c : {lifted_out, marginal}) {
    Index gap = cells.households[c] - given[c];
    for (std::size_t g = 0; g < n && gap != 0; ++g) {
      Group& group = places.groups[g];
      Index const moved = gap > 0 ? std::min(gap, group.n[ordinary]) : std::max(gap, -group.n[c]);
      group.n[c] += moved;
      group.n[ordinary] -= moved;
      gap -= moved;
    }
  }
  std::array<Index, household_classes> first{};
  for (Group& group : places.groups)
    for (std::size_t c = 0; c < household_classes; ++c) {
      group.first[c] = first[c];
      first[c] += group.n[c];
    }
}

// Groups by keyed hash, but first the one that shows every class: the smallest share then misses none.
void order_groups(Places& places, CountyFacts const& facts, Cells const& cells, Draws const& draws) {
  std::size_t const n = places.groups.size();
  auto& order = places.drawing_order;
  order.resize(n);
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::uint32_t> hash(n);
  for (std::size_t g = 0; g < n; ++g)
    hash[g] = draws.words(places_stream, lasting_month, group_agent(facts.number, static_cast<std::uint32_t>(g)), 0)[0];
  auto const before = [&](Index a, Index b) {
    return hash[static_cast<std::size_t>(a)] != hash[static_cast<std::size_t>(b)]
               ? hash[static_cast<std::size_t>(a)] < hash[static_cast<std::size_t>(b)]
               : a < b;
  };
  std::sort(order.begin(), order.end(), before);
  std::array<bool, household_classes> seen{};
  for (std::size_t c = 0; c < household_classes; ++c) seen[c] = cells.households[c] == 0;
  auto const news = [&](Index g) {
    int count = 0;
    for (std::size_t c = 0; c < household_classes; ++c)
      count += !seen[c] && places.groups[static_cast<std::size_t>(g)].n[c] > 0;
    return count;
  };
  while (
      !(seen[0] && seen[1] && seen[2])) {  // greedy: the group that adds most classes, the first by hash among equals
    auto best = order.begin() + places.least_drawn;
    for (auto it = best; it != order.end(); ++it)
      if (news(*it) > news(*best)) best = it;
    Index const group = *best;
    for (std::size_t c = 0; c < household_classes; ++c)
      seen[c] = seen[c] || places.groups[static_cast<std::size_t>(group)].n[c] > 0;
    std::rotate(order.begin() + places.least_drawn, best, best + 1);
    ++places.least_drawn;
  }
}

}  // namespace

Places make_places(CountyFacts const& facts, ClassParams const& params, Cells const& cells, Draws const& draws) {
  Places places;
  Index const total = cells.households[0] + cells.households[1] + cells.households[2];
  if (total == 0) return places;
  auto const& p = params[ordinary];
  places.village_households = uneven_parts(total, p.village_households, 0.6, draws, county_agent(facts.number), 1000);
  Index serial = 0;
  for (std::size_t v = 0; v < places.village_households.size(); ++v) {
    auto const agent = village_agent(facts.number, static_cast<std::uint32_t>(v));
    for (Index const households :
         uneven_parts(places.village_households[v], p.group_households, 0.4, draws, agent, 1000)) {
      Group group;
      group.village = static_cast<Index>(v);
      group.households = households;
      group.first_serial = serial;
      serial += households;
      places.groups.push_back(group);
    }
  }
  choose_villages(places, facts, p, cells, draws);
  deal_classes(places, facts, p, cells, draws);
  order_groups(places, facts, cells, draws);
  return places;
}

Index groups_drawn(Places const& places, double households_share) {
  auto const groups = static_cast<Index>(places.groups.size());
  double const exact = households_share * groups;
  auto n = static_cast<Index>(exact);
  if (n < exact - 1e-9) ++n;
  return std::min(groups, std::max(n, places.least_drawn));
}

}  // namespace holdfast::population
