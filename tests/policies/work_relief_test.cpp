// Work relief and skills training: places without holders, handed out in each round.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

// Three lifted-out members, places for all of them in each round.
WorkRelief::Params works() {
  auto p = shipped<WorkRelief>(2023, 2);
  p.lifted_out_persons = 3;
  p.funds_yuan_per_year = 4 * p.wage_yuan / p.wage_share;
  return p;
}
SkillsTraining::Params courses() {
  auto p = shipped<SkillsTraining>(2023, 3);
  p.lifted_out_persons = 3;
  p.places_per_year = 4;
  return p;
}

struct OneWorker : OneHousehold {
  explicit OneWorker(Slot state, int age = 40) {
    h().slot_0[0] = code(state);
    h().slot_age_0[0] = static_cast<std::uint8_t>(age);
  }
};

}  // namespace

TEST_CASE("a third of two billion in wages is 60 thousand workers a year, a quarter in each round",
          "[policies][work_relief]") {
  auto const p = shipped<WorkRelief>(2023, 2);
  CHECK(WorkRelief::places(p, {}, 6250000) == Approx(15000));
  CHECK(WorkRelief::places(shipped<WorkRelief>(2022, 12), {}, 6250000) == Approx(7500));  // 15 % of the funds
  for (int m = 1; m <= 12; ++m) {
    Now now;
    now.month_of_year = m;
    CHECK(WorkRelief::due(p, now) == (m == 2 || m == 5 || m == 8 || m == 11));
  }
}

TEST_CASE("a worker gets 10000 yuan in three months after the round, then rests until the year is over",
          "[policies][work_relief]") {
  OneWorker one(Slot::jobless);
  one.enact<WorkRelief>(works());
  one.at(2023, 2);
  one.hand_out();
  std::vector<FenSum> paid;
  for (int m = 3; m <= 14; ++m) {
    one.at(m > 12 ? 2024 : 2023, m > 12 ? m - 12 : m);
    FenSum const before = one.paid<WorkRelief>();
    one.pay();
    one.hand_out();
    paid.push_back(one.paid<WorkRelief>() - before);
  }
  CHECK(paid == std::vector<FenSum>{333333, 333333, 333333, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(one.h().wages[0] == 999999);
  one.at(2024, 3);  // chosen again in February
  one.pay();
  CHECK(one.paid<WorkRelief>() == 4 * 333333);
}

TEST_CASE("work relief takes lifted-out, listed and disaster-hit households with idle labour of 18 to 65",
          "[policies][work_relief]") {
  auto const p = works();
  for (auto const& [age, state, points] : {std::tuple{17, Slot::jobless, 0.0f},
                                           {18, Slot::jobless, 3.0f},
                                           {65, Slot::farm, 1.0f},
                                           {66, Slot::farm, 0.0f},
                                           {40, Slot::local, 0.0f},
                                           {40, Slot::post, 0.0f}}) {
    OneWorker one(state, age);
    CHECK(WorkRelief::score(p, one.now, one.block(), 0) == points);
  }
  Hamlet hamlet({0, 0, 3});
  hamlet.h().slot_0.assign(3, code(Slot::farm));
  hamlet.h().slot_age_0.assign(3, 40);
  hamlet.h().category[1] = 1;
  hamlet.h().damage_months[2] = 1;
  Block const b = hamlet.h().whole(HouseholdClass::ordinary);
  CHECK(WorkRelief::score(p, hamlet.now, b, 0) == 0);
  CHECK(WorkRelief::score(p, hamlet.now, b, 1) == 4);
  CHECK(WorkRelief::score(p, hamlet.now, b, 2) == 4);
}

TEST_CASE("works end when the funds end, and pay nothing while nobody idle is at home", "[policies][work_relief]") {
  OneWorker one(Slot::jobless);
  auto p = works();
  one.enact<WorkRelief>(p);
  one.at(2023, 2);
  one.hand_out();
  one.at(2023, 3);
  one.h().slot_0[0] = code(Slot::migrant);
  one.pay();
  CHECK(one.paid<WorkRelief>() == 0);
  one.at(2023, 4);
  one.h().slot_0[0] = code(Slot::jobless);
  one.pay();
  CHECK(one.paid<WorkRelief>() == 333333);
  p.funds_yuan_per_year = 0;
  one.enact<WorkRelief>(p);
  one.at(2023, 5);
  one.pay();
  one.hand_out();
  CHECK(one.paid<WorkRelief>() == 333333);
  CHECK(WorkRelief::places(p, one.now, 1000000) == 0);
}

TEST_CASE("a budget cuts work relief to the fen", "[policies][work_relief]") {
  OneWorker one(Slot::jobless);
  one.facts.lifted_out_persons = province_lifted_out_persons;
  auto& plan = one.enact<WorkRelief>(works());
  plan.first = Month::of(2023, 1);
  plan.budget_yuan = {5000};
  one.at(2023, 2);
  start_budget_year(one.step(), one.county, one.budgets);
  one.hand_out();
  for (int m = 3; m <= 5; ++m) {
    one.at(2023, m);
    one.pay();
  }
  CHECK(one.paid<WorkRelief>() == 500000);
  CHECK(one.h().wages[0] == 500000);
}

TEST_CASE("a trainee gets the allowance for the month of the course, the school its fee at the end, once in a life",
          "[policies][training]") {
  OneWorker one(Slot::jobless);
  one.enact<SkillsTraining>(courses());
  one.at(2023, 3);
  one.hand_out();
  CHECK(int{one.h().course_months[0]} == 2);
  CHECK(int{one.h().trained[0]} == 0);
  one.at(2023, 4);
  one.pay();
  CHECK(one.h().public_cash[0] == 90000);
  CHECK(one.paid<SkillsTraining>() == 90000 + 150000);
  one.at(2023, 5);
  one.pay();
  CHECK(one.h().public_cash[0] == 0);
  CHECK(one.paid<SkillsTraining>() == 90000 + 150000);
  CHECK(int{one.h().trained[0]} == 1);
  one.at(2023, 6);
  one.hand_out();
  CHECK(int{one.h().course_months[0]} == 0);  // everybody has been trained
}

TEST_CASE("a course of three months pays three allowances and one fee", "[policies][training]") {
  OneWorker one(Slot::farm);
  auto p = courses();
  p.course_months = 3;
  one.enact<SkillsTraining>(p);
  one.at(2023, 3);
  one.hand_out();
  for (int m = 4; m <= 8; ++m) {
    one.at(2023, m);
    one.pay();
    CHECK(int{one.h().trained[0]} == (m >= 7));
  }
  CHECK(one.paid<SkillsTraining>() == 3 * 90000 + 150000);
}

TEST_CASE("a course raises the wage level by the trainee's part, less than a year of schooling",
          "[policies][training]") {
  auto const p = courses();
  for (int workers = 1; workers <= 2; ++workers) {
    OneWorker one(Slot::jobless);
    if (workers == 2) one.h().slot_1[0] = code(Slot::migrant);
    one.h().course_months[0] = 1;
    SkillsTraining::pass_month(p, p, one.block(), 0);
    CHECK(one.h().wage_log[0] == Approx(p.wage_premium / static_cast<float>(workers)));
    CHECK(one.h().wage_log[0] < 0.05f);  // a year of schooling: 0.05-0.09 (model.md, work)
    CHECK(one.h().wage_log[0] > 0);
  }
}

TEST_CASE("training takes the jobless before the farmer, 16 to 59, listed and poor households first",
          "[policies][training]") {
  auto const p = courses();
  for (auto const& [age, state, points] : {std::tuple{15, Slot::jobless, 0.0f},
                                           {16, Slot::jobless, 3.0f},
                                           {59, Slot::farm, 1.0f},
                                           {60, Slot::farm, 0.0f},
                                           {40, Slot::local, 0.0f}}) {
    OneWorker one(state, age);
    CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == points);
  }
  OneWorker one(Slot::farm);
  one.h().slot_2[0] = code(Slot::jobless);
  one.h().slot_age_2[0] = 30;
  SkillsTraining::grant(p, one.now, one.block(), 0);
  CHECK(int{one.h().course_slot[0]} == 2);
  CHECK(SkillsTraining::in_course(one.block(), 0, 2));
  CHECK(!SkillsTraining::in_course(one.block(), 0, 0));
  one.h().course_months[0] = 0;
  one.now.monitoring_line_yuan = 6000;
  one.h().income_register_12[0] = 3 * 600000;  // at the line
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 3);
  one.h().income_register_12[0] = 3 * 300000;  // half of it
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 4);
  one.h().category[0] = 1;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 7);
  one.h().trained[0] = 0b101;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 0);
}

