// holdfast explain: what a parameter means, what it is worth by year in a scenario, where the number comes from.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "scenarios/read.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

using Json = nlohmann::ordered_json;

namespace {

std::string module_path(ModuleInfo const& m) { return fmt::format("{}.{}", m.section, m.key); }

// "policies.dibao.line_yuan" also answers to "dibao.line_yuan", "line_yuan" and the pointer
// "/policies/dibao/line_yuan".
bool answers(std::string const& path, std::string const& asked) {
  return path == asked || (path.size() > asked.size() && path.ends_with("." + asked));
}

std::string normal(std::string asked) {
  if (asked.starts_with("/")) {
    asked.erase(0, 1);
    std::replace(asked.begin(), asked.end(), '/', '.');
  }
  return asked;
}

// One year in words: "480", or "415, from July 480".
std::string year_text(std::vector<std::pair<Month, float>> const& months) {
  std::string out = fmt::format("{}", months.front().second);
  int changes = 0;
  for (std::size_t i = 1; i < months.size(); ++i) changes += months[i].second != months[i - 1].second;
  if (changes > 2) return out + fmt::format(" to {} by {}", months.back().second, months.back().first.text());
  for (std::size_t i = 1; i < months.size(); ++i)
    if (months[i].second != months[i - 1].second)
      out += fmt::format(", from {} {}", months[i].first.text(), months[i].second);
  return out;
}

struct Series {
  std::string label;
  int county = -1, household = -1;  // -1 = all classes alike
  std::vector<std::pair<int, std::string>> years;
  std::vector<std::pair<int, std::vector<std::pair<Month, float>>>> months;  // by year
};

// What is explained: its value in a month and for a class, as it is or while support is restored.
using Value = std::function<float(Month, int county, int household)>;

Value value_of(ScenarioFile const& file, ParameterRecord const& p) {
  return [&](Month m, int c, int h) { return resolved_value(file.resolved, catalogue(), p, m, c, h); };
}

// Policies may be held as in a month.
Month effective(RunSettings const& run, ModuleInfo const& m, Month month) {
  return run.holds && m.section == "policies" ? std::min(month, run.hold_policies_after) : month;
}

Value strength_of(ScenarioFile const& file, std::size_t module) {
  return [&file, module](Month m, int c, int h) {
    ClassPaths const& paths = file.resolved.strengths[module];
    return static_cast<float>(paths.at(effective(file.resolved.run, catalogue()[module], m), c, h));
  };
}

Series series_of(ScenarioFile const& file, Value const& value, int county, int household) {
  Series out;
  RunSettings const& run = file.resolved.run;
  Month const first = run.first(), end = run.start + run.months;
  for (int year = first.year(); year <= (end - 1).year(); ++year) {
    std::vector<std::pair<Month, float>> months;
    for (Month m = std::max(first, Month::of(year, 1)); m < std::min(end, Month::of(year + 1, 1)); m = m + 1)
      months.emplace_back(m, value(m, county, household));
    out.years.emplace_back(year, year_text(months));
    out.months.emplace_back(year, std::move(months));
  }
  return out;
}

// One series for all, or one for each class that differs.
std::vector<Series> all_series(ScenarioFile const& file, Value const& value) {
  std::vector<std::vector<Series>> grid(county_classes);
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      grid[static_cast<std::size_t>(c)].push_back(series_of(file, value, c, h));
  auto const same = [](Series const& a, Series const& b) { return a.years == b.years; };
  bool by_county = false, by_household = false;
  for (auto const& row : grid)
    for (std::size_t h = 0; h < row.size(); ++h) {
      by_county = by_county || !same(row[h], grid[0][h]);
      by_household = by_household || !same(row[h], row[0]);
    }
  std::vector<Series> out;
  for (std::size_t c = 0; c < (by_county ? grid.size() : 1); ++c)
    for (std::size_t h = 0; h < (by_household ? grid[c].size() : 1); ++h) {
      Series one = grid[c][h];
      one.label = by_county ? fmt::format("{} counties", county_class_names[c]) : "";
      if (by_county) one.county = static_cast<int>(c);
      if (by_household) one.household = static_cast<int>(h);
      if (by_household) one.label += fmt::format("{}{} households", by_county ? ", " : "", household_class_names[h]);
      out.push_back(std::move(one));
    }
  return out;
}

// A float as it is written: 0.83, not 0.8299999833106995.
double as_written(float value) { return std::stod(fmt::format("{}", value)); }

// Numbers: in each year its first month, and each month in which the value changes.
Json numbers_of(Series const& s) {
  Json years = Json::object();
  for (auto const& [year, months] : s.months) {
    Json values = Json::array();
    for (std::size_t i = 0; i < months.size(); ++i)
      if (i == 0 || months[i].second != months[i - 1].second)
        values.push_back({{"from", months[i].first.text()}, {"value", as_written(months[i].second)}});
    years[std::to_string(year)] = values;
  }
  return years;
}

// By class where they differ, by year.
Json values_json(ScenarioFile const& file, Value const& value) {
  Json values = Json::array();
  auto const name = [](int at, auto const& names) {
    return at < 0 ? Json() : Json(std::string(names[static_cast<std::size_t>(at)]));
  };
  for (Series const& s : all_series(file, value))
    values.push_back({{"county_class", name(s.county, county_class_names)},
                      {"household_class", name(s.household, household_class_names)},
                      {"by_year", numbers_of(s)}});
  return values;
}

Json json_of(ScenarioFile const& file, ParameterRecord const& p) {
  ResolvedModule const& module = file.resolved.modules[static_cast<std::size_t>(p.module_index)];
  return {{"path", p.path()},
          {"meaning", p.meaning},
          {"meaning_zh", p.meaning_zh},
          {"unit", p.unit},
          {"low", p.range.low},
          {"high", p.range.high},
          {"scaled", p.scaled},
          {"article", p.article},
          {"on", module.on},
          {"payer", payer_names[static_cast<std::size_t>(module.payer)]},
          {"source", p.source},
          {"grade", p.grade},
          {"note", p.note},
          {"set_by", p.set_by},
          {"spec", Json::parse(p.spec)},
          {"values", values_json(file, value_of(file, p))}};
}

// The strength as the scenario and all that it extends write it; null where none does.
Json spec_of(ScenarioFile const& file, ModuleInfo const& m) {
  nlohmann::json::json_pointer const pointer(fmt::format("/{}/{}/strength", m.section, m.key));
  return file.layers.merged.contains(pointer) ? Json(file.layers.merged[pointer]) : Json();
}

Json strength_json(ScenarioFile const& file, std::size_t index) {
  ClassPaths const& paths = file.resolved.strengths[index];
  Json out{{"path", module_path(catalogue()[index]) + ".strength"},
           {"on", file.resolved.modules[index].on},
           {"announced", paths.announced ? Json(paths.announced->text()) : Json()}};
  out["spec"] = spec_of(file, catalogue()[index]);
  out["multiplies"] = Json::array();
  for (FieldInfo const& f : catalogue()[index].fields)
    if (f.scaled) out["multiplies"].push_back(f.name);
  out["values"] = values_json(file, strength_of(file, index));
  return out;
}

void line(std::string& out, char const* name, std::string const& value) {
  if (!value.empty()) out += fmt::format("  {:<9} {}\n", name, value);
}

std::string series_text(ScenarioFile const& file, Value const& value) {
  std::string out = fmt::format("  in {}:\n", file.scenario.name);
  for (Series const& s : all_series(file, value)) {
    if (!s.label.empty()) out += fmt::format("    {}\n", s.label);
    for (std::size_t y = 0; y < s.years.size(); ++y) {
      std::size_t last = y;  // equal years in one line
      while (last + 1 < s.years.size() && s.years[last + 1].second == s.years[y].second) ++last;
      std::string const span =
          last > y ? fmt::format("{}-{}", s.years[y].first, s.years[last].first) : std::to_string(s.years[y].first);
      out += fmt::format("      {:<9}  {}\n", span, s.years[y].second);
      y = last;
    }
  }
  return out;
}

// "where more than 3 % of a county's lifted-out households stand on the register, for 12 months: 105000"; nothing where
// no condition changes the value.
std::string restored_text(ScenarioFile const& file, std::size_t module, Value const& value, Value const& restored) {
  int const condition = file.resolved.modules[module].condition;
  if (condition < 0) return "";
  Condition const& when = file.resolved.conditions[static_cast<std::size_t>(condition)];
  RunSettings const& run = file.resolved.run;
  float low = 0, high = 0;
  bool found = false;
  for (Month m = std::max(when.from, run.first()); m < run.start + run.months; m = m + 1)
    for (int c = 0; c < county_classes; ++c)
      for (int h = 0; h < household_classes; ++h) {
        float const back = restored(m, c, h);
        if (back == value(m, c, h)) continue;
        low = found ? std::min(low, back) : back;
        high = found ? std::max(high, back) : back;
        found = true;
      }
  if (!found) return "";
  return fmt::format("  from {}, where more than {:g} % of a county's {} stand on the register, for {} months: {}\n",
                     when.from.text(), as_written(when.register_share_above * 100),
                     when.of_all ? "households" : "lifted-out households", when.for_months,
                     low == high ? fmt::format("{}", low) : fmt::format("{} to {}", low, high));
}

Value restored_of(ScenarioFile const& file, ParameterRecord const& p) {
  return [&](Month m, int c, int h) { return resolved_value(file.resolved, catalogue(), p, m, c, h, true); };
}

// The strength of a module as a path of its own.
std::string strength_text(ScenarioFile const& file, std::size_t index) {
  ModuleInfo const& m = catalogue()[index];
  ClassPaths const& paths = file.resolved.strengths[index];
  std::string out = bold(module_path(m) + ".strength") + "\n";
  std::vector<std::string> scaled;
  for (FieldInfo const& f : m.fields)
    if (f.scaled) scaled.emplace_back(f.name);
  line(out, "meaning",
       scaled.empty() ? "nothing: the module has no amount or capacity to scale"
                      : fmt::format("multiplies {}", fmt::join(scaled, ", ")));
  line(out, "", "帮扶强度（乘以金额与容量）");
  line(out, "module", fmt::format("{} {}{}", m.title, m.title_zh, file.resolved.modules[index].on ? "" : " (off)"));
  if (paths.announced) line(out, "announced", paths.announced->text());
  out += series_text(file, strength_of(file, index));
  return out + restored_text(file, index, strength_of(file, index), [&](Month month, int c, int h) {
           return static_cast<float>(paths.restored_at(effective(file.resolved.run, m, month), c, h));
         });
}

std::string text_of(ScenarioFile const& file, ParameterRecord const& p) {
  ModuleInfo const& m = catalogue()[static_cast<std::size_t>(p.module_index)];
  std::string out = bold(p.path()) + "\n";
  line(out, "meaning", p.meaning);
  line(out, "", p.meaning_zh);
  line(out, "unit", p.unit);
  line(out, "allowed",
       fmt::format("{}..{}{}", p.range.low, p.range.high, p.scaled ? "; multiplied by the module's strength" : ""));
  line(out, "module",
       fmt::format("{} {}{}{}", m.title, m.title_zh, p.article > 0 ? fmt::format(", article {}", p.article) : "",
                   file.resolved.modules[static_cast<std::size_t>(p.module_index)].on ? "" : " (off)"));
  line(out, "source", p.source + (p.grade.empty() ? "" : fmt::format(" (grade {})", p.grade)));
  line(out, "note", p.note);
  line(out, "set by", p.set_by);
  out += series_text(file, value_of(file, p));
  return out + restored_text(file, static_cast<std::size_t>(p.module_index), value_of(file, p), restored_of(file, p));
}

// `given`: the scenario as it was named.
std::string module_text(ScenarioFile const& file, std::size_t index, std::string const& given) {
  ModuleInfo const& m = catalogue()[index];
  ResolvedModule const& resolved = file.resolved.modules[index];
  std::string out = bold(module_path(m)) + "\n";
  line(out, "title", fmt::format("{} {}", m.title, m.title_zh));
  if (m.article > 0) line(out, "article", std::to_string(m.article));
  line(out, "on", resolved.on ? "yes" : "no");
  if (m.section == "policies") line(out, "payer", std::string(payer_names[static_cast<std::size_t>(resolved.payer)]));
  auto const strength = all_series(file, strength_of(file, index));
  bool const constant =
      strength.size() == 1 && std::all_of(strength[0].years.begin(), strength[0].years.end(),
                                          [&](auto const& y) { return y.second == strength[0].years[0].second; });
  line(out, "strength",
       constant ? strength[0].years[0].second
                : fmt::format("changes: holdfast explain {}.strength -s {}", module_path(m), given));
  for (FieldInfo const& f : m.fields) out += fmt::format("    {:<36}  {} ({})\n", f.name, f.meaning, f.unit);
  return out;
}

[[noreturn]] void not_found(ScenarioFile const& file, std::string const& asked) {
  std::vector<std::string> names, last;
  for (ParameterRecord const& p : file.parameters())
    names.push_back(p.path()), names.push_back(p.module + "." + p.field), names.push_back(p.field);
  for (ModuleInfo const& m : catalogue()) {
    names.push_back(module_path(m));
    names.emplace_back(m.key);
    names.push_back(std::string(m.key) + ".strength");
  }
  throw InputError(
      {"", 0, 0, asked,
       fmt::format("is not a parameter or module.{} See: holdfast list instruments", did_you_mean(asked, names))});
}

}  // namespace

