// The couplings that `holdfast ablate` takes away: each setting is a parameter, moves the month, and nothing else does.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "output/ablation.hpp"
#include "scenarios/couplings.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

std::filesystem::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios/data/couplings.json";
std::filesystem::path const adopted = HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json";

Overrides few() {
  Overrides out;
  out.households_share = 0.005;
  out.replicates = 1;
  out.months = 24;
  return out;
}

// Counties of Aba and Liangshan: hit by the dated earthquakes, many migrants and posts.
SimulateOptions here(std::vector<CountyFacts> const& counties) {
  SimulateOptions out;
  for (CountyFacts const& f : counties) out.only_counties.push_back(f.adcode / 100 == 5118 || f.adcode == 513401);
  return out;
}

}  // namespace

TEST_CASE("every setting of every coupling is a parameter and moves something by itself", "[laws]") {
  auto const couplings = read_couplings(shipped);
  REQUIRE(couplings.size() >= 7);
  auto const base = load_scenario(adopted, few());
  auto const as_is = live(base, here(base.counties));
  for (Coupling const& coupling : couplings)
    for (std::size_t k = 0; k < coupling.set.size(); ++k) {
      INFO(coupling.key << ": " << coupling.set[k].first);
      auto const without = load_without(coupling, adopted, few(), static_cast<int>(k));
      CHECK(without.scenario.months == base.scenario.months);
      CHECK(live(without, here(base.counties)) != as_is);
    }
}

TEST_CASE("a setting that is no parameter is refused by name", "[laws]") {
  Coupling const wrong{"wrong", "", "", "", {{"livelihood.sharing.kin_shares", 0}}};
  CHECK_THROWS_WITH(load_without(wrong, adopted, few()), Catch::Contains("kin_share"));
  Coupling const outside{"outside", "", "", "", {{"livelihood.sharing.kin_share", 7}}};
  CHECK_THROWS_WITH(load_without(outside, adopted, few()), Catch::Contains("outside 0..1"));
}

TEST_CASE("a table of couplings with a word missing reports every problem at once", "[laws]") {
  auto const file = std::filesystem::temp_directory_path() / "holdfast_couplings.json";
  std::ofstream(file) << R"({"couplings": [{"key": "a", "title": "A", "title_zh": "甲", "meaning": "m"},
                             {"key": "a", "title": "A", "title_zh": "甲", "set": {"x.y.z": "no"}}]})";
  try {
    read_couplings(file);
    FAIL("was read");
  } catch (InputError const& e) {
    CHECK(e.problems().size() == 4);  // no "set"; no "meaning", no number, the same key
  }
  std::filesystem::remove(file);
}

TEST_CASE("the tail is the value that 95 % of the weight stays at or below", "[laws]") {
  CHECK(weighted_quantile({{1, 95}, {9, 5}}, 0.95) == 1);
  CHECK(weighted_quantile({{9, 5.1}, {1, 94.9}}, 0.95) == 9);
  CHECK(weighted_quantile({{3, 1}}, 0.95) == 3);
  CHECK(std::isnan(weighted_quantile({}, 0.95)));
}

TEST_CASE("figures of an ablation are without minus with, replicate by replicate", "[laws]") {
  auto const outcome = [](double onsets, double tail, double listed, double income) {
    return Outcome{.onsets = onsets,
                   .at_risk_person_months = 1200,
                   .income_yuan = income,
                   .member_months = 12,
                   .listed_households = listed,
                   .tail_percent = tail};
  };
  std::vector<Outcome> const with{outcome(2, 3, 100, 24000), outcome(4, 5, 120, 24000)},
      without{outcome(3, 4, 90, 12000), outcome(5, 8, 100, 12000)};
  auto const figures = ablation_figures(with, without);
  REQUIRE(figures.size() == 4);
  CHECK(figures[0].with.value == Approx(3));  // 6 onsets in 2400 person-months, per 100 years
  CHECK(figures[0].difference.difference.value == Approx(1));
  CHECK(figures[1].difference.difference.value == Approx(2));
  CHECK(figures[2].difference.difference.value == Approx(-15));
  CHECK(figures[3].with.value == Approx(24000));
  CHECK(figures[3].difference.difference.value == Approx(-12000));
  CHECK(figures[0].difference.difference.low == Approx(1));  // the pairs differ by the same: no error
}
