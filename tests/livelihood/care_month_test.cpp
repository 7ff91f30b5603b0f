// Care and school in the month: carers, therapy, contributions, meals, and how children's states begin and end.
#include <catch2/catch.hpp>

#include "model/month/care.hpp"
#include "model/month/consumption.hpp"
#include "model/month/demography.hpp"
#include "model/month/needs.hpp"
#include "model/month/pension_contributions.hpp"
#include "model/month/work.hpp"
#include "tests/analytic/bare_county.hpp"

using namespace holdfast;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

template <class M>
std::int64_t booked(County const& county) {
  std::int64_t sum = 0;
  for (int c = 0; c < household_classes; ++c)
    sum += county.totals.ledger[static_cast<std::size_t>(instrument_index<M> * household_classes + c)];
  return sum;
}

// `n` households with a severely disabled member who needs constant care and a farmer of 30.
struct CaringCounty : BareCounty {
  Scenario scenario = bare_scenario();
  explicit CaringCounty(Index n) : BareCounty(n, Slot::farm) {
    for (auto& severe : county.households.severely_disabled) severe = 1;
    county.households.disabled = county.households.severely_disabled;
    set(std::get<Plan<Care>>(scenario.livelihood), {.severe_dependent_share = 1, .seek_months = 2});
  }
  void keep(int month) { keep_carers(step(scenario, Month::of(2022, month)), county); }
};

}  // namespace

TEST_CASE("a dependent member ties one worker from the next quarterly round on", "[livelihood][care]") {
  CaringCounty c(1);
  c.keep(3);
  CHECK(int{c.county.households.carer[0]} == 0);
  c.keep(4);
  CHECK(int{c.county.households.carer[0]} == 1);
  c.county.households.severely_disabled[0] = 0;
  c.keep(7);
  CHECK(int{c.county.households.carer[0]} == 0);
  CHECK(int{c.county.households.urge_months[0]} == 0);  // nobody was freed by a service
}

TEST_CASE("a carer who seeks a job gives up the search, and keeps a post", "[livelihood][care]") {
  for (Slot const state : {Slot::jobless, Slot::post}) {
    CaringCounty c(1);
    c.county.households.slot_0[0] = code(state);
    c.county.households.post_seeks[0] = 1;
    c.keep(1);
    CHECK(c.county.households.slot_0[0] == code(state == Slot::post ? Slot::post : Slot::farm));
    if (state == Slot::post) CHECK(int{c.county.households.post_seeks[0]} == 0);
  }
}

TEST_CASE("day care, and visits that suffice, free the carer, who then seeks a job; other visits do not",
          "[livelihood][care]") {
  for (int const service : {0, 1, 2, 3, 4}) {
    CaringCounty c(1);
    if (service == 4) c.county.households.slot_0[0] = code(Slot::post);
    c.keep(1);
    REQUIRE(int{c.county.households.carer[0]} == 1);
    if (service == 1 || service == 4) c.county.households.day_care[0] = 1;
    if (service == 2) c.county.households.care_visits[0] = ElderCare::freeing;
    if (service == 3) c.county.households.care_visits[0] = ElderCare::visited;
    c.keep(4);
    bool const freed = service == 1 || service == 2 || service == 4;
    CHECK(int{c.county.households.carer[0]} == (freed ? 0 : 1));
    CHECK(int{c.county.households.urge_months[0]} == (freed ? 2 : 0));
    // Switched off, a service left in the columns frees nobody.
    std::get<Plan<DisabledDayCare>>(c.scenario.policies).on = false;
    std::get<Plan<ElderCare>>(c.scenario.policies).on = false;
    c.keep(7);
    CHECK(int{c.county.households.carer[0]} == 1);
  }
}

TEST_CASE("a tied worker neither seeks work nor migrates, the same worker untied does", "[livelihood][care]") {
  CaringCounty c(400);
  Work::Params work;
  work.seek_chance = 0.5f;
  work.migrate_share = 1;
  work.finding_chance = 0.9f;
  set(std::get<Plan<Work>>(c.scenario.livelihood), work);
  std::vector<LocalApplicant> applicants;
  auto const left_home = [&](bool tied) {
    Households& h = c.county.households;
    for (std::size_t i = 0; i < 400; ++i) {
      h.slot_0[i] = code(Slot::farm);
      h.carer[i] = tied;
    }
    for (int m = 1; m <= 6; ++m) {
      Step const step = c.step(c.scenario, Month::of(2022, m));
      for (Block const& b : h.blocks()) {
        c.draw_luck(step, b);
        change_jobs(step, c.county, b, applicants);
      }
    }
    return std::count_if(h.slot_0.begin(), h.slot_0.end(), [](std::uint8_t s) { return s != code(Slot::farm); });
  };
  CHECK(left_home(true) == 0);
  CHECK(left_home(false) > 300);
}

