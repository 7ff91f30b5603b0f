// Step 6 of the month: farm income of the block.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Sales less cash costs. Needs scratch.life_luck. In January the farm year turns: new luck of the year, losses settled.
void farm(Step const& step, Block const& block);

}  // namespace holdfast
