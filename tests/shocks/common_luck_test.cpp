// The common factors against their formulas: variances, correlations, counts, replay, and the bits of the factor.
#include "model/month/common_luck.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "tests/shocks/small_county.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

// Counties on a line at these kilometres.
std::vector<CountyFacts> on_a_line(std::vector<double> const& km) {
  std::vector<CountyFacts> counties(km.size());
  for (std::size_t c = 0; c < km.size(); ++c) {
    counties[c].number = static_cast<std::uint32_t>(c);
    counties[c].adcode = 510000 + static_cast<int>(c);
    counties[c].x_km = km[c];
  }
  return counties;
}

std::vector<CountyFacts> shipped_counties() {
  std::ifstream in(std::string(HOLDFAST_SOURCE_DIR) + "/scenarios/data/counties.csv");
  std::string line, field;
  std::getline(in, line);
  std::vector<CountyFacts> counties;
  while (std::getline(in, line)) {
    std::vector<std::string> fields;
    for (std::istringstream split(line); std::getline(split, field, ',');) fields.push_back(field);
    CountyFacts facts;
    facts.number = static_cast<std::uint32_t>(counties.size());
    facts.adcode = std::stoi(fields[0]);
    facts.x_km = std::stod(fields[7]);
    facts.y_km = std::stod(fields[8]);
    for (std::size_t z = 0; z < hazard_zone_names.size(); ++z)
      if (fields[15] == hazard_zone_names[z]) facts.hazard_zone = static_cast<HazardZone>(z);
    counties.push_back(facts);
  }
  return counties;
}

struct Moments {
  double n = 0, sum = 0, squares = 0;
  void add(double x) { ++n, sum += x, squares += x * x; }
  double mean() const { return sum / n; }
  double variance() const { return squares / n - mean() * mean(); }
};

double correlation(std::vector<double> const& a, std::vector<double> const& b) {
  Moments ma, mb;
  double product = 0;
  for (std::size_t i = 0; i < a.size(); ++i) ma.add(a[i]), mb.add(b[i]), product += a[i] * b[i];
  return (product / ma.n - ma.mean() * mb.mean()) / std::sqrt(ma.variance() * mb.variance());
}

Scenario short_scenario(int months) {
  Scenario scenario = shipped();
  scenario.start = Month::of(2021, 1);
  scenario.spin_up_months = 0;
  scenario.months = months;
  return scenario;
}

}  // namespace

TEST_CASE("the macro factor has variance 1 and monthly correlation 0.97, from its first month on", "[shocks]") {
  auto const scenario = short_scenario(13);
  auto const counties = on_a_line({0, 50});
  SpatialFactor const factor(counties, 120);
  int const n = 3000;
  std::vector<double> first, second, last;
  for (std::uint32_t r = 0; r < n; ++r) {
    auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{3, r}));
    first.push_back(luck.macro[0]), second.push_back(luck.macro[1]), last.push_back(luck.macro[12]);
  }
  for (auto const* month : {&first, &last}) {
    Moments m;
    for (double x : *month) m.add(x);
    // variance 0.243^2 / (1 - 0.97^2) = 0.9991; its standard error is sqrt(2 / n)
    CHECK(std::abs(m.variance() - 0.9991) < 4 * std::sqrt(2.0 / n));
    CHECK(std::abs(m.mean()) < 4 / std::sqrt(n));
  }
  CHECK(std::abs(correlation(first, second) - 0.97) < 4 * (1 - 0.97 * 0.97) / std::sqrt(n));
  CHECK(std::abs(correlation(first, last) - std::pow(0.97, 12)) < 4 * (1 - std::pow(0.97, 24)) / std::sqrt(n));
}

