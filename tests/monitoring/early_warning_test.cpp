// The monitoring scored as an early-warning system: lead, channels, never found, wrong removal, the fast track, visits.
#include <catch2/catch.hpp>

#include "model/month/early_warning.hpp"
#include "model/month/visit_plan.hpp"
#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using test::OneCounty;

namespace {

void put_at_risk(OneCounty& t) {
  for (Index i = 0; i < t.block().n; ++i) t.income(5000, i);
  std::fill(t.h().house_grade.begin(), t.h().house_grade.end(), std::uint8_t{1});
}
Verification::Params perfect(float capacity_per_1000 = 1000) {
  return {.sensitivity = 1,
          .specificity = 1,
          .delay_months = 0,
          .deadline_months = 1,
          .retry_months = 0,
          .capacity_per_1000 = capacity_per_1000};
}

}  // namespace

TEST_CASE("Lead is counted in months from listing to onset, for those listed before", "[monitoring][early_warning]") {
  OneCounty t(4);
  std::int16_t const onset = static_cast<std::int16_t>(t.month.since_2000 - 6);
  int const listed_after[4] = {-9, -1, 0, 2};
  for (std::size_t i = 0; i < 4; ++i) {
    t.h().onset_month[i] = onset;
    t.h().spells[i] = t.h().category[i] = 1;
    t.h().listed_month[i] = static_cast<std::int16_t>(onset + listed_after[i]);
  }
  t.monitoring_month();
  CHECK(t.total(Total::onsets_scored) == 4);
  CHECK(t.total(Total::onsets_listed_before) == 2);
  CHECK(t.total(Total::lead_months) == 10);
}

TEST_CASE("A channel is credited with what it found, and with what no other named", "[monitoring][early_warning]") {
  OneCounty t(5);
  std::int16_t const onset = static_cast<std::int16_t>(t.month.since_2000 - 6);
  std::uint8_t const by[5] = {1, 1 + found_alone, 3 + found_alone, listed_at_start, 2};
  for (std::size_t i = 0; i < 5; ++i) {
    t.h().onset_month[i] = t.h().listed_month[i] = onset;
    t.h().spells[i] = 1;
    t.h().category[i] = i == 4 ? 0 : 1;  // the last one was never listed
    t.h().listed_by[i] = by[i];
  }
  t.monitoring_month();
  CHECK(t.total(Total::onsets_found_6) == 4);
  CHECK(t.total(Total::onsets_found_by_channel, 1) == 2);
  CHECK(t.total(Total::onsets_found_alone, 1) == 1);
  CHECK(t.total(Total::onsets_found_by_channel, 3) == 1);
  CHECK(t.total(Total::onsets_found_alone, 3) == 1);
  CHECK(t.total(Total::onsets_found_by_channel, 2) == 0);
}

TEST_CASE("Two channels in one month: neither found it alone", "[monitoring][early_warning]") {
  OneCounty t(200);
  put_at_risk(t);
  t.set<Verification>(perfect());
  t.set<GroupReports>({.report_chance = 1, .severity_factor = 1});
  t.off<SelfReport>();
  SECTION("both") {
    t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
    t.monitoring_month();
    CHECK(t.total(Total::alerts_alone, 0) == 0);
    CHECK(t.h().listed_by[0] < found_alone);
  }
  SECTION("one") {
    t.off<Visits>();
    t.monitoring_month();
    CHECK(t.total(Total::alerts_alone, 0) == 200);
    CHECK(t.h().listed_by[0] == found_alone);
    CHECK(t.total(Total::newly_listed_by_channel, 0) == 200);
  }
}

TEST_CASE("Never found is who was not on the register at any time in the year after the onset",
          "[monitoring][early_warning]") {
  OneCounty t(6);
  std::int16_t const now = static_cast<std::int16_t>(t.month.since_2000), onset = static_cast<std::int16_t>(now - 12);
  for (std::size_t i = 0; i < 6; ++i) t.h().onset_month[i] = onset, t.h().spells[i] = 1;
  t.h().category[0] = 1;                                         // listed now
  t.h().listed_month[1] = onset;                                 // listed since, removed again
  t.h().listed_month[2] = static_cast<std::int16_t>(onset - 9);  // removed at the onset
  t.h().follow_up_months[2] = 12;
  t.h().listed_month[3] = static_cast<std::int16_t>(onset - 9);  // removed a month before it
  t.h().follow_up_months[3] = 11;
  t.h().members[5] = 0;  // has ended
  Block const b = t.block();
  for (Index i = 0; i < 6; ++i) score_old_onset(t.county, b, i, t.month, 24);
  CHECK(t.total(Total::old_onsets_scored) == 5);
  CHECK(t.total(Total::onsets_never_found) == 2);  // households 3 and 4
}

TEST_CASE("A removal is wrong if need returns within six months, and counted once", "[monitoring][early_warning]") {
  OneCounty t(1);
  Block const b = t.block();
  t.h().follow_up_months[0] = 18;
  CHECK_FALSE(removed_too_soon(b, 0, false, 24));
  CHECK(removed_too_soon(b, 0, true, 24));
  CHECK_FALSE(removed_too_soon(b, 0, true, 24));
  t.h().stable_months[0] = 0;
  t.h().follow_up_months[0] = 17;  // seven months
  CHECK_FALSE(removed_too_soon(b, 0, true, 24));
}

