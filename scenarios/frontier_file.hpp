// A frontier file: a family of phase-out schedules of some instruments over a base scenario, and what counts as safe.
//   "base": scenario; "months" of the runs, unless those of the base; "schedules": {instrument: {"start",
//   "length_months", "floor"}}, each a value or [first, last]; "safe": {"figure", "at_most" or "at_most_times_base",
//   "threshold_percent" of large_scale_relapse}.
// docs/scenario-files.md is the manual.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

// The strength of one instrument goes in a straight line from all of it in `start` to `floor` times it, `length_months`
// later; at once if that is 0. It stays there.
struct Schedule {
  std::string instrument;  // "premium_subsidy"
  Month start{};
  int length_months = 0;
  double floor = 1;  // 1 = as in the base: nothing is taken away

  std::string text() const;  // "premium_subsidy from 2024-01 over 12 months to 0.25"
};

struct ScheduleRange {
  std::string instrument;
  Month first_start{}, last_start{};
  int shortest_months = 0, longest_months = 0;
  double lowest_floor = 0, highest_floor = 0;
};

struct FrontierFile {
  std::string name, title, title_zh, note;
  std::filesystem::path base_path;
  ScenarioFile base;
  std::optional<int> months;  // of the runs; empty = as the base says
  std::vector<ScheduleRange> ranges;
  std::string figure;                         // a key of Outcome, or large_scale_relapse
  double threshold_percent = 0;               // of large_scale_relapse
  std::optional<double> at_most, times_base;  // one of the two: the limit, or the base's figure times this

  // Some schedules end so late that less than a year of the run is left to see what they do.
  bool ends_late() const;
  // How many of start, length and floor vary.
  int dimensions() const;
  // Coordinates from 0 (earliest, shortest, lowest: least support) to 1, one for each that varies.
  std::vector<Schedule> at(std::vector<double> const& point) const;
  // The nearest point whose schedules are in whole months and hundredths of strength; where a floor is 1, start and
  // length mean nothing and are put at 1.
  std::vector<double> settle(std::vector<double> const& point) const;
};

inline constexpr std::string_view large_scale_figure = "large_scale_relapse";

// Reads the file and its base, with the overrides laid over it. `figures` are the keys that "safe" may name beside
// large_scale_relapse. Throws InputError with all problems, FileError when the file cannot be opened.
FrontierFile read_frontier(std::filesystem::path const& path, std::vector<std::string> const& figures,
                           Overrides const& overrides);

// What the schedules set, as --set takes it, and as the policies section of a scenario that extends the base.
std::vector<std::string> settings_of(std::vector<Schedule> const& schedules);
nlohmann::ordered_json policies_of(std::vector<Schedule> const& schedules);

}  // namespace holdfast
