// Large-scale relapse by hand: two replicates, two years, three counties.
#include "output/large_scale.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "model/core/errors.hpp"
#include "small_run.hpp"

using namespace holdfast;

namespace {

// Persons 1000 everywhere; the third county has only 30 drawn households.
CountyYears example_years() {
  CountyYears out;
  out.replicates = 2, out.years = 2, out.first_year = 2024;
  out.drawn_households = {400, 150, 30};
  out.households_share = 0.1;
  for (double const onsets : {4.0, 20.0, 90.0, 1.0, 2.0, 3.0,     // replicate 0: 2024, 2025
                              25.0, 30.0, 0.0, 20.0, 0.0, 40.0})  // replicate 1
    out.cells.push_back({onsets, 1000});
  return out;
}

LargeScalePoint const& at(LargeScaleCurve const& curve, int year, double threshold) {
  for (LargeScalePoint const& p : curve.points)
    if (p.year == year && p.threshold == threshold) return p;
  throw std::out_of_range("no such point");
}

}  // namespace

TEST_CASE("counties at or above the threshold are counted in each year and in any year", "[large_scale]") {
  double const thresholds[] = {0.02, 0.05};
  LargeScaleCurve const curve = large_scale_curve(example_years(), thresholds, 100);
  CHECK(curve.points.size() == 6);
  CHECK(curve.counties_used == 2);
  CHECK(curve.counties_left_out == 1);
  CHECK(at(curve, 2024, 0.02).any_county.value == 1);                            // the second county; both counties
  CHECK(at(curve, 2024, 0.02).expected_counties.value == 1.5);                   // 1 and 2
  CHECK(at(curve, 2025, 0.02).any_county.value == 0.5);                          // exactly 2 % counts
  CHECK(at(curve, 0, 0.02).expected_counties.value == 1.5);                      // a county counts once
  CHECK(at(curve, 2024, 0.05).any_county.value == 0);                            // 9 % of the small county is left out
  CHECK(at(curve, 2024, 0.05).any_county.high == Approx(0.6576).epsilon(1e-3));  // Wilson, 0 of 2
  // The province: (4 + 20 + 90) / 3000 = 3.8 % with every county; 55 / 3000; 6 / 3000; 60 / 3000 = 2 %.
  CHECK(at(curve, 2024, 0.02).province.value == 0.5);
  CHECK(at(curve, 2025, 0.02).province.value == 0.5);
  CHECK(at(curve, 0, 0.02).province.value == 1);
  CHECK(at(large_scale_curve(example_years(), thresholds, 0), 2024, 0.05).any_county.value == 0.5);
}

TEST_CASE("the largest share is of a used county or of the province", "[large_scale]") {
  CountyYears const all = example_years();
  CHECK(largest_share(all, 0, 0, false, 100) == Approx(0.02));
  CHECK(largest_share(all, 0, 0, false, 0) == Approx(0.09));
  CHECK(largest_share(all, 0, -1, true, 100) == Approx(0.038));
  CHECK(largest_share(all, 1, 1, true, 100) == Approx(0.02));
}

TEST_CASE("the text says that no official number exists, and what drawing does at a small share", "[large_scale]") {
  double const thresholds[] = {0.02};
  LargeScaleRun const run{"a.h5", "adopted", "实际政策", 2, 0.1, large_scale_curve(example_years(), thresholds, 100)};
  std::string const text = large_scale_text({run}, 100);
  CHECK(text.find("No official number") != std::string::npos);
  CHECK(text.find("没有官方数量标准") != std::string::npos);
  CHECK(text.find("1 with fewer than 100 drawn") != std::string::npos);
  CHECK(text.find("0.7 percentage points") != std::string::npos);  // sqrt(0.02 * 0.98 / 400)
  CHECK(large_scale_json({run}, 100).find("\"No official number") != std::string::npos);
}

TEST_CASE("a run file without counties by year is refused", "[large_scale]") {
  auto const path = std::filesystem::temp_directory_path() / "holdfast-large-scale.h5";
  small_run::SmallRun{}.write(path);
  CHECK_THROWS_WITH(county_years(RunReader(path)), Catch::Contains("no relapses by county and year"));
  std::filesystem::remove(path);
}
