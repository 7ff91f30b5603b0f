// The order in which dated events meet a county: by month and county, numbered within both. The serial number is part
// of an event's luck, so that every reader of events must number them alike.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "model/county.hpp"

namespace holdfast {

inline void order_events(std::vector<std::pair<int, DisasterEvent>>& events) {
  std::stable_sort(events.begin(), events.end(), [](auto const& a, auto const& b) {
    return std::pair(a.second.month, a.first) < std::pair(b.second.month, b.first);
  });
  for (std::size_t i = 1; i < events.size(); ++i)  // as for events.csv: serial within county and month
    if (events[i].first == events[i - 1].first && events[i].second.month == events[i - 1].second.month)
      events[i].second.serial = events[i - 1].second.serial + 1;
}

}  // namespace holdfast
