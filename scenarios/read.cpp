// Reading a scenario: one call gives everything that a run needs, or all problems at once.
#include "scenarios/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/events.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

namespace fs = std::filesystem;

namespace {

void copy_settings(RunSettings const& run, Scenario& out) {
  out.name = run.name;
  out.title = run.title;
  out.title_zh = run.title_zh;
  out.start = run.start;
  out.months = run.months;
  out.spin_up_months = run.spin_up_months;
  out.seed = run.seed;
  out.replicates = run.replicates;
  out.households_share = run.households_share;
  out.replay_events = run.replay_events;
}

// The data folder stands beside one of the files read, or is its "data"; shown as messages name it.
struct DataFolder {
  fs::path path;
  std::string shown;
  bool found = false;
};

DataFolder data_folder(Layers const& layers, fs::path const& share_dir) {
  for (JsonText const& file : layers.files) {
    if (file.path.empty()) continue;
    fs::path const shown = fs::path(file.display).parent_path();
    for (fs::path const& inside : {fs::path(), fs::path("data")})
      if (fs::is_regular_file(file.path.parent_path() / inside / "counties.csv"))
        return {file.path.parent_path() / inside, (shown / inside).lexically_normal().generic_string(), true};
  }
  if (!share_dir.empty() && fs::is_regular_file(share_dir / "data" / "counties.csv"))
    return {share_dir / "data", "data", true};
  return {};
}

void read_geography(ScenarioFile& out, fs::path const& share_dir, std::vector<Problem>& problems) {
  DataFolder const folder = data_folder(out.layers, share_dir);
  if (!folder.found) {
    problems.push_back({out.layers.files[out.layers.scenario].display, 0, 0, "",
                        "has no counties.csv beside it or beside what it extends. Extend a shipped scenario, or name "
                        "the folder of the shipped scenarios with --data."});
    return;
  }
  out.counties = read_counties(folder.path / "counties.csv", folder.path / "margins.csv", problems, folder.shown);
  out.scenario.events = read_events(folder.path / "events.csv", out.counties, problems, folder.shown);
  for (char const* name : {"counties.csv", "margins.csv", "events.csv"})
    out.inputs.push_back({fmt::format("data/{}", name), fnv1a64(read_text(folder.path / name, name))});
}

void check_counties(ScenarioFile& file) {
  std::vector<int> const& wanted = file.resolved.run.counties;
  for (std::size_t i = 0; i < wanted.size() && !file.counties.empty(); ++i)
    if (std::none_of(file.counties.begin(), file.counties.end(),
                     [&](CountyFacts const& c) { return c.adcode == wanted[i]; }))
      file.layers.complain("/run/counties/" + std::to_string(i),
                           fmt::format("is {}, which is no county of counties.csv.", wanted[i]));
}

}  // namespace

Catalogue const& catalogue() {
  static Catalogue const all = catalogue_of(Scenario{});
  return all;
}

namespace {

ScenarioFile load(Layers layers, Overrides const& overrides) {
  ScenarioFile out;
  out.layers = std::move(layers);
  if (!out.layers.problems.empty()) throw InputError(out.layers.problems);
  out.resolved = resolve(out.layers, catalogue());
  for (JsonText const& layer : out.layers.files)
    if (!layer.path.empty()) out.inputs.push_back({layer.name, layer.hash});
  std::vector<Problem> problems;
  if (overrides.geography) read_geography(out, overrides.share_dir, problems);
  read_scenario_events(out.layers, out.counties, out.scenario.events);
  check_counties(out);
  out.layers.sort_problems();
  problems.insert(problems.begin(), out.layers.problems.begin(), out.layers.problems.end());
  if (!problems.empty()) throw InputError(problems);
  copy_settings(out.resolved.run, out.scenario);
  fill_plans(out.scenario, out.resolved.modules);
  out.scenario.conditions = out.resolved.conditions;
  out.text = resolved_text(out.layers, out.resolved);
  return out;
}

}  // namespace

ScenarioFile load_scenario(fs::path const& file, Overrides const& overrides) {
  return load(read_layers(file, overrides), overrides);
}

ScenarioFile load_scenario_text(std::string const& text, std::string const& name, Overrides const& overrides) {
  return load(read_layers_text(text, name, overrides), overrides);
}

Scenario read_scenario(fs::path const& file, Overrides const& overrides) {
  return load_scenario(file, overrides).scenario;
}

namespace {

// The scenarios in a folder of the shipped ones, as they are named: "stress/earthquake".
std::vector<std::string> names_in(fs::path const& share_dir, std::string const& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(share_dir / folder, error))
    if (entry.path().extension() == ".json" && entry.path().stem() != "schema")
      out.push_back((folder.empty() ? "" : folder + "/") + entry.path().stem().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

fs::path find_scenario(std::string const& name, fs::path const& share_dir) {
  for (fs::path const& folder : {fs::path(), share_dir}) {
    if (folder.empty() && name.empty()) continue;
    for (char const* ending : {"", ".json"}) {
      fs::path const candidate = folder / (name + ending);
      if (fs::is_regular_file(candidate)) return candidate;
    }
  }
  std::vector<std::string> const shipped = names_in(share_dir, ""), layers = names_in(share_dir, "stress");
  std::vector<std::string> all = shipped;
  all.insert(all.end(), layers.begin(), layers.end());
  std::string fix = did_you_mean(name, all);
  for (std::string const& layer : layers)
    if (layer.ends_with("/" + name)) fix = fmt::format(" Did you mean \"{}\"?", layer);
  throw FileError(fmt::format(
      "{}: there is no such scenario file.{} Shipped scenarios: {}.{}", name, fix,
      shipped.empty() ? "none found; name their folder with --data" : fmt::format("{}", fmt::join(shipped, ", ")),
      layers.empty() ? "" : fmt::format(" Layers for --with: {}.", fmt::join(layers, ", "))));
}

}  // namespace holdfast
