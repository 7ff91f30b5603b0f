#include <catch2/catch.hpp>

#include "model/month/demography.hpp"

using namespace holdfast;

TEST_CASE("events among persons follow the binomial distribution by inverse transform", "[livelihood]") {
  // Two persons at 0.5: none below 0.25, one below 0.75, both above.
  CHECK(events_among(2, 0.5f, 0.24f) == 0);
  CHECK(events_among(2, 0.5f, 0.26f) == 1);
  CHECK(events_among(2, 0.5f, 0.74f) == 1);
  CHECK(events_among(2, 0.5f, 0.76f) == 2);
  CHECK(events_among(0, 0.5f, 0.99f) == 0);
  CHECK(events_among(3, 0.0f, 0.99f) == 0);
  CHECK(events_among(3, 1.0f, 0.01f) == 3);
}

TEST_CASE("a higher chance never gives fewer events under the same luck", "[livelihood]") {
  for (float luck = 0.01f; luck < 1; luck += 0.03f)
    for (int n = 1; n <= 12; ++n) {
      int last = 0;
      for (float chance = 0.0f; chance <= 1.0f; chance += 0.01f) {
        int const now = events_among(n, chance, luck);
        CHECK(now >= last);
        last = now;
      }
    }
}
