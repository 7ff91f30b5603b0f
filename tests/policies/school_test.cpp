// School meals, dropout control and vocational allowances (articles 4 and 19), by hand on one household.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

NutritionMeals::Params const meals{.day_yuan = 5, .days_per_month = 20, .pupil_share = 1};

// Each factor by itself: 0.5 watched, 0.9 by boarding, 0.8 by teachers, 0.75 by Mandarin, 0.4 by special education.
DropoutControl::Params const control{.watched_share = 0.5f,
                                     .boarding_share = 0.5f,
                                     .boarding_effect = 0.2f,
                                     .teachers_share = 1,
                                     .teachers_effect = 0.2f,
                                     .mandarin_share = 0.5f,
                                     .mandarin_effect = 0.5f,
                                     .special_share = 0.75f,
                                     .special_effect = 0.8f,
                                     .return_chance = 0.1f};

VocationalAllowance::Params const allowance{.yulu_yuan_per_year = 3000,
                                            .grant_yuan_per_year = 2000,
                                            .living_yuan_per_year = 3000,
                                            .extra_yuan_per_year = 1000,
                                            .funded_years_share = 0.5f,
                                            .stay_share = 0.6f,
                                            .placement_share = 1};

}  // namespace

TEST_CASE("each pupil at school eats on the subsidy on the school days of a month in term", "[policies][meals]") {
  OneHousehold one;
  one.h().persons_6_15[0] = 2;
  one.at(2022, 3);
  CHECK(NutritionMeals::worth(meals, one.now, one.block(), 0) == 20000);  // 2 pupils x 20 days x 5 yuan
  one.h().out_of_school[0] = 1;
  CHECK(NutritionMeals::worth(meals, one.now, one.block(), 0) == 10000);
  one.h().out_of_school[0] = 3;  // more than there are children
  CHECK(NutritionMeals::worth(meals, one.now, one.block(), 0) == 0);
}

TEST_CASE("no meal is served in February, July and August", "[policies][meals]") {
  OneHousehold one;
  one.enact<NutritionMeals>(meals);
  one.h().persons_6_15[0] = 1;
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.pay();
    bool const holiday = m == 2 || m == 7 || m == 8;
    CHECK(one.h().school_meals[0] == (holiday ? 0 : 10000));
  }
  CHECK(one.paid<NutritionMeals>() == 9 * 10000);
}

TEST_CASE("meals are booked in kind: the column and the ledger agree, cash does not move", "[policies][meals]") {
  OneHousehold one;
  one.enact<NutritionMeals>(meals);
  one.h().persons_6_15[0] = 3;
  one.at(2022, 4);
  one.pay();
  CHECK(one.h().school_meals[0] == 30000);
  CHECK(one.ledger() == 30000);
  CHECK(one.h().public_cash[0] == 0);
  one.ban<NutritionMeals>();  // switched off, last month's meal is not eaten again
  one.pay();
  CHECK(one.h().school_meals[0] == 0);
  CHECK(one.ledger() == 30000);
}

TEST_CASE("a meal subsidy of zero or a county without the plan gives nothing", "[policies][meals]") {
  OneHousehold one;
  one.h().persons_6_15[0] = 2;
  one.at(2022, 3);
  CHECK(NutritionMeals::worth({.day_yuan = 0, .days_per_month = 20, .pupil_share = 1}, one.now, one.block(), 0) == 0);
  CHECK(NutritionMeals::worth({.day_yuan = 5, .days_per_month = 20, .pupil_share = 0}, one.now, one.block(), 0) == 0);
  CHECK(NutritionMeals::worth({.day_yuan = 5, .days_per_month = 20, .pupil_share = 0.25f}, one.now, one.block(), 0) ==
        5000);
}

TEST_CASE("the meal subsidy rises from 4 to 5 yuan in September 2021", "[policies][meals]") {
  CHECK(shipped<NutritionMeals>(2021, 8).day_yuan == 4);
  CHECK(shipped<NutritionMeals>(2021, 9).day_yuan == 5);
  CHECK(shipped<NutritionMeals>(2025, 12).day_yuan == 5);
}

TEST_CASE("the measures of dropout control multiply: five chiefs, boarding places, teachers", "[policies][dropout]") {
  CHECK(DropoutControl::leaving(control, false, false) == Approx(0.5 * 0.9 * 0.8));
  CHECK(DropoutControl::leaving(control, true, false) == Approx(0.36 * 0.75));
  CHECK(DropoutControl::leaving(control, false, true) == Approx(0.36 * 0.4));
  CHECK(DropoutControl::leaving(control, true, true) == Approx(0.36 * 0.75 * 0.4));
  CHECK(DropoutControl::leaving({}, true, true) == 1);  // strength 0: nothing is done
}

TEST_CASE("no household leaves school more easily than the bound of the dense trigger", "[policies][dropout]") {
  for (bool minority : {false, true})
    for (bool disabled : {false, true})
      CHECK(DropoutControl::leaving(control, minority, disabled) <= DropoutControl::largest(control));
}

TEST_CASE("dropout control lowers the chance of leaving and raises that of return, in term only",
          "[policies][dropout]") {
  Needs::Params p;
  p.dropout_chance = 0.001f;
  p.dropout_minority_factor = 4;
  p.dropout_need_factor = 3;
  p.dropout_disabled_factor = 2;
  p.school_return_chance = 0.05f;
  CHECK(Needs::school_chance(p, true, 2, 0, {false, false, false}, 1, 0) == Approx(0.002));
  CHECK(Needs::school_chance(p, true, 2, 0, {false, false, false}, 0.25f, 0.1f) == Approx(0.0005));
  CHECK(Needs::school_chance(p, true, 1, 0, {true, true, true}, 0.5f, 0) == Approx(0.001 * 4 * 3 * 2 * 0.5));
  CHECK(Needs::school_chance(p, true, 1, 1, {false, false, false}, 0.25f, 0.1f) == Approx(0.15));
  CHECK(Needs::school_chance(p, true, 1, 1, {false, false, false}, 0.25f, 0.9f) == Approx(0.2));  // the part's end
  CHECK(Needs::school_chance(p, false, 1, 1, {false, false, false}, 0.25f, 0.1f) == 0);
}

