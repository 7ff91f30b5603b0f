// The figures that a command prints, named on the command line by their keys.
#pragma once

#include <string>
#include <vector>

#include "output/outcome.hpp"

namespace holdfast::cli {

// Those with these keys, in this order; `otherwise` when none is named. Throws InputError, in the name of --figures,
// with the keys that there are.
std::vector<OutcomeFigure const*> chosen_figures(std::vector<std::string> const& keys,
                                                 std::vector<std::string> const& otherwise);

// All keys, for messages.
std::vector<std::string> figure_keys();

}  // namespace holdfast::cli
