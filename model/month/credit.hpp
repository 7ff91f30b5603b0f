// Microcredit within the month: interest is a cash cost of the farm (step 6); loans run down to their term (step 8).
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Before payments, which bring the subsidy. Takes the interest from farm_income.
void charge_interest(Step const& step, Block const& block);
// After consumption: a loan that falls due is repaid, rolled over or taken over by the risk fund.
void serve_loans(Step const& step, County& county, Block const& block);

}  // namespace holdfast
