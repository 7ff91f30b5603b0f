// Announced changes of support, seen ahead by one household: expected months and consumption by hand.
#include <catch2/catch.hpp>

#include "model/month/consumption.hpp"
#include "model/month/demography.hpp"
#include "model/month/foresight.hpp"
#include "model/month/payments.hpp"
#include "model/month/premium_season.hpp"
#include "tests/analytic/bare_county.hpp"

using namespace holdfast;

namespace {

constexpr Month first = Month::of(2022, 1), cut = Month::of(2024, 1);
constexpr int months = 48;

// Strengths by month: `before` until the cut, `after` from then on.
Announcement announcement(Month from, float before, float after) {
  Announcement out{from, {}, {}};
  for (int m = 0; m < months; ++m)
    out.strength.insert(out.strength.end(), std::size_t{county_classes} * household_classes,
                        first + m < cut ? before : after);
  return out;
}

// A household with a wage of 1000 yuan and a pension of 600 yuan a month at strength 1, which changes in January 2024.
struct Pensioner : BareCounty {
  Scenario scenario = bare_scenario();
  Budgets budgets;
  std::vector<float> expected;  // by month, fen

  Pensioner(float foresight, std::optional<Month> announced, float before = 1, float after = 0.5f) : BareCounty(1) {
    Consumption::Params p;
    p.foresight_months = foresight;
    set(std::get<Plan<Consumption>>(scenario.livelihood), p);
    auto& plan = std::get<Plan<Pension>>(scenario.policies);
    plan.first = first;
    plan.months = months;
    plan.values.clear();
    Announcement const all = announcement(announced.value_or(first), before, after);
    for (float const strength : all.strength) plan.values.push_back({.basic_yuan = 600 * strength});
    if (announced) plan.announced = all;
    Households& h = county.households;
    h.persons_60_plus[0] = 1;
    h.wages[0] = 100'000;
    std::fill(h.income_ring.begin(), h.income_ring.end(), 100'000 + fen(600 * before));
    h.income_register_12[0] = 12 * h.income_ring[0];
    h.savings[0] = 1'000'000;
  }
  // What it expects and consumes in the month.
  Fen live(Month month) {
    Step const now = step(scenario, month);
    Block const b = county.households.block(0, 1, HouseholdClass::ordinary);
    open_receipts(now, county);
    pay_benefits(now, county, b, budgets);
    county.households.savings[0] = 1'000'000;
    consume(now, county, b);
    float const usual = static_cast<float>(b.income_register_12[0]) / 12.0f;
    expected.push_back(expected_month(now, county, b, &usual)[0]);
    return b.consumption[0];
  }
  void live_from(Month from, Month to) {
    for (Month m = from; m < to; m = m + 1) live(m);
  }
};

}  // namespace

TEST_CASE("a household with six months of foresight counts with the announced pension, before the cut and after it",
          "[livelihood][foresight]") {
  Pensioner p(6, Month::of(2023, 3));
  p.live_from(Month::of(2022, 3), Month::of(2023, 7));
  for (float const month : p.expected) CHECK(month == 160'000);  // January 2024 is further away than six months
  p.expected.clear();
  p.live_from(Month::of(2023, 7), Month::of(2025, 3));
  for (float const month : p.expected) CHECK(month == Approx(130'000).epsilon(1e-6));  // 1000 + half of 600
  // January 2025: the last twelve months have the halved pension alone, as they have without foresight.
  Fen const income = p.county.households.income_register_12[0];
  CHECK(income == 12 * 130'000);
}

TEST_CASE("nobody counts with a change before it is announced, however near it is", "[livelihood][foresight]") {
  Pensioner p(12, Month::of(2023, 11));
  p.live_from(Month::of(2022, 3), Month::of(2023, 11));
  for (float const month : p.expected) CHECK(month == 160'000);
  p.live(Month::of(2023, 11));
  CHECK(p.expected.back() == Approx(130'000).epsilon(1e-6));
}

TEST_CASE("without foresight or announcement the household goes by its last twelve months", "[livelihood][foresight]") {
  for (bool const announced : {false, true}) {
    Pensioner p(announced ? 0.0f : 12.0f, announced ? std::optional(Month::of(2023, 3)) : std::nullopt);
    p.live_from(Month::of(2022, 3), cut);
    for (float const month : p.expected) CHECK(month == 160'000);
    p.live(cut);
    CHECK(p.expected.back() == Approx((11 * 160'000 + 130'000) / 12.0));
  }
}

TEST_CASE("what is expected is consumed by the rule: less before the cut, and less of a fall at it",
          "[livelihood][foresight]") {
  Pensioner blind(0, Month::of(2023, 3)), seeing(6, Month::of(2023, 3));
  for (Pensioner* p : {&blind, &seeing}) p->live_from(Month::of(2022, 3), Month::of(2023, 6));
  CHECK(blind.live(Month::of(2023, 6)) == seeing.live(Month::of(2023, 6)));
  // Cash 10,000 + 1600; three usual months are 4800: 0.92 * 1600 * (11600 / 4800)^0.4 = 2095.1 yuan; of 1300 they are
  // 3900: 0.92 * 1300 * (11600 / 3900)^0.4 = 1849.6 yuan.
  CHECK(blind.live(Month::of(2023, 12)) == Approx(209'505).margin(5));
  CHECK(seeing.live(Month::of(2023, 12)) == Approx(184'965).margin(5));
  // At the cut the cash falls by 300 yuan for both, but only one changes its mind about a usual month: to 1575 yuan.
  // 0.92 * 1575 * (11300 / 4725)^0.4 = 2053.7; 0.92 * 1300 * (11300 / 3900)^0.4 = 1830.4.
  CHECK(blind.live(cut) == Approx(205'371).margin(5));
  CHECK(seeing.live(cut) == Approx(183'036).margin(5));
}

TEST_CASE("a rise is foreseen in proportion, support that begins from nothing is not", "[livelihood][foresight]") {
  Pensioner rise(12, Month::of(2023, 6), 0.5f, 1), begins(12, Month::of(2023, 6), 0, 1);
  for (Pensioner* p : {&rise, &begins}) p->live_from(Month::of(2022, 6), cut);
  CHECK(rise.expected.front() == 130'000);
  CHECK(rise.expected.back() == Approx(160'000).epsilon(1e-6));
  CHECK(begins.expected.back() == 100'000);
}

TEST_CASE("a household that would expect nothing counts with ten yuan", "[livelihood][foresight]") {
  Pensioner p(12, Month::of(2023, 6), 1, 0);
  p.county.households.wages[0] = 0;
  std::fill(p.county.households.income_ring.begin(), p.county.households.income_ring.end(), 60'000);
  p.county.households.income_register_12[0] = 12 * 60'000;
  p.live_from(Month::of(2022, 6), cut);
  CHECK(p.expected.back() == 1000);
}

TEST_CASE("aid with a premium counts, for the twelve months after it was given", "[livelihood][foresight]") {
  Pensioner p(12, std::nullopt, 1, 1);
  set(std::get<Plan<BasicInsurance>>(p.scenario.policies), {.premium_yuan = 360, .enrolment_logit = 20});
  auto& plan = std::get<Plan<PremiumSubsidy>>(p.scenario.policies);
  plan.first = first;
  plan.months = months;
  plan.values.assign(std::size_t{months} * county_classes * household_classes, {.tekun_share = 1});
  plan.announced = announcement(Month::of(2022, 6), 1, 0);
  p.county.households.tekun[0] = 1;
  Step const december = p.step(p.scenario, Month::of(2022, 12));
  open_receipts(december, p.county);
  run_premium_season(december, p.county);
  REQUIRE(p.county.households.insured_next[0] == 1);
  p.live(Month::of(2023, 1));
  // 2 members * 360 yuan a year = 60 yuan a month that it will have to pay itself: 1600 - 60.
  CHECK(p.expected.back() == Approx(154'000).epsilon(1e-6));
}

TEST_CASE("who splits off takes its share of the receipts along, as of the income", "[livelihood][foresight]") {
  Pensioner p(6, Month::of(2023, 3));
  Households& h = p.county.households;
  h.resize({0, 0, 2});
  h.class_end[2] = h.class_begin[2] + 1;
  h.id[0] = household_id(3, 0, 0);
  h.members[0] = h.persons_19_59[0] = 4;
  h.slot_0[0] = h.slot_1[0] = static_cast<std::uint8_t>(Slot::local);
  h.slot_age_0[0] = h.slot_age_1[0] = 30;
  std::fill(h.income_ring.begin(), h.income_ring.end(), 100);
  Demography::Params d;
  d.birth_permille = d.death_permille_60_plus = d.death_permille_80_plus = d.death_permille_younger = 0;
  d.split_chance = 1;
  set(std::get<Plan<Demography>>(p.scenario.livelihood), d);
  Step const december = p.step(p.scenario, Month::of(2022, 12));
  open_receipts(december, p.county);
  constexpr auto row = static_cast<std::size_t>(instrument_index<Pension>);
  note_receipt(december, p.county, row, 0, 4001);
  turn_year(p.step(p.scenario, Month::of(2023, 1)), p.county);
  REQUIRE(h.class_end[2] == 2);
  Receipts const& receipts = p.county.receipts[row];
  CHECK(receipts.ring[receipts.cell(12, 0)] + receipts.ring[receipts.cell(12, 1)] == 4001);
  CHECK(receipts.ring[receipts.cell(12, 1)] == Approx(2000).margin(1));
}

TEST_CASE("before the first month a usual year stands behind every household", "[livelihood][foresight]") {
  Pensioner p(12, Month::of(2022, 2));
  Step const now = p.step(p.scenario, Month::of(2022, 4));
  Block const b = p.county.households.block(0, 1, HouseholdClass::ordinary);
  open_receipts(now, p.county);
  pay_benefits(now, p.county, b, p.budgets);
  repeat_receipts(now, p.county);
  Receipts const& receipts = p.county.receipts[static_cast<std::size_t>(instrument_index<Pension>)];
  for (int m = 1; m <= 12; ++m) {
    CHECK(receipts.ring[receipts.cell(m, 0)] == 60'000);
    CHECK(receipts.strength[static_cast<std::size_t>(m - 1)][2] == 1);
  }
}
