// The papers of a run: everything needed to trace a figure back and to run it again. Kept in /provenance of the run
// file. Facts about the machine stand apart: they never decide a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/core/input_file.hpp"

namespace holdfast {

inline constexpr int run_file_format_version = 1;  // raised when an older reader would misread the file

using Facts = std::vector<std::pair<std::string, std::string>>;  // name (snake_case), value; order is kept

// One row of the parameter table: a field of a module, as its field table declares it.
struct ParameterRow {
  std::string path;  // "policies.dibao.take_up_share"
  std::string unit;
  double low = 0, high = 0;  // allowed values, inclusive
  std::string meaning, meaning_zh;
};

inline constexpr char const* run_title = "Holdfast run: rural households of Sichuan under a support timeline";

struct Provenance {
  std::string title = run_title;
  std::string scenario_json;  // resolved: "extends" merged, every value present
  std::string sweep_json;     // of a sweep: what is varied over that scenario; else empty
  std::vector<InputFile> inputs;
  std::vector<ParameterRow> parameters;
  std::uint64_t seed = 0;
  double households_share = 1;
  std::string commit, compiler, flags;
  Facts libraries;  // hdf5 -> "1.10.8" ...
  std::string command_line;
  Facts machine;  // threads, instruction set ...; may differ between equal runs
};

// A Provenance with what the build knows: commit, compiler, flags and library versions.
Provenance build_provenance();

// The hash of a file; `name` is how the run file will call it. Throws FileError.
InputFile hash_input(std::filesystem::path const& file, std::string name);

// The papers as indented JSON, for `show --json`; the scenario is embedded as JSON if it parses.
std::string provenance_json(Provenance const& provenance);

}  // namespace holdfast
