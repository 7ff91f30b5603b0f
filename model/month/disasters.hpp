// Step 2 of the month, in a county: disasters strike villages and households. Policy document: articles 3, 6 and 18 act
// on what they leave. Form: dynamics.md section 3 of the evidence.
#pragma once

#include <span>

#include "model/month/step.hpp"

namespace holdfast {

// Call it first in every month, also without events: it ends last month's `hardship` and counts down the months of
// damage of households and villages. Then each event hits villages (stream "disaster_village") and their households
// ("disaster_household"): savings lose what clean-up and stores cost (as far as they reach), capital, crop_loss,
// house_grade and house_rebuild_months, a worker hurt, damage_loss and damage_months for relief, hardship.
// Counts disaster_hit, disaster_hit_persons, disaster_loss (crop at gross sales included) and houses_lost.
void strike_disasters(Step const& step, County& county, std::span<DisasterEvent const> events);

}  // namespace holdfast
