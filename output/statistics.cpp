// Statistics over replicates. Two passes over the data, in order: the same digits on every machine for the same input.
#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace holdfast {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Moments {
  double mean = nothing, variance = nothing;
  int count = 0;
};

Moments moments_of(std::span<double const> values) {
  Moments out;
  double sum = 0, squares = 0;
  for (double const value : values)
    if (!std::isnan(value)) sum += value, ++out.count;
  if (out.count == 0) return out;
  out.mean = sum / out.count;
  for (double const value : values)
    if (!std::isnan(value)) squares += (value - out.mean) * (value - out.mean);
  if (out.count > 1) out.variance = squares / (out.count - 1);
  return out;
}

void same_length(std::span<double const> a, std::span<double const> b) {
  if (a.size() != b.size()) throw std::invalid_argument("the two runs have different numbers of replicates");
}

// How each replicate moves the ratio: the mean of these is 0, their spread is the ratio's error.
struct Linearised {
  double ratio = nothing;
  double effective_replicates = 0;
  std::vector<double> influence;
};

Linearised linearise(std::span<double const> numerator, std::span<double const> denominator) {
  same_length(numerator, denominator);
  Linearised out;
  double top = 0, bottom = 0, squares = 0;
  int count = 0;
  for (std::size_t i = 0; i < numerator.size(); ++i)
    if (!std::isnan(numerator[i] + denominator[i])) {
      top += numerator[i], bottom += denominator[i], squares += denominator[i] * denominator[i];
      ++count;
    }
  if (bottom != 0) out.ratio = top / bottom;
  if (squares > 0) out.effective_replicates = bottom * bottom / squares;
  for (std::size_t i = 0; i < numerator.size(); ++i)  // missing stays missing
    out.influence.push_back((numerator[i] - out.ratio * denominator[i]) / (bottom / count));
  return out;
}

double reduction(double variance_a, double variance_b, double variance_of_difference) {
  double const apart = variance_a + variance_b;
  if (variance_of_difference > 0) return apart / variance_of_difference;
  return apart > 0 ? std::numeric_limits<double>::infinity() : 1;
}

// The pairing of values already known to be present on both sides or on neither.
PairedDifference pair_up(std::span<double const> a, std::span<double const> b) {
  std::vector<double> of_a, of_b, change;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i] + b[i])) continue;
    of_a.push_back(a[i]), of_b.push_back(b[i]), change.push_back(b[i] - a[i]);
  }
  PairedDifference out{mean_of(change), nothing};
  if (change.size() > 1)
    out.variance_reduction =
        reduction(moments_of(of_a).variance, moments_of(of_b).variance, moments_of(change).variance);
  return out;
}

}  // namespace

Estimate Estimate::scaled(double factor) const {
  Estimate out = *this;
  out.value *= factor, out.standard_error *= std::abs(factor), out.low *= factor, out.high *= factor;
  if (factor < 0) std::swap(out.low, out.high);
  return out;
}

double student_t_975(int degrees_of_freedom) {
  if (degrees_of_freedom < 1) return nothing;
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), 0.975);
}

Estimate estimate_from(double value, double standard_error, int replicates, int degrees_of_freedom) {
  // Sums of the same money in another order differ in their last bits: that is no error of sampling.
  if (standard_error < 1e-9 * std::abs(value)) standard_error = 0;
  double const half = student_t_975(degrees_of_freedom) * standard_error;
  return {value, standard_error, value - half, value + half, replicates, static_cast<double>(replicates)};
}

Estimate mean_of(std::span<double const> values) {
  Moments const m = moments_of(values);
  return estimate_from(m.mean, m.count > 1 ? std::sqrt(m.variance / m.count) : nothing, m.count, m.count - 1);
}

PairedDifference paired_difference(std::span<double const> a, std::span<double const> b) {
  same_length(a, b);
  return pair_up(a, b);
}

