// Results beside the evidence: the targets of calibration/targets/targets.csv and the plausibility lines of the
// project, each computed from the totals of a run file, or named as one that a run file cannot answer.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "output/run_file.hpp"
#include "output/statistics.hpp"

namespace holdfast {

// One row of targets.csv, columns as in its README. low and high are NaN where the row gives no interval.
struct Target {
  int number = 0;  // of the moment; 0 = a plausibility line
  std::string name, moment, concept_name, place, period;
  int year = 0, month = 0;  // 0 = not given
  double value = 0, low = 0, high = 0;
  std::string unit, tolerance, ids, grade, read_as, if_missed;
};

// Throws FileError when the file cannot be opened, InputError with all problems when it is not a table of targets.
std::vector<Target> read_targets(std::filesystem::path const& file);

// Coarse bounds that any credible run keeps; wider than the targets they repeat.
std::vector<Target> plausibility_lines();

enum class Standing : std::uint8_t { unanswered, shown, inside, outside };
inline constexpr std::array<std::string_view, 4> standing_names{"unanswered", "shown", "inside", "outside"};

struct Judged {
  Target target;
  Estimate result;                           // NaN = unanswered
  Standing standing = Standing::unanswered;  // of the value, not of its interval; "shown": the row has no interval
  std::string note;                          // why it is unanswered, or where the reading departs from the row
};

// The run's value for each target, in order.
std::vector<Judged> judge(RunReader const& run, std::vector<Target> const& targets);

}  // namespace holdfast
