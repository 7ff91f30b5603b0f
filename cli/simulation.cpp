// What the subcommands that simulate have in common: options into overrides, threads and counties.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "cli/commands.hpp"
#include "model/fork.hpp"

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
  bool anybody = false;
  for (std::size_t k = 0; k < first.counties.size(); ++k)
    anybody = anybody ||
              ((out.only_counties.empty() || out.only_counties[k]) && first.counties[k].margins.rural_households > 0);
  if (!anybody)
    throw InputError(
        Problem{"run.counties", 0, 0, "", "name only counties without rural people: nothing would be simulated."});
  return out;
}

std::vector<ScenarioFile> load_together(Common const& common, std::vector<std::string> const& scenarios,
                                        Overrides const& overrides, SameName same_name) {
  std::vector<ScenarioFile> files;
  std::vector<Problem> problems;
  for (std::string const& scenario : scenarios) try {
      files.push_back(load_scenario(find_scenario(scenario, common.share_dir), overrides));
    } catch (InputError const& e) {
      problems.insert(problems.end(), e.problems().begin(), e.problems().end());
    }
  for (ScenarioFile const& file : files) {
    if (!same_frame(files.front().scenario, file.scenario))
      problems.push_back({file.scenario.name, 0, 0, "/run",
                          "cannot be simulated together with " + files.front().scenario.name +
                              ": start, months, spin_up_months, seed, replicates and households_share must be equal."});
    if (file.resolved.run.counties != files.front().resolved.run.counties)
      problems.push_back(
          {file.scenario.name, 0, 0, "/run/counties",
           "cannot be simulated together with " + files.front().scenario.name + ": the counties must be the same."});
    if (same_name == SameName::refused && &file != &files.front() && file.scenario.name == files.front().scenario.name)
      problems.push_back({file.scenario.name, 0, 0, "/name",
                          "is the name of two scenarios of this command: their run files would have one name."});
  }
  if (!problems.empty()) throw InputError(problems);
  return files;
}

Provenance papers_of(ScenarioFile const& file, std::string command_line, int threads) {
  Provenance papers = build_provenance();
  papers.scenario_json = file.text;
  papers.inputs = file.inputs;
  for (ParameterRecord const& p : file.parameters())
    papers.parameters.push_back({p.path(), p.unit, p.range.low, p.range.high, p.meaning, p.meaning_zh});
  papers.seed = file.scenario.seed;
  papers.households_share = file.scenario.households_share;
  papers.command_line = std::move(command_line);
  papers.machine = {{"threads", std::to_string(threads)}};
  return papers;
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
          {"counties", 0, 0, "",
           fmt::format("{} is no county of counties.csv; a code has six digits, for example {}.", adcode, 513401)});
    else
      only[static_cast<std::size_t>(at - counties.begin())] = true;
  }
  if (!problems.empty()) throw InputError(problems);
  return only;
}

}  // namespace holdfast::cli