TEST_CASE("rehabilitation takes the cost of therapy off the family and books it", "[livelihood][care]") {
  BareCounty c(2);
  Scenario scenario = bare_scenario();
  Households& h = c.county.households;
  h.disabled[0] = h.disabled_children[0] = 1;
  set(std::get<Plan<Care>>(scenario.livelihood), {.therapy_yuan = 1200, .therapy_own_share = 0.25f});
  auto const spend = [&] {
    h.out_of_pocket = {0, 0};
    for (Block const& b : h.blocks()) treat_children(c.step(scenario, Month::of(2022, 3)), c.county, b);
    return h.out_of_pocket[0];
  };
  std::get<Plan<DisabledChildRehabilitation>>(scenario.policies).on = false;
  CHECK(spend() == 30000);  // a quarter of the therapy is all the family buys
  CHECK(booked<DisabledChildRehabilitation>(c.county) == 0);
  set(std::get<Plan<DisabledChildRehabilitation>>(scenario.policies),
      {.cover_yuan = 1000, .served_share = 1, .recovery_chance = 0});
  CHECK(spend() == 20000);
  CHECK(booked<DisabledChildRehabilitation>(c.county) == 100000);
  CHECK(h.out_of_pocket[1] == 0);
  CHECK(int{h.disabled_children[0]} == 1);
  set(std::get<Plan<DisabledChildRehabilitation>>(scenario.policies),
      {.cover_yuan = 1000, .served_share = 1, .recovery_chance = 1});
  spend();
  CHECK(int{h.disabled_children[0]} == 0);
  CHECK(int{h.disabled[0]} == 0);
  CHECK(spend() == 0);
}

TEST_CASE("households pay the pension contribution from savings, then on credit; the aid pays for those on dibao",
          "[livelihood][pension_premium]") {
  BareCounty c(4);
  Scenario scenario = bare_scenario();
  Households& h = c.county.households;
  set(std::get<Plan<PensionContribution>>(scenario.livelihood),
      {.tier_yuan = 200, .joined_share = 1, .employee_share = 0});
  set(std::get<Plan<PensionPremiumAid>>(scenario.policies),
      {.paid_yuan = 100, .lifted_out_yuan = 0, .kept_tier_yuan = 100});
  h.savings = {100000, 10000, 100000, 100000};
  h.premium_paid = {5, 0, 0, 0};
  h.dibao[2] = 1;
  h.severely_disabled[3] = 1;
  Step const step = c.step(scenario, Month::of(2022, 12));
  collect_pension_contributions(step, c.county);
  CHECK(h.savings == std::vector<Fen>{60000, 0, 100000, 80000});  // two members each; the disabled one of the last
  CHECK(h.debt == std::vector<Fen>{0, 30000, 0, 0});
  CHECK(h.premium_paid == std::vector<Fen>{40005, 40000, 0, 20000});
  CHECK(booked<PensionPremiumAid>(c.county) == 20000 + 10000);
  std::get<Plan<PensionPremiumAid>>(scenario.policies).on = false;
  collect_pension_contributions(c.step(scenario, Month::of(2022, 12)), c.county);
  CHECK(h.savings[2] == 60000);
  CHECK(booked<PensionPremiumAid>(c.county) == 30000);
  set(std::get<Plan<PensionContribution>>(scenario.livelihood), {.tier_yuan = 200, .joined_share = 0});
  collect_pension_contributions(c.step(scenario, Month::of(2022, 12)), c.county);
  CHECK(h.savings[2] == 60000);
}

TEST_CASE("a school meal lowers what must be bought: the same cash is no longer short", "[livelihood][meals]") {
  for (bool const meal : {false, true}) {
    BareCounty c(1);
    Scenario scenario = bare_scenario();
    Consumption::Params p;
    p.minimum_yuan = 200;
    p.food_minimum_yuan = 200;
    p.free_credit_months = p.debt_limit_months = p.boarding_yuan = p.senior_school_yuan = 0;
    set(std::get<Plan<Consumption>>(scenario.livelihood), p);
    Households& h = c.county.households;
    h.savings[0] = 30000;  // 300 yuan for two members: 100 short of the minimum
    h.school_meals[0] = meal ? 10000 : 9999;
    for (Block const& b : h.blocks()) consume(c.step(scenario, Month::of(2022, 3)), c.county, b);
    CHECK(h.food_short_bits[0] == (meal ? 0 : 1));
    CHECK(h.consumption[0] == 30000);
  }
}

TEST_CASE("wages of the year settle at twelve months of a steady wage", "[livelihood][dibao]") {
  BareCounty c(1);
  Scenario const scenario = bare_scenario();
  Households& h = c.county.households;
  h.wages[0] = 100000;
  h.wages_year[0] = 1200000;
  for (Block const& b : h.blocks()) consume(c.step(scenario, Month::of(2022, 3)), c.county, b);
  CHECK(h.wages_year[0] == 1200000);
  h.wages[0] = 0;  // the job is lost: a twelfth of the memory goes each month
  for (Block const& b : h.blocks()) consume(c.step(scenario, Month::of(2022, 4)), c.county, b);
  CHECK(h.wages_year[0] == 1100000);
}

