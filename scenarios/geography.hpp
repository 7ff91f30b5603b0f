// The place: counties and their rural margins, and the dated events of the replay, from the csv files of a data folder.
// Files hold no comma and no quotation mark inside a field (scenarios/data/README.md).
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "model/core/errors.hpp"
#include "model/county.hpp"

namespace holdfast {

using DatedEvents = std::vector<std::pair<int, DisasterEvent>>;  // (adcode, event), in order of month and adcode

// Both files of one folder, joined by adcode; the order of counties.csv gives the numbers. `shown` is the folder as
// messages name it; without margins_csv the margins stay zero. Complaints go to `problems`; throws FileError when a
// file cannot be opened.
std::vector<CountyFacts> read_counties(std::filesystem::path const& counties_csv,
                                       std::filesystem::path const& margins_csv, std::vector<Problem>& problems,
                                       std::string const& shown = "");

// Events over `counties`; an adcode that is not among them is a problem.
DatedEvents read_events(std::filesystem::path const& events_csv, std::vector<CountyFacts> const& counties,
                        std::vector<Problem>& problems, std::string const& shown = "");

// counties.csv and margins.csv of a folder; throws InputError with all problems at once.
std::vector<CountyFacts> read_counties(std::filesystem::path const& folder);

}  // namespace holdfast
