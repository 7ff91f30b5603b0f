// Once a year the households are counted by income band, age and size.
#include "model/month/count.hpp"

#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

struct Counted : Hamlet {
  Counted() : Hamlet({0, 0, 3}) {
    std::get<Plan<Work>>(scenario.livelihood) = Plan<Work>::constant({});
    for (std::size_t i = 0; i < 3; ++i) {
      h().members[i] = 4, h().away[i] = 1;
      h().persons_0_5[i] = 1, h().persons_19_59[i] = 2, h().persons_60_plus[i] = 1;
    }
  }
  std::int64_t count(int year, int month, Total total, int over) {
    at(year, month);
    county.totals.clear();
    Step const step{scenario, draws, now, scratch, true};
    for (Block const& b : h().blocks()) count_block(step, county, b);
    return county.totals.at(total, HouseholdClass::ordinary, over);
  }
};

}  // namespace

TEST_CASE("a household stands in the band of the year's survey income per resident", "[livelihood]") {
  Counted c;
  // per resident (three of four members): 1999.99, 2000.01 and 2443 = just above 2000 exp(0.2) = 2442.81 yuan
  c.h().income_survey_year = {599997, 600003, 732900};
  CHECK(c.count(2021, 12, Total::households_by_income, 0) == 1);
  c.h().income_survey_year = {599997, 600003, 732900};
  CHECK(c.count(2021, 12, Total::residents_by_income, 1) == 3);
  c.h().income_survey_year = {599997, 600003, 732900};
  CHECK(c.count(2021, 12, Total::income_by_band, 2) == 732900);
}

TEST_CASE("the year's income is counted in December only and begins anew in January", "[livelihood]") {
  Counted c;
  c.h().income_survey_year = {900000, 900000, 900000};
  c.h().income_survey = {1000, 2000, 3000};
  CHECK(c.count(2021, 11, Total::households_by_income, 3) == 0);
  CHECK(c.h().income_survey_year == std::vector<Fen>{901000, 902000, 903000});
  c.count(2022, 1, Total::households_by_income, 0);
  CHECK(c.h().income_survey_year == std::vector<Fen>{1000, 2000, 3000});
}

TEST_CASE("nobody stands in an income band without residents; the richest band is open", "[livelihood]") {
  Counted c;
  c.h().away = {4, 1, 1};
  c.h().income_survey_year = {900000, 2000000000, 900000};
  CHECK(c.count(2021, 12, Total::households_by_income, 23) == 1);
  c.h().income_survey_year = {900000, 2000000000, 900000};
  CHECK(c.count(2021, 12, Total::residents_by_income, 3) == 3);  // 3000 yuan: above 2000 exp(0.4) = 2984
}

TEST_CASE("who is away is taken from those of 19-59; members count whole", "[livelihood]") {
  Counted c;
  CHECK(c.count(2021, 12, Total::residents_by_age, 3) == 3);
  CHECK(c.count(2021, 12, Total::members_by_age, 3) == 6);
  CHECK(c.count(2021, 12, Total::residents_by_age, 0) == 3);
  c.h().away = {3, 3, 3};  // two of 19-59, then nobody of 16-18, then the old
  CHECK(c.count(2021, 12, Total::residents_by_age, 4) == 0);
}

TEST_CASE("households are counted by size up to six and more, and as elderly when all are of 60 and over",
          "[livelihood]") {
  Counted c;
  c.h().members = {1, 6, 9};
  c.h().persons_60_plus = {1, 2, 9};
  c.h().persons_0_5 = {0, 1, 0}, c.h().persons_19_59 = {0, 3, 0};
  c.h().away = {0, 0, 0};
  CHECK(c.count(2021, 12, Total::households_by_size, 0) == 1);
  CHECK(c.count(2021, 12, Total::households_by_size, 5) == 2);
  CHECK(c.count(2021, 12, Total::elderly_only, 0) == 2);
}
