// Who is at risk, why, and in which category (article 3): hand values on one household.
#include <catch2/catch.hpp>

#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using test::OneCounty;

namespace {
Category category(OneCounty& t) {
  return Risk::category(t.scenario.plan<Risk>().at(t.month, CountyClass::other, t.household_class), t.now(), t.block(),
                        0);
}
unsigned causes(OneCounty& t) { return Risk::causes(Risk::Params{}, t.block(), 0); }
}  // namespace

TEST_CASE("A lifted-out household below the line with a cause is unstable", "[monitoring][risk]") {
  OneCounty t(1);
  t.income(5999);
  CHECK(category(t) == Category::none);  // poor, but nothing concrete
  t.h().house_grade[0] = static_cast<std::uint8_t>(HouseGrade::grade_c);
  CHECK(category(t) == Category::unstable);
  t.income(6000);  // at the line is not below it
  CHECK(category(t) == Category::none);
}

TEST_CASE("Any other household below the line with a cause is marginal", "[monitoring][risk]") {
  for (auto const c : {HouseholdClass::marginal, HouseholdClass::ordinary}) {
    OneCounty t(1, c);
    t.income(5000);
    t.h().water_cut[0] = 1;
    CHECK(category(t) == Category::marginal);
  }
}

TEST_CASE("Rigid spending counts against income", "[monitoring][risk]") {
  OneCounty t(1);
  t.income(7000);                       // 21,000 yuan for three
  t.h().out_of_pocket_12[0] = 300'000;  // 18,000 left: exactly the line
  t.h().house_grade[0] = 1;
  CHECK(category(t) == Category::none);
  t.h().out_of_pocket_12[0] = 300'001;
  CHECK(category(t) == Category::unstable);
}

TEST_CASE("Spending of half of the income is sudden hardship whatever the income, one yuan less is not",
          "[monitoring][risk]") {
  OneCounty t(1);
  Risk::Params const p{};
  t.income(10000);
  t.h().out_of_pocket_12[0] = 1'500'000;
  CHECK(Risk::sudden(p, t.now(), t.block(), 0));
  CHECK(category(t) == Category::sudden);
  t.h().out_of_pocket_12[0] = 1'499'900;
  CHECK_FALSE(Risk::sudden(p, t.now(), t.block(), 0));
  SECTION("a rich household is not in hardship") {
    t.income(20000);  // 60,000 less 31,000 leaves more than 27,000
    t.h().out_of_pocket_12[0] = 3'100'000;
    CHECK(category(t) == Category::none);
  }
  SECTION("a disaster loss counts while its damage lasts") {
    t.h().out_of_pocket_12[0] = 0;
    t.h().damage_loss[0] = 1'500'000;
    CHECK(category(t) == Category::none);
    t.h().damage_months[0] = 2;
    CHECK(category(t) == Category::sudden);
  }
  SECTION("before the category existed such a household needs a cause") {
    Risk::Params old{};
    old.sudden_category = 0;
    t.set<Risk>(old);
    t.h().out_of_pocket_12[0] = 1'500'000;
    CHECK(category(t) == Category::unstable);  // 5,000 a head left, illness is the cause
  }
}

TEST_CASE("Each cause is seen for itself", "[monitoring][risk]") {
  OneCounty t(1);
  CHECK(causes(t) == 0);
  SECTION("work: someone seeks and nobody earns") {
    t.h().slot_1[0] = static_cast<std::uint8_t>(Slot::jobless);
    CHECK(causes(t) == cause::work);
    t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::post);
    CHECK(causes(t) == 0);
  }
  SECTION("illness: a quarter of income, an ill worker, no insurance, care forgone") {
    t.h().out_of_pocket_12[0] = 750'000;
    CHECK(causes(t) == cause::illness);
    t.h().out_of_pocket_12[0] = 749'900;
    CHECK(causes(t) == 0);
    t.h().insured[0] = 0;
    CHECK(causes(t) == cause::illness);
  }
  SECTION("labour: nobody able to work, or a severe disability") {
    t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::unable);
    CHECK(causes(t) == cause::labour);
    t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::farm);
    t.h().severely_disabled[0] = 1;
    CHECK(causes(t) == cause::labour);
  }
  SECTION("school and disaster") {
    t.h().out_of_school[0] = 1;
    t.h().damage_months[0] = 1;
    t.h().damage_loss[0] = 750'000;
    CHECK(causes(t) == (cause::school | cause::disaster));
  }
}

