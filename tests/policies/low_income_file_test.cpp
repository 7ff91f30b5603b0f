// The low-income file (article 10): who is on it and why, by hand values on one household of three.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using test::OneHousehold;

namespace {

// Line 500 a month and head: 18,000 yuan a year for three.
LowIncomeFile::Params const rules{.assisted_share = 1,
                                  .margin_share = 0.5f,
                                  .spending_share = 0.5f,
                                  .margin_line_yuan = 500,
                                  .spending_income_factor = 2,
                                  .rigid_share = 0.375f,
                                  .savings_limit_months = 6};

int kind(OneHousehold& t, float luck = 0, LowIncomeFile::Params const& p = rules) {
  return LowIncomeFile::kind(p, t.block(), 0, luck);
}

}  // namespace

TEST_CASE("tekun and dibao households are on the low-income file, tekun first", "[policies][low_income_file]") {
  OneHousehold t;
  t.h().income_register_12[0] = 9'000'000;
  CHECK(kind(t) == LowIncomeFile::none);
  t.h().dibao[0] = 1;
  CHECK(kind(t) == LowIncomeFile::dibao);
  CHECK(kind(t, 0.99f) == LowIncomeFile::dibao);
  t.h().tekun[0] = 1;
  CHECK(kind(t) == LowIncomeFile::tekun);
}

TEST_CASE("the margin ends at one and a half times dibao, and only those who apply are entered",
          "[policies][low_income_file]") {
  OneHousehold t;
  t.h().income_register_12[0] = 1'799'999;
  CHECK(kind(t) == LowIncomeFile::margin);
  CHECK(kind(t, 0.49f) == LowIncomeFile::margin);
  CHECK(kind(t, 0.5f) == LowIncomeFile::none);
  t.h().income_register_12[0] = 1'800'000;
  CHECK(kind(t) == LowIncomeFile::none);
}

TEST_CASE("savings of half a year of the line keep a household off the file", "[policies][low_income_file]") {
  OneHousehold t;
  t.h().income_register_12[0] = 1'000'000;
  t.h().savings[0] = 899'999;
  CHECK(kind(t) == LowIncomeFile::margin);
  t.h().savings[0] = 900'000;
  CHECK(kind(t) == LowIncomeFile::none);
}

TEST_CASE("spending makes poor only when rigid, when little is left and when income is modest",
          "[policies][low_income_file]") {
  OneHousehold t;
  t.h().income_register_12[0] = 2'500'000;
  t.h().out_of_pocket_12[0] = 937'500;  // exactly 37.5 percent
  CHECK(kind(t) == LowIncomeFile::spending);
  CHECK(kind(t, 0.5f) == LowIncomeFile::none);
  t.h().out_of_pocket_12[0] = 937'499;  // not rigid
  CHECK(kind(t) == LowIncomeFile::none);
  t.h().income_register_12[0] = 3'200'000;
  t.h().out_of_pocket_12[0] = 1'400'001;  // 17,999.99 left
  CHECK(kind(t) == LowIncomeFile::spending);
  t.h().out_of_pocket_12[0] = 1'400'000;  // 18,000 left
  CHECK(kind(t) == LowIncomeFile::none);
  t.h().income_register_12[0] = 3'599'999;  // below twice the line
  t.h().out_of_pocket_12[0] = 3'000'000;
  CHECK(kind(t) == LowIncomeFile::spending);
  t.h().income_register_12[0] = 3'600'000;
  t.h().out_of_pocket_12[0] = 3'000'000;
  CHECK(kind(t) == LowIncomeFile::none);
}

TEST_CASE("monthly matching enters, changes and strikes off; strength 0 empties the file",
          "[policies][low_income_file]") {
  OneHousehold t;
  t.enact<LowIncomeFile>({.assisted_share = 1, .margin_share = 1, .margin_line_yuan = 500, .savings_limit_months = 6});
  t.h().income_register_12[0] = 1'000'000;
  t.review();
  CHECK(t.h().low_income_file[0] == LowIncomeFile::margin);
  t.h().dibao[0] = 1;
  t.review();
  CHECK(t.h().low_income_file[0] == LowIncomeFile::dibao);
  t.h().dibao[0] = 0;
  t.h().income_register_12[0] = 9'000'000;
  t.review();
  CHECK(t.h().low_income_file[0] == LowIncomeFile::none);
  t.h().dibao[0] = 1;
  t.review();
  REQUIRE(t.h().low_income_file[0] == LowIncomeFile::dibao);
  t.enact<LowIncomeFile>({.margin_line_yuan = 500, .savings_limit_months = 6});
  t.review();
  CHECK(t.h().low_income_file[0] == LowIncomeFile::none);
}

TEST_CASE("an ended household leaves the low-income file", "[policies][low_income_file]") {
  OneHousehold t;
  t.h().members[0] = 0;
  t.h().dibao[0] = 1;
  CHECK(kind(t) == LowIncomeFile::none);
}

TEST_CASE("matching looks only at rows that it could change", "[policies][low_income_file]") {
  OneHousehold t;
  auto const concerns = [&] { return LowIncomeFile::concerns(rules, t.now, t.block(), 0) != 0; };
  int const month = review_month(t.h().id[0]) + 1;
  t.at(2021, month % 12 + 1);  // not the month of the yearly confirmation
  t.h().income_register_12[0] = 9'000'000;
  CHECK_FALSE(concerns());
  t.h().income_register_12[0] = 1'799'999;
  CHECK(concerns());
  t.h().income_register_12[0] = 9'000'000;
  t.h().dibao[0] = 1;
  CHECK(concerns());
  t.h().low_income_file[0] = LowIncomeFile::dibao;
  CHECK_FALSE(concerns());
  t.at(2021, month);
  CHECK(concerns());
}

TEST_CASE("a listed household without labour on the fast track is reviewed for tekun at once", "[policies][tekun]") {
  OneHousehold t;
  t.enact<Tekun>({.standard_yuan = 500, .income_limit_share = 1, .no_support_share = 1});
  t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::unable);
  int month = 1;  // a month in which the household's quarterly review does not fall
  while (reviewed_quarterly(t.h().id[0], month)) ++month;
  t.at(2021, month);
  t.review();
  CHECK(t.h().tekun[0] == 0);
  t.h().package[0] = Tekun::fast_track;
  t.review();
  CHECK(t.h().tekun[0] == 0);  // not on the register
  t.h().category[0] = 1;
  SECTION("with labour") {
    t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::farm);
    t.h().slot_age_0[0] = 40;
    t.review();
    CHECK(t.h().tekun[0] == 0);
  }
  SECTION("with income above the limit") {
    t.h().income_register_12[0] = 1'800'000;
    t.review();
    CHECK(t.h().tekun[0] == 0);
  }
  SECTION("else") {
    t.review();
    CHECK(t.h().tekun[0] == 3);
  }
}
