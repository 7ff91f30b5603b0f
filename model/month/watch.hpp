// Support that comes back when a county's register grows: the conditions of a scenario, watched month by month.
#pragma once

#include "model/county.hpp"
#include "model/scenario.hpp"

namespace holdfast {

// Share of the drawn households on the register: of the lifted-out ones, or of all.
double register_share(County& county, bool of_all);

// First step of a month: which conditions hold in it, by the register as last month left it. Notes it in `now` and in
// the county. Nothing is looked at before the first month in which a condition counts.
void watch_register(Scenario const& scenario, County& county, Now& now);

}  // namespace holdfast
