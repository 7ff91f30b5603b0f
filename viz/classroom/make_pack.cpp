#include "viz/classroom/make_pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "viz/classroom/shocks.hpp"

namespace holdfast::classroom {
namespace {

// Instruments whose strength may be moved, in the order of the page.
constexpr std::array strengths{
    "policies.premium_subsidy",      "policies.medical_assistance", "policies.dibao",
    "policies.temporary_relief",     "policies.disaster_relief",    "policies.public_welfare_posts",
    "policies.forest_rangers",       "policies.labour_transfer",    "policies.skills_training",
    "policies.industry_development", "monitoring.packages",         "monitoring.group_reports",
    "monitoring.data_screens",       "monitoring.visits",           "monitoring.verification",
};
constexpr double most_strength = 2, step = 0.05;
constexpr double least_rural_households = 20000;

bool is_constant(ClassPaths const& path) {
  return path.general.before && path.general.months.empty() && !path.by_class() && path.times.empty() &&
         !path.indexed && !path.restore && !path.announced;
}

struct Modules {
  Catalogue const& list = catalogue();
  std::size_t find(std::string_view path) const {
    auto const at = std::find_if(list.begin(), list.end(),
                                 [&](ModuleInfo const& m) { return path == fmt::format("{}.{}", m.section, m.key); });
    return static_cast<std::size_t>(at - list.begin());
  }
  // Row in the ledger: policies stand there in the order of the catalogue.
  int instrument(std::size_t module) const {
    if (list[module].section != "policies") return -1;
    return static_cast<int>(std::count_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(module),
                                          [](ModuleInfo const& m) { return m.section == "policies"; }));
  }
};

std::vector<double> evaluated(ClassPaths const& path, Month first, int months) {
  std::vector<double> out;
  for (int m = 0; m < months; ++m)
    for (int county = 0; county < county_classes; ++county)
      for (int household = 0; household < household_classes; ++household)
        out.push_back(path.at(first + m, county, household));
  return out;
}

void add_lever(ScenarioFile const& file, Made& out, Lever lever, std::vector<ParameterRecord const*> const& moved) {
  Modules const modules;
  ModuleInfo const& info = modules.list[lever.module];
  double most = most_strength;
  for (ParameterRecord const* record : moved) {
    lever.fields.push_back({static_cast<std::uint32_t>(record->field_index),
                            evaluated(record->paths, file.resolved.run.first(), plan_months(file.scenario))});
    for (double const value : lever.fields.back().base)
      if (value > 0) most = std::min(most, static_cast<double>(record->range.high) / value);
  }
  most = std::max(1.0, std::floor(most / step) * step);
  lever.instrument = modules.instrument(lever.module);
  out.levers.push_back({lever.path, std::string(info.title), std::string(info.title_zh), std::string(info.section),
                        lever.kind, most, lever.instrument});
  out.pack.levers.push_back(std::move(lever));
}

void add_strength(ScenarioFile const& file, Made& out, std::string const& path) {
  auto const module = Modules{}.find(path);
  ResolvedModule const& resolved = file.resolved.modules[module];
  ClassPaths const& strength = file.resolved.strengths[module];
  bool const free = resolved.on && resolved.condition < 0 && is_constant(strength) && strength.general.before == 1.0;
  if (!free) return;  // the scenario moves it itself
  std::vector<ParameterRecord const*> moved;
  for (ParameterRecord const& record : file.parameters())
    if (record.module_index == static_cast<int>(module) && record.scaled) moved.push_back(&record);
  if (!moved.empty())
    add_lever(file, out, {path + ".strength", static_cast<std::uint32_t>(module), -1, LeverKind::strength, {}}, moved);
}

void add_value(ScenarioFile const& file, Made& out, std::string_view path) {
  for (ParameterRecord const& record : file.parameters())
    if (record.path() == path && is_constant(record.paths))
      add_lever(file, out, {record.path(), static_cast<std::uint32_t>(record.module_index), -1, LeverKind::value, {}},
                {&record});
}

std::size_t representative(std::vector<CountyFacts> const& counties, CountyClass c) {
  std::vector<double> incomes;
  for (CountyFacts const& f : counties)
    if (f.county_class() == c && f.margins.rural_households > 0) incomes.push_back(f.rural_income_2020_yuan);
  std::sort(incomes.begin(), incomes.end());
  double const middle = incomes.empty() ? 0 : incomes[incomes.size() / 2];
  std::size_t best = counties.size();
  auto const off = [&](std::size_t k) { return std::abs(counties[k].rural_income_2020_yuan - middle); };
  for (std::size_t k = 0; k < counties.size(); ++k)
    if (counties[k].county_class() == c && counties[k].margins.rural_households >= least_rural_households &&
        (best == counties.size() || off(k) < off(best)))
      best = k;
  return best;
}

std::vector<std::size_t> chosen(std::vector<CountyFacts> const& counties, std::vector<int> const& adcodes) {
  std::vector<std::size_t> out;
  for (int c = 0; adcodes.empty() && c < county_classes; ++c) {
    std::size_t const k = representative(counties, static_cast<CountyClass>(c));
    if (k < counties.size()) out.push_back(k);
  }
  for (int const adcode : adcodes) {
    auto const at =
        std::find_if(counties.begin(), counties.end(), [&](CountyFacts const& f) { return f.adcode == adcode; });
    if (at == counties.end() || at->margins.rural_households <= 0)
      throw InputError(Problem{"--county", 0, 0, "",
                               fmt::format("{} is no county of counties.csv with rural people; a code has six digits, "
                                           "for example {}.",
                                           adcode, 513428)});
    out.push_back(static_cast<std::size_t>(at - counties.begin()));
  }
  return out;
}

// Four digits, so that a scenario file can say the same share.
double share_of(CountyFacts const& facts, int households) {
  return std::clamp(std::round(households / facts.margins.rural_households * 1e4) / 1e4, 0.001, 1.0);
}

}  // namespace

Made make_pack(ScenarioFile const& file, std::vector<int> const& adcodes, int households,
               std::vector<double> student_t_975) {
  if (file.resolved.run.holds)
    throw InputError(Problem{file.scenario.name, 0, 0, "/run/hold_policies_after",
                             "holds all policies, so that no lever could move them. Choose a scenario without it, such "
                             "as adopted-2021-2025."});
  Made out;
  out.pack.scenario = file.scenario;
  out.pack.student_t_975 = std::move(student_t_975);
  for (char const* path : strengths) add_strength(file, out, path);
  if (out.levers.empty())
    throw InputError(Problem{file.scenario.name, 0, 0, "/policies",
                             "leaves no instrument at full strength in all months, so that no lever can move one. "
                             "Choose a scenario such as adopted-2021-2025."});
  for (ValueShock const& shock : value_shocks)
    for (auto const& setting : shock.set)
      if (!setting.path.empty()) add_value(file, out, setting.path);
  std::vector<std::size_t> const offered = chosen(file.counties, adcodes);
  out.pack.counties = file.counties;
  for (std::size_t k = 0; k < out.pack.counties.size(); ++k)
    if (std::find(offered.begin(), offered.end(), k) == offered.end()) out.pack.counties[k].margins = {};
  for (std::size_t const k : offered)
    out.pack.offers.push_back({static_cast<std::uint32_t>(k), share_of(file.counties[k], households)});
  return out;
}

}  // namespace holdfast::classroom
