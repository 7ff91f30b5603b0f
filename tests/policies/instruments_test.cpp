// Pension, disability allowances, education aid, temporary relief, labour transfer, resident teams: the article's rule
// on one household.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

TEST_CASE("the basic pension goes to everybody of 60 and over, with 5 yuan more from 80", "[policies][pension]") {
  OneHousehold one;
  one.h().persons_60_plus[0] = 2;
  one.h().persons_80_plus[0] = 1;
  auto const due = [&](int year, int month) {
    return Pension::relief(shipped<Pension>(year, month), one.now, one.block(), 0);
  };
  CHECK(due(2020, 6) == 20500);  // 2 x 100 + 5
  CHECK(due(2020, 7) == 21500);  // 2 x 105 + 5
  CHECK(due(2024, 6) == 27100);  // 2 x 133 + 5
  CHECK(due(2024, 7) == 33100);  // 2 x 163 + 5
  one.h().persons_60_plus[0] = one.h().persons_80_plus[0] = 0;
  CHECK(due(2024, 7) == 0);
}

TEST_CASE(
    "disabled members of dibao households get the living allowance, severely disabled members anywhere the care "
    "allowance",
    "[policies][disability]") {
  OneHousehold one;
  one.h().disabled[0] = 2;
  one.h().severely_disabled[0] = 1;
  DisabilityAllowances::Params p{
      .living_yuan = 100, .care_grade_1_yuan = 90, .care_grade_2_yuan = 60, .grade_1_share = 0.5f};
  CHECK(DisabilityAllowances::relief(p, one.now, one.block(), 0) == 7500);
  one.h().dibao[0] = 1;
  CHECK(DisabilityAllowances::relief(p, one.now, one.block(), 0) == 27500);
  one.h().tekun[0] = 3;  // care is part of the tekun standard
  CHECK(DisabilityAllowances::relief(p, one.now, one.block(), 0) == 0);
}

TEST_CASE("the care allowances rise from March 2022 to 120 and 90 yuan", "[policies][disability]") {
  CHECK(shipped<DisabilityAllowances>(2022, 2).care_grade_1_yuan == 80);
  CHECK(shipped<DisabilityAllowances>(2022, 3).care_grade_1_yuan == 90);
  CHECK(shipped<DisabilityAllowances>(2022, 3).care_grade_2_yuan == 60);
  CHECK(shipped<DisabilityAllowances>(2025, 1).care_grade_1_yuan == 120);
  CHECK(shipped<DisabilityAllowances>(2025, 1).care_grade_2_yuan == 90);
}

TEST_CASE("poor pupils are aided in March and September, boarders in full and day pupils half",
          "[policies][education]") {
  OneHousehold one;
  one.h().persons_6_15[0] = 3;
  one.h().out_of_school[0] = 1;
  auto p = shipped<EducationAid>(2023, 9);
  CHECK(p.day_pupil_share == 0.5f);
  p.junior_pupil_share = 0;
  p.primary_boarding_share = 1;
  one.at(2023, 9);
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 100000);  // two pupils, 1000 / 2 a term
  p.primary_boarding_share = 0;
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 50000);
  p.junior_pupil_share = p.junior_boarding_share = 1;
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 125000);
  CHECK(shipped<EducationAid>(2024, 2).primary_boarder_yuan_per_year == 1000);
  CHECK(shipped<EducationAid>(2024, 3).primary_boarder_yuan_per_year == 1250);
  CHECK(shipped<EducationAid>(2024, 3).junior_boarder_yuan_per_year == 1500);
  one.at(2023, 10);
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 0);
}

TEST_CASE("an ordinary household gets education aid only on dibao, in tekun or on the register",
          "[policies][education]") {
  Hamlet hamlet({0, 0, 4});
  EducationAid::Params const p{.primary_boarder_yuan_per_year = 1000, .day_pupil_share = 1};
  for (std::size_t i = 0; i < 4; ++i) hamlet.h().persons_6_15[i] = 1;
  hamlet.h().dibao[1] = 1;
  hamlet.h().tekun[2] = 2;
  hamlet.h().category[3] = static_cast<std::uint8_t>(Category::sudden);
  hamlet.at(2021, 3);
  Block const b = hamlet.h().whole(HouseholdClass::ordinary);
  CHECK(EducationAid::relief(p, hamlet.now, b, 0) == 0);
  for (Index i = 1; i < 4; ++i) CHECK(EducationAid::relief(p, hamlet.now, b, i) == 50000);
}

