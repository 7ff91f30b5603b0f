// A stopwatch around the steps of the month (model/live_month.hpp).
#include "bench/full_month_steps.hpp"

#include <chrono>
#include <memory>

#include "model/population/population.hpp"

namespace holdfast::bench {
namespace {

class Stopwatch {
 public:
  explicit Stopwatch(StepTimes& into) : into_(into) { start(); }
  void start() { last_ = std::chrono::steady_clock::now(); }
  void lap(MonthStep step) {
    auto const now = std::chrono::steady_clock::now();
    into_.nanoseconds[static_cast<std::size_t>(step)] += std::chrono::duration<double, std::nano>(now - last_).count();
    last_ = now;
  }

 private:
  StepTimes& into_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace

StepTimes time_steps(Scenario const& scenario, std::vector<CountyFacts> const& counties,
                     std::vector<bool> const& only) {
  StepTimes times;
  times.result.counties.resize(counties.size());
  SpatialFactor const factor(counties, scenario.plan<Macro>().at(scenario.start, CountyClass::other).range_km);
  Draws const draws(Key{scenario.seed, 0});
  CommonLuck const luck = make_common_luck(scenario, counties, factor, draws);
  auto const room = std::make_unique<Room>();
  Stopwatch watch(times);
  for (std::size_t k = 0; k < counties.size(); ++k) {
    if (!only[k]) continue;
    County county;
    make_county(counties[k], scenario, county);
    county.facts = &counties[k];
    watch.start();
    live_months(scenario, luck, draws, 0, scenario.spin_up_months + scenario.months, county, *room,
                times.result.counties[k], watch, [](Month, bool) {});
  }
  return times;
}

}  // namespace holdfast::bench
