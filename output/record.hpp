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

// One scenario of a run and where its file goes.
struct RunOrder {
  Scenario const* scenario = nullptr;
  Provenance provenance;
  std::filesystem::path path;
};

// Creates the files, simulates all scenarios in one go (simulate.hpp) and writes; one answer for each order, in order.
// Throws FileError; nothing that looks finished is left behind.
std::vector<Recorded> record_runs(std::vector<RunOrder> const& orders, std::vector<CountyFacts> const& counties,
                                  SimulateOptions const& options);

// The same for one scenario.
Recorded record_run(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
                    Provenance const& provenance, std::filesystem::path const& path);

}  // namespace holdfast
