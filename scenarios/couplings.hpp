// What can be taken away, each with the settings that do it: couplings, the ways in which households meet
// (data/couplings.json), and causes, the shocks that hit them (data/causes.json). A new one is an entry there.
// `events.road_months` and `events.village_hit_share` are no parameters: they are of the dated events.
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

// The entries of the list named `list`. Throws InputError with all problems: a missing word, a key twice, a value that
// is no number.
std::vector<Coupling> read_couplings(std::filesystem::path const& file, std::string const& list = "couplings");

// The scenario without the coupling, on top of the overrides. Throws InputError when a path is no parameter of this
// build or its value is out of range. `only` >= 0 takes that one setting of the coupling alone.
ScenarioFile load_without(Coupling const& coupling, std::filesystem::path const& scenario, Overrides overrides,
                          int only = -1);

// An instrument as something to take away: everything that its `strength` multiplies becomes 0. `path` is
// "policies.KEY". Throws InputError, in the name of `option`, when there is no such instrument.
Coupling instrument_to_take(std::string const& path, std::string const& option);

// The scenario of `base` with the settings of all of `off` in force from a month on, for every class and whatever the
// timeline says later: until then it is the same, so that both can share their past. Throws InputError when a path is
// no parameter of this build or a value is out of its range.
Scenario scenario_without(ScenarioFile const& base, std::vector<Coupling const*> const& off, Month from);

}  // namespace holdfast
