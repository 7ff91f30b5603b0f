// One number for a small run of the shipped scenario, to be compared between instruction sets (same_bits.sh).
//   same_bits          hash of all counts and ledgers, and the household-months it covers
//   same_bits seed     the same with the next seed: must be another hash, or the hash sees nothing
//   same_bits libm     hash of the C library's exp over many arguments: shows whether a tunable reached the C library
//   same_bits levels   the x86-64 levels that this processor has
#include <cmath>
#include <cstdio>
#include <string_view>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

void print_hash(bool next_seed) {
  ScenarioFile file = small_scenario("adopted-2021-2025", 0.01, 1);
  file.scenario.months = 24;
  file.scenario.spin_up_months = 24;
  if (next_seed) file.scenario.seed += 1;
  // Every fourteenth county with rural households: about a dozen, all over the province.
  SimulateOptions options{.threads = 1};
  int rural = 0;
  for (CountyFacts const& facts : file.counties)
    options.only_counties.push_back(facts.margins.rural_households > 0 && rural++ % 14 == 0);
  std::uint64_t hash = fnv1a64_start;
  std::int64_t household_months = 0;
  simulate(file.scenario, file.counties, options, [&](ReplicateResult const& result) {
    for (CountyResult const& county : result.counties) {
      hash = fingerprint(county, -1, hash);
      household_months += county.household_months;
    }
  });
  std::printf("%016llx %lld household-months\n", static_cast<unsigned long long>(hash),
              static_cast<long long>(household_months));
}

void print_libm() {
  std::uint64_t hash = fnv1a64_start;
  for (int k = 1; k <= 200000; ++k) {
    double const value = std::exp(k * 1.37e-4 - 13.0);
    hash = fnv1a64({reinterpret_cast<char const*>(&value), sizeof value}, hash);
  }
  std::printf("%016llx\n", static_cast<unsigned long long>(hash));
}

void print_levels() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  __builtin_cpu_init();
  std::printf("x86-64%s%s%s\n", __builtin_cpu_supports("x86-64-v2") ? " x86-64-v2" : "",
              __builtin_cpu_supports("x86-64-v3") ? " x86-64-v3" : "",
              __builtin_cpu_supports("x86-64-v4") ? " x86-64-v4" : "");
#endif
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view const what = argc > 1 ? argv[1] : "";
  if (what == "libm")
    print_libm();
  else if (what == "levels")
    print_levels();
  else
    print_hash(what == "seed");
}
