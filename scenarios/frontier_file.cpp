#include "scenarios/frontier_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/suggest.hpp"

namespace holdfast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::string joined(std::vector<std::string> const& names) {
  std::string out;
  for (std::string const& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Calls visit(range, 0 start | 1 length | 2 floor, number of the coordinate or -1 if fixed, first, last) for every
// range.
template <class Visit>
void each_coordinate(std::vector<ScheduleRange> const& ranges, Visit&& visit) {
  int next = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    ScheduleRange const& r = ranges[i];
    double const span[3][2] = {{0, static_cast<double>(r.last_start - r.first_start)},
                               {static_cast<double>(r.shortest_months), static_cast<double>(r.longest_months)},
                               {r.lowest_floor, r.highest_floor}};
    for (int k = 0; k < 3; ++k) visit(i, k, span[k][0] < span[k][1] ? next++ : -1, span[k][0], span[k][1]);
  }
}

struct Reader {
  JsonText const& text;
  std::vector<Problem>& problems;
  FrontierFile& out;
  Overrides const& overrides;

  void complain(std::string const& pointer, std::string message, bool at_key = false) {
    auto const found = text.places.find(pointer);
    Place const place = found == text.places.end() ? Place{} : found->second;
    Position const at = at_key ? place.key : place.value;
    problems.push_back({text.display, at.line, at.column, pointer, std::move(message)});
  }
  void only(json const& object, std::string const& pointer, std::vector<std::string> const& allowed) {
    for (auto const& [key, value] : object.items())
      if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
        complain(pointer + "/" + pointer_step(key),
                 fmt::format("is not known here.{} Allowed: {}.", did_you_mean(key, allowed), joined(allowed)), true);
  }
  // The member if it is an object; complains otherwise.
  json const& object(json const& in, char const* key, char const* what) {
    static json const none = json::object();
    if (in.contains(key) && in[key].is_object() && !in[key].empty()) return in[key];
    complain(in.contains(key) ? fmt::format("/{}", key) : "", fmt::format("needs \"{}\": {}.", key, what));
    return none;
  }
  std::string word(json const& in, char const* key) {
    if (in.contains(key) && in[key].is_string()) return in[key].get<std::string>();
    complain(in.contains(key) ? fmt::format("/{}", key) : "", fmt::format("needs \"{}\" as a text.", key));
    return "";
  }
  std::optional<double> month(json const& value, std::string const& pointer) {
    int year = 0, number = 0;
    if (value.is_string() && read_month(value.get<std::string>(), year, number))
      return static_cast<double>(Month::of(year, number).since_2000);
    complain(pointer, fmt::format("is {}, which is no month; write it like \"2024-01\".", value.dump()));
    return {};
  }
  std::optional<double> months(json const& value, std::string const& pointer) {
    if (value.is_number_integer() && value.get<double>() >= 0 && value.get<double>() <= 240) return value.get<double>();
    complain(pointer, fmt::format("is {}; allowed are whole months from 0 (at once) to 240.", value.dump()));
    return {};
  }
  std::optional<double> floor(json const& value, std::string const& pointer) {
    if (value.is_number() && value.get<double>() >= 0 && value.get<double>() <= 1) return value.get<double>();
    complain(pointer, fmt::format("is {}, outside 0..1: what is left of the strength.{}", value.dump(),
                                  value.is_number() && value.get<double>() > 1 && value.get<double>() <= 100
                                      ? fmt::format(" Did you mean {:g}?", value.get<double>() / 100)
                                      : ""));
    return {};
  }
  // One value or [first, last], read by `read`, which complains by itself and then gives nothing.
  std::pair<double, double> span(json const& in, std::string const& above, char const* key,
                                 std::optional<double> (Reader::*read)(json const&, std::string const&)) {
    if (!in.contains(key)) {
      complain(above, fmt::format("needs \"{}\": a value, or [first, last].", key));
      return {};
    }
    std::string const pointer = above + "/" + key;
    json const& value = in[key];
    if (!value.is_array()) {
      double const one = (this->*read)(value, pointer).value_or(0);
      return {one, one};
    }
    if (value.size() != 2) {
      complain(pointer, fmt::format("has {} values; a range is [first, last].", value.size()));
      return {};
    }
    auto const first = (this->*read)(value[0], pointer + "/0"), last = (this->*read)(value[1], pointer + "/1");
    if (first && last && *last < *first) complain(pointer, "ends before it begins: write [first, last].");
    return {first.value_or(0), last.value_or(0)};
  }

