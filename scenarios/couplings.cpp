#include "scenarios/couplings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "scenarios/suggest.hpp"

namespace holdfast {

namespace {

constexpr std::string_view dated_roads = "events.road_months", dated_villages = "events.village_hit_share";

struct CouplingReader {
  std::string file, list;
  std::vector<Problem> problems{};

  void complain(std::size_t entry, std::string message) {
    problems.push_back({file, 0, 0, fmt::format("/{}/{}", list, entry), std::move(message)});
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
      complain(k, "needs \"set\": the parameters that take it away, each with a number.");
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

std::vector<Coupling> read_couplings(std::filesystem::path const& file, std::string const& list) {
  std::string const shown = file.filename().string();
  CouplingReader reader{shown, list};
  JsonText const text = parse_json(read_text(file, shown), shown, reader.problems);
  std::vector<Coupling> out;
  std::set<std::string> keys;
  if (reader.problems.empty() && (!text.doc.is_object() || !text.doc.contains(list) || !text.doc[list].is_array()))
    reader.problems.push_back({shown, 1, 1, "", fmt::format("needs a list \"{}\".", list)});
  if (reader.problems.empty())
    for (auto const& entry : text.doc[list]) {
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

namespace {

// A parameter that is taken away, by its place in the catalogue.
struct Held {
  std::size_t module = 0, field = 0, fields = 0;
  float value = 0;
};

// Complains and gives nothing for a path that is no parameter.
std::optional<Held> held(std::string const& path, double value, std::vector<Problem>& problems) {
  std::vector<std::string> known;
  for (std::size_t m = 0; m < catalogue().size(); ++m) {
    ModuleInfo const& module = catalogue()[m];
    for (std::size_t f = 0; f < module.fields.size(); ++f) {
      FieldInfo const& field = module.fields[f];
      known.push_back(fmt::format("{}.{}.{}", module.section, module.key, field.name));
      if (known.back() != path) continue;
      if (value < static_cast<double>(field.range.low) || value > static_cast<double>(field.range.high))
        problems.push_back({path, 0, 0, "", outside(value, {field.range, std::string(field.unit)})});
      return Held{m, f, module.fields.size(), static_cast<float>(value)};
    }
  }
  problems.push_back({path, 0, 0, "", "is no parameter." + did_you_mean(path, known)});
  return std::nullopt;
}

void hold(ResolvedModule& module, Held const& what, Month from) {
  std::size_t const begin = static_cast<std::size_t>(std::clamp(from - module.first, 0, module.months)) *
                            county_classes * household_classes * what.fields;
  for (auto* values : {&module.values, &module.restored})
    for (std::size_t at = begin + what.field; at < values->size(); at += what.fields) (*values)[at] = what.value;
}

}  // namespace

Coupling instrument_to_take(std::string const& path, std::string const& option) {
  constexpr std::string_view section = "policies.";
  std::vector<std::string> known;
  for (ModuleInfo const& module : catalogue()) {
    if (module.section != "policies") continue;
    known.push_back(std::string(section) + std::string(module.key));
    if (known.back() != path) continue;
    Coupling out{path, std::string(module.title), std::string(module.title_zh), "pays and offers nothing", {}};
    for (FieldInfo const& field : module.fields)
      if (field.scaled) out.set.emplace_back(fmt::format("{}.{}", path, field.name), 0);
    if (out.set.empty())
      throw InputError(Problem{option, 0, 0, "",
                               fmt::format("{} has nothing that its strength multiplies: it cannot be off.", path)});
    return out;
  }
  throw InputError(Problem{option, 0, 0, "", fmt::format("{} is no instrument.{}", path, did_you_mean(path, known))});
}

Scenario scenario_without(ScenarioFile const& base, std::vector<Coupling const*> const& off, Month from) {
  Scenario out = base.scenario;
  std::vector<ResolvedModule> modules = base.resolved.modules;
  std::vector<Problem> problems;
  for (Coupling const* part : off)
    for (auto const& [path, value] : part->set) {
      bool const roads = path == dated_roads;
      if (roads || path == dated_villages) {
        for (auto& [adcode, event] : out.events) {
          if (event.month < from) continue;
          if (roads)
            event.road_months = static_cast<int>(value);
          else
            event.village_hit_share = static_cast<float>(value);
        }
      } else if (auto const what = held(path, value, problems)) {
        hold(modules[what->module], *what, from);
      }
    }
  if (!problems.empty()) throw InputError(problems);
  fill_plans(out, modules);
  return out;
}

}  // namespace holdfast
