// What two runs are compared by: each figure as sums over a run file, one number for each replicate. The keys are those
// of `holdfast compare --json`.
#pragma once

#include <string>
#include <vector>

#include "output/sums.hpp"

namespace holdfast {

struct Measure {
  std::string group, key, title, unit;  // group: the heading it stands under
  Series series;
};

std::vector<Measure> relapse_measures(Sums const& sums);  // the headline, latent_relapse, is the first
std::vector<Measure> poverty_measures(Sums const& sums);
std::vector<Measure> health_measures(Sums const& sums);
std::vector<Measure> money_measures(Sums const& sums);
// By household class and by class of county: classes without a simulated county are left out.
std::vector<Measure> group_measures(Sums const& sums);

}  // namespace holdfast
