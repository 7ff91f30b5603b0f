// Every table of a run file, in file order. New table: one header, one name here.
#pragma once

#include "output/tables/counted.hpp"
#include "output/tables/headline.hpp"
#include "output/tables/money.hpp"
#include "output/tables/weights.hpp"

namespace holdfast {

using RunTables = TableList<Headline, CountedByYear, CountedByMonth, Money, Weights>;

}  // namespace holdfast
