// The parts of a report, each an array or object of viz/pages/src/report/data.ts.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "output/compare.hpp"
#include "output/report.hpp"
#include "output/sums.hpp"

namespace holdfast::report {

using Json = nlohmann::ordered_json;

// One for each run, all over the same replicates; the first is the base.
using Runs = std::vector<Sums>;

inline Keep lifted_out(Sums const& s) { return s.only(Dim::household_class, {"lifted_out"}); }
inline Keep poverty_line(Sums const& s) { return s.only(Dim::line, {"poverty_line"}); }

Json json_of(Label const& text);            // English and Chinese
Json json_of(Estimate const& estimate);     // an unknown number is null
Json json_of_share(Estimate const& share);  // a probability: its last digit follows its interval

// By run and place (a month, a year, a county): what is drawn there. An empty series has nothing to say.
using SeriesByRun = std::vector<std::vector<Series>>;
// Adds `sources`, `values` and, run minus base under the same luck, `differences`.
void put_series(Json& out, SeriesByRun const& series);

// `comparisons`: run k + 1 against the base; empty with one run.
Json figures(Runs const& runs, std::vector<Comparison> const& comparisons, ReportContext const& context);
Json timelines(Runs const& runs);
Json early_warning(Runs const& runs);  // the register and its score, year by year
Json effects(Runs const& runs);
Json counties(Runs const& runs);
Json county_figures(Runs const& runs);
Json large_scale(std::span<RunReader const> runs);

}  // namespace holdfast::report
