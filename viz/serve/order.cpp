#include "viz/serve/order.hpp"

#include <fmt/format.h>

#include "scenarios/json_text.hpp"
#include "viz/serve/http.hpp"

namespace holdfast::serve {

using nlohmann::json;

namespace {

constexpr double least_share = 0.001;
constexpr int most_replicates = 1000, most_counties = 200;

[[noreturn]] void refuse(std::string const& what) {
  throw Refused(422, "bad_order", what, "The page sends scenario, share, replicates, seed and counties.");
}

// A whole number from low to high.
std::int64_t whole(json const& value, std::string const& name, std::int64_t low, std::int64_t high) {
  if (!value.is_number_integer() || value < low || value > high)
    refuse(fmt::format("\"{}\" must be a whole number from {} to {}.", name, low, high));
  return value.get<std::int64_t>();
}

std::string text_in(json const& scenario, char const* key) {
  auto const found = scenario.find(key);
  return found != scenario.end() && found->is_string() ? found->get<std::string>() : "";
}

void read_scenario(json const& value, RunOrderText& out) {
  if (value.is_string()) {
    out.run.scenario = value.get<std::string>();
    if (out.run.scenario.empty()) refuse("\"scenario\" is empty.");
    return;
  }
  if (!value.is_object()) refuse("\"scenario\" must be the name of a shipped one, or a scenario as an object.");
  out.scenario = value;
  out.run.name = text_in(value, "name");
  out.run.title = text_in(value, "title");
  out.run.title_zh = text_in(value, "title_zh");
}

void read_counties(json const& value, RunRecord& run) {
  if (!value.is_array() || value.size() > most_counties)
    refuse(fmt::format("\"counties\" must be a list of at most {} codes.", most_counties));
  for (json const& code : value) run.counties.push_back(static_cast<int>(whole(code, "counties", 100000, 999999)));
}

void read_entry(std::string const& key, json const& value, RunOrderText& out) {
  if (key == "scenario") return read_scenario(value, out);
  if (value.is_null()) return;  // as the scenario says
  if (key == "share") {
    if (!value.is_number() || !(value >= least_share) || !(value <= 1))
      refuse(fmt::format("\"share\" must be a number from {} to 1.", least_share));
    out.run.share = value.get<double>();
  } else if (key == "replicates") {
    out.run.replicates = static_cast<int>(whole(value, key, 1, most_replicates));
  } else if (key == "seed") {
    out.run.seed = static_cast<std::uint32_t>(whole(value, key, 0, 4294967295));
  } else if (key == "counties") {
    read_counties(value, out.run);
  } else {
    refuse(fmt::format("\"{}\" is not known here.", key));
  }
}

}  // namespace

RunOrderText read_order(std::string const& body) {
  std::vector<Problem> problems;
  JsonText const text = parse_json(body, "order", problems);
  if (!problems.empty())
    throw Refused(400, "bad_json", problems.front().text(), "The body must be JSON (RFC 8259) in UTF-8.");
  if (!text.doc.is_object() || !text.doc.contains("scenario")) refuse("There is no \"scenario\".");
  RunOrderText out;
  for (auto const& [key, value] : text.doc.items()) read_entry(key, value, out);
  return out;
}

}  // namespace holdfast::serve