TEST_CASE("temporary relief pays two months of the line for bills and one for other hardship, within the cap",
          "[policies][relief]") {
  OneHousehold one;
  TemporaryRelief::Params p{.base_yuan = 500,
                            .spending_multiple = 2,
                            .emergency_multiple = 1,
                            .spending_months = 2,
                            .cap_yuan_per_year = 4000,
                            .take_up_share = 0.5f};
  one.now.county_income_yuan = 10000;
  auto const due = [&](float luck) { return TemporaryRelief::relief(p, one.now, one.block(), 0, luck); };
  CHECK(due(0.1f) == 0);  // no hardship
  one.h().hardship[0] = 1;
  CHECK(due(0.1f) == 150000);         // emergency: 500 x 3
  CHECK(due(0.5f) == 0);              // does not apply
  one.h().out_of_pocket[0] = 299999;  // one fen below 2 x 500 x 3
  CHECK(due(0.1f) == 150000);
  one.h().out_of_pocket[0] = 300000;
  CHECK(due(0.1f) == 300000);               // spending: 2 x 500 x 3
  one.h().income_register_12[0] = 3000000;  // at the income limit of 10000 a head
  CHECK(due(0.1f) == 300000);
  one.h().income_register_12[0] = 3100000;
  CHECK(due(0.1f) == 0);
  one.h().income_register_12[0] = 0;
  one.h().relief_year[0] = 250000;
  CHECK(due(0.1f) == 150000);  // 4000 less 2500
  one.h().relief_year[0] = 400001;
  CHECK(due(0.1f) == 0);
}

TEST_CASE("relief received is summed over the calendar year and begins anew in January", "[policies][relief]") {
  OneHousehold one;
  one.enact<TemporaryRelief>({.base_yuan = 500,
                              .spending_multiple = 2,
                              .emergency_multiple = 1,
                              .spending_months = 2,
                              .cap_yuan_per_year = 2000,
                              .take_up_share = 1});
  one.h().hardship[0] = 1;
  one.at(2022, 11);
  one.pay();
  CHECK(one.h().public_cash[0] == 150000);
  one.at(2022, 12);
  one.pay();
  CHECK(one.h().public_cash[0] == 50000);
  CHECK(one.h().relief_year[0] == 200000);
  one.at(2023, 1);
  one.pay();
  CHECK(one.h().public_cash[0] == 150000);
  CHECK(one.h().relief_year[0] == 150000);
}

TEST_CASE("labour transfer serves lifted-out and listed households; the fare is paid once, in March",
          "[policies][transfer]") {
  Hamlet hamlet({1, 0, 2});
  LabourTransfer::Params const p{.finding_bonus = 0.05f, .transport_yuan_per_year = 400, .take_up_share = 0.4f};
  for (std::size_t i = 0; i < 3; ++i)
    hamlet.h().slot_0[i] = hamlet.h().slot_2[i] = static_cast<std::uint8_t>(Slot::migrant);
  hamlet.h().category[2] = static_cast<std::uint8_t>(Category::marginal);
  Block const lifted = hamlet.h().whole(HouseholdClass::lifted_out),
              ordinary = hamlet.h().whole(HouseholdClass::ordinary);
  CHECK(LabourTransfer::eligible(lifted, 0) == 1);
  CHECK(LabourTransfer::eligible(ordinary, 0) == 0);
  CHECK(LabourTransfer::eligible(ordinary, 1) == 1);
  hamlet.at(2021, 3);
  CHECK(LabourTransfer::relief(p, hamlet.now, lifted, 0, 0.39f) == 80000);
  CHECK(LabourTransfer::relief(p, hamlet.now, lifted, 0, 0.4f) == 0);
  CHECK(LabourTransfer::relief(p, hamlet.now, ordinary, 0, 0.1f) == 0);
  hamlet.at(2021, 4);
  CHECK(LabourTransfer::relief(p, hamlet.now, lifted, 0, 0.1f) == 0);
}

