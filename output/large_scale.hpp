// Large-scale relapse: in how many counties at least a share x of the lifted-out persons newly relapses within twelve
// months, as a curve over x. No official number says what large-scale is; whoever prints this prints
// no_official_number. The twelve months are a calendar year: run files keep counties by year, as the assessment judges
// them, and years do not overlap, so no relapse counts twice.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/simulate.hpp"
#include "output/run_file.hpp"
#include "output/statistics.hpp"

namespace holdfast {

inline constexpr std::string_view no_official_number =
    "No official number says what large-scale relapse is: read the whole curve.";
inline constexpr std::string_view no_official_number_zh = "规模性返贫没有官方数量标准，应看整条曲线。";

// Counties of which fewer lifted-out households were drawn are left out unless told otherwise: with 100, drawing alone
// moves a county's share of 2 % by 1.4 percentage points (standard deviation).
inline constexpr int least_drawn_households = 100;

// New relapses and members at the end of the year, lifted-out, of one county and year; persons (weighted or not).
struct CountyYear {
  double onsets = 0, persons = 0;
  double share() const { return persons > 0 ? onsets / persons : 0; }
};

// All counties and whole calendar years of some replicates.
struct CountyYears {
  int replicates = 0, years = 0, first_year = 0;
  std::vector<CountyYear> cells;         // [replicate][year][county]; persons 0 = not simulated or nobody
  std::vector<double> drawn_households;  // lifted-out, by county; 0 = not simulated
  double households_share = 1;

  std::size_t counties() const { return drawn_households.size(); }
  CountyYear const& at(int replicate, int year_index, std::size_t county) const {
    return cells[(static_cast<std::size_t>(replicate) * static_cast<std::size_t>(years) +
                  static_cast<std::size_t>(year_index)) *
                     counties() +
                 county];
  }
};

// Of the complete replicates of a run. Throws InputError when the run has no calendar year or lacks the tables.
CountyYears county_years(RunReader const& run);
// Of one replicate that was just simulated.
CountyYears county_years(ReplicateResult const& result, Scenario const& scenario);

// Throws InputError when no county has that many drawn lifted-out households: then nothing can be said of any county.
void require_a_county(CountyYears const& all, double least_households);

// One threshold in one year, or at least once in all years of the run.
struct LargeScalePoint {
  double threshold = 0;        // share, 0.02 = 2 %
  int year = 0;                // 0 = any year of the run
  Estimate any_county;         // probability, Wilson interval
  Estimate expected_counties;  // per replicate; of any year: counties that reach it at least once
  Estimate province;           // probability that all lifted-out persons together reach it, Wilson interval
};

struct LargeScaleCurve {
  std::vector<LargeScalePoint> points;  // years in order, then any year; thresholds in order within
  int counties_used = 0, counties_left_out = 0;
  double median_drawn_households = 0;  // of the counties used
};

// Counties with fewer than `least_households` drawn lifted-out households are left out of any_county and
// expected_counties; the province counts everybody.
LargeScaleCurve large_scale_curve(CountyYears const& all, std::span<double const> thresholds, double least_households);

// The largest share of a used county (or the province's) in one replicate: in one year, or in any if year_index < 0.
double largest_share(CountyYears const& all, int replicate, int year_index, bool province, double least_households);

// What a run file of this name says, for people and for machines.
struct LargeScaleRun {
  std::string run, scenario, scenario_zh;
  int replicates = 0;
  double households_share = 1;
  LargeScaleCurve curve;
};
std::string large_scale_text(std::vector<LargeScaleRun> const& runs, double least_households);
std::string large_scale_json(std::vector<LargeScaleRun> const& runs, double least_households);

}  // namespace holdfast
