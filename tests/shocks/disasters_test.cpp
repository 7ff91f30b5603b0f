// Disasters in a county made by hand: who is hit, what is lost, what relief pays back.
#include "model/month/disasters.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/shocks/small_county.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

DisasterEvent flood_event() {
  DisasterEvent e;
  e.month = Month::of(2021, 7);
  e.hazard = Hazard::flood;
  e.village_hit_share = 0.3f;
  e.household_hit_share = 0.5f;
  e.loss_yuan_mean = 1000;
  e.crop_loss_share = 0.3f;
  e.herd_loss_share = 0.1f;
  e.house_damage_share = 0.2f;
  e.house_collapse_share = 0.05f;
  e.injury_share = 0.1f;
  e.road_months = 2;
  return e;
}

}  // namespace

TEST_CASE("an event hits its shares of villages and households, and their houses", "[shocks]") {
  SmallCounty c({0, 0, 40000}, 400);
  std::vector<DisasterEvent> const events{flood_event()};
  strike_disasters(c.step(), c.county, events);
  int villages = 0, damaged = 0, collapsed = 0, hurt = 0;
  for (auto months : c.county.villages.damage_months) villages += months == 2;
  CHECK(std::abs(villages - 120) < 4 * std::sqrt(400 * 0.3 * 0.7));
  double const hits = static_cast<double>(c.total(Total::disaster_hit, static_cast<int>(Hazard::flood)));
  CHECK(std::abs(hits - villages * 50) < 4 * std::sqrt(villages * 25.0));
  double crop = 0, capital = 0;
  std::int64_t persons = 0;
  for (std::size_t k = 0; k < c.h().id.size(); ++k) {
    bool const hit = c.h().damage_months[k] > 0;
    if (hit) CHECK(c.county.villages.damage_months[static_cast<std::size_t>(c.h().village[k])] == 2);
    persons += hit ? c.h().members[k] - c.h().away[k] : 0;
    damaged += c.h().house_grade[k] == static_cast<std::uint8_t>(HouseGrade::grade_c);
    collapsed += c.h().house_grade[k] == static_cast<std::uint8_t>(HouseGrade::grade_d);
    if (c.h().house_grade[k] == static_cast<std::uint8_t>(HouseGrade::grade_d))
      CHECK(c.h().house_rebuild_months[k] == 10);
    hurt += c.h().acute_months[k] > 0;
    crop += c.h().crop_loss[k];
    capital += yuan(c.h().capital[k]);
    if (!hit) REQUIRE(c.h().capital[k] == 800000);
  }
  CHECK(persons == c.total(Total::disaster_hit_persons));
  CHECK(collapsed == c.total(Total::houses_lost));
  auto const near = [](double observed, double expected) {
    return std::abs(observed - expected) < 4 * std::sqrt(expected);
  };
  CHECK(near(damaged, 0.2 * hits));
  CHECK(near(collapsed, 0.05 * hits));
  CHECK(near(hurt, 0.1 * hits));
  CHECK(crop / hits == Approx(0.3).margin(4 * 0.3 / std::sqrt(hits)));
  CHECK(c.total(Total::disaster_loss) > 0);
  CHECK(capital < 40000 * 8000.0);
}

TEST_CASE("the mean loss is the event's for a household with the usual capital", "[shocks]") {
  auto const p = shipped().plan<Flood>().values[8];
  double sum = 0;
  int const n = 200000;
  for (int k = 0; k < n; ++k)
    sum += Disaster::loss(p, 1000, p.capital_yuan, numeric::normal_quantile((static_cast<float>(k) + 0.5f) / n));
  CHECK(sum / n == Approx(1000).epsilon(0.01));
  CHECK(Disaster::loss(p, 1000, 0, 0) ==
        Approx((1 - p.capital_tie_share) * Disaster::loss(p, 1000, p.capital_yuan, 0)));
  double share = 0;
  for (int k = 0; k < n; ++k) share += Disaster::share_with_mean(0.3f, (static_cast<float>(k) + 0.5f) / n);
  CHECK(share / n == Approx(0.3).epsilon(1e-3));
  CHECK(Disaster::share_with_mean(0, 0.5f) == 0);
  CHECK(Disaster::share_with_mean(1, 0.5f) == 1);
}

TEST_CASE("an event without households closes roads only", "[shocks]") {
  SmallCounty c({0, 0, 1000}, 10);
  DisasterEvent e = flood_event();
  e.village_hit_share = 1, e.household_hit_share = 0;
  std::vector<DisasterEvent> const events{e};
  strike_disasters(c.step(), c.county, events);
  for (auto months : c.county.villages.damage_months) CHECK(months == 2);
  CHECK(c.total(Total::disaster_hit, 0) == 0);
  strike_disasters(c.step(), c.county, {});
  for (auto months : c.county.villages.damage_months) CHECK(months == 1);
}

