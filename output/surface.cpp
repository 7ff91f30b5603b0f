#include "output/surface.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace holdfast {
namespace {

using Values = std::vector<double>;   // by replicate
using ByPoint = std::vector<Values>;  // [point][replicate]
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
Estimate const none{nothing, nothing, nothing, nothing, 0};

ByPoint values_of(Surface const& surface, OutcomeFigure const& figure) {
  ByPoint out;
  for (auto const& outcomes : surface.outcomes) out.push_back(series_of(figure, outcomes).by_replicate());
  return out;
}

// The weighted sum over points; what is left of terms that cancel, in their last bits, is nothing.
Values combined(ByPoint const& values, std::vector<double> const& weights) {
  Values out(values.empty() ? 0 : values.front().size(), 0.0);
  for (std::size_t r = 0; r < out.size(); ++r) {
    double size = 0;
    for (std::size_t p = 0; p < values.size(); ++p) {
      out[r] += weights[p] * values[p][r];
      size += std::abs(weights[p] * values[p][r]);
    }
    if (std::abs(out[r]) < 1e-12 * size) out[r] = 0;
  }
  return out;
}

Values scaled(Values values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

std::vector<double> equal_weights(std::size_t points) {
  return std::vector<double>(points, 1 / static_cast<double>(points));
}

double mean_level(Surface const& surface, std::size_t parameter) {
  double sum = 0;
  for (auto const& point : surface.points) sum += point[parameter];
  return sum / static_cast<double>(surface.points.size());
}

bool is_sure(Estimate const& e) { return e.low > 0 || e.high < 0; }

// Distance between points that are neighbours along a parameter: the last parameter runs fastest.
std::size_t stride_of(Surface const& surface, std::size_t parameter) {
  std::size_t stride = 1;
  for (std::size_t j = parameter + 1; j < surface.parameters.size(); ++j) stride *= surface.parameters[j].levels.size();
  return stride;
}

std::vector<Estimate> steps_of(Surface const& surface, ByPoint const& values, std::size_t parameter) {
  std::size_t const levels = surface.parameters[parameter].levels.size(), stride = stride_of(surface, parameter);
  double const lines = static_cast<double>(values.size()) / static_cast<double>(levels);
  std::vector<Estimate> out;
  for (std::size_t level = 0; level + 1 < levels; ++level) {
    std::vector<double> weights(values.size(), 0.0);
    for (std::size_t p = 0; p < values.size(); ++p) {
      std::size_t const here = p / stride % levels;
      weights[p] = here == level ? -1 / lines : here == level + 1 ? 1 / lines : 0;
    }
    out.push_back(mean_of(combined(values, weights)));
  }
  return out;
}

SurfaceSlope slope_of(Surface const& surface, ByPoint const& values, ByPoint const& cost,
                      std::vector<double> const& weights, std::size_t parameter) {
  SurfaceParameter const& p = surface.parameters[parameter];
  SurfaceSlope out{none, none, none, none, {}};
  Values const slope = combined(values, weights), money = scaled(combined(cost, weights), p.step);
  out.per_step = mean_of(scaled(slope, p.step));
  out.cost_per_step = mean_of(money);
  double const mean = mean_level(surface, parameter);
  if (mean != 0) out.elasticity = ratio_of_sums(scaled(slope, mean), combined(values, equal_weights(values.size())));
  if (is_sure(out.per_step) && is_sure(out.cost_per_step))
    out.per_million = ratio_of_sums(scaled(slope, p.step), scaled(money, -1));
  if (surface.grid()) out.steps = steps_of(surface, values, parameter);
  return out;
}

// Where the straight line between two points meets the level; each replicate shifts it by its own value there.
Estimate crossing_between(double x0, double x1, Values const& y0, Values const& y1, double level) {
  double const f0 = mean_of(y0).value, f1 = mean_of(y1).value;
  double const part = (level - f0) / (f1 - f0), slope = (f1 - f0) / (x1 - x0);
  double const at = x0 + part * (x1 - x0);
  Values out;
  for (std::size_t r = 0; r < y0.size(); ++r) out.push_back(at - ((1 - part) * y0[r] + part * y1[r] - level) / slope);
  Estimate const spread = mean_of(out);
  return estimate_from(at, spread.standard_error, spread.replicates, spread.replicates - 1);
}

Crossing crossing_on_grid(Surface const& surface, ByPoint const& values, std::size_t parameter, std::size_t start,
                          double level) {
  std::vector<double> const& levels = surface.parameters[parameter].levels;
  std::size_t const stride = stride_of(surface, parameter);
  Crossing out{parameter, {}, none, 0};
  for (std::size_t j = 0; j < surface.parameters.size(); ++j)
    if (j != parameter) out.others.push_back(surface.points[start][j]);
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    Values const &y0 = values[start + i * stride], &y1 = values[start + (i + 1) * stride];
    double const below = mean_of(y0).value - level, above = mean_of(y1).value - level;
    if (!(below * above < 0 || (below != 0 && above == 0) || (i == 0 && below == 0 && above != 0))) continue;
    if (++out.crossings == 1) out.at = crossing_between(levels[i], levels[i + 1], y0, y1, level);
  }
  return out;
}

Crossing crossing_on_plane(Surface const& surface, ByPoint const& values, std::size_t parameter, double level) {
  double low = surface.points[0][parameter], high = low;
  for (auto const& point : surface.points)
    low = std::min(low, point[parameter]), high = std::max(high, point[parameter]);
  Crossing out{parameter, {}, none, 0};
  for (std::size_t j = 0; j < surface.parameters.size(); ++j)
    if (j != parameter) out.others.push_back(mean_level(surface, j));
  Values const slope = combined(values, slope_weights(surface.points)[parameter]);
  Values const middle = combined(values, equal_weights(values.size()));
  Values at_low, at_high;
  for (std::size_t r = 0; r < middle.size(); ++r) {
    at_low.push_back(middle[r] + slope[r] * (low - mean_level(surface, parameter)));
    at_high.push_back(middle[r] + slope[r] * (high - mean_level(surface, parameter)));
  }
  if ((mean_of(at_low).value - level) * (mean_of(at_high).value - level) < 0)
    out.crossings = 1, out.at = crossing_between(low, high, at_low, at_high, level);
  return out;
}

// Solves a * x = b for a small symmetric positive matrix, x in place of b; false if it is singular.
bool solve(std::vector<std::vector<double>> a, std::vector<double>& b) {
  std::size_t const n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (!(a[i][i] > 1e-12 * (1 + std::abs(a[0][0])))) return false;
    for (std::size_t row = 0; row < n; ++row) {
      if (row == i) continue;
      double const factor = a[row][i] / a[i][i];
      for (std::size_t k = 0; k < n; ++k) a[row][k] -= factor * a[i][k];
      b[row] -= factor * b[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) b[i] /= a[i][i];
  return true;
}

}  // namespace

std::vector<std::vector<double>> slope_weights(std::vector<std::vector<double>> const& points) {
  std::size_t const n = points.size(), k = n == 0 ? 0 : points.front().size();
  // Each parameter centred and scaled to 1, so that the equations are well conditioned whatever the units.
  std::vector<double> mean(k, 0.0), spread(k, 0.0);
  for (std::size_t j = 0; j < k; ++j) {
    for (auto const& point : points) mean[j] += point[j] / static_cast<double>(n);
    for (auto const& point : points) spread[j] += (point[j] - mean[j]) * (point[j] - mean[j]);
    spread[j] = std::sqrt(spread[j]);
  }
  auto const z = [&](std::size_t p, std::size_t j) { return (points[p][j] - mean[j]) / spread[j]; };
  std::vector<std::vector<double>> out(k, std::vector<double>(n, nothing));
  std::vector<std::vector<double>> normal(k, std::vector<double>(k, 0.0));
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < k; ++j)
      for (std::size_t q = 0; q < n; ++q) normal[i][j] += z(q, i) * z(q, j);
  for (std::size_t p = 0; p < n; ++p) {
    std::vector<double> right(k);
    for (std::size_t i = 0; i < k; ++i) right[i] = z(p, i);
    if (!solve(normal, right)) return out;
    for (std::size_t j = 0; j < k; ++j) out[j][p] = right[j] / spread[j];
  }
  return out;
}

