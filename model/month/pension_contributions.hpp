// The yearly contribution to resident pension insurance, in December, and what government pays of it.
// Policy document: article 12 (养老保险费代缴, 保留最低缴费档次).
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// The household's part leaves its savings, what is missing becomes debt; it is added to premium_paid. The public part
// is booked on pension_premium_aid and passes through no household column.
void collect_pension_contributions(Step const& step, County& county);

}  // namespace holdfast
