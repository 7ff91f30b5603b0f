// A scenario: everything a run is told, resolved and checked before the first month. Const from then on.
#pragma once

#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "model/core/timeline.hpp"
#include "model/county.hpp"
#include "model/livelihood/all.hpp"
#include "model/monitoring/all.hpp"
#include "model/policies/all.hpp"
#include "model/population/all.hpp"
#include "model/shocks/all.hpp"

namespace holdfast {

struct Scenario {
  std::string name, title, title_zh;
  Month start = Month::of(2021, 1);
  int months = 60;
  int spin_up_months = 24;  // lived before `start`, not reported
  std::uint32_t seed = 1;
  int replicates = 20;
  double households_share = 0.05;
  bool replay_events = true;                          // dated events replace drawn ones while they last
  std::vector<std::pair<int, DisasterEvent>> events;  // (adcode, event), in order of month and adcode

  std::vector<Condition> conditions;  // of reacting plans, by number

  // Plans of all modules, one by one: plan<Dibao>().
  template <class... Ms>
  static auto plans_of(std::tuple<Ms...> const*) -> std::tuple<Plan<Ms>...>;
  decltype(plans_of(static_cast<Policies*>(nullptr))) policies;
  decltype(plans_of(static_cast<Shocks*>(nullptr))) shocks;
  decltype(plans_of(static_cast<Livelihood*>(nullptr))) livelihood;
  decltype(plans_of(static_cast<Monitoring*>(nullptr))) monitoring;

  decltype(plans_of(static_cast<Population*>(nullptr))) population;

  template <class M>
  Plan<M> const& plan() const {
    if constexpr (has<M>(static_cast<Policies*>(nullptr)))
      return std::get<Plan<M>>(policies);
    else if constexpr (has<M>(static_cast<Shocks*>(nullptr)))
      return std::get<Plan<M>>(shocks);
    else if constexpr (has<M>(static_cast<Livelihood*>(nullptr)))
      return std::get<Plan<M>>(livelihood);
    else if constexpr (has<M>(static_cast<Population*>(nullptr)))
      return std::get<Plan<M>>(population);
    else
      return std::get<Plan<M>>(monitoring);
  }

  template <class M, class... Ms>
  static constexpr bool has(std::tuple<Ms...> const*) {
    return (std::is_same_v<M, Ms> || ...);
  }
};

}  // namespace holdfast
