// From a scenario to what was counted: every county, every month, every replicate.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "model/county.hpp"
#include "model/scenario.hpp"

namespace holdfast {

// What one county counted over the reported months. Unweighted whole numbers; weight[class] turns them into estimates.
struct CountyResult {
  std::vector<std::int64_t> counts;  // [month][total cell][household class], fen where money
  std::vector<std::int64_t> ledger;  // [month][instrument][household class], fen
  std::array<double, household_classes> weight{1, 1, 1};
  std::int64_t household_months = 0;  // simulated, spin-up included

  std::int64_t count(int month, Total total, HouseholdClass c, int over = 0) const {
    auto const cell = static_cast<std::size_t>(total_offset[static_cast<std::size_t>(total)] + over);
    return counts[(static_cast<std::size_t>(month) * total_cells + cell) * household_classes +
                  static_cast<std::size_t>(c)];
  }
  std::int64_t paid(int month, int instrument, HouseholdClass c) const {
    return ledger[(static_cast<std::size_t>(month) * instruments + static_cast<std::size_t>(instrument)) *
                      household_classes +
                  static_cast<std::size_t>(c)];
  }
};

struct ReplicateResult {
  int replicate = 0;
  std::vector<CountyResult> counties;  // in order of counties.csv; left empty for counties that were not simulated
};

// What an observer may look at: every month of every county under every scenario, after it was lived, as if each
// scenario were simulated alone: months that a scenario shares with the first are shown once for each of the two. Must
// not change anything. Called from several threads, but never at once for the same county; of a county and scenario it
// sees one replicate after the other, each in the order of months, while months of different scenarios may alternate.
using Observer = std::function<void(std::size_t scenario, County const& county, Month month, int replicate)>;

struct SimulateOptions {
  int threads = 0;                        // 0 = as many as the machine offers
  int batch = 0;                          // replicates simulated together; 0 = chosen. Never changes a result
  int first_replicate = 0;                // replicates first_replicate .. scenario.replicates - 1
  std::vector<float> macro_tilt;          // of the macro factor's innovations (common_luck.hpp); empty = none
  std::vector<bool> only_counties;        // empty = all; others are left out without changing the rest
  Observer observe;                       // may be empty
  bool observe_spin_up = false;           // the observer sees the months of the spin-up too
  HouseholdId follow = Followed::nobody;  // notes what happens to this household in County::followed; changes nothing
  bool keep_trails = false;               // for the observer, County::trail records who was listed, helped and removed,
                                          // of the first scenario alone: a branch's own months have none
  std::optional<Month> one_past_until;    // all replicates live the past of replicate 0 to the end of this month
  std::function<bool()> stop;             // polled between tasks; true = end after the last complete replicate
  std::function<void(std::int64_t household_months)> progress;  // called from worker threads, one at a time
  // A county is complete: `result` may be read and emptied, so that many scenarios do not fill the memory with counts.
  // Called from several threads, never at once for the same scenario, replicate and county (row of counties.csv).
  std::function<void(std::size_t scenario, int replicate, std::size_t county, CountyResult& result)> on_county;
};

// Calls on_replicate in order of replicates, from one thread. Returns the number of complete replicates.
int simulate(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
             std::function<void(ReplicateResult const&)> const& on_replicate);

// Several scenarios in one go: the first is lived whole, each other one from the first month in which it orders
// anything else (model/fork.hpp), and every result is the same, to the bit, as if its scenario had been simulated
// alone. All must have the same frame (same_frame). on_replicate also receives which scenario the result is of.
int simulate(std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties,
             SimulateOptions const& options,
             std::function<void(std::size_t scenario, ReplicateResult const&)> const& on_replicate);

}  // namespace holdfast
