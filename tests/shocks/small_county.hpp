// A county with households made by hand, and a scenario in which every shock and policy has the shipped July 2021
// values.
#pragma once

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "model/month/step.hpp"

namespace holdfast::test {

// The value of a parameter object on a month, stepwise (linear paths are read as steps: close enough for tests).
inline float value_at(nlohmann::json const& parameter, std::string const& month, HouseholdClass c) {
  auto const by_class = parameter.find("by_household_class");
  std::string const name{household_class_names[static_cast<std::size_t>(c)]};
  if (by_class != parameter.end() && by_class->contains(name)) return value_at((*by_class)[name], month, c);
  if (parameter.contains("value")) return parameter["value"].get<float>();
  float value = 0;
  bool any = false;
  for (auto const& [key, entry] : parameter.items())
    if (key[0] == '2' && (key <= month || !any)) value = entry.get<float>(), any = true;
  return value;
}

// Puts the parameters of all modules of `plans` from the section of a parameter file; modules not in it are switched
// off.
template <class Plans>
void read_plans(Plans& plans, nlohmann::json const& section, std::string const& month) {
  auto const read = [&]<class M>(Plan<M>& plan) {
    plan = Plan<M>::constant({});
    auto const module = section.find(std::string(M::key));
    plan.on = module != section.end();
    if (!plan.on) return;
    for (std::size_t k = 0; k < plan.values.size(); ++k)
      for (auto const& f : M::fields)
        plan.values[k].*(f.member) =
            value_at(module->at(std::string(f.name)), month, static_cast<HouseholdClass>(k % household_classes));
  };
  std::apply([&](auto&... plan) { (read(plan), ...); }, plans);
}

inline nlohmann::json parameter_file(std::string const& name) {
  std::ifstream in(std::string(HOLDFAST_SOURCE_DIR) + "/scenarios/data/" + name);
  return nlohmann::json::parse(in);
}

inline Scenario shipped(std::string const& month = "2021-07") {
  Scenario scenario;
  read_plans(scenario.shocks, parameter_file("shocks.json")["shocks"], month);
  read_plans(scenario.policies, parameter_file("policies-health.json")["policies"], month);
  read_plans(scenario.livelihood, nlohmann::json::object(), month);
  read_plans(scenario.monitoring, nlohmann::json::object(), month);
  return scenario;
}

// Set one parameter in all months, places and classes.
template <class M>
void set(Scenario& scenario, float M::Params::*member, float value) {
  auto change = [&](auto& plan) {
    for (auto& p : plan.values) p.*member = value;
  };
  if constexpr (Scenario::has<M>(static_cast<Policies*>(nullptr)))
    change(std::get<Plan<M>>(scenario.policies));
  else
    change(std::get<Plan<M>>(scenario.shocks));
}

struct SmallCounty {
  CountyFacts facts;
  County county;
  Scenario scenario = shipped();
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  Draws draws{Key{5, 0}};
  Now now;

  SmallCounty(std::array<Index, household_classes> rows, Index villages = 1) {
    facts.number = 7;
    facts.rural_income_2020_yuan = 15929;
    county.facts = &facts;
    h().resize(rows);
    h().class_end = h().class_capacity;
    auto const v = static_cast<std::size_t>(villages);
    county.villages.households.assign(v, h().rows / villages);
    county.villages.households_all = county.villages.households;
    county.villages.team.assign(v, 1);
    county.villages.exposure.assign(v, 1.0f);
    county.villages.damage_months.assign(v, 0);
    county.villages.set_up_works(v);
    county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
    for (Index i = 0; i < h().rows; ++i) {
      auto const k = static_cast<std::size_t>(i);
      h().id[k] = household_id(7, 0, static_cast<std::uint32_t>(i) + 1);
      h().village[k] = i % villages;
      settle_in(k);
    }
    at(2021, 7);
  }
  SmallCounty(SmallCounty const&) = delete;

  // Rural mix: of ten members 1.4 children, 0.3 youths, 5 adults, 3.3 of 60 and over, 2.8 chronically ill; 12 thousand
  // a head, a quarter without savings.
  void settle_in(std::size_t k) {
    Households& c = h();
    c.persons_6_15[k] = k % 2 == 0;
    c.persons_16_18[k] = k % 10 == 0;
    c.persons_19_59[k] = static_cast<std::uint8_t>(1 + k % 2 + (k % 4 == 1));
    c.persons_60_plus[k] = static_cast<std::uint8_t>(k % 3 == 0 ? 2 : k % 3 == 1 || k % 2 == 1);
    c.persons_80_plus[k] = k % 9 == 0;
    c.members[k] =
        static_cast<std::uint8_t>(c.persons_6_15[k] + c.persons_16_18[k] + c.persons_19_59[k] + c.persons_60_plus[k]);
    c.chronic[k] = static_cast<std::uint8_t>(2 - k % 3);
    c.frailty[k] = k % 2 == 0 ? 0.6f : 1.4f;
    c.slot_0[k] = static_cast<std::uint8_t>(k % 2 == 0 ? Slot::farm : Slot::local);
    c.slot_age_0[k] = 45;
    if (c.persons_19_59[k] > 1) {
      c.slot_1[k] = static_cast<std::uint8_t>(Slot::migrant);
      c.slot_age_1[k] = 30;
      c.away[k] = 1;
    }
    c.wage_log[k] = 7.5f;
    c.farm_log[k] = 9.0f;
    c.income_register_12[k] = 1200000 * c.members[k];
    c.savings[k] = k % 4 == 2 ? 0 : 3000000;
    c.capital[k] = 800000;
    c.insured[k] = c.insured_next[k] = 1;
  }

  Households& h() { return county.households; }
  Step step() { return {scenario, draws, now, *scratch, true}; }
  void at(int year, int month) {
    now.month = Month::of(year, month);
    now.month_of_year = month;
    now.county_income_yuan = static_cast<float>(facts.rural_income_2020_yuan);
    now.illness_season = Illness::season(scenario.plan<Illness>().at(now.month, CountyClass::other), month);
  }
  std::int64_t total(Total t, int over = 0) {
    std::int64_t n = 0;
    for (int c = 0; c < household_classes; ++c) n += county.totals.at(t, static_cast<HouseholdClass>(c), over);
    return n;
  }
  template <class P>
  std::int64_t booked() {
    std::int64_t n = 0;
    for (int c = 0; c < household_classes; ++c)
      n += county.totals.ledger[static_cast<std::size_t>(instrument_index<P> * household_classes + c)];
    return n;
  }
};

}  // namespace holdfast::test
