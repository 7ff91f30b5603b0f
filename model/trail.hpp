// The dated trail of every household that the monitoring deals with: an append-only record of one county, kept only
// when an observer asks for it (SimulateOptions::keep_trails). Policy document: article 3 (动态管理).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/core/calendar.hpp"
#include "model/core/ids.hpp"

namespace holdfast {

enum class TrailEvent : std::uint8_t {
  alert,            // detail: bits of the channels that raised it
  queued,           // detail: channel whose alert came first
  listed_at_start,  // detail: category
  listed,           // detail: category
  relisted,         // detail: category
  turned_down,      // detail: channel of the alert
  measure,          // detail: bits of the package delivered this month
  removed,          // detail: category
  follow_up_ended   // detail: 0
};
inline constexpr std::array<std::string_view, 9> trail_event_names{
    "alert", "queued", "listed_at_start", "listed", "relisted", "turned_down", "measure", "removed", "follow_up_ended"};

struct TrailEntry {
  HouseholdId id = 0;
  Month month{};
  TrailEvent event = TrailEvent::alert;
  std::uint8_t detail = 0;
};

// In the order in which things happened; entries of one household stand among those of the others.
struct Trail {
  std::vector<TrailEntry> entries;
};

}  // namespace holdfast