TEST_CASE("labour markets correlate by the common share and by distance", "[shocks]") {
  auto const scenario = short_scenario(7);
  auto const counties = on_a_line({0, 60, 240});
  SpatialFactor const factor(counties, 120);
  int const n = 3000;
  std::vector<std::vector<double>> z(3), later(3);
  for (std::uint32_t r = 0; r < n; ++r) {
    auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{4, r}));
    for (std::size_t c = 0; c < 3; ++c)
      z[c].push_back(luck.labour_market[c]), later[c].push_back(luck.labour_market[6 * 3 + c]);
  }
  auto const expected = [](double km) { return 0.15 + 0.85 * std::exp(-km / 120); };
  for (auto const* month : {&z, &later}) {
    CHECK(std::abs(correlation((*month)[0], (*month)[1]) - expected(60)) < 4 * 0.6 / std::sqrt(n));
    CHECK(std::abs(correlation((*month)[0], (*month)[2]) - expected(240)) < 4 / std::sqrt(n));
  }
}

TEST_CASE("farm prices have mean equal to the trend and the variance of their formula", "[shocks]") {
  auto scenario = short_scenario(25);
  set<PriceFall>(scenario, &PriceFall::Params::trend, 1.25f);
  auto const counties = on_a_line({0, 60});
  SpatialFactor const factor(counties, 120);
  int const n = 3000;
  double const variance = 0.05 * 0.05 / (1 - 0.81);
  for (std::size_t t : {std::size_t{0}, std::size_t{24}}) {
    Moments price, log_price;
    std::vector<double> here, there;
    for (std::uint32_t r = 0; r < n; ++r) {
      auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{5, r}));
      price.add(luck.farm_price[t * 2]);
      log_price.add(std::log(luck.farm_price[t * 2]));
      here.push_back(std::log(luck.farm_price[t * 2])), there.push_back(std::log(luck.farm_price[t * 2 + 1]));
    }
    CHECK(std::abs(log_price.variance() / variance - 1) < 4 * std::sqrt(2.0 / n));
    CHECK(std::abs(price.mean() - 1.25) < 4 * std::sqrt(price.variance() / n));
    CHECK(std::abs(correlation(here, there) - (0.5 + 0.5 * std::exp(-0.5))) < 4 * 0.4 / std::sqrt(n));
  }
}

TEST_CASE("the livestock price keeps its spread and turns over in its period", "[shocks]") {
  auto const scenario = short_scenario(22);
  auto const counties = on_a_line({0});
  SpatialFactor const factor(counties, 120);
  int const n = 3000;
  std::vector<double> first, half_period_later;
  Moments price, spread;
  for (std::uint32_t r = 0; r < n; ++r) {
    auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{6, r}));
    first.push_back(std::log(luck.herd_price[0])), half_period_later.push_back(std::log(luck.herd_price[21]));
    spread.add(half_period_later.back());
    price.add(luck.herd_price[21]);
  }
  float const trend = scenario.plan<PriceFall>().at(scenario.start, CountyClass::other).trend;
  CHECK(std::abs(std::sqrt(spread.variance()) - 0.3) < 4 * 0.3 / std::sqrt(2.0 * n));
  CHECK(std::abs(price.mean() - trend) < 4 * std::sqrt(price.variance() / n));
  // 0.97^21 * cos(pi) = -0.527
  CHECK(std::abs(correlation(first, half_period_later) + 0.5275) < 4 * 0.72 / std::sqrt(n));
}

TEST_CASE("the spatial factor reproduces its covariance and has the same bits everywhere", "[shocks]") {
  auto const counties = shipped_counties();
  REQUIRE(counties.size() == 183);
  SpatialFactor const factor(counties, 120);
  std::uint64_t hash = 1469598103934665603u;
  double worst = 0;
  for (int a = 0; a < 183; ++a)
    for (int b = 0; b <= a; ++b) {
      hash = (hash ^ std::bit_cast<std::uint64_t>(factor.at(a, b))) * 1099511628211u;
      double sum = 0;
      for (int k = 0; k <= b; ++k) sum += factor.at(a, k) * factor.at(b, k);
      auto const &p = counties[static_cast<std::size_t>(a)], &q = counties[static_cast<std::size_t>(b)];
      worst = std::max(worst, std::abs(sum - std::exp(-std::hypot(p.x_km - q.x_km, p.y_km - q.y_km) / 120)));
    }
  CHECK(worst < 1e-12);
  CHECK(hash == 0x60b7fdb3c7789352u);
}

