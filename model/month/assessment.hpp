// Step "assessment": each December a lifted-out household is recorded as relapsed if in need, reached, confirmed and
// still in need after its package. Rule: model/monitoring/assessment.hpp; model.md 7a.5.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Does nothing outside December.
void run_assessment(Step const& step, County& county);

}  // namespace holdfast
