// Tables of a run file as tidy rows, summed over what nobody asked for, without cells that rest on too few households.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/export/small_cells.hpp"
#include "output/export/table.hpp"
#include "output/run_file.hpp"

namespace holdfast {

// Positions of this dimension can be added up: no person, household or yuan stands in two of them. Of the others (both
// income lines, several channels that find one household) sums would count twice.
bool can_be_summed(Dim dim);

// Persons, households, yuan ... can be added up over counties and classes; rates and shares cannot.
bool can_be_summed(Variable const& variable);

// One row for each cell: a column for every dimension that is kept, then value (the mean over complete replicates),
// standard_error, replicates, drawn_households and suppressed. `by`: the dimensions to keep; the others are summed,
// stocks averaged over months and years, and what cannot be summed is kept. Without `by` all are.
ExportTable export_table(RunReader const& run, std::string const& variable, std::optional<std::vector<Dim>> const& by,
                         SmallCells const& small);

// A column that names positions along a dimension, without values.
ExportColumn dimension_column(RunReader const& run, Dim dim);

// How many households were drawn, and why a cell is blank.
ExportColumn drawn_column();
ExportColumn suppressed_column();

// The run, the commit, and the rule on small cells, in English and Chinese.
std::vector<std::pair<std::string, std::string>> export_facts(RunReader const& run, bool all_cells);

}  // namespace holdfast