TEST_CASE("counts of disasters are Poisson with the stated mean", "[shocks]") {
  // P(0) and P(1) at mean 0.7: 0.4966, 0.3476
  CHECK(Disaster::events(0.7f, 0.4965f) == 0);
  CHECK(Disaster::events(0.7f, 0.4967f) == 1);
  CHECK(Disaster::events(0.7f, 0.8441f) == 1);
  CHECK(Disaster::events(0.7f, 0.8443f) == 2);
  CHECK(Disaster::events(0.0f, 0.9999f) == 0);
  Draws const draws(Key{1, 1});
  Moments m;
  int const n = 200000;
  for (std::uint64_t i = 0; i < n; ++i) m.add(Disaster::events(1.6f, draws.uniform(stream("test"), Month{0}, i)));
  CHECK(std::abs(m.mean() - 1.6) < 4 * std::sqrt(1.6 / n));
  CHECK(std::abs(m.variance() - 1.6) < 4 * 1.6 * std::sqrt(2.7 / n));
}

TEST_CASE("a hazard's season has mean 1 over the year and none outside its months", "[shocks]") {
  auto const scenario = shipped();
  auto const mean = [](Disaster::Params const& p, HazardZone zone) {
    double sum = 0;
    for (int m = 1; m <= 12; ++m) sum += Disaster::season(p, zone, m);
    return sum / 12;
  };
  auto const& flood = scenario.plan<Flood>().values[0];
  auto const& drought = scenario.plan<Drought>().values[0];
  auto const& earthquake = scenario.plan<Earthquake>().values[0];
  CHECK(mean(flood, HazardZone::basin) == Approx(1));
  CHECK(mean(drought, HazardZone::panxi) == Approx(1));
  CHECK(Disaster::season(flood, HazardZone::basin, 1) == 0);
  CHECK(Disaster::season(flood, HazardZone::basin, 7) == Disaster::season(flood, HazardZone::basin, 8));
  CHECK(Disaster::season(flood, HazardZone::basin, 7) > Disaster::season(flood, HazardZone::basin, 6));
  CHECK(Disaster::season(drought, HazardZone::basin, 8) == Approx(6));  // 0.5, 1, 0.5 of the sum 2
  CHECK(Disaster::season(drought, HazardZone::panxi, 8) == 0);
  CHECK(Disaster::season(earthquake, HazardZone::basin, 3) == Approx(1));
}

TEST_CASE("drawn disasters come at the stated yearly rate although their climate field varies", "[shocks]") {
  auto scenario = short_scenario(12);
  scenario.replay_events = false;
  auto const counties = on_a_line({0, 400, 800, 1200, 1600, 2000});  // far apart: nearly independent fields
  SpatialFactor const factor(counties, 120);
  std::map<Hazard, Moments> a_year;
  int const n = 1500;
  for (std::uint32_t r = 0; r < n; ++r) {
    auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{7, r}));
    std::map<Hazard, int> count;
    for (auto const& e : luck.events) ++count[e.hazard];
    for (Hazard hazard : {Hazard::flood, Hazard::drought, Hazard::hail, Hazard::landslide, Hazard::animal_disease})
      a_year[hazard].add(count[hazard]);
  }
  auto const rate = [&]<class H>(H const*) { return 6.0 * scenario.plan<H>().values[0].basin_per_year; };
  auto const check = [&](Hazard hazard, double expected) {
    INFO(hazard_names[static_cast<std::size_t>(hazard)]);
    CHECK(std::abs(a_year[hazard].mean() - expected) < 4 * std::sqrt(a_year[hazard].variance() / n));
    CHECK(a_year[hazard].variance() > 0.9 * expected);
  };
  check(Hazard::flood, rate(static_cast<Flood*>(nullptr)));
  check(Hazard::drought, rate(static_cast<Drought*>(nullptr)));
  check(Hazard::hail, rate(static_cast<Hail*>(nullptr)));
  check(Hazard::landslide, rate(static_cast<Landslide*>(nullptr)));
  check(Hazard::animal_disease, rate(static_cast<AnimalDisease*>(nullptr)));
}

