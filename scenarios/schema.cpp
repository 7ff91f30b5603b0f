// The JSON Schema of scenario files, generated from the field tables.
#include "scenarios/schema.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "scenarios/events.hpp"

namespace holdfast {

using Json = nlohmann::ordered_json;

namespace {

constexpr char const* month_pattern = "^(20[0-9][0-9]|2100)-(0[1-9]|1[0-2])$";
constexpr char const* year_pattern = "^(20[0-9][0-9]|2100)$";

// A float limit as it is written in the field table: 0.001, not 0.0010000000474974513.
double as_written(float limit) { return std::stod(fmt::format("{}", limit)); }

Json number(Range range) {
  return {{"type", "number"}, {"minimum", as_written(range.low)}, {"maximum", as_written(range.high)}};
}
Json text() { return {{"type", "string"}}; }
Json or_null(Json one, Json other) {
  return {{"anyOf", Json::array({std::move(one), std::move(other), {{"type", "null"}}})}};
}

Json path_properties(std::string const& range_name) {
  Json const value{{"$ref", "#/definitions/" + range_name + "_or_null"}};
  return {{"value", value},
          {"path", {{"enum", {"steps", "linear", "logistic", nullptr}}}},
          {"source", {{"type", {"string", "null"}}, {"minLength", 1}}},
          {"grade", {{"enum", {"A", "B", "C", "D", nullptr}}}},
          {"note", {{"type", {"string", "null"}}}}};
}

Json months_of(std::string const& range_name) {
  return {{month_pattern, {{"$ref", "#/definitions/" + range_name + "_or_null"}}}};
}

Json object(Json properties, Json patterns = nullptr) {
  Json out{{"type", "object"}, {"properties", std::move(properties)}};
  if (!patterns.is_null()) out["patternProperties"] = std::move(patterns);
  out["additionalProperties"] = false;
  return out;
}

template <class Names>
Json classes(Names const& names, std::string const& range_name) {
  Json properties = Json::object();
  for (auto const& name : names) properties[std::string(name)] = {{"$ref", "#/definitions/" + range_name + "_path"}};
  Json out = object(std::move(properties));
  out["type"] = {"object", "null"};
  out["minProperties"] = 1;
  return out;
}

std::string range_name(Range range) { return fmt::format("from_{}_to_{}", range.low, range.high); }

// What bends a path beside its months.
void add_bends(Json& properties, std::string const& range) {
  properties["times"] = {{"$ref", "#/definitions/times"}};
  properties["indexed"] = {{"$ref", "#/definitions/indexed"}};
  Json when = object({{"register_share_above", number({0, 1})},
                      {"of", {{"enum", {"lifted_out", "all"}}}},
                      {"to", {{"$ref", "#/definitions/" + range + "_or_null"}}},
                      {"for_months", {{"type", "integer"}, {"minimum", 1}, {"maximum", 120}}},
                      {"from", {{"$ref", "#/definitions/month"}}},
                      {"note", {{"type", {"string", "null"}}}}});
  when["type"] = {"object", "null"};
  properties["restore_when"] = std::move(when);
}

void define_bends(Json& definitions) {
  definitions["month"] = {{"type", {"string", "null"}}, {"pattern", month_pattern}};
  Json properties = path_properties("from_0_to_10");
  properties["by_county_class"] = classes(county_class_names, "from_0_to_10");
  properties["by_household_class"] = classes(household_class_names, "from_0_to_10");
  definitions["times"] = or_null(number({0, 10}), object(std::move(properties), months_of("from_0_to_10")));
  Json indexed = object({{"from", {{"$ref", "#/definitions/month"}}},
                         {"rate_per_year", {{"type", "number"}, {"minimum", -0.5}, {"maximum", 1}}},
                         {"note", {{"type", {"string", "null"}}}}});
  indexed["type"] = {"object", "null"};
  definitions["indexed"] = std::move(indexed);
}

// Of a path that may differ by class.
Json class_properties(std::string const& name) {
  Json properties = path_properties(name);
  properties["by_county_class"] = classes(county_class_names, name);
  properties["by_household_class"] = classes(household_class_names, name);
  add_bends(properties, name);
  return properties;
}

// Three definitions for one range: a number, a path over months, and a path with classes.
void define_range(Json& definitions, Range range) {
  std::string const name = range_name(range);
  if (definitions.contains(name)) return;
  Json or_removed = number(range);
  or_removed["type"] = {"number", "null"};
  definitions[name + "_or_null"] = std::move(or_removed);
  definitions[name + "_path"] = or_null(number(range), object(path_properties(name), months_of(name)));
  definitions[name] = or_null(number(range), object(class_properties(name), months_of(name)));
}

// The strength of an instrument that households count on can be announced.
void define_announced_strength(Json& definitions, Range range) {
  std::string const name = range_name(range);
  Json properties = class_properties(name);
  properties["announced"] = {{"$ref", "#/definitions/month"},
                             {"description", "since when households with foresight know the months to come"}};
  definitions["announced_strength"] = or_null(number(range), object(std::move(properties), months_of(name)));
}

Json reference(std::string const& definition) { return Json::array({{{"$ref", "#/definitions/" + definition}}}); }

Json field_schema(FieldInfo const& f) {
  return {{"title", fmt::format("{} ({})", f.meaning, f.unit)},
          {"description", fmt::format("{}{} Allowed: {}..{}.", f.meaning_zh,
                                      f.scaled ? "; multiplied by strength." : ".", f.range.low, f.range.high)},
          {"allOf", reference(range_name(f.range))}};
}

Json module_schema(ModuleInfo const& m) {
  Json payers = Json::array();
  for (auto const& name : payer_names) payers.push_back(std::string(name));
  payers.push_back(nullptr);
  Json properties{
      {"on", {{"type", {"boolean", "null"}}, {"description", "false: as if the module did not exist"}}},
      {"payer", {{"enum", payers}, {"description", "who pays what the module books"}}},
      {"strength",
       {{"description", "multiplies amounts and capacities; 1 unless given"},
        {"allOf", reference(m.counted_on ? "announced_strength" : "from_0_to_10")}}},
      {"budget_yuan", {{"description", "yuan a calendar year; no limit unless given"}, {"allOf", reference("budget")}}},
      {"budget_carries_over",
       {{"type", {"boolean", "null"}}, {"description", "true: what is left of a year's budget is added to the next"}}},
      {"note", {{"type", {"string", "null"}}}}};
  if (!m.spends_budget) properties.erase("budget_yuan"), properties.erase("budget_carries_over");
  for (FieldInfo const& f : m.fields) properties[std::string(f.name)] = field_schema(f);
  Json out{{"title", fmt::format("{} {}", m.title, m.title_zh)}};
  if (m.article > 0) out["description"] = fmt::format("Article {} of the policy document.", m.article);
  out.update(object(std::move(properties)));
  out["type"] = {"object", "null"};
  return out;
}

Json run_schema() {
  auto const whole = [](double low, double high, char const* meaning) {
    return Json{{"type", {"integer", "null"}}, {"minimum", low}, {"maximum", high}, {"description", meaning}};
  };
  Json out = object(
      {{"start",
        {{"type", {"string", "null"}}, {"pattern", month_pattern}, {"description", "first month that is reported"}}},
       {"months", whole(1, 600, "length of the run")},
       {"spin_up_months", whole(0, 120, "lived before start, not reported")},
       {"seed", whole(0, 4294967295, "of all luck")},
       {"replicates", whole(1, 100000, "repetitions with other luck")},
       {"households_share",
        {{"type", {"number", "null"}},
         {"minimum", 0.001},
         {"maximum", 1},
         {"description", "of the rural households, drawn"}}},
       {"replay_events",
        {{"type", {"boolean", "null"}}, {"description", "dated disasters replace drawn ones while they last"}}},
       {"counties",
        {{"type", {"array", "null"}},
         {"items", {{"type", "integer"}, {"minimum", 100000}, {"maximum", 999999}}},
         {"description", "codes of counties.csv; the others are left out"}}},
       {"note", {{"type", {"string", "null"}}}}});
  out["type"] = {"object", "null"};
  return out;
}

Json events_schema() {
  Json const share{{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  Json hazards = Json::array();
  for (auto const& name : hazard_names) hazards.push_back(std::string(name));
  Json properties{{"month", {{"type", "string"}, {"pattern", month_pattern}}},
                  {"counties", {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 1}}},
                  {"hazard", {{"enum", hazards}}},
                  {"loss_yuan_mean", {{"type", "number"}, {"minimum", 0}, {"maximum", 1e6}}},
                  {"road_months", {{"type", "integer"}, {"minimum", 0}, {"maximum", 60}}},
                  {"source", text()},
                  {"grade", {{"enum", {"A", "B", "C", "D"}}}},
                  {"note", text()}};
  for (EventShare const& s : event_shares) properties[std::string(s.name)] = share;
  Json event = object(std::move(properties));
  event["type"] = {"object", "null"};
  Json out{{"type", {"object", "null"}},
           {"description", "dated disasters of this scenario by name, on top of replayed and drawn ones"}};
  out["additionalProperties"] = std::move(event);
  return out;
}

Json budget_definition() {
  Json const yuan{{"type", {"number", "null"}}, {"minimum", 0}, {"maximum", 1e13}};
  return or_null({{"type", "number"}, {"minimum", 0}, {"maximum", 1e13}},
                 object({{"source", text()}, {"grade", text()}, {"note", text()}}, {{year_pattern, yuan}}));
}

// One line for what fits into one, so that a field is a line and a change of it is one in a diff.
std::string printed(Json const& value, std::size_t indent) {
  std::string const flat = value.dump();
  if (!value.is_structured() || value.empty() || flat.size() + indent <= 160) return flat;
  std::string const margin(indent + 1, ' ');
  std::string out(1, value.is_object() ? '{' : '[');
  for (auto const& [key, item] : value.items()) {
    if (out.size() > 1) out += ',';
    out += "\n" + margin + (value.is_object() ? Json(key).dump() + ": " : "") + printed(item, indent + 1);
  }
  return out + "\n" + std::string(indent, ' ') + (value.is_object() ? '}' : ']');
}

}  // namespace

std::string schema_text(Catalogue const& modules) {
  Json const label{{"type", {"string", "null"}}};
  Json properties{{"$schema", text()},
                  {"name",
                   {{"type", "string"},
                    {"minLength", 1},
                    {"maxLength", 100},
                    {"pattern", "^[^/\\\\\\n\\r\\t\" ][^/\\\\\\n\\r\\t\"]*$"}}},
                  {"title", label},
                  {"title_zh", label},
                  {"note", label},
                  {"extends",
                   {{"description", "file or files that this one changes; later ones win"},
                    {"oneOf", Json::array({{{"type", "string"}, {"minLength", 1}},
                                           {{"type", "array"}, {"items", {{"type", "string"}, {"minLength", 1}}}}})}}},
                  {"run", run_schema()},
                  {"events", events_schema()},
                  {"hold_policies_after",
                   {{"type", {"string", "null"}},
                    {"pattern", month_pattern},
                    {"description", "parameters, strengths and budgets of all policies stay as in this month"}}}};
  Json definitions = Json::object();
  define_range(definitions, {0, 10});
  define_bends(definitions);
  define_announced_strength(definitions, {0, 10});
  definitions["budget"] = budget_definition();
  for (ModuleInfo const& m : modules) {
    std::string const section(m.section);
    if (!properties.contains(section)) {
      properties[section] = object({{"note", label}});
      properties[section]["type"] = {"object", "null"};
    }
    for (FieldInfo const& f : m.fields) define_range(definitions, f.range);
    properties[section]["properties"][std::string(m.key)] = module_schema(m);
  }
  Json out{{"$schema", "http://json-schema.org/draft-07/schema#"},
           {"title", "Holdfast scenario"},
           {"description", "Generated by `holdfast schema` from the field tables in model/; do not edit."}};
  out.update(object(std::move(properties)));
  out["definitions"] = std::move(definitions);
  return printed(out, 0) + "\n";
}

}  // namespace holdfast
