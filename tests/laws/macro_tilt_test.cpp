// The shift of the macro factor for rare events: nothing by default, and exactly what the weights take it for.
#include <catch2/catch.hpp>
#include <cmath>

#include "model/month/common_luck.hpp"
#include "output/rare_relapse.hpp"
#include "small_run.hpp"

using namespace holdfast;

TEST_CASE("a shift of zero changes no bit of a run", "[laws][rare_event]") {
  ScenarioFile file = small_scenario("adopted-2021-2025", 0.001, 1);
  file.scenario.months = 12;
  SimulateOptions options;
  options.only_counties.assign(file.counties.size(), false);
  for (std::size_t k = 0; k < 6; ++k) options.only_counties[30 * k] = true;
  auto const plain = live(file, options);
  options.macro_tilt.assign(36, 0.0f);
  CHECK(live(file, options) == plain);
  options.macro_tilt.assign(36, -0.5f);
  CHECK(live(file, options) != plain);
}

TEST_CASE("the shifted factor moves by the shift along its direction, and prices follow", "[laws][rare_event]") {
  ScenarioFile const file = small_scenario();
  Scenario const& scenario = file.scenario;
  SpatialFactor const factor(file.counties, 120);
  Draws const draws(Key{3, 0});
  std::vector<double> const direction = macro_direction(scenario, 60, 84);
  REQUIRE(direction.size() == 84);
  double squares = 0;
  for (double const x : direction) squares += x * x;
  CHECK(squares == Approx(1));
  CHECK(direction[59] > direction[40]);  // persistence: the months just before count most
  CHECK(direction[83] < direction[60]);  // the last innovation moves the last month only
  std::vector<float> tilt;
  for (double const x : direction) tilt.push_back(static_cast<float>(-3 * x));
  CommonLuck const plain = make_common_luck(scenario, file.counties, factor, draws);
  CommonLuck const shifted = make_common_luck(scenario, file.counties, factor, draws, {}, tilt);
  // The mean of the factor over the window moves by shift times its standard deviation, which the definition gives:
  // M(t) = sum over s of persistence^(t - s) sd e(s), the first month from the stationary distribution.
  Macro::Params const& p = scenario.plan<Macro>().at(scenario.start, CountyClass::other);
  double const rho = p.persistence;
  double variance = 0;
  for (int s = 0; s < 84; ++s) {
    double sum = 0;
    for (int t = std::max(60, s); t < 84; ++t) sum += std::pow(rho, t - s);
    double const sd = s == 0 ? p.innovation_sd / std::sqrt(1 - rho * rho) : p.innovation_sd;
    variance += sd * sd * sum * sum / (24 * 24);
  }
  double moved = 0;
  for (std::size_t t = 60; t < 84; ++t) moved += (shifted.macro[t] - plain.macro[t]) / 24;
  CHECK(moved == Approx(-3 * std::sqrt(variance)).epsilon(1e-3));
  CHECK(shifted.farm_price[70 * file.counties.size()] < plain.farm_price[70 * file.counties.size()]);
  CHECK(shifted.events.size() == plain.events.size());
}
