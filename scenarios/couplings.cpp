#include "scenarios/couplings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace holdfast {

namespace {

constexpr std::string_view dated_roads = "events.road_months";

struct CouplingReader {
  std::string file;
  std::vector<Problem> problems{};

  void complain(std::size_t entry, std::string message) {
    problems.push_back({file, 0, 0, fmt::format("/couplings/{}", entry), std::move(message)});
  }
  std::string word(nlohmann::json const& entry, std::size_t k, char const* name) {
    if (entry.is_object() && entry.contains(name) && entry[name].is_string()) return entry[name].get<std::string>();
    complain(k, fmt::format("needs \"{}\" as a text.", name));
    return "";
  }
  Coupling read(nlohmann::json const& entry, std::size_t k) {
    Coupling out{
        word(entry, k, "key"), word(entry, k, "title"), word(entry, k, "title_zh"), word(entry, k, "meaning"), {}};
    if (!entry.is_object() || !entry.contains("set") || !entry["set"].is_object() || entry["set"].empty()) {
      complain(k, "needs \"set\": the parameters that take the coupling away, each with a number.");
      return out;
    }
    for (auto const& [path, value] : entry["set"].items()) {
      if (!value.is_number())
        complain(k, fmt::format("sets {} to something that is no number.", path));
      else
        out.set.emplace_back(path, value.get<double>());
    }
    return out;
  }
};

}  // namespace

std::vector<Coupling> read_couplings(std::filesystem::path const& file) {
  std::string const shown = file.filename().string();
  CouplingReader reader{shown};
  JsonText const text = parse_json(read_text(file, shown), shown, reader.problems);
  std::vector<Coupling> out;
  std::set<std::string> keys;
  if (reader.problems.empty() &&
      (!text.doc.is_object() || !text.doc.contains("couplings") || !text.doc["couplings"].is_array()))
    reader.problems.push_back({shown, 1, 1, "", "needs a list \"couplings\"."});
  if (reader.problems.empty())
    for (auto const& entry : text.doc["couplings"]) {
      out.push_back(reader.read(entry, out.size()));
      if (!keys.insert(out.back().key).second)
        reader.complain(out.size() - 1, fmt::format("is the second one named {}.", out.back().key));
    }
  if (!reader.problems.empty()) throw InputError(reader.problems);
  return out;
}

ScenarioFile load_without(Coupling const& coupling, std::filesystem::path const& scenario, Overrides overrides,
                          int only) {
  bool no_dated_roads = false;
  double months = 0;
  for (std::size_t k = 0; k < coupling.set.size(); ++k) {
    if (only >= 0 && k != static_cast<std::size_t>(only)) continue;
    auto const& [path, value] = coupling.set[k];
    if (path == dated_roads)
      no_dated_roads = true, months = value;
    else
      overrides.set.push_back(fmt::format("{}={}", path, value));
  }
  ScenarioFile file = load_scenario(scenario, overrides);
  if (no_dated_roads)
    for (auto& [adcode, event] : file.scenario.events) event.road_months = static_cast<int>(months);
  return file;
}

}  // namespace holdfast
