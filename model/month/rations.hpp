// Step 11 of the month: places that are too few for all go to those with the highest score.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Every rationed instrument whose round is this month. Within a village: holders whose contract runs, then points, then
// keyed hash; the first k are served, so that k + 1 places serve a superset of k. Needs no luck of the month: who wins
// a tie does so for life, and a change of the timeline moves few.
void ration(Step const& step, County& county);

}  // namespace holdfast
