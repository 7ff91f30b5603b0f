// A county of a few households in one village, with every instrument off until a test enacts it.
#pragma once

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "model/month/payments.hpp"
#include "model/month/rations.hpp"

namespace holdfast::test {

struct Hamlet {
  CountyFacts facts;
  County county;
  Scenario scenario;
  Scratch scratch;
  Draws draws{Key{1, 0}};
  Now now;
  Budgets budgets;

  explicit Hamlet(std::array<Index, household_classes> rows) {
    facts.number = 7;
    county.facts = &facts;
    Households& h = county.households;
    h.resize(rows);
    h.class_end = h.class_capacity;
    for (Index i = 0; i < h.rows; ++i)
      h.id[static_cast<std::size_t>(i)] = household_id(7, 0, static_cast<std::uint32_t>(i) + 1);
    Villages& v = county.villages;
    v.team = v.lifted_out = v.damage_months = {0};
    v.migrant_share = {0};
    v.workers_packed = {0};
    v.households_all = county.villages.households = {h.rows};
    v.set_up_works(1);
    county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
    at(2021, 1);
    [&]<class... Ps>(std::tuple<Ps...>*) { (ban<Ps>(), ...); }(static_cast<Policies*>(nullptr));
  }
  Hamlet(Hamlet const&) = delete;

  Households& h() { return county.households; }
  void at(int year, int month) {
    now.month = Month::of(year, month);
    now.month_of_year = month;
    now.term = is_term(now.month);
  }
  template <class P>
  void ban() {
    std::get<Plan<P>>(scenario.policies).on = false;
  }
  template <class P>
  Plan<P>& enact(typename P::Params const& p) {
    return std::get<Plan<P>>(scenario.policies) = Plan<P>::constant(p);
  }
  // One set of parameters a month.
  template <class P>
  void enact_from(Month first, std::vector<typename P::Params> const& months) {
    Plan<P> plan;
    plan.first = first;
    plan.months = static_cast<int>(months.size());
    for (auto const& p : months)
      for (int k = 0; k < county_classes * household_classes; ++k) plan.values.push_back(p);
    std::get<Plan<P>>(scenario.policies) = plan;
  }
  Step step() { return {scenario, draws, now, scratch, true}; }
  void pay() {
    for (Block const& b : county.households.blocks()) pay_benefits(step(), county, b, budgets);
  }
  void review() { review_entitlements(step(), county); }
  void hand_out() { ration(step(), county); }
  template <class P>
  FenSum paid() const {
    FenSum sum = 0;
    for (int c = 0; c < household_classes; ++c)
      sum += county.totals.ledger[static_cast<std::size_t>(instrument_index<P> * household_classes + c)];
    return sum;
  }
  FenSum ledger() const {
    FenSum sum = 0;
    for (auto const cell : county.totals.ledger) sum += cell;
    return sum;
  }
};

// One household of three members, lifted-out.
struct OneHousehold : Hamlet {
  OneHousehold() : Hamlet({1, 0, 0}) {
    h().members[0] = 3;
    h().persons_19_59[0] = 3;
  }
  Block block() { return county.households.whole(HouseholdClass::lifted_out); }
};

// A value of scenarios/data/policies.json in a month: steps, the first before the first month.
inline float value_in(nlohmann::json const& field, Month month, std::string const& household_class) {
  if (field.contains("by_household_class") && field["by_household_class"].contains(household_class))
    return value_in(field["by_household_class"][household_class], month, household_class);
  if (field.contains("value")) return field["value"].get<float>();
  float value = 0;
  bool first = true;
  for (auto const& [key, number] : field.items())  // keys of a JSON object come sorted
    if (number.is_number() && (first || key <= month.text())) {
      value = number.get<float>();
      first = false;
    }
  return value;
}

// All files scenarios/data/policies*.json that the adopted scenario names.
inline nlohmann::json shipped_policies() {
  auto const parse = [](std::string const& path) {
    std::ifstream file(HOLDFAST_SOURCE_DIR "/scenarios/" + path);
    return nlohmann::json::parse(file);
  };
  nlohmann::json const adopted = parse("adopted-2021-2025.json");
  nlohmann::json all;
  for (auto const& name : adopted["extends"])
    if (name.get<std::string>().rfind("data/policies", 0) == 0) all.update(parse(name)["policies"]);
  return all;
}

// Parameters of P as shipped. Throws when a field is missing.
template <class P>
typename P::Params shipped(int year, int month, HouseholdClass c = HouseholdClass::lifted_out) {
  auto const module = shipped_policies().at(std::string(P::key));
  typename P::Params p;
  for (auto const& f : P::fields)
    p.*f.member = value_in(module.at(std::string(f.name)), Month::of(year, month),
                           std::string(household_class_names[static_cast<std::size_t>(c)]));
  return p;
}

}  // namespace holdfast::test
