#include "output/rare_relapse.hpp"

#include <fmt/format.h>

#include <cmath>

#include "model/core/errors.hpp"
#include "model/month/common_luck.hpp"

namespace holdfast {
namespace {

void require(Scenario const& scenario, RareRelapse const& question) {
  Month const january = Month::of(question.year, 1);
  std::vector<Problem> problems;
  if (january < scenario.start || scenario.start + scenario.months < january + 12)
    problems.push_back({scenario.name, 0, 0, "/run",
                        fmt::format("does not hold the whole year {}: it runs from {} for {} months.", question.year,
                                    scenario.start.text(), scenario.months)});
  if (!scenario.plan<Macro>().on)
    problems.push_back({scenario.name, 0, 0, "/shocks/macro/on",
                        "is false: without the macro factor there is nothing to shift. Use --no-shift."});
  if (!problems.empty()) throw InputError(problems);
}

}  // namespace

std::vector<double> macro_direction(Scenario const& scenario, int from, int to) {
  auto const& plan = scenario.plan<Macro>();
  Month const first = scenario.start - scenario.spin_up_months;
  std::vector<double> out(static_cast<std::size_t>(scenario.spin_up_months + scenario.months), 0.0);
  double later = 0;  // what one unit of the factor in month t adds to the sum over [from, to)
  for (int t = to - 1; t >= 0; --t) {
    auto const& p = plan.at(first + t, CountyClass::other);
    auto const& next = plan.at(first + t + 1, CountyClass::other);
    later = (t >= from ? 1.0 : 0.0) + (t + 1 < to ? static_cast<double>(next.persistence) * later : 0.0);
    out[static_cast<std::size_t>(t)] =
        later * static_cast<double>(t == 0 ? Macro::first(p, 1.0f) : Macro::next(p, 0.0f, 1.0f));
  }
  double squares = 0;
  for (double const x : out) squares += x * x;
  if (squares > 0)
    for (double& x : out) x /= std::sqrt(squares);
  return out;
}

RareEvent rare_relapse(Scenario scenario, std::vector<CountyFacts> const& counties, SimulateOptions options,
                       RareRelapse const& question, RareEventPlan const& plan) {
  require(scenario, question);
  options.stop = {};  // weights need every replicate that was asked for
  options.one_past_until.reset();
  int const january = Month::of(question.year, 1) - scenario.start + scenario.spin_up_months;
  std::vector<double> const direction = macro_direction(scenario, std::max(0, january - 12), january + 12);
  Month const first_month = scenario.start - scenario.spin_up_months;
  scenario.months = january + 12 - scenario.spin_up_months;  // nothing after the year matters
  std::size_t const months = static_cast<std::size_t>(january + 12);
  TiltedSampler const sample = [&](double shift, int first, int count) {
    options.macro_tilt.clear();
    if (shift != 0)
      for (std::size_t t = 0; t < months; ++t) options.macro_tilt.push_back(static_cast<float>(shift * direction[t]));
    options.first_replicate = first;
    scenario.replicates = first + count;
    std::vector<Tilted> out;
    simulate(scenario, counties, options, [&](ReplicateResult const& result) {
      CountyYears const years = county_years(result, scenario);
      if (!question.province) require_a_county(years, question.least_households);
      Draws const draws(Key{scenario.seed, static_cast<std::uint32_t>(result.replicate)});
      Tilted one{shift, largest_share(years, 0, years.years - 1, question.province, question.least_households)};
      for (std::size_t t = 0; t < months; ++t)
        one.factor += direction[t] * static_cast<double>(macro_innovation(draws, first_month + static_cast<int>(t)));
      out.push_back(one);
    });
    return out;
  };
  return estimate_rare_event(sample, plan);
}

}  // namespace holdfast