TEST_CASE("an earthquake reaches its neighbours more weakly and later luck is not moved by it", "[shocks]") {
  auto scenario = short_scenario(60);
  scenario.replay_events = false;
  auto const counties = on_a_line({0, 20, 600});
  SpatialFactor const factor(counties, 120);
  set<Earthquake>(scenario, &Disaster::Params::basin_per_year, 6.0f);
  auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{8, 0}));
  int seen = 0;
  for (auto const& e : luck.events) {
    if (e.hazard != Hazard::earthquake || e.serial >= 4096) continue;
    for (std::uint32_t c = 0; c < 2; ++c)
      for (auto const& felt : luck.disasters(e.month, c))
        if (felt.hazard == Hazard::earthquake && felt.serial >= 4096 &&
            felt.house_collapse_share < e.house_collapse_share) {
          CHECK(felt.house_collapse_share == Approx(e.house_collapse_share * std::exp(-1.0)).epsilon(1e-4));
          ++seen;
        }
  }
  CHECK(seen > 50);
  auto calm = scenario;
  std::get<Plan<Earthquake>>(calm.shocks).on = false;
  auto const without = make_common_luck(calm, counties, factor, Draws(Key{8, 0}));
  std::size_t others = 0;
  for (auto const& e : luck.events) {
    if (e.hazard == Hazard::earthquake) continue;
    REQUIRE(without.events[others].serial == e.serial);
    REQUIRE(without.events[others].month == e.month);
    ++others;
  }
  CHECK(others == without.events.size());
  CHECK(luck.labour_market == without.labour_market);
}

TEST_CASE("the luck of some counties is the same as when it is made for all", "[shocks]") {
  auto scenario = short_scenario(36);
  auto const counties = on_a_line({0, 20, 50, 600});
  SpatialFactor const factor(counties, 120);
  set<Earthquake>(scenario, &Disaster::Params::basin_per_year, 6.0f);  // felt by the neighbours
  set<Flood>(scenario, &Disaster::Params::basin_per_year, 6.0f);
  DisasterEvent dated;
  dated.month = Month::of(2021, 7), dated.hazard = Hazard::flood, dated.village_hit_share = 0.123f;
  scenario.events = {{510001, dated}, {510002, dated}};
  auto const all = make_common_luck(scenario, counties, factor, Draws(Key{8, 0}));
  std::size_t events = 0, felt = 0;
  for (std::vector<bool> const& wanted :
       std::vector<std::vector<bool>>{{true, false, false, false}, {false, true, false, true}}) {
    auto const some = make_common_luck(scenario, counties, factor, Draws(Key{8, 0}), wanted);
    for (int t = 0; t < 36; ++t)
      for (std::uint32_t c = 0; c < 4; ++c) {
        if (!wanted[c]) continue;
        Month const month = scenario.start + t;
        Now a, b;
        a.month = b.month = month;
        all.tell(a, c);
        some.tell(b, c);
        REQUIRE(a.labour_market == b.labour_market);
        REQUIRE(a.farm_price == b.farm_price);
        REQUIRE(a.macro == b.macro);
        REQUIRE(a.herd_price == b.herd_price);
        auto const x = all.disasters(month, c), y = some.disasters(month, c);
        REQUIRE(x.size() == y.size());
        for (std::size_t k = 0; k < x.size(); ++k) {
          REQUIRE(x[k].serial == y[k].serial);
          REQUIRE(x[k].village_hit_share == y[k].village_hit_share);
          felt += x[k].serial >= 4096;
        }
        events += x.size();
      }
  }
  CHECK(events > 100);
  CHECK(felt > 10);
}

