// One value over time: a constant, steps, or a linear or logistic ramp between months, general or by class.
#include "scenarios/value_path.hpp"

#include <fmt/format.h>

#include <cmath>

#include "model/core/numeric.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

double sigmoid(double x) { return 1.0 / (1.0 + numeric::exp(-x)); }

double part_of_way(double t, Shape shape) {
  if (shape != Shape::logistic) return t;
  constexpr double steepness = 10;
  double const low = sigmoid(-steepness / 2), high = sigmoid(steepness / 2);
  return (sigmoid(steepness * (t - 0.5)) - low) / (high - low);
}

std::vector<std::string> const path_keys{"value",   "path",         "source",          "grade",
                                         "note",    "times",        "by_county_class", "by_household_class",
                                         "indexed", "restore_when", "announced"};
std::vector<std::string> const whole_path_keys{"by_county_class", "by_household_class", "times", "indexed",
                                               "restore_when",    "announced"};  // not inside a class
std::vector<std::string> const shape_names{"steps", "linear", "logistic"};
std::vector<std::string> const grades{"A", "B", "C", "D"};

void read_months(Layers& layers, json const& value, std::string const& key, std::string const& pointer,
                 Limits const& limits, ValuePath& out) {
  int year = 0, month = 0;
  if (!read_month(key, year, month)) {
    layers.complain(pointer,
                    month > 12 || month < 1 ? "is not a month: the month of the year is 01 to 12."
                                            : "is outside the calendar: months run from 2000-01 to 2100-12.",
                    true);
    return;
  }
  if (auto const number = read_number(layers, value, pointer, limits))
    out.months.emplace_back(Month::of(year, month), *number);
}

void complain_of_key(Layers& layers, std::string const& key, std::string const& pointer,
                     std::vector<std::string> const& allowed) {
  if (!key.empty() && key[0] >= '0' && key[0] <= '9')
    layers.complain(pointer, "is not a month: write it as YYYY-MM, for example \"2024-01\".", true);
  else
    layers.complain(pointer, "is not known here." + did_you_mean(key, allowed), true);
}

void read_labels(Layers& layers, json const& value, std::string const& key, std::string const& pointer) {
  if (!value.is_string())
    layers.complain(pointer, "must be text in quotation marks.");
  else if (key == "grade" && std::find(grades.begin(), grades.end(), value.get<std::string>()) == grades.end())
    layers.complain(pointer, fmt::format("is \"{}\"; a grade is A, B, C or D.", value.get<std::string>()));
  else if (key == "source" && value.get<std::string>().empty())
    layers.complain(pointer, "is empty: name the evidence, or write \"assumption\".");
}

// The part of a spec that every path has: value, months, shape, labels. Class keys are left to the caller.
ValuePath read_path(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits, bool classes) {
  ValuePath out;
  if (!spec.is_object()) {
    out.before = read_number(layers, spec, pointer, limits);
    return out;
  }
  for (auto const& [key, value] : spec.items()) {
    std::string const inside = pointer + "/" + pointer_step(key);
    if (is_month_key(key))
      read_months(layers, value, key, inside, limits, out);
    else if (key == "value")
      out.before = read_number(layers, value, inside, limits);
    else if (key == "source" || key == "grade" || key == "note")
      read_labels(layers, value, key, inside);
    else if (key == "path") {
      auto const shape = value.is_string() ? std::find(shape_names.begin(), shape_names.end(), value.get<std::string>())
                                           : shape_names.end();
      if (shape == shape_names.end())
        layers.complain(inside,
                        fmt::format("must be \"steps\", \"linear\" or \"logistic\".{}",
                                    value.is_string() ? did_you_mean(value.get<std::string>(), shape_names) : ""));
      else
        out.shape = static_cast<Shape>(shape - shape_names.begin());
    } else if (!classes || std::find(whole_path_keys.begin(), whole_path_keys.end(), key) == whole_path_keys.end()) {
      complain_of_key(layers, key, inside, path_keys);
    }
  }
  return out;
}

template <std::size_t n>
void read_classes(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits,
                  std::array<std::string_view, n> const& names, std::array<std::optional<ValuePath>, n>& out) {
  if (!spec.is_object() || spec.empty())
    return layers.complain(pointer, "must be an object with a value for at least one class.");
  std::vector<std::string> const allowed(names.begin(), names.end());
  for (auto const& [key, value] : spec.items()) {
    std::string const inside = pointer + "/" + pointer_step(key);
    auto const found = std::find(allowed.begin(), allowed.end(), key);
    if (found == allowed.end()) {
      layers.complain(
          inside,
          fmt::format("is not a class; the classes are {}.{}", fmt::join(allowed, ", "), did_you_mean(key, allowed)),
          true);
      continue;
    }
    std::size_t const before = layers.problems.size();
    ValuePath path = read_path(layers, value, inside, limits, false);
    if (path.empty() && layers.problems.size() == before) layers.complain(inside, "has neither a value nor months.");
    out[static_cast<std::size_t>(found - allowed.begin())] = std::move(path);
  }
}

