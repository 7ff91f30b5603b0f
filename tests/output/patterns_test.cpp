// Patterns: every figure is measured so that the pattern expects it above zero, and the verdict follows the interval.
#include "output/patterns.hpp"

#include <catch2/catch.hpp>

using namespace holdfast;

namespace {

// Ten half-years with `rate` per 100 person-years each, from `step` on with `later`.
PatternSample steady(double rate, std::size_t step = 10, double later = 0) {
  PatternSample out;
  for (std::size_t h = 0; h < 10; ++h) out.half_years.push_back({h < step ? rate : later, 1200});
  out.counties = {Relapses{rate, 1200}, Relapses{rate, 1200}};
  out.newly_listed = 100;
  out.false_alarms = 5;
  out.household_months = 1000;
  return out;
}

PatternSamples twice(std::map<std::string, PatternSample> const& samples) {
  PatternSamples out;
  for (auto const& [key, sample] : samples) out[key] = {sample, sample};
  return out;
}

Month const start = Month::of(2021, 1);

}  // namespace

TEST_CASE("a rate is onsets per 100 person-years at risk", "[output][patterns]") {
  Relapses sum{3, 600};
  sum += {1, 600};
  CHECK(sum.rate() == Approx(4));  // 4 persons in 1200 person-months, which are 100 person-years
}

TEST_CASE("the lag of a withdrawal is the second year less the first half-year", "[output][patterns]") {
  PatternSample late = steady(2);
  late.half_years[6].onsets = 2.5;  // first half of 2024: 0.5 more
  late.half_years[7].onsets = 3;
  late.half_years[8].onsets = late.half_years[9].onsets = 6;  // 2025: 4 more
  auto const figures = pattern_figures("withdrawal_lags", twice({{"base", steady(2)}, {"withdrawal", late}}),
                                       RelapseByGroup(2, 1), start);
  REQUIRE(figures.size() == 2);
  CHECK(figures[0].estimate.value == Approx((0.5 + 1 + 4 + 4) / 4));
  CHECK(figures[1].estimate.value == Approx(3.5));
}

TEST_CASE("the worst year of a common shock is compared with the worst year of separate ones", "[output][patterns]") {
  PatternSample bad = steady(2);
  bad.half_years[4].onsets = 6, bad.half_years[5].onsets = 4;
  auto const figures =
      pattern_figures("common_shocks", twice({{"base", steady(2)}, {"common", bad}, {"apart", steady(3)}}),
                      RelapseByGroup(2, 1), start);
  CHECK(figures[0].estimate.value == Approx(5 - 3));
  CHECK(figures[1].estimate.value == Approx((2 * 8 + 6 + 4) / 10.0 - 3));
}

TEST_CASE("floor and growth support are compared in 2021 and, turned round, in 2025", "[output][patterns]") {
  auto const figures = pattern_figures(
      "floor_then_growth", twice({{"base", steady(2)}, {"no_floor", steady(5, 8, 3)}, {"no_growth", steady(2, 8, 4)}}),
      RelapseByGroup(2, 1), start);
  CHECK(figures[0].estimate.value == Approx(3));
  CHECK(figures[1].estimate.value == Approx(1));
}

TEST_CASE("a higher line is scored by what it finds and by false alarms per 1,000 household-months",
          "[output][patterns]") {
  PatternSample more = steady(2);
  more.newly_listed = 130, more.false_alarms = 9;
  auto const figures =
      pattern_figures("higher_line", twice({{"base", steady(2)}, {"higher_line", more}}), RelapseByGroup(2, 1), start);
  CHECK(figures[0].estimate.value == Approx(30));
  CHECK(figures[1].estimate.value == Approx(4));
  CHECK_THROWS(pattern_figures("no_such_pattern", {}, RelapseByGroup(2, 1), start));
}

TEST_CASE("the verdict is that of the whole interval", "[output][patterns]") {
  CHECK(verdict_of({1, 0.4, 0.1, 1.9, 10}) == PatternVerdict::holds);
  CHECK(verdict_of({1, 0.6, -0.1, 2.1, 10}) == PatternVerdict::not_shown);
  CHECK(verdict_of({-1, 0.4, -1.9, -0.1, 10}) == PatternVerdict::fails);
}

TEST_CASE("counties are split into thirds by income, those without lifted-out persons left out", "[output][patterns]") {
  std::vector<CountyFacts> counties(4);
  double const income[] = {20000, 9000, 12000, 15000};
  for (std::size_t k = 0; k < 4; ++k) {
    counties[k].rural_income_2020_yuan = income[k];
    counties[k].lifted_out_persons = k == 0 ? 0 : 100;
    counties[k].margins.rural_households = 50;
  }
  CHECK(income_thirds(counties) == std::vector<int>{-1, 0, 1, 2});
}
