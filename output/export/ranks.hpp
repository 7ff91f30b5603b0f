// Counties by how sure it is that they are among the worst: no bare rank, since places of counties with overlapping
// intervals are mostly luck.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/export/small_cells.hpp"
#include "output/export/table.hpp"
#include "output/run_file.hpp"

namespace holdfast {

// Headline rates for which one end is worse: latent_relapse (high), income_register (low) ...
std::vector<std::string> rankable_rates();

// For each replicate, who is among the `worst` of the counties; a tie over the last places shares them evenly, so that
// the chances sum to `worst`. values[county][replicate], larger = worse; a county with a NaN anywhere takes no part
// (its chance is NaN). `worst` above the number of counties that take part counts as that number.
std::vector<double> chance_among_worst(std::vector<std::vector<double>> const& values, int worst);

// One row for each county in the order of the run file: the rate over the whole window, its standard error and 95 %
// interval, and the probability of being among the worst. household_class: position, -1 = all. Counties of too few
// drawn households are blank and take no part.
ExportTable export_ranks(RunReader const& run, std::string_view rate, int worst, int household_class,
                         SmallCells const& small);

}  // namespace holdfast
