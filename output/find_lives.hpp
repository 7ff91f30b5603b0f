// Telling households: searches replayed counties for lives that show one thing, for `holdfast why --find`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/simulate.hpp"

namespace holdfast {

enum class Telling : std::uint8_t { relapsed_under_b, found_too_late, never_found, pushed_under };
inline constexpr std::array<std::string_view, 4> telling_names{"relapsed-under-b", "found-too-late", "never-found",
                                                               "pushed-under"};

// A spell listed later than this after its first month was found too late; one that lasted this long unlisted at the
// end was never found.
inline constexpr int late_months = 3, unfound_months = 6;

struct FoundLife {
  HouseholdId id = 0;
  int adcode = 0;
  std::string reason;  // one line
};

// Lifted-out households, county by county in the order of counties.csv, until `limit` are found. `b` is needed for
// relapsed_under_b alone. only_counties: empty = all.
std::vector<FoundLife> find_lives(Telling what, Scenario const& a, Scenario const* b,
                                  std::vector<CountyFacts> const& counties, std::vector<bool> const& only_counties,
                                  int replicate, std::size_t limit);

}  // namespace holdfast
