// Step 11 of the month: the premium season of resident medical insurance. October to December are one month here:
// premiums are paid, subsidised and booked in December for the next year. Policy document: article 5 (model.md 7a.11).
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// The chance that household i enrols at a net premium of `net_yuan` a person; `drive` = share of households that the
// village's team or cadres remind.
float enrolment_chance(BasicInsurance::Params const& p, Block const& b, Index i, float net_yuan,
                       float county_income_yuan, float drive);

// December: each household's highest class now decides its subsidy; it enrols by lasting luck (stream "enrolment") and
// pays the rest (premium_paid; from savings, what is missing becomes debt). The premium is no health spending.
// The subsidy goes to the ledger. In other months nothing happens; in
// January live_health makes insured = insured_next and premium_paid = 0.
void run_premium_season(Step const& step, County& county);

}  // namespace holdfast
