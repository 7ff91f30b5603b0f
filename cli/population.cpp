// holdfast population: makes the households of every county and says how near they come to the census margins.
#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "model/population/fit_report.hpp"
#include "scenarios/read.hpp"

namespace holdfast::cli {

namespace {

nlohmann::ordered_json json_of(FitReport const& r) {
  nlohmann::ordered_json out{{"adcode", r.adcode},
                             {"name_en", r.name_en},
                             {"households_share", r.households_share},
                             {"households", r.households},
                             {"households_drawn", r.households_drawn},
                             {"groups", r.groups},
                             {"groups_drawn", r.groups_drawn},
                             {"lifted_out_persons", r.lifted_out_persons},
                             {"lifted_out_persons_target", r.lifted_out_persons_target},
                             {"lifted_out_persons_at_share", r.lifted_out_persons_at_share},
                             {"worst_cell", r.worst_cell},
                             {"worst_cell_percent", r.worst_cell_percent},
                             {"srmse", r.srmse}};
  auto margins = nlohmann::ordered_json::array();
  for (MarginFit const& m : r.margins) {
    nlohmann::ordered_json row{{"name", m.name}, {"fitted", m.fitted}, {"target", m.target}, {"at_share", m.at_share}};
    row["at_share_1"] =
        m.at_share_1 == unknown_margin ? nlohmann::ordered_json() : nlohmann::ordered_json(m.at_share_1);
    margins.push_back(row);
  }
  out["margins"] = margins;
  return out;
}

}  // namespace

int population(Common const& common, PopulationOptions const& options) {
  Overrides overrides;
  overrides.share_dir = common.share_dir;
  overrides.households_share = options.share;
  overrides.seed = options.seed;
  overrides.counties = options.counties;
  ScenarioFile const file = load_scenario(find_scenario(options.scenario, common.share_dir), overrides);
  std::vector<bool> const only = only_counties(file.counties, file.resolved.run.counties);
  bool const terminal = isatty(STDERR_FILENO) == 1;
  std::vector<FitReport> reports;
  std::vector<Problem> problems;
  for (std::size_t k = 0; k < file.counties.size(); ++k) {
    CountyFacts const& facts = file.counties[k];
    if ((!only.empty() && !only[k]) || facts.margins.rural_households <= 0) continue;
    if (terminal) std::fprintf(stderr, "\r%zu of %zu counties\x1b[K", k + 1, file.counties.size());
    reports.push_back(
        fit_report(facts, file.scenario.plan<Synthesis>(), file.scenario.households_share, file.scenario.seed));
    for (Problem const& p : check(reports.back())) problems.push_back(p);
  }
  if (terminal) std::fputs("\r\x1b[K", stderr);
  if (common.json) {
    auto out = nlohmann::ordered_json::array();
    for (FitReport const& r : reports) out.push_back(json_of(r));
    print(out.dump(1) + "\n");
  } else {
    print(fit_text(reports));
  }
  if (!problems.empty()) throw InputError(problems);
  return ok;
}

}  // namespace holdfast::cli
