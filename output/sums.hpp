// Sums over a run file, one number per complete replicate: pick a variable, keep some positions of some dimensions, and
// all the rest is summed. What is printed by `show` and `compare` is made of these and of their ratios.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/run_file.hpp"
#include "output/statistics.hpp"

namespace holdfast {

// Positions along one dimension that count; a dimension that is not named counts whole.
struct Keep {
  Dim dim;
  std::vector<int> at;
};
using Where = std::vector<Keep>;

// One number for each complete replicate, with the name of what it was summed from.
struct Summed : std::vector<double> {
  std::string variable;  // "poverty/latent_onsets"; empty once it was calculated with

  Summed() = default;
  Summed(std::vector<double> numbers, std::string of = "") : vector(std::move(numbers)), variable(std::move(of)) {}
};

// factor * top / bottom, replicate by replicate; without a bottom, factor * top.
struct Series {
  Summed top, bottom{};
  double factor = 1;

  Estimate estimate() const;
  std::vector<std::string> sources() const;      // the variables of the run file that it is made of
  std::vector<double> replicate_values() const;  // the figure as each replicate has it
  // One value for each replicate, whose mean and error are those of estimate(): for sums of several series.
  std::vector<double> by_replicate() const;
};
PairedDifference paired(Series const& a, Series const& b);  // B minus A

class Sums {
 public:
  explicit Sums(RunReader const& run, int replicates = -1);  // the first so many; -1 = all that are complete

  RunReader const& run() const { return run_; }
  int replicates() const { return replicates_; }
  int months() const { return run_.labels().months; }

  // NaN in every replicate when the run has no such variable, or nothing of what is to be kept. Missing cells (counties
  // that were not simulated) do not count.
  Summed of(std::string const& variable, Where const& where = {}) const;

  Keep only(Dim dim, std::initializer_list<std::string_view> labels) const;
  static Keep month_range(int first, int end);
  Keep year(int year) const;      // the months of a calendar year that the run has
  bool has_year(int year) const;  // all twelve
  bool has_month(Month month) const;
  int month_index(Month month) const { return month - run_.labels().first_month; }
  Keep last_month() const { return month_range(months() - 1, months()); }

 private:
  RunReader const& run_;
  int replicates_;
  mutable std::map<std::string, Values> read_;  // what was asked for before
};

// By county: has results. A run of a few counties leaves the others missing, and so are counties without rural people.
std::vector<bool> simulated_counties(RunReader const& run);

}  // namespace holdfast
