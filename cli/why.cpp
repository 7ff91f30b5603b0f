// holdfast why: replays one household of a run and tells its life; with two runs, side by side.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/biography.hpp"
#include "output/find_lives.hpp"
#include "output/replay_check.hpp"
#include "output/sums.hpp"
#include "scenarios/read.hpp"

namespace holdfast::cli {

namespace {

InputError refusal(std::string what, std::string why) {
  return InputError(Problem{std::move(what), 0, 0, "", std::move(why)});
}

// A run file and the scenario that is written in it.
struct Run {
  RunReader file;
  ScenarioFile scenario;
  std::string name;
};

Run open(Common const& common, std::filesystem::path const& path) {
  RunReader file = open_run(path);
  Overrides overrides;
  overrides.share_dir = common.share_dir;
  std::string name = path.filename().string();
  ScenarioFile scenario = load_scenario_text(file.provenance().scenario_json, name, overrides);
  for (InputFile const& then : file.provenance().inputs)
    for (InputFile const& now : scenario.inputs)
      if (then.name == now.name && then.fnv1a64 != now.fnv1a64)
        std::fprintf(stderr, "%s: %s has changed since this run: the replay may differ.\n", name.c_str(),
                     now.name.c_str());
  return {std::move(file), std::move(scenario), std::move(name)};
}

void check_replicate(Run const& run, int replicate) {
  int const complete = run.file.complete_replicates();
  if (replicate >= complete)
    throw refusal("--replicate", fmt::format("is {}; {} holds {} complete replicates, counted from 0.", replicate,
                                             run.name, complete));
}

Biography live(Run const& run, HouseholdId id, int replicate) {
  Biography const life = live_biography(run.scenario.scenario, run.scenario.counties, id, replicate);
  std::string const difference = replay_difference(run.file, run.scenario.scenario, run.scenario.counties, life);
  if (!difference.empty())
    std::fprintf(stderr,
                 "%s: the replay is not the life of the run: %s. A run of this build and these data can be told.\n",
                 run.name.c_str(), difference.c_str());
  return life;
}

void tell_found(Common const& common, std::vector<FoundLife> const& found, std::vector<CountyFacts> const& counties) {
  auto const name = [&](int adcode) {
    for (CountyFacts const& f : counties)
      if (f.adcode == adcode) return f.name_en;
    return std::string();
  };
  if (common.json) {
    auto out = nlohmann::ordered_json::array();
    for (FoundLife const& f : found) out.push_back({{"household", f.id}, {"adcode", f.adcode}, {"reason", f.reason}});
    return print(out.dump(1) + "\n");
  }
  if (found.empty()) return print("No such household was found.\n");
  for (FoundLife const& f : found) print(fmt::format("{:<16} {:<14} {}\n", f.id, name(f.adcode), f.reason));
}

void search(Common const& common, WhyOptions const& options, std::vector<Run> const& runs) {
  auto const kind = std::find(telling_names.begin(), telling_names.end(), options.find);
  auto const what = static_cast<Telling>(kind - telling_names.begin());
  if (what == Telling::relapsed_under_b && runs.size() < 2)
    throw refusal("--find relapsed-under-b", "needs two runs: A.h5 B.h5.");
  ScenarioFile const& first = runs[0].scenario;
  std::vector<bool> const counties =
      options.counties.empty() ? simulated_counties(runs[0].file) : only_counties(first.counties, options.counties);
  Scenario const* const second = runs.size() > 1 ? &runs[1].scenario.scenario : nullptr;
  tell_found(common,
             find_lives(what, first.scenario, second, first.counties, counties, options.replicate,
                        static_cast<std::size_t>(options.limit)),
             first.counties);
}

}  // namespace

int why(Common const& common, WhyOptions const& options) {
  if (options.household.has_value() == !options.find.empty())
    throw refusal("why", "tells one household, --household ID, or finds some, --find KIND: give one of the two.");
  std::vector<Run> runs;
  for (std::filesystem::path const& path : options.runs) {
    runs.push_back(open(common, path));
    check_replicate(runs.back(), options.replicate);
  }
  if (runs.size() > 1 && (runs[0].scenario.scenario.seed != runs[1].scenario.scenario.seed ||
                          runs[0].scenario.scenario.households_share != runs[1].scenario.scenario.households_share))
    throw refusal(runs[0].name + " and " + runs[1].name,
                  "have other seeds or shares: their households do not meet the same luck.");
  if (!options.find.empty()) {
    search(common, options, runs);
    return ok;
  }
  std::vector<Biography> lives;
  for (Run const& run : runs) lives.push_back(live(run, *options.household, options.replicate));
  if (common.json)
    print(biography_json(lives));
  else
    print(lives.size() == 1 ? biography_text(lives[0]) : biographies_text(lives[0], lives[1]));
  return ok;
}

}  // namespace holdfast::cli
