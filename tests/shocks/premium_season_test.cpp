// The premium season: who pays what, who enrols, and what withdrawing support costs in enrolment.
#include "model/month/premium_season.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/shocks/small_county.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

// Share of households enrolled after a December with these months' shipped values.
double enrolled(std::string const& month, HouseholdClass household_class, bool support) {
  std::array<Index, household_classes> rows{0, 0, 0};
  rows[static_cast<std::size_t>(household_class)] = 20000;
  SmallCounty c(rows);
  c.scenario = shipped(month);
  std::get<Plan<PremiumSubsidy>>(c.scenario.policies).on = support;
  c.at(2021, 12);
  run_premium_season(c.step(), c.county);
  double n = 0;
  for (auto next : c.h().insured_next) n += next;
  return n / 20000;
}

}  // namespace

TEST_CASE("the highest single class decides the subsidy a person", "[shocks]") {
  PremiumSubsidy::Params const p{.tekun_share = 1, .dibao_yuan = 240, .listed_share = 0.75f, .lifted_out_share = 0.5f};
  CHECK(PremiumSubsidy::a_person(p, 35000, true, true, true, true) == 35000);
  CHECK(PremiumSubsidy::a_person(p, 35000, false, true, false, true) == 24000);
  CHECK(PremiumSubsidy::a_person(p, 35000, false, false, true, true) == 26250);
  CHECK(PremiumSubsidy::a_person(p, 35000, false, false, false, true) == 17500);
  CHECK(PremiumSubsidy::a_person(p, 35000, false, false, false, false) == 0);
  CHECK(PremiumSubsidy::a_person(p, 20000, false, true, false, false) == 20000);  // never more than the premium
}

TEST_CASE("a stable lifted-out person pays 0, 80, 175, 285 and 400 yuan for 2021 to 2025, a listed one 70 to 100",
          "[shocks]") {
  auto const net = [](std::string const& season, bool listed) {
    auto const scenario = shipped(season);
    Fen const premium = fen(scenario.plan<BasicInsurance>().values[0].premium_yuan);
    return yuan(premium - PremiumSubsidy::a_person(scenario.plan<PremiumSubsidy>().values[0], premium, false, false,
                                                   listed, true));
  };
  CHECK(net("2020-12", false) == Approx(0).margin(0.001));
  CHECK(net("2021-12", false) == Approx(80));
  CHECK(net("2022-12", false) == Approx(175));
  CHECK(net("2023-12", false) == Approx(285));
  CHECK(net("2024-12", false) == Approx(400));
  CHECK(net("2021-12", true) == Approx(80));
  CHECK(net("2022-12", true) == Approx(87.5));
  CHECK(net("2023-12", true) == Approx(95));
  CHECK(net("2024-12", true) == Approx(100));
}

TEST_CASE("the season books the subsidy, and the household pays the rest from savings, then on credit", "[shocks]") {
  SmallCounty c({3, 0, 0});
  set<BasicInsurance>(c.scenario, &BasicInsurance::Params::premium_yuan, 320);
  set<BasicInsurance>(c.scenario, &BasicInsurance::Params::enrolment_logit, 15);
  set<PremiumSubsidy>(c.scenario, &PremiumSubsidy::Params::lifted_out_share, 0.75f);
  c.h().members = {4, 3, 0};
  c.h().savings = {100000, 10000, 700};
  c.h().insured_next = {0, 0, 1};
  c.at(2021, 11);
  run_premium_season(c.step(), c.county);
  CHECK(c.h().insured_next[0] == 0);
  CHECK(c.booked<PremiumSubsidy>() == 0);
  c.at(2021, 12);
  run_premium_season(c.step(), c.county);
  CHECK(c.h().insured_next == std::vector<std::uint8_t>{1, 1, 0});
  CHECK(c.h().premium_paid == std::vector<Fen>{32000, 24000, 0});
  CHECK(c.h().savings == std::vector<Fen>{68000, 0, 700});
  CHECK(c.h().debt == std::vector<Fen>{0, 14000, 0});
  CHECK(c.booked<PremiumSubsidy>() == 24000 * 7);
  CHECK(c.h().out_of_pocket[0] == 0);
}

