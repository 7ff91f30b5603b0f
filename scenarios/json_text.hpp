// A JSON file with the place of every value in its text, so that any later complaint can say line and column.
// Strict JSON (RFC 8259): no comments, no trailing commas, no duplicate keys, numbers finite, UTF-8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/errors.hpp"
#include "model/core/input_file.hpp"

namespace holdfast {

struct Position {
  int line = 0;    // 1-based
  int column = 0;  // 1-based, in characters, not bytes
};

// Where a value stands, and where its key does (the same for array elements and the root).
struct Place {
  Position key, value;
};

struct JsonText {
  std::string name;     // as results name it: relative, never absolute
  std::string display;  // as messages name it: the path that the user typed or that leads from it
  std::filesystem::path path;
  nlohmann::json doc;
  int depth = 0;                        // 0 = the scenario, 1 = what it extends, 2 = what that extends
  std::map<std::string, Place> places;  // by JSON pointer; "" = the whole document
  std::uint64_t hash = 0;               // FNV-1a 64 of the bytes
};

// Whole file as text. Throws FileError when it cannot be read.
std::string read_text(std::filesystem::path const& path, std::string const& display);

// Parses text; adds problems (syntax, duplicate keys) instead of throwing. doc is null after a syntax error.
JsonText parse_json(std::string const& text, std::string const& display, std::vector<Problem>& problems);

// "a/b~c" as one step of a JSON pointer: "a~1b~0c".
std::string pointer_step(std::string_view key);

// Line and column (in characters) of a byte of text.
Position position_of(std::string_view text, std::size_t byte);

}  // namespace holdfast