TEST_CASE("exposure moves floods between villages and leaves droughts alone", "[shocks]") {
  SmallCounty c({0, 0, 2000}, 1000);
  for (std::size_t v = 0; v < 1000; ++v) c.county.villages.exposure[v] = v % 2 ? 2.0f : 0.0f;
  DisasterEvent e = flood_event();
  std::vector<DisasterEvent> events{e};
  strike_disasters(c.step(), c.county, events);
  int even = 0, odd = 0;
  for (std::size_t v = 0; v < 1000; ++v) (v % 2 ? odd : even) += c.county.villages.damage_months[v] > 0;
  CHECK(even == 0);
  CHECK(std::abs(odd - 300) < 4 * std::sqrt(500 * 0.6 * 0.4));
  events[0].hazard = Hazard::drought;
  events[0].road_months = 9;
  strike_disasters(c.step(), c.county, events);
  even = 0;
  for (std::size_t v = 0; v < 1000; v += 2) even += c.county.villages.damage_months[v] == 9;
  CHECK(std::abs(even - 150) < 4 * std::sqrt(500 * 0.3 * 0.7));
}

TEST_CASE("relief pays its share of the loss and the grant for a lost house over three months, to an end", "[shocks]") {
  SmallCounty c({0, 0, 2});
  auto const p = c.scenario.plan<DisasterRelief>().values[8];
  Block const b = c.h().whole(HouseholdClass::ordinary);
  b.damage_loss[0] = b.damage_loss[1] = 300000;
  b.damage_months[0] = b.damage_months[1] = 3;
  b.grant_months[1] = 3;
  Fen plain = 0, lost = 0;
  for (int month = 0; month < 5; ++month) {
    plain += DisasterRelief::relief(p, c.now, b, 0);
    lost += DisasterRelief::relief(p, c.now, b, 1);
    strike_disasters(c.step(), c.county, {});
  }
  CHECK(plain == 90000);  // 30 percent of 3000 yuan
  CHECK(lost == 90000 + 3000000);
  CHECK(b.damage_months[0] == 0);
}

TEST_CASE("a second disaster adds to what the first still calls for", "[shocks]") {
  SmallCounty c({0, 0, 1});
  DisasterEvent e = flood_event();
  e.village_hit_share = e.household_hit_share = 1;
  e.crop_loss_share = e.herd_loss_share = e.house_damage_share = e.house_collapse_share = e.injury_share = 0;
  std::vector<DisasterEvent> const events{e};
  strike_disasters(c.step(), c.county, events);
  Fen const first = c.h().damage_loss[0];
  CHECK(first == c.total(Total::disaster_loss));
  c.at(2021, 8);
  strike_disasters(c.step(), c.county, events);
  Fen const second = static_cast<Fen>(c.total(Total::disaster_loss)) - first;
  CHECK(c.h().damage_months[0] == 3);
  CHECK(std::abs(c.h().damage_loss[0] - (first * 2 / 3 + second)) <= 2);
}

TEST_CASE("the luck of a household in a disaster is its own: other events and households do not move it", "[shocks]") {
  auto const capital_of = [](bool with_another, Index rows) {
    SmallCounty c({0, 0, rows}, 1);
    DisasterEvent e = flood_event();
    e.village_hit_share = 1;
    e.serial = 5;
    DisasterEvent other = e;
    other.serial = 3, other.household_hit_share = 0;
    std::vector<DisasterEvent> events{e};
    if (with_another) events.insert(events.begin(), other);
    strike_disasters(c.step(), c.county, events);
    return std::vector<Fen>(c.h().capital.begin(), c.h().capital.begin() + 50);
  };
  CHECK(capital_of(false, 50) == capital_of(true, 500));
}

TEST_CASE("strengthened houses fall less often in an earthquake, and as often in a flood", "[shocks]") {
  auto const damaged = [](Hazard hazard, bool retrofitted) {
    SmallCounty c({0, 0, 20000}, 1);
    std::get<Plan<SeismicRetrofit>>(c.scenario.policies) = Plan<SeismicRetrofit>::constant({.damage_cut_share = 0.6f});
    for (auto& r : c.h().retrofitted) r = retrofitted;
    DisasterEvent e = flood_event();
    e.hazard = hazard;
    e.village_hit_share = e.household_hit_share = 1;
    std::vector<DisasterEvent> const events{e};
    strike_disasters(c.step(), c.county, events);
    std::array<int, 3> grades{};
    for (auto grade : c.h().house_grade) ++grades[grade];
    return grades;
  };
  auto const weak = damaged(Hazard::earthquake, false), strong = damaged(Hazard::earthquake, true);
  CHECK(std::abs(weak[2] - 1000) < 4 * std::sqrt(1000.0));
  CHECK(std::abs(strong[2] - 400) < 4 * std::sqrt(400.0));
  CHECK(std::abs(weak[1] - 4000) < 4 * std::sqrt(4000.0));
  CHECK(std::abs(strong[1] - 1600) < 4 * std::sqrt(1600.0));
  CHECK(damaged(Hazard::flood, true) == damaged(Hazard::flood, false));
}

