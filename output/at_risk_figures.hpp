// What is printed of the population at risk: counts in persons and households with 95 % intervals, by group, county and
// cause; who is pushed under and pulled out; passages between states. Made of two AtRiskRecords whose runs are over.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "output/at_risk.hpp"
#include "output/statistics.hpp"

namespace holdfast {

inline constexpr std::array<double, 3> vulnerable_thresholds{0.05, 0.10, 0.20};
inline constexpr double exposed_threshold = 0.10;
// Counties with fewer drawn households at risk are not printed: their figures would be those of a few households.
inline constexpr int smallest_cell = 30;

// Mean over replicates.
struct Stock {
  Estimate persons, households;
};

// How many have a chance of at least `threshold`. Raw: whose observed share of replicates reaches it; luck lifts more
// households over a threshold than it pushes below, so that raw counts are too high. The others are corrected for that
// (count_above_threshold); the interval of persons has the relative width of that of households.
struct ThresholdCount {
  double threshold = 0, raw_persons = 0, raw_households = 0;
  Estimate persons, households;
};

// Persons at the end, B against A, replicate by replicate under the same luck.
struct Movement {
  Estimate pushed_into_spell, pulled_out_of_spell, in_spell_change;
  Estimate pushed_below_line, pulled_above_line, below_line_change;
  std::array<Estimate, income_bins> income_percent;  // of the persons there under both, by change of 12-month income
  Estimate income_change_yuan;                       // mean per person and year
  std::array<Estimate, 4> households;  // pushed into a spell, pulled out of one, pushed below the line, pulled above it
};

// A group of households: a class, a kind of lifted-out household, or the lifted-out of some counties.
struct AtRiskSlice {
  std::string key, title, title_zh;
  int adcode = 0;                                      // of a county; else 0
  int households_drawn = 0;                            // at risk at the start of the window, in the one past
  double persons_at_risk = 0, households_at_risk = 0;  // the same at weight: what shares are of
  Stock members, at_risk, registered_start, registered;
  std::array<ThresholdCount, vulnerable_thresholds.size()> vulnerable;
  ThresholdCount exposed, relieved;  // with B only
  Movement movement;                 // with B only
};

// Lifted-out persons by the main unmet need of the spell; the corrected totals, split as the raw ones.
struct CauseFigures {
  double relapsing = 0;  // persons newly relapsed in the window under A, mean over replicates
  Estimate vulnerable, exposed;
};

// Persons, mean over replicates, by state before and after; probability = persons / total of the row.
struct Passages {
  std::array<std::array<Estimate, household_states>, household_states> probability;
  std::array<Estimate, household_states> total;
};
struct YearlyPassages {
  int year = 0;  // December of this year to the next; 0 = all years together, totals per year
  Passages passages;
};

struct AtRiskReport {
  std::string a, b;  // names of the scenarios; b empty = none
  Month from;
  int replicates = 0;
  double households_share = 1;
  bool same = false;                      // A and B order the same in every month
  std::vector<AtRiskSlice> classes;       // lifted-out first
  std::vector<AtRiskSlice> kinds, areas;  // of the lifted-out: kinds of household, classes and areas of county
  std::vector<AtRiskSlice> counties;      // lifted-out; every simulated county that has any
  std::array<CauseFigures, needs> causes;
  std::array<std::vector<YearlyPassages>, 2> yearly;  // lifted-out; by scenario, all years together first
  Passages flow;                                      // lifted-out, state under A to state under B at the end
};

// `known`: replicates that share one past until the start of the window (SimulateOptions::one_past_until), so that the
// chance of a household is that of its state then: thresholds and causes. `lives`: replicates that each have a past of
// their own, so that errors are those of whole lives: stocks, movements and passages. Both of the same scenarios,
// window and replicates; `known` may end with the window. Throws std::invalid_argument with fewer than two replicates.
AtRiskReport at_risk_report(AtRiskRecord const& known, AtRiskRecord const& lives,
                            std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties);

// For people; `top` counties with the most vulnerable persons per person at risk. For machines: every county.
std::string at_risk_text(AtRiskReport const& report, int top);
std::string at_risk_json(AtRiskReport const& report);

}  // namespace holdfast
