// Reading a scenario: one call gives everything that a run needs, or all problems at once.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "model/core/input_file.hpp"
#include "model/scenario.hpp"
#include "scenarios/geography.hpp"
#include "scenarios/resolve.hpp"

namespace holdfast {

// A scenario and what is known about it.
struct ScenarioFile {
  Scenario scenario;
  std::vector<CountyFacts> counties;  // of the data folder beside the files
  Resolved resolved;                  // parameters with meaning, source, grade; run settings
  Layers layers;                      // the merged JSON and who set what, for checks
  std::vector<InputFile> inputs;      // every file read
  std::string text;                   // resolved_text: complete, canonical, reads back as the same scenario

  std::vector<ParameterRecord> const& parameters() const { return resolved.parameters; }
};

// The modules of this build, in order: population, policies, monitoring, shocks, livelihood.
Catalogue const& catalogue();

// Reads `file` and all that it extends. Throws InputError with all problems, FileError when a file cannot be opened.
ScenarioFile load_scenario(std::filesystem::path const& file, Overrides const& overrides = {});

// The same from the text of a complete scenario, as a run file keeps it; counties come from overrides.share_dir.
ScenarioFile load_scenario_text(std::string const& text, std::string const& name, Overrides const& overrides);

// Only the scenario.
Scenario read_scenario(std::filesystem::path const& file, Overrides const& overrides = {});

// "adopted-2021-2025" or a path: the file, looked up as it stands, with ".json", then in share_dir. Throws FileError
// with the names that exist when there is none.
std::filesystem::path find_scenario(std::string const& name, std::filesystem::path const& share_dir);

}  // namespace holdfast
