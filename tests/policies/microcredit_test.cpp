// Microcredit: who is granted a loan, of how much, what the subsidy pays, and what happens at its term.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

Microcredit::Params rules() {
  Microcredit::Params p;
  p.borrowing_share = 0.5f, p.household_members = 3, p.ceiling_yuan = 50000, p.sales_multiple = 2, p.term_months = 36;
  p.interest_share_per_year = 0.048f, p.subsidy_share = 0.5f, p.debt_limit_share = 1, p.oldest_age = 65;
  p.workers_score = 1, p.capital_score = 1, p.cushion_yuan = 500, p.capital_kept_share = 0.5f;
  p.sale_price_factor = 0.8f, p.rollover_months = 12, p.compensation_share = 0.75f;
  return p;
}

// Three lifted-out members, a farm that sells 10,000 yuan a year, a farmer of 40, 30,000 yuan of income.
struct Borrower : OneHousehold {
  Borrower() { settle(h(), 0); }
  static void settle(Households& h, std::size_t i) {
    h.members[i] = 3;
    h.farm_log[i] = numeric::log(10000.0f);
    h.slot_0[i] = code(Slot::farm);
    h.slot_age_0[i] = 40;
    h.income_register_12[i] = 3000000;
  }
  float score(Microcredit::Params const& p = rules()) { return Microcredit::score(p, now, block(), 0); }
  Fen amount(Microcredit::Params const& p = rules()) { return Microcredit::amount(p, block(), 0); }
  // 20,000 yuan owed, in the last month of the term, with these savings and this capital in fen.
  Fen falls_due(Fen savings, Fen capital, int record = 0, Fen loan = 2000000) {
    h().loan[0] = loan;
    h().loan_months[0] = 1;
    h().savings[0] = savings;
    h().capital[0] = capital;
    h().credit_record[0] = static_cast<std::uint8_t>(record);
    h().debt[0] = 70000;
    h().invested[0] = 0;
    return Microcredit::pass_term(rules(), block(), 0);
  }
};

constexpr Fen cushion = 3 * 50000, kept_capital = 500000;

}  // namespace

TEST_CASE("a loan is two years of normal sales, up to the ceiling", "[policies][microcredit]") {
  Borrower one;
  auto p = rules();
  CHECK(one.amount(p) == 2000000);
  p.ceiling_yuan = 20001;
  CHECK(one.amount(p) == 2000000);
  p.ceiling_yuan = 20000;
  CHECK(one.amount(p) == 2000000);
  p.ceiling_yuan = 19999;
  CHECK(one.amount(p) == 1999900);
  p.ceiling_yuan = 0;
  CHECK(one.amount(p) == 0);
  CHECK(one.score(p) == 0);
  p = rules();
  p.sales_multiple = 0;
  CHECK(one.amount(p) == 0);
  CHECK(one.score(p) == 0);
}

TEST_CASE("own capital counts in proportion to half a year's sales, at most twice", "[policies][microcredit]") {
  Borrower one;
  auto const with = [&](Fen capital) {
    one.h().capital[0] = capital;
    return one.score();
  };
  CHECK(with(0) == Approx(2));  // one, and one for the farmer
  CHECK(with(250000) == Approx(2.5));
  CHECK(with(500000) == Approx(3));
  CHECK(with(1000000) == Approx(4));
  CHECK(with(1500000) == Approx(4));
}

TEST_CASE("members at home who can work count up to the greatest age; without one there is no loan",
          "[policies][microcredit]") {
  for (auto const& [state, age, points] : {std::tuple{Slot::farm, 65, 2.0f},
                                           {Slot::farm, 66, 0.0f},
                                           {Slot::local, 40, 2.0f},
                                           {Slot::post, 40, 2.0f},
                                           {Slot::jobless, 40, 2.0f},
                                           {Slot::migrant, 40, 0.0f},
                                           {Slot::unable, 40, 0.0f},
                                           {Slot::none, 0, 0.0f}}) {
    Borrower one;
    one.h().slot_0[0] = code(state);
    one.h().slot_age_0[0] = static_cast<std::uint8_t>(age);
    CHECK(one.score() == Approx(points));
  }
  Borrower two;
  two.h().slot_3[0] = code(Slot::jobless);
  two.h().slot_age_3[0] = 65;
  CHECK(two.score() == Approx(3));
}

