// From merged JSON to numbers: every module of a catalogue, month by month and class by class.
#include "scenarios/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenarios/keys.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

Limits const strength_limits{{0, 10}, "times the amounts and capacities"};

// One module on its way from JSON to numbers.
struct Work {
  Layers& layers;
  RunSettings const& run;
  ModuleInfo const& info;
  json const& spec;     // the module's object
  std::string pointer;  // "/policies/dibao"
  bool holds;           // hold_policies_after applies

  Month effective(Month month) const {
    return holds && month > run.hold_policies_after ? run.hold_policies_after : month;
  }
};

void read_payer(Work const& work, ResolvedModule& out) {
  auto const found = work.spec.find("payer");
  if (found == work.spec.end()) return;
  std::vector<std::string> const names(payer_names.begin(), payer_names.end());
  auto const payer =
      found->is_string() ? std::find(names.begin(), names.end(), found->get<std::string>()) : names.end();
  if (payer == names.end())
    work.layers.complain(work.pointer + "/payer",
                         fmt::format("is {}; who pays is one of {}.{}", found->dump(), fmt::join(names, ", "),
                                     found->is_string() ? did_you_mean(found->get<std::string>(), names) : ""));
  else
    out.payer = static_cast<Payer>(payer - names.begin());
}

// Budgets are steps over calendar years: the first holds before it, the last after it.
void read_budget(Work const& work, ResolvedModule& out) {
  auto const found = work.spec.find("budget_yuan");
  if (found == work.spec.end()) return;
  std::string const pointer = work.pointer + "/budget_yuan";
  if (!work.info.spends_budget)
    return work.layers.complain(
        pointer, fmt::format("has no effect: {} pays what is due by rule or pays nothing, so no budget can limit it. "
                             "Scale it by strength instead.",
                             work.info.key));
  Limits const limits{{0, 1e13f}, "yuan a year"};
  std::map<int, double> years;
  std::size_t const before = work.layers.problems.size();
  if (found->is_number()) {
    if (auto const all = read_number(work.layers, *found, pointer, limits)) years[2000] = *all;
  } else if (!found->is_object()) {
    return work.layers.complain(pointer, "must be yuan a year, or an object {\"2021\": yuan, ...}.");
  } else {
    for (auto const& [key, value] : found->items()) {
      if (key == "source" || key == "grade" || key == "note") continue;
      int year = 0, month = 0;
      if (!read_month(key + "-01", year, month))
        work.layers.complain(pointer + "/" + pointer_step(key), "is not a year from 2000 to 2100.", true);
      else if (auto const yuan = read_number(work.layers, value, pointer + "/" + key, limits))
        years[year] = *yuan;
    }
    if (years.empty() && work.layers.problems.size() == before) work.layers.complain(pointer, "has no year.");
  }
  if (years.empty()) return;
  int const last = (out.first + (out.months - 1)).year();
  for (int year = out.first.year(); year <= last; ++year) {
    int const held = work.holds ? std::min(year, work.run.hold_policies_after.year()) : year;
    auto const after = years.upper_bound(held);
    out.budget_yuan.push_back(after == years.begin() ? after->second : std::prev(after)->second);
  }
}

// Whether the rest of a year's budget is added to the next one.
void read_carry_over(Work const& work, ResolvedModule& out) {
  auto const found = work.spec.find("budget_carries_over");
  if (found == work.spec.end()) return;
  std::string const pointer = work.pointer + "/budget_carries_over";
  if (!found->is_boolean()) return work.layers.complain(pointer, "must be true or false.");
  if (work.spec.find("budget_yuan") == work.spec.end())
    return work.layers.complain(pointer, "has no budget_yuan beside it to carry over.");
  out.budget_carries_over = found->get<bool>();
}

std::string text_of(json const& spec, char const* key) {
  if (!spec.is_object()) return "";
  auto const found = spec.find(key);
  return found != spec.end() && found->is_string() ? found->get<std::string>() : "";
}

