// Every instrument of the adopted policy moves something when it is switched off.
#include <catch2/catch.hpp>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

// What was counted, without the ledger: that money is no longer paid is no consequence.
std::uint64_t counts_of(ScenarioFile const& file) {
  std::uint64_t hash = fnv1a64_start;
  simulate(file.scenario, file.counties, {}, [&](ReplicateResult const& result) {
    for (CountyResult const& county : result.counties) {
      auto const& n = county.counts;
      hash = fnv1a64({reinterpret_cast<char const*>(n.data()), n.size() * sizeof n[0]}, hash);
    }
  });
  return hash;
}

}  // namespace

TEST_CASE("every instrument switched off moves what happens to households", "[laws][at_length]") {
  auto file = small_scenario("adopted-2021-2025", 0.003, 1);
  file.scenario.months = 36;
  std::uint64_t const adopted = counts_of(file);
  auto const check = [&]<class P>(Plan<P>& plan) {
    INFO(P::key);
    REQUIRE(plan.on);
    plan.on = false;
    CHECK(counts_of(file) != adopted);
    plan.on = true;
  };
  std::apply([&](auto&... plan) { (check(plan), ...); }, file.scenario.policies);
  CHECK(counts_of(file) == adopted);  // off and on again
}
