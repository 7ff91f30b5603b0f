// Two runs under the same luck, paired replicate by replicate: what B changes against A, how sure that is, and what it
// costs. Reads run files only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/run_file.hpp"
#include "output/statistics.hpp"

namespace holdfast {

struct ComparedFigure {
  std::string group, key, title, unit;  // key: the name scripts use; group: the heading it stands under
  Estimate a, b;
  PairedDifference change;  // B minus A
  double p_value = 1;       // two-sided, that the true difference is zero; NaN with one replicate
  double holm_p_value = 1;  // adjusted over the scenarios of compare_with_base; of two runs the same as p_value
};

// What one history may bring: the value that latent relapse stays below in a share `level` of replicates.
struct HistoryQuantile {
  double level = 0;
  Estimate a, b;
};

struct ComparedRun {
  std::string file, name, title, title_zh;
  int replicates = 0;  // complete
  bool finished = false;
};

struct Comparison {
  ComparedRun a, b;
  std::uint64_t seed = 0;
  double households_share = 1;
  int replicates = 0;  // paired
  Month first_month{};
  int months = 0;
  std::vector<std::string>
      inputs;  // what differs between the two scenarios: "policies.x.strength: 1 -> 0 from 2024-01"
  std::vector<std::string> input_meanings;  // of each of them: the parameter in words, empty if the run file has none
  std::vector<std::string> input_meanings_zh;
  std::vector<std::string> notes;  // what a reader must know of the pairing
  std::vector<std::string> notes_zh;
  std::string first_different_month;     // of any monthly variable; empty = none differs
  std::string first_different_variable;  // one that differs there
  std::vector<ComparedFigure> figures;
  std::vector<ComparedFigure> money;   // million yuan over the period, by instrument and by payer; key "total" is last
  std::vector<ComparedFigure> groups;  // by household class and class of county
  std::vector<HistoryQuantile> histories;
  bool cost_is_meaningful = false;  // one run pays surely more and has surely less relapse
  Estimate cost_per_averted;        // yuan per person-year of relapse averted by the dearer run

  ComparedFigure const* figure(std::string_view key) const;  // nullptr = not in these runs
};

// Of the first so many replicates, 0 = all that both have. Throws InputError, in plain words and with all reasons at
// once, when the two cannot be paired.
Comparison compare_runs(RunReader const& a, RunReader const& b, int replicates = 0);

// Every other run against the base (A is the base in each), in order; holm_p_value is adjusted, figure by figure, over
// this declared set. At least one other. Throws InputError with the reasons of all that cannot be paired.
std::vector<Comparison> compare_with_base(RunReader const& base, std::span<RunReader const> others, int replicates = 0);

// For a terminal of 100 columns: what was changed in the inputs of each against the base, then each figure with all
// scenarios below one another.
std::string compare_many_text(std::vector<Comparison> const& comparisons);
std::string compare_many_json(std::vector<Comparison> const& comparisons);  // an array of what compare_json gives

// Why pairing helps little, in one sentence, where it removes less than 5 times the noise of a headcount ratio or less
// than 20 times that of health spending; else "".
std::string pairing_explanation(Comparison const& comparison);

// A table for a terminal of 100 columns, and one sentence at the end.
std::string compare_text(Comparison const& comparison);
std::string compare_json(Comparison const& comparison);

// The sentence alone: says "higher" or "lower" only when the interval excludes zero.
std::string compare_sentence(Comparison const& comparison);

// What differs between two resolved scenarios, in words, one line for each parameter. Names, notes and the number of
// replicates are no difference.
std::vector<std::string> input_differences(std::string const& scenario_a, std::string const& scenario_b);

}  // namespace holdfast
