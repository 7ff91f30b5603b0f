// Dibao and tekun: article 11 on one household, in fen.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

// Line of 400 yuan, everything else neutral: the household's register income decides.
Dibao::Params plain() {
  return {.line_yuan = 400,
          .take_up_share = 1,
          .property_pass_share = 1,
          .assessed_income_share = 1,
          .employment_cost_share = 0,
          .exempt_pension_yuan = 0,
          .minimum_topup_share = 0,
          .near_poor_multiple = 1.5f,
          .inclusion_error_share = 0,
          .exit_months = 0,
          .savings_limit_months = 24,
          .grave_illness_months = 3};
}
constexpr Fen line_of_three = 12 * 3 * 40000;  // fen a year

Fen topup(Dibao::Params const& p, OneHousehold& one, float luck = 0.5f) {
  return Dibao::entitlement(p, one.block(), 0, luck);
}

// Months of the household's quarterly rounds: 1, 2 or 3 and each third month after.
int round_of(HouseholdId id) { return review_month(id) % 3 + 1; }

}  // namespace

TEST_CASE("dibao lifts a household exactly to the line", "[policies][dibao]") {
  OneHousehold one;
  one.h().income_register_12[0] = 12 * 3 * 15000;  // 150 yuan a head and month
  CHECK(topup(plain(), one) == 3 * 25000);
  one.h().income_register_12[0] = 0;
  CHECK(topup(plain(), one) == 3 * 40000);
  one.h().income_register_12[0] = -500000;  // a farm's loss does not raise the top-up above the line
  CHECK(topup(plain(), one) == 3 * 40000);
}

TEST_CASE("dibao ends at the line: twelve fen below it one fen is paid, at the line nothing", "[policies][dibao]") {
  OneHousehold one;
  one.h().income_register_12[0] = line_of_three - 12;
  CHECK(topup(plain(), one) == 1);
  one.h().income_register_12[0] = line_of_three;
  CHECK(topup(plain(), one) == 0);
  one.h().income_register_12[0] = line_of_three + 1;
  CHECK(topup(plain(), one) == 0);
  auto p = plain();
  p.minimum_topup_share = 0.5f;  // one fen below the line still receives the least top-up
  one.h().income_register_12[0] = line_of_three - 1;
  CHECK(topup(p, one) == 3 * 20000);
  one.h().income_register_12[0] = line_of_three;
  CHECK(topup(p, one) == 0);
}

TEST_CASE("the cost of employment, the basic pension and dibao itself do not count as income", "[policies][dibao]") {
  OneHousehold one;
  auto p = plain();
  one.h().income_register_12[0] = line_of_three;
  one.h().wages_year[0] = 1200000;
  one.h().wages[0] = 0;            // the wages of the year count, not those of the month of review
  p.employment_cost_share = 0.2f;  // 2,400 yuan off
  CHECK(topup(p, one) == 20000);
  p.employment_cost_share = 0;
  p.exempt_pension_yuan = 93;
  one.h().persons_60_plus[0] = 2;
  CHECK(topup(p, one) == 2 * 9300);
  p.exempt_pension_yuan = 0;
  one.h().dibao[0] = 1;
  one.h().dibao_topup[0] = 30000;
  one.h().dibao_months[0] = 6;  // received 6 x 300 yuan: 150 a month over the year
  CHECK(topup(p, one) == 15000);
}

TEST_CASE("severely disabled members of a near-poor household qualify alone, up to 1.5 times the line",
          "[policies][dibao]") {
  OneHousehold one;
  one.h().severely_disabled[0] = 1;
  one.h().income_register_12[0] = line_of_three;
  CHECK(topup(plain(), one) == 40000);
  one.h().income_register_12[0] = line_of_three / 2 * 3 - 1;
  CHECK(topup(plain(), one) == 40000);
  one.h().income_register_12[0] = line_of_three / 2 * 3;
  CHECK(topup(plain(), one) == 0);
  one.h().severely_disabled[0] = 0;
  one.h().income_register_12[0] = line_of_three;
  CHECK(topup(plain(), one) == 0);
}