  void schedule(std::string const& instrument, json const& in, std::vector<std::string> const& instruments) {
    std::string const pointer = "/schedules/" + pointer_step(instrument);
    if (std::find(instruments.begin(), instruments.end(), instrument) == instruments.end())
      complain(pointer,
               fmt::format("is no instrument.{} holdfast list instruments names them.",
                           did_you_mean(instrument, instruments)),
               true);
    if (!in.is_object()) return complain(pointer, "needs \"start\", \"length_months\" and \"floor\".");
    only(in, pointer, {"start", "length_months", "floor", "note"});
    auto const start = span(in, pointer, "start", &Reader::month);
    auto const length = span(in, pointer, "length_months", &Reader::months);
    auto const left = span(in, pointer, "floor", &Reader::floor);
    out.ranges.push_back({instrument, Month{static_cast<int>(start.first)}, Month{static_cast<int>(start.second)},
                          static_cast<int>(length.first), static_cast<int>(length.second), left.first, left.second});
  }
  void number(json const& in, char const* key, std::optional<double>& to) {
    if (!in.contains(key)) return;
    if (in[key].is_number() && in[key].get<double>() >= 0)
      to = in[key].get<double>();
    else
      complain(fmt::format("/safe/{}", key), fmt::format("is {}, which is no number from 0.", in[key].dump()));
  }
  void safe(json const& in, std::vector<std::string> figures) {
    figures.emplace_back(large_scale_figure);
    only(in, "/safe", {"figure", "threshold_percent", "at_most", "at_most_times_base", "note"});
    if (in.contains("figure") && in["figure"].is_string()) out.figure = in["figure"].get<std::string>();
    if (std::find(figures.begin(), figures.end(), out.figure) == figures.end())
      complain(in.contains("figure") ? "/safe/figure" : "/safe",
               fmt::format("{}.{} Allowed: {}.", out.figure.empty() ? "needs a \"figure\"" : "is no figure",
                           did_you_mean(out.figure, figures), joined(figures)));
    std::optional<double> threshold;
    number(in, "at_most", out.at_most);
    number(in, "at_most_times_base", out.times_base);
    number(in, "threshold_percent", threshold);
    out.threshold_percent = threshold.value_or(0);
    if (in.contains("at_most") == in.contains("at_most_times_base"))
      complain("/safe", "needs either \"at_most\" or \"at_most_times_base\", not both.");
    bool const tail = out.figure == large_scale_figure;
    if (tail && !(out.threshold_percent > 0 && out.threshold_percent <= 100))
      complain("/safe",
               "needs \"threshold_percent\": the share of a county's lifted-out persons, above 0 to 100. No "
               "official number says what large-scale is.");
    if (!tail && in.contains("threshold_percent"))
      complain("/safe/threshold_percent", fmt::format("belongs to {} only.", large_scale_figure), true);
  }

  // What the base must allow: it can be read, and its months and strengths leave room for the schedules.
  void base(std::string const& name) {
    try {
      out.base_path = find_scenario(name, overrides.share_dir);
      Overrides with = overrides;
      if (out.months) with.months = out.months;
      out.base = load_scenario(out.base_path, with);
    } catch (InputError const& e) {
      problems.insert(problems.end(), e.problems().begin(), e.problems().end());
      return;
    } catch (FileError const& e) {
      return complain("/base", fmt::format("cannot be read: {}", e.what()));
    }
    json const& merged = out.base.layers.merged;
    if (merged.contains("hold_policies_after"))
      complain("/base", "holds its policies (hold_policies_after): no schedule can change them.");
    Month const first = out.base.scenario.start, end = first + out.base.scenario.months;
    for (ScheduleRange const& r : out.ranges) {
      std::string const pointer = "/schedules/" + pointer_step(r.instrument);
      if (r.first_start < first || !(r.last_start < end))
        complain(pointer + "/start", fmt::format("leaves the months of {}: {} to {}.", out.base.scenario.name,
                                                 first.text(), (end - 1).text()));
      if (merged.contains(json::json_pointer("/policies" + pointer.substr(10) + "/strength/times")))
        complain("/base",
                 fmt::format("already changes strength.times of {}: take a base that does not.", r.instrument));
    }
  }
};

std::vector<std::string> instrument_keys() {
  std::vector<std::string> out;
  auto const add = [&]<class M>(Plan<M> const&) { out.emplace_back(M::key); };
  std::apply([&](auto const&... plan) { (add(plan), ...); }, Scenario{}.policies);
  return out;
}

json path_of(Schedule const& s) {
  if (s.length_months == 0) return {{"value", 1}, {s.start.text(), s.floor}};
  return {{"value", 1}, {s.start.text(), 1}, {(s.start + s.length_months).text(), s.floor}, {"path", "linear"}};
}

}  // namespace

