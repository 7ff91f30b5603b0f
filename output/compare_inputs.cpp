// What differs between two resolved scenarios, in words: paths over months are compared by their values, not by the way
// they are written.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "output/compare.hpp"

namespace holdfast {
namespace {

using nlohmann::json;

std::set<std::string> const silent{"source", "grade", "note", "title", "title_zh", "name", "replicates", "$schema"};

bool is_time(std::string const& key) {  // "2024-01", or "2024" in a budget
  return (key.size() == 7 || key.size() == 4) && key.find_first_not_of("0123456789-") == std::string::npos;
}

// What bends a path beside its months (docs/scenario-files.md).
std::set<std::string> const bends{"announced", "indexed", "restore_when", "times"};

bool is_spec(json const& value) {
  if (!value.is_object()) return false;
  for (auto const& [key, inside] : value.items())
    if (is_time(key) || key == "value" || key == "path" || key.starts_with("by_") || bends.count(key)) return true;
  return false;
}

// One path over time. Months as text sort in the order of time.
struct Path {
  std::optional<double> before;
  std::map<std::string, double> at;
  std::string shape = "steps";

  double value(std::string const& month) const {
    auto const next = at.upper_bound(month);
    if (next != at.begin()) return std::prev(next)->second;
    return before ? *before : (at.empty() ? 0.0 : at.begin()->second);
  }
  std::string text() const {
    std::string out = before ? fmt::format("{}", *before) : "";
    for (auto const& [month, v] : at) out += fmt::format("{}{} in {}", out.empty() ? "" : ", ", v, month);
    return shape == "steps" ? out : out + " (" + shape + ")";
  }
};

std::optional<Path> path_of(json const& spec) {
  Path out;
  if (spec.is_number()) {
    out.before = spec.get<double>();
    return out;
  }
  if (!is_spec(spec)) return std::nullopt;
  for (auto const& [key, value] : spec.items()) {
    if (key == "path" && value.is_string()) out.shape = value.get<std::string>();
    if (!value.is_number()) continue;
    if (key == "value") out.before = value.get<double>();
    if (is_time(key)) out.at[key] = value.get<double>();
  }
  if (!out.before && out.at.empty()) out.before = 1;  // a strength or a factor that only bends, or is given by class
  return out;
}

// "1 -> 0 from 2024-01": the stretches of time over which two stepped paths differ. Empty = nowhere.
std::string stepped_difference(Path const& a, Path const& b) {
  std::set<std::string> months{""};
  for (auto const& [month, value] : a.at) months.insert(month);
  for (auto const& [month, value] : b.at) months.insert(month);
  std::vector<std::string> parts;
  std::pair<double, double> told{};  // the difference that the last part tells, while it lasts
  bool open = false;
  for (std::string const& month : months) {
    std::pair<double, double> const now{a.value(month), b.value(month)};
    bool const differs = now.first != now.second;
    if (open && told == now) continue;
    if (open && !differs)
      parts.back() += (parts.back().find(" from ") == std::string::npos ? ", until " : " until ") + month;
    open = false;
    if (!differs) continue;
    parts.push_back(fmt::format("{} -> {}{}", now.first, now.second, month.empty() ? "" : " from " + month));
    told = now, open = true;
  }
  std::size_t const shown = std::min<std::size_t>(parts.size(), 4);
  std::string out =
      fmt::format("{}", fmt::join(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(shown), "; "));
  if (parts.size() > shown) out += fmt::format("; and {} more changes", parts.size() - shown);
  return out;
}

std::string plain(json const& value) {
  return value.is_null() ? "absent" : value.is_string() ? value.get<std::string>() : value.dump();
}

json class_value(json const& spec, char const* by, std::string const& name) {
  if (!is_spec(spec) || !spec.contains(by) || !spec[by].is_object() || !spec[by].contains(name)) return spec;
  return spec[by][name];
}

void compare_leaf(std::string const& name, json const& a, json const& b, std::vector<std::string>& out) {
  auto const path_a = path_of(a), path_b = path_of(b);
  if (!path_a || !path_b) {
    if (a != b) out.push_back(fmt::format("{}: {} -> {}", name, plain(a), plain(b)));
    return;
  }
  if (path_a->shape == "steps" && path_b->shape == "steps") {
    std::string const difference = stepped_difference(*path_a, *path_b);
    if (!difference.empty()) out.push_back(name + ": " + difference);
  } else if (path_a->text() != path_b->text()) {
    out.push_back(fmt::format("{}: {} -> {}", name, path_a->text(), path_b->text()));
  }
}

std::string month_of(json const& spec) {
  return spec.contains("from") ? " from " + spec["from"].get<std::string>() : "";
}

// One bend in words; "none" where it is not there.
std::string bend_text(std::string const& bend, json const& spec) {
  if (!is_spec(spec) || !spec.contains(bend)) return "none";
  json const& value = spec[bend];
  if (bend == "indexed" && value.contains("rate_per_year"))
    return fmt::format("{:g} a year{}", value["rate_per_year"].get<double>(), month_of(value));
  if (bend == "restore_when" && value.contains("register_share_above") && value.contains("for_months"))
    return fmt::format("{}for {} months where more than {:g} of {} are on the register{}",
                       value.contains("to") ? fmt::format("to {:g} ", value["to"].get<double>()) : "",
                       value["for_months"].get<double>(), value["register_share_above"].get<double>(),
                       value.value("of", "lifted_out") == "all" ? "all" : "the lifted-out", month_of(value));
  return plain(value);
}

void compare_bends(std::string const& name, json const& a, json const& b, std::vector<std::string>& out) {
  for (std::string const& bend : bends) {
    if (bend == "times") continue;  // a path of its own
    std::string const before = bend_text(bend, a), after = bend_text(bend, b);
    if (before != after) out.push_back(fmt::format("{} {}: {} -> {}", name, bend, before, after));
  }
}

json times_of(json const& spec) { return is_spec(spec) && spec.contains("times") ? spec["times"] : json(1); }

// A path with values by class: the general one, then every class that either side names; then what bends it.
void compare_spec(std::string const& name, json const& a, json const& b, std::vector<std::string>& out) {
  compare_leaf(name, a, b, out);
  for (char const* by : {"by_county_class", "by_household_class"}) {
    std::set<std::string> classes;
    for (json const* side : {&a, &b})
      if (is_spec(*side) && side->contains(by) && (*side)[by].is_object())
        for (auto const& [key, value] : (*side)[by].items()) classes.insert(key);
    for (std::string const& c : classes)
      compare_leaf(name + "[" + c + "]", class_value(a, by, c), class_value(b, by, c), out);
  }
  if (json const x = times_of(a), y = times_of(b); x != y) compare_spec(name + " times", x, y, out);
  compare_bends(name, a, b, out);
}

json default_of(std::string const& key) {
  if (key == "strength") return 1;
  if (key == "on") return true;
  return nullptr;
}

void compare_values(std::string const& name, json const& a, json const& b, std::vector<std::string>& out) {
  bool const both = a.is_object() && b.is_object();
  if (!both || is_spec(a) || is_spec(b)) return compare_spec(name, a, b, out);
  std::set<std::string> keys;
  for (json const* side : {&a, &b})
    for (auto const& [key, value] : side->items()) keys.insert(key);
  for (std::string const& key : keys)
    if (!silent.count(key))
      compare_values(name.empty() ? key : name + "." + key, a.contains(key) ? a[key] : default_of(key),
                     b.contains(key) ? b[key] : default_of(key), out);
}

}  // namespace

std::vector<std::string> input_differences(std::string const& scenario_a, std::string const& scenario_b) {
  std::vector<std::string> out;
  json const a = json::parse(scenario_a, nullptr, false), b = json::parse(scenario_b, nullptr, false);
  if (a.is_discarded() || b.is_discarded()) {
    if (scenario_a != scenario_b) out.push_back("the two scenario texts differ, and one of them is no JSON");
    return out;
  }
  compare_values("", a, b, out);
  return out;
}

}  // namespace holdfast
