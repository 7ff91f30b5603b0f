// The population at risk for machines: every figure, every county. Keys are the names of the C++ fields.
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/at_risk_figures.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

Json json_of(Estimate const& e) {
  return {{"value", number(e.value)}, {"interval", Json::array({number(e.low), number(e.high)})}};
}
Json json_of(Stock const& s) { return {{"persons", json_of(s.persons)}, {"households", json_of(s.households)}}; }
Json json_of(ThresholdCount const& c) {
  return {{"threshold", c.threshold},
          {"persons", json_of(c.persons)},
          {"households", json_of(c.households)},
          {"raw_persons", c.raw_persons},
          {"raw_households", c.raw_households}};
}

Json json_of(Movement const& m) {
  static constexpr std::array<char const*, income_bins> bins{
      "loses_over_10", "loses_5_to_10", "loses_1_to_5", "within_1", "gains_1_to_5", "gains_5_to_10", "gains_over_10"};
  static constexpr std::array<char const*, 4> moved{"pushed_into_spell", "pulled_out_of_spell", "pushed_below_line",
                                                    "pulled_above_line"};
  Json income = Json::object(), households = Json::object();
  for (std::size_t k = 0; k < bins.size(); ++k) income[bins[k]] = json_of(m.income_percent[k]);
  for (std::size_t k = 0; k < moved.size(); ++k) households[moved[k]] = json_of(m.households[k]);
  return {{"pushed_into_spell", json_of(m.pushed_into_spell)},
          {"pulled_out_of_spell", json_of(m.pulled_out_of_spell)},
          {"in_spell_change", json_of(m.in_spell_change)},
          {"pushed_below_line", json_of(m.pushed_below_line)},
          {"pulled_above_line", json_of(m.pulled_above_line)},
          {"below_line_change", json_of(m.below_line_change)},
          {"households", households},
          {"income_percent", income},
          {"income_change_yuan", json_of(m.income_change_yuan)}};
}

Json json_of(AtRiskSlice const& s, bool with_b) {
  Json out{{"key", s.key}, {"title", s.title}, {"title_zh", s.title_zh}};
  if (s.adcode != 0) out["adcode"] = s.adcode;
  out["households_drawn"] = s.households_drawn;
  out["small_cell"] = s.households_drawn < smallest_cell;
  if (s.households_drawn < smallest_cell) return out;
  out["persons_at_risk"] = s.persons_at_risk;
  out["households_at_risk"] = s.households_at_risk;
  out["members"] = json_of(s.members);
  out["at_risk"] = json_of(s.at_risk);
  out["registered_start"] = json_of(s.registered_start);
  out["registered"] = json_of(s.registered);
  for (ThresholdCount const& count : s.vulnerable) out["vulnerable"].push_back(json_of(count));
  if (!with_b) return out;
  out["exposed"] = json_of(s.exposed);
  out["relieved"] = json_of(s.relieved);
  out["movement"] = json_of(s.movement);
  return out;
}

Json json_of(std::vector<AtRiskSlice> const& slices, bool with_b) {
  Json out = Json::array();
  for (AtRiskSlice const& slice : slices) out.push_back(json_of(slice, with_b));
  return out;
}

Json json_of(Passages const& p) {
  Json out = Json::object();
  for (std::size_t i = 0; i < household_states; ++i) {
    Json row = Json::object();
    for (std::size_t j = 0; j < household_states; ++j)
      row[std::string(household_state_names[j])] = json_of(p.probability[i][j]);
    out[std::string(household_state_names[i])] = {{"persons", json_of(p.total[i])}, {"probability", row}};
  }
  return out;
}

Json json_of(std::vector<YearlyPassages> const& years) {
  Json out = Json::array();
  for (YearlyPassages const& y : years)
    out.push_back({{"year", y.year == 0 ? Json("all") : Json(y.year)}, {"states", json_of(y.passages)}});
  return out;
}

}  // namespace

std::string at_risk_json(AtRiskReport const& report) {
  bool const with_b = !report.b.empty();
  Json out{{"scenario", report.a}};
  if (with_b) out["scenario_b"] = report.b;
  out["from"] = report.from.text();
  out["window"] = {(report.from + 1).text(), (report.from + at_risk_window_months).text()};
  out["replicates"] = report.replicates;
  out["households_share"] = report.households_share;
  out["smallest_cell"] = smallest_cell;
  out["classes"] = json_of(report.classes, with_b);
  out["kinds"] = json_of(report.kinds, with_b);
  out["areas"] = json_of(report.areas, with_b);
  out["counties"] = json_of(report.counties, with_b);
  for (std::size_t k = 0; k < needs; ++k) {
    CauseFigures const& cause = report.causes[k];
    Json row{
        {"need", need_names[k]}, {"relapsing", number(cause.relapsing)}, {"vulnerable", json_of(cause.vulnerable)}};
    if (with_b) row["exposed"] = json_of(cause.exposed);
    out["causes"].push_back(row);
  }
  out["yearly_states"] = json_of(report.yearly[0]);
  if (with_b) out["yearly_states_b"] = json_of(report.yearly[1]);
  if (with_b) out["states_at_end"] = json_of(report.flow);
  return out.dump(1) + "\n";
}

}  // namespace holdfast
