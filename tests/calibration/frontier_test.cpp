// The frontier search on problems whose answer is known, and the selection by hand.
#include "calibration/frontier.hpp"

#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/core/draws.hpp"

using namespace holdfast;
using V = std::vector<double>;

namespace {

// Two instruments with strengths x: cost = sum c x, risk = 1 + sum a (1 - x)^2. By Lagrange the cheapest within risk
// 1 + r takes c t / a off each, t = sqrt(r / D), D = sum c^2 / a, and costs sum c - sqrt(r D), while nothing goes below
// 0.
struct Budget {
  static constexpr double c[2] = {3, 1}, a[2] = {2, 1};
  static constexpr double D = c[0] * c[0] / a[0] + c[1] * c[1] / a[1];
  static constexpr double interior = D * (a[0] / c[0]) * (a[0] / c[0]);  // risk from which the first is at 0
  static double cost(Point const& x) { return c[0] * x[0] + c[1] * x[1]; }
  static double risk(Point const& x) { return 1 + a[0] * (1 - x[0]) * (1 - x[0]) + a[1] * (1 - x[1]) * (1 - x[1]); }
  static double cheapest(double risk) { return c[0] + c[1] - std::sqrt((risk - 1) * D); }
};

// Replicates share a large luck, and each point has a small one of its own.
Evaluator noisy(double common, double own, int replicates, int* spent = nullptr) {
  return [=](std::vector<Point> const& points) {
    std::vector<Evaluated> out;
    Draws const draws(Key{9, 0});
    for (Point const& x : points) {
      Evaluated e;
      auto const agent = static_cast<std::uint64_t>(1e6 * x[0]) * 2000003 + static_cast<std::uint64_t>(1e6 * x[1]) + 1;
      for (int r = 0; r < replicates; ++r) {
        auto const index = static_cast<std::uint32_t>(r);
        double const shared = common * static_cast<double>(draws.normal(stream("toy_common"), Month{1}, 0, index));
        e.cost.top.push_back(Budget::cost(x) + shared);
        e.risk.top.push_back(Budget::risk(x) + shared +
                             own * static_cast<double>(draws.normal(stream("toy_own"), Month{1}, agent, index)));
      }
      out.push_back(std::move(e));
    }
    if (spent != nullptr) *spent += static_cast<int>(points.size());
    return out;
  };
}

struct Found {
  V cost, risk;
  std::vector<std::size_t> frontier;
};
Found summary(std::vector<Tried> const& tried) {
  Found out;
  for (Tried const& t : tried) out.cost.push_back(t.cost), out.risk.push_back(t.risk);
  out.frontier = non_dominated(out.cost, out.risk);
  return out;
}

}  // namespace

TEST_CASE("non-dominated schedules by hand: equals once, weakly beaten ones not", "[frontier]") {
  V const cost{5, 3, 4, 3, 9, 3, std::nan("")}, risk{1, 2, 2, 3, 1, 2, 0};
  CHECK(non_dominated(cost, risk) == std::vector<std::size_t>{1, 0});
  CHECK(non_dominated(V{}, V{}).empty());
}

TEST_CASE("the cheapest safe schedule by hand", "[frontier]") {
  V const cost{5, 3, 4, 4}, risk{1, 3, 2, 1.5};
  CHECK(cheapest_safe(cost, risk, 2) == std::size_t{3});  // of equal cost the one with less risk
  CHECK(cheapest_safe(cost, risk, 3) == std::size_t{1});
  CHECK_FALSE(cheapest_safe(cost, risk, 0.5).has_value());
}

TEST_CASE("the frontier of a budget problem is recovered in 56 evaluations", "[frontier]") {
  int spent = 0;
  double const limit = 1.8;
  auto const tried =
      search_frontier({.dimensions = 2, .limit = limit, .scan = 32, .rounds = 3, .a_round = 8}, noisy(0, 0, 2, &spent));
  CHECK(spent == static_cast<int>(tried.size()));
  CHECK(spent <= 56);
  Found const found = summary(tried);
  int close = 0;
  for (std::size_t const i : found.frontier) {
    double const r = found.risk[i];
    if (r - 1 > Budget::interior) continue;
    CHECK(found.cost[i] >= Budget::cheapest(r) - 1e-9);  // nothing is below the known frontier
    close += found.cost[i] <= Budget::cheapest(r) + 0.02;
  }
  CHECK(close >= 10);
  auto const chosen = cheapest_safe(found.cost, found.risk, limit);
  REQUIRE(chosen.has_value());
  CHECK(found.risk[*chosen] <= limit);
  CHECK(found.cost[*chosen] == Approx(Budget::cheapest(limit)).margin(0.01));
  CHECK(tried[*chosen].point[0] == Approx(1 - 1.5 * std::sqrt(0.8 / Budget::D)).margin(0.02));
}

