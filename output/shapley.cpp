#include "output/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "model/core/draws.hpp"

namespace holdfast {
namespace {

// weight[s] of a coalition of s others: s! (parts - s - 1)! / parts!
std::vector<double> weights_of(int parts) {
  std::vector<double> out(static_cast<std::size_t>(parts));
  for (int s = 0; s < parts; ++s) {
    double choose = 1;  // of parts - 1 others, s
    for (int i = 0; i < s; ++i) choose = choose * (parts - 1 - i) / (i + 1);
    out[static_cast<std::size_t>(s)] = 1 / (parts * choose);
  }
  return out;
}

}  // namespace

std::vector<double> shapley_values(std::span<double const> worth, int parts) {
  if (parts < 0 || parts > most_parts || worth.size() != std::size_t{1} << parts)
    throw std::invalid_argument("a game of n parts needs the worth of 2^n coalitions");
  std::vector<double> const weight = weights_of(parts);
  std::vector<double> out(static_cast<std::size_t>(parts), 0.0);
  for (std::size_t coalition = 0; coalition < worth.size(); ++coalition)
    for (int i = 0; i < parts; ++i) {
      std::size_t const with = coalition | std::size_t{1} << i;
      if (with == coalition) continue;
      out[static_cast<std::size_t>(i)] +=
          weight[static_cast<std::size_t>(std::popcount(coalition))] * (worth[with] - worth[coalition]);
    }
  return out;
}

std::vector<std::vector<int>> sampled_orders(int parts, int pairs, std::uint32_t seed) {
  std::vector<std::vector<int>> out;
  for (int pair = 0; pair < pairs; ++pair) {
    Draws const draws(Key{seed, static_cast<std::uint32_t>(pair)});
    std::vector<std::uint64_t> luck;
    for (int i = 0; i < parts; ++i) {
      Words const words = draws.words(stream("shapley_order"), lasting_month, static_cast<std::uint64_t>(i));
      luck.push_back(std::uint64_t{words[0]} << 32 | words[1]);
    }
    std::vector<int> order(static_cast<std::size_t>(parts));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return luck[static_cast<std::size_t>(a)] < luck[static_cast<std::size_t>(b)];
    });
    out.push_back(order);
    out.emplace_back(order.rbegin(), order.rend());
  }
  return out;
}

std::vector<Coalition> coalitions_on_the_way(std::span<int const> order) {
  std::vector<Coalition> out{0};
  for (int const part : order) out.push_back(out.back() | Coalition{1} << part);
  return out;
}

Estimate SampledShares::estimate() const {
  std::size_t const replicates = by_pair.empty() ? 0 : by_pair.front().size();
  std::vector<double> over_pairs(replicates, 0.0), over_replicates;
  for (auto const& one : by_pair) {
    over_replicates.push_back(mean_of(one).value);
    for (std::size_t r = 0; r < replicates; ++r) over_pairs[r] += one[r] / static_cast<double>(by_pair.size());
  }
  Estimate const luck = mean_of(over_pairs), sampling = mean_of(over_replicates);
  double const error = std::hypot(luck.standard_error, sampling.standard_error);
  int const freedom = std::min(static_cast<int>(replicates), static_cast<int>(by_pair.size())) - 1;
  return estimate_from(luck.value, error, static_cast<int>(replicates), freedom);
}

}  // namespace holdfast
