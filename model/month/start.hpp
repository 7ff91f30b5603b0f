// Before the first month of the spin-up: a year of usual income, so that nobody begins as if it had earned nothing.
#pragma once

#include "model/month/payments.hpp"
#include "model/month/step.hpp"

namespace holdfast {

// Fills the income ring with this month's income at median luck. Books to totals and budgets, which the caller resets.
void assume_usual_year(Step const& step, County& county, Budgets& budgets);

}  // namespace holdfast
