// A precision contract: the half-widths of 95 % intervals that a run must reach, and the rule that says how many
// replicates to go on to. The rule sees estimates after whole stages only, so that threads and batches cannot matter.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "output/outcome.hpp"

namespace holdfast {

struct PrecisionTerm {
  OutcomeFigure const* figure = nullptr;
  bool of_difference = false;  // of the paired difference of the scenario minus the one it is held against
  double half_width = 0;       // asked for, in the unit of the figure; above 0
};

// The fewest replicates that a contract takes: with fewer, an interval that looks narrow by luck ends the run too
// early.
inline constexpr int precision_replicates = 50;

// The estimate that a term is about; `against` may be empty when the term is of no difference.
Estimate estimate_of(PrecisionTerm const& term, std::span<Outcome const> scenario, std::span<Outcome const> against);

// Estimates and terms in the same order: every half-width is at most what was asked for. One that is unknown is not.
bool precision_holds(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates);

// How many replicates to have in all after `done`, at most `cap`: `done` itself when the contract holds. Looks ahead:
// as half-widths shrink with the square root of replicates, it goes at once to the projected number and a twentieth
// more, so that nearly all runs look at their intervals twice. Many looks would stop where luck makes an interval
// narrow.
int next_total(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates, int done, int cap);

// A line for each term: asked for, reached, held or not; then what half the error would cost. `seconds` = for all
// `replicates` so far.
std::string precision_text(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates, int replicates,
                           double seconds);

}  // namespace holdfast
