// Patterns that a credible run shows (scenarios/data/patterns.json), each measured with its 95 % interval over
// replicates under the same luck. Every figure is written so that the pattern expects it above zero.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/simulate.hpp"
#include "output/statistics.hpp"

namespace holdfast {

// Lifted-out persons: newly relapsed, and months at risk. Weighted.
struct Relapses {
  double onsets = 0, at_risk_months = 0;

  double rate() const { return 1200 * onsets / at_risk_months; }  // per 100 person-years
  Relapses& operator+=(Relapses const& other);
};

// What is kept of one replicate of one scenario.
struct PatternSample {
  std::vector<Relapses> half_years;
  std::array<Relapses, 2> counties{};  // the poorest and the richest third by rural income of 2020
  double newly_listed = 0, false_alarms = 0, household_months = 0;
};

// Which third of the counties with lifted-out persons each belongs to: 0 the poorest, 1 the middle, 2 the richest, -1
// none of them.
std::vector<int> income_thirds(std::vector<CountyFacts> const& counties);
PatternSample pattern_sample(ReplicateResult const& result, Scenario const& scenario, std::vector<int> const& thirds);

// Relapse by kind of household, gathered by the observer of a simulation: the totals of a run do not tell it.
class RelapseByGroup {
 public:
  // Struck: a gravely ill member now, or care that could not be paid. Few workers: at most one who can work.
  enum Group : std::size_t { struck, spared, chronic, not_chronic, few_workers, more_workers };
  static constexpr std::size_t groups = 6;
  RelapseByGroup(int replicates, std::size_t counties);
  // Once a month and county; never at once for the same county and replicate.
  void look(County const& county, Month month, int replicate);
  Relapses of(int replicate, Group group) const;  // summed in the order of counties

 private:
  std::size_t counties_;
  std::vector<std::array<Relapses, groups>> found_;  // [replicate][county]
};

struct PatternFigure {
  std::string title, unit;
  Estimate estimate;
};
enum class PatternVerdict { holds, fails, not_shown };
std::string_view verdict_name(PatternVerdict verdict);
PatternVerdict verdict_of(Estimate const& estimate);

// Samples by key of the variant, "base" among them; one for each replicate.
using PatternSamples = std::map<std::string, std::vector<PatternSample>>;

// The figures of a pattern. Throws std::out_of_range for a key that is no pattern or a variant that is missing.
std::vector<PatternFigure> pattern_figures(std::string const& pattern, PatternSamples const& samples,
                                           RelapseByGroup const& groups, Month start);

}  // namespace holdfast
