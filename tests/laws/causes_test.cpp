// Causes and instruments that `holdfast attribute` switches off: from a month on, each moves something, and what is off
// already or does nothing is worth exactly nothing.
#include <catch2/catch.hpp>

#include "model/fork.hpp"
#include "model/month/common_luck.hpp"
#include "output/attribution.hpp"
#include "scenarios/couplings.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

std::filesystem::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios/data/causes.json";

// Counties of Aba and Liangshan: hit by the dated earthquakes, many migrants.
SimulateOptions here(std::vector<CountyFacts> const& counties, int threads = 0) {
  SimulateOptions out;
  out.threads = threads;
  for (CountyFacts const& f : counties) out.only_counties.push_back(f.adcode / 100 == 5118 || f.adcode == 513401);
  return out;
}

AttributionGame play(ScenarioFile const& base, std::vector<Coupling> const& parts, int threads = 0) {
  AttributionGame game;
  for (Coupling const& p : parts) game.parts.push_back({p.key, p.title, p.title_zh, p.meaning});
  std::vector<Coalition> const coalitions = coalitions_needed(static_cast<int>(parts.size()), {});
  std::vector<Scenario> scenarios;
  for (Coalition const c : coalitions) {
    std::vector<Coupling const*> off;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if ((c >> i & 1u) == 0) off.push_back(&parts[i]);
    scenarios.push_back(scenario_without(base, off, base.scenario.start));
  }
  std::vector<Scenario const*> all;
  for (Scenario const& s : scenarios) all.push_back(&s);
  simulate_outcomes(all, base.counties, here(base.counties, threads), [&](int, std::span<Outcome const> outcomes) {
    for (std::size_t k = 0; k < coalitions.size(); ++k) game.outcomes[coalitions[k]].push_back(outcomes[k]);
  });
  return game;
}

Coupling cause_named(std::string const& key) {
  for (Coupling const& c : read_couplings(shipped, "causes"))
    if (c.key == key) return c;
  throw std::runtime_error("no cause " + key);
}

ScenarioFile few_years() {
  auto file = small_scenario("adopted-2021-2025", 0.004, 2);
  file.scenario.months = 24;
  return file;
}

}  // namespace

TEST_CASE("every cause is off from its month: the past is the same, the rest is not, and nothing is left of it",
          "[laws]") {
  auto const base = few_years();
  auto const causes = read_couplings(shipped, "causes");
  REQUIRE(causes.size() == 5);
  auto const total = [&](Scenario const& s, Total t) {
    std::int64_t sum = 0;
    simulate(s, base.counties, here(base.counties), [&](ReplicateResult const& r) {
      for (CountyResult const& c : r.counties)
        for (int m = 0; m < s.months && !c.counts.empty(); ++m)
          for (auto k : {HouseholdClass::lifted_out, HouseholdClass::marginal, HouseholdClass::ordinary})
            for (int over = 0; over < size_of(total_infos[static_cast<std::size_t>(t)].over); ++over)
              sum += c.count(m, t, k, over);
    });
    return sum;
  };
  std::map<std::string, std::vector<Total>> const counted{{"illness", {Total::major_illnesses}},
                                                          {"accident", {Total::accidents}},
                                                          {"disaster", {Total::disaster_hit, Total::disaster_loss}},
                                                          {"price", {}},
                                                          {"job", {}}};
  for (Coupling const& c : causes) {
    INFO(c.key);
    Scenario const off = scenario_without(base, {&c}, base.scenario.start);
    CHECK(shared_months(base.scenario, off) == base.scenario.spin_up_months);
    for (Total const t : counted.at(c.key)) {
      CHECK(total(base.scenario, t) > 0);
      CHECK(total(off, t) == 0);
    }
  }
  // Migrants still come home by themselves, so that separations fall but do not vanish.
  Coupling const job = cause_named("job");
  CHECK(total(scenario_without(base, {&job}, base.scenario.start), Total::jobs_lost) <
        total(base.scenario, Total::jobs_lost) / 2);
}

TEST_CASE("without price shocks every county has the price of the trend from that month on", "[laws]") {
  auto const base = few_years();
  Coupling const price = cause_named("price");
  Scenario const off = scenario_without(base, {&price}, base.scenario.start);
  SpatialFactor const factor(base.counties, 120);
  CommonLuck const luck = make_common_luck(off, base.counties, factor, Draws(Key{1, 0}));
  auto const& plan = off.plan<PriceFall>();
  for (int m = 24; m < 48; ++m) {
    float const trend = plan.at(luck.first + m, CountyClass::other).trend;
    CHECK(luck.herd_price[static_cast<std::size_t>(m)] == trend);
    for (std::size_t c = 0; c < base.counties.size(); ++c)
      REQUIRE(luck.farm_price[static_cast<std::size_t>(m) * base.counties.size() + c] == trend);
  }
  CHECK(luck.herd_price[23] != plan.at(luck.first + 23, CountyClass::other).trend);
}

TEST_CASE("parts sum to the total of every figure in every replicate, a part that is off already gets exactly 0",
          "[laws]") {
  Overrides no_accidents;
  no_accidents.households_share = 0.004;
  no_accidents.replicates = 2;
  no_accidents.months = 24;
  no_accidents.set = {"shocks.accident.injuries_per_year=0"};
  auto const base = load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", no_accidents);
  std::vector<Coupling> const parts{cause_named("illness"), cause_named("accident"),
                                    instrument_to_take("policies.dibao", "--parts")};
  AttributionGame const game = play(base, parts);
  AttributionGame const again = play(base, parts, 3);
  for (OutcomeFigure const& figure : outcome_figures()) {
    INFO(figure.key);
    Attributed const a = attribute_figure(game, figure);
    for (std::size_t r = 0; r < 2; ++r) {
      double sum = 0;
      for (auto const& part : a.by_replicate) sum += part[r];
      double const all = series_of(figure, std::span(&game.outcomes.at(7)[r], 1)).estimate().value;
      double const none = series_of(figure, std::span(&game.outcomes.at(0)[r], 1)).estimate().value;
      CHECK(sum == Approx(all - none).epsilon(1e-9).margin(1e-9 * std::abs(all)));
    }
    CHECK(a.by_replicate[1] == std::vector<double>{0, 0});
    CHECK(a.by_replicate == attribute_figure(again, figure).by_replicate);  // any number of threads
  }
  Attributed const cost = attribute_figure(game, *find_outcome_figure("public_cost"));
  CHECK(cost.parts[2].value > 0);  // dibao is paid
}

TEST_CASE("what is no instrument, no parameter or out of range is refused by name", "[laws]") {
  auto const base = few_years();
  CHECK_THROWS_WITH(instrument_to_take("policies.dibo", "--parts"),
                    "--parts: policies.dibo is no instrument. Did you mean \"policies.dibao\"?");
  Coupling const wrong{
      "wrong", "", "", "", {{"shocks.illness.stays_per_yeer", 0}, {"shocks.accident.injuries_per_year", 3}}};
  CHECK_THROWS_WITH(scenario_without(base, {&wrong}, base.scenario.start),
                    Catch::Contains("shocks.illness.stays_per_yeer: is no parameter. Did you mean "
                                    "\"shocks.illness.stays_per_year\"?") &&
                        Catch::Contains("shocks.accident.injuries_per_year: is 3, outside 0..0.5"));
}
