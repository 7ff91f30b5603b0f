// Holds a replayed county against the run file that it is a replay of.
#pragma once

#include <string>
#include <vector>

#include "output/biography.hpp"
#include "output/run_file.hpp"

namespace holdfast {

// Empty when the county counts in the replay what stands in the file; else a sentence that names the first difference.
std::string replay_difference(RunReader const& run, Scenario const& scenario, std::vector<CountyFacts> const& counties,
                              Biography const& life);

}  // namespace holdfast
