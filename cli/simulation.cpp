// What the subcommands that simulate have in common: options into overrides, threads and counties.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "cli/commands.hpp"

namespace holdfast::cli {

Overrides overrides_of(Common const& common, SimulationOptions const& options) {
  Overrides out;
  out.share_dir = common.share_dir;
  out.set = options.set;
  out.households_share = options.share;
  out.replicates = options.replicates;
  out.seed = options.seed;
  out.counties = options.counties;
  return out;
}

SimulateOptions simulate_options(SimulationOptions const& options, ScenarioFile const& first) {
  SimulateOptions out;
  out.threads =
      options.threads > 0 ? options.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  out.only_counties = only_counties(first.counties, first.resolved.run.counties);
  return out;
}

std::vector<bool> only_counties(std::vector<CountyFacts> const& counties, std::vector<int> const& adcodes) {
  if (adcodes.empty()) return {};
  std::vector<bool> only(counties.size(), false);
  std::vector<Problem> problems;
  for (int const adcode : adcodes) {
    auto const at =
        std::find_if(counties.begin(), counties.end(), [&](CountyFacts const& f) { return f.adcode == adcode; });
    if (at == counties.end())
      problems.push_back(
          {"--county", 0, 0, "",
           fmt::format("{} is no county of counties.csv; a code has six digits, for example {}.", adcode, 513401)});
    else
      only[static_cast<std::size_t>(at - counties.begin())] = true;
  }
  if (!problems.empty()) throw InputError(problems);
  return only;
}

}  // namespace holdfast::cli
