// From merged JSON to numbers: every module of a catalogue, month by month and class by class, and a record of each
// parameter (meaning, source, grade, which file set it) for `explain`, provenance and the documentation.
#pragma once

#include <string>
#include <vector>

#include "scenarios/catalogue.hpp"
#include "scenarios/layers.hpp"
#include "scenarios/value_path.hpp"

namespace holdfast {

// What is known of one parameter of one scenario.
struct ParameterRecord {
  std::string section, module, field;
  std::string unit, meaning, meaning_zh;
  Range range{};
  bool scaled = false;
  int article = 0;
  std::string spec;    // the merged JSON value, one line
  std::string source;  // ids of the evidence, "assumption", or "scenario:<name>" where a scenario changed it
  std::string grade;   // A-D; "-" for a choice of a scenario
  std::string note;
  std::string set_by;                     // the file that has the last word, as results name it
  ClassPaths paths;                       // before strength
  int module_index = 0, field_index = 0;  // into the catalogue and ResolvedModule::values

  std::string path() const { return section + "." + module + "." + field; }
};

// The "run" section and the names, typed and checked.
struct RunSettings {
  std::string name;      // with those of the layers over it and of --set, so that no two runs share one by accident
  std::string own_name;  // of the scenario file
  std::string title, title_zh, note;
  Month start = Month::of(2021, 1);
  int months = 60, spin_up_months = 24;
  std::uint32_t seed = 1;
  int replicates = 20;
  double households_share = 0.05;
  bool replay_events = true;
  std::vector<int> counties;  // adcodes; empty = all
  bool holds = false;         // hold_policies_after is given
  Month hold_policies_after{};

  Month first() const { return start - spin_up_months; }
  int resolved_months() const { return spin_up_months + months + 12; }  // a year beyond the end: premium, indexation
};

struct Resolved {
  RunSettings run;
  std::vector<ResolvedModule> modules;  // in the order of the catalogue
  std::vector<ClassPaths> strengths;    // the same
  std::vector<Condition> conditions;    // of modules that react, without repetition
  std::vector<ParameterRecord> parameters;
};

RunSettings read_run_settings(Layers& layers);

// Adds all problems to layers.problems.
Resolved resolve(Layers& layers, Catalogue const& catalogue);

// The merged scenario as one complete file: canonical order, no "extends", sources of what scenarios changed.
// Reading it back gives the same scenario.
std::string resolved_text(Layers const& layers, Resolved const& resolved);

// Value of a parameter in a month, strength included; `restored`: while the condition of its module holds.
float resolved_value(Resolved const& resolved, Catalogue const& catalogue, ParameterRecord const& record, Month month,
                     int county_class, int household_class, bool restored = false);

}  // namespace holdfast
