// Simulates a scenario into a run file: labels and tables from the model's lists, replicates as they are finished.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/simulate.hpp"
#include "output/provenance.hpp"
#include "output/table.hpp"

namespace holdfast {

Labels labels_of(Scenario const& scenario, std::vector<CountyFacts> const& counties);

struct Recorded {
  int replicates = 0;     // complete in the file
  bool finished = false;  // false: stopped; the complete replicates stand in NAME.part
  std::string notice;     // remains of a killed run, if any were found; else empty
};

// Creates `path`, simulates and writes. Throws FileError; nothing that looks finished is left behind.
Recorded record_run(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
                    Provenance const& provenance, std::filesystem::path const& path);

}  // namespace holdfast
