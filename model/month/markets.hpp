// Step 6 of the month, before the farms: co-ops, demand and prices of the villages. A village's price answers what was
// sold there the month before; villages do not read each other, so shards and threads cannot change it.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Before the first month: co-ops of the start, no sales yet.
void start_markets(Step const& step, County& county);
// What was sold since the last open_markets is the usual volume.
void note_usual_volumes(County& county);
// The turn of the year for co-ops (January), then prices, dividends and positions of this month; sums start anew.
void open_markets(Step const& step, County& county);

}  // namespace holdfast
