// The outcome of one scenario under one luck, in the few numbers that commands keep which simulate many scenarios and
// write no run file (ablate, sweep, attribute, frontier). Keys are those of `compare`.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/simulate.hpp"
#include "output/sums.hpp"

namespace holdfast {

// One replicate, weighted to all rural households. Flows are of the whole reported window, stocks of its last month;
// persons are members of lifted-out households unless the name says otherwise; money in yuan.
struct Outcome {
  double onsets = 0, at_risk_person_months = 0;  // latent relapse at the poverty line
  double in_spell = 0, in_spell_months = 0;      // persons at the end; person-months
  double onsets_others = 0, at_risk_person_months_others = 0;
  double below_line = 0, members = 0;                  // poverty line, at the end
  double gap_yuan = 0;                                 // all classes, poverty line, at the end
  double out_of_pocket_yuan = 0, resident_months = 0;  // all classes
  double income_yuan = 0, member_months = 0;           // register concept
  double listed_households = 0;                        // all classes, at the end
  double tail_percent = 0;                             // see relapse_tail
  double public_cost_yuan = 0;                         // paid by anybody but households
  double uninsured_months = 0;                         // person-months of members without resident medical insurance
};
// The columns of Outcome, for who writes or sums them; the name is that of the field.
struct OutcomeField {
  std::string_view name;
  double Outcome::*member;
  std::string_view unit, meaning, meaning_zh;
};
std::span<OutcomeField const> outcome_fields();

Outcome outcome_of(ReplicateResult const& result, Scenario const& scenario);

// What one county adds to the outcome of its replicate: sums, and for each calendar year the share newly relapsed
// (percent) with its persons at weight. Small, where the counts of a county are not.
struct OutcomePart {
  Outcome sums;
  std::vector<std::pair<double, double>> relapse_by_year;
};
OutcomePart outcome_part(CountyResult const& county, Scenario const& scenario);
Outcome outcome_of(std::span<OutcomePart const> counties);  // in order of counties.csv

// Simulates the scenarios together (simulate.hpp) and keeps only outcomes: memory does not grow with what is counted.
// `options.batch` and `options.on_county` are its own. Calls on_replicate in order; returns the complete replicates.
int simulate_outcomes(std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties,
                      SimulateOptions options,
                      std::function<void(int replicate, std::span<Outcome const> by_scenario)> const& on_replicate);

// By row of the ledger: paid by anybody but the household.
std::vector<bool> public_instruments(Scenario const& scenario);

// What can be printed of outcomes: factor * sum of top / sum of bottom over replicates, or factor * mean of top.
struct OutcomeFigure {
  std::string_view key, title, title_zh, unit;
  double Outcome::*top = nullptr;
  double Outcome::*bottom = nullptr;
  double factor = 1;
};
std::span<OutcomeFigure const> outcome_figures();
// nullptr = no such key.
OutcomeFigure const* find_outcome_figure(std::string_view key);
Series series_of(OutcomeFigure const& figure, std::span<Outcome const> replicates);

// The share (percent) of its lifted-out persons newly relapsed within a calendar year that 95 % of county-years stay
// below; a county counts with its persons, so that a county of few drawn households does not make the tail.
double relapse_tail(ReplicateResult const& result, Scenario const& scenario);

// The value that a share `level` of the weight stays at or below; pairs of value and weight.
double weighted_quantile(std::vector<std::pair<double, double>> values, double level);

}  // namespace holdfast
