// Same bits everywhere: threads, batches, counties left out, and scenarios before they differ.
#include <catch2/catch.hpp>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

TEST_CASE("one, two and seven threads count the same", "[laws]") {
  auto const file = small_scenario();
  auto const one = live(file, {.threads = 1});
  CHECK(one == live(file, {.threads = 2}));
  CHECK(one == live(file, {.threads = 7}));
  CHECK(one[0] != one[1]);  // replicates do differ
}

TEST_CASE("any batch size counts the same", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 5);
  auto const one = live(file, {.batch = 1});
  CHECK(one.size() == 5);
  CHECK(one == live(file, {.batch = 2}));
  CHECK(one == live(file, {.batch = 5}));
}

TEST_CASE("dropping half of the counties leaves the others as they were", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  auto const all = live(file);
  std::vector<bool> half(file.counties.size());
  for (std::size_t k = 0; k < half.size(); ++k) half[k] = k % 2 == 0;
  auto const some = live(file, {.only_counties = half});
  std::uint64_t const nothing = fingerprint(CountyResult{});
  int compared = 0;
  for (std::size_t k = 0; k < half.size(); ++k)
    if (half[k]) {
      CHECK(some[0][k] == all[0][k]);
      compared += all[0][k] != nothing;
    } else {
      CHECK(some[0][k] == nothing);
    }
  CHECK(compared > 80);
}

TEST_CASE("two scenarios are bit-equal until their first different month", "[laws]") {
  auto const adopted = small_scenario("adopted-2021-2025", 0.002, 1);
  auto const cliff = small_scenario("cliff-2024", 0.002, 1);
  int const before = Month::of(2024, 1) - adopted.scenario.start;
  // The premium of 2024 is paid in December 2023, so the cliff of January 2024 moves nothing earlier.
  CHECK(live(adopted, {}, before) == live(cliff, {}, before));
  CHECK(live(adopted) != live(cliff));
}

TEST_CASE("another seed is another world", "[laws]") {
  auto file = small_scenario("adopted-2021-2025", 0.001, 1);
  auto const one = live(file);
  file.scenario.seed += 1;
  CHECK(one != live(file));
}