std::string Schedule::text() const {
  if (floor == 1) return fmt::format("{} as in the base", instrument);
  std::string const how = length_months == 0 ? "at once" : fmt::format("over {} months", length_months);
  return fmt::format("{} from {} {} to {:g}", instrument, start.text(), how, floor);
}

bool FrontierFile::ends_late() const {
  Month const end = base.scenario.start + base.scenario.months;
  return std::any_of(ranges.begin(), ranges.end(), [&](ScheduleRange const& r) {
    return r.lowest_floor < 1 && end < r.last_start + r.longest_months + 12;
  });
}

int FrontierFile::dimensions() const {
  int out = 0;
  each_coordinate(ranges, [&](std::size_t, int, int coordinate, double, double) { out += coordinate >= 0; });
  return out;
}

std::vector<Schedule> FrontierFile::at(std::vector<double> const& point) const {
  std::vector<Schedule> out;
  for (ScheduleRange const& r : ranges) out.push_back({r.instrument, r.first_start, 0, 0});
  each_coordinate(ranges, [&](std::size_t i, int k, int coordinate, double first, double last) {
    double const x = coordinate < 0 ? 0 : point[static_cast<std::size_t>(coordinate)];
    double const value = first + x * (last - first);
    if (k == 0) out[i].start = ranges[i].first_start + static_cast<int>(std::lround(value));
    if (k == 1) out[i].length_months = static_cast<int>(std::lround(value));
    if (k == 2) out[i].floor = std::round(100 * value) / 100;
  });
  return out;
}

std::vector<double> FrontierFile::settle(std::vector<double> const& point) const {
  std::vector<Schedule> const schedules = at(point);
  std::vector<double> out = point;
  each_coordinate(ranges, [&](std::size_t i, int k, int coordinate, double first, double last) {
    if (coordinate < 0) return;
    Schedule const& s = schedules[i];
    double const value = k == 0   ? static_cast<double>(s.start - ranges[i].first_start)
                         : k == 1 ? static_cast<double>(s.length_months)
                                  : s.floor;
    out[static_cast<std::size_t>(coordinate)] =
        s.floor == 1 ? 1 : std::clamp((value - first) / (last - first), 0.0, 1.0);
  });
  return out;
}

FrontierFile read_frontier(fs::path const& path, std::vector<std::string> const& figures, Overrides const& overrides) {
  std::string const shown = path.generic_string();
  std::vector<Problem> problems;
  JsonText const text = parse_json(read_text(path, shown), shown, problems);
  if (problems.empty() && !text.doc.is_object()) problems.push_back({shown, 1, 1, "", "must be an object."});
  if (!problems.empty()) throw InputError(problems);
  FrontierFile out;
  Reader reader{text, problems, out, overrides};
  json const& doc = text.doc;
  reader.only(doc, "", {"$schema", "name", "title", "title_zh", "note", "base", "months", "schedules", "safe"});
  out.name = reader.word(doc, "name");
  out.title = reader.word(doc, "title");
  out.title_zh = reader.word(doc, "title_zh");
  if (doc.contains("note")) out.note = reader.word(doc, "note");
  if (doc.contains("months")) {
    json const& months = doc["months"];
    if (months.is_number_integer() && months.get<int>() >= 12 && months.get<int>() <= 600)
      out.months = months.get<int>();
    else
      reader.complain("/months", fmt::format("is {}; allowed are whole months from 12 to 600.", months.dump()));
  }
  std::vector<std::string> const instruments = instrument_keys();
  for (auto const& [key, value] :
       reader.object(doc, "schedules", "instruments, each with start, length and floor").items())
    reader.schedule(key, value, instruments);
  reader.safe(reader.object(doc, "safe", "a figure and how much of it is safe"), figures);
  if (std::string const base = reader.word(doc, "base"); !base.empty()) reader.base(base);
  if (problems.empty() && out.dimensions() == 0)
    reader.complain("/schedules", "has nothing that varies: write a range [first, last] somewhere.");
  if (!problems.empty()) throw InputError(problems);
  return out;
}

std::vector<std::string> settings_of(std::vector<Schedule> const& schedules) {
  std::vector<std::string> out;
  for (Schedule const& s : schedules)
    if (s.floor != 1) out.push_back(fmt::format("policies.{}.strength.times={}", s.instrument, path_of(s).dump()));
  return out;
}

nlohmann::ordered_json policies_of(std::vector<Schedule> const& schedules) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (Schedule const& s : schedules)
    if (s.floor != 1) out[s.instrument]["strength"]["times"] = path_of(s);
  return out;
}

}  // namespace holdfast