TEST_CASE("debt above a year's income, a default and an ended household rule out a loan", "[policies][microcredit]") {
  Borrower one;
  one.h().debt[0] = 2999999;
  CHECK(one.score() == Approx(2));
  one.h().debt[0] = 3000000;
  CHECK(one.score() == Approx(2));
  one.h().debt[0] = 3000001;
  CHECK(one.score() == 0);
  one.h().debt[0] = 0;
  one.h().income_register_12[0] = 0;  // no income, but no debt either
  CHECK(one.score() == Approx(2));
  one.h().credit_record[0] = 1;  // rolled over once and repaid in the end
  CHECK(one.score() == Approx(2));
  one.h().credit_record[0] = 2;
  CHECK(one.score() == 0);
  CHECK(Microcredit::concerns(rules(), one.now, one.block(), 0) == 0);
  one.h().credit_record[0] = 0;
  one.h().members[0] = 0;
  CHECK(one.score() == 0);
}

TEST_CASE("loans are for lifted-out and listed households", "[policies][microcredit]") {
  Hamlet hamlet({1, 1, 2});
  for (std::size_t i = 0; i < 4; ++i) Borrower::settle(hamlet.h(), i);
  hamlet.h().category[3] = static_cast<std::uint8_t>(Category::marginal);
  auto const score = [&](HouseholdClass c, Index i) {
    Block const b = hamlet.h().whole(c);
    CHECK((Microcredit::concerns(rules(), hamlet.now, b, i) != 0) ==
          (Microcredit::score(rules(), hamlet.now, b, i) > 0));
    return Microcredit::score(rules(), hamlet.now, b, i);
  };
  CHECK(score(HouseholdClass::lifted_out, 0) == Approx(2));
  CHECK(score(HouseholdClass::marginal, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 1) == Approx(2));
}

TEST_CASE("half of the lifted-out households may owe a loan at once, granted at the end of a quarter",
          "[policies][microcredit]") {
  auto p = rules();
  CHECK(Microcredit::places(p, {}, 30) == 5);  // 0.5 x 30 / 3
  CHECK(Microcredit::places(p, {}, 0) == 0);
  p.borrowing_share = 0;
  CHECK(Microcredit::places(p, {}, 30) == 0);
  for (int m = 1; m <= 12; ++m) {
    Now now;
    now.month_of_year = m;
    CHECK(Microcredit::due(p, now) == (m == 3 || m == 6 || m == 9 || m == 12));
  }
}

TEST_CASE("a granted loan is capital for its term, is not granted twice and never called in",
          "[policies][microcredit]") {
  Borrower one;
  auto p = rules();
  p.borrowing_share = 1;
  one.enact<Microcredit>(p);
  one.at(2022, 2);
  one.hand_out();
  CHECK(one.h().loan[0] == 0);
  one.h().capital[0] = 500000;
  one.at(2022, 3);
  one.hand_out();
  CHECK(one.h().loan[0] == 2000000);
  CHECK(one.h().capital[0] == 2500000);
  CHECK(one.h().invested[0] == 2000000);
  CHECK(int{one.h().loan_months[0]} == 36);
  one.at(2022, 6);
  one.hand_out();
  CHECK(one.h().capital[0] == 2500000);
  p.borrowing_share = 0;
  one.enact<Microcredit>(p);
  one.at(2022, 9);
  one.hand_out();
  CHECK(one.h().loan[0] == 2000000);
  CHECK(one.ledger() == 0);  // a loan is not spent
}

TEST_CASE("interest of 4.8 percent on 20,000 yuan is 80 a month, of which the programme pays its share",
          "[policies][microcredit]") {
  Borrower one;
  auto p = rules();
  one.h().loan[0] = 2000000;
  one.h().loan_months[0] = 1;
  CHECK(Microcredit::interest(p, one.block(), 0) == 8000);
  CHECK(Microcredit::relief(p, one.now, one.block(), 0) == 4000);
  p.subsidy_share = 1;
  CHECK(Microcredit::relief(p, one.now, one.block(), 0) == 8000);
  p.subsidy_share = 0;
  CHECK(Microcredit::relief(p, one.now, one.block(), 0) == 0);
  one.enact<Microcredit>(rules());
  one.pay();
  CHECK(one.h().public_cash[0] == 4000);
  CHECK(one.paid<Microcredit>() == 4000);
  one.h().loan_months[0] = 0;
  CHECK(Microcredit::interest(rules(), one.block(), 0) == 0);
  CHECK(Microcredit::relief(rules(), one.now, one.block(), 0) == 0);
}

