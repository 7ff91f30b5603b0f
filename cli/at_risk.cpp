// holdfast at-risk: the population at risk under a scenario, and what an adjustment of its support does to whom.
#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/at_risk_figures.hpp"
#include "output/households_file.hpp"

namespace holdfast::cli {
namespace {

std::optional<Month> month_of(std::string const& text) {
  int year = 0, month = 0;
  if (!read_month(text, year, month)) return {};
  return Month::of(year, month);
}

void require_drawable(Scenario const& s, std::vector<Problem>& problems) {
  if (s.replicates < 2 || s.replicates > 3000)
    problems.push_back({"--replicates", 0, 0, "",
                        fmt::format("{} replicates: the chance of a household needs 2 to 3000; 20 or more tell a "
                                    "tenth from luck.",
                                    s.replicates)});
}

Month window_of(AtRiskOptions const& options, Scenario const& s, std::vector<Problem>& problems) {
  Month const end = s.start + (s.months - 1), latest = end - at_risk_window_months;
  if (latest < s.start) {
    problems.push_back(
        {s.name, 0, 0, "/run/months",
         fmt::format("{} months are too few: the window takes twelve after a month of the run.", s.months)});
    return s.start;
  }
  if (options.from.empty()) return latest;
  std::optional<Month> const month = month_of(options.from);
  if (month && *month >= s.start && *month <= latest) return *month;
  problems.push_back(
      {"--from", 0, 0, "",
       month ? fmt::format(
                   "{} is not from {} to {}: it and the twelve months after it must be in the run, which ends in {}.",
                   options.from, s.start.text(), latest.text(), end.text())
             : fmt::format("\"{}\" is no month: write {}.", options.from, latest.text())});
  return latest;
}

// What to type to get the same file; scenarios by their file names, so that no folder of this machine is in it.
std::string command_line(AtRiskOptions const& options, Month from) {
  std::string out = "holdfast at-risk";
  for (std::string const& s : options.scenarios) out += " " + std::filesystem::path(s).filename().string();
  out += " --from " + from.text();
  for (std::string const& set : settings_of(overrides_of({}, options))) out += " --set " + set;
  return out;
}

// Simulates the scenarios into a record; `what` is told with the progress.
void follow(AtRiskRecord& record, std::vector<Scenario const*> const& scenarios,
            std::vector<CountyFacts> const& counties, SimulateOptions simulation, char const* what) {
  simulation.observe = [&](std::size_t scenario, County const& county, Month month, int replicate) {
    record.look(scenario, county, month, replicate);
  };
  simulate(scenarios, counties, simulation, [&](std::size_t scenario, ReplicateResult const& result) {
    if (scenario == 0)
      std::fprintf(stderr, "%s: replicate %d of %d\n", what, result.replicate + 1, scenarios[0]->replicates);
  });
}

}  // namespace

int at_risk(Common const& common, AtRiskOptions const& options) {
  if (!options.output.empty()) require_writable(options.output);
  std::vector<ScenarioFile> const files =
      load_together(common, options.scenarios, overrides_of(common, options), SameName::allowed);
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& file : files) scenarios.push_back(&file.scenario);
  std::vector<CountyFacts> const& counties = files[0].counties;
  std::vector<Problem> problems;
  require_drawable(*scenarios[0], problems);
  Month const from = window_of(options, *scenarios[0], problems);
  if (!problems.empty()) throw InputError(problems);

  SimulateOptions simulation = simulate_options(options, files[0]);
  AtRiskRecord lives(scenarios, counties.size(), from);
  follow(lives, scenarios, counties, simulation, "own pasts");
  std::vector<Scenario> to_window_end;
  for (Scenario const* s : scenarios) {
    to_window_end.push_back(*s);
    to_window_end.back().months = from - s->start + 1 + at_risk_window_months;
  }
  std::vector<Scenario const*> short_ones;
  for (Scenario const& s : to_window_end) short_ones.push_back(&s);
  AtRiskRecord known(short_ones, counties.size(), from);
  simulation.one_past_until = from;
  follow(known, short_ones, counties, simulation, "one past");
  AtRiskReport const report = at_risk_report(known, lives, scenarios, counties);
  if (!options.output.empty()) {
    std::vector<Provenance> papers;
    for (ScenarioFile const& file : files)
      papers.push_back(papers_of(file, command_line(options, from), simulation.threads));
    write_households(options.output, known, counties, papers);
  }
  print(common.json ? at_risk_json(report) : at_risk_text(report, options.top));
  return ok;
}

}  // namespace holdfast::cli
