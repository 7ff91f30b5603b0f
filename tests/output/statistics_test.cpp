// Statistics by hand, and numbers printed no finer than their error.
#include "output/statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

using namespace holdfast;
using V = std::vector<double>;
static double const nan_value = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("Student's t has its tabulated 97.5 % points", "[statistics]") {
  CHECK(student_t_975(1) == Approx(12.7062).epsilon(1e-5));
  CHECK(student_t_975(4) == Approx(2.7764).epsilon(1e-4));
  CHECK(student_t_975(30) == Approx(2.0423).epsilon(1e-4));
  CHECK(std::isnan(student_t_975(0)));
}

TEST_CASE("the mean of 1 to 5 is 3 with standard error sqrt(2.5 / 5)", "[statistics]") {
  Estimate const e = mean_of(V{1, 2, 3, 4, 5});
  CHECK(e.value == 3);
  CHECK(e.standard_error == Approx(std::sqrt(0.5)));
  CHECK(e.half_width() == Approx(2.776445 * 0.70710678));
  CHECK(e.low == Approx(3 - 1.963243));
  CHECK(e.replicates == 5);
}

TEST_CASE("Wilson's interval has its published values and stays inside 0..1", "[statistics]") {
  // Newcombe 1998, table I: 81 of 263, and 0 of 20, 1 of 29.
  CHECK(wilson(81 / 263.0, 263).low == Approx(0.2553).margin(5e-5));
  CHECK(wilson(81 / 263.0, 263).high == Approx(0.3662).margin(5e-5));
  CHECK(wilson(0, 20).low == 0);
  CHECK(wilson(0, 20).high == Approx(0.1611).margin(5e-5));
  CHECK(wilson(1 / 29.0, 29).low == Approx(0.0061).margin(5e-5));
  CHECK(wilson(1 / 29.0, 29).high == Approx(0.1718).margin(5e-5));
  CHECK(wilson(1, 20).high == 1);
  CHECK(std::isnan(wilson(0.5, 0).value));
}

TEST_CASE("missing replicates are left out, and one replicate has no error", "[statistics]") {
  CHECK(mean_of(V{1, nan_value, 3}).value == 2);
  CHECK(mean_of(V{1, nan_value, 3}).replicates == 2);
  CHECK(std::isnan(mean_of(V{7}).standard_error));
  CHECK(std::isnan(mean_of(V{7}).low));
  CHECK(std::isnan(mean_of(V{}).value));
}

TEST_CASE("pairing removes what both runs share", "[statistics]") {
  // var A = 100, var B = 100 + small; B - A = 1, 2, 3: mean 2, variance 1.
  PairedDifference const d = paired_difference(V{10, 20, 30}, V{11, 22, 33});
  CHECK(d.difference.value == 2);
  CHECK(d.difference.standard_error == Approx(1 / std::sqrt(3.0)));
  CHECK(d.difference.high == Approx(2 + 4.302653 / std::sqrt(3.0)));
  CHECK(d.variance_reduction == Approx(100 + 121));  // var(11, 22, 33) = 121
}

TEST_CASE("a constant difference is known exactly; a replicate missing on one side leaves both", "[statistics]") {
  PairedDifference const constant = paired_difference(V{1, 2, 3}, V{2, 3, 4});
  CHECK(constant.difference.half_width() == 0);
  CHECK(std::isinf(constant.variance_reduction));
  PairedDifference const gap = paired_difference(V{1, 2, nan_value, 4}, V{2, nan_value, 5, 7});
  CHECK(gap.difference.replicates == 2);
  CHECK(gap.difference.value == 2);
  CHECK_THROWS_AS(paired_difference(V{1}, V{1, 2}), std::invalid_argument);
}

TEST_CASE("a ratio of sums is weighted by its denominator", "[statistics]") {
  // sums 6 / 60; residuals 1-1, 1-2, 4-3 = 0, -1, 1; variance 1; standard error sqrt(1/3) / 20.
  Estimate const e = ratio_of_sums(V{1, 1, 4}, V{10, 20, 30});
  CHECK(e.value == Approx(0.1));
  CHECK(e.standard_error == Approx(std::sqrt(1.0 / 3) / 20));
  CHECK(ratio_of_sums(V{1, nan_value, 3}, V{10, 5, 30}).value == Approx(0.1));
  CHECK(std::isnan(ratio_of_sums(V{0, 0}, V{0, 0}).value));
}

TEST_CASE("a difference of ratios uses the same replicates of both runs", "[statistics]") {
  V const years{10, 20, 30, 5};
  PairedDifference const d = paired_ratio_difference(V{1, 1, 4, nan_value}, years, V{2, 3, 7, 9}, years);
  CHECK(d.difference.value == Approx(12.0 / 60 - 6.0 / 60));
  CHECK(d.difference.replicates == 3);
  // Influences: A (0, -1, 1) / 20, B (0, -1, 1) / 20: the difference carries no noise at all.
  CHECK(d.difference.standard_error == Approx(0).margin(1e-15));
}