TEST_CASE("replay puts dated events in by date and draws only small hazards beside them", "[shocks]") {
  auto scenario = short_scenario(48);
  auto const counties = on_a_line({0, 50, 100, 150});
  SpatialFactor const factor(counties, 120);
  for (auto member : {&Disaster::Params::basin_per_year}) {
    set<Drought>(scenario, member, 6.0f);
    set<Earthquake>(scenario, member, 6.0f);
    set<Flood>(scenario, member, 6.0f);
  }
  DisasterEvent first, last;
  first.month = Month::of(2021, 7), first.hazard = Hazard::flood, first.village_hit_share = 0.123f;
  last.month = Month::of(2022, 9), last.hazard = Hazard::earthquake, last.village_hit_share = 0.456f;
  scenario.events = {{510002, first}, {510001, last}, {999999, last}};
  auto const luck = make_common_luck(scenario, counties, factor, Draws(Key{9, 0}));
  int dated = 0, drawn_quakes_inside = 0, drawn_floods_inside = 0, drawn_quakes_outside = 0;
  for (std::uint32_t c = 0; c < 4; ++c)
    for (int t = 0; t < 48; ++t)
      for (auto const& e : luck.disasters(scenario.start + t, c)) {
        bool const inside = e.month >= first.month && e.month <= last.month;
        bool const is_dated = e.serial >= 1024 && e.serial < 4096;
        dated += is_dated;
        if (is_dated) CHECK(((c == 2 && e.month == first.month) || (c == 1 && e.month == last.month)));
        bool const large = e.hazard == Hazard::earthquake || e.hazard == Hazard::drought;
        drawn_quakes_inside += large && inside && !is_dated;
        drawn_quakes_outside += large && !inside;
        drawn_floods_inside += e.hazard == Hazard::flood && inside && !is_dated;
        if (c == 2 && e.month == first.month && e.hazard == Hazard::flood) CHECK(is_dated);
      }
  CHECK(dated == 2);
  CHECK(drawn_quakes_inside == 0);
  CHECK(drawn_quakes_outside > 10);
  CHECK(drawn_floods_inside > 10);
  scenario.replay_events = false;
  for (auto const& e : make_common_luck(scenario, counties, factor, Draws(Key{9, 0})).events)
    CHECK((e.serial < 1024 || e.serial >= 4096));
}

TEST_CASE("job loss has its odds: winter, age, sickness, market, and the work stop of February 2020", "[shocks]") {
  JobLoss::Params p{.separation_chance = 0.02f, .local_factor = 1, .winter_factor = 2, .market_slope = 0.15f};
  p.age_50_slope = 0.3f, p.sick_factor = 1.5f, p.control_factor = 1, p.stop_share = 0;
  Now now;
  now.month_of_year = 6;
  double const odds = 0.02 / 0.98;
  auto const share = [](double o) { return o / (1 + o); };
  CHECK(JobLoss::chance(p, now, Slot::migrant, 30, false) == Approx(0.02));
  CHECK(JobLoss::chance(p, now, Slot::local, 60, true) == Approx(share(odds * 1.5 * std::exp(0.3))));
  now.labour_market = -2;
  CHECK(JobLoss::chance(p, now, Slot::local, 30, false) == Approx(share(odds * std::exp(0.3))));
  now.month_of_year = 12;
  CHECK(JobLoss::chance(p, now, Slot::local, 30, false) == Approx(share(2 * odds * std::exp(0.3))));
  CHECK(JobLoss::chance(p, now, Slot::farm, 30, false) == 0);
  for (int age : {20, 50, 55, 65, 90})
    CHECK(JobLoss::chance(p, now, Slot::migrant, age, true) <= JobLoss::chance_bound(p, now, Slot::migrant));
  p.stop_share = 1;
  CHECK(JobLoss::chance(p, now, Slot::migrant, 30, false) == 1);
}
