// Rangers and workshop places: paid posts beside the public-welfare posts.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }
constexpr auto code(PostKind k) { return static_cast<std::uint8_t>(k); }

ForestRangers::Params rangers(float places, float persons) {
  auto p = shipped<ForestRangers>(2023, 1);
  p.places = places;
  p.lifted_out_persons = persons;
  return p;
}
EmploymentWorkshops::Params workshops(float places, float persons) {
  auto p = shipped<EmploymentWorkshops>(2023, 2);
  p.places = places;
  p.lifted_out_persons = persons;
  return p;
}

// One lifted-out household with one worker.
struct OneWorker : OneHousehold {
  explicit OneWorker(Slot state, int age = 50) {
    h().slot_0[0] = code(state);
    h().slot_age_0[0] = static_cast<std::uint8_t>(age);
  }
};

}  // namespace

TEST_CASE("a ranger is paid 5000 yuan a year in twelve parts, booked to the fen", "[policies][rangers]") {
  OneWorker one(Slot::farm);
  one.now.forest = true;
  one.enact<ForestRangers>(rangers(3, 3));
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::post));
  CHECK(one.h().post_kind[0] == code(PostKind::ranger));
  for (int m = 2; m <= 12; ++m) {
    one.at(2021, m);
    one.pay();
  }
  CHECK(one.paid<ForestRangers>() == 11 * 41667);
  CHECK(one.h().wages[0] == 11 * 41667);
  CHECK(one.h().public_cash[0] == 0);
}

TEST_CASE("outside forest and grassland counties nobody becomes a ranger", "[policies][rangers]") {
  OneWorker one(Slot::jobless);
  one.enact<ForestRangers>(rangers(30, 3));
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
  CHECK(ForestRangers::places(rangers(30, 3), one.now, 3) == 0);
  one.now.forest = true;
  CHECK(ForestRangers::places(rangers(30, 3), one.now, 3) == 30);
  one.facts.area_group = "other";
  CHECK(!one.facts.forest());
  one.facts.area_group = "qinba";
  CHECK(one.facts.forest());
}

TEST_CASE("rangers are chosen at the start of a quarter, among lifted-out households", "[policies][rangers]") {
  for (int m = 1; m <= 12; ++m) {
    OneWorker one(Slot::jobless);
    one.at(2021, m);
    one.now.forest = true;
    one.enact<ForestRangers>(rangers(3, 3));
    one.hand_out();
    CHECK((one.h().slot_0[0] == code(Slot::post)) == (m % 3 == 1));
  }
  Hamlet others({0, 1, 1});
  others.now.forest = true;
  others.h().slot_0 = {code(Slot::jobless), code(Slot::jobless)};
  others.h().slot_age_0 = {40, 40};
  others.h().category = {1, 1};
  for (HouseholdClass const c : {HouseholdClass::marginal, HouseholdClass::ordinary})
    CHECK(ForestRangers::score(rangers(3, 3), others.now, others.h().whole(c), 0) == 0);
}

TEST_CASE("a ranger is 18 to 60 from 2022, 65 before; one past the age leaves in January", "[policies][rangers]") {
  CHECK(shipped<ForestRangers>(2021, 12).oldest_age == 65);
  for (auto const& [age, points] : {std::pair{17, 0.0f}, {18, 2.0f}, {60, 2.0f}, {61, 0.0f}}) {
    OneWorker one(Slot::jobless, age);
    one.now.forest = true;
    CHECK(ForestRangers::score(rangers(3, 3), one.now, one.block(), 0) == points);
  }
  OneWorker one(Slot::jobless, 60);
  one.now.forest = true;
  one.enact<ForestRangers>(rangers(3, 3));
  one.hand_out();
  REQUIRE(one.h().slot_0[0] == code(Slot::post));
  one.h().slot_age_0[0] = 61;
  for (int m = 2; m <= 12; ++m) {
    one.at(2021, m);
    one.pay();
    one.hand_out();
  }
  CHECK(one.h().slot_0[0] == code(Slot::post));
  one.at(2022, 1);
  one.pay();
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
  CHECK(one.h().post_kind[0] == code(PostKind::none));
}

TEST_CASE("without places rangers are paid nothing at once and leave with the next quarter", "[policies][rangers]") {
  OneWorker one(Slot::jobless);
  one.now.forest = true;
  one.enact<ForestRangers>(rangers(3, 3));
  one.hand_out();
  one.enact<ForestRangers>(rangers(0, 3));
  one.at(2021, 2);
  one.pay();
  CHECK(one.paid<ForestRangers>() == 0);
  CHECK(one.h().slot_0[0] == code(Slot::post));
  one.at(2021, 4);
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
}

TEST_CASE("a household holds one paid post at most, and each instrument pays its own", "[policies][rangers]") {
  OneWorker one(Slot::jobless);
  one.h().slot_1[0] = code(Slot::jobless);
  one.h().slot_age_1[0] = 40;
  one.h().persons_60_plus[0] = 1;
  one.now.forest = true;
  auto welfare = shipped<PublicWelfarePosts>(2021, 1);
  welfare.places = welfare.lifted_out_persons = 3;
  one.enact<PublicWelfarePosts>(welfare);
  one.enact<ForestRangers>(rangers(3, 3));
  one.enact<EmploymentWorkshops>(workshops(3, 3));
  one.hand_out();
  one.at(2021, 2);
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::post));
  CHECK(one.h().slot_1[0] == code(Slot::jobless));
  CHECK(one.h().post_kind[0] == code(PostKind::welfare));
  one.pay();
  CHECK(one.paid<PublicWelfarePosts>() == 45000);
  CHECK(one.ledger() == 45000);
}

