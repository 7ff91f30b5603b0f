// Weights: what one drawn household stands for, by county and household class. Every count of the county is whole
// numbers times this, so that a count divided by it says how many drawn households or persons the estimate rests on.
#pragma once

#include "output/tables/counted.hpp"

namespace holdfast {

struct Weights {
  static std::vector<Variable> variables() {
    return {{"population",
             "weight",
             {Dim::county, Dim::household_class},
             "1",
             "sampling weight: persons of the class for each person drawn, the same in all replicates",
             "抽样权数（每个样本人口代表的人口）"}};
  }
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source) {
    for (std::size_t k = 0; k < source.result.counties.size(); ++k) {
      CountyResult const& county = source.result.counties[k];
      if (county.counts.empty()) continue;  // not simulated: missing
      for (std::size_t c = 0; c < household_classes; ++c) buffers[0][k * household_classes + c] = county.weight[c];
    }
  }
};
static_assert(Table<Weights>);

}  // namespace holdfast