// The object at `pointer`, whose keys are all among `known`; nullptr after a complaint.
json const* options_of(Layers& layers, json const& spec, std::string const& pointer, char const* example,
                       std::vector<std::string> const& known) {
  if (!spec.is_object()) {
    layers.complain(pointer, fmt::format("must be an object, for example {}.", example));
    return nullptr;
  }
  for (auto const& [key, value] : spec.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      layers.complain(pointer + "/" + pointer_step(key), "is not known here." + did_you_mean(key, known), true);
  return &spec;
}

std::optional<Month> read_month_at(Layers& layers, json const& spec, std::string const& pointer, char const* key) {
  auto const found = spec.find(key);
  if (found == spec.end()) return {};
  int year = 0, month = 0;
  if (found->is_string() && read_month(found->get<std::string>(), year, month)) return Month::of(year, month);
  layers.complain(fmt::format("{}/{}", pointer, key),
                  fmt::format("is {}; a month is needed, for example \"2024-01\".", found->dump()));
  return {};
}

void read_indexed(Layers& layers, json const& spec, std::string const& pointer, ClassPaths& out) {
  char const* const example = R"({"from": "2024-01", "rate_per_year": 0.04})";
  if (options_of(layers, spec, pointer, example, {"from", "rate_per_year", "note"}) == nullptr) return;
  std::optional<Month> const from = read_month_at(layers, spec, pointer, "from");
  std::optional<double> rate;
  if (auto const found = spec.find("rate_per_year"); found != spec.end())
    rate = read_number(layers, *found, pointer + "/rate_per_year", {{-0.5f, 1}, "share/year"});
  if (!spec.contains("from") || !spec.contains("rate_per_year"))
    layers.complain(pointer, fmt::format("needs \"from\" and \"rate_per_year\", for example {}.", example));
  if (from && rate) out.indexed = Indexed{*from, *rate};
}

// The month in which the support changes: the first one of `times` if it has any, else of the path itself.
std::optional<Month> first_change(ClassPaths const& paths) {
  ValuePath const& path =
      !paths.times.empty() && !paths.times[0].general.months.empty() ? paths.times[0].general : paths.general;
  if (path.months.empty()) return {};
  return path.months.front().first;
}

void read_restore(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits, ClassPaths& out) {
  char const* const example = R"({"register_share_above": 0.02, "for_months": 12})";
  if (options_of(layers, spec, pointer, example, {"register_share_above", "of", "to", "for_months", "from", "note"}) ==
      nullptr)
    return;
  RestoreWhen when;
  bool const complete = spec.contains("register_share_above") && spec.contains("for_months");
  if (!complete)
    layers.complain(pointer,
                    fmt::format("needs \"register_share_above\" and \"for_months\", for example {}.", example));
  auto const number = [&](char const* key, Limits const& allowed) -> std::optional<double> {
    auto const found = spec.find(key);
    if (found == spec.end()) return {};
    return read_number(layers, *found, pointer + "/" + key, allowed);
  };
  auto const share = number("register_share_above", {{0, 1}, "share"});
  auto const months = number("for_months", {{1, 120}, "months"});
  when.to = number("to", limits);
  if (months && *months != std::floor(*months)) layers.complain(pointer + "/for_months", "must be a whole number.");
  if (auto const of = spec.find("of"); of != spec.end()) {
    if (*of != "lifted_out" && *of != "all")
      layers.complain(pointer + "/of", "must be \"lifted_out\" or \"all\": whose share on the register counts.");
    when.of_all = *of == "all";
  }
  std::optional<Month> from = read_month_at(layers, spec, pointer, "from");
  if (!from && !spec.contains("from")) from = first_change(out);
  if (!from && !spec.contains("from"))
    layers.complain(pointer,
                    "needs \"from\", the month in which it begins to count: the path has no months of its own.");
  if (!share || !months || !from) return;
  when.register_share_above = *share;
  when.for_months = static_cast<int>(*months);
  when.from = *from;
  out.restore = when;
}

double grown(double value, Indexed const& indexed, Month month) {
  for (int years = (month - indexed.from) / 12; years > 0; --years) value *= 1.0 + indexed.rate_per_year;
  return value;
}

ClassPaths read_paths(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits,
                      std::optional<double> otherwise) {
  ClassPaths out;
  std::size_t const before = layers.problems.size();
  out.general = read_path(layers, spec, pointer, limits, true);
  if (otherwise && out.general.empty() && layers.problems.size() == before) out.general.before = otherwise;
  if (spec.is_object()) {
    if (auto const classes = spec.find("by_county_class"); classes != spec.end())
      read_classes(layers, *classes, pointer + "/by_county_class", limits, county_class_names, out.by_county);
    if (auto const classes = spec.find("by_household_class"); classes != spec.end())
      read_classes(layers, *classes, pointer + "/by_household_class", limits, household_class_names, out.by_household);
    if (auto const times = spec.find("times"); times != spec.end())
      out.times.push_back(read_paths(layers, *times, pointer + "/times", times_limits, 1.0));
    if (auto const indexed = spec.find("indexed"); indexed != spec.end())
      read_indexed(layers, *indexed, pointer + "/indexed", out);
    if (auto const when = spec.find("restore_when"); when != spec.end())
      read_restore(layers, *when, pointer + "/restore_when", limits, out);
    out.announced = read_month_at(layers, spec, pointer, "announced");
  }
  if (layers.problems.size() == before && out.incomplete())
    layers.complain(pointer, out.by_class() ? "has no value for some classes: add \"value\" for all others."
                                            : "has neither a value nor months.");
  return out;
}

bool ends_with_share(std::string const& unit) {
  return unit == "share" || unit.starts_with("share ") || unit.starts_with("share/");
}

}  // namespace

