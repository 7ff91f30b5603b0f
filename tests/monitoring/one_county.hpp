// A county made by hand for the tests of needs and monitoring: every module at its default parameters, n equal
// households of one class, no villages. Tests then change what they are about.
#pragma once

#include <memory>
#include <type_traits>

#include "model/month/assessment.hpp"
#include "model/month/needs.hpp"
#include "model/month/register.hpp"

namespace holdfast::test {

struct OneCounty {
  Scenario scenario;
  CountyFacts facts;
  County county;
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  MonitoringQueue queue;
  Draws draws{Key{7, 0}};
  Month month = Month::of(2021, 1);
  HouseholdClass household_class;

  explicit OneCounty(Index n, HouseholdClass c = HouseholdClass::lifted_out) : household_class(c) {
    auto const constant = []<class... Ms>(std::tuple<Plan<Ms>...>& plans) {
      ((std::get<Plan<Ms>>(plans) = Plan<Ms>::constant(typename Ms::Params{})), ...);
    };
    constant(scenario.policies);
    constant(scenario.shocks);
    constant(scenario.livelihood);
    constant(scenario.monitoring);
    facts.number = 5;
    county.facts = &facts;
    std::array<Index, household_classes> capacity{};
    capacity[static_cast<std::size_t>(c)] = n;
    Households& h = county.households;
    h.resize(capacity);
    h.class_end = h.class_capacity;
    county.villages.set_up_works(1);
    for (Index i = 0; i < n; ++i) {
      auto const r = static_cast<std::size_t>(i);
      h.id[r] = household_id(5, 0, static_cast<std::uint32_t>(i));
      h.members[r] = 3;
      h.persons_19_59[r] = 3;
      h.insured[r] = 1;
      h.slot_0[r] = static_cast<std::uint8_t>(Slot::farm);
      h.schooling_years[r] = 7;
      h.income_register_12[r] = 3 * 1'000'000;  // 10,000 yuan a head
    }
  }
  OneCounty(OneCounty const&) = delete;

  template <class M>
  void set(typename M::Params const& params) {
    auto const put = [&]<class... Ms>(std::tuple<Plan<Ms>...>& plans) {
      if constexpr ((std::is_same_v<M, Ms> || ...)) std::get<Plan<M>>(plans) = Plan<M>::constant(params);
    };
    put(scenario.policies);
    put(scenario.livelihood);
    put(scenario.monitoring);
  }
  template <class M>
  void off() {
    std::get<Plan<M>>(scenario.monitoring).on = false;
  }

  Now now() const {
    Now now;
    now.month = month;
    now.month_of_year = month.month_of_year();
    now.term = is_term(month);
    now.poverty_line_yuan = 4000;
    now.monitoring_line_yuan = 6000;
    return now;
  }
  Step step() { return {scenario, draws, now(), *scratch, true}; }
  Block block() { return county.households.whole(household_class); }
  Households& h() { return county.households; }
  std::int64_t total(Total t, int over = 0) { return county.totals.at(t, household_class, over); }

  // One month of needs with quiet luck (no hardship fires at 0.24, 0.74 and so on), then the next month.
  void needs_month(float luck = 0.24f) {
    county.totals.clear();
    Households& rows = h();
    auto const c = static_cast<std::size_t>(household_class);
    for (Index first = rows.class_begin[c]; first < rows.class_end[c]; first += block_rows) {
      scratch->life_luck[life_luck::hardships].fill(luck);
      assess_needs(step(), county, rows.block(first, std::min(block_rows, rows.class_end[c] - first), household_class));
    }
    month = month + 1;
  }
  void monitoring_month() {
    county.totals.clear();
    run_monitoring(step(), county, queue);
    month = month + 1;
  }
  // Income per head in yuan a year.
  void income(float per_head_yuan, Index i = 0) {
    h().income_register_12[static_cast<std::size_t>(i)] = fen(per_head_yuan) * h().members[static_cast<std::size_t>(i)];
  }
};

}  // namespace holdfast::test
