// What replicates say and how sure they are: means, paired differences, ratios, and numbers printed no finer than their
// Monte Carlo error. Not on the result path: works on values read from run files. Missing values (NaN) are left out.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace holdfast {

struct Estimate {
  double value = 0;
  double standard_error = 0;  // of the mean over replicates; NaN with fewer than two
  double low = 0, high = 0;   // 95 % interval, Student t; NaN with fewer than two
  int replicates = 0;         // that were not missing
  // How many replicates of equal weight say as much: fewer than `replicates` where the denominators of a ratio differ
  // between replicates (Kish: squared sum over sum of squares).
  double effective_replicates = 0;

  double half_width() const { return (high - low) / 2; }
  Estimate scaled(double factor) const;  // a share as percent: scaled(100)
};

// The 97.5 % point of Student's t; NaN below one degree of freedom.
double student_t_975(int degrees_of_freedom);

// value +- t * standard_error; effective_replicates = replicates.
Estimate estimate_from(double value, double standard_error, int replicates, int degrees_of_freedom);

Estimate mean_of(std::span<double const> values);

// B minus A, replicate by replicate under the same luck.
struct PairedDifference {
  Estimate difference;
  double variance_reduction = 0;  // (var A + var B) / var(B - A): how many times fewer replicates the pairing needs
};
PairedDifference paired_difference(std::span<double const> a, std::span<double const> b);

// sum(numerator) / sum(denominator) over replicates, error by the delta method: a rate such as onsets per person-year.
Estimate ratio_of_sums(std::span<double const> numerator, std::span<double const> denominator);

// One value for each replicate whose mean is that ratio and whose spread over replicates is its error: what sums and
// differences of ratios are made of. A missing replicate stays NaN.
std::vector<double> linearised_ratio(std::span<double const> numerator, std::span<double const> denominator);

// The difference of two such ratios, B minus A, under the same luck.
PairedDifference paired_ratio_difference(std::span<double const> numerator_a, std::span<double const> denominator_a,
                                         std::span<double const> numerator_b, std::span<double const> denominator_b);

// How many households have a chance of at least `threshold` (0 < threshold < 1), when all that is known of a chance is
// in how many of `replicates` (at least 2) independent replicates its household met the event. Counting households
// whose observed share reaches the threshold counts too many: luck lifts more over it than it pushes below. Here the
// chances are a beta distribution fitted to all households (beta-binomial), and each household counts with its weight
// times the chance that its chance is above, given its successes. weights[i]: households of the population that
// household i stands for (1 at share 1), itself included; successes[i] from 0 to `replicates`. value, standard_error
// and 95 % interval are in households of the population; the interval covers the luck of replicates, the households not
// drawn and the fit, but takes replicates of different households as independent. With fewer than some five drawn
// households above it, the interval is a rough one. One call for each group of households that are alike (household
// class): one beta is fitted to all. Nobody with any event: 0 up to what could have been missed. Throws
// std::invalid_argument for impossible arguments.
Estimate count_above_threshold(std::span<double const> weights, std::span<int const> successes, int replicates,
                               double threshold);

// The value below which one replicate falls with chance `level` (0 < level < 1; else std::invalid_argument): of the
// values of a continuous process, median-unbiased. The interval is that of order statistics (binomial), interpolated
// between neighbours so that it holds 95 % and not more (Nyblom 1992; for the median Hettmansperger and Sheather 1986).
// It is NaN below replicates_for_quantile(level) replicates: no two of so few values hold the quantile with 95 %.
// standard_error is that of a normal estimate with an interval as wide.
Estimate quantile_of(std::span<double const> values, double level);
// 6 for the median, 72 for the 5 % and 95 % quantiles.
int replicates_for_quantile(double level);

// The chance of an estimate as far from zero as this one, or farther, were the truth zero: two-sided, Student's t with
// replicates - 1 degrees of freedom. Without any spread 1 for zero and 0 for anything else; NaN with one replicate.
double p_value(Estimate const& estimate);
// Holm's adjustment of a declared set of tests: calling those at or below 0.05 errs on any of the set with chance 0.05
// at most, however the tests depend on each other. In the order given; NaN stays NaN and does not count as a test.
std::vector<double> holm_adjusted(std::span<double const> p_values);

// A share of so many trials with Wilson's 95 % interval: keeps its coverage near 0 and 1. `trials` may be an effective
// number, so no whole one. NaN without trials.
Estimate wilson(double share, double trials);

// The power of ten of the last digit worth printing: the leading digit of the standard error. 0.034 -> -2. Without an
// error (zero, unknown) 0.
int last_digit(double standard_error);

// "12,346" or "0.05": rounded at 10^place, with thousands separators; never "-0".
std::string format_number(double value, int place);

// "12,300 ± 1,300 persons"; the half width is rounded up. One replicate: "12,346 persons (one replicate, error
// unknown)".
std::string format_estimate(Estimate const& estimate, std::string const& unit = "");

}  // namespace holdfast
