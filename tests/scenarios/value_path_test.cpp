// Paths over months: constants, steps, ramps, classes. Values by hand.
#include <catch2/catch.hpp>

#include "scenarios/value_path.hpp"

using namespace holdfast;

namespace {

ValuePath path(Shape shape) { return {{}, {{Month::of(2024, 1), 1.0}, {Month::of(2025, 1), 0.4}}, shape}; }

}  // namespace

TEST_CASE("a step holds its value until the next month, the first before and the last after", "[scenarios]") {
  ValuePath const p = path(Shape::steps);
  CHECK(p.at(Month::of(2019, 1)) == 1.0);
  CHECK(p.at(Month::of(2024, 1)) == 1.0);
  CHECK(p.at(Month::of(2024, 12)) == 1.0);
  CHECK(p.at(Month::of(2025, 1)) == 0.4);
  CHECK(p.at(Month::of(2099, 1)) == 0.4);
}

TEST_CASE("a value given beside months holds before the first of them", "[scenarios]") {
  ValuePath p = path(Shape::linear);
  p.before = 3.0;
  CHECK(p.at(Month::of(2023, 12)) == 3.0);
  CHECK(p.at(Month::of(2024, 1)) == 1.0);
}

TEST_CASE("a linear ramp is straight between its months", "[scenarios]") {
  ValuePath const p = path(Shape::linear);
  CHECK(p.at(Month::of(2024, 1)) == 1.0);
  CHECK(p.at(Month::of(2024, 2)) == Approx(0.95));  // 1 - 0.6 / 12
  CHECK(p.at(Month::of(2024, 7)) == Approx(0.70));
  CHECK(p.at(Month::of(2025, 1)) == 0.4);
  CHECK(p.at(Month::of(2026, 1)) == 0.4);
}

TEST_CASE("a logistic ramp is exact at its ends and its middle, and slow near them", "[scenarios]") {
  ValuePath const p = path(Shape::logistic);
  CHECK(p.at(Month::of(2024, 1)) == 1.0);
  CHECK(p.at(Month::of(2024, 7)) == Approx(0.7));
  CHECK(p.at(Month::of(2025, 1)) == 0.4);
  // a quarter of the way: s(-2.5) = 0.0758582, s(-5) = 0.0066929, s(5) = 0.9933071; (0.0691653) / (0.9866142) =
  // 0.0701038
  CHECK(p.at(Month::of(2024, 4)) == Approx(1 - 0.6 * 0.0701038).epsilon(1e-6));
  CHECK(p.at(Month::of(2024, 10)) == Approx(1 - 0.6 * (1 - 0.0701038)).epsilon(1e-6));
}

TEST_CASE("a household class wins over a county class, which wins over the general path", "[scenarios]") {
  ClassPaths p;
  p.general.before = 1;
  p.by_county[0] = ValuePath{2.0, {}, Shape::steps};
  p.by_household[1] = ValuePath{3.0, {}, Shape::steps};
  Month const m = Month::of(2021, 1);
  CHECK(p.of(3, 0).at(m) == 1);
  CHECK(p.of(0, 0).at(m) == 2);
  CHECK(p.of(3, 1).at(m) == 3);
  CHECK(p.of(0, 1).at(m) == 3);
  CHECK(p.by_class());
  CHECK_FALSE(p.incomplete());
  p.general.before.reset();
  CHECK(p.incomplete());
}

TEST_CASE("a number outside its range is met with the likely slip", "[scenarios]") {
  CHECK(outside(83, {{0, 1}, "share"}) == "is 83, outside 0..1 (share). It is a share: did you mean 0.83?");
  CHECK(outside(4980, {{0, 3000}, "yuan/person/month"}) ==
        "is 4980, outside 0..3000 (yuan/person/month). It is per month: did you mean 415, a twelfth?");
  CHECK(outside(50, {{600, 9000}, "yuan/person/year"}) ==
        "is 50, outside 600..9000 (yuan/person/year). It is per year: did you mean 600, twelve times as much?");
  CHECK(outside(-5, {{0, 10}, "yuan"}) == "is -5, outside 0..10 (yuan). Did you mean 5?");
  CHECK(outside(1e9, {{0, 10}, "yuan"}) == "is 1000000000, outside 0..10 (yuan).");
}
