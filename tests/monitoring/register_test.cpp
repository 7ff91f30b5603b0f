// The monitoring month on whole counties: competing channels, listing, help, removal, recall, the start condition.
#include <catch2/catch.hpp>

#include <cmath>

#include "model/month/early_warning.hpp"
#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using test::OneCounty;

namespace {

// All households at mild risk: 5,000 yuan a head, an unsafe house.
void put_at_risk(OneCounty& t) {
  for (Index i = 0; i < t.block().n; ++i) t.income(5000, i);
  std::fill(t.h().house_grade.begin(), t.h().house_grade.end(), std::uint8_t{1});
}
void perfect_verification(OneCounty& t) {
  t.set<Verification>({.sensitivity = 1,
                       .specificity = 1,
                       .delay_months = 0,
                       .deadline_months = 1,
                       .retry_months = 0,
                       .capacity_per_1000 = 1000});
}
std::int64_t listed(OneCounty& t) {
  return t.total(Total::listed, 0) + t.total(Total::listed, 1) + t.total(Total::listed, 2);
}

}  // namespace

TEST_CASE("Four channels find together what one less the product of their misses says", "[monitoring][channels]") {
  Index const n = 20000;
  OneCounty t(n);
  put_at_risk(t);
  perfect_verification(t);
  t.set<GroupReports>({.report_chance = 0.05f, .severity_factor = 1});
  t.set<Visits>({.lifted_out_per_year = 6, .sight_share = 0.4f});
  t.set<SelfReport>({.share_3_months = 0.3f});
  DataScreens::Params screens{};
  screens.insurance_sensitivity = 0.08f;
  screens.insurance_lag_months = 0;
  t.set<DataScreens>(screens);
  std::fill(t.h().insured.begin(), t.h().insured.end(), std::uint8_t{0});
  double const chance[4] = {0.05, 0.08, 1 - std::exp(-0.4 * 6 / 12), 1 - std::cbrt(0.7)};
  double missed = 1;
  for (double const p : chance) missed *= 1 - p;
  t.monitoring_month();
  for (int k = 0; k < 4; ++k) {
    double const sd = std::sqrt(n * chance[k] * (1 - chance[k]));
    CHECK(std::abs(static_cast<double>(t.total(Total::alerts, k)) - n * chance[k]) < 4 * sd);
    CHECK(t.total(Total::newly_listed_by_channel, k) <= t.total(Total::alerts, k));
  }
  CHECK(std::abs(static_cast<double>(listed(t)) - n * (1 - missed)) < 4 * std::sqrt(n * missed * (1 - missed)));
  t.monitoring_month();
  t.monitoring_month();
  double const after_3 = missed * missed * missed;
  CHECK(std::abs(static_cast<double>(listed(t)) - n * (1 - after_3)) < 4 * std::sqrt(n * after_3 * (1 - after_3)));
  CHECK(t.total(Total::false_alarms, 0) == 0);
}

TEST_CASE("Infinite visits find everybody at once, no channel finds nobody ever", "[monitoring][channels]") {
  OneCounty t(2000);
  put_at_risk(t);
  perfect_verification(t);
  SECTION("infinite visits") {
    t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
    t.monitoring_month();
    CHECK(listed(t) == 2000);
    CHECK(t.total(Total::newly_listed, 0) == 2000);
    CHECK(t.total(Total::ever_listed) == 2000);
    CHECK(t.total(Total::listed_persons, 0) == 6000);
  }
  SECTION("no channel") {
    t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
    t.off<GroupReports>();
    t.off<DataScreens>();
    t.off<Visits>();
    t.off<SelfReport>();
    for (int m = 0; m < 24; ++m) {
      t.monitoring_month();
      REQUIRE(listed(t) == 0);
      REQUIRE(t.total(Total::queue) == 0);
    }
  }
}

TEST_CASE("Capacity limits decisions; the rest wait and are served later", "[monitoring][queue]") {
  OneCounty t(1000);
  put_at_risk(t);
  perfect_verification(t);
  t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
  t.set<Verification>({.sensitivity = 1,
                       .specificity = 1,
                       .delay_months = 0,
                       .deadline_months = 1,
                       .retry_months = 0,
                       .capacity_per_1000 = 300});
  std::int64_t const waiting[4] = {700, 400, 100, 0};
  for (std::int64_t const w : waiting) {
    t.monitoring_month();
    CHECK(t.total(Total::queue) == w);
    CHECK(t.total(Total::verified) == (w > 0 ? 300 : 100));
  }
  CHECK(listed(t) == 1000);
}