TEST_CASE("a gravely ill member of a near-poor household qualifies alone, from the months that count as grave",
          "[policies][dibao]") {
  OneHousehold one;
  one.h().income_register_12[0] = line_of_three;
  one.h().acute_months[0] = 2;
  CHECK(topup(plain(), one) == 0);
  one.h().acute_months[0] = 3;
  CHECK(topup(plain(), one) == 40000);
  one.h().severely_disabled[0] = 1;
  CHECK(topup(plain(), one) == 80000);
  one.h().severely_disabled[0] = 3;  // never more persons than members
  CHECK(topup(plain(), one) == 120000);
  one.h().income_register_12[0] = line_of_three / 2 * 3;
  CHECK(topup(plain(), one) == 0);
  one.h().income_register_12[0] = line_of_three - 1200;  // below the line the whole household is topped up
  one.h().severely_disabled[0] = 0;
  CHECK(topup(plain(), one) == 100);
}

TEST_CASE("the property test: savings above 24 months of the line a head rule out dibao", "[policies][dibao]") {
  OneHousehold one;
  one.h().income_register_12[0] = 12 * 3 * 15000;
  one.h().savings[0] = 24 * 3 * 40000;
  CHECK(topup(plain(), one) == 3 * 25000);
  one.h().savings[0] += 1;
  CHECK(topup(plain(), one) == 0);
  one.h().severely_disabled[0] = 1;  // nor do single persons of a rich household qualify
  one.h().income_register_12[0] = line_of_three;
  CHECK(topup(plain(), one) == 0);
}

TEST_CASE("who applies keeps applying: a larger take-up adds households and drops none", "[policies][dibao]") {
  OneHousehold one;
  auto p = plain();
  p.take_up_share = 0.8f;
  p.property_pass_share = 0.5f;
  CHECK(topup(p, one, 0.39f) > 0);
  CHECK(topup(p, one, 0.41f) == 0);
  one.h().package[0] =
      Dibao::fast_track;  // of a listed household: the monitoring applies for it; property still counts
  CHECK(topup(p, one, 0.49f) == 0);
  one.h().category[0] = static_cast<std::uint8_t>(Category::unstable);
  CHECK(topup(p, one, 0.49f) > 0);
  CHECK(topup(p, one, 0.51f) == 0);
}

TEST_CASE("a share of the near-poor is admitted by error at the least top-up", "[policies][dibao]") {
  OneHousehold one;
  auto p = plain();
  p.inclusion_error_share = 0.1f;
  p.minimum_topup_share = 0.25f;
  one.h().income_register_12[0] = line_of_three + 1;
  CHECK(topup(p, one, 0.09f) == 3 * 10000);
  CHECK(topup(p, one, 0.11f) == 0);
}

TEST_CASE("the line is 364 yuan in November 2021, 415 in December and rises each July", "[policies][dibao]") {
  CHECK(shipped<Dibao>(2021, 11).line_yuan == 364);
  CHECK(shipped<Dibao>(2021, 12).line_yuan == 415);
  CHECK(shipped<Dibao>(2022, 6).line_yuan == 415);
  CHECK(shipped<Dibao>(2022, 7).line_yuan == 480);
  CHECK(shipped<Dibao>(2023, 7).line_yuan == 533);
  CHECK(shipped<Dibao>(2024, 7).line_yuan == 580);
  CHECK(shipped<Dibao>(2025, 7).line_yuan == 620);
  CHECK(shipped<Tekun>(2021, 11).standard_yuan == 473);
  CHECK(shipped<Tekun>(2021, 12).standard_yuan == 540);
  CHECK(shipped<Tekun>(2025, 7).standard_yuan == 806);
  for (int m = 0; m < 84; ++m) {  // one line, two instruments
    Month const month = Month::of(2019, 1) + m;
    CHECK(shipped<TemporaryRelief>(month.year(), month.month_of_year()).base_yuan ==
          shipped<Dibao>(month.year(), month.month_of_year()).line_yuan);
  }
}

