// The lines that `show` prints: one quantity, year by year, from the monthly totals of a run.
#pragma once

#include <string>
#include <vector>

#include "output/sums.hpp"

namespace holdfast {

struct YearlyLine {
  std::string key, title, title_zh, unit;
  std::vector<Estimate> by_year;  // NaN where the run has nothing to say
  std::vector<Series> series;     // what each of them is the estimate of
};

struct YearlyBlock {
  std::string key, title;
  std::vector<YearlyLine> lines;
};

// Calendar years that the run touches. A year cut by the run's start or end holds the months there are.
std::vector<int> years_of(RunReader const& run);

// Relapse, poverty and income, needs, health, the register, monitoring, money; lines without any value are left out.
std::vector<YearlyBlock> yearly_blocks(Sums const& sums);

}  // namespace holdfast
