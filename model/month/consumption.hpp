// Step 8 of the month: income is added up, bills and debts are paid, the household consumes, copes or saves.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Both incomes, the two 12-month rings, school costs, debt service, consumption, investment, and, for those who cannot
// reach the minimum, coping in the order of model.md section 4. Balances change by exactly what is booked:
// savings - debt grows by income_register - out_of_pocket - school_costs - interest - consumption - invested.
void consume(Step const& step, County const& county, Block const& block);

}  // namespace holdfast
