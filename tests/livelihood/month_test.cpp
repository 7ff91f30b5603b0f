// Work, farm and consumption on one household, with values worked out by hand.
#include <catch2/catch.hpp>

#include "model/core/numeric.hpp"
#include "model/livelihood/all.hpp"

using namespace holdfast;

TEST_CASE("finding a job: half the chance from the age of 55, more at the hiring peak, organised transfer adds",
          "[livelihood]") {
  Work::Params p;
  p.finding_chance = 0.30f;
  p.finding_55_factor = 0.5f;
  p.hiring_peak = 1.6f;
  Now now;
  now.month_of_year = 6;
  CHECK(Work::finding(p, now, 30, 0, 1) == Approx(0.30).epsilon(1e-5));
  CHECK(Work::finding(p, now, 55, 0, 1) == Approx(0.15).epsilon(1e-5));
  CHECK(Work::finding(p, now, 30, 0.10f, 1) == Approx(0.40).epsilon(1e-5));
  CHECK(Work::finding(p, now, 30, 0, 0.5f) == Approx(0.15).epsilon(1e-5));
  now.month_of_year = 3;
  CHECK(Work::finding(p, now, 30, 0, 1) == Approx(0.48).epsilon(1e-5));
  now.labour_market = -1;
  p.finding_market_slope = 0.15f;
  // logit(0.48) = -0.0800427; minus 0.15 gives sigmoid(-0.2300427) = 0.442742
  CHECK(Work::finding(p, now, 30, 0, 1) == Approx(0.442742).epsilon(1e-4));
}

TEST_CASE("no worker finds a job more easily than the bound of the dense trigger", "[livelihood]") {
  Work::Params p;
  Now now;
  for (int month = 1; month <= 12; ++month)
    for (float market : {-2.0f, 0.0f, 2.0f})
      for (int age = 18; age < 75; ++age) {
        now.month_of_year = month;
        now.labour_market = market;
        CHECK(Work::finding(p, now, age, 0.05f, 1) <= Work::finding_bound(p, now, 0.10f, 1));
      }
}

TEST_CASE("farm output: a lost crop takes the crops' share, a lost herd falls to its floor", "[livelihood]") {
  Farm::Params p;
  p.herd_share = 0.4f;
  p.herd_floor = 0.3f;
  p.herd_ceiling = 1.2f;
  p.no_labour_factor = 0.7f;
  CHECK(Farm::output(p, 1, 1, 0, 1, true) == Approx(1));
  CHECK(Farm::output(p, 1, 1, 0.5f, 1, true) == Approx(0.7));      // 0.6 * 0.5 + 0.4
  CHECK(Farm::output(p, 1, 1, 0, 0, true) == Approx(0.72));        // 0.6 + 0.4 * 0.3
  CHECK(Farm::output(p, 1, 1, 0, 5, true) == Approx(1.08));        // 0.6 + 0.4 * 1.2
  CHECK(Farm::output(p, 1.1f, 0.5f, 0, 1, true) == Approx(0.86));  // 0.66 + 0.2
  CHECK(Farm::output(p, 1, 1, 0, 1, false) == Approx(0.7));
}

TEST_CASE("consumption at the target buffer is the propensity, and falls less than cash", "[livelihood]") {
  Consumption::Params p;
  p.propensity = 0.92f;
  p.buffer_months = 3;
  p.cash_elasticity = 0.4f;
  CHECK(Consumption::wanted(p, 30000, 10000, 0) == Approx(9200).epsilon(1e-5));
  CHECK(Consumption::wanted(p, 15000, 10000, 0) == Approx(9200 * 0.757858).epsilon(1e-5));  // 0.5^0.4
  CHECK(Consumption::wanted(p, -500, 10000, 4000) == Approx(4000));
  CHECK(Consumption::wanted(p, 31000, 10000, 0) > Consumption::wanted(p, 30000, 10000, 0));
}

TEST_CASE("a gift closes the kin share of the distance to the ring's mean", "[livelihood]") {
  CHECK(Sharing::gift(0.08f, -1000, 9000) == -800);
  CHECK(Sharing::gift(0.08f, 1000, -9000) == 800);
  CHECK(Sharing::gift(0.0f, 1000, -9000) == 0);
}
