// Who contributes how much to a total: Shapley values of a game whose worth is known by coalition, exactly or from
// sampled orders. A coalition is a bit mask: bit i = part i takes part.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "output/statistics.hpp"

namespace holdfast {

using Coalition = std::uint32_t;

inline constexpr int most_exact_parts = 8;
inline constexpr int most_parts = 20;

// The Shapley value of each part from the worth of all 2^parts coalitions, worth[mask]. They sum to
// worth[all] - worth[none] up to rounding; a part that changes no worth gets exactly 0. Throws std::invalid_argument
// unless there are 2^parts worths, 0 <= parts <= most_parts.
std::vector<double> shapley_values(std::span<double const> worth, int parts);

// Orders of the parts, drawn by (seed, number of the order): each one is followed by its reverse, which cancels what
// pairs of parts do together. `pairs` >= 1.
std::vector<std::vector<int>> sampled_orders(int parts, int pairs, std::uint32_t seed);

// What each part adds when the parts join in this order: one number for each part.
std::vector<Coalition> coalitions_on_the_way(std::span<int const> order);  // none, first, first two ... all

// Contributions by unit (a pair of orders) and replicate.
struct SampledShares {
  std::vector<std::vector<double>> by_pair;  // [pair][replicate], mean of an order and its reverse

  // The mean over both; its error holds that of the replicates and that of the sampled orders. The two are added as if
  // each were there alone, which errs on the wide side.
  Estimate estimate() const;
};

}  // namespace holdfast