int explain(Common const& common, ExplainOptions const& options) {
  Overrides overrides;
  overrides.share_dir = common.share_dir;
  overrides.set = options.set;
  overrides.geography = false;
  ScenarioFile const file = load_scenario(find_scenario(options.scenario, common.share_dir), overrides);
  Json report = Json::array();
  std::string text;
  for (std::string const& written : options.paths) {
    std::string const asked = normal(written);
    bool found = false;
    for (ParameterRecord const& p : file.parameters()) {
      if (!answers(p.path(), asked)) continue;
      found = true;
      report.push_back(json_of(file, p));
      text += (text.empty() ? "" : "\n") + text_of(file, p);
    }
    for (std::size_t m = 0; m < catalogue().size() && !found; ++m) {
      if (!answers(module_path(catalogue()[m]), asked)) continue;
      found = true;
      for (ParameterRecord const& p : file.parameters())
        if (p.module_index == static_cast<int>(m)) report.push_back(json_of(file, p));
      text += (text.empty() ? "" : "\n") + module_text(file, m, options.scenario);
    }
    for (std::size_t m = 0; m < catalogue().size(); ++m) {
      if (!answers(module_path(catalogue()[m]) + ".strength", asked) || asked == "strength") continue;
      found = true;
      report.push_back(strength_json(file, m));
      text += (text.empty() ? "" : "\n") + strength_text(file, m);
    }
    if (!found) not_found(file, asked);
  }
  print(common.json ? report.dump(1) + "\n" : text);
  return ok;
}

}  // namespace holdfast::cli