TEST_CASE("a risen line reaches those on dibao in its first month", "[policies][dibao]") {
  OneHousehold one;
  auto november = plain(), december = plain();
  november.line_yuan = 364;
  december.line_yuan = 415;
  one.enact_from<Dibao>(Month::of(2021, 11), {november, december, december});
  one.h().dibao[0] = 1;
  one.h().dibao_topup[0] = 60000;
  one.at(2021, 11);
  one.pay();
  CHECK(one.h().public_cash[0] == 60000);
  one.at(2021, 12);
  one.pay();
  CHECK(one.h().public_cash[0] == 60000 + 3 * 5100);
  one.at(2022, 1);
  one.pay();
  CHECK(one.h().public_cash[0] == 60000 + 3 * 5100);
  CHECK(one.paid<Dibao>() == 3 * 60000 + 2 * 3 * 5100);
}

TEST_CASE("a household applies in its quarterly round and is paid from the next month", "[policies][dibao]") {
  OneHousehold one;
  one.enact<Dibao>(plain());
  one.h().income_register_12[0] = 12 * 3 * 15000;
  int const round = round_of(one.h().id[0]);
  int decided = 0;
  for (int m = 1; m <= 3; ++m) {
    one.at(2022, m);
    one.pay();
    one.review();
    if (one.h().dibao[0] == 1 && decided == 0) decided = m;
  }
  CHECK(decided == round);
  one.at(2022, 4);
  one.pay();
  CHECK(one.h().public_cash[0] == 3 * 25000);
}

TEST_CASE("the fast track of the monitoring does not wait for the round", "[policies][dibao]") {
  for (int m = 1; m <= 3; ++m) {
    OneHousehold one;
    auto p = plain();
    p.take_up_share = 0;
    one.enact<Dibao>(p);
    one.h().package[0] = Dibao::fast_track;
    one.h().category[0] = static_cast<std::uint8_t>(Category::unstable);
    one.at(2022, m);
    one.review();
    CHECK(one.h().dibao[0] == 1);
  }
}

TEST_CASE("a household above the line at its yearly review keeps dibao for the months of gradual exit",
          "[policies][dibao]") {
  for (int const exit_months : {0, 1, 5, 12}) {
    OneHousehold one;
    auto p = plain();
    p.exit_months = static_cast<float>(exit_months);
    one.enact<Dibao>(p);
    one.h().dibao[0] = 1;
    one.h().dibao_months[0] = 12;
    one.h().dibao_topup[0] = 10000;
    one.h().income_register_12[0] = 2 * line_of_three;
    int const year_month = review_month(one.h().id[0]) + 1;
    int payments = 0;
    for (int m = 0; m < 24; ++m) {
      Month const month = Month::of(2022, year_month) + m;
      one.at(month.year(), month.month_of_year());
      one.pay();
      if (m > 0) payments += one.h().public_cash[0] > 0;
      one.review();
    }
    CHECK(payments == exit_months);
    CHECK(one.h().dibao[0] == 0);
    CHECK(one.h().dibao_topup[0] == 0);
  }
}

TEST_CASE("recertification comes once a year, in the household's month", "[policies][dibao]") {
  OneHousehold one;
  one.enact<Dibao>(plain());
  one.h().dibao[0] = 1;
  one.h().dibao_topup[0] = 777;
  int changed = 0;
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.review();
    if (one.h().dibao_topup[0] != 777 && changed == 0) changed = m;
  }
  CHECK(changed == review_month(one.h().id[0]) + 1);
}

TEST_CASE("the quick test for a review passes every household that a review could admit", "[policies][dibao]") {
  OneHousehold one;
  auto const p = shipped<Dibao>(2023, 7);
  int admitted = 0;
  for (int k = 0; k < 20000; ++k) {
    Words const w = one.draws.words(stream("test"), one.now.month, static_cast<std::uint64_t>(k));
    one.h().members[0] = static_cast<std::uint8_t>(1 + w[0] % 6);
    one.h().income_register_12[0] = static_cast<Fen>(w[1] % 8000000u);
    one.h().wages_year[0] = static_cast<Fen>(w[2] % 6000000u);
    one.h().persons_60_plus[0] = static_cast<std::uint8_t>(w[3] % 3);
    one.h().severely_disabled[0] = static_cast<std::uint8_t>(w[3] / 3 % 2);
    if (topup(p, one, 0.01f) == 0) continue;
    ++admitted;
    CHECK(Dibao::concerns(p, one.now, one.block(), 0) == 1);
  }
  CHECK(admitted > 1000);
}

