// Headline: the rates that people quote, for the whole province, by year and household class; each follows from the
// counted tables by the formula in its long name.
#pragma once

#include "output/tables/counted.hpp"

namespace holdfast {

// A ratio of two totals: factor * numerator / denominator; stocks are averaged over the months of the year.
struct HeadlineRate {
  char const* name;
  Total numerator;
  int over;  // position along the numerator's further dimension; -1 = sum over it
  Total denominator;
  double factor;
  char const* unit;
  char const* long_name;
  char const* long_name_zh;
};
std::span<HeadlineRate const> headline_rates();

struct Headline {
  static std::vector<Variable> variables();
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source);
};
static_assert(Table<Headline>);

}  // namespace holdfast
