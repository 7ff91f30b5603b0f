// What a POST to /api/runs orders: a scenario by name or as text, and how much of it to simulate.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "viz/serve/workspace.hpp"

namespace holdfast::serve {

struct RunOrderText {
  RunRecord run;            // without id; `scenario` is the name that was asked for, not yet looked up
  nlohmann::json scenario;  // of the user's own; null = by name
};

// {"scenario": NAME or {...}, "share", "replicates", "seed", "counties"}. Throws Refused with the first thing wrong.
RunOrderText read_order(std::string const& body);

}  // namespace holdfast::serve