TEST_CASE("public reconstruction starts with the disaster; without relief the house waits", "[shocks]") {
  auto const months = [](bool on, float grant, float share) {
    SmallCounty c({0, 0, 2000}, 1);
    set<DisasterRelief>(c.scenario, &DisasterRelief::Params::rebuild_grant_yuan, grant);
    set<DisasterRelief>(c.scenario, &DisasterRelief::Params::loss_share, share);
    std::get<Plan<DisasterRelief>>(c.scenario.policies).on = on;
    DisasterEvent e = flood_event();
    e.village_hit_share = e.household_hit_share = 1;
    std::vector<DisasterEvent> const events{e};
    strike_disasters(c.step(), c.county, events);
    std::array<int, 3> longest{};
    for (std::size_t i = 0; i < 2000; ++i) {
      int& most = longest[c.h().house_grade[i]];
      most = std::max<int>(most, c.h().house_rebuild_months[i]);
    }
    return longest;
  };
  CHECK(months(true, 30000, 0.3f) == std::array<int, 3>{0, 4, 10});
  CHECK(months(true, 0, 0.3f) == std::array<int, 3>{0, 4, 0});
  CHECK(months(true, 30000, 0) == std::array<int, 3>{0, 0, 10});
  CHECK(months(false, 30000, 0.3f) == std::array<int, 3>{0, 0, 0});
}

TEST_CASE("field works cut what a flood takes from the fields, road upkeep the months a road is closed", "[shocks]") {
  auto const strike = [](float works, float upkeep) {
    SmallCounty c({0, 0, 4000}, 1);
    VillageWorks::Params p;
    p.flood_protect_share = 0.5f, p.quick_reopen_share = 0.5f;
    std::get<Plan<VillageWorks>>(c.scenario.livelihood) = Plan<VillageWorks>::constant(p);
    c.county.villages.field_works = {works};
    c.county.villages.road_upkeep = {upkeep};
    DisasterEvent e = flood_event();
    e.village_hit_share = e.household_hit_share = 1;
    e.road_months = 4;
    std::vector<DisasterEvent> const events{e};
    strike_disasters(c.step(), c.county, events);
    double crop = 0;
    for (float loss : c.h().crop_loss) crop += loss;
    return std::pair{crop / 4000, int{c.county.villages.damage_months[0]}};
  };
  CHECK(strike(0, 0).first == Approx(0.3).margin(0.02));
  CHECK(strike(1, 0).first == Approx(0.15).margin(0.02));
  CHECK(strike(-1, 0).first == Approx(0.45).margin(0.02));
  CHECK(strike(0, 0).second == 4);
  CHECK(strike(0, 1).second == 2);
}

TEST_CASE("relief for the loss and the grant for the house each run for their own months", "[shocks]") {
  SmallCounty c({0, 0, 1});
  Block const b = c.h().whole(HouseholdClass::ordinary);
  DisasterRelief::Params p{.loss_share = 0.5f, .rebuild_grant_yuan = 30000, .relief_months = 3};
  auto const due = [&](int damage_months, int grant_months) {
    b.damage_months[0] = static_cast<std::uint8_t>(damage_months);
    b.grant_months[0] = static_cast<std::uint8_t>(grant_months);
    return DisasterRelief::relief(p, c.now, b, 0);
  };
  b.damage_loss[0] = 300000;
  CHECK(due(0, 0) == 0);
  CHECK(due(1, 0) == 50000);  // half of 3000 yuan in three parts
  CHECK(due(3, 0) == 50000);
  CHECK(due(0, 1) == 1000000);
  CHECK(due(3, 3) == 1050000);
  p.relief_months = 1;
  CHECK(due(1, 1) == 3150000);
  p.loss_share = 0;
  CHECK(due(1, 1) == 3000000);
  p.rebuild_grant_yuan = 0;
  CHECK(due(1, 1) == 0);
  p.loss_share = 0.5f;
  b.damage_loss[0] = 0;
  CHECK(due(3, 0) == 0);
}