TEST_CASE("Past the deadline a mild case goes before a severe one", "[monitoring][queue]") {
  OneCounty t(20);
  put_at_risk(t);
  for (Index i = 10; i < 20; ++i) t.income(10000, i);  // these fall ill later
  std::fill(t.h().house_grade.begin() + 10, t.h().house_grade.end(), std::uint8_t{0});
  t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
  auto const with_capacity = [&](float per_1000) {
    t.set<Verification>({.sensitivity = 1,
                         .specificity = 1,
                         .delay_months = 0,
                         .deadline_months = 1,
                         .retry_months = 0,
                         .capacity_per_1000 = per_1000});
  };
  with_capacity(0);
  t.monitoring_month();
  for (Index i = 10; i < 20; ++i) {
    t.income(3000, i);  // severe: below the poverty line
    t.h().house_grade[static_cast<std::size_t>(i)] = 1;
  }
  SECTION("within the deadline the severe go first") {
    with_capacity(500);
    t.monitoring_month();
    for (std::size_t i = 0; i < 20; ++i) CHECK((t.h().category[i] != 0) == (i >= 10));
  }
  SECTION("past it the old go first") {
    t.month = t.month + 1;
    with_capacity(500);
    t.monitoring_month();
    for (std::size_t i = 0; i < 20; ++i) CHECK((t.h().category[i] != 0) == (i < 10));
  }
}

TEST_CASE("Of two channels in one month each is first as often as the other", "[monitoring][channels]") {
  Index const n = 20000;
  OneCounty t(n);
  put_at_risk(t);
  perfect_verification(t);
  t.set<GroupReports>({.report_chance = 0.1f, .severity_factor = 1});
  t.set<SelfReport>({.share_3_months = 0.875f});  // 0.5 a month
  t.off<Visits>();
  t.monitoring_month();
  double const expected[2] = {0.1 * 0.5 + 0.05 / 2, 0.5 * 0.9 + 0.05 / 2};
  int const channel[2] = {0, 3};
  for (int k = 0; k < 2; ++k) {
    double const sd = std::sqrt(n * expected[k] * (1 - expected[k]));
    CHECK(std::abs(static_cast<double>(t.total(Total::newly_listed_by_channel, channel[k])) - n * expected[k]) <
          4 * sd);
  }
}

TEST_CASE("More capacity lists a superset", "[monitoring][queue]") {
  std::vector<std::uint8_t> fewer, more;
  for (float const capacity : {200.0f, 201.0f}) {
    OneCounty t(1000);
    put_at_risk(t);
    t.set<GroupReports>({.report_chance = 0.6f, .severity_factor = 1});
    t.set<Verification>({.sensitivity = 0.8f,
                         .specificity = 1,
                         .delay_months = 0,
                         .deadline_months = 1,
                         .retry_months = 0,
                         .capacity_per_1000 = capacity});
    t.monitoring_month();
    (capacity == 200.0f ? fewer : more) = t.h().category;
  }
  for (std::size_t i = 0; i < fewer.size(); ++i) REQUIRE(more[i] >= fewer[i]);
}

TEST_CASE("An alert that was turned down is not taken up again too soon", "[monitoring][verification]") {
  OneCounty t(50);
  put_at_risk(t);
  t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
  t.set<Verification>({.sensitivity = 0,
                       .specificity = 1,
                       .delay_months = 0,
                       .deadline_months = 1,
                       .retry_months = 3,
                       .capacity_per_1000 = 1000});
  std::string seen;
  for (int m = 0; m < 7; ++m) {
    t.monitoring_month();
    seen += t.total(Total::verified) == 50 ? 'v' : t.total(Total::verified) == 0 ? '.' : '?';
  }
  CHECK(seen == "v..v..v");
}

TEST_CASE("A false alarm is counted, turned down by perfect verification, and leaves no trace on the register",
          "[monitoring][false_alarms]") {
  OneCounty t(100);
  for (Index i = 0; i < 100; ++i) t.income(8000, i);  // near the line, nothing wrong
  t.set<Visits>({.false_alarm_chance = 0.01f});
  t.set<SelfReport>({.false_alarm_chance = 0.01f});
  perfect_verification(t);
  t.needs_month(0.985f);  // the first half of [0.98, 1) belongs to visits
  t.monitoring_month();
  CHECK(t.total(Total::alerts, 2) == 100);
  CHECK(t.total(Total::false_alarms, 2) == 100);
  CHECK(t.total(Total::verified) == 100);
  CHECK(listed(t) == 0);
  t.needs_month(0.995f);
  t.monitoring_month();
  CHECK(t.total(Total::false_alarms, 3) == 100);
  SECTION("without specificity they are listed") {
    t.set<Verification>({.sensitivity = 1,
                         .specificity = 0,
                         .delay_months = 0,
                         .deadline_months = 1,
                         .retry_months = 0,
                         .capacity_per_1000 = 1000});
    t.needs_month(0.985f);
    t.monitoring_month();
    CHECK(t.total(Total::listed, 0) == 100);
  }
  SECTION("nobody cries wolf over a well-off household") {
    for (Index i = 0; i < 100; ++i) t.income(9000, i);
    t.needs_month(0.985f);
    t.monitoring_month();
    CHECK(t.total(Total::false_alarms, 2) == 0);
    CHECK(t.h().queued[0] == 0);
  }
}