TEST_CASE("scaling keeps the interval in order", "[statistics]") {
  Estimate const e = mean_of(V{0.1, 0.2, 0.3}).scaled(-100);
  CHECK(e.value == Approx(-20));
  CHECK(e.low < e.value);
  CHECK(e.high > e.value);
  CHECK(e.standard_error > 0);
}

TEST_CASE("numbers carry thousands separators and no minus before zero", "[statistics]") {
  CHECK(format_number(1234567.4, 0) == "1,234,567");
  CHECK(format_number(-1234.56, -1) == "-1,234.6");
  CHECK(format_number(123, 0) == "123");
  CHECK(format_number(12345, 2) == "12,300");
  CHECK(format_number(-0.04, -1) == "0.0");
  CHECK(format_number(999.96, -1) == "1,000.0");
  CHECK(format_number(nan_value, 0) == "n/a");
}

TEST_CASE("no digit is printed below the Monte Carlo error", "[statistics]") {
  auto text = [](double value, double standard_error, double half) {
    return format_estimate({value, standard_error, value - half, value + half, 9});
  };
  CHECK(text(12345.678, 612, 1234) == "12,300 ± 1,300");
  CHECK(text(0.05234, 0.0034, 0.0071) == "0.052 ± 0.008");
  CHECK(text(0.05234, 0.1, 0.2) == "0.1 ± 0.2");
  CHECK(text(40, 100, 200) == "0 ± 200");
  CHECK(text(-7.77, 0.2, 0.4) == "-7.8 ± 0.4");
}

TEST_CASE("without an error to go by, the text says so", "[statistics]") {
  CHECK(format_estimate(mean_of(V{12345.678}), "persons") == "12,346 persons (one replicate, error unknown)");
  CHECK(format_estimate(mean_of(V{2.5, 2.5}), "yuan") == "2.5000 ± 0 yuan");
  CHECK(format_estimate(mean_of(V{})) == "n/a");
}

TEST_CASE("values that differ in their last bits only have no error, and are printed short", "[output]") {
  std::vector<double> const same{750, 750 + 1e-12, 750 - 1e-12, 750 + 2e-12};
  CHECK(mean_of(same).standard_error == 0);
  CHECK(format_estimate(mean_of(same), "") == "750.00 ± 0");
  std::vector<double> const near{750, 750.001, 749.999, 750};
  CHECK(mean_of(near).standard_error > 0);
}

TEST_CASE("with many replicates the count above a threshold is the plain count", "[statistics]") {
  // 10 households of weight 2 at a chance of 0.9, 30 at 0.01, both known from 1000 replicates.
  V const weights(40, 2.0);
  std::vector<int> successes(40, 10);
  std::fill(successes.begin(), successes.begin() + 10, 900);
  Estimate const e = count_above_threshold(weights, successes, 1000, 0.5);
  CHECK(e.value == Approx(20).margin(0.01));
  CHECK(e.low < 20);
  CHECK(e.high > 20);
  CHECK(e.replicates == 1000);
  // Every household of the population is drawn and known: nothing is left to chance.
  CHECK(count_above_threshold(V(40, 1.0), successes, 1000, 0.5).half_width() < 0.1);
}

TEST_CASE("equal chances below the threshold are not counted for their luck", "[statistics]") {
  // 1000 households at 0.1, 20 replicates each, as often as the binomial distribution has them; 13 % show 4 or more.
  V const weights(1000, 1.0);
  std::vector<int> successes;
  for (auto const& [k, households] :
       {std::pair{0, 122}, {1, 270}, {2, 285}, {3, 190}, {4, 90}, {5, 32}, {6, 9}, {7, 2}})
    successes.insert(successes.end(), static_cast<std::size_t>(households), k);
  CHECK(count_above_threshold(weights, successes, 20, 0.2).value < 5);
}

TEST_CASE("where nobody ever had the event, the interval says how many could have been missed", "[statistics]") {
  // A household at 0.5 shows nothing in 2 replicates with chance 1/4: ln(40) / (100 x 3/4) of all households.
  Estimate const none = count_above_threshold(V(100, 3.0), std::vector<int>(100, 0), 2, 0.5);
  CHECK(none.value == 0);
  CHECK(none.low == 0);
  CHECK(none.high == Approx(300 * std::log(40.0) / 75));
  Estimate const all = count_above_threshold(V(100, 3.0), std::vector<int>(100, 2), 2, 0.5);
  CHECK(all.value == 300);
  CHECK(all.low == Approx(300 - none.high));
  CHECK(all.high == 300);
}

