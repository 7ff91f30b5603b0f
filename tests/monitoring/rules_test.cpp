// Rules of verification, packages, removal and assessment: pure functions, hand values.
#include <catch2/catch.hpp>

#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using test::OneCounty;

TEST_CASE("Removal needs every condition; one short of any is not enough", "[monitoring][register]") {
  OneCounty t(1);
  t.month = Month::of(2022, 1);
  RegisterRules::Params const p{};
  t.h().stable_months[0] = 6;
  t.h().listed_month[0] = static_cast<std::int16_t>(Month::of(2021, 7).since_2000);
  t.h().package[0] = measure::industry;
  bool labour = true;
  auto const removable = [&] { return RegisterRules::removable(p, t.now(), t.block(), 0, labour, true); };
  REQUIRE(removable());
  SECTION("five stable months") { t.h().stable_months[0] = 5; }
  SECTION("five months on the register") { t.h().listed_month[0] += 1; }
  SECTION("no measure delivered") { t.h().package[0] = 0; }
  SECTION("no labour") { labour = false; }
  bool const changed = t.h().stable_months[0] == 5 || t.h().listed_month[0] != Month::of(2021, 7).since_2000 ||
                       t.h().package[0] == 0 || !labour;
  if (changed) CHECK_FALSE(removable());
  if (changed && t.h().package[0] == 0)  // nothing is offered: the household is reviewed without
    CHECK(RegisterRules::removable(p, t.now(), t.block(), 0, labour, false));
}

TEST_CASE("A package answers the causes one to one", "[monitoring][packages]") {
  CHECK(Packages::due(cause::work) == measure::job);
  CHECK(Packages::due(cause::illness | cause::house) == (measure::health | measure::house));
  CHECK(Packages::due(cause::labour) == measure::dibao);
  CHECK(Packages::due(cause::school) == measure::school);
  CHECK(Packages::due(cause::disaster) == measure::industry);
  CHECK(Packages::due(0) == measure::industry);
}

TEST_CASE("A measure is delivered when luck is below its chance, and only if due", "[monitoring][packages]") {
  Packages::Params p{};
  p.job_chance = 0.5f;
  p.house_chance = 1;
  std::array<float, 6> luck{0.49f, 0.5f, 0.5f, 0.99f, 0.5f, 0.5f};
  CHECK(Packages::delivered(p, measure::job | measure::house | measure::health, luck) ==
        (measure::job | measure::house));
  luck[0] = 0.5f;
  CHECK(Packages::delivered(p, measure::job, luck) == 0);
}

TEST_CASE("Measures change what they name", "[monitoring][packages]") {
  OneCounty t(1);
  Packages::Params const p{};
  t.h().insured[0] = 0;
  t.h().care_forgone_months[0] = 4;
  t.h().house_grade[0] = 2;
  t.h().water_cut[0] = 1;
  t.h().out_of_school[0] = 2;
  Packages::apply(p, t.block(), 0, measure::job | measure::health | measure::house | measure::school | measure::dibao);
  CHECK(t.h().package[0] == 31);
  CHECK(t.h().urge_months[0] == 3);
  CHECK(t.h().insured[0] == 1);
  CHECK(t.h().care_forgone_months[0] == 0);
  CHECK(t.h().house_rebuild_months[0] == 0);  // works are granted by housing repair, where the listed come first
  CHECK(t.h().house_grade[0] == 2);
  CHECK(t.h().water_cut[0] == 0);
  CHECK(t.h().out_of_school[0] == 0);
}

TEST_CASE("A delay of 1.25 months waits one month, and two for a quarter of the entries",
          "[monitoring][verification]") {
  CHECK(Verification::waits(1.25f, 0.249f) == 2);
  CHECK(Verification::waits(1.25f, 0.251f) == 1);
  CHECK(Verification::waits(0, 0.0001f) == 0);
}

TEST_CASE("Verification confirms by sensitivity or by one less specificity", "[monitoring][verification]") {
  Verification::Params p{};
  p.sensitivity = 0.85f;
  p.specificity = 0.95f;
  CHECK(Verification::confirms(p, true, 0.849f));
  CHECK_FALSE(Verification::confirms(p, true, 0.851f));
  CHECK(Verification::confirms(p, false, 0.049f));
  CHECK_FALSE(Verification::confirms(p, false, 0.051f));
}

TEST_CASE("Relapse is recorded only if reached, confirmed and not solved", "[monitoring][assessment]") {
  Assessment::Params const p{.sample_share = 0.1f, .settle_months = 3, .solved_share = 0.8f};
  CHECK(Assessment::records(p, 0.85f, true, true, {0.99f, 0.84f, 0.1f}));  // listed and helped: nothing left to solve
  CHECK_FALSE(Assessment::records(p, 0.85f, true, true, {0.0f, 0.86f, 0.99f}));    // not confirmed
  CHECK_FALSE(Assessment::records(p, 0.85f, false, false, {0.1f, 0.1f, 0.99f}));   // not reached
  CHECK_FALSE(Assessment::records(p, 0.85f, false, false, {0.05f, 0.1f, 0.79f}));  // solved on the spot
  CHECK(Assessment::records(p, 0.85f, false, false, {0.05f, 0.1f, 0.81f}));
}

TEST_CASE("Visits find with one less exp of visits seen a month", "[monitoring][visits]") {
  Visits::Params const p{.sight_share = 0.5f};
  CHECK(Visits::chance(p, 12) == Approx(0.393469).epsilon(1e-5));  // 1 - exp(-1/2)
  CHECK(Visits::chance(p, 0) == 0);
  CHECK(Visits::chance(p, 100000) == 1);
}

