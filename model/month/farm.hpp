// Step 6 of the month: farm income of the block.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Sales less cash costs, with what co-ops and assisted purchases add for their members. Needs scratch.life_luck and the
// markets of this month. In January the farm year turns: new luck of the year, losses settled.
void farm(Step const& step, County& county, Block const& block);

}  // namespace holdfast
