// A report: everything that the page of a briefing words and draws, as one JSON object. All statistics are computed
// here, none in the page; viz/pages/src/report/data.ts says what each field means.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "output/run_file.hpp"
#include "output/targets.hpp"

namespace holdfast {

// A parameter that the results hang on; both meaning and reason in English and Chinese.
struct ReportAssumption {
  std::string path;
  Label meaning;
  std::string unit, value, grade, source;
  Label why;
};

// What run files do not hold.
struct ReportContext {
  std::string language = "en";  // or "zh": shown first
  std::string version;          // of holdfast
  std::vector<Target> targets;  // published numbers that the first run is held against
  std::vector<ReportAssumption> assumptions;
  std::map<std::string, Label> instrument_titles;  // by key; those of the run file where one is missing
  std::vector<std::string> commands;               // that repeat the report
};

// At least one run; the others are held against the first, all over the replicates that every one of them has
// complete. Throws InputError with all reasons when one of them has no complete replicate or they cannot be paired.
std::string report_json(std::span<RunReader const> runs, ReportContext const& context);

}  // namespace holdfast
