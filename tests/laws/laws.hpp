// What must hold in every county and month of any scenario: money and people are conserved, to the fen and to the head.
// Each law stops the test where it breaks.
#pragma once

#include <catch2/catch.hpp>

#include <map>
#include <numeric>

#include "tests/laws/small_run.hpp"

namespace holdfast {

template <class T>
std::int64_t sum_of(std::vector<T> const& column) {
  return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

// Runs the scenario on one thread and calls look(county, month) after each month, those of the spin-up too if asked.
template <class Look>
void watch(ScenarioFile const& file, Look&& look, bool spin_up = false) {
  SimulateOptions options;
  options.threads = 1;
  options.observe_spin_up = spin_up;
  options.observe = [&](std::size_t, County const& county, Month month, int) { look(county, month); };
  simulate(file.scenario, file.counties, options, [](ReplicateResult const&) {});
}

// Net worth changes by what is booked.
class NetWorthLaw {
 public:
  void require(County const& county) {
    Households const& h = county.households;
    std::int64_t const now = sum_of(h.savings) - sum_of(h.debt) - sum_of(h.loan);
    std::int64_t const flow = sum_of(h.income_register) - sum_of(h.out_of_pocket) - sum_of(h.school_costs) -
                              sum_of(h.interest) - sum_of(h.consumption) - sum_of(h.invested) - sum_of(h.premium_paid) -
                              sum_of(h.repairs);
    auto const [last, first] = before_.try_emplace(county.facts->adcode, now);
    if (!first) {
      REQUIRE(now - last->second == flow);
      ++checked_;
    }
    last->second = now;
  }
  int checked() const { return checked_; }

 private:
  std::map<int, std::int64_t> before_;  // by adcode
  int checked_ = 0;
};

// Returns how much changed hands.
inline std::int64_t require_gifts_sum_to_zero(County const& county) {
  std::vector<std::int64_t> village(static_cast<std::size_t>(county.villages.size()), 0);
  Households const& h = county.households;
  std::int64_t moved = 0;
  for (std::size_t c = 0; c < household_classes; ++c)
    for (auto i = static_cast<std::size_t>(h.class_begin[c]); i < static_cast<std::size_t>(h.class_end[c]); ++i) {
      village[static_cast<std::size_t>(h.village[i])] += h.gifts[i];
      moved += std::abs(h.gifts[i]);
    }
  for (std::int64_t v : village) REQUIRE(v == 0);
  return moved;
}

// Members are the sum of their bands and never fewer than those away; nobody has less than nothing.
inline void require_members_add_up(County const& county) {
  Households const& h = county.households;
  for (std::size_t i = 0; i < static_cast<std::size_t>(h.rows); ++i) {
    int const bands =
        h.persons_0_5[i] + h.persons_6_15[i] + h.persons_16_18[i] + h.persons_19_59[i] + h.persons_60_plus[i];
    bool const well =
        bands == h.members[i] && h.away[i] <= h.members[i] && h.savings[i] >= 0 && h.debt[i] >= 0 && h.loan[i] >= 0;
    if (well) continue;
    CAPTURE(i, bands, h.members[i], h.away[i], h.savings[i], h.debt[i], h.loan[i]);
    FAIL("a household of " << county.facts->adcode << " does not add up");
  }
}

template <class P>
std::int64_t booked(County const& county) {
  std::int64_t paid = 0;
  for (int c = 0; c < household_classes; ++c)
    paid += county.totals.ledger[static_cast<std::size_t>(instrument_index<P> * household_classes + c)];
  return paid;
}

inline std::int64_t counted(County const& county, Total total) {
  Totals copy = county.totals;
  std::int64_t n = 0;
  for (int c = 0; c < household_classes; ++c) n += copy.at(total, static_cast<HouseholdClass>(c));
  return n;
}

// What schools were paid for the trainees in the last month of their course.
inline std::int64_t course_fees(Scenario const& scenario, County const& county, Month month) {
  if (!scenario.plan<SkillsTraining>().on) return 0;
  std::int64_t trainees = 0;
  for (std::uint8_t const left : county.households.course_months) trainees += left == 1;
  auto const& p = scenario.plan<SkillsTraining>().at(month, county.facts->county_class());
  return trainees * fen(p.course_yuan);
}

template <class P>
inline constexpr bool pays_households = ((PaysCash<P> || PaysFromVillages<P>)&&P::phase == Phase::pay) &&
                                        !PaysWages<P> && !GivesInKind<P>;

// What instruments pay is what households get, and bills are settled or left: true without budgets, under which the
// fees of courses may be cut. Returns what was paid in cash.
inline std::int64_t require_payments_arrive(Scenario const& scenario, County const& county, Month month) {
  std::int64_t paid = 0, settled = 0;
  [&]<class... Ps>(std::tuple<Ps...>*) {
    ((paid += pays_households<Ps> ? booked<Ps>(county) : 0), ...);
    ((settled += SettlesBills<Ps> ? booked<Ps>(county) : 0), ...);
  }(static_cast<Policies*>(nullptr));
  paid -= counted(county, Total::loans_compensated) + course_fees(scenario, county, month);
  REQUIRE(paid == sum_of(county.households.public_cash));
  REQUIRE(booked<NutritionMeals>(county) == sum_of(county.households.school_meals));
  REQUIRE(counted(county, Total::bills) + counted(county, Total::outpatient_reimbursed) ==
          settled + counted(county, Total::bills_left));
  return paid;
}

}  // namespace holdfast