Estimate ratio_of_sums(std::span<double const> numerator, std::span<double const> denominator) {
  Linearised const line = linearise(numerator, denominator);
  Estimate const spread = mean_of(line.influence);
  Estimate out = estimate_from(line.ratio, spread.standard_error, spread.replicates, spread.replicates - 1);
  out.effective_replicates = line.effective_replicates;
  return out;
}

std::vector<double> linearised_ratio(std::span<double const> numerator, std::span<double const> denominator) {
  Linearised line = linearise(numerator, denominator);
  for (double& value : line.influence) value += line.ratio;
  return std::move(line.influence);
}

PairedDifference paired_ratio_difference(std::span<double const> numerator_a, std::span<double const> denominator_a,
                                         std::span<double const> numerator_b, std::span<double const> denominator_b) {
  same_length(numerator_a, numerator_b);
  // A replicate counts only if it is there on both sides.
  std::vector<double> keep_a(numerator_a.begin(), numerator_a.end()), keep_b(numerator_b.begin(), numerator_b.end());
  same_length(denominator_a, denominator_b);
  same_length(numerator_a, denominator_a);
  for (std::size_t i = 0; i < keep_a.size(); ++i)
    if (std::isnan(keep_a[i] + keep_b[i] + denominator_a[i] + denominator_b[i])) keep_a[i] = keep_b[i] = nothing;
  Linearised const a = linearise(keep_a, denominator_a), b = linearise(keep_b, denominator_b);
  PairedDifference out = pair_up(a.influence, b.influence);
  Estimate const& spread = out.difference;
  out.difference = estimate_from(b.ratio - a.ratio, spread.standard_error, spread.replicates, spread.replicates - 1);
  out.difference.effective_replicates = std::min(a.effective_replicates, b.effective_replicates);
  return out;
}

Estimate wilson(double share, double trials) {
  if (!(trials > 0)) return {nothing, nothing, nothing, nothing, 0};
  constexpr double z = 1.959963984540054;
  double const spread = share * (1 - share) / trials, widened = 1 + z * z / trials;
  double const middle = (share + z * z / (2 * trials)) / widened;
  double const half = z * std::sqrt(spread + z * z / (4 * trials * trials)) / widened;
  return {share,
          std::sqrt(spread),
          std::max(0.0, std::min(share, middle - half)),
          std::min(1.0, std::max(share, middle + half)),
          static_cast<int>(trials + 0.5),
          trials};
}

int last_digit(double standard_error) {
  if (!(standard_error > 0) || !std::isfinite(standard_error)) return 0;
  // A little slack, so that 0.1 computed as 0.0999... stays a tenth.
  return static_cast<int>(std::floor(std::log10(standard_error) + 1e-9));
}

std::string format_number(double value, int place) {
  if (std::isnan(value)) return "n/a";
  double const unit = std::pow(10.0, place);
  double const rounded = place > 0 ? std::round(value / unit) * unit : value;
  std::string text = fmt::format("{:.{}f}", std::abs(rounded), std::max(0, -place));
  std::size_t const whole = std::min(text.find('.'), text.size());
  for (std::size_t at = whole; at > 3; at -= 3) text.insert(at - 3, ",");
  bool const zero = text.find_first_not_of("0.,") == std::string::npos;
  return (value < 0 && !zero ? "-" : "") + text;
}

std::string format_estimate(Estimate const& e, std::string const& unit) {
  std::string const tail = unit.empty() ? "" : " " + unit;
  if (std::isnan(e.value)) return "n/a";
  auto plain = [&] {  // no error to go by: five significant digits
    int const leading = e.value == 0 ? 0 : last_digit(std::abs(e.value));
    return format_number(e.value, std::min(0, leading - 4));
  };
  if (std::isnan(e.standard_error)) return plain() + tail + " (one replicate, error unknown)";
  if (e.standard_error == 0) return plain() + " ± 0" + tail;
  int const place = last_digit(e.standard_error);
  double const unit_of_place = std::pow(10.0, place);
  double const half = std::ceil(e.half_width() / unit_of_place - 1e-6) * unit_of_place;
  return format_number(e.value, place) + " ± " + format_number(half, place) + tail;
}

}  // namespace holdfast