TEST_CASE("withdrawing all support loses some lifted-out enrolment, at most fifteen points", "[shocks]") {
  double const with = enrolled("2021-12", HouseholdClass::lifted_out, true);
  double const full = enrolled("2020-12", HouseholdClass::lifted_out, true);
  double const without = enrolled("2024-12", HouseholdClass::lifted_out, false);
  CAPTURE(full, with, without);
  CHECK(full > 0.99);
  CHECK(with < full);
  CHECK(full - without > 0.04);
  CHECK(full - without < 0.15);
  CHECK(enrolled("2024-12", HouseholdClass::ordinary, true) == Approx(without));
}

TEST_CASE("a higher net premium only makes households leave, never join", "[shocks]") {
  auto const who = [](float premium) {
    SmallCounty c({0, 0, 5000});
    set<BasicInsurance>(c.scenario, &BasicInsurance::Params::premium_yuan, premium);
    c.at(2021, 12);
    run_premium_season(c.step(), c.county);
    return c.h().insured_next;
  };
  auto const cheap = who(200), dear = who(600);
  int left = 0;
  for (std::size_t k = 0; k < cheap.size(); ++k) {
    CHECK(cheap[k] >= dear[k]);
    left += cheap[k] > dear[k];
  }
  CHECK(left > 100);
}

TEST_CASE("the poor, the healthy and those without a team enrol less", "[shocks]") {
  SmallCounty c({0, 0, 2});
  auto const p = c.scenario.plan<BasicInsurance>().values[8];
  Block const b = c.h().whole(HouseholdClass::ordinary);
  b.members[0] = b.members[1] = 3;
  b.chronic[0] = b.chronic[1] = 0;
  b.income_register_12[0] = 4800000, b.income_register_12[1] = 2400000;
  double const rich = enrolment_chance(p, b, 0, 400, 16000, 0);
  CHECK(rich == Approx(1 / (1 + std::exp(-(p.enrolment_logit - 4 * p.premium_slope)))).epsilon(1e-4));
  CHECK(enrolment_chance(p, b, 1, 400, 16000, 0) < rich);
  CHECK(enrolment_chance(p, b, 0, 400, 16000, 1) > rich);
  b.chronic[0] = 2;
  CHECK(enrolment_chance(p, b, 0, 400, 16000, 0) > rich);
}

TEST_CASE("the larger of two subsidies is paid, and never more than the premium", "[shocks]") {
  PremiumSubsidy::Params const p{.tekun_share = 1, .dibao_yuan = 240, .listed_share = 0.75f, .lifted_out_share = 0.5f};
  auto const listed_dibao = [&](Fen premium) { return PremiumSubsidy::a_person(p, premium, false, true, true, false); };
  CHECK(listed_dibao(31996) == 24000);  // 239.97 against 240 yuan
  CHECK(listed_dibao(32000) == 24000);
  CHECK(listed_dibao(32004) == 24003);
  auto const dibao = [&](Fen premium) { return PremiumSubsidy::a_person(p, premium, false, true, false, false); };
  CHECK(dibao(23999) == 23999);
  CHECK(dibao(24000) == 24000);
  CHECK(dibao(24001) == 24000);
  CHECK(PremiumSubsidy::a_person(p, 35001, false, false, true, false) == 26251);  // 26250.75
  CHECK(PremiumSubsidy::a_person(p, 0, true, true, true, true) == 0);
  PremiumSubsidy::Params const less{.tekun_share = 0.25f, .dibao_yuan = 0, .listed_share = 0, .lifted_out_share = 0.5f};
  CHECK(PremiumSubsidy::a_person(less, 40000, true, false, false, true) == 20000);
  CHECK(PremiumSubsidy::a_person(less, 40000, true, false, false, false) == 10000);
  PremiumSubsidy::Params const none{.tekun_share = 0, .dibao_yuan = 0, .listed_share = 0, .lifted_out_share = 0};
  CHECK(PremiumSubsidy::a_person(none, 40000, true, true, true, true) == 0);
}
