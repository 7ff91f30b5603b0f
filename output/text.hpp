// Text for a terminal: widths in columns (a Chinese character takes two), lines broken at words, and estimates printed
// no finer than their Monte Carlo error.
#pragma once

#include <string>
#include <string_view>

#include "output/statistics.hpp"

namespace holdfast {

inline constexpr int terminal_columns = 100;

int display_width(std::string_view utf8);
std::string pad_right(std::string_view text, int width);  // left-aligned; longer text stays whole
std::string pad_left(std::string_view text, int width);   // right-aligned
// Breaks at spaces; every line starts with `indent` spaces, the first one excepted if `hang`.
std::string wrap(std::string_view text, int indent = 0, bool hang = false, int width = terminal_columns);

// One field of a CSV file: quoted if it has a comma, a quote or a line break.
std::string csv_field(std::string const& text);

// The power of ten of the last digit worth printing: the leading digit of the standard error; without an error, the
// fifth significant digit.
int last_place(Estimate const& estimate);
// The value alone, rounded at the leading digit of its standard error; without an error, five significant digits.
std::string format_value(Estimate const& estimate);
// "[0.20, 0.42]", or "" with fewer than two replicates.
std::string format_interval(Estimate const& estimate);
// "0.31±0.05"
std::string format_short(Estimate const& estimate);

}  // namespace holdfast
