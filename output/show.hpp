// What a run file says, for a person at a terminal, for a script, and as a table of any one variable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/run_file.hpp"
#include "output/targets.hpp"

namespace holdfast {

// The run, its headline by year and class, needs, register, monitoring, money, and the results beside the evidence.
std::string show_text(RunReader const& run, std::vector<Target> const& targets);
std::string show_json(RunReader const& run, std::vector<Target> const& targets);

// Every variable with dimensions, unit and names.
std::string show_list(RunReader const& run);
std::string show_list_json(RunReader const& run);

// One variable as CSV with labels, mean over the complete replicates, its standard error and their number. Throws
// InputError that names the nearest variables when there is none of that name, or several.
std::string show_table(RunReader const& run, std::string_view name);
std::string show_table_json(RunReader const& run, std::string_view name);

}  // namespace holdfast