TEST_CASE("Savings of a year of the line keep a household off the register", "[monitoring][risk]") {
  OneCounty t(1);
  t.income(5000);
  t.h().house_grade[0] = 1;
  t.h().savings[0] = 1'799'900;
  CHECK(category(t) == Category::unstable);
  t.h().savings[0] = 1'800'000;
  CHECK(category(t) == Category::none);
}

TEST_CASE("An ended household is never at risk", "[monitoring][risk]") {
  OneCounty t(1);
  t.h().members[0] = 0;
  t.h().income_register_12[0] = 0;
  t.h().house_grade[0] = 2;
  CHECK(category(t) == Category::none);
}

TEST_CASE("Severity makes a hidden household visible", "[monitoring][risk]") {
  Risk::Params p{};
  CHECK(Risk::is_visible(p, 0, 0.99999f));  // nobody hides by default
  p.visible_share = 0.1f;
  p.visible_severity_factor = 3;
  CHECK(Risk::is_visible(p, 0, 0.09f));
  CHECK_FALSE(Risk::is_visible(p, 0, 0.11f));
  CHECK(Risk::is_visible(p, 1, 0.29f));
  CHECK_FALSE(Risk::is_visible(p, 1, 0.31f));
  CHECK(Risk::is_visible(p, 3, 0.99f));  // 2.7, everybody
}

TEST_CASE("A risk or a need is news for three months, a hardship whenever it strikes", "[monitoring][risk]") {
  OneCounty t(1);
  Risk::Params p{};
  p.old_news_factor = 0.1f;
  auto const news = [&] { return Risk::news_factor(p, t.block(), 0); };
  CHECK(news() == Approx(0.1));
  for (std::uint8_t* const run : {&t.h().risk_months[0], &t.h().need_income[0], &t.h().need_food[0],
                                  &t.h().need_school[0], &t.h().need_medical[0]}) {
    *run = 1;
    CHECK(news() == 1);
    *run = 3;
    CHECK(news() == 1);
    *run = 4;
    CHECK(news() == Approx(0.1));
  }
  t.h().hardship[0] = 1;
  CHECK(news() == 1);
}

TEST_CASE("Who is on dibao or tekun is held by the floor, but not against a sudden hardship or off the register",
          "[monitoring][risk]") {
  OneCounty t(1);
  Risk::Params p{};
  p.floor_excluded = 1;
  t.set<Risk>(p);
  t.income(5000);
  t.h().house_grade[0] = 1;
  CHECK(category(t) == Category::unstable);
  t.h().dibao[0] = 1;
  CHECK(category(t) == Category::none);
  t.h().dibao[0] = 0;
  t.h().tekun[0] = 1;
  CHECK(category(t) == Category::none);
  t.h().category[0] = 1;  // listed already: dibao is part of the package
  CHECK(category(t) == Category::unstable);
  t.h().category[0] = 0;
  t.income(7000);
  t.h().out_of_pocket_12[0] = 1'050'000;
  CHECK(category(t) == Category::sudden);
}

TEST_CASE("A dip shorter than the months of confirmation is not recognised", "[monitoring][risk]") {
  OneCounty t(1);
  Risk::Params p{};
  p.confirm_months = 3;
  t.set<Risk>(p);
  t.income(5000);
  t.h().house_grade[0] = 1;
  t.h().risk_months[0] = 2;
  CHECK(category(t) == Category::none);
  t.h().risk_months[0] = 3;
  CHECK(category(t) == Category::unstable);
}

TEST_CASE("An unmet need is a risk by itself only up to its income limit", "[monitoring][risk]") {
  OneCounty t(1);
  t.income(9000);  // well above the line of 6,000, no clear month yet
  REQUIRE(t.h().clear_months[0] == 0);
  CHECK(category(t) == Category::none);
  Risk::Params p{};
  p.need_line_factor = 1.5f;
  t.set<Risk>(p);
  CHECK(category(t) == Category::none);
  t.income(8999);
  CHECK(category(t) == Category::unstable);
  t.h().clear_months[0] = 1;
  CHECK(category(t) == Category::none);
}
