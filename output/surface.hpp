// A response surface: figures at the points of one to three parameters, all points under the same luck, with slopes,
// elasticities and thresholds. Everything is paired replicate by replicate, so that what all points share is no error.
#pragma once

#include <string>
#include <vector>

#include "output/outcome.hpp"

namespace holdfast {

struct SurfaceParameter {
  std::string key, title, title_zh, unit;
  std::vector<double> levels;  // of a grid, rising; empty for scattered points
  double step = 0;             // the change that slopes are told for
  std::string step_title, step_title_zh;
};

struct SurfaceThreshold {
  OutcomeFigure const* figure = nullptr;
  double level = 0;
};

struct Surface {
  std::string name, title, title_zh, base;
  double households_share = 1;
  std::vector<SurfaceParameter> parameters;
  std::vector<std::vector<double>> points;     // [point][parameter]; a grid with the last parameter fastest
  std::vector<std::vector<Outcome>> outcomes;  // [point][replicate]

  bool grid() const { return !parameters.empty() && !parameters.front().levels.empty(); }
  std::size_t replicates() const { return outcomes.empty() ? 0 : outcomes.front().size(); }
};

// How a figure moves with one parameter, the others as they are on average: the plane of least squares through all
// points, fitted in each replicate.
struct SurfaceSlope {
  Estimate per_step;       // for SurfaceParameter::step
  Estimate elasticity;     // percent for one percent of the parameter, at the means of both; NaN where a mean is 0
  Estimate cost_per_step;  // million yuan of public cost for the same step
  Estimate per_million;    // the figure's change for each million yuan that the step saves; NaN unless the saving and
                           // the change are sure
  std::vector<Estimate> steps;  // of a grid: from each level to the next, mean over the other parameters
};

struct SurfaceFigure {
  OutcomeFigure const* figure = nullptr;
  std::vector<Estimate> at;          // by point
  std::vector<SurfaceSlope> slopes;  // by parameter
};
SurfaceFigure surface_figure(Surface const& surface, OutcomeFigure const& figure);

// Where a figure crosses a level along one parameter, the others at the levels of `others`.
struct Crossing {
  std::size_t parameter = 0;
  std::vector<double> others;  // levels of the other parameters, in their order; of scattered points their means
  Estimate at;                 // NaN: not crossed between the lowest and the highest level
  int crossings = 0;           // more than 1: the first is told
};
// Of a grid between neighbouring levels, straight; of scattered points on the fitted plane.
std::vector<Crossing> crossings(Surface const& surface, SurfaceThreshold const& threshold);

// Weights, by point, that turn values at the points into the slope of least squares for each parameter.
std::vector<std::vector<double>> slope_weights(std::vector<std::vector<double>> const& points);

std::string surface_text(Surface const& surface, std::vector<OutcomeFigure const*> const& figures,
                         std::vector<SurfaceThreshold> const& thresholds);
std::string surface_json(Surface const& surface, std::vector<OutcomeFigure const*> const& figures,
                         std::vector<SurfaceThreshold> const& thresholds);

}  // namespace holdfast
