#include "model/population/fit.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"
#include "model/population/archetypes.hpp"

namespace holdfast::population {
namespace {

struct Entry {
  int margin;
  double value;
};

// The margins of all archetypes, zeros left out: entries [begin[a], begin[a + 1]) belong to archetype a.
struct Sparse {
  std::vector<Entry> entries;
  std::vector<std::size_t> begin;
};

Sparse make_sparse() {
  Sparse out;
  for (Archetype const& a : archetypes()) {
    out.begin.push_back(out.entries.size());
    if (a.size() == 1) out.entries.push_back({0, 1.0});
    if (a.generations > 1) out.entries.push_back({a.generations - 1, 1.0});
    if (a.with_65_plus() > 0) out.entries.push_back({3 + a.with_65_plus(), 1.0});
    for (int b = 0; b < bands; ++b)
      if (int const n = a.persons[static_cast<std::size_t>(b)]; n > 0)
        out.entries.push_back({first_age_margin + b, double(n)});
  }
  out.begin.push_back(out.entries.size());
  return out;
}

Sparse const& sparse() {
  static Sparse const list = make_sparse();
  return list;
}

using Matrix = std::array<std::array<double, fitted_margins>, fitted_margins>;

// Solves (H + ridge) x = g by Cholesky; the ridge holds margins that depend on each other.
MarginValues solve(Matrix h, MarginValues g, double ridge) {
  constexpr std::size_t n = fitted_margins;
  for (std::size_t i = 0; i < n; ++i) h[i][i] += ridge;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = h[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= h[i][k] * h[j][k];
      h[i][j] = i == j ? std::sqrt(std::max(sum, 1e-14)) : sum / h[j][j];
    }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) g[i] -= h[i][k] * g[k];
    g[i] /= h[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) g[i] -= h[k][i] * g[k];
    g[i] /= h[i][i];
  }
  return g;
}

// Weights seed * exp(lambda . margins), scaled to 1; returns log of the scale less lambda . target, which is convex in
// lambda and least where the margins are met.
double weigh(MarginValues const& lambda, MarginValues const& target, std::vector<double>& weight) {
  auto const& list = archetypes();
  auto const& [entries, begin] = sparse();
  double total = 0;
  for (std::size_t a = 0; a < list.size(); ++a) {
    double exponent = 0;
    for (std::size_t e = begin[a]; e < begin[a + 1]; ++e)
      exponent += lambda[static_cast<std::size_t>(entries[e].margin)] * entries[e].value;
    weight[a] = list[a].seed * numeric::exp(std::min(exponent, 300.0));
    total += weight[a];
  }
  for (double& w : weight) w /= total;
  double value = numeric::log(total);
  for (std::size_t m = 0; m < fitted_margins; ++m) value -= lambda[m] * target[m];
  return value;
}

void moments(std::vector<double> const& weight, MarginValues& mean, Matrix& covariance) {
  auto const& [entries, begin] = sparse();
  mean = {};
  covariance = {};
  for (std::size_t a = 0; a < weight.size(); ++a)
    for (std::size_t e = begin[a]; e < begin[a + 1]; ++e) {
      double const wx = weight[a] * entries[e].value;
      auto const i = static_cast<std::size_t>(entries[e].margin);
      mean[i] += wx;
      for (std::size_t f = begin[a]; f <= e; ++f)
        covariance[i][static_cast<std::size_t>(entries[f].margin)] += wx * entries[f].value;
    }
  for (std::size_t i = 0; i < fitted_margins; ++i)
    for (std::size_t j = 0; j <= i; ++j) covariance[i][j] -= mean[i] * mean[j];
}

}  // namespace

MarginValues fit_targets(Margins const& m) {
  constexpr double tiny = 1e-6;  // an empty cell would need an infinite multiplier
  MarginValues t{};
  t[0] = std::max(m.one_person_share, tiny);
  for (std::size_t k = 1; k < 4; ++k) {
    t[k] = std::max(m.generations_share[k], tiny);
    t[3 + k] = std::max(m.with_65_plus_share[k], tiny);
  }
  double const old = t[4] + 2 * t[5] + 3 * t[6];
  double const old_share = std::max(m.age_share[age_65_74] + m.age_share[age_75_plus], tiny);
  double const young = std::max(m.mean_size - old, 0.1);
  double const young_share = std::max(1.0 - old_share, tiny);
  for (std::size_t b = 0; b < bands; ++b) {
    bool const is_old = b >= age_65_74;
    t[first_age_margin + b] = std::max(m.age_share[b] * (is_old ? old / old_share : young / young_share), tiny);
  }
  return t;
}

Fit fit_archetypes(Margins const& margins) {
  Fit fit;
  fit.target = fit_targets(margins);
  fit.weight.resize(archetypes().size());
  auto trial = fit.weight;
  MarginValues lambda{};
  Matrix covariance{};
  double value = weigh(lambda, fit.target, fit.weight);
  for (fit.iterations = 0; fit.iterations < 60; ++fit.iterations) {
    moments(fit.weight, fit.achieved, covariance);
    MarginValues gap{};
    double worst = 0;
    for (std::size_t m = 0; m < fitted_margins; ++m) {
      gap[m] = fit.target[m] - fit.achieved[m];
      worst = std::max(worst, gap[m] < 0 ? -gap[m] : gap[m]);
    }
    if (worst < 1e-7) break;
    MarginValues const step = solve(covariance, gap, 1e-10);
    double length = 1;
    for (int halving = 0; halving < 12; ++halving, length *= 0.5) {  // never uphill
      MarginValues next = lambda;
      for (std::size_t m = 0; m < fitted_margins; ++m) next[m] = std::clamp(lambda[m] + length * step[m], -60.0, 60.0);
      double const next_value = weigh(next, fit.target, trial);
      if (next_value > value && halving < 11) continue;
      lambda = next;
      value = next_value;
      fit.weight.swap(trial);
      break;
    }
  }
  return fit;
}

MarginValues margins_of(std::size_t archetype) {
  MarginValues out{};
  auto const& [entries, begin] = sparse();
  for (std::size_t e = begin[archetype]; e < begin[archetype + 1]; ++e)
    out[static_cast<std::size_t>(entries[e].margin)] = entries[e].value;
  return out;
}

}  // namespace holdfast::population
