// holdfast patterns: what a credible run shows, measured on the scenario and the variants that it takes.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/patterns.hpp"
#include "output/text.hpp"
#include "scenarios/patterns.hpp"

namespace holdfast::cli {
namespace {

struct Measured {
  PatternText text;
  std::vector<PatternFigure> figures;
};

std::string text_of(std::string const& name, int replicates, std::vector<Measured> const& patterns) {
  std::string out = fmt::format(
      "{}: the patterns of a credible run, {} replicates under the same luck. Each figure should be above zero.\n",
      name, replicates);
  for (Measured const& p : patterns) {
    out += fmt::format("\n{}\n{}\n", p.text.title, p.text.title_zh);
    bool all = true;
    for (PatternFigure const& f : p.figures) {
      PatternVerdict const verdict = verdict_of(f.estimate);
      all = all && verdict == PatternVerdict::holds;
      out += fmt::format("  {} {} {} {}  {}\n", pad_right(f.title, 60), pad_left(format_value(f.estimate), 8),
                         pad_right(format_interval(f.estimate), 18), f.unit, verdict_name(verdict));
    }
    out += "  " + wrap("Why: " + p.text.mechanism, 2) + "\n";
    if (!all && !p.text.if_fails.empty()) out += "  " + wrap("Where it does not: " + p.text.if_fails, 2) + "\n";
  }
  return out;
}

std::string json_of(std::string const& name, int replicates, std::vector<Measured> const& patterns) {
  using Json = nlohmann::ordered_json;
  Json out{{"scenario", name}, {"replicates", replicates}, {"patterns", Json::array()}};
  for (Measured const& p : patterns) {
    Json figures = Json::array();
    for (PatternFigure const& f : p.figures)
      figures.push_back({{"title", f.title},
                         {"unit", f.unit},
                         {"value", f.estimate.value},
                         {"interval", {f.estimate.low, f.estimate.high}},
                         {"verdict", verdict_name(verdict_of(f.estimate))}});
    out["patterns"].push_back({{"key", p.text.key},
                               {"title", p.text.title},
                               {"title_zh", p.text.title_zh},
                               {"mechanism", p.text.mechanism},
                               {"if_fails", p.text.if_fails},
                               {"figures", figures}});
  }
  return out.dump(2) + "\n";
}

// The scenario itself, then its variants in the order of the plan.
std::vector<ScenarioFile> load_all(Common const& common, PatternsOptions const& options, PatternPlan const& plan) {
  Overrides const overrides = overrides_of(common, options);
  std::vector<ScenarioFile> files;
  files.push_back(load_scenario(find_scenario(options.scenario, common.share_dir), overrides));
  for (PatternVariant const& variant : plan.variants) {
    Overrides changed = overrides;
    changed.set.insert(changed.set.end(), variant.set.begin(), variant.set.end());
    for (std::string const& with : variant.with) changed.with.push_back(find_scenario(with, common.share_dir));
    files.push_back(load_scenario(
        find_scenario(variant.scenario.empty() ? options.scenario : variant.scenario, common.share_dir), changed));
  }
  return files;
}

void require_the_years(Scenario const& scenario) {
  if (scenario.start == Month::of(2021, 1) && scenario.months == 60) return;
  throw InputError(Problem{scenario.name, 0, 0, "/run",
                           "patterns are measured from January 2021 to December 2025: start 2021-01, 60 months."});
}

}  // namespace

int patterns(Common const& common, PatternsOptions const& options) {
  PatternPlan const plan = read_patterns(common.share_dir / "data" / "patterns.json");
  std::vector<ScenarioFile> const files = load_all(common, options, plan);
  ScenarioFile const& base = files.front();
  require_the_years(base.scenario);
  std::vector<Scenario const*> scenarios;
  for (ScenarioFile const& file : files) scenarios.push_back(&file.scenario);
  SimulateOptions simulation = simulate_options(options, base);
  RelapseByGroup groups(base.scenario.replicates, base.counties.size());
  simulation.observe = [&](std::size_t scenario, County const& county, Month month, int replicate) {
    if (scenario == 0) groups.look(county, month, replicate);
  };
  std::vector<int> const thirds = income_thirds(base.counties);
  PatternSamples samples;
  simulate(scenarios, base.counties, simulation, [&](std::size_t s, ReplicateResult const& result) {
    samples[s == 0 ? "base" : plan.variants[s - 1].key].push_back(pattern_sample(result, *scenarios[s], thirds));
    if (s == 0) std::fprintf(stderr, "replicate %d of %d\n", result.replicate + 1, base.scenario.replicates);
  });
  std::vector<Measured> measured;
  for (PatternText const& text : plan.patterns)
    measured.push_back({text, pattern_figures(text.key, samples, groups, base.scenario.start)});
  int const replicates = base.scenario.replicates;
  print(common.json ? json_of(base.scenario.name, replicates, measured)
                    : text_of(base.scenario.name, replicates, measured));
  return ok;
}

}  // namespace holdfast::cli