TEST_CASE("A listed household is helped, recovers, is removed after six months and followed up for 24",
          "[monitoring][register]") {
  OneCounty t(1);
  put_at_risk(t);
  perfect_verification(t);
  t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
  Packages::Params packages{};
  packages.delay_months = 1;
  packages.house_chance = 1;
  packages.industry_chance = 1;
  t.set<Packages>(packages);
  auto const month = [&] {
    t.needs_month();
    t.month = t.month - 1;
    t.monitoring_month();
  };
  month();  // January 2021: listed
  CHECK(t.h().category[0] == static_cast<std::uint8_t>(Category::unstable));
  CHECK(t.h().listed_month[0] == Month::of(2021, 1).since_2000);
  CHECK(t.h().help_due_month[0] == Month::of(2021, 2).since_2000);
  CHECK(t.h().listed_by[0] == 2 + found_alone);  // visits, and no other channel
  CHECK(t.h().package[0] == 0);
  month();  // February: the house measure
  CHECK(t.h().package[0] == measure::house);
  t.h().house_rebuild_months[0] = 1;  // a place in housing repair
  t.income(9000);
  for (int m = 0; m < 5; ++m) month();  // March-July: five stable months
  CHECK(t.h().house_grade[0] == 0);
  CHECK(t.h().stable_months[0] == 5);
  CHECK(t.h().category[0] != 0);
  month();
  CHECK(t.h().category[0] == 0);
  CHECK(t.total(Total::removed, 0) == 1);
  CHECK(t.total(Total::wrongly_removed) == 0);
  CHECK(t.h().follow_up_months[0] == 24);
  CHECK(t.total(Total::ever_listed) == 1);
  for (int m = 0; m < 24; ++m) month();
  CHECK(t.h().follow_up_months[0] == 0);
  put_at_risk(t);
  month();
  CHECK(t.total(Total::relisted) == 1);
  CHECK(t.total(Total::newly_listed, 0) == 1);
}

TEST_CASE("Without packages a recovered household is still reviewed and removed, without labour nobody ever",
          "[monitoring][register]") {
  OneCounty t(2);
  Packages::Params all{};
  all.industry_chance = all.dibao_chance = 1;
  t.set<Packages>(all);
  t.h().slot_0[1] = static_cast<std::uint8_t>(Slot::unable);
  for (std::size_t i = 0; i < 2; ++i) {
    t.h().category[i] = 1;
    t.h().ever_listed[i] = 1;
    t.h().listed_month[i] = t.h().help_due_month[i] = static_cast<std::int16_t>(t.month.since_2000 - 20);
  }
  SECTION("packages off") { t.off<Packages>(); }
  SECTION("packages of strength 0") { t.set<Packages>({}); }
  if (!t.step().on<Packages>() || !Packages::offers(t.step().params<Packages>())) {
    for (int m = 0; m < 5; ++m) t.monitoring_month();
    CHECK(t.h().category[0] == 1);  // stability takes its six months all the same
    for (int m = 0; m < 7; ++m) t.monitoring_month();
    CHECK(t.h().category[0] == 0);
    CHECK(t.h().category[1] == 1);
  }
  SECTION("packages that are offered but not delivered") {
    Packages::Params slow{};
    slow.school_chance = 1;  // nobody here has a child out of school
    t.set<Packages>(slow);
    for (int m = 0; m < 12; ++m) t.monitoring_month();
    CHECK(t.h().category[0] == 1);
  }
  SECTION("packages on") {
    for (int m = 0; m < 12; ++m) t.monitoring_month();
    CHECK(t.h().category[0] == 0);
    CHECK(t.h().category[1] == 1);
    CHECK(t.h().package[1] == measure::dibao);
  }
}