TEST_CASE("teams visit the listed most and villages without a team less", "[policies][teams]") {
  auto const p = shipped<ResidentTeams>(2021, 1);
  Now const now;
  CHECK(ResidentTeams::visits_per_year(p, now, true, true, true) == 12);
  CHECK(ResidentTeams::visits_per_year(p, now, true, false, true) == 4);
  CHECK(ResidentTeams::visits_per_year(p, now, true, false, false) == 2);
  CHECK(ResidentTeams::visits_per_year(p, now, false, true, false) == 6);
  CHECK(ResidentTeams::drive(p, true) > ResidentTeams::drive(p, false));
}

TEST_CASE("every shipped parameter lies in its range, has a source and a grade, and nothing else is shipped",
          "[policies][data]") {
  auto const all = shipped_policies();
  auto const check = [&]<class P>() {
    if (!all.contains(std::string(P::key))) return 0;
    auto const& module = all[std::string(P::key)];
    for (auto const& f : P::fields) {
      INFO(P::key << "." << f.name);
      auto const& field = module.at(std::string(f.name));
      CHECK(!field.at("source").template get<std::string>().empty());
      CHECK(std::string("ABCD").find(field.at("grade").template get<std::string>()) != std::string::npos);
      for (auto const& c : household_class_names)
        for (int m = 0; m < 84; ++m) CHECK(f.range.holds(value_in(field, Month::of(2019, 1) + m, std::string(c))));
    }
    for (auto const& [key, value] : module.items()) {
      bool const known = key == "on" || key == "payer" || key == "note" ||
                         std::any_of(P::fields.begin(), P::fields.end(), [&](auto const& f) { return f.name == key; });
      INFO(P::key << "." << key);
      CHECK(known);
    }
    return 1;
  };
  int found = 0;
  [&]<class... Ps>(std::tuple<Ps...>*) {
    ((found += check.template operator()<Ps>()), ...);
  }(static_cast<Policies*>(nullptr));
  CHECK(found == static_cast<int>(all.size()));
}

TEST_CASE("from 80 the supplement comes on top, and without amounts nothing is paid", "[policies][pension]") {
  OneHousehold one;
  auto const due = [&](int old, int very_old, float basic, float more) {
    one.h().persons_60_plus[0] = static_cast<std::uint8_t>(old);
    one.h().persons_80_plus[0] = static_cast<std::uint8_t>(very_old);
    return Pension::relief({.basic_yuan = basic, .supplement_80_plus_yuan = more}, one.now, one.block(), 0);
  };
  CHECK(due(1, 0, 105, 5) == 10500);
  CHECK(due(1, 1, 105, 5) == 11000);
  CHECK(due(3, 2, 105.25f, 5.5f) == 31575 + 1100);
  CHECK(due(2, 2, 0, 5) == 1000);
  CHECK(due(2, 2, 0, 0) == 0);
}

TEST_CASE("the care allowance lies between the grades by their shares", "[policies][disability]") {
  OneHousehold one;
  auto const due = [&](float grade_1) {
    return DisabilityAllowances::relief(
        {.living_yuan = 100, .care_grade_1_yuan = 90, .care_grade_2_yuan = 60, .grade_1_share = grade_1}, one.now,
        one.block(), 0);
  };
  one.h().dibao[0] = 1;
  CHECK(due(0.5f) == 0);  // nobody is disabled
  one.h().disabled[0] = 1;
  CHECK(due(0.5f) == 10000);
  one.h().dibao[0] = 0;
  CHECK(due(0.5f) == 0);
  one.h().severely_disabled[0] = 1;
  CHECK(due(0) == 6000);
  CHECK(due(1) == 9000);
  one.h().dibao[0] = 1;
  CHECK(due(1) == 19000);
  one.h().tekun[0] = 1;
  CHECK(due(1) == 0);
  one.h().tekun[0] = 0;
  CHECK(DisabilityAllowances::relief({}, one.now, one.block(), 0) == 0);
}

