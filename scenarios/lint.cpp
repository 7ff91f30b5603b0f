// What is allowed but hardly meant: values that never count, paths that end early, budgets for nothing.
#include "scenarios/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace holdfast {

namespace {

struct Findings {
  Layers const& layers;
  RunSettings const& run;
  std::vector<Problem> found;

  void add(std::string const& pointer, std::string message, bool at_key = true) {
    found.push_back(layers.problem_at(pointer, std::move(message), at_key));
  }
  // The file that wrote `pointer` was merged after the one that wrote `other`, or is the same.
  bool not_before(std::string const& pointer, std::string const& other) const {
    JsonText const *const a = layers.setter(pointer), *const b = layers.setter(other);
    return a != nullptr && b != nullptr && a >= b;
  }
  // Written by the scenario itself, not by what it extends.
  bool by_scenario(std::string const& pointer) const {
    JsonText const* const file = layers.setter(pointer);
    return file != nullptr && file >= &layers.files[layers.scenario];
  }
};

Month last_month(RunSettings const& run) { return run.start + (run.months - 1); }

// The path as given by months, against the span of the run.
void check_span(Findings& out, std::string const& pointer, ValuePath const& path, bool held) {
  RunSettings const& run = out.run;
  if (path.months.empty()) return;
  Month const first = path.months.front().first, last = path.months.back().first;
  Month const resolved_end = run.first() + (run.resolved_months() - 1);
  if (path.shape != Shape::steps && path.months.size() == 1)
    out.add(pointer, "is a ramp with one month: nothing to ramp between. Give the month at which it begins, too.");
  if (path.months.size() > 1 && last < run.first())
    out.add(pointer, fmt::format("ends in {}, before the run begins ({} with its spin-up): only its last value counts.",
                                 last.text(), run.first().text()));
  if (first > run.first() && !path.before)
    out.add(
        pointer,
        fmt::format("begins in {}; from {} until then that first value counts. Add a \"value\" for the time before.",
                    first.text(), run.first().text()));
  for (auto const& [month, value] : path.months) {
    std::string const at = pointer + "/" + month.text();
    if (held && month > run.hold_policies_after && out.not_before(at, "/hold_policies_after"))
      out.add(at, fmt::format("never counts: hold_policies_after is {}.", run.hold_policies_after.text()));
    else if (month > resolved_end && out.by_scenario(at))
      out.add(at, fmt::format("never counts: the run ends in {}.", last_month(run).text()));
  }
}

// An amount that was revised year by year and is not any more, long before the run ends: between how many months, or 0.
int expired_after(RunSettings const& run, ValuePath const& path, bool held) {
  if (held || path.shape != Shape::steps || path.months.size() < 3) return 0;
  Month const first = path.months.front().first, last = path.months.back().first, end = last_month(run);
  int const spacing = (last - first) / static_cast<int>(path.months.size() - 1);
  int const still = end - last;
  return last >= run.first() && still > 24 && still > 3 * spacing ? spacing : 0;
}

void check_expired(Findings& out, std::string const& pointer, ValuePath const& path, bool held) {
  int const spacing = expired_after(out.run, path, held);
  if (spacing == 0) return;
  Month const last = path.months.back().first;
  out.add(pointer,
          fmt::format("was revised every {} months until {}, and the run goes on for {} months with that value.",
                      spacing, last.text(), last_month(out.run) - last));
}

// The last month of the run as it was before the file that has the last word on its length; nothing if none spoke
// before.
std::optional<Month> last_month_before(Layers const& layers, JsonText const* by) {
  nlohmann::json run = nlohmann::json::object();
  for (JsonText const& file : layers.files) {
    if (&file == by) break;
    if (auto const found = file.doc.find("run"); found != file.doc.end() && found->is_object()) merge(run, *found);
  }
  int year = 0, month = 0;
  auto const start = run.find("start"), months = run.find("months");
  if (start == run.end() || months == run.end() || !start->is_string() || !months->is_number_integer() ||
      !read_month(start->get<std::string>(), year, month))
    return {};
  return Month::of(year, month) + (months->get<int>() - 1);
}

// A run that goes on beyond what its base was written for.
void check_length(Findings& out, Resolved const& resolved) {
  JsonText const *const start = out.layers.setter("/run/start"), *const months = out.layers.setter("/run/months");
  std::string const pointer = months >= start ? "/run/months" : "/run/start";
  std::optional<Month> const before = last_month_before(out.layers, std::max(start, months));
  if (!before || last_month(out.run) <= *before) return;
  std::size_t ended = 0;
  std::string example;
  for (ParameterRecord const& p : resolved.parameters) {
    bool const amount = p.section == "policies" && p.field.find("_yuan") != std::string::npos;
    bool const on = resolved.modules[static_cast<std::size_t>(p.module_index)].on;
    if (!amount || !on || p.paths.indexed || expired_after(out.run, p.paths.general, out.run.holds) == 0) continue;
    if (++ended == 1) example = fmt::format("{} since {}", p.path(), p.paths.general.months.back().first.text());
  }
  if (ended > 0)
    out.add(pointer,
            fmt::format("takes the run to {} with {} amount{} of policy that were revised year by year and are "
                        "not any more ({}{}). Index them, write further months, or mean it.",
                        last_month(out.run).text(), ended, ended == 1 ? "" : "s", example,
                        ended == 1 ? "" : ", for example"));
}

// A class path that is meant to begin in a month, and replaces what the base says for the time before, too.
void check_class_before(Findings& out, std::string const& pointer, ValuePath const& path, ClassPaths const& all) {
  if (path.months.empty() || !path.before || all.general.empty() || !out.by_scenario(pointer)) return;
  for (Month m = out.run.first(); m < path.months.front().first; m = m + 1)
    if (path.at(m) != all.general.at(m))
      return out.add(pointer, fmt::format("replaces the general value in all months: in {} it is {:g} instead of {:g}. "
                                          "For a change from {} on alone, write \"times\" by class.",
                                          m.text(), path.at(m), all.general.at(m), path.months.front().first.text()));
}

// A change by a later file that an earlier file's months undo.
void check_resumed(Findings& out, std::string const& pointer, ValuePath const& path) {
  JsonText const* previous = nullptr;
  for (auto const& [month, value] : path.months) {
    JsonText const* const file = out.layers.setter(pointer + "/" + month.text());
    if (file != nullptr && previous != nullptr && file < previous && month <= last_month(out.run)) {
      out.add(pointer,
              fmt::format("changes back in {} to {}, which {} sets. To keep your value, repeat it in that month.",
                          month.text(), value, file->name));
      return;
    }
    previous = file;
  }
}

void check_path(Findings& out, std::string const& pointer, ValuePath const& path, bool held) {
  check_span(out, pointer, path, held);
  bool const amount = pointer.starts_with("/policies/") && pointer.find("_yuan") != std::string::npos;
  if (amount) check_expired(out, pointer, path, held);
  check_resumed(out, pointer, path);
}

// Months of the path that indexation takes the place of, and an indexation that never begins.
void check_indexed(Findings& out, std::string const& pointer, ClassPaths const& paths) {
  Month const from = paths.indexed->from;
  if (from > last_month(out.run))
    out.add(pointer + "/indexed", fmt::format("never counts: the run ends in {}.", last_month(out.run).text()));
  for (auto const& [month, value] : paths.general.months) {
    std::string const at = pointer + "/" + month.text();
    if (month > from && out.by_scenario(at))
      out.add(at, fmt::format("never counts: from {} on the value of then is indexed.", from.text()));
  }
}

void check_restore(Findings& out, std::string const& pointer, ClassPaths const& paths, bool held) {
  std::string const at = pointer + "/restore_when";
  Month const from = paths.restore->from, end = last_month(out.run);
  if (from > end) return out.add(at, fmt::format("never counts: the run ends in {}.", end.text()));
  if (held && from > out.run.hold_policies_after)
    return out.add(at, fmt::format("never counts: hold_policies_after is {}.", out.run.hold_policies_after.text()));
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      for (Month m = from; m <= end; m = m + 1)
        if (paths.at(m, c, h) != paths.restored_at(m, c, h)) return;
  out.add(at, fmt::format("changes nothing: from {} on the value is the restored one in any case.", from.text()));
}

void check_paths(Findings& out, std::string const& pointer, ClassPaths const& paths, bool held) {
  if (!paths.general.empty()) check_path(out, pointer, paths.general, held);
  if (!paths.times.empty()) check_paths(out, pointer + "/times", paths.times[0], held);
  if (paths.indexed) check_indexed(out, pointer, paths);
  if (paths.restore) check_restore(out, pointer, paths, held);
  auto const given = [](auto const& path) { return path.has_value(); };
  bool const counties = std::all_of(paths.by_county.begin(), paths.by_county.end(), given);
  bool const households = std::all_of(paths.by_household.begin(), paths.by_household.end(), given);
  std::string const general = pointer + "/value",
                    classes = pointer + (households ? "/by_household_class" : "/by_county_class");
  std::string const by_county = pointer + "/by_county_class", by_household = pointer + "/by_household_class";
  if (households && out.by_scenario(by_county) && out.layers.setter(by_household) != nullptr)
    out.add(by_county, "never counts: every household class has a value of its own, which wins over the county class.");
  if ((counties || households) && out.by_scenario(general) && !out.by_scenario(classes))
    out.add(general, "never counts: every class has a value of its own.");
  auto const check_class = [&](std::string const& at, std::optional<ValuePath> const& path) {
    if (!path) return;
    check_path(out, at, *path, held);
    check_class_before(out, at, *path, paths);
  };
  for (std::size_t c = 0; c < paths.by_county.size(); ++c)
    check_class(fmt::format("{}/{}", by_county, county_class_names[c]), paths.by_county[c]);
  for (std::size_t h = 0; h < paths.by_household.size(); ++h)
    check_class(fmt::format("{}/{}", by_household, household_class_names[h]), paths.by_household[h]);
}

bool zero_throughout(ClassPaths const& paths, RunSettings const& run) {
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      for (int m = 0; m < run.months; ++m)
        if (paths.at(run.start + m, c, h) != 0 || paths.restored_at(run.start + m, c, h) != 0) return false;
  return true;
}

// Whether the strength has another value in any month after `from`, up to a year beyond the run.
bool changes_after(ClassPaths const& strength, Month from, RunSettings const& run) {
  Month const end = run.first() + run.resolved_months();
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      for (Month m = std::max(from, run.first()); m + 1 < end; m = m + 1)
        if (strength.at(m + 1, c, h) != strength.at(m, c, h)) return true;
  return false;
}

void check_announced(Findings& out, std::string const& pointer, ClassPaths const& strength, bool held) {
  Month const from = *strength.announced;
  std::string const at = pointer + "/announced";
  if (from > last_month(out.run))
    out.add(at, fmt::format("never counts: the run ends in {}.", last_month(out.run).text()));
  else if (held && from >= out.run.hold_policies_after)
    out.add(at, fmt::format("announces nothing: hold_policies_after is {}.", out.run.hold_policies_after.text()));
  else if (!changes_after(strength, from, out.run))
    out.add(at, fmt::format("announces nothing: the strength does not change after {}.", from.text()));
}

// Who could look ahead has nothing to see, or what is announced nobody looks at.
void check_foresight(Findings& out, Resolved const& resolved) {
  auto const found = std::find_if(resolved.parameters.begin(), resolved.parameters.end(),
                                  [](ParameterRecord const& p) { return p.field == "foresight_months"; });
  if (found == resolved.parameters.end()) return;
  bool const foresight = !zero_throughout(found->paths, resolved.run);
  std::string const pointer = fmt::format("/{}/{}/{}", found->section, found->module, found->field);
  bool announced = false;
  for (ParameterRecord const& p : resolved.parameters) {
    auto const module = static_cast<std::size_t>(p.module_index);
    std::string const at = fmt::format("/{}/{}/strength/announced", p.section, p.module);
    if (p.field_index > 0 || !resolved.modules[module].announced) continue;
    announced = true;
    if (!foresight && out.by_scenario(at))
      out.add(at, "changes nothing: nobody looks ahead. Set livelihood.consumption.foresight_months (1 to 12).");
  }
  if (foresight && !announced && out.by_scenario(pointer))
    out.add(pointer, "changes nothing: no strength has an \"announced\" month.");
}

void check_module(Findings& out, ModuleInfo const& info, ResolvedModule const& module, ClassPaths const& strength,
                  bool held) {
  std::string const pointer = fmt::format("/{}/{}", info.section, info.key);
  auto const written = [&](char const* key) { return out.layers.setter(pointer + "/" + key) != nullptr; };
  auto const scaled = [](FieldInfo const& f) { return f.scaled; };
  if (!module.on) {
    JsonText const* const off = out.layers.setter(pointer + "/on");
    if (off != nullptr && written("strength"))
      out.add(pointer + "/strength", fmt::format("never counts: {} switches the module off.", off->name));
    if (off != nullptr && written("budget_yuan"))
      out.add(pointer + "/budget_yuan", fmt::format("never counts: {} switches the module off.", off->name));
    return;
  }
  if (!written("strength")) return;
  check_paths(out, pointer + "/strength", strength, held);
  if (strength.announced) check_announced(out, pointer + "/strength", strength, held);
  if (std::none_of(info.fields.begin(), info.fields.end(), scaled))
    out.add(pointer + "/strength", fmt::format("never counts: {} has no amount or capacity to scale.", info.key));
  else if (!module.budget_yuan.empty() && zero_throughout(strength, out.run))
    out.add(pointer + "/budget_yuan", "is never spent: strength is 0 in every month of the run.");
}

// The name of the upper end that belongs to a lower end: youngest_age and oldest_age; "" for other fields.
std::string upper_end(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> ends{
      {{"youngest_", "oldest_"}, {"minimum_", "maximum_"}, {"least_", "greatest_"}, {"_low_", "_high_"}}};
  for (auto const& [low, high] : ends) {
    std::size_t const at = name.find(low);
    bool const matches = at != std::string_view::npos && (low.front() == '_' || at == 0 || name[at - 1] == '_');
    if (matches) return std::string(name.substr(0, at)) + std::string(high) + std::string(name.substr(at + low.size()));
  }
  return "";
}

// A range of eligibility that nobody can meet in some month, because its lower end lies above the upper one.
void check_reach(Findings& out, ModuleInfo const& info, ResolvedModule const& module) {
  std::size_t const fields = info.fields.size(), rows = fields > 0 ? module.values.size() / fields : 0;
  for (std::size_t low = 0; low < fields; ++low) {
    std::string const upper = upper_end(info.fields[low].name);
    auto const found = std::find_if(info.fields.begin(), info.fields.end(),
                                    [&](FieldInfo const& f) { return !upper.empty() && f.name == upper; });
    if (found == info.fields.end()) continue;
    auto const high = static_cast<std::size_t>(found - info.fields.begin());
    for (std::size_t row = 0; row < rows; ++row) {
      float const from = module.values[row * fields + low], to = module.values[row * fields + high];
      if (from <= to) continue;
      int const month = static_cast<int>(row / (county_classes * household_classes));
      out.add(fmt::format("/{}/{}/{}", info.section, info.key, info.fields[low].name),
              fmt::format("can be met by nobody: it is {} in {}, above {}, which is {}.", from,
                          (module.first + month).text(), upper, to));
      break;
    }
  }
}

}  // namespace

