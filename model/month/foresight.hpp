// Announced changes of support, seen ahead: a household with foresight does not take its usual month from the last
// twelve months as they were, but as they would have been at the strength of support that it expects.
// Policy document: none (livelihood). Assumption, off by default: Consumption::foresight_months.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

inline constexpr float least_usual_month = 1000.0f;  // fen: 10 yuan, so that ratios stay finite

// At the beginning of a month, before anything is paid: room for what is received this month from each instrument with
// an announced change, from eleven months before the announcement on. The room is kept whether or not anybody looks at
// it, so that scenarios that share a past share this, too.
void open_receipts(Step const& step, County& county);

// The first month stands for the whole year before it.
void repeat_receipts(Step const& step, County& county);

// Notes amount[i] fen, received from the instrument of that row of the ledger by household i of the block; cheap where
// no change is announced.
void note_receipts(Step const& step, County& county, std::size_t instrument, Block const& b, Fen const* amount);
// The same for one household: `row` of the county.
void note_receipt(Step const& step, County& county, std::size_t instrument, Index row, Fen amount);

// What fraction of the receipts of each month remains or is added where strength `expected` takes the place of the one
// they came at: expected / then - 1. Support that was nothing then cannot be thought of at another strength: 0.
inline float foreseen_change(float then, float expected) { return then > 0.0f ? expected / then - 1.0f : 0.0f; }

// The usual month of each household of the block, fen as float, as it expects it: `usual` itself where nothing
// announced is ahead or in the last twelve months, else a corrected copy in scratch.real[1], at least
// least_usual_month.
float const* expected_month(Step const& step, County const& county, Block const& b, float const* usual);

}  // namespace holdfast