TEST_CASE("education aid is paid twice a year, for children at school only", "[policies][education]") {
  OneHousehold one;
  EducationAid::Params const p{.primary_boarder_yuan_per_year = 1000, .day_pupil_share = 0.5f};
  one.enact<EducationAid>(p);
  one.h().persons_6_15[0] = 1;
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.pay();
    CHECK(one.h().public_cash[0] == (m == 3 || m == 9 ? 25000 : 0));  // a day pupil: 1000 / 2 / 2
  }
  one.at(2022, 3);
  one.h().out_of_school[0] = 1;
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 0);
  one.h().out_of_school[0] = 2;  // more than there are children
  CHECK(EducationAid::relief(p, one.now, one.block(), 0) == 0);
  one.h().out_of_school[0] = 0;
  CHECK(EducationAid::relief({}, one.now, one.block(), 0) == 0);
  Hamlet marginal({0, 1, 0});
  marginal.at(2022, 3);
  marginal.h().persons_6_15[0] = 1;
  CHECK(EducationAid::relief(p, marginal.now, marginal.h().whole(HouseholdClass::marginal), 0) == 0);
}

TEST_CASE("temporary relief stops at the cap and just above the income limit", "[policies][relief]") {
  OneHousehold one;
  TemporaryRelief::Params p{.base_yuan = 500,
                            .spending_multiple = 2,
                            .emergency_multiple = 1,
                            .spending_months = 2,
                            .cap_yuan_per_year = 4000,
                            .take_up_share = 0.5f};
  one.now.county_income_yuan = 10000;
  one.h().hardship[0] = 1;
  auto const due = [&] { return TemporaryRelief::relief(p, one.now, one.block(), 0, 0.49f); };
  one.h().relief_year[0] = 250000;
  CHECK(due() == 150000);  // to the cap exactly
  one.h().relief_year[0] = 250001;
  CHECK(due() == 149999);
  one.h().relief_year[0] = 400000;
  CHECK(due() == 0);
  one.h().relief_year[0] = 0;
  one.h().income_register_12[0] = 3000001;
  CHECK(due() == 150000);  // the income limit is for bills only
  one.h().out_of_pocket[0] = 300000;
  CHECK(due() == 0);
  p.take_up_share = 0;
  one.h().income_register_12[0] = 0;
  CHECK(TemporaryRelief::relief(p, one.now, one.block(), 0, 0) == 0);
}

TEST_CASE("the fare is for each migrant of a household that claims", "[policies][transfer]") {
  OneHousehold one;
  one.at(2022, 3);
  constexpr auto away = static_cast<std::uint8_t>(Slot::migrant);
  auto const due = [&](float share = 0.4f, float yuan = 400) {
    return LabourTransfer::relief({.transport_yuan_per_year = yuan, .take_up_share = share}, one.now, one.block(), 0,
                                  0.0f);
  };
  one.h().slot_0[0] = static_cast<std::uint8_t>(Slot::local);
  CHECK(due() == 0);
  one.h().slot_1[0] = away;
  CHECK(due() == 40000);
  one.h().slot_0[0] = one.h().slot_2[0] = one.h().slot_3[0] = away;
  CHECK(due() == 160000);
  CHECK(due(0) == 0);
  CHECK(due(0.4f, 0) == 0);
  one.enact<LabourTransfer>({.transport_yuan_per_year = 400, .take_up_share = 1});
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.pay();
    CHECK(one.paid<LabourTransfer>() == (m >= 3 ? 160000 : 0));
  }
  Hamlet marginal({0, 1, 0});
  CHECK(LabourTransfer::eligible(marginal.h().whole(HouseholdClass::marginal), 0) == 0);
}

TEST_CASE("cadres make their share of the visits where no team is, and a team never reminds fewer",
          "[policies][teams]") {
  auto p = shipped<ResidentTeams>(2021, 1);
  Now const now;
  CHECK(ResidentTeams::visits_per_year(p, now, false, false, true) == 2);
  CHECK(ResidentTeams::visits_per_year(p, now, false, false, false) == 1);
  CHECK(ResidentTeams::visits_per_year(p, now, true, true, false) == 12);
  p.without_team_share = 0;
  CHECK(ResidentTeams::visits_per_year(p, now, false, true, true) == 0);
  CHECK(ResidentTeams::visits_per_year({}, now, true, true, true) == 0);
  CHECK(ResidentTeams::drive(p, true) == 0.9f);
  CHECK(ResidentTeams::drive(p, false) == 0.6f);
  p.drive_with_team = 0.5f;
  CHECK(ResidentTeams::drive(p, true) == 0.6f);
  CHECK(ResidentTeams::drive({}, true) == 0);
}
