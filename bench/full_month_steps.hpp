// The steps of one month of the model with a stopwatch around each: model/ itself knows no clock.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "model/simulate.hpp"

namespace holdfast::bench {

enum class MonthStep : std::size_t {
  luck,
  health,
  jobs,
  wages,
  farm,
  payments,
  sharing,
  consumption,
  needs,
  count,
  monitoring,
  reviews,
  rations,
  demography,
  disasters,
  premium_season,
  assessment,
  peers,
  other
};
inline constexpr std::array<std::string_view, 19> month_steps{
    "luck",        "health",         "jobs",       "wages",      "farm",    "payments", "sharing",
    "consumption", "needs",          "count",      "monitoring", "reviews", "rations",  "demography",
    "disasters",   "premium season", "assessment", "peers",      "other"};

struct StepTimes {
  std::array<double, month_steps.size()> nanoseconds{};
  ReplicateResult result;  // must equal that of simulate(), or the steps timed are not those of the model
};

// Replicate 0 of the counties in `only`, one thread. The counties are made before the stopwatch starts.
StepTimes time_steps(Scenario const& scenario, std::vector<CountyFacts> const& counties, std::vector<bool> const& only);

}  // namespace holdfast::bench
