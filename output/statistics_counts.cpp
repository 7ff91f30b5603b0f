// How many households have a chance above a threshold, when each chance is known only from a few replicates.
#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "output/statistics.hpp"

namespace holdfast {
namespace {

using Pair = std::array<double, 2>;
// Doubles all the way: boost's long doubles take ten times as long.
using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// The chances of all households, a beta distribution: log-odds of its mean, log of its precision a + b.
struct BetaShape {
  double log_odds, log_precision;

  double mean() const { return 1 / (1 + std::exp(-log_odds)); }
  double a() const { return mean() * std::exp(log_precision); }
  double b() const { return (1 - mean()) * std::exp(log_precision); }
  BetaShape moved(int axis, double by) const {
    return axis == 0 ? BetaShape{log_odds + by, log_precision} : BetaShape{log_odds, log_precision + by};
  }
};

constexpr double normal_975 = 1.959963984540054;

// A weak prior keeps the precision finite where the households do not differ: log(a + b) is normal around log 10.
constexpr double prior_centre = 2.302585092994046, prior_spread = 3;

double log_beta(double a, double b) {
  return boost::math::lgamma(a, Plain()) + boost::math::lgamma(b, Plain()) - boost::math::lgamma(a + b, Plain());
}

// What `successes` of `replicates` say about the shape: the derivatives of the log-likelihood of one household.
Pair score(BetaShape const& at, int successes, int replicates) {
  auto const digamma = [](double x) { return boost::math::digamma(x, Plain()); };
  double const a = at.a(), b = at.b(), common = digamma(a + b) - digamma(replicates + a + b);
  double const by_a = digamma(successes + a) - digamma(a) + common;
  double const by_b = digamma(replicates - successes + b) - digamma(b) + common;
  double const turn = a * (1 - at.mean());
  return {turn * (by_a - by_b), a * by_a + b * by_b};
}

// The weighted households by number of successes, weights of mean 1: all that the fit needs.
struct Fit {
  int replicates;
  std::vector<double> weight;  // [successes]

  double likelihood(BetaShape const& at) const {
    double const prior = (at.log_precision - prior_centre) / prior_spread;
    double sum = -prior * prior / 2;
    for (int k = 0; k <= replicates; ++k)
      if (double const w = weight[static_cast<std::size_t>(k)]; w > 0)
        sum += w * (log_beta(k + at.a(), replicates - k + at.b()) - log_beta(at.a(), at.b()));
    return sum;
  }
  Pair slope(BetaShape const& at) const {
    Pair sum{0, -(at.log_precision - prior_centre) / (prior_spread * prior_spread)};
    for (int k = 0; k <= replicates; ++k)
      if (double const w = weight[static_cast<std::size_t>(k)]; w > 0) {
        Pair const s = score(at, k, replicates);
        sum[0] += w * s[0], sum[1] += w * s[1];
      }
    return sum;
  }
  // Minus the second derivatives: {log-odds twice, mixed, log-precision twice}.
  std::array<double, 3> information(BetaShape const& at) const {
    double const step = 1e-4;
    std::array<Pair, 2> change{};
    for (int axis = 0; axis < 2; ++axis) {
      Pair const up = slope(at.moved(axis, step)), down = slope(at.moved(axis, -step));
      for (std::size_t i = 0; i < 2; ++i) change[static_cast<std::size_t>(axis)][i] = (down[i] - up[i]) / (2 * step);
    }
    return {change[0][0], (change[0][1] + change[1][0]) / 2, change[1][1]};
  }
};

// x with (information + damping * identity) x = right.
Pair solve(std::array<double, 3> information, double damping, Pair const& right) {
  double const p = information[0] + damping, q = information[1], r = information[2] + damping;
  double const determinant = p * r - q * q;
  return {(r * right[0] - q * right[1]) / determinant, (p * right[1] - q * right[0]) / determinant};
}

bool is_positive(std::array<double, 3> const& m, double damping) {
  return m[0] + damping > 0 && (m[0] + damping) * (m[2] + damping) > m[1] * m[1];
}

// Damped Newton steps uphill, as long as they lead up.
BetaShape fitted(Fit const& fit) {
  double all = 0, successes = 0;
  for (int k = 0; k <= fit.replicates; ++k) {
    all += fit.weight[static_cast<std::size_t>(k)];
    successes += k * fit.weight[static_cast<std::size_t>(k)];
  }
  double const mean = successes / (all * fit.replicates);
  BetaShape at{std::log(mean / (1 - mean)), prior_centre};
  double damping = 1e-3, height = fit.likelihood(at);
  for (int step = 0; step < 200; ++step) {
    auto const information = fit.information(at);
    Pair const slope = fit.slope(at);
    while (!is_positive(information, damping)) damping = damping * 10;
    Pair const move = solve(information, damping, slope);
    BetaShape const next{std::clamp(at.log_odds + move[0], -30.0, 30.0),
                         std::clamp(at.log_precision + move[1], -10.0, 20.0)};
    double const reached = fit.likelihood(next);
    if (reached >= height) {
      bool const settled = std::abs(move[0]) + std::abs(move[1]) < 1e-9;
      at = next, height = reached, damping = std::max(damping / 10, 1e-12);
      if (settled) break;
    } else {
      if (damping > 1e12) break;
      damping *= 10;
    }
  }
  return at;
}

// By number of successes: the chance that a household with so many is above the threshold.
std::vector<double> chance_above(BetaShape const& shape, int replicates, double threshold) {
  std::vector<double> out;
  for (int k = 0; k <= replicates; ++k)
    out.push_back(boost::math::ibetac(k + shape.a(), replicates - k + shape.b(), threshold, Plain()));
  return out;
}

struct Households {
  std::span<double const> weights;
  std::span<int const> successes;
  double all = 0;  // sum of weights