std::size_t rank_of(Layers const& layers, JsonText const* file) {
  return static_cast<std::size_t>(file - layers.files.data());
}

// The last file that changed the numbers of a parameter, not only its labels.
JsonText const* value_setter(Layers const& layers, std::string const& pointer, json const& spec) {
  JsonText const* last = nullptr;
  auto const consider = [&](std::string const& at) {
    JsonText const* const file = layers.setter(at);
    if (file != nullptr && (last == nullptr || rank_of(layers, file) > rank_of(layers, last))) last = file;
  };
  if (!spec.is_object()) {
    consider(pointer);
    return last;
  }
  for (auto const& [key, value] : spec.items()) {
    if (key == "source" || key == "grade" || key == "note") continue;
    std::string const inside = pointer + "/" + pointer_step(key);
    JsonText const* const deeper = value.is_object() ? value_setter(layers, inside, value) : nullptr;
    if (deeper != nullptr && (last == nullptr || rank_of(layers, deeper) > rank_of(layers, last))) last = deeper;
    if (deeper == nullptr) consider(inside);
  }
  if (last == nullptr) consider(pointer);
  return last;
}

// A scenario that changes a value without naming evidence is itself the source.
void name_source(Work const& work, json const& spec, std::string const& pointer, ParameterRecord& record) {
  record.source = text_of(spec, "source");
  record.grade = text_of(spec, "grade");
  record.note = text_of(spec, "note");
  JsonText const* const by_value = value_setter(work.layers, pointer, spec);
  JsonText const* const by_source = work.layers.setter(pointer + "/source");
  if (by_value == nullptr) return;
  record.set_by = by_value->name;
  bool const later = by_source == nullptr || rank_of(work.layers, by_value) > rank_of(work.layers, by_source);
  if (!record.source.empty() && !later) return;
  bool const set = by_value->display.starts_with("--set");
  std::string const own = set ? work.run.own_name : text_of(by_value->doc, "name");
  record.source = "scenario:" + (own.empty() ? by_value->path.stem().string() : own);
  record.grade = "-";
  if (work.layers.setter(pointer + "/note") != by_value) record.note.clear();
}

ClassPaths constant_path(double value) {
  ClassPaths out;
  out.general.before = value;
  return out;
}

// Each written value times each strength at or after it must stay allowed: checked month by month.
void check_scaled(Work const& work, std::string const& name, double value, double strength, Range range, Month month,
                  bool& told) {
  if (told || strength == 1 || range.holds(static_cast<float>(value * strength)) ||
      !range.holds(static_cast<float>(value)))
    return;
  told = true;
  work.layers.complain(work.pointer + "/strength",
                       fmt::format("of {} takes {} to {} in {}, outside {}..{}.", strength, name, value * strength,
                                   month.text(), range.low, range.high));
}

// What `times` or `indexed` makes of a value must stay allowed, too.
void check_bent(Work const& work, FieldInfo const& field, ClassPaths const& path, double value, Month month,
                bool& told) {
  if (told || (path.times.empty() && !path.indexed) || field.range.holds(static_cast<float>(value))) return;
  told = true;
  work.layers.complain(fmt::format("{}/{}/{}", work.pointer, field.name, path.times.empty() ? "indexed" : "times"),
                       fmt::format("takes {} to {:.6g} in {}, outside {}..{}.", field.name, value, month.text(),
                                   field.range.low, field.range.high));
}