TEST_CASE("On the fast track a sudden hardship is decided at once and before graver old cases",
          "[monitoring][early_warning]") {
  OneCounty t(20);
  put_at_risk(t);
  for (Index i = 10; i < 20; ++i) {
    t.income(8000, i);
    t.h().out_of_pocket_12[static_cast<std::size_t>(i)] = 1'300'000;
  }
  t.set<Visits>({.lifted_out_per_year = 1000, .sight_share = 1});
  auto p = perfect(500);
  p.delay_months = 1;
  SECTION("with it") {
    p.fast_track_share = 1;
    t.set<Verification>(p);
    t.monitoring_month();
    for (std::size_t i = 0; i < 20; ++i) CHECK(t.h().category[i] == (i < 10 ? 0 : 3));
  }
  SECTION("without it they wait like all others") {
    t.set<Verification>(p);
    t.monitoring_month();
    for (std::size_t i = 0; i < 20; ++i) CHECK(t.h().category[i] == 0);
  }
}

TEST_CASE("Too few cadres make fewer visits and find fewer households", "[monitoring][early_warning]") {
  auto const found = [](float visits_per_month) {
    OneCounty t(4000);
    put_at_risk(t);
    t.county.villages.households_all = t.county.villages.households = {4000};
    t.county.villages.team = {0};
    t.off<GroupReports>();
    t.off<SelfReport>();
    t.set<Verification>(perfect());
    std::get<Plan<ResidentTeams>>(t.scenario.policies).on = false;
    t.set<Visits>({.lifted_out_per_year = 6, .sight_share = 0.5f, .cadre_visits_per_month = visits_per_month});
    std::fill(t.h().category.begin(), t.h().category.end(), std::uint8_t{0});
    plan_visits(t.step(), t.county, {0});
    t.monitoring_month();
    return t.total(Total::newly_listed);
  };
  std::int64_t const none = found(0), half = found(1000), all = found(2000), more = found(20000);
  CHECK(none == 0);
  CHECK(half > 350);  // 1 - exp(-1/8) of 4,000 is 470, sd 20
  CHECK(half < 590);
  CHECK(all > 700);  // 1 - exp(-1/4) of 4,000 is 885, sd 26
  CHECK(all < 1070);
  CHECK(more == all);
}

TEST_CASE("More visits find a superset when verification is unlimited", "[monitoring][early_warning]") {
  std::vector<std::uint8_t> before(3000, 0);
  for (float const visits : {0.0f, 2.0f, 6.0f, 12.0f, 1000.0f}) {
    OneCounty t(3000);
    put_at_risk(t);
    t.set<Verification>(perfect());
    t.set<GroupReports>({.report_chance = 0.02f, .severity_factor = 1});
    t.set<Visits>({.lifted_out_per_year = visits, .sight_share = 0.4f});
    for (std::size_t i = 0; i < 3000; ++i) t.h().onset_month[i] = t.month.since_2000, t.h().spells[i] = 1;
    for (int m = 0; m < 6; ++m) t.monitoring_month();
    for (std::size_t i = 0; i < 3000; ++i) REQUIRE(t.h().category[i] >= before[i]);
    before = t.h().category;
    t.monitoring_month();
    CHECK(t.total(Total::onsets_scored) == 3000);
  }
  CHECK(std::count(before.begin(), before.end(), std::uint8_t{1}) == 3000);
}

TEST_CASE("A rule that alerts by lot has the base rate as its precision and its rate as recall",
          "[monitoring][early_warning]") {
  Index const n = 20000;
  OneCounty t(n);
  for (Index i = 0; i < n; ++i) {
    bool const at_risk = i % 10 < 3;
    t.income(at_risk ? 5000.0f : 8000.0f, i);
    t.h().house_grade[static_cast<std::size_t>(i)] = at_risk ? 1 : 0;
  }
  // One household in a hundred, whoever it is; whoever is named is listed.
  t.set<GroupReports>({.report_chance = 0.01f, .severity_factor = 1, .false_alarm_chance = 0.01f});
  t.off<Visits>();
  t.off<SelfReport>();
  auto p = perfect();
  p.specificity = 0;
  t.set<Verification>(p);
  for (Index first = 0; first < n; first += block_rows) {
    Block const b = t.h().block(first, std::min(block_rows, n - first), t.household_class);
    t.draws.fill(stream("life"), t.month, b.id, b.n, t.scratch->life_luck[life_luck::hardships].data());
    assess_needs(t.step(), t.county, b);
  }
  t.monitoring_month();
  double const listed = static_cast<double>(t.total(Total::newly_listed)),
               true_ones = static_cast<double>(t.total(Total::newly_listed_at_risk));
  CHECK(listed == Approx(200).margin(4 * 14));
  CHECK(true_ones == Approx(60).margin(4 * 8));
  CHECK(true_ones / listed == Approx(0.3).margin(0.14));
}

TEST_CASE("Months of risk count bills that push a household below the line", "[monitoring][early_warning]") {
  OneCounty t(4);
  t.income(7000, 0);
  t.income(7000, 1);
  t.h().out_of_pocket_12[1] = 300'001;  // 17,999.99 left of the line of 18,000
  t.income(5000, 2);
  t.income(5000, 3);
  t.h().members[3] = 0;
  t.h().risk_months[2] = 255;
  t.h().risk_months[0] = 7;
  t.monitoring_month();
  CHECK(t.h().risk_months[0] == 0);
  CHECK(t.h().risk_months[1] == 1);
  CHECK(t.h().risk_months[2] == 255);
  CHECK(t.h().risk_months[3] == 0);
  t.monitoring_month();
  CHECK(t.h().risk_months[1] == 2);
}
