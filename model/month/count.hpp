// Step 12 of the month: what the whole block has earned, spent and counts, into the county's totals.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

void count_block(Step const& step, County& county, Block const& block);

}  // namespace holdfast
