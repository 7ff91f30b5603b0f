// The steps of one month of the model with a stopwatch around each: model/ itself knows no clock.
#pragma once

#include <array>
#include <vector>

#include "model/live_month.hpp"

namespace holdfast::bench {

struct StepTimes {
  std::array<double, month_steps.size()> nanoseconds{};
  ReplicateResult result;  // must equal that of simulate(), or the steps timed are not those of the model
};

// Replicate 0 of the counties in `only`, one thread. The counties are made before the stopwatch starts.
StepTimes time_steps(Scenario const& scenario, std::vector<CountyFacts> const& counties, std::vector<bool> const& only);

}  // namespace holdfast::bench
