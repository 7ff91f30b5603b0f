// "Did you mean ...?": the nearest of the names that are allowed.
// Distance of Damerau and Levenshtein in its optimal-string-alignment form, over bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdfast {

// Insertions, deletions, replacements and swaps of neighbours that turn a into b.
int edit_distance(std::string_view a, std::string_view b);

// The nearest allowed name when it is near enough to be a slip of the pen (a third of its length), else "".
std::string nearest(std::string_view written, std::vector<std::string> const& allowed);

// " Did you mean \"dibao\"?" or "".
std::string did_you_mean(std::string_view written, std::vector<std::string> const& allowed);

}  // namespace holdfast