double ValuePath::at(Month month) const {
  if (months.empty()) return before.value_or(0);
  if (month < months.front().first) return before.value_or(months.front().second);
  std::size_t last = 0;
  while (last + 1 < months.size() && months[last + 1].first <= month) ++last;
  auto const [from, value] = months[last];
  if (shape == Shape::steps || last + 1 == months.size()) return value;
  auto const [to, next] = months[last + 1];
  return value + (next - value) * part_of_way(static_cast<double>(month - from) / (to - from), shape);
}

std::vector<double> ValuePath::written() const {
  std::vector<double> out;
  if (before) out.push_back(*before);
  for (auto const& [month, value] : months) out.push_back(value);
  return out;
}

bool ClassPaths::by_class() const {
  auto const given = [](auto const& path) { return path.has_value(); };
  return std::any_of(by_county.begin(), by_county.end(), given) ||
         std::any_of(by_household.begin(), by_household.end(), given) || (!times.empty() && times[0].by_class());
}

ValuePath const& ClassPaths::of(int county, int household) const {
  if (auto const& path = by_household[static_cast<std::size_t>(household)]) return *path;
  if (auto const& path = by_county[static_cast<std::size_t>(county)]) return *path;
  return general;
}

double ClassPaths::at(Month month, int county, int household) const {
  ValuePath const& path = of(county, household);
  bool const grows = indexed && month >= indexed->from;
  double const value = grows ? grown(path.at(indexed->from), *indexed, month) : path.at(month);
  return times.empty() ? value : value * times[0].at(month, county, household);
}

double ClassPaths::restored_at(Month month, int county, int household) const {
  if (!restore || month < restore->from) return at(month, county, household);
  return restore->to ? *restore->to : at(restore->from - 1, county, household);
}

bool ClassPaths::incomplete() const {
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      if (of(c, h).empty()) return true;
  return false;
}

std::string outside(double value, Limits const& limits) {
  std::string text = fmt::format("is {}, outside {}..{}", value, limits.range.low, limits.range.high);
  if (!limits.unit.empty()) text += fmt::format(" ({})", limits.unit);
  text += ".";
  auto const fits = [&](double v) { return limits.range.holds(static_cast<float>(v)); };
  std::string const& unit = limits.unit;
  if (ends_with_share(unit) && value > 1 && value <= 100 && fits(value / 100))
    return text + fmt::format(" It is a share: did you mean {:.6g}?", value / 100);
  if ((unit.ends_with("/month") || unit.ends_with(" a month")) && value > limits.range.high && fits(value / 12))
    return text + fmt::format(" It is per month: did you mean {:.6g}, a twelfth?", value / 12);
  if ((unit.ends_with("/year") || unit.ends_with(" a year")) && value < limits.range.low && fits(value * 12))
    return text + fmt::format(" It is per year: did you mean {:.6g}, twelve times as much?", value * 12);
  if (value < 0 && fits(-value)) return text + fmt::format(" Did you mean {}?", -value);
  return text;
}

std::optional<double> read_number(Layers& layers, json const& value, std::string const& pointer, Limits const& limits) {
  if (!value.is_number()) {
    std::string const kind = value.is_string()    ? "text"
                             : value.is_boolean() ? "true or false"
                             : value.is_array()   ? "a list"
                                                  : "an object";
    std::string fix;
    if (value.is_string()) {
      std::string const text = value.get<std::string>();
      char* end = nullptr;
      double const number = std::strtod(text.c_str(), &end);
      if (end != text.c_str() && std::string_view(end) == "%") fix = fmt::format(" Did you mean {:.6g}?", number / 100);
      if (end != text.c_str() && *end == '\0' && std::isfinite(number)) fix = " Leave out the quotation marks.";
    }
    layers.complain(pointer, fmt::format("is {}; a number is needed.{}", kind, fix));
    return {};
  }
  double const number = value.get<double>();
  if (!limits.range.holds(static_cast<float>(number))) {
    layers.complain(pointer, outside(number, limits));
    return {};
  }
  return number;
}

ClassPaths read_class_paths(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits) {
  return read_paths(layers, spec, pointer, limits, {});
}

ClassPaths read_factor(Layers& layers, json const& spec, std::string const& pointer, Limits const& limits) {
  return read_paths(layers, spec, pointer, limits, 1.0);
}

}  // namespace holdfast
