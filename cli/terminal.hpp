// Text for people: colour only on a terminal, columns that count Chinese characters as two.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace holdfast::cli {

// The stream is a terminal and NO_COLOR is unset.
bool may_colour(std::FILE* stream);

// Bold, red or dim on such a stream, plain elsewhere.
std::string bold(std::string_view text, std::FILE* stream = stdout);
std::string red(std::string_view text, std::FILE* stream = stderr);
std::string dim(std::string_view text, std::FILE* stream = stdout);

// Columns that a terminal uses for UTF-8 text: two for Chinese characters and full-width punctuation.
int display_width(std::string_view text);

// The text, filled with spaces to at least `width` columns.
std::string padded(std::string_view text, int width);

// Writes to stdout; a closed or full stdout is a file problem (FileError), not silence.
void print(std::string_view text);

}  // namespace holdfast::cli
