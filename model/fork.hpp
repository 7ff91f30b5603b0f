// Where two scenarios part: up to that month they are one and the same past, which is lived once.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/scenario.hpp"

namespace holdfast {

// True when both live the same households in the same months with the same luck: they can be simulated together. What
// must be equal: start, months, spin-up, seed, replicates, share.
bool same_frame(Scenario const& a, Scenario const& b);

// True when the same households are made for both.
bool same_population(Scenario const& a, Scenario const& b);

// True when the common luck of a replicate (month/common_luck.hpp) is the same: no shock and no dated event differs.
bool same_luck(Scenario const& a, Scenario const& b);

// Months, from the first of the spin-up, in which `b` orders exactly what `a` orders: no parameter, switch, budget or
// dated event differs. 0 = they differ from the first month; spin_up_months + months = they never differ. Who pays an
// instrument is left out: it changes no household.
int shared_months(Scenario const& a, Scenario const& b);

// Where each of several scenarios leaves one before it: from which, and after how many months in common with it (0 =
// it begins alone). Each leaves the one with which it has most months in common, so that none is lived twice.
struct Fork {
  std::size_t from = 0;
  int shared = 0;
};
std::vector<Fork> forks(std::span<Scenario const* const> scenarios);

}  // namespace holdfast
