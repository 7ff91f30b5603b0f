// Step 2 of the month, in a county: disasters strike villages and households. Policy document: articles 3, 6 and 18 act
// on what they leave. Form: dynamics.md section 3 of the evidence.
#pragma once

#include <span>

#include "model/month/step.hpp"

namespace holdfast {

// Call it in every month, also without events: it counts down the months of damage of households and villages. Then
// each event hits villages (stream "disaster_village") and their households ("disaster_household"): capital loses herd,
// stores and tools, crop_loss grows, house_grade falls and house_rebuild_months starts, a worker is hurt, damage_loss
// and damage_months call for relief, hardship is set. No cash is taken. Counts disaster_hit, disaster_hit_persons,
// disaster_loss (crop at gross sales included; stores also beyond what capital could cover) and houses_lost.
void strike_disasters(Step const& step, County& county, std::span<DisasterEvent const> events);

}  // namespace holdfast
