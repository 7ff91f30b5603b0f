// Scenarios that share a past are lived together: the same bits as each alone, and no month lived twice.
#include <catch2/catch.hpp>

#include <array>
#include <map>
#include <mutex>
#include <tuple>

#include "model/fork.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

std::vector<std::vector<std::vector<std::uint64_t>>> live_together(std::vector<ScenarioFile> const& files,
                                                                   SimulateOptions const& options = {}) {
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& file : files) scenarios.push_back(&file.scenario);
  std::vector<std::vector<std::vector<std::uint64_t>>> prints(files.size());
  simulate(scenarios, files[0].counties, options, [&](std::size_t scenario, ReplicateResult const& result) {
    prints[scenario].emplace_back();
    for (CountyResult const& county : result.counties) prints[scenario].back().push_back(fingerprint(county));
  });
  return prints;
}

// What the observer is shown of each scenario: one hash of the households for each month, county and replicate, and how
// often it was shown.
using Shown = std::map<std::tuple<int, int, int>, std::pair<std::uint64_t, int>>;

std::uint64_t hash_of(County const& county) {
  std::uint64_t hash = fnv1a64_start;
  auto const add = [&](auto const& column) {
    hash = fnv1a64({reinterpret_cast<char const*>(column.data()), column.size() * sizeof(column[0])}, hash);
  };
#define HOLDFAST_HASH(type, name, unit, meaning) add(county.households.name);
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_HASH)
#undef HOLDFAST_HASH
  add(county.totals.count);
  return hash;
}

std::vector<Shown> shown(std::vector<Scenario const*> const& scenarios, std::vector<CountyFacts> const& counties,
                         SimulateOptions options) {
  std::vector<Shown> out(scenarios.size());
  std::mutex guard;
  options.observe = [&](std::size_t scenario, County const& county, Month month, int replicate) {
    std::uint64_t const hash = hash_of(county);
    std::lock_guard const lock(guard);
    auto& seen = out.at(scenario)[{month.since_2000, county.facts->adcode, replicate}];
    seen = {hash, seen.second + 1};
  };
  simulate(scenarios, counties, options, [](std::size_t, ReplicateResult const&) {});
  return out;
}

}  // namespace

TEST_CASE("scenarios simulated together equal each alone, on any number of threads", "[laws]") {
  std::vector<ScenarioFile> files;
  for (char const* name : {"adopted-2021-2025", "no-support", "cliff-2024", "frozen-2021"})
    files.push_back(small_scenario(name, 0.001, 2));
  auto const together = live_together(files, {.threads = 2, .batch = 1});
  for (std::size_t k = 0; k < files.size(); ++k) {
    INFO(files[k].scenario.name);
    CHECK(together[k] == live(files[k], {.threads = 3}));
  }
  CHECK(together[0] != together[1]);
}

TEST_CASE("scenarios that differ from the first month, or in their households, are lived apart", "[laws]") {
  std::vector<ScenarioFile> files{small_scenario("adopted-2021-2025", 0.001, 1),
                                  small_scenario("adopted-2021-2025", 0.001, 1),
                                  small_scenario("adopted-2021-2025", 0.001, 1)};
  std::get<Plan<Dibao>>(files[1].scenario.policies).on = false;
  for (auto& p : std::get<Plan<Synthesis>>(files[2].scenario.population).values) p.chronic_60_plus_share *= 0.5f;
  CHECK(shared_months(files[0].scenario, files[1].scenario) == 0);
  CHECK(shared_months(files[0].scenario, files[2].scenario) == 0);
  CHECK_FALSE(same_population(files[0].scenario, files[2].scenario));
  auto const together = live_together(files);
  CHECK(together[1] == live(files[1]));
  CHECK(together[2] == live(files[2]));
  CHECK(together[0] != together[1]);
  CHECK(together[0] != together[2]);
}

TEST_CASE("two scenarios part in the first month in which one orders anything else", "[laws]") {
  auto const adopted = small_scenario("adopted-2021-2025", 0.001, 1);
  CHECK(shared_months(adopted.scenario, adopted.scenario) == 84);
  CHECK(shared_months(adopted.scenario, small_scenario("cliff-2024", 0.001, 1).scenario) == 24 + 36);
  CHECK(shared_months(adopted.scenario, small_scenario("no-support", 0.001, 1).scenario) == 24);
  auto budget = adopted, quake = adopted, payer = adopted, seed = adopted;
  std::get<Plan<Dibao>>(budget.scenario.policies).budget_yuan = {1e9};
  CHECK(shared_months(adopted.scenario, budget.scenario) == 0);
  quake.scenario.events.back().second.loss_yuan_mean += 1;
  CHECK(shared_months(adopted.scenario, quake.scenario) ==
        24 + (adopted.scenario.events.back().second.month - adopted.scenario.start));
  std::get<Plan<Dibao>>(payer.scenario.policies).payer = Payer::village;
  CHECK(shared_months(adopted.scenario, payer.scenario) == 84);
  seed.scenario.seed += 1;
  CHECK_FALSE(same_frame(adopted.scenario, seed.scenario));
  CHECK(shared_months(adopted.scenario, seed.scenario) == 0);
}

