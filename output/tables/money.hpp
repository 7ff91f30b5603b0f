// Money: what every instrument paid, by year, by county and by payer, in yuan. The year is the payment's (model.md
// 7a.11).
#pragma once

#include "output/tables/counted.hpp"

namespace holdfast {

struct Money {
  static std::vector<Variable> variables();
  static void fill(std::span<std::vector<double>> buffers, TableSource const& source);
};
static_assert(Table<Money>);

// Key, English and Chinese title, article and payer of every instrument, in the order of the instrument dimension.
struct InstrumentInfo {
  std::string key, title, title_zh;
  int article;
  Payer payer;
};
std::vector<InstrumentInfo> instrument_infos(Scenario const& scenario);

}  // namespace holdfast