// Values of all months and classes, as they are (restored = false) or while the condition of the module holds.
std::vector<float> evaluate(Work const& work, std::vector<ClassPaths> const& paths, ClassPaths const& strength,
                            ResolvedModule const& out, bool restored) {
  std::size_t const fields = work.info.fields.size();
  std::size_t const classes = static_cast<std::size_t>(county_classes) * household_classes;
  std::vector<float> values(static_cast<std::size_t>(out.months) * classes * fields, 0.0f);
  auto const read = [restored](ClassPaths const& path, Month month, int county, int household) {
    return restored ? path.restored_at(month, county, household) : path.at(month, county, household);
  };
  for (std::size_t f = 0; f < fields; ++f) {
    FieldInfo const& field = work.info.fields[f];
    bool const same = !paths[f].by_class() && !(field.scaled && strength.by_class());
    bool told = false;
    for (int m = 0; m < out.months; ++m) {
      Month const month = work.effective(out.first + m);
      for (std::size_t c = 0; c < classes; ++c) {
        float& cell = values[(static_cast<std::size_t>(m) * classes + c) * fields + f];
        if (same && c > 0) {
          cell = values[static_cast<std::size_t>(m) * classes * fields + f];
          continue;
        }
        int const county = static_cast<int>(c) / household_classes, household = static_cast<int>(c) % household_classes;
        double const value = read(paths[f], month, county, household);
        double const times = field.scaled ? read(strength, month, county, household) : 1.0;
        check_bent(work, field, paths[f], value, month, told);
        check_scaled(work, std::string(field.name), value, times, field.range, month, told);
        cell = static_cast<float>(value * times);
      }
    }
  }
  return values;
}

// The condition under which parameters of a module come back: one for the whole module.
void read_condition(Work const& work, std::vector<ClassPaths> const& paths, ClassPaths const& strength,
                    ResolvedModule& module, std::vector<Condition>& conditions) {
  std::optional<Condition> condition;
  auto const consider = [&](ClassPaths const& path, std::string const& name) {
    if (!path.restore) return;
    std::string const pointer = fmt::format("{}/{}/restore_when", work.pointer, name);
    if (work.info.section != "policies" && work.info.section != "monitoring")
      return work.layers.complain(pointer, "cannot react: only policies and monitoring know a county's register.",
                                  true);
    Condition mine = path.restore->condition();
    Condition const other = condition.value_or(mine);
    mine.from = other.from;
    if (mine != other)
      return work.layers.complain(
          pointer, "differs from another restore_when of this module: a module comes back under one condition.", true);
    mine.from = std::min(mine.from, path.restore->from);
    condition = mine;
  };
  consider(strength, "strength");
  for (std::size_t f = 0; f < paths.size(); ++f) consider(paths[f], std::string(work.info.fields[f].name));
  if (!condition || !module.on) return;
  auto const known = std::find(conditions.begin(), conditions.end(), *condition);
  module.condition = static_cast<int>(known - conditions.begin());
  if (known != conditions.end()) return;
  if (static_cast<int>(conditions.size()) >= most_conditions) {
    module.condition = -1;
    return work.layers.complain(
        work.pointer, fmt::format("has one condition too many: at most {} different ones.", most_conditions), true);
  }
  conditions.push_back(*condition);
}

// What multiplies the amounts of a module, month by month and class by class.
std::vector<float> evaluate_strength(Work const& work, ClassPaths const& strength, ResolvedModule const& module,
                                     bool restored) {
  std::vector<float> values;
  for (int m = 0; m < module.months; ++m) {
    Month const month = work.effective(module.first + m);
    for (int county = 0; county < county_classes; ++county)
      for (int household = 0; household < household_classes; ++household)
        values.push_back(static_cast<float>(restored ? strength.restored_at(month, county, household)
                                                     : strength.at(month, county, household)));
  }
  return values;
}

