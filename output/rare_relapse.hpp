// The probability of rare large-scale relapse in the model: the rare-event estimator with the macro factor as the
// common factor. The shift goes along one direction of the factor's monthly innovations, the one that moves the
// factor's mean over the year of the event and the year before (register income is counted over twelve months) most.
#pragma once

#include <vector>

#include "model/simulate.hpp"
#include "output/large_scale.hpp"
#include "output/rare_event.hpp"

namespace holdfast {

struct RareRelapse {
  int year = 0;           // calendar year of the run
  bool province = false;  // all lifted-out persons together, instead of any county
  double least_households = least_drawn_households;
};

// Unit vector over the months of spin-up and run: how far each innovation moves the mean of the macro factor over the
// months [from, to), both counted from the first of the spin-up. Along it the factor is standard normal.
std::vector<double> macro_direction(Scenario const& scenario, int from, int to);

// Simulates pilot and estimate; plan.threshold is the share of lifted-out persons newly relapsed in the year.
// Replicates are numbered on from 0, so a plan without shift gives the replicates of a run of this seed. Throws
// InputError when the year is not a
// whole year of the scenario, the scenario has no macro factor, or no county has enough drawn households.
RareEvent rare_relapse(Scenario scenario, std::vector<CountyFacts> const& counties, SimulateOptions options,
                       RareRelapse const& question, RareEventPlan const& plan);

}  // namespace holdfast
