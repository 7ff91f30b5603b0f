#include "scenarios/keys.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/suggest.hpp"

namespace holdfast {

namespace {

std::vector<std::string> const module_keys{"on", "payer", "strength", "budget_yuan", "budget_carries_over", "note"};
std::vector<std::string> const top_keys{
    "$schema", "name", "title", "title_zh", "note", "extends", "run", "hold_policies_after", "events"};
// What a path is made of: it stands inside a parameter, not beside it.
std::vector<std::string> const parts_of_a_path{"value",        "path",      "times",           "indexed",
                                               "restore_when", "announced", "by_county_class", "by_household_class"};

std::vector<std::string> sections_of(Catalogue const& catalogue) {
  std::vector<std::string> out;
  for (ModuleInfo const& m : catalogue)
    if (std::find(out.begin(), out.end(), m.section) == out.end()) out.emplace_back(m.section);
  return out;
}

// "It belongs to /policies." when a module is written in the wrong section, or in none.
std::string other_section(Catalogue const& catalogue, std::string_view section, std::string const& key,
                          std::vector<std::string> allowed = {}) {
  for (ModuleInfo const& m : catalogue) {
    if (m.key == key && m.section != section) return fmt::format(" It belongs to /{}.", m.section);
    if (m.section == section) allowed.emplace_back(m.key);
  }
  return did_you_mean(key, allowed);
}

}  // namespace

void check_keys(Layers& layers, Catalogue const& catalogue) {
  std::vector<std::string> const sections = sections_of(catalogue);
  std::vector<std::string> known = top_keys;
  known.insert(known.end(), sections.begin(), sections.end());
  for (auto const& [key, value] : layers.merged.items()) {
    std::string const pointer = "/" + pointer_step(key);
    if (std::find(known.begin(), known.end(), key) == known.end())
      layers.complain(pointer, "is not known here." + other_section(catalogue, "", key, known), true);
    if (std::find(sections.begin(), sections.end(), key) == sections.end()) continue;
    if (!value.is_object()) {
      layers.complain(pointer, "must be an object with one entry for each module.");
      continue;
    }
    for (auto const& [module, spec] : value.items()) {
      auto const here = [&](ModuleInfo const& m) { return m.section == key && m.key == module; };
      if (module != "note" && std::none_of(catalogue.begin(), catalogue.end(), here))
        layers.complain(pointer + "/" + pointer_step(module),
                        "is not a module of this section." + other_section(catalogue, key, module), true);
    }
  }
}

void check_module_keys(Layers& layers, ModuleInfo const& info, nlohmann::json const& spec, std::string const& pointer) {
  std::vector<std::string> known;
  for (FieldInfo const& f : info.fields) known.emplace_back(f.name);
  known.insert(known.end(), module_keys.begin(), module_keys.end());
  for (auto const& [key, value] : spec.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    bool const part =
        is_month_key(key) || std::find(parts_of_a_path.begin(), parts_of_a_path.end(), key) != parts_of_a_path.end();
    std::string const example = info.fields.empty() ? "strength" : fmt::format("strength or {}", info.fields[0].name);
    layers.complain(pointer + "/" + pointer_step(key),
                    fmt::format("is not a parameter of {}.{}", info.key,
                                part ? fmt::format(" It belongs inside one of its paths, such as {}.", example)
                                     : did_you_mean(key, known)),
                    true);
  }
}

}  // namespace holdfast
