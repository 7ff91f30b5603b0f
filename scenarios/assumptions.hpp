// The parameters that results hang on most, chosen and justified in data/assumptions.json; what each is worth, its
// grade and its source are those of a scenario.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

struct Assumption {
  std::string path, meaning, meaning_zh, unit;
  std::string value;          // "0.3"; the lowest and the highest where months or classes differ: "198–240"
  std::string grade, source;  // as in ParameterRecord
  std::string why, why_zh;
};

// In the order of the file. Throws InputError with all problems: a path that is no parameter of this build, a path
// twice, a reason that is missing in one of the languages, a key that nobody reads.
std::vector<Assumption> read_assumptions(std::filesystem::path const& assumptions_json, ScenarioFile const& scenario);

}  // namespace holdfast
