// What a major illness costs a household's income in the year after: two runs under the same luck, with and without the
// major illnesses of 2021, against the published range (moment 11 of calibration/targets/targets.csv).
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "output/targets.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

ScenarioFile three_years(bool struck) {
  Overrides overrides;
  overrides.households_share = 0.005;
  overrides.replicates = 2;
  overrides.months = 24;
  if (!struck)
    for (char const* who : {"child", "adult", "elder"})
      overrides.set.push_back(fmt::format("shocks.illness.major_{}_per_year={}", who,
                                          R"({"times": {"value": 1, "2021-01": 0, "2022-01": 1}})"));
  return load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
}

// At weight, over all replicates.
struct Sums {
  double illnesses_2021 = 0, income_2022 = 0, households_2022 = 0;
};

void add(Sums& sums, ReplicateResult const& result) {
  for (CountyResult const& county : result.counties) {
    if (county.counts.empty()) continue;
    for (int c = 0; c < household_classes; ++c) {
      auto const cls = static_cast<HouseholdClass>(c);
      double const weight = county.weight[static_cast<std::size_t>(c)];
      for (int m = 0; m < 12; ++m)
        sums.illnesses_2021 += weight * static_cast<double>(county.count(m, Total::major_illnesses, cls));
      for (int m = 12; m < 24; ++m) {
        sums.households_2022 += weight * static_cast<double>(county.count(m, Total::household_months, cls)) / 12;
        for (int k = 0; k < size_of(total_infos[static_cast<std::size_t>(Total::income_survey)].over); ++k)
          sums.income_2022 += weight * static_cast<double>(county.count(m, Total::income_survey, cls, k));
      }
    }
  }
}

}  // namespace

TEST_CASE("in the year after a major illness a household has as much less income as studies found", "[laws]") {
  ScenarioFile const with = three_years(true), without = three_years(false);
  Scenario const* const both[] = {&with.scenario, &without.scenario};
  std::array<Sums, 2> sums;
  simulate(both, with.counties, {}, [&](std::size_t k, ReplicateResult const& result) { add(sums[k], result); });
  double const struck = sums[0].illnesses_2021 - sums[1].illnesses_2021;
  double const usual = sums[1].income_2022 / sums[1].households_2022;
  double const effect = (sums[0].income_2022 - sums[1].income_2022) / struck / usual;
  std::vector<Target> const targets = read_targets(HOLDFAST_SOURCE_DIR "/calibration/targets/targets.csv");
  auto const moment = std::find_if(targets.begin(), targets.end(), [](Target const& t) { return t.number == 11; });
  REQUIRE(moment != targets.end());
  INFO(effect << " of the mean income of a household; " << struck << " struck");
  CHECK(struck > 100000);
  CHECK(effect > moment->low);
  CHECK(effect < moment->high);
}
