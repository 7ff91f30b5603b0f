// The top level of a scenario file: names, "run" and "hold_policies_after".
#include <fmt/format.h>

#include <cmath>

#include "scenarios/resolve.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

using nlohmann::json;

namespace {

std::vector<std::string> const run_keys{"start",      "months",           "spin_up_months", "seed",
                                        "replicates", "households_share", "replay_events",  "note"};

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

// A text of the scenario's own file; what it extends has other names.
std::string own_text(Layers& layers, char const* key) {
  json const& own = layers.files[layers.scenario].doc;
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
  if (out.first() < Month::of(2000, 1))
    layers.complain("/run/start", fmt::format("less spin_up_months ({}) is before 2000-01.", out.spin_up_months));
  if (out.start + out.months > Month::of(2101, 1)) layers.complain("/run/months", "lead beyond 2100-12.");
}

}  // namespace

RunSettings read_run_settings(Layers& layers) {
  RunSettings out;
  out.name = own_text(layers, "name");
  if (out.name.empty())
    out.name = layers.files[layers.scenario].path.stem().string();
  else
    check_name(layers, out.name);
  out.title = own_text(layers, "title");
  if (out.title.empty()) out.title = out.name;
  out.title_zh = own_text(layers, "title_zh");
  if (out.title_zh.empty()) out.title_zh = out.title;
  out.note = own_text(layers, "note");
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