TEST_CASE("a count above a threshold refuses what cannot be", "[statistics]") {
  V const one{1};
  std::vector<int> const twice{2}, never{0};
  CHECK_THROWS_AS(count_above_threshold(V{1, 1}, twice, 5, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(count_above_threshold(one, twice, 1, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(count_above_threshold(one, std::vector<int>{6}, 5, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(count_above_threshold(one, never, 5, 0.0), std::invalid_argument);
  CHECK_THROWS_AS(count_above_threshold(one, never, 5, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(count_above_threshold(V{-1}, never, 5, 0.1), std::invalid_argument);
  CHECK(count_above_threshold(V{}, std::vector<int>{}, 5, 0.1).value == 0);
}

TEST_CASE("quantiles and their intervals by hand", "[statistics]") {
  // The median of six values: between the third and fourth. P(Bin(6, 1/2) >= 1) = 63/64 and >= 2: 57/64, so the lower
  // end lies between the first and the second: weights 1 x (0.975 - 57/64) and 5 x (63/64 - 0.975), times 1/2.
  Estimate const e = quantile_of(V{60, 10, 50, 20, nan_value, 40, 30}, 0.5);
  CHECK(e.value == Approx(35));
  CHECK(e.replicates == 6);
  double const first = 0.975 - 57.0 / 64, second = 5 * (63.0 / 64 - 0.975);
  CHECK(e.low == Approx((first * 10 + second * 20) / (first + second)));
  CHECK(e.high == Approx(70 - e.low));
  CHECK(e.standard_error == Approx(e.half_width() / 1.959964));
}

TEST_CASE("too few replicates allow no interval of a quantile", "[statistics]") {
  CHECK(replicates_for_quantile(0.5) == 6);
  CHECK(replicates_for_quantile(0.95) == 72);  // 0.95^71 = 0.0262, 0.95^72 = 0.0249
  CHECK(replicates_for_quantile(0.05) == 72);
  V values;
  for (int i = 1; i <= 71; ++i) values.push_back(i);
  CHECK(std::isnan(quantile_of(values, 0.95).high));
  CHECK(std::isnan(quantile_of(values, 0.95).low));
  CHECK(quantile_of(values, 0.95).value > 65);
  values.push_back(72);
  CHECK(quantile_of(values, 0.95).high <= 72);
  CHECK(quantile_of(values, 0.95).low < quantile_of(values, 0.95).value);
  CHECK(std::isnan(quantile_of(V{}, 0.5).value));
  CHECK_THROWS_AS(quantile_of(V{1}, 1.0), std::invalid_argument);
}

TEST_CASE("Holm's adjustment by hand", "[statistics]") {
  // Sorted 0.01 x 4, 0.02 x 3, 0.04 x 2 and 0.5: none smaller than the one before it.
  std::vector<double> const adjusted = holm_adjusted(V{0.04, 0.01, nan_value, 0.5, 0.02});
  CHECK(adjusted[0] == Approx(0.08));
  CHECK(adjusted[1] == Approx(0.04));
  CHECK(std::isnan(adjusted[2]));
  CHECK(adjusted[3] == Approx(0.5));
  CHECK(adjusted[4] == Approx(0.06));
  CHECK(holm_adjusted(V{0.02, 0.019})[0] == Approx(0.038));  // 2 x 0.019: the larger never looks surer
  CHECK(holm_adjusted(V{0.9, 0.8})[1] == 1);
}

TEST_CASE("a p-value is 0.05 where the interval ends at zero", "[statistics]") {
  Estimate const e = mean_of(V{1, 2, 3, 4, 5});
  CHECK(p_value(estimate_from(e.half_width(), e.standard_error, 5, 4)) == Approx(0.05));
  CHECK(p_value(estimate_from(-e.half_width(), e.standard_error, 5, 4)) == Approx(0.05));
  CHECK(p_value(estimate_from(0, 0, 5, 4)) == 1);
  CHECK(p_value(estimate_from(2, 0, 5, 4)) == 0);
  CHECK(std::isnan(p_value(mean_of(V{7}))));
}

TEST_CASE("unequal denominators leave fewer effective replicates", "[statistics]") {
  CHECK(mean_of(V{1, 2, 3}).effective_replicates == 3);
  CHECK(ratio_of_sums(V{1, 2, 3}, V{10, 10, 10}).effective_replicates == Approx(3));
  CHECK(ratio_of_sums(V{1, 2, 3}, V{10, 20, 30}).effective_replicates == Approx(3600.0 / 1400));  // 60^2 / (1+4+9)100
  CHECK(mean_of(V{1, 2, 3}).scaled(100).effective_replicates == 3);
}
