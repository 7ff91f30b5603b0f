// Choosing among schedules whose cost and risk are known from replicates: which are not dominated, which is the
// cheapest safe one, and how sure both are. Knows no model.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "output/sums.hpp"

namespace holdfast {

// What one schedule did: cost and risk, replicate by replicate, all schedules under the same luck.
struct Evaluated {
  Series cost, risk;
};

// Positions, in order of cost, of those that no other beats: none costs at most as much at less risk, or less at at
// most as much risk. Of equals the first one. NaN is never returned.
std::vector<std::size_t> non_dominated(std::span<double const> cost, std::span<double const> risk);

// The cheapest with risk <= limit; of equal cost the one with less risk, then the first. Empty if none is safe.
std::optional<std::size_t> cheapest_safe(std::span<double const> cost, std::span<double const> risk, double limit);

// What is safe: risk <= value, or <= value times the risk of a base that met the same luck.
struct SafeLimit {
  double value = 0;
  Series const* times = nullptr;  // the base's risk; nullptr = the value itself

  double now() const { return times == nullptr ? value : value * times->estimate().value; }
};

// The probability that what was selected is right, by bootstrap: replicates are drawn with replacement, the same ones
// for every schedule (they share their luck), and the selection is made anew. Small numbers of replicates make it
// coarse.
struct Selection {
  std::vector<double> non_dominated;  // by schedule: share of resamples in which it is not dominated
  std::vector<double> safe;           // likewise in which its risk is within the limit
  double chosen_is_best = 0;          // in which the chosen one is the cheapest safe one; 0 without a chosen one
};
Selection bootstrap_selection(std::span<Evaluated const> all, std::optional<std::size_t> chosen, SafeLimit limit,
                              int resamples, std::uint32_t seed);

}  // namespace holdfast