TEST_CASE("children whose last adult of 19-59 dies are orphans, as long as they are minors", "[livelihood][orphans]") {
  BareCounty c(2, Slot::none);
  Scenario scenario = bare_scenario();
  Demography::Params p;
  p.birth_permille = p.death_permille_60_plus = p.death_permille_80_plus = p.split_chance = 0;
  p.death_permille_younger = 1000;
  set(std::get<Plan<Demography>>(scenario.livelihood), p);
  Households& h = c.county.households;
  for (std::size_t i : {0u, 1u}) {
    h.slot_0[i] = code(Slot::none);
    h.slot_age_0[i] = 0;
    h.persons_60_plus[i] = 1;
    h.persons_6_15[i] = i == 0 ? 2 : 0;
    h.members[i] = static_cast<std::uint8_t>(i == 0 ? 5 : 3);
  }
  turn_year(c.step(scenario, Month::of(2022, 1)), c.county);
  CHECK(int{h.persons_19_59[0]} == 0);
  CHECK(h.orphans[0] >= 1);  // one may have grown up in the same January
  CHECK(h.orphans[0] <= 2);
  CHECK(int{h.orphans[1]} == 0);
  for (int year = 2023; year < 2060; ++year) turn_year(c.step(scenario, Month::of(year, 1)), c.county);
  CHECK(int{h.orphans[0]} == 0);
}

TEST_CASE("finished vocational students of served households start in a job away, others seek one",
          "[livelihood][vocational]") {
  for (int kind = 0; kind < 3; ++kind) {
    Index const n = 300;
    BareCounty c(n, Slot::farm);
    Scenario scenario = bare_scenario();
    Demography::Params p;
    p.birth_permille = p.death_permille_60_plus = p.death_permille_80_plus = p.death_permille_younger = p.split_chance =
        p.leave_chance = 0;
    set(std::get<Plan<Demography>>(scenario.livelihood), p);
    set(std::get<Plan<VocationalAllowance>>(scenario.policies), {.placement_share = 1});
    if (kind == 2) std::get<Plan<VocationalAllowance>>(scenario.policies).on = false;
    Households& h = c.county.households;
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
      h.persons_16_18[i] = h.vocational[i] = 1;
      h.members[i] = 3;
      h.minority[i] = kind != 1;
    }
    turn_year(c.step(scenario, Month::of(2022, 1)), c.county);
    int away = 0, seeking = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
      away += h.slot_1[i] == code(Slot::migrant) && h.away[i] == 1;
      seeking += h.slot_1[i] == code(Slot::jobless);
      CHECK(h.vocational[i] == h.persons_16_18[i]);
    }
    CHECK(away + seeking > 60);  // a third finish in a year
    CHECK((kind == 0 ? seeking : away) == 0);
  }
}

TEST_CASE("at 16 the vocational share enters vocational school", "[livelihood][vocational]") {
  for (float const share : {0.0f, 1.0f}) {
    BareCounty c(300);
    Scenario scenario = bare_scenario();
    Demography::Params p;
    p.vocational_share = share;
    set(std::get<Plan<Demography>>(scenario.livelihood), p);
    Households& h = c.county.households;
    for (std::size_t i = 0; i < 300; ++i) {
      h.persons_6_15[i] = 2;
      h.members[i] = 4;
    }
    turn_year(c.step(scenario, Month::of(2022, 1)), c.county);
    int students = 0, vocational = 0;
    for (std::size_t i = 0; i < 300; ++i) {
      students += h.persons_16_18[i];
      vocational += h.vocational[i];
    }
    CHECK(students > 30);
    CHECK(vocational == (share > 0 ? students : 0));
  }
}

TEST_CASE("without dropout control more children leave school and fewer come back", "[livelihood][dropout]") {
  int out[2] = {0, 0};
  for (int on : {0, 1}) {
    BareCounty c(3000);
    Scenario scenario = bare_scenario();
    Needs::Params p;
    p.dropout_chance = 0.004f;
    p.school_return_chance = 0.02f;
    set(std::get<Plan<Needs>>(scenario.livelihood), p);
    set(std::get<Plan<DropoutControl>>(scenario.policies), {.watched_share = 0.5f, .return_chance = 0.1f});
    std::get<Plan<DropoutControl>>(scenario.policies).on = on == 1;
    Households& h = c.county.households;
    std::fill(h.persons_6_15.begin(), h.persons_6_15.end(), std::uint8_t{1});
    for (int m = 3; m <= 6; ++m) {
      Step const step = c.step(scenario, Month::of(2022, m));
      for (Block const& b : h.blocks()) {
        c.draw_luck(step, b);
        assess_needs(step, c.county, b);
      }
    }
    for (auto n : h.out_of_school) out[on] += n;
  }
  CHECK(out[0] > 30);
  CHECK(out[1] < out[0] * 2 / 3);
  CHECK(out[1] > 0);
}
