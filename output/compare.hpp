// Two runs under the same luck, paired replicate by replicate: what B changes against A, how sure that is, and what it
// costs. Reads run files only.
#pragma once

#include <cstdint>
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
      inputs;                      // what differs between the two scenarios: "policies.x.strength: 1 -> 0 from 2024-01"
  std::vector<std::string> notes;  // what a reader must know of the pairing
  std::string first_different_month;     // of any monthly variable; empty = none differs
  std::string first_different_variable;  // one that differs there
  std::vector<ComparedFigure> figures;
  std::vector<ComparedFigure> money;  // million yuan over the period, by instrument and by payer; key "total" is last
  bool cost_is_meaningful = false;    // one run pays surely more and has surely less relapse
  Estimate cost_per_averted;          // yuan per person-year of relapse averted by the dearer run

  ComparedFigure const* figure(std::string_view key) const;  // nullptr = not in these runs
};

// Throws InputError, in plain words and with all reasons at once, when the two cannot be paired.
Comparison compare_runs(RunReader const& a, RunReader const& b);

// A table for a terminal of 100 columns, and one sentence at the end.
std::string compare_text(Comparison const& comparison);
std::string compare_json(Comparison const& comparison);

// The sentence alone: says "higher" or "lower" only when the interval excludes zero.
std::string compare_sentence(Comparison const& comparison);

// What differs between two resolved scenarios, in words, one line for each parameter. Names, notes and the number of
// replicates are no difference.
std::vector<std::string> input_differences(std::string const& scenario_a, std::string const& scenario_b);

}  // namespace holdfast
