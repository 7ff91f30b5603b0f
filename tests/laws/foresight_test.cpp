// What foresight must and must not change: nothing where nothing is announced, nothing before an announcement, and then
// households save before a cut and fall less at it.
#include <catch2/catch.hpp>

#include <map>

#include "model/fork.hpp"
#include "tests/laws/laws.hpp"

using namespace holdfast;

namespace {

constexpr char const* announced_cut = R"(policies.pension.strength={"value": 1, "2023-07": 0, "announced": "2022-10"})";
constexpr char const* surprising_cut = R"(policies.pension.strength={"value": 1, "2023-07": 0})";
constexpr char const* foresight = "livelihood.consumption.foresight_months=6";

ScenarioFile scenario(std::vector<std::string> const& set, int replicates = 1) {
  Overrides overrides;
  overrides.households_share = 0.001;
  overrides.replicates = replicates;
  overrides.months = 36;
  overrides.set = set;
  return load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
}

// Consumption of all households, yuan, by month.
std::map<Month, double> consumption(ScenarioFile const& file) {
  std::map<Month, double> out;
  watch(file, [&](County const& county, Month month) {
    out[month] += static_cast<double>(sum_of(county.households.consumption)) / 100;
  });
  return out;
}

}  // namespace

TEST_CASE("foresight without an announcement, and an announcement without foresight, change no bit",
          "[laws][foresight]") {
  auto const cut = live(scenario({surprising_cut}));
  CHECK(live(scenario({surprising_cut, foresight})) == cut);
  CHECK(live(scenario({announced_cut})) == cut);
  CHECK(live(scenario({announced_cut, foresight})) != cut);
}

TEST_CASE(
    "with foresight nothing changes before the announced months come into sight; then households save, and fall "
    "less at the cut",
    "[laws][foresight]") {
  auto const uncut = consumption(scenario({foresight}));
  auto const blind = consumption(scenario({announced_cut}));
  auto const seeing = consumption(scenario({announced_cut, foresight}));
  Month const in_sight = Month::of(2023, 1), cut = Month::of(2023, 7);
  for (auto const& [month, yuan] : blind)
    if (month < in_sight) REQUIRE(seeing.at(month) == yuan);
  for (Month m = in_sight; m < cut; m = m + 1) REQUIRE(seeing.at(m) < blind.at(m));
  // Beside the run without the cut, so that the season is not in it.
  auto const fall = [&](std::map<Month, double> const& yuan) {
    return (uncut.at(cut) - yuan.at(cut)) - (uncut.at(cut - 1) - yuan.at(cut - 1));
  };
  CHECK(fall(blind) > 0);
  CHECK(fall(seeing) < fall(blind));
}

TEST_CASE("money is conserved under foresight", "[laws][foresight]") {
  ScenarioFile const file = scenario({announced_cut, foresight});
  NetWorthLaw law;
  watch(file, [&](County const& county, Month month) {
    law.require(county);
    require_payments_arrive(file.scenario, county, month);
  });
  CHECK(law.checked() > 1000);
}

TEST_CASE("announced scenarios share a past until a year before the announcement, and live it alike",
          "[laws][foresight]") {
  std::vector<ScenarioFile> const files{
      scenario({surprising_cut, foresight}), scenario({announced_cut, foresight}),
      scenario({R"(policies.pension.strength={"value": 1, "2023-07": 0.5, "announced": "2022-10"})", foresight})};
  CHECK(shared_months(files[0].scenario, files[1].scenario) == 24 + 10);  // noted from November 2021 on
  CHECK(shared_months(files[1].scenario, files[2].scenario) == 24 + 21);  // announced alike until October 2022
  for (std::size_t trunk : {0u, 1u}) {
    Scenario const* const both[] = {&files[trunk].scenario, &files[trunk + 1].scenario};
    std::vector<std::uint64_t> together;
    simulate(both, files[0].counties, {}, [&](std::size_t k, ReplicateResult const& result) {
      if (k == 1)
        for (CountyResult const& county : result.counties) together.push_back(fingerprint(county));
    });
    CHECK(together == live(files[trunk + 1]).front());
  }
}
