// Scores the monitoring as an early-warning system against latent relapse and new poverty: what was found of the onsets
// of six and of twelve months ago, how long before or after, and by which channel. Counts only.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Column listed_by: the channel (0-3), with this bit set when no other channel raised an alert in that month.
inline constexpr std::uint8_t found_alone = 4;
inline constexpr std::uint8_t listed_at_start = 255;

// The onset of household i lies six months back. Nobody listed at the onset leaves the register within six months of
// it, since removal takes six clear months.
void score_recent_onset(County& county, Block const& block, Index i);

// The onset lies twelve months back: was the household on the register at any time since? follow_up_months: as set at
// removal, from which the month of removal follows.
void score_old_onset(County& county, Block const& block, Index i, Month now, float follow_up_months);

// Whether a household in follow-up is in need again within six months of its removal; true once for a removal.
bool removed_too_soon(Block const& block, Index i, bool in_need, float follow_up_months);

}  // namespace holdfast
