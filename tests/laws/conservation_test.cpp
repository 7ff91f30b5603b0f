// Money and people are conserved, to the fen and to the head, in every county and month.
#include <catch2/catch.hpp>

#include <map>
#include <mutex>
#include <numeric>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

template <class T>
std::int64_t sum(std::vector<T> const& column) {
  return std::accumulate(column.begin(), column.end(), std::int64_t{0});
}

std::int64_t net_worth(County const& county) {
  return sum(county.households.savings) - sum(county.households.debt) - sum(county.households.loan);
}

template <class P>
std::int64_t booked(County const& county) {
  std::int64_t paid = 0;
  for (int c = 0; c < household_classes; ++c)
    paid += county.totals.ledger[static_cast<std::size_t>(instrument_index<P> * household_classes + c)];
  return paid;
}

std::int64_t counted(County const& county, Total total) {
  Totals copy = county.totals;
  std::int64_t n = 0;
  for (int c = 0; c < household_classes; ++c) n += copy.at(total, static_cast<HouseholdClass>(c));
  return n;
}

// What schools were paid for the trainees in the last month of their course.
std::int64_t course_fees(Scenario const& scenario, County const& county, Month month) {
  std::int64_t trainees = 0;
  for (std::uint8_t const left : county.households.course_months) trainees += left == 1;
  auto const& p = scenario.plan<SkillsTraining>().at(month, county.facts->county_class());
  return trainees * fen(p.course_yuan);
}

// Runs a small province and calls `look(county, previous net worth of that county or nothing)` each month.
template <class Look>
void watch(ScenarioFile const& file, Look&& look) {
  SimulateOptions options;
  options.threads = 1;
  options.observe = [&](County const& county, Month month, int) { look(county, month); };
  simulate(file.scenario, file.counties, options, [](ReplicateResult const&) {});
}

}  // namespace

TEST_CASE("net worth changes by what is booked, to the fen, in every county and month", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  std::map<int, std::int64_t> before;
  int checked = 0;
  watch(file, [&](County const& county, Month) {
    Households const& h = county.households;
    std::int64_t const now = net_worth(county);
    auto const last = before.find(county.facts->adcode);
    if (last != before.end()) {
      std::int64_t const flow = sum(h.income_register) - sum(h.out_of_pocket) - sum(h.school_costs) - sum(h.interest) -
                                sum(h.consumption) - sum(h.invested) - sum(h.premium_paid) - sum(h.repairs);
      REQUIRE(now - last->second == flow);
      ++checked;
    }
    before[county.facts->adcode] = now;
  });
  CHECK(checked > 10000);
}

TEST_CASE("gifts sum to zero in every village and over every county", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  std::int64_t moved = 0;
  watch(file, [&](County const& county, Month) {
    std::vector<std::int64_t> village(static_cast<std::size_t>(county.villages.size()), 0);
    Households const& h = county.households;
    for (int c = 0; c < household_classes; ++c)
      for (Index i = h.class_begin[static_cast<std::size_t>(c)]; i < h.class_end[static_cast<std::size_t>(c)]; ++i) {
        village[static_cast<std::size_t>(h.village[static_cast<std::size_t>(i)])] +=
            h.gifts[static_cast<std::size_t>(i)];
        moved += std::abs(h.gifts[static_cast<std::size_t>(i)]);
      }
    for (std::int64_t v : village) REQUIRE(v == 0);
  });
  CHECK(moved > 0);
}

TEST_CASE("what instruments pay is what households get, to the fen", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  std::int64_t cash = 0, bills = 0;
  watch(file, [&](County const& county, Month month) {
    std::int64_t const paid = booked<Pension>(county) + booked<DisabilityAllowances>(county) +
                              booked<EducationAid>(county) + booked<LabourTransfer>(county) +
                              booked<DisasterRelief>(county) + booked<Tekun>(county) + booked<Dibao>(county) +
                              booked<TemporaryRelief>(county) + booked<OrphanAllowance>(county) +
                              booked<VocationalAllowance>(county) + booked<AssetDividends>(county) +
                              booked<Microcredit>(county) - counted(county, Total::loans_compensated) +
                              booked<SkillsTraining>(county) - course_fees(file.scenario, county, month);
    REQUIRE(paid == sum(county.households.public_cash));
    REQUIRE(booked<NutritionMeals>(county) == sum(county.households.school_meals));
    std::int64_t const settled =
        booked<BasicInsurance>(county) + booked<CriticalIllnessInsurance>(county) + booked<MedicalAssistance>(county);
    REQUIRE(counted(county, Total::bills) + counted(county, Total::outpatient_reimbursed) ==
            settled + counted(county, Total::bills_left));
    cash += paid;
    bills += settled;
  });
  CHECK(cash > 0);
  CHECK(bills > 0);
}

TEST_CASE("members are the sum of their bands and never fewer than those away", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  watch(file, [&](County const& county, Month) {
    Households const& h = county.households;
    for (std::size_t i = 0; i < static_cast<std::size_t>(h.rows); ++i) {
      int const bands =
          h.persons_0_5[i] + h.persons_6_15[i] + h.persons_16_18[i] + h.persons_19_59[i] + h.persons_60_plus[i];
      REQUIRE(bands == h.members[i]);
      REQUIRE(h.away[i] <= h.members[i]);
      REQUIRE(h.savings[i] >= 0);
      REQUIRE(h.debt[i] >= 0);
    }
  });
}

TEST_CASE("the 12-month sums are the sums of their rings", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  watch(file, [&](County const& county, Month month) {
    if (month.month_of_year() != 6) return;
    Households const& h = county.households;
    auto const n = static_cast<std::size_t>(h.rows);
    for (std::size_t i = 0; i < n; ++i) {
      std::int64_t income = 0, pocket = 0;
      for (std::size_t m = 0; m < ring_months; ++m) {
        income += h.income_ring[m * n + i];
        pocket += h.out_of_pocket_ring[m * n + i];
      }
      REQUIRE(income == h.income_register_12[i]);
      REQUIRE(pocket == h.out_of_pocket_12[i]);
    }
  });
}
