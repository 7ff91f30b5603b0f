// A county of equal households made by hand and a scenario whose modules hold their default parameters in every month:
// the ground on which a switch or two leaves a process with a known closed form.
#pragma once

#include <memory>

#include "model/month/step.hpp"

namespace holdfast {

template <class... M>
void set_constant(std::tuple<Plan<M>...>& plans) {
  ((std::get<Plan<M>>(plans) = Plan<M>::constant(typename M::Params{})), ...);
}

inline Scenario bare_scenario() {
  Scenario scenario;
  set_constant(scenario.policies);
  set_constant(scenario.shocks);
  set_constant(scenario.livelihood);
  set_constant(scenario.monitoring);
  set_constant(scenario.population);
  return scenario;
}

template <class M>
void set(Plan<M>& plan, typename M::Params const& params) {
  plan = Plan<M>::constant(params);
}

// `n` ordinary households of two adults in one village, one worker aged 30 in `state`.
struct BareCounty {
  CountyFacts facts;
  County county;
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  Draws draws{Key{7, 0}};

  explicit BareCounty(Index n, Slot state = Slot::local) {
    county.facts = &facts;
    Households& h = county.households;
    h.resize({0, 0, n});
    h.class_end[2] = h.class_begin[2] + n;
    for (Index i = 0; i < n; ++i) {
      auto const row = static_cast<std::size_t>(i);
      h.id[row] = household_id(3, 0, static_cast<std::uint32_t>(i));
      h.members[row] = h.persons_19_59[row] = 2;
      h.slot_0[row] = static_cast<std::uint8_t>(state);
      h.slot_age_0[row] = 30;
      h.frailty[row] = 1;
    }
    Villages& v = county.villages;
    v.households = v.households_all = {n};
    v.team = v.lifted_out = v.damage_months = {0};
    v.exposure = v.road = {1};
    v.migrant_share = {0};
    v.posts_held = {0};
    v.workers_packed = {0};
    v.set_up_works(1);
    county.circles.kin_residual_row = county.circles.village_residual_row = {0};
    county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
  }

  Step step(Scenario const& scenario, Month month) {
    Now now;
    now.month = month;
    now.month_of_year = month.month_of_year();
    now.term = is_term(month);
    return Step{scenario, draws, now, *scratch, true};
  }

  void draw_luck(Step const& step, Block const& b) {
    auto& w = scratch->work_luck;
    auto& l = scratch->life_luck;
    draws.fill4(stream("work"), step.now.month, b.id, b.n, w[0].data(), w[1].data(), w[2].data(), w[3].data());
    draws.fill4(stream("life"), step.now.month, b.id, b.n, l[0].data(), l[1].data(), l[2].data(), l[3].data());
  }
};

}  // namespace holdfast