// Since when households can know the strengths to come, and what these are.
void read_announcement(Work const& work, std::vector<ClassPaths> const& paths, ClassPaths const& strength,
                       ResolvedModule& module) {
  auto const refuse = [&](ClassPaths const& path, std::string const& name, std::string const& why) {
    if (path.announced) work.layers.complain(fmt::format("{}/{}/announced", work.pointer, name), why, true);
  };
  std::string const elsewhere = "is not known here: it is the strength of an instrument that is announced.";
  auto const refuse_times = [&](ClassPaths const& path, std::string const& name) {
    for (ClassPaths const& times : path.times) refuse(times, name + "/times", elsewhere);
  };
  for (std::size_t f = 0; f < paths.size(); ++f) {
    refuse(paths[f], std::string(work.info.fields[f].name), elsewhere);
    refuse_times(paths[f], std::string(work.info.fields[f].name));
  }
  refuse_times(strength, "strength");
  if (!work.info.counted_on)
    return refuse(strength, "strength",
                  fmt::format("has no effect: {} pays households neither cash nor wages nor premiums, so that they do "
                              "not count on it.",
                              work.info.key));
  if (!strength.announced || !module.on) return;
  module.announced = Announcement{*strength.announced, evaluate_strength(work, strength, module, false), {}};
  if (module.condition >= 0) module.announced->restored = evaluate_strength(work, strength, module, true);
}

void read_fields(Work const& work, int module_index, bool on, Resolved& out, std::vector<ClassPaths>& paths) {
  for (std::size_t f = 0; f < work.info.fields.size(); ++f) {
    FieldInfo const& field = work.info.fields[f];
    std::string const name(field.name), pointer = work.pointer + "/" + name;
    auto const found = work.spec.find(name);
    if (found == work.spec.end()) {
      if (on)
        work.layers.complain(pointer, fmt::format("is missing: {} ({}, {}..{}).", field.meaning, field.unit,
                                                  field.range.low, field.range.high));
      paths.push_back(constant_path(0));
      continue;
    }
    paths.push_back(read_class_paths(work.layers, *found, pointer, {field.range, std::string(field.unit)}));
    ParameterRecord record{std::string(work.info.section),
                           std::string(work.info.key),
                           name,
                           std::string(field.unit),
                           std::string(field.meaning),
                           std::string(field.meaning_zh),
                           field.range,
                           field.scaled,
                           work.info.article,
                           found->dump(),
                           "",
                           "",
                           "",
                           "",
                           paths.back(),
                           module_index,
                           static_cast<int>(f)};
    name_source(work, *found, pointer, record);
    out.parameters.push_back(std::move(record));
  }
}

void resolve_module(Work const& work, int module_index, Resolved& out) {
  ResolvedModule module;
  module.first = work.run.first();
  module.months = work.run.resolved_months();
  check_module_keys(work.layers, work.info, work.spec, work.pointer);
  if (auto const on = work.spec.find("on"); on != work.spec.end()) {
    if (on->is_boolean())
      module.on = on->get<bool>();
    else
      work.layers.complain(work.pointer + "/on",
                           "must be true or false. To end or begin in a month, write "
                           "\"strength\": {\"value\": 1, \"2024-01\": 0}.");
  }
  read_payer(work, module);
  read_budget(work, module);
  read_carry_over(work, module);
  ClassPaths strength = constant_path(1);
  if (auto const given = work.spec.find("strength"); given != work.spec.end())
    strength = read_factor(work.layers, *given, work.pointer + "/strength", strength_limits);
  std::vector<ClassPaths> paths;
  read_fields(work, module_index, module.on, out, paths);
  read_condition(work, paths, strength, module, out.conditions);
  module.values = evaluate(work, paths, strength, module, false);
  if (module.condition >= 0) module.restored = evaluate(work, paths, strength, module, true);
  read_announcement(work, paths, strength, module);
  out.modules.push_back(std::move(module));
  out.strengths.push_back(std::move(strength));
}

// None of the parameters is there: the file forgot to extend the one that has them.
bool needs_base(ModuleInfo const& info, json const* spec) {
  if (info.fields.empty()) return false;
  if (spec == nullptr) return true;
  if (!spec->is_object() || spec->value("on", json(true)) == json(false)) return false;
  return std::none_of(info.fields.begin(), info.fields.end(),
                      [&](FieldInfo const& f) { return spec->contains(f.name); });
}