TEST_CASE("with dropout control as shipped two children in 100,000 leave a month, without it three times as many",
          "[policies][dropout]") {
  auto const p = shipped<DropoutControl>(2022, 3);
  double const base = 6.7e-5;
  CHECK(base * DropoutControl::leaving(p, false, false) == Approx(2e-5).epsilon(0.01));
  CHECK(5 * DropoutControl::leaving(p, true, false) == Approx(4 * DropoutControl::leaving(p, false, false)));
}

TEST_CASE("a vocational student of a lifted-out household has half of yulu and grant in March and in September",
          "[policies][vocational]") {
  OneHousehold one;
  one.enact<VocationalAllowance>(allowance);
  one.h().vocational[0] = 1;
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.pay();
    CHECK(one.h().public_cash[0] == (m == 3 || m == 9 ? 150000 + 50000 : 0));  // 3000 / 2 + 2000 x 0.5 / 2
  }
  CHECK(one.paid<VocationalAllowance>() == 400000);
}

TEST_CASE("9+3 pays minority households, whatever their class, and adds to yulu", "[policies][vocational]") {
  Hamlet hamlet({1, 0, 1});
  hamlet.at(2022, 9);
  Households& h = hamlet.h();
  h.vocational[0] = h.vocational[1] = 1;
  h.minority[0] = h.minority[1] = 1;
  Block const lifted = h.whole(HouseholdClass::lifted_out), ordinary = h.whole(HouseholdClass::ordinary);
  CHECK(VocationalAllowance::relief(allowance, hamlet.now, ordinary, 0) == 125000);  // (3000 x 0.5 + 1000) / 2
  CHECK(VocationalAllowance::relief(allowance, hamlet.now, lifted, 0) == 325000);
  h.minority[1] = 0;
  CHECK(VocationalAllowance::relief(allowance, hamlet.now, ordinary, 0) == 0);
  h.dibao[1] = 1;  // the grant alone
  CHECK(VocationalAllowance::relief(allowance, hamlet.now, ordinary, 0) == 50000);
  h.category[1] = static_cast<std::uint8_t>(Category::marginal);  // listed: yulu too
  CHECK(VocationalAllowance::relief(allowance, hamlet.now, ordinary, 0) == 200000);
}

TEST_CASE("nobody without a vocational student is served, and amounts of zero pay nothing", "[policies][vocational]") {
  OneHousehold one;
  one.at(2022, 3);
  one.h().persons_16_18[0] = 1;  // at senior high school
  CHECK(VocationalAllowance::relief(allowance, one.now, one.block(), 0) == 0);
  CHECK(VocationalAllowance::withdrawing(allowance, one.block(), 0) == 1);
  one.h().vocational[0] = 1;
  CHECK(VocationalAllowance::withdrawing(allowance, one.block(), 0) == Approx(0.4));
  CHECK(VocationalAllowance::withdrawing({}, one.block(), 0) == 1);
  CHECK(VocationalAllowance::relief({}, one.now, one.block(), 0) == 0);
}

TEST_CASE("an ordinary vocational student off every list is not served", "[policies][vocational]") {
  Hamlet hamlet({0, 0, 1});
  Block const b = hamlet.h().whole(HouseholdClass::ordinary);
  hamlet.h().vocational[0] = 1;
  CHECK(!VocationalAllowance::serves(b, 0));
  hamlet.h().tekun[0] = 1;
  CHECK(VocationalAllowance::serves(b, 0));
}

TEST_CASE("a measure without its effect, or an effect without the measure, keeps nobody at school; five chiefs may",
          "[policies][dropout]") {
  CHECK(DropoutControl::leaving({.boarding_share = 1}, false, false) == 1);
  CHECK(DropoutControl::leaving({.boarding_effect = 1}, false, false) == 1);
  CHECK(DropoutControl::leaving({.boarding_share = 1, .boarding_effect = 1}, false, false) == 0);
  CHECK(DropoutControl::leaving({.watched_share = 1}, true, true) == 0);
  CHECK(DropoutControl::leaving({.mandarin_share = 1, .mandarin_effect = 1}, false, false) == 1);
  CHECK(DropoutControl::leaving({.special_share = 1, .special_effect = 1}, true, false) == 1);
}

TEST_CASE("allowances are for each student, and grant and living allowance for the funded years",
          "[policies][vocational]") {
  OneHousehold one;
  one.at(2022, 9);
  one.h().vocational[0] = 2;
  auto p = allowance;
  CHECK(VocationalAllowance::relief(p, one.now, one.block(), 0) == 400000);  // 2 x (3000 + 2000 x 0.5) / 2
  p.funded_years_share = 0;
  CHECK(VocationalAllowance::relief(p, one.now, one.block(), 0) == 300000);
  one.h().minority[0] = 1;
  CHECK(VocationalAllowance::relief(p, one.now, one.block(), 0) == 400000);  // the extra 1000 are for all years
  p.funded_years_share = 1;
  CHECK(VocationalAllowance::relief(p, one.now, one.block(), 0) == 900000);  // 3000 + 2000 + 3000 + 1000
}