TEST_CASE("Blind stability checks remove households that are in need", "[monitoring][register]") {
  OneCounty t(1);
  t.h().category[0] = 1;
  t.h().package[0] = 1;
  t.h().listed_month[0] = static_cast<std::int16_t>(t.month.since_2000 - 20);
  t.h().stable_months[0] = 5;
  t.income(3000);
  t.needs_month();
  SECTION("seen") {
    t.monitoring_month();
    CHECK(t.h().stable_months[0] == 0);
    CHECK(t.h().category[0] == 1);
  }
  SECTION("unseen") {
    RegisterRules::Params blind{};
    blind.sight_share = 0;
    t.set<RegisterRules>(blind);
    t.monitoring_month();
    CHECK(t.h().category[0] == 0);
    CHECK(t.total(Total::wrongly_removed) == 1);
  }
}

TEST_CASE("Recall scores onsets of six months ago by the month of listing", "[monitoring][recall]") {
  OneCounty t(6);
  std::int16_t const now = static_cast<std::int16_t>(t.month.since_2000), onset = static_cast<std::int16_t>(now - 6);
  std::int16_t const listed_at[6] = {static_cast<std::int16_t>(onset - 9),
                                     static_cast<std::int16_t>(onset + 1),
                                     static_cast<std::int16_t>(onset + 3),
                                     static_cast<std::int16_t>(onset + 6),
                                     never,
                                     onset};
  for (std::size_t i = 0; i < 6; ++i) {
    t.h().onset_month[i] = onset;
    t.h().spells[i] = 1;
    t.h().listed_month[i] = listed_at[i];
    t.h().category[i] = listed_at[i] == never ? 0 : 1;
  }
  t.h().onset_month[5] = static_cast<std::int16_t>(onset + 1);  // scored next month
  t.monitoring_month();
  CHECK(t.total(Total::onsets_scored) == 5);
  CHECK(t.total(Total::onsets_found_1) == 2);
  CHECK(t.total(Total::onsets_found_3) == 3);
  CHECK(t.total(Total::onsets_found_6) == 4);
}

TEST_CASE("The first identification lists the stated share, the poor and the ill first", "[monitoring][start]") {
  OneCounty t(10000);
  FirstIdentification::Params p{};
  p.listed_share = 0.0155f;
  p.income_slope = 1.5f;
  p.illness_log = 1.2f;
  t.set<FirstIdentification>(p);
  for (std::size_t i = 0; i < 10000; ++i) {
    t.h().wage_log[i] = 7;
    t.h().farm_log[i] = i % 2 == 0 ? 8.0f : 10.0f;
    t.h().chronic[i] = i % 4 < 2 ? 1 : 0;
  }
  seed_register(t.step(), t.county);
  int all = 0, poor = 0, ill = 0;
  for (std::size_t i = 0; i < 10000; ++i) {
    if (t.h().category[i] == 0) continue;
    ++all;
    poor += i % 2 == 0;
    ill += i % 4 < 2;
    REQUIRE(t.h().listed_by[i] == 255);
    REQUIRE(t.h().listed_month[i] == t.month.since_2000);
  }
  CHECK(all == 155);
  CHECK(poor > all / 2);
  // an ill household weighs e^1.2 = 3.3 times a healthy one: expected 0.77 of the listed, sd 0.034
  CHECK(static_cast<double>(ill) / all == Approx(0.768).margin(4 * 0.034));
}

TEST_CASE("The monitoring month does not depend on which other households exist", "[monitoring][draws]") {
  std::vector<std::uint8_t> small, large;
  for (Index const n : {500, 3000}) {
    OneCounty t(n);
    put_at_risk(t);
    perfect_verification(t);
    t.set<SelfReport>({.share_3_months = 0.5f});
    for (int m = 0; m < 3; ++m) t.monitoring_month();
    (n == 500 ? small : large) = t.h().category;
  }
  CHECK(std::count(small.begin(), small.end(), std::uint8_t{1}) > 200);
  CHECK(std::equal(small.begin(), small.end(), large.begin()));
}

TEST_CASE("The December assessment records relapse once and only among the lifted-out at risk",
          "[monitoring][assessment]") {
  OneCounty t(4);
  t.set<Assessment>({.sample_share = 1, .settle_months = 3, .solved_share = 0});
  for (Index i = 0; i < 3; ++i) t.income(3000, i);
  t.needs_month();
  t.h().needy_at_start[1] = 1;
  t.month = Month::of(2021, 12);
  t.county.totals.clear();
  run_assessment(t.step(), t.county);
  CHECK(t.total(Total::recorded_relapse) == 6);
  CHECK(t.h().recorded[0] == 1);
  CHECK(t.h().recorded[1] == 0);
  CHECK(t.h().recorded[3] == 0);
  t.county.totals.clear();
  run_assessment(t.step(), t.county);
  CHECK(t.total(Total::recorded_relapse) == 0);
  t.month = Month::of(2022, 6);
  t.h().recorded[0] = 0;
  run_assessment(t.step(), t.county);
  CHECK(t.h().recorded[0] == 0);
}