TEST_CASE("common luck does not disturb the search, and the answer does not depend on chance", "[frontier]") {
  SearchPlan const plan{.dimensions = 2, .limit = 1.8, .scan = 32, .rounds = 3, .a_round = 8};
  auto const tried = search_frontier(plan, noisy(0.5, 0.01, 20));
  Found const found = summary(tried);
  double shared = 0;  // the common luck of 20 replicates, which moves every point alike
  for (double const top : tried[0].evaluated.cost.top) shared += top / 20;
  int good = 0;
  for (std::size_t const i : found.frontier) {
    double const r = Budget::risk(tried[i].point);
    if (r - 1 <= Budget::interior) good += Budget::cost(tried[i].point) <= Budget::cheapest(r) + 0.08;
  }
  CHECK(good >= 8);
  auto const again = search_frontier(plan, noisy(0.5, 0.01, 20));
  REQUIRE(again.size() == tried.size());
  for (std::size_t i = 0; i < tried.size(); ++i) CHECK(again[i].point == tried[i].point);
}

TEST_CASE("points are settled before they are simulated, and none is simulated twice", "[frontier]") {
  SearchPlan plan{.dimensions = 2, .limit = 1.8, .scan = 16, .rounds = 4, .a_round = 8};
  plan.settle = [](Point p) {
    for (double& x : p) x = std::round(4 * x) / 4;
    return p;
  };
  auto const tried = search_frontier(plan, noisy(0, 0, 2));
  CHECK(tried.size() <= 25);
  for (std::size_t i = 0; i < tried.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(tried[i].point != tried[j].point);
  CHECK_THROWS_AS(search_frontier({.dimensions = 0}, noisy(0, 0, 2)), std::invalid_argument);
}

TEST_CASE("the surface goes through its points and is exact on a plane", "[frontier]") {
  std::vector<Point> const points{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {0.3, 0.6}};
  V values;
  for (Point const& p : points) values.push_back(2 - 3 * p[0] + p[1]);
  Surface const plane(points, values);
  CHECK(plane(Point{0.2, 0.9}) == Approx(2 - 0.6 + 0.9));
  values[4] = 7;
  CHECK(Surface(points, values)(points[4]) == Approx(7));
}

TEST_CASE("the bootstrap agrees with the normal probability of correct selection", "[frontier]") {
  // Two safe schedules; the second costs 0.1 more on average, differences with standard deviation 0.5 over 50
  // replicates.
  Draws const draws(Key{4, 0});
  Evaluated a, b;
  V difference;
  for (std::uint32_t r = 0; r < 50; ++r)
    difference.push_back(static_cast<double>(draws.normal(stream("toy_own"), Month{1}, 0, r)));
  Estimate const raw = mean_of(difference);
  double const sd = raw.standard_error * std::sqrt(50.0);
  for (std::uint32_t r = 0; r < 50; ++r) {
    double const shared = 10 * static_cast<double>(draws.normal(stream("toy_common"), Month{1}, 0, r));
    a.cost.top.push_back(shared);
    b.cost.top.push_back(shared + 0.1 + 0.5 * (difference[r] - raw.value) / sd);  // mean 0.1, sd 0.5 exactly
    a.risk.top.push_back(1), b.risk.top.push_back(1);
  }
  std::vector<Evaluated> const both{a, b};
  Selection const s = bootstrap_selection(both, std::size_t{0}, {2}, 4000, 1);
  double const expected = cdf(boost::math::normal(), 0.1 * std::sqrt(50.0) / 0.5);
  CHECK(s.chosen_is_best == Approx(expected).margin(0.02));
  CHECK(s.non_dominated[0] == Approx(expected).margin(0.02));
  CHECK(s.non_dominated[1] == Approx(1 - expected).margin(0.02));
  CHECK(s.safe[0] == 1);
  CHECK(bootstrap_selection(both, {}, {2}, 100, 1).chosen_is_best == 0);
  // Nothing is safe in most resamples where the risk is above the limit on average.
  CHECK(bootstrap_selection(both, std::size_t{0}, {0.5}, 100, 1).safe[0] == 0);
  // Against a base: risk 1 is within 1.1 times a base of 1 in every resample, and never within 0.9 times.
  CHECK(bootstrap_selection(both, std::size_t{0}, {1.1, &a.risk}, 100, 1).safe[0] == 1);
  CHECK(bootstrap_selection(both, std::size_t{0}, {0.9, &a.risk}, 100, 1).safe[0] == 0);
}
