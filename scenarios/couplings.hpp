// Couplings: the ways in which households meet, each with the settings that take it away (data/couplings.json). A new
// coupling is an entry there. `events.road_months` is the one setting that is no parameter: of the dated events.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

struct Coupling {
  std::string key, title, title_zh, meaning;
  std::vector<std::pair<std::string, double>> set;  // path, value, in the order of the file's keys
};

// Throws InputError with all problems: a missing word, a key twice, a value that is no number.
std::vector<Coupling> read_couplings(std::filesystem::path const& file);

// The scenario without the coupling, on top of the overrides. Throws InputError when a path is no parameter of this
// build or its value is out of range. `only` >= 0 takes that one setting of the coupling alone.
ScenarioFile load_without(Coupling const& coupling, std::filesystem::path const& scenario, Overrides overrides,
                          int only = -1);

}  // namespace holdfast
