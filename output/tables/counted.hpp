// Tables made from the list of totals (model/totals.hpp): by year, county and household class in group TABLE, by month
// and household class for the whole province in group TABLE_monthly. Weighted by County::weight; money in yuan.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/simulate.hpp"
#include "output/table.hpp"

namespace holdfast {

// What a table is filled from: one replicate, and where its months stand in the calendar.
struct TableSource {
  ReplicateResult const& result;
  Scenario const& scenario;
  Labels const& labels;
};

struct CountedByYear {
  static std::vector<Variable> variables();
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source);
};
static_assert(Table<CountedByYear>);

struct CountedByMonth {
  static std::vector<Variable> variables();
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source);
};
static_assert(Table<CountedByMonth>);

}  // namespace holdfast