TEST_CASE("support that a register brings back is lived alike alone and together, and changes lives", "[laws]") {
  auto const reacting = [](char const* when) {
    Overrides overrides;
    overrides.households_share = 0.001;
    overrides.replicates = 1;
    overrides.set = {std::string("policies.public_welfare_posts.strength.restore_when=") + when};
    return load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/cliff-2024.json", overrides);
  };
  std::vector<ScenarioFile> const files{small_scenario("cliff-2024", 0.001, 1),
                                        reacting(R"({"register_share_above": 0.02, "for_months": 12})"),
                                        reacting(R"({"register_share_above": 0, "of": "all", "for_months": 24})"),
                                        reacting(R"({"register_share_above": 1, "for_months": 12})")};
  CHECK(shared_months(files[0].scenario, files[1].scenario) == 24 + 36);
  auto const together = live_together(files);
  for (std::size_t k = 0; k < files.size(); ++k) {
    INFO(k);
    CHECK(together[k] == live(files[k]));
  }
  CHECK(together[1] != together[0]);
  CHECK(together[2] != together[1]);
  CHECK(together[3] == together[0]);  // no share is above one
}

TEST_CASE("replicates with one past are one replicate until they part", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 3);
  Month const until = Month::of(2023, 6);
  SimulateOptions options;
  options.only_counties.assign(file.counties.size(), false);
  for (std::size_t k = 90; k < 102; ++k) options.only_counties[k] = true;
  Shown const own = shown({&file.scenario}, file.counties, options)[0];
  options.one_past_until = until;
  Shown const parting = shown({&file.scenario}, file.counties, options)[0];
  std::int64_t others = 0, differ = 0;
  for (auto const& [key, seen] : parting) {
    auto const& [month, adcode, replicate] = key;
    std::uint64_t const of_the_past = own.at({month, adcode, 0}).first;
    if (replicate == 0 || month <= until.since_2000) {
      REQUIRE(seen.first == of_the_past);
    } else {
      ++others;
      differ += seen.first != of_the_past;
    }
  }
  CHECK(others == 12 * 2 * 30);
  CHECK(differ == others);
}

TEST_CASE("what an observer sees of a scenario among others is what it sees of it alone", "[laws]") {
  std::vector<ScenarioFile> files;
  for (char const* name :
       {"adopted-2021-2025", "cliff-2024", "no-support", "frozen-2021", "adopted-2021-2025", "cliff-2024"})
    files.push_back(small_scenario(name, 0.001, 2));
  std::get<Plan<Dibao>>(files[3].scenario.policies).on = false;  // differs from the first month of the spin-up
  std::vector<Scenario const*> all;
  for (ScenarioFile const& file : files) all.push_back(&file.scenario);
  SimulateOptions options;
  options.threads = 2;
  options.only_counties.assign(files[0].counties.size(), false);
  for (std::size_t k = 90; k < 102; ++k) options.only_counties[k] = true;
  for (bool const spin_up : {false, true}) {
    options.observe_spin_up = spin_up;
    auto const together = shown(all, files[0].counties, options);
    for (std::size_t v = 0; v < all.size(); ++v) {
      INFO(all[v]->name);
      auto const alone = shown({all[v]}, files[0].counties, options);
      CHECK(together[v] == alone[0]);
      for (auto const& [key, seen] : together[v]) REQUIRE(seen.second == 1);
      CHECK(static_cast<int>(together[v].size()) == 12 * 2 * (60 + (spin_up ? 24 : 0)));
    }
    CHECK(together[0] != together[1]);
    CHECK(together[0] == together[4]);
    CHECK(together[1] == together[5]);  // leaves a branch, not the trunk
  }
}

TEST_CASE("branches that leave branches live each common month once and stay the same to the bit", "[laws]") {
  auto const with = [](std::vector<std::string> set) {
    Overrides overrides;
    overrides.households_share = 0.001;
    overrides.replicates = 1;
    overrides.months = 36;
    overrides.set = std::move(set);
    return load_scenario(std::string(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json"), overrides);
  };
  std::string const early = R"(policies.dibao.strength.times={"value":1,"2022-01":0.5})";
  auto const late = [](char const* factor) {
    return std::string(R"(policies.public_welfare_posts.strength.times={"value":1,"2023-01":)") + factor + "}";
  };
  std::vector<ScenarioFile> const files{
      with({}), with({early}), with({early, late("0.5")}), with({early, late("0")}), with({late("0")}), with({early})};
  std::int64_t lived = 0;
  auto const together = live_together(files, {.threads = 2, .progress = [&](std::int64_t n) { lived += n; }});
  std::int64_t trunk = 0;
  simulate(files[0].scenario, files[0].counties, {.progress = [&](std::int64_t n) { trunk += n; }},
           [](ReplicateResult const&) {});
  for (std::size_t k = 0; k < files.size(); ++k) CHECK(together[k] == live(files[k]));
  CHECK(together[2] != together[3]);
  CHECK(together[1] == together[5]);
  // 60 months of the trunk; 24 after the first change; 12 for each of three later ones.
  double const months = static_cast<double>(lived) / (static_cast<double>(trunk) / 60);
  CHECK(months == Approx(60 + 24 + 3 * 12).epsilon(0.01));
}
