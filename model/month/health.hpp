// Step 4 of the month: illness, accidents, care sought or forgone, the bill and its settlement, work lost.
// Policy document: article 5 (through the ladder). Form: dynamics.md section 2 of the evidence.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// A dense pass decides from scratch.life_luck[illness] whose household something happens to; only those rows draw
// further (stream "illness"). At most one event a household and month: the chance of a row is the sum of its hazards.
// Sets out_of_pocket (chronic outpatient cost, then hospital residuals); in January zeroes the *_year columns and
// makes insured = insured_next (not in the first month of all).
// Counts admissions, major_illnesses, accidents, care_forgone, bills, bills_left, out_of_pocket, insured and the
// ledger.
void live_health(Step const& step, County& county, Block const& block);

// A worker falls out of work for some months: the slot is `unable` until then; a migrant comes home. A worker who is
// already ill keeps the longer time; nobody of a household is acutely ill beside another.
void fall_ill(Block const& block, Index i, int slot, int months);

}  // namespace holdfast
