// Simulates a scenario into a run file: labels and tables from the model's lists, replicates as they are finished.
#pragma once

#include <filesystem>
#include <functional>
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

// How a run grows by stages, from `first_total` replicates to as many as it turns out to need. The scenarios of its
// orders are planned for the most that it may have.
struct Growth {
  int first_total = 0;
  std::function<void(std::size_t order, ReplicateResult const&)> observe;  // every replicate, in order
  std::function<int(int done)> next;                                       // the total to go on to; `done` = enough
  std::function<Provenance(std::size_t order, int replicates)> papers;     // of a run planned for just so many
};

// As record_runs. The finished files are those of a run with just as many replicates, to the byte; until then, and
// after an interruption, NAME.part is planned for the most.
std::vector<Recorded> record_growing(std::vector<RunOrder> const& orders, std::vector<CountyFacts> const& counties,
                                     SimulateOptions const& options, Growth const& growth);

// The same as record_runs for one scenario.
Recorded record_run(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
                    Provenance const& provenance, std::filesystem::path const& path);

}  // namespace holdfast
