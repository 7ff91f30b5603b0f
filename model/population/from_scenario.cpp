// The population of a scenario.
#include "model/population/population.hpp"
#include "model/scenario.hpp"

namespace holdfast {

void make_county(CountyFacts const& facts, Scenario const& scenario, County& out) {
  make_county(facts, scenario.plan<Synthesis>(), scenario.households_share, scenario.seed, out);
}

}  // namespace holdfast
