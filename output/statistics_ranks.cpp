// Statistics that rest on order: quantiles over replicates, and tests taken together.
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <vector>

#include "output/statistics.hpp"

namespace holdfast {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), normal_975 = 1.959963984540054;

// The chance that the r-th smallest of n values lies below the quantile: that r or more of n fall below it.
double chance_below(int r, int n, double level) { return boost::math::ibeta(r, n - r + 1, level); }

// A point below the quantile with chance `wanted`, between two neighbouring order statistics as if the values between
// them were spread evenly. NaN where even the smallest (largest) value is not as sure.
double point_below(std::vector<double> const& sorted, double level, double wanted) {
  int const n = static_cast<int>(sorted.size());
  auto const at = [&](int rank) { return sorted[static_cast<std::size_t>(rank) - 1]; };
  if (n == 0 || chance_below(1, n, level) < wanted || chance_below(n, n, level) > wanted) return nothing;
  int low = 1, high = n;  // the chance falls with the rank
  while (high - low > 1) {
    int const middle = (low + high) / 2;
    (chance_below(middle, n, level) >= wanted ? low : high) = middle;
  }
  if (low == high) return at(low);
  double const above = chance_below(low, n, level) - wanted, below = wanted - chance_below(high, n, level);
  double const toward_high = (n - low) * level * above, toward_low = low * (1 - level) * below;
  return toward_high + toward_low > 0 ? (toward_low * at(low) + toward_high * at(high)) / (toward_low + toward_high)
                                      : at(low);
}

void require_level(double level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("the level of a quantile must lie between 0 and 1");
}

}  // namespace

Estimate quantile_of(std::span<double const> values, double level) {
  require_level(level);
  std::vector<double> sorted;
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
  std::sort(sorted.begin(), sorted.end());
  int const n = static_cast<int>(sorted.size());
  if (n == 0) return {nothing, nothing, nothing, nothing, 0};
  double value = point_below(sorted, level, 0.5);
  if (std::isnan(value)) value = level < 0.5 ? sorted.front() : sorted.back();
  double low = point_below(sorted, level, 0.975), high = point_below(sorted, level, 0.025);
  if (std::isnan(low) || std::isnan(high)) low = high = nothing;
  return {value, (high - low) / (2 * normal_975), low, high, n, static_cast<double>(n)};
}

int replicates_for_quantile(double level) {
  require_level(level);
  double const rarer = std::max(level, 1 - level);
  return static_cast<int>(std::ceil(std::log(0.025) / std::log(rarer) - 1e-9));
}

double p_value(Estimate const& e) {
  if (std::isnan(e.value) || std::isnan(e.standard_error) || e.replicates < 2) return nothing;
  if (e.standard_error == 0) return e.value == 0 ? 1 : 0;
  boost::math::students_t const t(e.replicates - 1);
  return 2 * boost::math::cdf(boost::math::complement(t, std::abs(e.value) / e.standard_error));
}

std::vector<double> holm_adjusted(std::span<double const> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i)
    if (!std::isnan(p_values[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> out(p_values.size(), nothing);
  double reached = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    reached = std::max(reached, std::min(1.0, static_cast<double>(order.size() - k) * p_values[order[k]]));
    out[order[k]] = reached;
  }
  return out;
}

}  // namespace holdfast
