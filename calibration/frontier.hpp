// The cost-risk frontier of a family of schedules with few simulations: a coarse Sobol' scan, then rounds in which
// COBYLA looks for the cheapest schedule within each of several levels of risk on a smooth surface through all that was
// simulated so far, and what it proposes is simulated. A round is simulated in one call, so that its schedules share
// their past. Knows no model: what a schedule does comes from a function.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "calibration/selection.hpp"

namespace holdfast {

using Point = std::vector<double>;  // each coordinate from 0 (least support) to 1 (most)

// Simulates the points of one round, all under the same luck.
using Evaluator = std::function<std::vector<Evaluated>(std::vector<Point> const& points)>;

struct SearchPlan {
  int dimensions = 0;
  double limit = 0;                           // of the risk: safe is risk <= limit
  int scan = 32, rounds = 2, a_round = 8;     // points: scan + rounds * a_round at most
  std::function<Point(Point const&)> settle;  // the nearest point there is (whole months); empty = all are
};

struct Tried {
  Point point;
  Evaluated evaluated;
  double cost = 0, risk = 0;
};

// All points that were simulated, in order: the two corners, the rest of the scan, the rounds. No point twice. Throws
// std::invalid_argument for a plan without dimensions or points.
std::vector<Tried> search_frontier(SearchPlan const& plan, Evaluator const& evaluate);

// A smooth surface through values at points: cubic radial basis functions and a plane.
class Surface {
 public:
  Surface(std::vector<Point> points, std::vector<double> const& values);
  double operator()(std::span<double const> at) const;

 private:
  std::vector<Point> points_;
  std::vector<double> weights_;  // one for each point, then the plane's constant and slopes
};

// The point of the unit cube with the least cost within risk <= limit that COBYLA finds from `start`.
Point cheapest_within(Surface const& cost, Surface const& risk, double limit, Point start);

}  // namespace holdfast
