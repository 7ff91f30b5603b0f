// The surface of the shipped sweep is monotone where the mechanism says so, on the same luck.
#include <catch2/catch.hpp>

#include "output/outcome.hpp"
#include "scenarios/sweep.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

std::filesystem::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios";

std::vector<std::string> keys() {
  std::vector<std::string> out;
  for (OutcomeFigure const& f : outcome_figures()) out.emplace_back(f.key);
  return out;
}

// The shipped sweep at these points, on few households.
std::vector<ScenarioFile> points_of(std::vector<std::vector<double>> const& points) {
  Sweep const sweep = read_sweep(find_sweep("premium-floor-by-dibao-growth", shipped), keys());
  Overrides few;
  few.households_share = 0.002;
  few.replicates = 2;
  std::filesystem::path const adopted = shipped / "adopted-2021-2025.json";
  ScenarioFile const base = load_scenario(adopted, few);
  std::vector<ScenarioFile> out;
  for (auto const& point : points) {
    Overrides with = few;
    with.set = point_settings(sweep, base, point);
    out.push_back(load_scenario(adopted, with));
  }
  return out;
}

}  // namespace

TEST_CASE("a higher floor under the premium subsidy leaves fewer uninsured and fewer newly relapsed", "[laws]") {
  std::vector<ScenarioFile> const files = points_of({{0, 0.06}, {0.375, 0.06}, {0.75, 0.06}});
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& f : files) scenarios.push_back(&f.scenario);
  simulate_outcomes(scenarios, files[0].counties, {}, [&](int replicate, std::span<Outcome const> at) {
    INFO("replicate " << replicate);
    for (std::size_t k = 0; k + 1 < at.size(); ++k) {
      CHECK(at[k + 1].uninsured_months < at[k].uninsured_months);
      CHECK(at[k + 1].onsets < at[k].onsets);
      CHECK(at[k + 1].in_spell < at[k].in_spell);
      CHECK(at[k + 1].public_cost_yuan > at[k].public_cost_yuan);
    }
  });
}

TEST_CASE("in the first year of a higher floor nobody is uninsured who was insured without it, county by county",
          "[laws]") {
  // The season of December 2022 is the first that a floor of 0.75 changes: all else is the same until then.
  std::vector<ScenarioFile> const files = points_of({{0.5, 0.06}, {0.75, 0.06}});
  std::vector<Scenario const*> const scenarios{&files[0].scenario, &files[1].scenario};
  constexpr int december = 23, january = 24;
  std::vector<std::vector<std::int64_t>> insured(2);
  simulate(scenarios, files[0].counties, {}, [&](std::size_t s, ReplicateResult const& result) {
    for (CountyResult const& county : result.counties)
      for (int const month : {december, january})
        insured[s].push_back(county.counts.empty() ? 0
                                                   : county.count(month, Total::insured, HouseholdClass::lifted_out));
  });
  std::int64_t more = 0;
  for (std::size_t i = 0; i < insured[0].size(); ++i) {
    bool const before = i % 2 == 0;
    if (before) CHECK(insured[1][i] == insured[0][i]);
    if (!before) CHECK(insured[1][i] >= insured[0][i]);
    more += insured[1][i] - insured[0][i];
  }
  CHECK(more > 0);
}

TEST_CASE("higher dibao leaves a smaller poverty gap and costs more", "[laws]") {
  std::vector<ScenarioFile> const files = points_of({{0, 0}, {0, 0.06}, {0, 0.12}});
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& f : files) scenarios.push_back(&f.scenario);
  simulate_outcomes(scenarios, files[0].counties, {}, [&](int replicate, std::span<Outcome const> at) {
    INFO("replicate " << replicate);
    for (std::size_t k = 0; k + 1 < at.size(); ++k) {
      CHECK(at[k + 1].gap_yuan < at[k].gap_yuan);
      CHECK(at[k + 1].public_cost_yuan > at[k].public_cost_yuan);
    }
  });
}

TEST_CASE("outcomes that are kept county by county are those of the whole counts", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.002, 2);
  Scenario const* const alone[] = {&file.scenario};
  std::vector<Outcome> whole, kept;
  simulate(file.scenario, file.counties, {},
           [&](ReplicateResult const& r) { whole.push_back(outcome_of(r, file.scenario)); });
  simulate_outcomes(alone, file.counties, {}, [&](int, std::span<Outcome const> at) { kept.push_back(at[0]); });
  REQUIRE(kept.size() == 2);
  for (std::size_t r = 0; r < 2; ++r)
    for (OutcomeField const& field : outcome_fields()) {
      INFO(field.name);
      CHECK(kept[r].*field.member == whole[r].*field.member);
    }
}
