// A scenario file with all that it extends, merged: which file set what, and where.
// Merging follows RFC 7396 (a later file's null removes), with two additions for paths over months:
//   a later "value" without months removes the earlier months (and "path"): the path is then that constant;
//   later months over an earlier number keep that number as the value before the first month.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/json_text.hpp"

namespace holdfast {

// "2024-07" as a month of 2000-2100. `is_month_key` asks only for the shape: four digits, dash, two digits.
bool is_month_key(std::string_view key);
bool read_month(std::string_view key, int& year, int& month);

// Changes on top of a file, and where shipped scenarios are.
struct Overrides {
  std::filesystem::path share_dir;  // shipped scenarios, for "extends" that is not found beside its file; empty = none
  std::vector<std::string> set;     // "run.seed=7", "policies.dibao.line_yuan=480": dotted path = JSON value
  std::vector<std::filesystem::path> with;  // files laid over the scenario, in this order; they extend nothing
  bool geography = true;                    // read counties, margins and events from the data folder
  // the same as run.<name>=value in `set`, checked alike
  std::optional<int> months, spin_up_months, replicates;
  std::optional<std::uint32_t> seed;
  std::optional<double> households_share;
  std::optional<bool> replay_events;
  std::vector<int> counties;  // empty = those of the scenario
};

// `set`, and after it what else is overridden, written alike.
std::vector<std::string> settings_of(Overrides const& overrides);

struct Layers {
  std::vector<JsonText> files;    // in order of merging: what is extended, the scenario, what is laid over it, --set
  std::size_t scenario = 0;       // its index in files
  std::vector<std::size_t> over;  // likewise of the files laid over it
  nlohmann::json merged = nlohmann::json::object();
  std::vector<Problem> problems;

  // The file that has the last word on a pointer (or nullptr), and the nearest ancestor's if `or_above`.
  JsonText const* setter(std::string const& pointer, bool or_above = false) const;
  // A problem at the value of a pointer (or at its key), in the file that has the last word on it.
  Problem problem_at(std::string const& pointer, std::string message, bool at_key = false) const;
  void complain(std::string const& pointer, std::string message, bool at_key = false);
  // Sorts problems by file, line and column.
  void sort_problems();
};

void merge(nlohmann::json& target, nlohmann::json const& patch);

// Reads and merges. Problems of reading are in `problems`; throws FileError when the scenario itself cannot be opened.
Layers read_layers(std::filesystem::path const& file, Overrides const& overrides);
// The same from the text of a complete scenario, such as a run file keeps; it extends nothing.
Layers read_layers_text(std::string const& text, std::string const& name, Overrides const& overrides);

}  // namespace holdfast
