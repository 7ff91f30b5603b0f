// Two policies, a channel and a shock made for these tests, so that the reader is tested apart from the real modules;
// and a folder that lives as long as a test.
#pragma once

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>

#include "scenarios/catalogue.hpp"
#include "scenarios/lint.hpp"
#include "scenarios/resolve.hpp"

namespace small {

using holdfast::Field;
using holdfast::Plan;

struct Grant {
  static constexpr std::string_view key = "grant", title = "Grant", title_zh = "补助";
  static constexpr int article = 11;
  static constexpr bool has_budget = true;
  static constexpr bool counted_on = true;
  struct Params {
    float amount_yuan = 0, take_up_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"amount_yuan", &Params::amount_yuan, {0, 1000}, "yuan/person/month", "amount", "金额", true},
      Field<Params>{"take_up_share", &Params::take_up_share, {0, 1}, "share", "of the eligible who apply", "申请率"},
  };
};

struct Works {
  static constexpr std::string_view key = "works", title = "Works", title_zh = "工程";
  static constexpr int article = 6;
  static constexpr bool has_budget = true;
  struct Params {
    float months = 0;
  };
  static constexpr std::array fields{Field<Params>{"months", &Params::months, {1, 36}, "months", "duration", "工期"}};
};

struct Channel {
  static constexpr std::string_view key = "channel", title = "Channel", title_zh = "渠道";
  static constexpr int article = 3;
  struct Params {
    float chance = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"chance", &Params::chance, {0, 1}, "1/month", "of an alert", "预警概率", true}};
};

struct Scenario {
  std::tuple<Plan<Grant>, Plan<Works>> policies;
  std::tuple<Plan<Channel>> monitoring;
  std::tuple<> shocks, livelihood;
};

// A folder of scenario files, removed at the end.
struct Folder {
  std::filesystem::path path;
  explicit Folder(std::string const& name)
      : path(std::filesystem::temp_directory_path() / ("holdfast_scenarios_" + name)) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path write(std::string const& name, std::string const& text) const {
    std::filesystem::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
    return path / name;
  }
};

// All that is known of a file read with these modules.
struct Reading {
  holdfast::Layers layers;
  holdfast::Resolved resolved;
  Scenario scenario;

  std::string problems() const {
    std::string out;
    for (auto const& p : layers.problems) out += std::filesystem::path(p.text()).filename().string() + "\n";
    return out;
  }
  // One problem in the file `name` with this text after the folder.
  bool says(std::string const& text) const {
    for (auto const& p : layers.problems)
      if (p.text().find(text) != std::string::npos) return true;
    return false;
  }
  std::string findings() const {
    std::string out;
    for (auto const& p : holdfast::lint(layers, resolved, holdfast::catalogue_of(scenario)))
      out += p.pointer + " " + p.message + "\n";
    return out;
  }
  Grant::Params grant(int year, int month, int county = 3, int household = 2) const {
    return std::get<0>(scenario.policies)
        .at(holdfast::Month::of(year, month), static_cast<holdfast::CountyClass>(county),
            static_cast<holdfast::HouseholdClass>(household));
  }
};

inline Reading read(std::filesystem::path const& file, holdfast::Overrides const& overrides = {}) {
  Reading out{holdfast::read_layers(file, overrides), {}, {}};
  if (!out.layers.problems.empty()) return out;
  out.resolved = holdfast::resolve(out.layers, holdfast::catalogue_of(out.scenario));
  if (out.layers.problems.empty()) holdfast::fill_plans(out.scenario, out.resolved.modules);
  return out;
}

// Complete values for every field; tests change some of them.
inline constexpr char const* base = R"({
  "policies": {
    "grant": {"payer": "provincial",
      "amount_yuan": {"2019-01": 100, "2022-07": 160, "2024-01": 200, "source": "DIB-1", "grade": "B"},
      "take_up_share": {"value": 0.8, "source": "assumption", "grade": "D", "note": "why"}},
    "works": {"months": {"value": 6, "source": "S1", "grade": "A"}}},
  "monitoring": {"channel": {"chance": {"value": 0.1, "source": "S2", "grade": "C"}}}})";

}  // namespace small
