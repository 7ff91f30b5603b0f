// Places: the villages of a county, their groups, and which groups a share of the households draws. Cheap: no household
// is made here. Policy document: none. Decisions: model.md 2 (nested keyed draw of whole groups).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/population/cells.hpp"

namespace holdfast::population {

struct Group {
  Index village = 0;
  Index households = 0;
  Index first_serial = 0;                        // of the county
  std::array<Index, household_classes> n{};      // households of each class, in that order of serials
  std::array<Index, household_classes> first{};  // number of the first one within its class in the county
};

struct Places {
  std::vector<Index> village_households;
  std::vector<std::uint8_t> lifted_out, team;  // by village
  std::vector<Group> groups;                   // in order of villages
  std::vector<Index> drawing_order;            // of groups: a share draws the first ceil(share x groups)
  Index least_drawn = 0;                       // so that every class of the county is drawn
};
Places make_places(CountyFacts const& facts, ClassParams const& params, Cells const& cells, Draws const& draws);

// Number of groups drawn at a share; at least as many as make every class appear.
Index groups_drawn(Places const& places, double households_share);

}  // namespace holdfast::population
