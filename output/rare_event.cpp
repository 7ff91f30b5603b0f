#include "output/rare_event.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace holdfast {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Mean of weight * happened over one part of the mixture, and the variance of that mean.
struct Part {
  double sum = 0, variance_of_sum = 0;
};

Part part_of(std::span<double const> contributions) {
  Part out;
  auto const n = static_cast<double>(contributions.size());
  for (double const c : contributions) out.sum += c;
  double squares = 0;
  for (double const c : contributions) squares += (c - out.sum / n) * (c - out.sum / n);
  if (n > 1) out.variance_of_sum = n * squares / (n - 1);
  return out;
}

void check(RareEventPlan const& plan) {
  auto const share = [](double x) { return x >= 0 && x <= 1; };
  if (plan.replicates < 2 || !share(plan.plain_share) || !(plan.elite > 0 && plan.elite < 1) ||
      (plan.plain_share < 1 && (plan.pilot < 2 || plan.most_steps < 1)))
    throw std::invalid_argument("a rare event needs at least two replicates, a pilot, and shares between 0 and 1");
}

// Weighted mean factor of the replicates that reach `level`, and how many of equal weight they are worth.
std::pair<double, double> mean_factor(std::vector<Tilted> const& sample, double shift, double level) {
  double top = 0, bottom = 0, squares = 0;
  for (Tilted const& t : sample)
    if (t.score >= level) {
      double const w = mixture_weight(t.factor, shift, 0);
      top += w * t.factor, bottom += w, squares += w * w;
    }
  if (bottom <= 0) return {shift, 0};
  return {top / bottom, bottom * bottom / squares};
}

}  // namespace

double mixture_weight(double factor, double shift, double plain) {
  return 1 / (plain + (1 - plain) * std::exp(shift * (factor - shift / 2)));
}

double pilot_shift(TiltedSampler const& sample, RareEventPlan const& plan, int& used) {
  double shift = 0;
  for (int step = 0; step < plan.most_steps; ++step) {
    std::vector<Tilted> const tried = sample(shift, used, plan.pilot);
    used += plan.pilot;
    std::vector<double> scores;
    for (Tilted const& t : tried) scores.push_back(t.score);
    std::sort(scores.begin(), scores.end());
    auto const at = static_cast<std::size_t>((1 - plan.elite) * static_cast<double>(scores.size()));
    double const level = std::min(plan.threshold, scores[std::min(at, scores.size() - 1)]);
    auto const [mean, worth] = mean_factor(tried, shift, level);
    if (step == 0 && std::abs(mean) * std::sqrt(worth) < 2) return 0;  // no more than chance would move it
    shift = std::clamp(mean, -plan.largest_shift, plan.largest_shift);
    if (level >= plan.threshold) break;
  }
  return shift;
}

RareEvent estimate_rare_event(TiltedSampler const& sample, RareEventPlan const& plan) {
  check(plan);
  RareEvent out;
  if (plan.plain_share < 1) out.shift = pilot_shift(sample, plan, out.pilot_replicates);
  out.replicates = plan.replicates;
  int const plain = out.shift == 0
                        ? plan.replicates
                        : std::clamp(static_cast<int>(plan.plain_share * plan.replicates + 0.5), 0, plan.replicates);
  double const mixed = static_cast<double>(plain) / plan.replicates;
  double weights = 0, squares = 0, largest = 0, variance = 0;
  for (bool const shifted : {false, true}) {
    int const count = shifted ? plan.replicates - plain : plain;
    if (count == 0) continue;
    std::vector<double> contributions;
    for (Tilted const& t : sample(shifted ? out.shift : 0, out.pilot_replicates + (shifted ? plain : 0), count)) {
      double const w = t.score >= plan.threshold ? mixture_weight(t.factor, out.shift, mixed) : 0;
      contributions.push_back(w);
      out.hits += w > 0;
      weights += w, squares += w * w, largest = std::max(largest, w);
    }
    variance += part_of(contributions).variance_of_sum;
  }
  double const n = plan.replicates, p = weights / n, error = std::sqrt(variance) / n;
  out.effective_hits = squares > 0 ? weights * weights / squares : 0;
  out.largest_weight_share = weights > 0 ? largest / weights : 0;
  out.brute_force_replicates = error > 0 ? p * (1 - p) / (error * error) : nothing;
  // Without a spread to go by (no hit), or where nothing but hits are left, the replicates themselves are what is
  // known.
  out.probability = wilson(std::min(p, 1.0), error > 0 && p < 1 ? out.brute_force_replicates : n);
  out.probability.standard_error = error;
  out.probability.replicates = plan.replicates;
  return out;
}

}  // namespace holdfast
