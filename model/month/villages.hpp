// What villages have in common: instruments tend roads, water, fields and assets, time wears them, and the price at the
// farm gate follows the road. Policy document: articles 7, 9, 18 and 27.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Each month after the disasters, before the farms sell: in January members are counted for the dividends; every
// instrument that tends villages does so, in the order of policies/all.hpp, and its cost is booked; then wear.
void tend_villages(Step const& step, County& county);

// The price share of each village from its road; a road closed by a disaster leads nowhere.
void note_prices(Step const& step, Villages& villages);

}  // namespace holdfast