TEST_CASE("before its term a loan runs on, at its term savings above the cushion repay it", "[policies][microcredit]") {
  Borrower one;
  one.h().loan[0] = 2000000;
  one.h().loan_months[0] = 2;
  one.h().savings[0] = 9000000;
  CHECK(Microcredit::pass_term(rules(), one.block(), 0) == 0);
  CHECK(int{one.h().loan_months[0]} == 1);
  CHECK(one.h().loan[0] == 2000000);
  CHECK(one.h().savings[0] == 9000000);
  CHECK(one.falls_due(cushion + 2000000, 2500000) == 0);
  CHECK(one.h().loan[0] == 0);
  CHECK(one.h().savings[0] == cushion);
  CHECK(one.h().capital[0] == 2500000);
  CHECK(one.h().invested[0] == 0);
}

TEST_CASE("what savings lack at the term comes from stock beyond what the farm needs, sold at four fifths",
          "[policies][microcredit]") {
  Borrower one;
  one.falls_due(cushion + 1999999, 2500000);  // one fen short
  CHECK(one.h().loan[0] == 0);
  CHECK(one.h().savings[0] == cushion);
  CHECK(one.h().capital[0] == 2499999);
  CHECK(one.h().invested[0] == -1);
  one.falls_due(cushion, kept_capital + 2500000);  // 25,000 yuan of stock bring 20,000
  CHECK(one.h().loan[0] == 0);
  CHECK(one.h().capital[0] == kept_capital);
  CHECK(one.h().invested[0] == -2000000);
  CHECK(int{one.h().credit_record[0]} == 0);
  one.falls_due(cushion, kept_capital + 2600000);  // no more is sold than is owed
  CHECK(one.h().capital[0] == kept_capital + 100000);
}

TEST_CASE("what neither savings nor stock repay is rolled over once for a year", "[policies][microcredit]") {
  Borrower one;
  CHECK(one.falls_due(cushion, kept_capital + 2000000) == 0);
  CHECK(one.h().loan[0] == 400000);  // 20,000 less 16,000
  CHECK(one.h().capital[0] == kept_capital);
  CHECK(int{one.h().loan_months[0]} == 12);
  CHECK(int{one.h().credit_record[0]} == 1);
  CHECK(one.falls_due(cushion - 1, kept_capital) == 0);  // neither the cushion nor what the farm needs is touched
  CHECK(one.h().loan[0] == 2000000);
  CHECK(one.h().savings[0] == cushion - 1);
  CHECK(one.h().capital[0] == kept_capital);
  CHECK(one.falls_due(cushion + 2000000, 0, 1) == 0);  // the extended loan is repaid
  CHECK(int{one.h().credit_record[0]} == 0);
  CHECK(one.h().debt[0] == 70000);
}

TEST_CASE("a loan unpaid after its extension is in default: three quarters go to the bank, the household owes it all",
          "[policies][microcredit]") {
  Borrower one;
  CHECK(one.falls_due(cushion, kept_capital, 1, 400000) == 300000);
  CHECK(one.h().loan[0] == 0);
  CHECK(int{one.h().loan_months[0]} == 0);
  CHECK(int{one.h().credit_record[0]} == 2);
  CHECK(one.h().debt[0] == 70000 + 400000);
  CHECK(one.falls_due(cushion + 100000, kept_capital, 1, 400000) == 225000);  // of the 3,000 left
  CHECK(one.h().debt[0] == 70000 + 300000);
  one.h().loan[0] = 400000;
  one.h().loan_months[0] = 1;
  one.h().credit_record[0] = 1;
  auto p = rules();
  p.compensation_share = 0;
  CHECK(Microcredit::pass_term(p, one.block(), 0) == 0);
}
