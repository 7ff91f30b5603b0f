// holdfast sweep: one to three parameters of a scenario varied together under the same luck, into one file that a
// killed sweep goes on with.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/figures.hpp"
#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"
#include "output/sweep_file.hpp"
#include "scenarios/suggest.hpp"
#include "scenarios/sweep.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

// Base and points, ready to be simulated.
struct Plan {
  Sweep sweep;
  ScenarioFile base;
  std::vector<std::vector<std::string>> settings;  // by point
};

Overrides base_overrides(Common const& common, SweepOptions const& options, Sweep const& sweep) {
  Overrides out = overrides_of(common, options);
  out.set = sweep.set;
  out.set.insert(out.set.end(), options.set.begin(), options.set.end());
  for (std::string const& with : sweep.with) out.with.push_back(find_scenario(with, common.share_dir));
  return out;
}

Plan read_plan(Common const& common, SweepOptions const& options) {
  Plan out;
  out.sweep = read_sweep(find_sweep(options.file, common.share_dir), figure_keys());
  out.base = load_scenario(find_scenario(out.sweep.base, common.share_dir), base_overrides(common, options, out.sweep));
  for (auto const& point : out.sweep.points()) out.settings.push_back(point_settings(out.sweep, out.base, point));
  return out;
}

// The scenario of every point.
std::vector<Scenario> scenarios_of(Common const& common, SweepOptions const& options, Plan const& plan) {
  fs::path const path = find_scenario(plan.sweep.base, common.share_dir);
  std::vector<Scenario> out;
  for (auto const& settings : plan.settings) {
    Overrides overrides = base_overrides(common, options, plan.sweep);
    overrides.set.insert(overrides.set.end(), settings.begin(), settings.end());
    out.push_back(read_scenario(path, overrides));
  }
  return out;
}

Surface surface_of(Plan const& plan) {
  Sweep const& sweep = plan.sweep;
  Surface out{
      sweep.name,     sweep.title, sweep.title_zh, plan.base.scenario.name, plan.base.scenario.households_share, {},
      sweep.points(), {}};
  for (SweepParameter const& p : sweep.parameters)
    out.parameters.push_back({p.key, p.title, p.title_zh, p.unit, sweep.grid() ? p.levels : std::vector<double>{},
                              p.step, p.step_title, p.step_title_zh});
  return out;
}

// The papers of the file: nothing in it depends on the machine, the threads or an interruption.
Provenance papers_of(Common const& common, SweepOptions const& options, Plan const& plan) {
  Provenance out = build_provenance();
  out.title = "Holdfast sweep: outcomes of rural households of Sichuan over a surface of parameters";
  out.scenario_json = plan.base.text;
  auto json = nlohmann::ordered_json::parse(plan.sweep.text);
  json["points"] = nlohmann::ordered_json::array();
  for (std::size_t p = 0; p < plan.settings.size(); ++p)
    json["points"].push_back({{"levels", plan.sweep.points()[p]}, {"set", plan.settings[p]}});
  out.sweep_json = json.dump(1);
  out.inputs = plan.base.inputs;
  out.inputs.push_back(plan.sweep.input);
  out.seed = plan.base.scenario.seed;
  out.households_share = plan.base.scenario.households_share;
  out.command_line = "holdfast sweep " + plan.sweep.input.name;
  for (std::string const& set : settings_of(overrides_of(common, options))) out.command_line += " --set " + set;
  return out;
}

std::vector<SurfaceThreshold> thresholds_of(Sweep const& sweep, std::vector<std::string> const& given) {
  std::vector<SurfaceThreshold> out;
  for (SweepThreshold const& t : sweep.thresholds) out.push_back({find_outcome_figure(t.figure), t.level});
  std::vector<Problem> problems;
  for (std::string const& text : given) {
    std::size_t const equals = std::min(text.find('='), text.size());
    std::string const key = text.substr(0, equals), level = equals < text.size() ? text.substr(equals + 1) : "";
    char* end = nullptr;
    double const value = std::strtod(level.c_str(), &end);
    OutcomeFigure const* const figure = find_outcome_figure(key);
    if (figure == nullptr)
      problems.push_back({"--threshold", 0, 0, "",
                          fmt::format("{} is no figure.{} There are: {}.", key, did_you_mean(key, figure_keys()),
                                      fmt::join(figure_keys(), ", "))});
    else if (level.empty() || *end != '\0' || !std::isfinite(value))
      problems.push_back({"--threshold", 0, 0, "", fmt::format("{} must read FIGURE=LEVEL: {}=2.5.", text, key)});
    else
      out.push_back({figure, value});
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

void tell_plan(Plan const& plan, SweepFile const& file, fs::path const& path) {
  Scenario const& base = plan.base.scenario;
  std::fprintf(stderr,
               "%s: %zu points over %s, %d replicates of %g %% of households; one population, one spin-up, each month "
               "that points have in common lived once; into %s\n",
               plan.sweep.name.c_str(), plan.settings.size(), base.name.c_str(), base.replicates,
               base.households_share * 100, path.c_str());
  if (file.done() > 0)
    std::fprintf(stderr, "going on from %d complete replicates of %d\n", file.done(), base.replicates);
}

// Simulates what is missing. False: stopped before the end.
bool complete(Plan const& plan, std::vector<Scenario> const& scenarios, SimulateOptions simulation, SweepFile& file) {
  std::vector<Scenario const*> all;
  for (Scenario const& s : scenarios) all.push_back(&s);
  int const replicates = plan.base.scenario.replicates, first = file.done();
  auto const start = std::chrono::steady_clock::now();
  simulation.first_replicate = first;
  simulation.stop = stop_asked;
  simulate_outcomes(all, plan.base.counties, simulation, [&](int replicate, std::span<Outcome const> outcomes) {
    file.write(replicate, outcomes);
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::fprintf(stderr, "replicate %d of %d, %.0f s, %.0f s left\n", replicate + 1, replicates, seconds,
                 seconds / (replicate + 1 - first) * (replicates - replicate - 1));
  });
  if (file.done() < replicates) return false;
  file.finish();
  return true;
}

}  // namespace

int sweep(Common const& common, SweepOptions const& options) {
  Plan const plan = read_plan(common, options);
  auto const figures = chosen_figures(options.figures, plan.sweep.figures);
  auto const thresholds = thresholds_of(plan.sweep, options.thresholds);
  SimulateOptions const simulation = simulate_options(options, plan.base);
  fs::path const path = options.output.empty() ? fs::path(plan.sweep.name + ".h5") : options.output;
  Surface surface = surface_of(plan);
  SweepFile file(path, surface, plan.base.scenario.replicates, papers_of(common, options, plan));
  if (file.finished()) {
    std::fprintf(stderr, "%s is complete: nothing is simulated again\n", path.c_str());
  } else {
    watch_signals();
    std::vector<Scenario> const scenarios = scenarios_of(common, options, plan);
    tell_plan(plan, file, path);
    if (!complete(plan, scenarios, simulation, file)) {
      std::fprintf(stderr, "Stopped. %d of %d replicates are complete; the same command goes on with them.\n",
                   file.done(), plan.base.scenario.replicates);
      return interrupted;
    }
  }
  print(common.json ? surface_json(surface, figures, thresholds) : surface_text(surface, figures, thresholds));
  return ok;
}

}  // namespace holdfast::cli
