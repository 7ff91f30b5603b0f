// Conditional support: a county's register of last month decides, from the month in which the condition counts.
#include <catch2/catch.hpp>

#include "model/month/watch.hpp"
#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using holdfast::test::OneCounty;

namespace {

// One month: which conditions hold in it.
Restored watched(OneCounty& c, int year, int month) {
  Now now;
  now.month = Month::of(year, month);
  watch_register(c.scenario, c.county, now);
  return now.restored;
}

void list(OneCounty& c, Index n) {
  for (Index i = 0; i < c.h().rows; ++i)
    c.h().category[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(i < n ? Category::unstable : Category::none);
}

}  // namespace

TEST_CASE("the register share counts households with members of the class", "[monitoring]") {
  OneCounty c(10);
  list(c, 3);
  CHECK(register_share(c.county, false) == Approx(0.3));
  c.h().members[0] = 0;  // a household that ended while listed
  CHECK(register_share(c.county, false) == Approx(2.0 / 9.0));
  OneCounty ordinary(10, HouseholdClass::ordinary);
  list(ordinary, 3);
  CHECK(register_share(ordinary.county, false) == 0);  // no lifted-out household there
  CHECK(register_share(ordinary.county, true) == Approx(0.3));
}

TEST_CASE("support comes back when the share is above the threshold, not when it is at it", "[monitoring]") {
  OneCounty c(10);
  c.scenario.conditions = {{0.3f, false, 1, Month::of(2024, 1)}};
  list(c, 3);
  CHECK(watched(c, 2024, 1) == 0);
  list(c, 4);
  CHECK(watched(c, 2024, 2) == 1);
  list(c, 2);
  CHECK(watched(c, 2024, 3) == 0);
}

TEST_CASE("nothing is watched before the condition counts", "[monitoring]") {
  OneCounty c(10);
  c.scenario.conditions = {{0.1f, false, 6, Month::of(2024, 1)}};
  list(c, 10);
  CHECK(watched(c, 2023, 12) == 0);
  list(c, 0);
  CHECK(watched(c, 2024, 1) == 0);
}

TEST_CASE("restored support stays for its months and is counted anew when the register is above again",
          "[monitoring]") {
  OneCounty c(10);
  c.scenario.conditions = {{0.1f, false, 3, Month::of(2024, 1)}};
  list(c, 5);
  CHECK(watched(c, 2024, 1) == 1);
  list(c, 0);
  CHECK(watched(c, 2024, 2) == 1);
  list(c, 5);
  CHECK(watched(c, 2024, 3) == 1);  // three more from here
  list(c, 0);
  CHECK(watched(c, 2024, 4) == 1);
  CHECK(watched(c, 2024, 5) == 1);
  CHECK(watched(c, 2024, 6) == 0);
}

TEST_CASE("each condition has its own bit, and the month before is remembered", "[monitoring]") {
  OneCounty c(10);
  c.scenario.conditions = {{0.6f, false, 1, Month::of(2024, 1)}, {0.4f, true, 1, Month::of(2024, 1)}};
  list(c, 5);
  CHECK(watched(c, 2024, 1) == 2);
  Now now;
  now.month = Month::of(2024, 2);
  list(c, 0);
  watch_register(c.scenario, c.county, now);
  CHECK(now.restored == 0);
  CHECK(now.restored_before == 2);
}

TEST_CASE("a plan gives its restored values only while its own condition holds", "[monitoring]") {
  auto plan = Plan<Packages>::constant({});
  plan.values[0].job_chance = 0.1f;
  plan.restored = plan.values;
  plan.restored[0].job_chance = 0.3f;
  plan.condition = 1;
  auto const chance = [&](Restored holds) {
    return plan.at(Month::of(2024, 1), CountyClass::national_key, HouseholdClass::lifted_out, holds).job_chance;
  };
  CHECK(chance(0) == 0.1f);
  CHECK(chance(1) == 0.1f);
  CHECK(chance(2) == 0.3f);
  plan.condition = -1;
  CHECK(chance(~Restored{0}) == 0.1f);
}
