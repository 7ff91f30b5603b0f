#include "model/population/population.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"

namespace holdfast {
namespace population {
namespace {

constexpr Stream order_stream = stream("population.order");
constexpr Month first_month =
    Month::of(2019, 1);  // parameters of the population are those of the spin-up's first month

// Who settles the rounding residual of a circle: the household with the smallest hash.
struct Residuals {
  std::vector<std::uint32_t> best;
  std::vector<Index>& row;
  Residuals(std::vector<Index>& rows, std::size_t n) : best(n, 0xFFFFFFFFu), row(rows) { row.assign(n, -1); }
  void offer(Index circle, std::uint32_t hash, Index candidate) {
    auto const c = static_cast<std::size_t>(circle);
    if (row[c] < 0 || hash < best[c]) best[c] = hash, row[c] = candidate;
  }
};

void make_villages(Frame const& frame, Villages& out) {
  auto const& p = frame.params[ordinary];
  std::size_t const n = frame.places.village_households.size();
  out = {};
  out.households_all = frame.places.village_households;
  out.team = frame.places.team;
  out.lifted_out = frame.places.lifted_out;
  out.households.assign(n, 0);
  out.exposure.resize(n);
  out.road.resize(n);
  out.migrant_share.assign(n, 0.0f);
  out.damage_months.assign(n, 0);
  out.posts_held.assign(n, 0);
  out.workers_packed.assign(n, 0);
  out.markets.resize(n);
  out.set_up_works(n);
  auto const piped = static_cast<float>(frame.facts->margins.piped_water_share);
  float const reach = p.water_spread_share * std::min(piped, 1.0f - piped);
  double sum = 0;
  for (std::size_t v = 0; v < n; ++v) {
    Words const words = frame.draws.words(order_stream, lasting_month,
                                          village_agent(frame.facts->number, static_cast<std::uint32_t>(v)));
    out.exposure[v] = numeric::exp(p.exposure_sd * numeric::normal_quantile(uniform(words[0])));
    sum += out.exposure[v];
    float const road = out.lifted_out[v] ? p.road_lifted_share : p.road_share;
    out.road[v] = std::min(1.0f, road * (0.9f + 0.2f * uniform(words[1])));
    out.water[v] = piped + reach * (2.0f * uniform(words[2]) - 1.0f);
  }
  for (float& exposure : out.exposure) exposure *= static_cast<float>(static_cast<double>(n) / sum);  // mean 1
}

// Migrants of all workers, village by village; a village without drawn workers takes the county's mean.
void fill_migrant_shares(County& out) {
  std::size_t const n = out.villages.households.size();
  std::vector<Index> workers(n + 1, 0), migrants(n + 1, 0);
  for (std::size_t c = 0; c < household_classes; ++c) {
    Block const b = out.households.whole(static_cast<HouseholdClass>(c));
    for (Index i = 0; i < b.n; ++i)
      for (int k = 0; k < labour_slots; ++k) {
        auto const state = static_cast<Slot>(b.slot(k)[i]);
        if (state == Slot::none || state == Slot::unable) continue;
        for (std::size_t v : {static_cast<std::size_t>(b.village[i]), n}) {
          ++workers[v];
          migrants[v] += state == Slot::migrant;
        }
      }
  }
  for (std::size_t v = 0; v < n; ++v) {
    std::size_t const from = workers[v] > 0 ? v : n;
    out.villages.migrant_share[v] =
        workers[from] > 0 ? static_cast<float>(migrants[from]) / static_cast<float>(workers[from]) : 0.0f;
  }
}

Index kin_rings(Synthesis::Params const& p, Index households) {
  return std::max(Index{1}, static_cast<Index>(static_cast<float>(households) / p.kin_ring_households + 0.5f));
}

}  // namespace

Frame make_frame(CountyFacts const& facts, Plan<Synthesis> const& plan, std::uint32_t seed) {
  Draws const draws(Key{seed, 0});
  ClassParams params;
  for (std::size_t c = 0; c < household_classes; ++c)
    params[c] = plan.at(first_month, facts.county_class(), static_cast<HouseholdClass>(c));
  Cells cells = make_cells(facts, params, draws);
  IncomeLevels const levels = income_levels(facts, params, cells);
  Places places = make_places(facts, params, cells, draws);
  auto const county = county_agent(facts.number);
  auto const order = [&](std::size_t c) {
    return KeyedOrder(draws, order_stream, county, static_cast<std::uint32_t>(c), cells.households[c]);
  };
  Frame frame{&facts, params, draws, {}, levels, {}, {order(0), order(1), order(2)}, {}, {}};
  auto const villages = static_cast<Index>(places.village_households.size());
  KeyedOrder const luck(draws, order_stream, county, 3, villages);
  for (Index v = 0; v < villages; ++v)
    frame.village_minority_luck.push_back((static_cast<float>(luck.at(v)) + 0.5f) / static_cast<float>(villages));
  for (std::size_t c = 0; c < household_classes; ++c) {
    double sum = 0, shares = 0;
    for (std::size_t level = 0; level < schooling_level_years.size(); ++level) {
      int const years =
          std::clamp(schooling_level_years[level] + static_cast<int>(params[c].schooling_class_years), 0, 20);
      shares += facts.margins.schooling_share[level];
      sum += facts.margins.schooling_share[level] * numeric::exp(double(params[c].schooling_return_share) * years);
    }
    frame.schooling_factor[c] = shares > 0 ? sum / shares : 1.0;
  }
  frame.cells = std::move(cells);
  frame.places = std::move(places);
  return frame;
}

namespace {

// Draws of a share: the groups, in order of serial numbers, and the first kin ring of each.
struct Drawn {
  std::vector<Index> groups, first_ring{0};
  std::array<Index, household_classes> households{};
};

Drawn draw_groups(Frame const& frame, double households_share) {
  Places const& places = frame.places;
  Drawn out;
  out.groups.assign(places.drawing_order.begin(),
                    places.drawing_order.begin() + groups_drawn(places, households_share));
  std::sort(out.groups.begin(), out.groups.end());
  for (Index const g : out.groups) {
    Group const& group = places.groups[static_cast<std::size_t>(g)];
    for (std::size_t c = 0; c < household_classes; ++c) out.households[c] += group.n[c];
    out.first_ring.push_back(out.first_ring.back() + kin_rings(frame.params[ordinary], group.households));
  }
  return out;
}

struct AllResiduals {
  Residuals kin, village;
};

// The drawn households of class c; returns their members.
std::int64_t fill_class(Frame const& frame, Drawn const& drawn, std::size_t c, County& out, AllResiduals& residuals) {
  Index row = out.households.class_begin[c];
  Block const b = out.households.block(0, row + drawn.households[c], static_cast<HouseholdClass>(c));
  std::int64_t members = 0;
  for (std::size_t d = 0; d < drawn.groups.size(); ++d) {
    Group const& group = frame.places.groups[static_cast<std::size_t>(drawn.groups[d])];
    Index position = 0;  // in the group: lifted-out, marginal, ordinary
    for (std::size_t before = 0; before < c; ++before) position += group.n[before];
    Index const rings = drawn.first_ring[d + 1] - drawn.first_ring[d];
    for (Index j = 0; j < group.n[c]; ++j, ++position, ++row) {
      auto const serial = static_cast<std::uint32_t>(group.first_serial + position);
      Index const kin = drawn.first_ring[d] + position % rings;  // rings mix the classes
      Place const place{
          c, group.first[c] + j, group.village, drawn.groups[d], kin, household_id(frame.facts->number, 0, serial)};
      std::uint32_t const hash = make_household(frame, place, b, row);
      members += b.members[row];
      ++out.villages.households[static_cast<std::size_t>(group.village)];
      residuals.kin.offer(kin, hash, row);
      residuals.village.offer(group.village, hash, row);
    }
  }
  out.households.class_end[c] = row;
  return members;
}

}  // namespace

void fill_county(Frame const& frame, double households_share, County& out) {
  out.facts = frame.facts;
  out.totals.clear();
  Drawn const drawn = draw_groups(frame, households_share);
  std::array<Index, household_classes> capacity{};
  for (std::size_t c = 0; c < household_classes; ++c)
    if (!drawn.groups.empty()) capacity[c] = drawn.households[c] + drawn.households[c] / 10 + 8;
  out.households.resize(capacity);
  make_villages(frame, out.villages);
  AllResiduals residuals{Residuals(out.circles.kin_residual_row, static_cast<std::size_t>(drawn.first_ring.back())),
                         Residuals(out.circles.village_residual_row, out.villages.households.size())};
  for (std::size_t c = 0; c < household_classes; ++c) {
    auto const members = static_cast<double>(fill_class(frame, drawn, c, out, residuals));
    auto const all = static_cast<double>(frame.cells.members[c]);
    out.weight[c] = members > 0 ? all / members : 1.0;
    out.drawn_share[c] = members > 0 ? members / all : 1.0;
  }
  fill_migrant_shares(out);
}

}  // namespace population

void make_county(CountyFacts const& facts, Plan<Synthesis> const& plan, double households_share, std::uint32_t seed,
                 County& out) {
  population::fill_county(population::make_frame(facts, plan, seed), households_share, out);
}

}  // namespace holdfast