TEST_CASE("Self-reports over three months come to the stated share", "[monitoring][self_report]") {
  OneCounty t(1);
  SelfReport::Params p{.share_3_months = 0.35f};
  float const chance = SelfReport::chance(p, t.now(), t.block(), t.county.villages, 0);
  CHECK(chance == Approx(0.133763).epsilon(1e-4));  // 1 - 0.65^(1/3)
  CHECK(1 - (1 - chance) * (1 - chance) * (1 - chance) == Approx(0.35).epsilon(1e-5));
  p.schooling_log_odds = 0.1f;
  t.h().schooling_years[0] = 9;
  CHECK(SelfReport::chance(p, t.now(), t.block(), t.county.villages, 0) > chance);
}

TEST_CASE("Reports grow with severity and stop at certainty", "[monitoring][group_reports]") {
  OneCounty t(1);
  GroupReports::Params p{.report_chance = 0.1f, .severity_factor = 2};
  auto const chance = [&] { return GroupReports::chance(p, t.now(), t.block(), t.county.villages, 0); };
  CHECK(chance() == Approx(0.1));
  t.income(3999);
  t.h().hardship[0] = 1;
  CHECK(chance() == Approx(0.4));
  t.h().slot_0[0] = static_cast<std::uint8_t>(Slot::unable);  // no degree of severity
  CHECK(chance() == Approx(0.4));
  p.report_chance = 0.5f;
  CHECK(chance() == 1);
}

TEST_CASE("A screen sees several records as independent chances", "[monitoring][data_screens]") {
  OneCounty t(1);
  DataScreens::Params p{};
  p.bill_sensitivity = 0.4f;
  p.disability_sensitivity = 0.5f;
  auto const chance = [&] { return DataScreens::chance(p, t.now(), t.block(), t.county.villages, 0); };
  t.h().severely_disabled[0] = 1;
  t.h().risk_months[0] = 1;
  CHECK(chance() == 0);  // the certificate takes a month to be matched
  t.h().risk_months[0] = 2;
  CHECK(chance() == Approx(0.5));
  t.h().out_of_pocket_12[0] = 1'000'000;
  CHECK(chance() == Approx(0.7));  // 1 - 0.6 x 0.5
  p.screens_per_year = 3;
  CHECK(chance() == Approx(0.175));
}

TEST_CASE("Each department has its own lag", "[monitoring][data_screens]") {
  OneCounty t(1);
  DataScreens::Params p{};
  p.bill_sensitivity = p.dropout_sensitivity = p.disaster_sensitivity = p.insurance_sensitivity = p.file_sensitivity =
      0.5f;
  p.bill_lag_months = 3, p.dropout_lag_months = 2, p.disaster_lag_months = 0, p.insurance_lag_months = 4;
  p.file_lag_months = 1;
  auto const chance = [&](int months) {
    t.h().risk_months[0] = static_cast<std::uint8_t>(months);
    return DataScreens::chance(p, t.now(), t.block(), t.county.villages, 0);
  };
  SECTION("bills") {
    t.h().out_of_pocket_12[0] = 1'000'000;
    CHECK(chance(3) == 0);
    CHECK(chance(4) == 0.5f);
  }
  SECTION("drop-out") {
    t.h().out_of_school[0] = 1;
    CHECK(chance(2) == 0);
    CHECK(chance(3) == 0.5f);
  }
  SECTION("disaster") {
    t.h().damage_months[0] = 1;
    CHECK(chance(0) == 0);
    CHECK(chance(1) == 0.5f);
  }
  SECTION("insurance") {
    t.h().insured[0] = 0;
    CHECK(chance(4) == 0);
    CHECK(chance(5) == 0.5f);
  }
  SECTION("low-income file") {
    t.h().low_income_file[0] = 3;
    CHECK(chance(1) == 0);
    CHECK(chance(2) == 0.5f);
  }
}

TEST_CASE("Visits are made in full while there is time for them, then in proportion", "[monitoring][visits]") {
  Visits::Params const p{.cadre_visits_per_month = 100, .team_visits_per_month = 60};
  CHECK(Visits::share_made(p, 99, 1, false) == 1);
  CHECK(Visits::share_made(p, 100, 1, false) == 1);
  CHECK(Visits::share_made(p, 125, 1, false) == Approx(0.8));
  CHECK(Visits::share_made(p, 160, 1, true) == 1);
  CHECK(Visits::share_made(p, 320, 1, true) == Approx(0.5));
  CHECK(Visits::share_made(p, 10, 0.05f, false) == Approx(0.5));  // a twentieth of the village is drawn
  CHECK(Visits::share_made({.cadre_visits_per_month = 0}, 1, 1, false) == 0);
  CHECK(Visits::share_made({.cadre_visits_per_month = 0}, 0, 1, false) == 1);  // nothing planned, nothing missed
}

TEST_CASE("Households learn to apply in proportion to the months of their risk", "[monitoring][self_report]") {
  OneCounty t(1);
  SelfReport::Params p{.share_3_months = 0.35f, .learning_months = 4};
  auto const chance = [&](int months) {
    t.h().risk_months[0] = static_cast<std::uint8_t>(months);
    return SelfReport::chance(p, t.now(), t.block(), t.county.villages, 0);
  };
  float const full = chance(4);
  CHECK(full == Approx(0.133763).epsilon(1e-4));
  CHECK(chance(0) == 0);
  CHECK(chance(1) == Approx(full / 4));
  CHECK(chance(3) == Approx(full * 3 / 4));
  CHECK(chance(5) == full);
}
