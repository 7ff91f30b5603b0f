// Step 3 of the month, in January only: deaths, births, ageing, leaving, splits and ends of households.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

void turn_year(Step const& step, County& county);

// Number of events among `count` persons with `chance` each, from one uniform: inverse of the binomial distribution, so
// that a higher chance never gives fewer events. count <= 30.
int events_among(int count, float chance, float luck);

}  // namespace holdfast
