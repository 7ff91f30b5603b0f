// The shipped scenario on a few households and months, and a fingerprint of everything it counts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/core/input_file.hpp"
#include "model/simulate.hpp"
#include "scenarios/read.hpp"

namespace holdfast {

inline ScenarioFile small_scenario(std::string const& name = "adopted-2021-2025", double share = 0.002,
                                   int replicates = 2) {
  Overrides overrides;
  overrides.households_share = share;
  overrides.replicates = replicates;
  return load_scenario(std::string(HOLDFAST_SOURCE_DIR "/scenarios/") + name + ".json", overrides);
}

inline std::uint64_t fingerprint(CountyResult const& county, int months = -1, std::uint64_t hash = fnv1a64_start) {
  auto const bytes = [&](std::vector<std::int64_t> const& values, std::size_t per_month) {
    std::size_t const n =
        months < 0 ? values.size() : std::min(values.size(), per_month * static_cast<std::size_t>(months));
    hash = fnv1a64({reinterpret_cast<char const*>(values.data()), n * sizeof(std::int64_t)}, hash);
  };
  bytes(county.counts, static_cast<std::size_t>(total_cells) * household_classes);
  bytes(county.ledger, static_cast<std::size_t>(instruments) * household_classes);
  return hash;
}

// One fingerprint for each replicate and county.
inline std::vector<std::vector<std::uint64_t>> live(ScenarioFile const& file, SimulateOptions const& options = {},
                                                    int months = -1) {
  std::vector<std::vector<std::uint64_t>> prints;
  simulate(file.scenario, file.counties, options, [&](ReplicateResult const& result) {
    prints.emplace_back();
    for (CountyResult const& county : result.counties) prints.back().push_back(fingerprint(county, months));
  });
  return prints;
}

}  // namespace holdfast
