// A sweep file: one to three parameters of a scenario, varied together on a grid or on Sobol points, so that the answer
// is a surface. Each point is the base with a path over months laid over each parameter: what `run --set` would take.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

// What the level of a parameter does to its path, from a month on; until then the path stays.
enum class SweepAs : std::uint8_t {
  value,   // the path is the level
  floor,   // the path is nowhere below the level
  cap,     // the path is nowhere above the level
  times,   // the path is multiplied by the level
  growth,  // the path grows by the level (a share) after every full year, from its value of that month
};
inline constexpr std::array<std::string_view, 5> sweep_as_names{"value", "floor", "cap", "times", "growth"};

struct SweepParameter {
  std::string key, title, title_zh, unit;
  std::vector<std::string> paths;  // policies.dibao.line_yuan, or policies.dibao.strength; all get the same level
  SweepAs as = SweepAs::value;
  std::optional<Month> from;   // nothing: the first reported month
  std::vector<double> levels;  // of a grid, rising; of Sobol points the two ends
  double step = 0;             // the change that slopes are told for, and its name
  std::string step_title, step_title_zh;
};

struct SweepThreshold {
  std::string figure;
  double level = 0;
};

struct Sweep {
  std::string name, title, title_zh, note, base;
  std::vector<std::string> with, set;  // layers over the base, settings of "run"
  std::vector<SweepParameter> parameters;
  int sobol_points = 0;  // 0: a grid
  std::vector<std::string> figures;
  std::vector<SweepThreshold> thresholds;
  std::string text;  // canonical JSON of all of it
  InputFile input;

  bool grid() const { return sobol_points == 0; }
  // Levels by point and parameter; of a grid the last parameter runs fastest.
  std::vector<std::vector<double>> points() const;
};

inline constexpr std::size_t most_sweep_points = 400;

// Reads and checks; `figures` are the keys of figures that there are. Throws InputError with all problems, each with
// line and column, FileError when the file cannot be opened.
Sweep read_sweep(std::filesystem::path const& file, std::vector<std::string> const& figures);

// By name or path: as it stands, with ".json", then among the shipped sweeps. Throws FileError with those there are.
std::filesystem::path find_sweep(std::string const& name, std::filesystem::path const& share_dir);

// The settings, as after --set, that make one point of the base. Throws InputError when a path cannot be laid over: the
// base indexes it or restores it by a condition, or `from` is outside the run.
std::vector<std::string> point_settings(Sweep const& sweep, ScenarioFile const& base, std::vector<double> const& point);

}  // namespace holdfast
