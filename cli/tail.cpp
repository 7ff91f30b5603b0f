// holdfast tail: large-scale relapse as a curve over what "large" means; and, with --rare, one far point of it.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/large_scale.hpp"
#include "output/rare_relapse.hpp"
#include "output/text.hpp"

namespace holdfast::cli {

namespace {

int curves(Common const& common, TailOptions const& options) {
  std::vector<double> thresholds;
  for (double const percent : options.thresholds) thresholds.push_back(percent / 100);
  std::vector<LargeScaleRun> runs;
  for (std::filesystem::path const& path : options.runs) {
    RunReader const run = open_run(path);
    CountyYears const years = county_years(run);
    auto const scenario = nlohmann::json::parse(run.provenance().scenario_json, nullptr, false);
    auto const word = [&](char const* key) {
      return scenario.is_object() && scenario.contains(key) && scenario[key].is_string()
                 ? scenario[key].get<std::string>()
                 : std::string();
    };
    runs.push_back({path.filename().string(), word("name"), word("title_zh"), years.replicates, years.households_share,
                    large_scale_curve(years, thresholds, options.least_households)});
    if (runs.back().curve.counties_used == 0)
      throw InputError(Problem{path.string(), 0, 0, "",
                               fmt::format("no county has {:g} drawn lifted-out households: run it with a larger "
                                           "--share, or lower --least-households.",
                                           options.least_households)});
  }
  print(common.json ? large_scale_json(runs, options.least_households)
                    : large_scale_text(runs, options.least_households));
  return ok;
}

struct Asked {
  ScenarioFile file;
  RareRelapse question;
  RareEventPlan plan;
};

std::string event_text(Asked const& asked) {
  return fmt::format("{} {:g} % or more of the lifted-out persons newly relapse in {}",
                     asked.question.province ? "in the province" : "in at least one county", 100 * asked.plan.threshold,
                     asked.question.year);
}

std::string rare_text(Asked const& asked, RareEvent const& e) {
  std::string out = fmt::format("{}\n{}\n\n{}: probability that {}\n", no_official_number, no_official_number_zh,
                                asked.file.scenario.name, event_text(asked));
  Estimate shown = e.probability;
  if (!(shown.standard_error > 0)) shown.standard_error = shown.half_width() / 2;
  out += fmt::format("  {} {}  ({} replicates, {} of them with the event, worth {:.1f} of equal weight)\n",
                     format_value(shown), format_interval(shown), e.replicates, e.hits, e.effective_hits);
  if (e.shift != 0)
    out += fmt::format("  shift of the macro factor: {:+.2f} standard deviations; {} replicates chose it\n", e.shift,
                       e.pilot_replicates);
  else if (e.pilot_replicates > 0)
    out +=
        fmt::format("  no shift: in {} replicates the event showed too little of the macro factor; counted plainly\n",
                    e.pilot_replicates);
  if (e.largest_weight_share > 0.2)
    out += fmt::format("  {:.0f} % of the estimate hangs on one replicate: simulate more before it is used.\n",
                       100 * e.largest_weight_share);
  if (std::isfinite(e.gain()))
    out += fmt::format(
        "  Work: {:.0f} replicates in all; brute force needs {:.0f} for the same standard error, {:.2g} times as "
        "many.\n",
        e.all_replicates(), e.brute_force_replicates, e.gain());
  else
    out += "  The event did not happen: only the upper end of the interval is known.\n";
  if (!asked.question.province)
    out +=
        wrap(fmt::format("Counties with fewer than {:g} drawn lifted-out households are left out. At a share of {:g} "
                         "drawing adds to the spread of county shares: the probability at share 1 is lower.",
                         asked.question.least_households, asked.file.scenario.households_share),
             2) +
        "\n";
  return out;
}

std::string rare_json(Asked const& asked, RareEvent const& e) {
  using Json = nlohmann::ordered_json;
  auto const number = [](double x) { return std::isfinite(x) ? Json(x) : Json(); };
  return Json{{"note", no_official_number},
              {"scenario", asked.file.scenario.name},
              {"event", asked.question.province ? "province" : "any_county"},
              {"year", asked.question.year},
              {"threshold_percent", 100 * asked.plan.threshold},
              {"households_share", asked.file.scenario.households_share},
              {"least_drawn_households", asked.question.least_households},
              {"probability", number(e.probability.value)},
              {"interval", {number(e.probability.low), number(e.probability.high)}},
              {"standard_error", number(e.probability.standard_error)},
              {"shift", e.shift},
              {"replicates", e.replicates},
              {"pilot_replicates", e.pilot_replicates},
              {"hits", e.hits},
              {"effective_hits", e.effective_hits},
              {"largest_weight_share", e.largest_weight_share},
              {"brute_force_replicates", number(e.brute_force_replicates)},
              {"gain", number(e.gain())}}
             .dump(1) +
         "\n";
}

int rare(Common const& common, TailOptions const& options) {
  if (options.thresholds.size() != 1)
    throw InputError(Problem{"--threshold", 0, 0, "", "takes one number with --rare, such as --threshold 2%."});
  Overrides overrides = overrides_of(common, options);
  for (std::string const& with : options.with) overrides.with.push_back(find_scenario(with, common.share_dir));
  Asked asked{load_scenario(find_scenario(options.rare, common.share_dir), overrides), {}, {}};
  Scenario const& scenario = asked.file.scenario;
  asked.question = {options.year.value_or((scenario.start + scenario.months).year() - 1), options.province,
                    options.least_households};
  asked.plan.threshold = options.thresholds[0] / 100;
  asked.plan.replicates = options.replicates.value_or(200);
  if (asked.plan.replicates < 2)
    throw InputError(Problem{"--replicates", 0, 0, "", "must be 2 or more for a rare event; 200 unless given."});
  asked.plan.pilot = options.pilot;
  asked.plan.elite = 0.2;  // simulated replicates are dear: more of fewer
  if (options.no_shift) asked.plan.plain_share = 1;
  SimulateOptions simulation = simulate_options(options, asked.file);
  std::fprintf(stderr, "probability that %s: %s%d replicates\n", event_text(asked).c_str(),
               options.no_shift ? "" : "a pilot that chooses the shift, then ", asked.plan.replicates);
  RareEvent const e = rare_relapse(scenario, asked.file.counties, simulation, asked.question, asked.plan);
  print(common.json ? rare_json(asked, e) : rare_text(asked, e));
  return ok;
}

}  // namespace

int tail(Common const& common, TailOptions const& options) {
  return options.rare.empty() ? curves(common, options) : rare(common, options);
}

}  // namespace holdfast::cli