  double sum(std::vector<double> const& by_successes) const {
    double out = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
      out += weights[i] * by_successes[static_cast<std::size_t>(successes[i])];
    return out;
  }
};

// Nobody (or everybody) ever succeeded: so many households above (below) the threshold could have been missed.
Estimate one_sided(Households const& who, bool none, int replicates, double threshold) {
  double const shows = 1 - std::pow(none ? 1 - threshold : threshold, replicates);
  double const missed =
      std::min(who.all, who.all * -std::log(0.025) / (static_cast<double>(who.weights.size()) * shows));
  double const error = missed / normal_975;
  return none ? Estimate{0, error, 0, missed, replicates}
              : Estimate{who.all, error, who.all - missed, who.all, replicates};
}

// Squared error of sum(weight * chance) around the number in the whole population: the households drawn may lie either
// side of the threshold, those not drawn are only known through those that were, and so is the shape.
double squared_error(Households const& who, Fit const& fit, BetaShape const& shape, double threshold) {
  std::vector<double> const above = chance_above(shape, fit.replicates, threshold);
  double const share = who.sum(above) / who.all, step = 1e-4;
  Pair gradient{};
  for (int axis = 0; axis < 2; ++axis)
    gradient[static_cast<std::size_t>(axis)] =
        (who.sum(chance_above(shape.moved(axis, step), fit.replicates, threshold)) -
         who.sum(chance_above(shape.moved(axis, -step), fit.replicates, threshold))) /
        (2 * step);
  Pair const pull = solve(fit.information(shape), 0, gradient);
  std::vector<double> influence;  // of a household of weight 1, through the shape
  for (int k = 0; k <= fit.replicates; ++k) {
    Pair const s = score(shape, k, fit.replicates);
    influence.push_back(s[0] * pull[0] + s[1] * pull[1]);
  }
  double const mean_weight = who.all / static_cast<double>(who.weights.size());
  double out = 0;
  for (std::size_t i = 0; i < who.weights.size(); ++i) {
    auto const k = static_cast<std::size_t>(who.successes[i]);
    double const unseen = std::max(0.0, who.weights[i] - 1);
    double const moved = unseen * (above[k] - share) + who.weights[i] / mean_weight * influence[k];
    out += moved * moved + above[k] * (1 - above[k]) + unseen * share * (1 - share);
  }
  return out;
}

}  // namespace

Estimate count_above_threshold(std::span<double const> weights, std::span<int const> successes, int replicates,
                               double threshold) {
  if (weights.size() != successes.size()) throw std::invalid_argument("there must be one weight for each household");
  if (replicates < 2) throw std::invalid_argument("chances cannot be told apart from luck on fewer than 2 replicates");
  if (!(threshold > 0 && threshold < 1)) throw std::invalid_argument("the threshold must lie between 0 and 1");
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (successes[i] < 0 || successes[i] > replicates || !(weights[i] >= 0))
      throw std::invalid_argument("a household succeeds in 0 to all replicates, and its weight is not negative");
  Households const who{weights, successes, std::accumulate(weights.begin(), weights.end(), 0.0)};
  if (!(who.all > 0)) return {0, std::nan(""), std::nan(""), std::nan(""), replicates};
  Fit fit{replicates, std::vector<double>(static_cast<std::size_t>(replicates) + 1, 0.0)};
  auto const households = static_cast<double>(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    fit.weight[static_cast<std::size_t>(successes[i])] += weights[i] * households / who.all;
  auto const are_all = [&](double weight) { return weight > households * (1 - 1e-12); };
  if (are_all(fit.weight.front()) || are_all(fit.weight.back()))
    return one_sided(who, are_all(fit.weight.front()), replicates, threshold);

  BetaShape const shape = fitted(fit);
  double const value = who.sum(chance_above(shape, replicates, threshold)), share = value / who.all;
  if (!(share > 1e-12 && share < 1 - 1e-12)) return one_sided(who, share < 0.5, replicates, threshold);
  double const error = std::sqrt(squared_error(who, fit, shape, threshold));
  // On the scale of log-odds, so that the interval stays between nobody and everybody.
  double const odds = share / (1 - share);
  double const stretch = std::exp(normal_975 * error / who.all / (share * (1 - share)));
  return {value, error, who.all / (1 + stretch / odds), who.all / (1 + 1 / (stretch * odds)), replicates};
}

}  // namespace holdfast