TEST_CASE("tekun takes in those without labour, income and support, at 1.3 times dibao for each member",
          "[policies][tekun]") {
  OneHousehold one;
  Tekun::Params const p{
      .standard_yuan = 520, .income_limit_share = 0.75f, .exempt_pension_yuan = 100, .no_support_share = 0.3f};
  Block const b = one.block();
  auto const taken = [&](float luck) {
    one.h().tekun[0] = 0;
    Tekun::review(p, one.now, b, 0, luck);
    return int{one.h().tekun[0]};
  };
  one.h().members[0] = one.h().persons_60_plus[0] = 2;
  one.h().slot_0[0] = static_cast<std::uint8_t>(Slot::unable);
  CHECK(taken(0.2f) == 2);
  CHECK(taken(0.3f) == 0);                                       // somebody is bound to support them
  one.h().income_register_12[0] = 12 * 2 * (39000 + 10000) - 1;  // 390 a head besides the pension is the limit
  CHECK(taken(0.2f) == 2);
  CHECK(Tekun::relief(p, one.now, b, 0) == 104000);
  one.h().income_register_12[0] += 1;
  CHECK(taken(0.2f) == 0);
  one.h().income_register_12[0] = 0;
  one.h().slot_0[0] = static_cast<std::uint8_t>(Slot::farm);
  one.h().slot_age_0[0] = 60;  // a farmer of 60 counts as without labour
  CHECK(taken(0.2f) == 2);
  one.h().slot_age_0[0] = 59;
  CHECK(taken(0.2f) == 0);
}

TEST_CASE("tekun support ends when a member can work and follows deaths at once", "[policies][tekun]") {
  OneHousehold one;
  Tekun::Params const p{.standard_yuan = 500, .income_limit_share = 0.77f, .no_support_share = 1};
  one.h().tekun[0] = 3;
  one.h().members[0] = 1;
  CHECK(Tekun::relief(p, one.now, one.block(), 0) == 50000);
  one.h().income_register_12[0] = 10000000;  // its own payments do not end it
  Tekun::review(p, one.now, one.block(), 0, 0.5f);
  CHECK(int{one.h().tekun[0]} == 1);
  one.h().slot_1[0] = static_cast<std::uint8_t>(Slot::jobless);
  one.h().slot_age_1[0] = 18;
  Tekun::review(p, one.now, one.block(), 0, 0.5f);
  CHECK(int{one.h().tekun[0]} == 0);
}

TEST_CASE("nobody is on dibao and in tekun at once", "[policies][tekun]") {
  OneHousehold one;
  one.enact<Dibao>(plain());
  one.enact<Tekun>({.standard_yuan = 500, .income_limit_share = 0.77f, .no_support_share = 1});
  one.h().dibao[0] = 1;
  one.h().dibao_topup[0] = 40000;
  for (int m = 1; m <= 4; ++m) {
    one.at(2022, m);
    one.pay();
    CHECK((one.paid<Dibao>() > 0) + (one.paid<Tekun>() > 0) == 1);
    one.county.totals.clear();
    one.review();
  }
  CHECK(int{one.h().dibao[0]} == 0);
  CHECK(int{one.h().tekun[0]} == 3);
}

TEST_CASE("a line or standard of zero ends the scheme in its first month, and review takes nobody in",
          "[policies][dibao][tekun]") {
  OneHousehold one;
  auto none = plain();
  none.line_yuan = 0;
  one.enact_from<Dibao>(Month::of(2022, 1), {plain(), none});
  one.h().dibao[0] = 1;
  one.h().dibao_topup[0] = 60000;
  one.at(2022, 1);
  one.pay();
  CHECK(one.h().public_cash[0] == 60000);
  one.at(2022, 2);
  one.pay();
  CHECK(one.h().public_cash[0] == 0);
  CHECK(int{one.h().dibao[0]} == 0);
  CHECK(topup(none, one) == 0);
  one.h().tekun[0] = 3;
  Tekun::review({.standard_yuan = 0, .income_limit_share = 0.77f, .no_support_share = 1}, one.now, one.block(), 0,
                0.5f);
  CHECK(int{one.h().tekun[0]} == 0);
}