TEST_CASE("without places nobody is trained", "[policies][training]") {
  OneWorker one(Slot::jobless);
  auto p = courses();
  p.places_per_year = 0;
  one.enact<SkillsTraining>(p);
  one.at(2023, 3);
  one.hand_out();
  CHECK(int{one.h().course_months[0]} == 0);
  p.places_per_year = 4;
  one.enact<SkillsTraining>(p);
  one.at(2023, 4);  // not a round
  one.hand_out();
  CHECK(int{one.h().course_months[0]} == 0);
}

TEST_CASE("the next project may begin in the last month of rest, not sooner", "[policies][work_relief]") {
  OneWorker one(Slot::jobless);
  auto const p = works();
  for (auto const& [months, points] : {std::pair{0, 3.0f}, {1, 3.0f}, {2, 0.0f}, {13, 0.0f}}) {
    one.h().relief_work_months[0] = static_cast<std::uint8_t>(months);
    CHECK(WorkRelief::score(p, one.now, one.block(), 0) == points);
  }
  for (auto const& [months, wage] : {std::pair{13, 333333}, {12, 333333}, {10, 333333}, {9, 0}, {0, 0}}) {
    one.h().relief_work_months[0] = static_cast<std::uint8_t>(months);
    CHECK(WorkRelief::wage(p, one.now, one.block(), 0) == wage);
  }
}

TEST_CASE("training is for lifted-out and listed households outside a course; low income counts once in full",
          "[policies][training]") {
  auto const p = courses();
  OneWorker one(Slot::jobless);
  one.now.monitoring_line_yuan = 6000;
  one.h().income_register_12[0] = -1;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 5);  // 1, 2 jobless, 2 for no income
  one.h().income_register_12[0] = 0;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 5);
  one.h().income_register_12[0] = 3 * 600000 + 100;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 3);
  one.h().course_months[0] = 1;
  CHECK(SkillsTraining::score(p, one.now, one.block(), 0) == 0);
  Hamlet others({0, 1, 1});
  for (std::size_t i = 0; i < 2; ++i) others.h().slot_0[i] = code(Slot::jobless), others.h().slot_age_0[i] = 30;
  CHECK(SkillsTraining::score(p, others.now, others.h().whole(HouseholdClass::marginal), 0) == 0);
  CHECK(SkillsTraining::score(p, others.now, others.h().whole(HouseholdClass::ordinary), 0) == 0);
  others.h().category[1] = 1;
  CHECK(SkillsTraining::score(p, others.now, others.h().whole(HouseholdClass::ordinary), 0) == 6);
}
