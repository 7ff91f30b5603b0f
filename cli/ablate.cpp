// holdfast ablate: the scenario as it is and without each coupling of households, one at a time, under the same luck.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/ablation.hpp"
#include "scenarios/couplings.hpp"

namespace holdfast::cli {

namespace {

std::vector<Coupling> chosen(std::vector<Coupling> all, std::vector<std::string> const& keys) {
  if (keys.empty()) return all;
  std::vector<Coupling> out;
  std::string known;
  for (Coupling const& c : all) known += (known.empty() ? "" : ", ") + c.key;
  for (std::string const& key : keys) {
    auto const at = std::find_if(all.begin(), all.end(), [&](Coupling const& c) { return c.key == key; });
    if (at == all.end())
      throw InputError(Problem{"--only", 0, 0, "", fmt::format("{} is no coupling. There are: {}.", key, known)});
    out.push_back(*at);
  }
  return out;
}

}  // namespace

int ablate(Common const& common, AblateOptions const& options) {
  Overrides const overrides = overrides_of(common, options);
  auto const couplings =
      chosen(read_couplings(options.table.empty() ? common.share_dir / "data" / "couplings.json" : options.table),
             options.only);
  std::filesystem::path const path = find_scenario(options.scenario, common.share_dir);
  std::vector<ScenarioFile> files;
  files.push_back(load_scenario(path, overrides));
  for (Coupling const& c : couplings) files.push_back(load_without(c, path, overrides));

  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& file : files) scenarios.push_back(&file.scenario);
  SimulateOptions simulation = simulate_options(options, files[0]);
  simulation.batch = 1;
  std::vector<std::vector<Outcome>> samples(files.size());
  simulate(scenarios, files[0].counties, simulation, [&](std::size_t scenario, ReplicateResult const& result) {
    samples[scenario].push_back(outcome_of(result, *scenarios[scenario]));
    if (scenario == 0) std::fprintf(stderr, "replicate %d of %d\n", result.replicate + 1, scenarios[0]->replicates);
  });
  std::vector<Ablation> out;
  for (std::size_t k = 0; k < couplings.size(); ++k)
    out.push_back({couplings[k].key, couplings[k].title, couplings[k].title_zh, couplings[k].meaning,
                   ablation_figures(samples[0], samples[k + 1])});
  std::string const& name = files[0].scenario.name;
  print(common.json ? ablation_json(name, out) : ablation_text(name, out));
  return ok;
}

}  // namespace holdfast::cli
