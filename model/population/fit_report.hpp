// Fit report: how near the made households come to the census margins of their county, fitted or not.
// Policy document: none. Limits: worst fitted cell 1 % of the county's households (or 5), SRMSE 0.05.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/core/errors.hpp"
#include "model/population/population.hpp"

namespace holdfast {

struct MarginFit {
  std::string_view name;
  bool fitted = false;    // the weights were fitted to it
  double target = 0;      // per household for fitted margins
  double at_share_1 = 0;  // unknown() for unfitted margins unless the report's share is 1
  double at_share = 0;    // at weight, at the report's share
};

struct FitReport {
  int adcode = 0;
  std::string name_en;
  double households_share = 1;
  std::int64_t households = 0, households_drawn = 0, groups = 0, groups_drawn = 0;
  std::int64_t lifted_out_persons = 0, lifted_out_persons_target = 0;  // at share 1
  double lifted_out_persons_at_share = 0;                              // at weight
  std::vector<MarginFit> margins;
  std::string_view worst_cell;
  double worst_cell_households = 0, worst_cell_percent = 0;  // of the county's households, share 1
  double srmse = 0;                                          // worst table, share 1
  int iterations = 0;
};

inline constexpr double unknown_margin = -1;

// Makes the county once more; meant for people and tests, not for the run.
FitReport fit_report(CountyFacts const& facts, Plan<Synthesis> const& plan, double households_share,
                     std::uint32_t seed);

// What breaks the limits; empty = the county may be used.
std::vector<Problem> check(FitReport const& report);

// A summary of all counties, each margin over the province, and the ten counties that fit worst.
std::string fit_text(std::vector<FitReport> const& reports);

}  // namespace holdfast
