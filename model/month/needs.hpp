// Step "needs": hardships of house, water and school; need runs by dimension; spells of latent relapse and new poverty;
// poverty and catastrophic spending counted. Rules: model/livelihood/needs.hpp; definitions: model.md 7a.3-7a.5.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// After consumption (both rings turned). Reads life_luck[hardships] of the block; marks false alarms for the monitoring
// in `queued` (2 + channel). An onset is counted in the month that confirms it and dated, in onset_month, to the first
// month of the spell.
void assess_needs(Step const& step, County& county, Block const& block);

// 31 December before the run: who is in need now is not at risk until clear; spells begun before do not count.
void mark_start(County& county);

}  // namespace holdfast
