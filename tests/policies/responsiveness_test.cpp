// Responsiveness: a county's place around the mean, and what it makes of delays, errors and drives.
#include "model/policies/responsiveness.hpp"

#include <catch2/catch.hpp>

using namespace holdfast;

TEST_CASE("the best county is the spread above the level, the worst as far below", "[policies][responsiveness]") {
  CHECK(Responsiveness::of_county({.level = 2, .spread = 0.5f}, 0) == 1);
  CHECK(Responsiveness::of_county({.level = 2, .spread = 0.5f}, 0.25f) == 1.5f);
  CHECK(Responsiveness::of_county({.level = 2, .spread = 0.5f}, 0.5f) == 2);
  CHECK(Responsiveness::of_county({.level = 2, .spread = 0.5f}, 1) == 3);
  CHECK(Responsiveness::of_county({.level = 2, .spread = 0}, 1) == 2);
  CHECK(Responsiveness::of_county({}, 0) == 1);
}

TEST_CASE("errors double in a county of half the mean, up to nothing being right", "[policies][responsiveness]") {
  CHECK(Responsiveness::care(0.75f, 0.5f) == 0.5f);
  CHECK(Responsiveness::care(0.5f, 0.5f) == 0);
  CHECK(Responsiveness::care(0.53125f, 0.5f) == 0.0625f);  // just before: 0.46875 x 2 are wrong
  CHECK(Responsiveness::care(0.4f, 0.5f) == 0);
  CHECK(Responsiveness::care(0, 2) == 0.5f);
  CHECK(Responsiveness::care(0, 1) == 0);
  CHECK(Responsiveness::care(1, 0.2f) == 1);
}

TEST_CASE("a drive reaches everybody at most, and a delay of none stays none", "[policies][responsiveness]") {
  CHECK(Responsiveness::drive(0.25f, 2) == 0.5f);
  CHECK(Responsiveness::drive(0.4375f, 2) == 0.875f);
  CHECK(Responsiveness::drive(0.5f, 2) == 1);
  CHECK(Responsiveness::drive(0.75f, 2) == 1);
  CHECK(Responsiveness::drive(0, 5) == 0);
  CHECK(Responsiveness::left(0, 0.5f) == 0);
  CHECK(Responsiveness::left(3, 0.5f) == 6);
}
