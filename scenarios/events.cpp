// Dated disasters of a scenario of its own ("events").
#include "scenarios/events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/event_order.hpp"
#include "scenarios/suggest.hpp"
#include "scenarios/value_path.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

std::vector<std::string> known_keys() {
  std::vector<std::string> out{"month",       "counties", "hazard", "loss_yuan_mean",
                               "road_months", "source",   "grade",  "note"};
  for (EventShare const& share : event_shares) out.emplace_back(share.name);
  return out;
}

void read_month_and_hazard(Layers& layers, json const& spec, std::string const& pointer, DisasterEvent& out) {
  int year = 0, month = 0;
  json const when = spec.value("month", json());
  if (when.is_string() && read_month(when.get<std::string>(), year, month))
    out.month = Month::of(year, month);
  else
    layers.complain(pointer + "/month", fmt::format("is {}; a month is needed, for example \"2024-05\".", when.dump()));
  std::vector<std::string> const hazards(hazard_names.begin(), hazard_names.end());
  json const hazard = spec.value("hazard", json());
  auto const found =
      hazard.is_string() ? std::find(hazards.begin(), hazards.end(), hazard.get<std::string>()) : hazards.end();
  if (found == hazards.end())
    layers.complain(pointer + "/hazard",
                    fmt::format("is {}; one of {} is needed.{}", hazard.dump(), fmt::join(hazards, ", "),
                                hazard.is_string() ? did_you_mean(hazard.get<std::string>(), hazards) : ""));
  else
    out.hazard = static_cast<Hazard>(found - hazards.begin());
}

DisasterEvent read_event(Layers& layers, json const& spec, std::string const& pointer) {
  DisasterEvent out;
  out.further = true;
  static std::vector<std::string> const known = known_keys();
  for (auto const& [key, value] : spec.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      layers.complain(pointer + "/" + pointer_step(key), "is not known here." + did_you_mean(key, known), true);
  read_month_and_hazard(layers, spec, pointer, out);
  auto const number = [&](std::string const& key, Limits const& limits) -> std::optional<double> {
    auto const found = spec.find(key);
    if (found == spec.end()) return {};
    return read_number(layers, *found, pointer + "/" + key, limits);
  };
  for (EventShare const& share : event_shares)
    if (auto const value = number(std::string(share.name), {{0, 1}, "share"}))
      out.*share.member = static_cast<float>(*value);
  if (auto const loss = number("loss_yuan_mean", {{0, 1e6f}, "yuan"})) out.loss_yuan_mean = static_cast<float>(*loss);
  if (auto const months = number("road_months", {{0, 60}, "months"})) out.road_months = static_cast<int>(*months);
  if (!spec.contains("village_hit_share"))
    layers.complain(pointer, "needs \"village_hit_share\": without it no village is hit.");
  if (out.house_damage_share + out.house_collapse_share > 1)
    layers.complain(pointer + "/house_collapse_share", "and house_damage_share together are above 1.");
  return out;
}

std::vector<int> read_event_counties(Layers& layers, json const& spec, std::string const& pointer,
                                     std::vector<CountyFacts> const& counties) {
  auto const list = spec.find("counties");
  if (list == spec.end() || !list->is_array() || list->empty()) {
    layers.complain(pointer + "/counties", "must be a list of codes of counties.csv, for example [513221].");
    return {};
  }
  std::vector<int> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    json const& code = (*list)[i];
    std::string const at = pointer + "/counties/" + std::to_string(i);
    bool const exists = code.is_number_integer() &&
                        (counties.empty() || std::any_of(counties.begin(), counties.end(),
                                                         [&](CountyFacts const& c) { return code == c.adcode; }));
    if (!exists)
      layers.complain(at, fmt::format("is {}, which is no county of counties.csv.", code.dump()));
    else if (std::find(out.begin(), out.end(), code.get<int>()) != out.end())
      layers.complain(at, fmt::format("{} stands here twice.", code.get<int>()));
    else
      out.push_back(code.get<int>());
  }
  return out;
}

}  // namespace

void read_scenario_events(Layers& layers, std::vector<CountyFacts> const& counties, DatedEvents& events) {
  auto const given = layers.merged.find("events");
  if (given == layers.merged.end()) return;
  if (!given->is_object()) return layers.complain("/events", "must be an object with one entry for each disaster.");
  for (auto const& [name, spec] : given->items()) {
    std::string const pointer = "/events/" + pointer_step(name);
    if (!spec.is_object()) {
      layers.complain(pointer, "must be an object with month, counties, hazard and village_hit_share.");
      continue;
    }
    DisasterEvent const event = read_event(layers, spec, pointer);
    for (int const adcode : read_event_counties(layers, spec, pointer, counties)) events.emplace_back(adcode, event);
  }
  order_events(events);
}

}  // namespace holdfast