SurfaceFigure surface_figure(Surface const& surface, OutcomeFigure const& figure) {
  SurfaceFigure out{&figure, {}, {}};
  for (auto const& outcomes : surface.outcomes) out.at.push_back(series_of(figure, outcomes).estimate());
  ByPoint const values = values_of(surface, figure), cost = values_of(surface, *find_outcome_figure("public_cost"));
  auto const weights = slope_weights(surface.points);
  for (std::size_t j = 0; j < surface.parameters.size(); ++j)
    out.slopes.push_back(slope_of(surface, values, cost, weights[j], j));
  return out;
}

std::vector<Crossing> crossings(Surface const& surface, SurfaceThreshold const& threshold) {
  ByPoint const values = values_of(surface, *threshold.figure);
  std::vector<Crossing> out;
  for (std::size_t j = 0; j < surface.parameters.size(); ++j) {
    if (!surface.grid()) {
      out.push_back(crossing_on_plane(surface, values, j, threshold.level));
      continue;
    }
    std::size_t const stride = stride_of(surface, j), levels = surface.parameters[j].levels.size();
    for (std::size_t p = 0; p < surface.points.size(); ++p)
      if (p / stride % levels == 0) out.push_back(crossing_on_grid(surface, values, j, p, threshold.level));
  }
  return out;
}

}  // namespace holdfast
