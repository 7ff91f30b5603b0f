// Median, quintile ratio and Gini from counts by income band, worked out by hand.
#include "output/distribution.hpp"

#include <catch2/catch.hpp>

#include "small_run.hpp"

using namespace holdfast;
using small_run::At;
using small_run::SmallRun;

namespace {

// Households with one resident in each band, counted in December of the first class; the same in every replicate.
SmallRun with_bands(std::map<int, double> const& households, std::map<int, double> const& mean_yuan) {
  auto const december_of_first_class = [](At const& at) { return at.month % 12 == 11 && at.household_class == 0; };
  auto const count = [=](At const& at) {
    return december_of_first_class(at) && households.count(at.over) ? households.at(at.over) : 0.0;
  };
  SmallRun run;
  run.values["income_monthly/households_by_income"] = count;
  run.values["income_monthly/residents_by_income"] = count;
  run.values["income_monthly/income_by_band"] = [=](At const& at) {
    return count(at) > 0 ? count(at) * mean_yuan.at(at.over) : 0.0;
  };
  return run;
}

struct Read {
  example::Folder folder;
  std::unique_ptr<RunReader> run;
  std::unique_ptr<Sums> sums;
  std::unique_ptr<Distribution> of_2021;
  explicit Read(SmallRun const& small) {
    small.write(folder / "a.h5");
    run = std::make_unique<RunReader>(folder / "a.h5");
    sums = std::make_unique<Sums>(*run);
    of_2021 = std::make_unique<Distribution>(*sums, Where{sums->year(2021)});
  }
};

}  // namespace

TEST_CASE("the poorest and the richest fifth of households give the quintile ratio", "[output]") {
  // 10 at 3000, 70 at 10000, 20 at 40000: the poorest fifth is 10 at 3000 and 10 at 10000.
  Read const read(with_bands({{3, 10}, {9, 70}, {15, 20}}, {{3, 3000}, {9, 10000}, {15, 40000}}));
  CHECK(read.of_2021->quintile_ratio().estimate().value == Approx(40000.0 / 6500.0));
}

TEST_CASE("the median is found within its band on a log scale", "[output]") {
  // 30 below, 40 in band 9 (from 2000 exp(1.6) to 2000 exp(1.8)), 30 above: half of the band lies below the median.
  Read const read(with_bands({{5, 30}, {9, 40}, {12, 30}}, {{5, 5000}, {9, 11000}, {12, 20000}}));
  double const mean = (30 * 5000.0 + 40 * 11000.0 + 30 * 20000.0) / 100;
  CHECK(read.of_2021->median_to_mean().estimate().value == Approx(2000 * std::exp(1.7) / mean));
}

TEST_CASE("the Gini coefficient of two halves, one with three times the other's income, is one quarter", "[output]") {
  Read const read(with_bands({{4, 50}, {10, 50}}, {{4, 4000}, {10, 12000}}));
  CHECK(read.of_2021->gini().estimate().value == Approx(0.25));
  Read const equal(with_bands({{8, 50}}, {{8, 8000}}));
  CHECK(equal.of_2021->gini().estimate().value == Approx(0).margin(1e-12));
}
