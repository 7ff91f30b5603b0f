// Patterns that a credible run shows, and the variants of a scenario that are simulated to see them
// (data/patterns.json). What is measured for a pattern stands in output/patterns.hpp, by its key.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

struct PatternVariant {
  std::string key, scenario;           // scenario: by name, in place of the base; empty = the base
  std::vector<std::string> with, set;  // layers by name; settings as after --set
};
struct PatternText {
  std::string key, title, title_zh;
  std::string mechanism;  // why it should hold
  std::string if_fails;   // why it does not, where it does not; may be empty
};
struct PatternPlan {
  std::vector<PatternVariant> variants;
  std::vector<PatternText> patterns;
};

// Throws InputError with all problems.
PatternPlan read_patterns(std::filesystem::path const& file);

}  // namespace holdfast
