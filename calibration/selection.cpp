#include "calibration/selection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/core/draws.hpp"

namespace holdfast {
namespace {

// The figure of a series when replicate r counts times[r] times.
double resampled(Series const& series, std::vector<int> const& times) {
  double top = 0, bottom = 0;
  for (std::size_t r = 0; r < series.top.size(); ++r) {
    top += times[r] * series.top[r];
    bottom += times[r] * (series.bottom.empty() ? 1.0 : series.bottom[r]);
  }
  return series.factor * top / bottom;
}

}  // namespace

std::vector<std::size_t> non_dominated(std::span<double const> cost, std::span<double const> risk) {
  std::vector<std::size_t> order(cost.size()), out;
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return std::isnan(cost[i] + risk[i]); });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return cost[a] != cost[b] ? cost[a] < cost[b] : risk[a] < risk[b];
  });
  for (std::size_t const i : order)
    if (out.empty() || risk[i] < risk[out.back()]) out.push_back(i);
  return out;
}

std::optional<std::size_t> cheapest_safe(std::span<double const> cost, std::span<double const> risk, double limit) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < cost.size(); ++i) {
    if (!(risk[i] <= limit) || std::isnan(cost[i])) continue;
    if (!best || cost[i] < cost[*best] || (cost[i] == cost[*best] && risk[i] < risk[*best])) best = i;
  }
  return best;
}

Selection bootstrap_selection(std::span<Evaluated const> all, std::optional<std::size_t> chosen, SafeLimit limit,
                              int resamples, std::uint32_t seed) {
  Selection out{std::vector<double>(all.size(), 0.0), std::vector<double>(all.size(), 0.0), 0};
  if (all.empty() || resamples < 1) return out;
  std::size_t const replicates = all[0].cost.top.size();
  Draws const draws(Key{seed, 0});
  std::vector<double> cost(all.size()), risk(all.size());
  for (int b = 0; b < resamples; ++b) {
    std::vector<int> times(replicates, 0);
    for (std::size_t r = 0; r < replicates; ++r) {
      float const u =
          draws.uniform(stream("bootstrap"), Month{0}, static_cast<std::uint64_t>(b), static_cast<std::uint32_t>(r));
      ++times[std::min(replicates - 1,
                       static_cast<std::size_t>(static_cast<double>(u) * static_cast<double>(replicates)))];
    }
    double const most = limit.times == nullptr ? limit.value : limit.value * resampled(*limit.times, times);
    for (std::size_t i = 0; i < all.size(); ++i) {
      cost[i] = resampled(all[i].cost, times);
      risk[i] = resampled(all[i].risk, times);
      out.safe[i] += risk[i] <= most;
    }
    for (std::size_t const i : non_dominated(cost, risk)) out.non_dominated[i] += 1;
    if (chosen && cheapest_safe(cost, risk, most) == chosen) out.chosen_is_best += 1;
  }
  for (double& x : out.non_dominated) x /= resamples;
  for (double& x : out.safe) x /= resamples;
  out.chosen_is_best /= resamples;
  return out;
}

}  // namespace holdfast
