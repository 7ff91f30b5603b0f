#include "calibration/frontier.hpp"

#include <nlopt.h>

#include <Eigen/Dense>
#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace holdfast {
namespace {

double cubed_distance(std::span<double const> a, std::span<double const> b) {
  double squares = 0;
  for (std::size_t k = 0; k < a.size(); ++k) squares += (a[k] - b[k]) * (a[k] - b[k]);
  return squares * std::sqrt(squares);
}

std::vector<Point> scan_points(int dimensions, int count) {
  auto const d = static_cast<std::size_t>(dimensions);
  std::vector<Point> out{Point(d, 0.0), Point(d, 1.0)};
  boost::random::sobol engine(d);
  while (static_cast<int>(out.size()) < count) {
    Point point(d);
    for (double& x : point)
      x = static_cast<double>(engine()) / (static_cast<double>(boost::random::sobol::max()) + 1.0);
    out.push_back(std::move(point));
  }
  return out;
}

struct Searcher {
  SearchPlan const& plan;
  Evaluator const& evaluate;
  std::vector<Tried> tried{};

  // Simulates those of the points that are new.
  void look_at(std::vector<Point> const& points) {
    std::vector<Point> fresh;
    for (Point const& wanted : points) {
      Point point = plan.settle ? plan.settle(wanted) : wanted;
      bool const known = std::find(fresh.begin(), fresh.end(), point) != fresh.end() ||
                         std::any_of(tried.begin(), tried.end(), [&](Tried const& t) { return t.point == point; });
      if (!known) fresh.push_back(std::move(point));
    }
    if (fresh.empty()) return;
    std::vector<Evaluated> seen = evaluate(fresh);
    for (std::size_t k = 0; k < fresh.size(); ++k) {
      double const cost = seen[k].cost.estimate().value, risk = seen[k].risk.estimate().value;
      tried.push_back({std::move(fresh[k]), std::move(seen[k]), cost, risk});
    }
  }

  // Levels of risk to look at: just within the limit and the limit itself (the surface errs, and what is a little
  // beyond the limit is not safe; each round comes closer), and the span of the frontier in equal steps.
  std::vector<double> levels(int round) const {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (Tried const& t : tried) low = std::min(low, t.risk), high = std::max(high, t.risk);
    std::vector<double> out;
    double const margin = 0.01 * (high - low) * std::pow(0.25, round);
    for (double const level : {plan.limit, plan.limit - margin})
      if (static_cast<int>(out.size()) < plan.a_round && level > low && level < high) out.push_back(level);
    for (int k = 1; static_cast<int>(out.size()) < plan.a_round; ++k)
      out.push_back(low + (high - low) * k / (plan.a_round + 1));
    return out;
  }

  void refine(int round) {
    std::vector<Point> points, proposals;
    std::vector<double> costs, risks;
    for (Tried const& t : tried) points.push_back(t.point), costs.push_back(t.cost), risks.push_back(t.risk);
    Surface const cost(points, costs), risk(points, risks);
    for (double const level : levels(round))
      if (auto const start = cheapest_safe(costs, risks, level))
        proposals.push_back(cheapest_within(cost, risk, level, points[*start]));
    look_at(proposals);
  }
};

// One function that COBYLA asks: a surface, less an offset.
struct Question {
  Surface const* surface;
  double offset;
  static double answer(unsigned n, double const* x, double*, void* data) {
    auto const& question = *static_cast<Question const*>(data);
    return (*question.surface)({x, n}) - question.offset;
  }
};

}  // namespace

Surface::Surface(std::vector<Point> points, std::vector<double> const& values) : points_(std::move(points)) {
  auto const n = static_cast<Eigen::Index>(points_.size());
  auto const d = static_cast<Eigen::Index>(points_.empty() ? 0 : points_[0].size());
  Eigen::MatrixXd system = Eigen::MatrixXd::Zero(n + d + 1, n + d + 1);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n + d + 1);
  for (Eigen::Index i = 0; i < n; ++i) {
    Point const& p = points_[static_cast<std::size_t>(i)];
    for (Eigen::Index j = 0; j < n; ++j) system(i, j) = cubed_distance(p, points_[static_cast<std::size_t>(j)]);
    system(i, n) = system(n, i) = 1;
    for (Eigen::Index k = 0; k < d; ++k) system(i, n + 1 + k) = system(n + 1 + k, i) = p[static_cast<std::size_t>(k)];
    right(i) = values[static_cast<std::size_t>(i)];
  }
  // The least solution where the points do not fix the plane.
  Eigen::VectorXd const weights = system.completeOrthogonalDecomposition().solve(right);
  weights_.assign(weights.begin(), weights.end());
}

double Surface::operator()(std::span<double const> at) const {
  std::size_t const n = points_.size();
  double sum = weights_[n];
  for (std::size_t i = 0; i < n; ++i) sum += weights_[i] * cubed_distance(at, points_[i]);
  for (std::size_t k = 0; k < at.size(); ++k) sum += weights_[n + 1 + k] * at[k];
  return sum;
}

Point cheapest_within(Surface const& cost, Surface const& risk, double limit, Point start) {
  std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> const opt(
      nlopt_create(NLOPT_LN_COBYLA, static_cast<unsigned>(start.size())), nlopt_destroy);
  Question least{&cost, 0}, within{&risk, limit};
  double const scale = std::max(1e-12, std::abs(limit));
  nlopt_set_min_objective(opt.get(), Question::answer, &least);
  nlopt_add_inequality_constraint(opt.get(), Question::answer, &within, 1e-6 * scale);
  nlopt_set_lower_bounds1(opt.get(), 0);
  nlopt_set_upper_bounds1(opt.get(), 1);
  nlopt_set_initial_step1(opt.get(), 0.2);
  nlopt_set_xtol_abs1(opt.get(), 1e-4);
  nlopt_set_maxeval(opt.get(), 2000);
  Point const from = start;
  double value = 0;
  // Negative: nothing better than rounding allows, or a start that cannot be left; what it holds then is still a point.
  nlopt_optimize(opt.get(), start.data(), &value);
  bool const inside = std::all_of(start.begin(), start.end(), [](double x) { return x >= 0 && x <= 1; });
  return inside ? start : from;
}

std::vector<Tried> search_frontier(SearchPlan const& plan, Evaluator const& evaluate) {
  if (plan.dimensions < 1 || plan.scan < 2 || plan.rounds < 0 || plan.a_round < 1)
    throw std::invalid_argument("a search needs something that varies, at least two points and a point a round");
  Searcher searcher{plan, evaluate};
  searcher.look_at(scan_points(plan.dimensions, plan.scan));
  for (int round = 0; round < plan.rounds; ++round) searcher.refine(round);
  return std::move(searcher.tried);
}

}  // namespace holdfast
