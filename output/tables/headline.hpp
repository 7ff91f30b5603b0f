// Headline: the rates that people quote, for the whole province, by year and household class; each follows from the
// counted tables by the formula in its long name.
#pragma once

#include "output/tables/counted.hpp"

namespace holdfast {

struct Headline {
  static std::vector<Variable> variables();
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source);
};
static_assert(Table<Headline>);

}  // namespace holdfast
