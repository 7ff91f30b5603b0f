// The synthetic population: makes the households of one county, the same for every scenario and replicate.
// Policy document: none. Decisions: model.md 7a.1, 7a.2, 7a.8; parameters: synthesis.hpp.
#pragma once

#include <array>
#include <vector>

#include "model/population/income_levels.hpp"
#include "model/population/places.hpp"

namespace holdfast {

struct Scenario;

namespace population {

// What is decided for a county before any household is made; costs the same at every share.
struct Frame {
  CountyFacts const* facts;
  ClassParams params;
  Draws draws;
  Cells cells;
  IncomeLevels levels;
  Places places;
  std::array<KeyedOrder, household_classes> order;           // of the households of a class over its cells
  std::vector<float> village_minority_luck;                  // evenly spread over (0, 1)
  std::array<double, household_classes> schooling_factor{};  // mean of exp(return x schooling)
};
Frame make_frame(CountyFacts const& facts, Plan<Synthesis> const& plan, std::uint32_t seed);

// One household to be made.
struct Place {
  std::size_t household_class;
  Index number;  // within its class in the county
  Index village, group, kin;
  HouseholdId id;
};
// Fills row i of `b`; pure in (frame, place). Returns the keyed hash that decides who takes sharing residuals.
std::uint32_t make_household(Frame const& frame, Place const& place, Block const& b, Index i);

// Years of schooling of the four census levels.
inline constexpr std::array<int, 4> schooling_level_years{0, 6, 9, 12};

// Fills `out` from a frame. Rows of a class are in order of serial numbers; each class has room for a tenth more and 8.
void fill_county(Frame const& frame, double households_share, County& out);

}  // namespace population

// The households of a county. `facts` must outlive `out`. A share below 1 draws whole groups; a household has the same
// id and columns at every share (kin, a dense row number among the drawn, apart).
void make_county(CountyFacts const& facts, Plan<Synthesis> const& plan, double households_share, std::uint32_t seed,
                 County& out);
// The same with the parameters, the share and the seed of a scenario.
void make_county(CountyFacts const& facts, Scenario const& scenario, County& out);

}  // namespace holdfast