std::vector<Problem> lint(Layers const& layers, Resolved const& resolved, Catalogue const& modules) {
  Findings out{layers, resolved.run, {}};
  auto const held = [&](std::string_view section) { return resolved.run.holds && section == "policies"; };
  for (std::size_t m = 0; m < modules.size(); ++m) {
    if (resolved.modules[m].on) check_reach(out, modules[m], resolved.modules[m]);
    check_module(out, modules[m], resolved.modules[m], resolved.strengths[m], held(modules[m].section));
  }
  for (ParameterRecord const& p : resolved.parameters) {
    std::string const pointer = fmt::format("/{}/{}/{}", p.section, p.module, p.field);
    bool const by_scenario = p.source.starts_with("scenario:");
    if (!resolved.modules[static_cast<std::size_t>(p.module_index)].on) {
      if (by_scenario) out.add(pointer, fmt::format("never counts: {} is off.", p.module));
      continue;
    }
    check_paths(out, pointer, p.paths, held(p.section));
    if (by_scenario && p.set_by.starts_with("data/"))
      out.add(pointer, "has no source. Name the evidence, or \"assumption\".");
  }
  check_foresight(out, resolved);
  check_length(out, resolved);
  // What is extended by what is extended has its own check: it is not this scenario's business.
  std::erase_if(out.found, [&](Problem const& p) {
    return std::any_of(layers.files.begin(), layers.files.end(),
                       [&](JsonText const& f) { return f.depth > 1 && f.display == p.file; });
  });
  Layers sorted{layers.files, layers.scenario, layers.over, {}, std::move(out.found)};
  sorted.sort_problems();
  return sorted.problems;
}

std::vector<Problem> lint(ScenarioFile const& file) { return lint(file.layers, file.resolved, catalogue()); }

}  // namespace holdfast
