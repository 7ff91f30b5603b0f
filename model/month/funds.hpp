// The tilts of whole counties (articles 13, 14, 20-25): money, works, casework and organised jobs that a county
// receives on top of what the instruments give everywhere. Here they are added up, spent and booked, once for all of
// them. They follow from facts, parameters and a lasting trait of the county alone: no county waits for another.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// Sets now.kept_share, now.casework and now.responsiveness.
void tell_support(Scenario const& scenario, Draws const& draws, CountyFacts const& facts, Now& now);

// Each January, and before the first month: names the key villages and fills the purse from which households are
// granted capital; what was not granted last year lapses.
void open_county_funds(Step const& step, County& county);

// Each month: books a twelfth of what is spent on works and on what the model does not follow, for all households
// alike.
void spend_county_funds(Step const& step, County& county);

// Projects for each household of village v, over the mean of the county: 1 unless key villages come first.
float project_priority(County const& county, std::size_t v);

// What a round of grants shares: the purse as it stood before the first of them, and the drawn lifted-out members.
struct TiltedRound {
  FenSum purse = 0;
  Index lifted_out = 0;
};
// Grants that the purse pays for in village v with `lifted_out` of these members.
float tilted_places(County const& county, TiltedRound const& round, std::size_t v, Index lifted_out, float grant_yuan);

// Pays `amount` (fen, to the household of a block of one) from the purse as far as it reaches, and books that to the
// givers. Returns what is left for the instrument that grants it.
Fen charge_purse(County& county, Block const& household, Fen amount);

// Yuan a year for each rural household that became works `lag_months` ago.
float works_yuan_per_household(Step const& step, County const& county, int lag_months);

// Four rounds a year: jobs away for workers without work, listed households and those without any worker first.
void place_organised_jobs(Step const& step, County& county);

}  // namespace holdfast
