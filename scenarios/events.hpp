// Dated disasters of a scenario of its own ("events"), beside those of the data folder.
#pragma once

#include <array>
#include <string_view>

#include "scenarios/geography.hpp"
#include "scenarios/layers.hpp"

namespace holdfast {

struct EventShare {
  std::string_view name;
  float DisasterEvent::*member;
};
inline constexpr std::array event_shares{EventShare{"village_hit_share", &DisasterEvent::village_hit_share},
                                         EventShare{"household_hit_share", &DisasterEvent::household_hit_share},
                                         EventShare{"crop_loss_share", &DisasterEvent::crop_loss_share},
                                         EventShare{"herd_loss_share", &DisasterEvent::herd_loss_share},
                                         EventShare{"house_damage_share", &DisasterEvent::house_damage_share},
                                         EventShare{"house_collapse_share", &DisasterEvent::house_collapse_share},
                                         EventShare{"injury_share", &DisasterEvent::injury_share}};

// Adds the events of the merged scenario to `events`, in order of month and county, each marked as a further one.
// Complains in layers.problems; without counties, their codes are not checked.
void read_scenario_events(Layers& layers, std::vector<CountyFacts> const& counties, DatedEvents& events);

}  // namespace holdfast
