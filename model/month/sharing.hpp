// Step 7b of the month: gifts among kin and village on this month's transitory gap.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// gap = net income less out-of-pocket and less the usual month's income; written to `gifts`, where share() reads it.
void note_gap(Block const& block);

// Replaces every row's gap in `gifts` by the gift received (negative: given). In every kin ring and every village the
// gifts of that circle sum to zero.
void share(Step const& step, County& county);

}  // namespace holdfast
