// The catalogue of all modules as data, made from their field tables, and the way back: resolved numbers into Plans.
// Generic over the tuples in model/*/all.hpp: a new module needs no line here.
#pragma once

#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "model/core/fields.hpp"
#include "model/core/timeline.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct FieldInfo {
  std::string_view name, unit, meaning, meaning_zh;
  Range range{};
  bool scaled = false;
};

struct ModuleInfo {
  std::string_view section, key, title, title_zh;
  int article = 0;
  std::vector<FieldInfo> fields;
  bool spends_budget = false;        // a budget_yuan can limit it
  std::vector<int> also_articles{};  // further articles that it serves
  bool counted_on = false;           // an announced change of its strength can be foreseen
};

using Catalogue = std::vector<ModuleInfo>;

// One module's plan before it has a type.
struct ResolvedModule {
  bool on = true;
  Payer payer = Payer::central;
  std::vector<double> budget_yuan;
  bool budget_carries_over = false;
  Month first{};
  int months = 0;
  std::vector<float> values;    // [month][county class][household class][field]
  int condition = -1;           // into Resolved::conditions
  std::vector<float> restored;  // like values; empty without a condition
  std::optional<Announcement> announced;
};

namespace detail {

template <class M>
ModuleInfo describe(std::string_view section) {
  ModuleInfo info{section, M::key, M::title, M::title_zh, M::article, {}, spends_budget<M>};
  for (auto const& f : M::fields) info.fields.push_back({f.name, f.unit, f.meaning, f.meaning_zh, f.range, f.scaled});
  if constexpr (requires { M::also_articles; })
    info.also_articles.assign(M::also_articles.begin(), M::also_articles.end());
  info.counted_on = counted_on<M>;
  return info;
}

template <class M>
void fill(Plan<M>& plan, ResolvedModule const& from) {
  plan.on = from.on;
  plan.payer = from.payer;
  plan.budget_yuan = from.budget_yuan;
  plan.budget_carries_over = from.budget_carries_over;
  plan.first = from.first;
  plan.months = from.months;
  plan.condition = from.condition;
  plan.announced = from.announced;
  auto const typed = [&](std::vector<float> const& numbers, auto& values) {
    values.assign(static_cast<std::size_t>(from.months) * county_classes * household_classes, {});
    std::size_t next = 0;
    for (auto& params : values)
      for (auto const& f : M::fields) params.*(f.member) = numbers[next++];
  };
  typed(from.values, plan.values);
  if (from.condition >= 0) typed(from.restored, plan.restored);
}

}  // namespace detail

// Calls act(name, tuple of plans) for each section that S has.
template <class S, class Act>
void each_section(S&& scenario, Act&& act) {
  if constexpr (requires { scenario.population; }) act(std::string_view("population"), scenario.population);
  act(std::string_view("policies"), scenario.policies);
  act(std::string_view("monitoring"), scenario.monitoring);
  act(std::string_view("shocks"), scenario.shocks);
  act(std::string_view("livelihood"), scenario.livelihood);
}

template <class S>
Catalogue catalogue_of(S const& scenario) {
  Catalogue out;
  each_section(scenario, [&out](std::string_view section, auto const& plans) {
    auto const add = [&]<class M>(Plan<M> const&) { out.push_back(detail::describe<M>(section)); };
    std::apply([&](auto const&... plan) { (add(plan), ...); }, plans);
  });
  return out;
}

// `modules` in the order of catalogue_of(scenario).
template <class S>
void fill_plans(S& scenario, std::vector<ResolvedModule> const& modules) {
  std::size_t next = 0;
  each_section(scenario, [&](std::string_view, auto& plans) {
    std::apply([&](auto&... plan) { (detail::fill(plan, modules[next++]), ...); }, plans);
  });
}

}  // namespace holdfast