// One sentence for each section, not one for each of hundreds of parameters.
void complain_of_missing(Layers& layers, std::map<std::string, std::vector<std::string>> const& missing) {
  constexpr std::size_t told = 3;
  for (auto const& [section, modules] : missing) {
    std::vector<std::string> const first(modules.begin(),
                                         modules.begin() + static_cast<std::ptrdiff_t>(std::min(told, modules.size())));
    std::string names = fmt::format("{}", fmt::join(first, ", "));
    if (modules.size() > told) names += fmt::format(" and {} more", modules.size() - told);
    layers.complain(
        "/" + section,
        fmt::format("has no parameters of {}. Extend a scenario that has them (\"extends\": \"adopted-2021-2025\"), "
                    "or write {{\"on\": false}} for each.",
                    names),
        true);
  }
}

}  // namespace

Resolved resolve(Layers& layers, Catalogue const& catalogue) {
  Resolved out;
  check_keys(layers, catalogue);
  out.run = read_run_settings(layers);
  json const nothing = json::object();
  json const off{{"on", false}};  // stands for what was complained of, so that it is not complained of again
  std::map<std::string, std::vector<std::string>> missing;  // modules by section
  for (std::size_t m = 0; m < catalogue.size(); ++m) {
    ModuleInfo const& info = catalogue[m];
    std::string const pointer = fmt::format("/{}/{}", info.section, info.key);
    auto const section = layers.merged.find(std::string(info.section));
    bool const has_section = section != layers.merged.end() && section->is_object();
    json const* spec = has_section && section->contains(info.key) ? &section->at(std::string(info.key)) : nullptr;
    if (needs_base(info, spec))
      missing[std::string(info.section)].emplace_back(info.key);
    else if (spec != nullptr && !spec->is_object())
      layers.complain(pointer, "must be an object with the parameters of the module.");
    if (spec == nullptr || !spec->is_object() || needs_base(info, spec)) spec = info.fields.empty() ? &nothing : &off;
    bool const holds = out.run.holds && info.section == "policies";
    resolve_module({layers, out.run, info, *spec, pointer, holds}, static_cast<int>(m), out);
  }
  complain_of_missing(layers, missing);
  layers.sort_problems();
  return out;
}

std::string resolved_text(Layers const& layers, Resolved const& resolved) {
  json out = layers.merged;
  RunSettings const& run = resolved.run;
  out.erase("extends");
  out.erase("$schema");
  out["name"] = run.name;
  out["title"] = run.title;
  out["title_zh"] = run.title_zh;
  if (run.note.empty())
    out.erase("note");
  else
    out["note"] = run.note;
  out["run"] = {{"start", run.start.text()},
                {"months", run.months},
                {"spin_up_months", run.spin_up_months},
                {"seed", run.seed},
                {"replicates", run.replicates},
                {"households_share", run.households_share},
                {"replay_events", run.replay_events}};
  if (!run.counties.empty()) out["run"]["counties"] = run.counties;
  for (ParameterRecord const& p : resolved.parameters) {
    json& spec = out[p.section][p.module][p.field];
    if (!p.source.starts_with("scenario:")) continue;
    if (!spec.is_object()) spec = json{{"value", spec}};
    spec["source"] = p.source;
    spec.erase("grade");
  }
  return out.dump(1) + "\n";
}

float resolved_value(Resolved const& resolved, Catalogue const& catalogue, ParameterRecord const& record, Month month,
                     int county_class, int household_class, bool restored) {
  auto const index = static_cast<std::size_t>(record.module_index);
  ResolvedModule const& module = resolved.modules[index];
  int const m = std::clamp(month - module.first, 0, module.months - 1);
  std::size_t const fields = catalogue[index].fields.size();
  std::size_t const row =
      (static_cast<std::size_t>(m) * county_classes + static_cast<std::size_t>(county_class)) * household_classes +
      static_cast<std::size_t>(household_class);
  std::vector<float> const& values = restored && module.condition >= 0 ? module.restored : module.values;
  return values[row * fields + static_cast<std::size_t>(record.field_index)];
}

}  // namespace holdfast
