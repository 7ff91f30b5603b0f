// The top level of a scenario file: names, "run" and "hold_policies_after".
#include <fmt/format.h>

#include <cmath>

#include "scenarios/resolve.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

std::vector<std::string> const run_keys{
    "start", "months", "spin_up_months", "seed", "replicates", "households_share", "replay_events", "counties", "note"};

// A whole number within low..high, or `otherwise` after a complaint.
std::int64_t whole(Layers& layers, json const& run, char const* key, std::int64_t low, std::int64_t high,
                   std::int64_t otherwise) {
  auto const found = run.find(key);
  if (found == run.end()) return otherwise;
  std::string const pointer = std::string("/run/") + key;
  if (!found->is_number() || (found->is_number_float() && found->get<double>() != std::floor(found->get<double>()))) {
    layers.complain(pointer, fmt::format("is {}; a whole number from {} to {} is needed.", found->dump(), low, high));
    return otherwise;
  }
  double const value = found->get<double>();
  if (value < static_cast<double>(low) || value > static_cast<double>(high)) {
    layers.complain(pointer, fmt::format("is {}, outside {}..{}.", found->dump(), low, high));
    return otherwise;
  }
  return static_cast<std::int64_t>(value);
}

bool month_at(Layers& layers, json const& value, std::string const& pointer, Month& out) {
  int year = 0, month = 0;
  if (!value.is_string() || !read_month(value.get<std::string>(), year, month)) {
    layers.complain(pointer,
                    fmt::format("is {}; a month from \"2000-01\" to \"2100-12\" is needed, for example \"2021-12\".",
                                value.dump()));
    return false;
  }
  out = Month::of(year, month);
  return true;
}

// A text of one file, by default the scenario's own; what it extends has other names.
std::string text_of(Layers& layers, std::size_t file, char const* key) {
  json const& own = layers.files[file].doc;
  auto const found = own.find(key);
  if (found == own.end() || found->is_null()) return "";
  if (!found->is_string()) {
    layers.complain(std::string("/") + key, "must be text in quotation marks.");
    return "";
  }
  return found->get<std::string>();
}

void check_name(Layers& layers, std::string const& name) {
  bool const odd = name.size() > 100 || name.find_first_of("/\\\n\r\t\"") != std::string::npos || name.front() == ' ';
  if (odd)
    layers.complain("/name", "must be at most 100 bytes, without slashes, quotation marks, tabs or line breaks.");
}

// Whether they exist is known when counties.csv is read.
void read_counties_to_keep(Layers& layers, json const& list, std::vector<int>& out) {
  if (!list.is_array()) return layers.complain("/run/counties", "must be a list of codes of counties.csv: [513401].");
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::string const pointer = "/run/counties/" + std::to_string(i);
    if (!list[i].is_number_integer() || list[i] < 100000 || list[i] > 999999)
      layers.complain(pointer, fmt::format("is {}; a code has six digits, for example 513401.", list[i].dump()));
    else if (std::find(out.begin(), out.end(), list[i].get<int>()) != out.end())
      layers.complain(pointer, fmt::format("{} stands here twice.", list[i].get<int>()));
    else
      out.push_back(list[i].get<int>());
  }
}

// A scenario that --set changes has another name than the one in the file: "adopted-2021-2025 [dibao.line_yuan=480]".
std::string with_settings(Layers const& layers, std::string const& name) {
  std::string changes;
  int n = 0;
  for (JsonText const& file : layers.files) {
    constexpr std::string_view set = "--set ", run = "--set run.";
    if (!file.display.starts_with(set) || file.display.starts_with(run)) continue;
    std::string change = file.display.substr(set.size());
    for (std::string_view const section : {"policies.", "monitoring.", "shocks.", "livelihood.", "population."})
      if (change.starts_with(section)) change.erase(0, section.size());
    changes += (n++ > 0 ? ", " : "") + change;
  }
  if (n == 0) return name;
  for (char& c : changes)
    if (std::string_view("/\\\n\r\t\"").find(c) != std::string_view::npos) c = '\'';
  constexpr std::size_t longest = 100;  // bytes of a name
  if (name.size() + changes.size() + 3 > longest)
    changes = fmt::format("{} setting{} {:.8}", n, n == 1 ? "" : "s", hex(fnv1a64(changes)));
  return name + " [" + changes + "]";
}

void read_run(Layers& layers, json const& run, RunSettings& out) {
  for (auto const& [key, value] : run.items())
    if (std::find(run_keys.begin(), run_keys.end(), key) == run_keys.end())
      layers.complain("/run/" + pointer_step(key), "is not known here." + did_you_mean(key, run_keys), true);
  if (auto const start = run.find("start"); start != run.end()) month_at(layers, *start, "/run/start", out.start);
  out.months = static_cast<int>(whole(layers, run, "months", 1, 600, out.months));
  out.spin_up_months = static_cast<int>(whole(layers, run, "spin_up_months", 0, 120, out.spin_up_months));
  out.seed = static_cast<std::uint32_t>(whole(layers, run, "seed", 0, 4294967295, out.seed));
  out.replicates = static_cast<int>(whole(layers, run, "replicates", 1, 100000, out.replicates));
  if (auto const share = run.find("households_share"); share != run.end())
    out.households_share =
        read_number(layers, *share, "/run/households_share", {{0.001f, 1}, "share"}).value_or(out.households_share);
  if (auto const replay = run.find("replay_events"); replay != run.end()) {
    if (replay->is_boolean())
      out.replay_events = replay->get<bool>();
    else
      layers.complain("/run/replay_events", "must be true or false.");
  }
  if (auto const counties = run.find("counties"); counties != run.end())
    read_counties_to_keep(layers, *counties, out.counties);
  if (out.first() < Month::of(2000, 1))
    layers.complain("/run/start", fmt::format("less spin_up_months ({}) is before 2000-01.", out.spin_up_months));
  if (out.start + out.months > Month::of(2101, 1)) layers.complain("/run/months", "lead beyond 2100-12.");
}

}  // namespace

RunSettings read_run_settings(Layers& layers) {
  RunSettings out;
  out.name = text_of(layers, layers.scenario, "name");
  if (out.name.empty())
    out.name = layers.files[layers.scenario].path.stem().string();
  else
    check_name(layers, out.name);
  out.own_name = out.name;
  auto const either = [](std::string const& text, std::string const& otherwise) {
    return text.empty() ? otherwise : text;
  };
  out.title = either(text_of(layers, layers.scenario, "title"), out.name);
  out.title_zh = either(text_of(layers, layers.scenario, "title_zh"), out.title);
  out.note = text_of(layers, layers.scenario, "note");
  for (std::size_t const over : layers.over) {
    std::string const name = either(text_of(layers, over, "name"), layers.files[over].path.stem().string());
    std::string const title = either(text_of(layers, over, "title"), name), note = text_of(layers, over, "note");
    out.name += "+" + name;
    out.title += " + " + title;
    out.title_zh += " + " + either(text_of(layers, over, "title_zh"), title);
    if (!note.empty()) out.note += (out.note.empty() ? "" : " ") + note;
  }
  out.name = with_settings(layers, out.name);
  if (auto const run = layers.merged.find("run"); run != layers.merged.end()) {
    if (run->is_object())
      read_run(layers, *run, out);
    else
      layers.complain("/run", "must be an object, for example {\"months\": 60}.");
  }
  if (auto const hold = layers.merged.find("hold_policies_after"); hold != layers.merged.end())
    out.holds = month_at(layers, *hold, "/hold_policies_after", out.hold_policies_after);
  return out;
}

}  // namespace holdfast