TEST_CASE("a workshop takes who is tied to home: the jobless from 18, farmers from 45, none beyond 65",
          "[policies][workshops]") {
  auto const p = workshops(3, 3);
  struct Case {
    Slot state;
    int age, children, old;
    float points;
  };
  for (Case const& c :
       {Case{Slot::jobless, 18, 1, 0, 2}, Case{Slot::jobless, 17, 1, 0, 0}, Case{Slot::jobless, 40, 0, 0, 0},
        Case{Slot::jobless, 40, 0, 1, 2}, Case{Slot::farm, 44, 1, 0, 0}, Case{Slot::farm, 45, 1, 0, 2},
        Case{Slot::farm, 65, 0, 1, 2}, Case{Slot::farm, 66, 0, 1, 0}, Case{Slot::local, 50, 1, 1, 0}}) {
    OneWorker one(c.state, c.age);
    one.h().persons_6_15[0] = static_cast<std::uint8_t>(c.children);
    one.h().persons_60_plus[0] = static_cast<std::uint8_t>(c.old);
    CHECK(EmploymentWorkshops::score(p, one.now, one.block(), 0) == c.points);
  }
}

TEST_CASE("the workshop pays the wage, public money only the premium for each worker", "[policies][workshops]") {
  OneWorker one(Slot::jobless);
  one.h().persons_6_15[0] = 1;
  one.at(2023, 2);
  one.enact<EmploymentWorkshops>(workshops(3, 3));
  one.hand_out();
  REQUIRE(one.h().post_kind[0] == code(PostKind::workshop));
  one.at(2023, 3);
  one.pay();
  CHECK(one.h().wages[0] == 110000);
  CHECK(one.paid<EmploymentWorkshops>() == 8333);
}

TEST_CASE("a budget that has run out ends the premiums of workshops, not their wages", "[policies][workshops]") {
  OneWorker one(Slot::post);
  one.h().post_kind[0] = code(PostKind::workshop);
  one.facts.lifted_out_persons = province_lifted_out_persons;
  auto& plan = one.enact<EmploymentWorkshops>(workshops(3, 3));
  plan.first = Month::of(2021, 1);
  plan.budget_yuan = {100};
  start_budget_year(one.step(), one.county, one.budgets);
  one.pay();
  CHECK(one.paid<EmploymentWorkshops>() == 8333);
  one.pay();
  one.pay();
  CHECK(one.paid<EmploymentWorkshops>() == 10000);
  CHECK(one.h().wages[0] == 330000);
}

TEST_CASE("a workshop without support closes at once and its worker seeks as before after the next round",
          "[policies][workshops]") {
  OneWorker one(Slot::jobless);
  one.h().persons_6_15[0] = 1;
  one.at(2023, 2);
  one.enact<EmploymentWorkshops>(workshops(3, 3));
  one.hand_out();
  one.enact<EmploymentWorkshops>(workshops(0, 3));
  one.at(2023, 3);
  one.pay();
  CHECK(one.h().wages[0] == 0);
  CHECK(one.paid<EmploymentWorkshops>() == 0);
  one.at(2023, 5);
  one.hand_out();
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
}

TEST_CASE("from 2022 a post goes to nobody above twice the monitoring line, unless listed", "[policies][rations]") {
  CHECK(shipped<PublicWelfarePosts>(2021, 12).income_limit == 100);
  auto const p = shipped<PublicWelfarePosts>(2022, 1);
  CHECK(p.income_limit == 2);
  OneWorker one(Slot::jobless);
  one.now.monitoring_line_yuan = 6000;
  one.h().income_register_12[0] = 3 * 1200000;
  CHECK(PublicWelfarePosts::score(p, one.now, one.block(), 0) > 0);
  one.h().income_register_12[0] += 1;
  CHECK(PublicWelfarePosts::score(p, one.now, one.block(), 0) == 0);
  one.h().category[0] = 1;
  CHECK(PublicWelfarePosts::score(p, one.now, one.block(), 0) > 0);
}

TEST_CASE("points of a post add up: listed 4, dibao 2, nobody at work 1, tied to home one half",
          "[policies][rations]") {
  auto const p = shipped<PublicWelfarePosts>(2022, 1);
  OneWorker one(Slot::jobless);
  one.now.monitoring_line_yuan = 6000;
  auto const score = [&] { return PublicWelfarePosts::score(p, one.now, one.block(), 0); };
  CHECK(score() == 2);
  one.h().persons_0_5[0] = 1;
  CHECK(score() == 2.5f);
  one.h().dibao[0] = 1;
  CHECK(score() == 4.5f);
  one.h().category[0] = 1;
  CHECK(score() == 8.5f);
  one.h().slot_1[0] = code(Slot::migrant);
  CHECK(score() == 7.5f);
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    CHECK(PublicWelfarePosts::due(p, one.now) == (m == 1 || m == 4 || m == 7 || m == 10));
  }
}

TEST_CASE("listed and workless households come first for rangers and workshops", "[policies][rangers][workshops]") {
  OneWorker one(Slot::farm);
  one.now.forest = true;
  one.h().persons_6_15[0] = 1;
  auto const points = [&] {
    return std::pair{ForestRangers::score(rangers(3, 3), one.now, one.block(), 0),
                     EmploymentWorkshops::score(workshops(3, 3), one.now, one.block(), 0)};
  };
  CHECK(points() == std::pair{2.0f, 2.0f});
  one.h().slot_1[0] = code(Slot::migrant);
  CHECK(points() == std::pair{1.0f, 1.0f});
  one.h().category[0] = 1;
  CHECK(points() == std::pair{5.0f, 5.0f});
  CHECK(EmploymentWorkshops::places(workshops(26000, 6250000), one.now, 6250) == Approx(26));
  CHECK(EmploymentWorkshops::places(workshops(26000, 6250000), one.now, 0) == 0);
}
