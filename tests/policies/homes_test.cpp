// Housing repair, seismic retrofit, support after relocation and the move of corner households: rules on one household,
// and the county's round of places.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }
constexpr auto code(HouseGrade g) { return static_cast<std::uint8_t>(g); }
constexpr auto code(Relocated r) { return static_cast<std::uint8_t>(r); }

// Ten lifted-out and ten ordinary households of two members, all of the province's people, in houses of grade C.
struct Homes : Hamlet {
  Homes() : Hamlet({10, 0, 10}) {
    facts.lifted_out_persons = province_lifted_out_persons;
    facts.margins.rural_persons = province_rural_persons;
    facts.seismic_intensity = 7;
    for (std::size_t i = 0; i < 20; ++i) {
      h().members[i] = 2;
      h().house_grade[i] = code(HouseGrade::grade_c);
      h().savings[i] = 500000;
    }
    at(2021, 2);
  }
  Block lifted() { return county.households.whole(HouseholdClass::lifted_out); }
  Block ordinary() { return county.households.whole(HouseholdClass::ordinary); }
  int under_works() {
    int n = 0;
    for (auto months : h().house_rebuild_months) n += months > 0;
    return n;
  }
  FenSum repairs() {
    FenSum sum = 0;
    for (Fen fen : h().repairs) sum += fen;
    return sum;
  }
};

HousingRepair::Params repair(float places) {
  auto p = shipped<HousingRepair>(2021, 2);
  p.places_per_year = places;
  return p;
}

RelocationSupport::Params jobs(float places) {
  auto p = shipped<RelocationSupport>(2021, 3);
  p.jobs_per_year = places;
  return p;
}

}  // namespace

TEST_CASE("a quarter of the year's repairs is granted in February, May, August and November", "[policies][housing]") {
  for (int month = 1; month <= 12; ++month) {
    Homes homes;
    homes.at(2021, month);
    homes.enact<HousingRepair>(repair(12));
    homes.hand_out();
    CHECK(homes.under_works() == (month % 3 == 2 ? 3 : 0));
  }
}

TEST_CASE("a repair of grade C takes 3 months, 8000 yuan of grant and 1000 of own savings", "[policies][housing]") {
  Homes homes;
  homes.enact<HousingRepair>(repair(4));
  homes.hand_out();
  CHECK(homes.under_works() == 1);
  CHECK(homes.paid<HousingRepair>() == 800000);
  CHECK(homes.repairs() == 100000);
  FenSum savings = 0;
  for (Fen fen : homes.h().savings) savings += fen;
  CHECK(savings == 20 * 500000 - 100000);
  CHECK(*std::max_element(homes.h().house_rebuild_months.begin(), homes.h().house_rebuild_months.end()) == 3);
}

TEST_CASE("a new house for grade D costs 30000 of grant and 10000 of own money; what savings lack is owed",
          "[policies][housing]") {
  Homes homes;
  homes.h().house_grade[4] = code(HouseGrade::grade_d);  // ranks before grade C
  homes.enact<HousingRepair>(repair(4));
  homes.hand_out();
  CHECK(homes.under_works() == 1);
  CHECK(homes.h().house_rebuild_months[4] == 8);
  CHECK(homes.paid<HousingRepair>() == 3000000);
  CHECK(homes.h().savings[4] == 0);
  CHECK(homes.h().debt[4] == 500000);
  CHECK(homes.h().repairs[4] == 1000000);
  CHECK(homes.h().house_grade[4] == code(HouseGrade::grade_d));  // until the works are done
}

TEST_CASE("the listed come before grade D, grade D before dibao", "[policies][housing]") {
  Homes homes;
  homes.h().category[1] = 1;
  homes.h().house_grade[2] = code(HouseGrade::grade_d);
  homes.h().dibao[3] = 1;
  auto const p = repair(4);
  Block const b = homes.lifted();
  CHECK(HousingRepair::score(p, homes.now, b, 0) == 1);
  CHECK(HousingRepair::score(p, homes.now, b, 1) == 5);
  CHECK(HousingRepair::score(p, homes.now, b, 2) == 4);
  CHECK(HousingRepair::score(p, homes.now, b, 3) == 3);
}

TEST_CASE("an ordinary household is repaired only on dibao, tekun, the low-income file or the register",
          "[policies][housing]") {
  Homes homes;
  Block const b = homes.ordinary();
  CHECK(HousingRepair::concerns({}, homes.now, b, 0) == 0);
  b.dibao[1] = b.tekun[2] = b.category[3] = b.low_income_file[4] = 1;
  for (Index i = 1; i <= 4; ++i) CHECK(HousingRepair::concerns({}, homes.now, b, i) == 1);
  CHECK(HousingRepair::concerns({}, homes.now, homes.lifted(), 0) == 1);
}

TEST_CASE("a safe house, one under works and an ended household are not repaired", "[policies][housing]") {
  Homes homes;
  Block const b = homes.lifted();
  b.house_grade[0] = code(HouseGrade::safe);
  b.house_rebuild_months[1] = 1;
  b.members[2] = 0;
  for (Index i = 0; i <= 2; ++i) {
    CHECK(HousingRepair::concerns({}, homes.now, b, i) == 0);
    CHECK(HousingRepair::score(repair(4), homes.now, b, i) == 0);
  }
}

TEST_CASE("k repairs are granted to k households, and k + 1 to all of them and one more", "[policies][housing]") {
  std::vector<std::uint8_t> before(20, 0);
  for (int k = 0; k <= 12; ++k) {
    Homes homes;
    for (std::size_t i = 0; i < 10; ++i) homes.h().dibao[i] = i % 3 == 0;
    homes.enact<HousingRepair>(repair(static_cast<float>(4 * k)));
    homes.hand_out();
    CHECK(homes.under_works() == std::min(k, 10));
    for (std::size_t i = 0; i < 20; ++i) CHECK(homes.h().house_rebuild_months[i] >= before[i]);
    before.assign(homes.h().house_rebuild_months.begin(), homes.h().house_rebuild_months.end());
  }
}

TEST_CASE("without places, or switched off, nobody's house is repaired", "[policies][housing]") {
  Homes homes;
  homes.enact<HousingRepair>(repair(0));
  homes.hand_out();
  CHECK(homes.under_works() == 0);
  homes.enact<HousingRepair>(repair(40)).on = false;
  homes.hand_out();
  CHECK(homes.under_works() == 0);
  CHECK(homes.ledger() == 0);
}

TEST_CASE("a county's places follow its part of the lifted-out and the rural persons, and what was drawn of them",
          "[policies][housing]") {
  CountyFacts const facts;
  HousingRepair::Params const p{.places_per_year = 4000, .lifted_out_key_share = 0.7f};
  // 1000 a quarter: 0.7 x 0.02 + 0.3 x 0.01 = 0.017
  CHECK(HousingRepair::places(p, Now{}, {&facts, 0.02f, 0.01f}) == Approx(17));
  CHECK(HousingRepair::places(p, Now{}, {&facts, 0, 0}) == 0);
  Homes homes;
  homes.county.drawn_share = {0.5, 1, 0.5};
  homes.enact<HousingRepair>(repair(24));
  homes.hand_out();
  CHECK(homes.under_works() == 3);
}

TEST_CASE("part of a place is granted in as many quarters as it says", "[policies][housing]") {
  int granted = 0;
  for (int quarter = 0; quarter < 400; ++quarter) {
    Homes homes;
    homes.now.month = Month::of(2021, 2) + 3 * quarter;
    homes.enact<HousingRepair>(repair(1));  // a quarter of a place a round
    homes.hand_out();
    granted += homes.under_works();
  }
  CHECK(granted > 65);
  CHECK(granted < 135);  // 100 within four standard deviations of 8.7
}

TEST_CASE("retrofit is for counties of degree 7 and more, in April, once a house", "[policies][seismic]") {
  auto const strengthened = [](int degree, int month, float places) {
    Homes homes;
    homes.at(2021, month);
    homes.facts.seismic_intensity = degree;
    auto p = shipped<SeismicRetrofit>(2021, 4);
    p.places_per_year = places, p.zone_rural_share = 0.5f;
    homes.enact<SeismicRetrofit>(p);
    homes.hand_out();
    homes.hand_out();
    int n = 0;
    for (auto r : homes.h().retrofitted) n += r;
    CHECK(homes.paid<SeismicRetrofit>() == n * 1000000);
    CHECK(homes.repairs() == n * 200000);
    return n;
  };
  CHECK(strengthened(6, 4, 1) == 0);
  CHECK(strengthened(7, 4, 1) == 4);  // two rounds of 1 / 0.5 places
  CHECK(strengthened(9, 4, 1) == 4);
  CHECK(strengthened(7, 5, 1) == 0);
  CHECK(strengthened(7, 4, 0) == 0);
  CHECK(strengthened(7, 4, 50) == 10);  // no ordinary household, none twice
}

TEST_CASE("the listed come first for retrofit, homes on estates need none", "[policies][seismic]") {
  Homes homes;
  Block const b = homes.lifted();
  auto const p = shipped<SeismicRetrofit>(2021, 4);
  b.category[1] = 1;
  b.relocated[2] = code(Relocated::estate);
  b.retrofitted[3] = 1;
  b.members[4] = 0;
  CHECK(SeismicRetrofit::score(p, homes.now, b, 0) == 2);
  CHECK(SeismicRetrofit::score(p, homes.now, b, 1) == 4);
  for (Index i = 2; i <= 4; ++i) CHECK(SeismicRetrofit::score(p, homes.now, b, i) == 0);
  homes.ordinary().dibao[0] = 1;
  CHECK(SeismicRetrofit::score(p, homes.now, homes.ordinary(), 0) == 1);
  CHECK(SeismicRetrofit::score(p, homes.now, homes.ordinary(), 1) == 0);
}

TEST_CASE("a strengthened house is damaged with 0.4 of the chance", "[policies][seismic]") {
  auto const p = shipped<SeismicRetrofit>(2021, 4);
  CHECK(SeismicRetrofit::damage_factor(p, true) == Approx(0.4));
  CHECK(SeismicRetrofit::damage_factor(p, false) == 1);
}

TEST_CASE("on an estate a home without a wage gets one local job, the jobless before the farmer",
          "[policies][relocation]") {
  Homes homes;
  homes.at(2021, 3);
  Block const b = homes.lifted();
  b.relocated[0] = b.relocated[1] = code(Relocated::estate);
  b.slot_0[0] = code(Slot::farm), b.slot_age_0[0] = 40;
  b.slot_1[0] = code(Slot::jobless), b.slot_age_1[0] = 30;
  b.slot_0[1] = code(Slot::farm), b.slot_age_0[1] = 65;
  b.slot_1[1] = code(Slot::farm), b.slot_age_1[1] = 40;
  homes.enact<RelocationSupport>(jobs(40));
  homes.hand_out();
  CHECK(b.slot_0[0] == code(Slot::farm));
  CHECK(b.slot_1[0] == code(Slot::local));
  CHECK(b.slot_0[1] == code(Slot::local));  // at the greatest age
  CHECK(b.slot_1[1] == code(Slot::farm));   // one job a home
  CHECK(homes.ledger() == 0);
}

TEST_CASE("no estate job for those who earn, are too old, too young, or were never moved", "[policies][relocation]") {
  Homes homes;
  Block const b = homes.lifted();
  for (Index i = 0; i < 7; ++i) {
    b.relocated[i] = code(Relocated::estate);
    b.slot_0[i] = code(Slot::jobless);
    b.slot_age_0[i] = 30;
  }
  b.slot_1[0] = code(Slot::local);
  b.slot_1[1] = code(Slot::migrant);
  b.slot_1[2] = code(Slot::post);
  b.slot_age_0[3] = 66;
  b.slot_age_0[4] = 17;
  b.relocated[5] = code(Relocated::no);
  b.relocated[6] = code(Relocated::corner_waiting);
  for (Index i = 0; i < 7; ++i) CHECK(RelocationSupport::score(jobs(40), homes.now, b, i) == 0);
  b.relocated[5] = code(Relocated::corner_moved);
  CHECK(RelocationSupport::score(jobs(40), homes.now, b, 5) == 2);
  b.category[5] = 1;
  CHECK(RelocationSupport::score(jobs(40), homes.now, b, 5) == 4);
}

TEST_CASE("estate jobs are matched in the last month of a quarter, as many as there are", "[policies][relocation]") {
  auto const placed = [](int month, float places) {
    Homes homes;
    homes.at(2021, month);
    for (std::size_t i = 0; i < 10; ++i) {
      homes.h().relocated[i] = code(Relocated::estate);
      homes.h().slot_0[i] = code(Slot::jobless);
      homes.h().slot_age_0[i] = 30;
    }
    homes.enact<RelocationSupport>(jobs(places));
    homes.hand_out();
    return std::count(homes.h().slot_0.begin(), homes.h().slot_0.end(), code(Slot::local));
  };
  CHECK(placed(3, 12) == 3);
  CHECK(placed(4, 12) == 0);
  CHECK(placed(5, 12) == 0);
  CHECK(placed(6, 12) == 3);
  CHECK(placed(6, 0) == 0);
  CHECK(placed(6, 400) == 10);
}

TEST_CASE("a corner household moves to a sound house with water, half the land and half the farm",
          "[policies][corner]") {
  Homes homes;
  homes.at(2021, 5);
  Block const b = homes.lifted();
  for (Index i = 0; i < 10; ++i) {
    b.relocated[i] = code(i < 3 ? Relocated::corner_waiting : Relocated::estate);
    b.house_grade[i] = code(HouseGrade::safe);
    b.land_mu[i] = 8;
    b.farm_log[i] = 9;
  }
  b.house_grade[1] = code(HouseGrade::grade_d);
  b.house_rebuild_months[1] = 5;
  b.water_cut[1] = 1;
  auto p = shipped<CornerRelocation>(2021, 5);
  p.places_per_year = 1;
  homes.enact<CornerRelocation>(p);
  homes.hand_out();
  CHECK(b.relocated[1] == code(Relocated::corner_moved));  // danger first
  CHECK(b.relocated[0] == code(Relocated::corner_waiting));
  CHECK(b.house_grade[1] == 0);
  CHECK(b.house_rebuild_months[1] == 0);
  CHECK(b.water_cut[1] == 0);
  CHECK(b.land_mu[1] == 4);
  CHECK(b.farm_log[1] == Approx(9 - 0.693147));
  CHECK(homes.paid<CornerRelocation>() == 5000000);  // 25000 for each of two members
  CHECK(b.repairs[1] == 1000000);
  CHECK(b.debt[1] == 500000);
}

TEST_CASE("corner households move in May while places last, unsafe houses before cut water before the rest",
          "[policies][corner]") {
  Homes homes;
  Block const b = homes.lifted();
  auto const p = shipped<CornerRelocation>(2021, 5);
  for (Index i = 0; i < 4; ++i) b.relocated[i] = code(Relocated::corner_waiting), b.house_grade[i] = 0;
  b.house_grade[1] = code(HouseGrade::grade_c);
  b.water_cut[2] = 1;
  b.members[3] = 0;
  CHECK(CornerRelocation::score(p, homes.now, b, 0) == 1);
  CHECK(CornerRelocation::score(p, homes.now, b, 1) == 3);
  CHECK(CornerRelocation::score(p, homes.now, b, 2) == 2);
  CHECK(CornerRelocation::score(p, homes.now, b, 3) == 0);
  CHECK(CornerRelocation::score(p, homes.now, b, 4) == 0);
  for (int month = 1; month <= 12; ++month) {
    homes.at(2021, month);
    CHECK(CornerRelocation::due(p, homes.now) == (month == 5));
  }
  CHECK(shipped<CornerRelocation>(2020, 12).places_per_year == 0);
  homes.at(2020, 5);
  homes.enact<CornerRelocation>(shipped<CornerRelocation>(2020, 5));
  homes.hand_out();
  CHECK(b.relocated[1] == code(Relocated::corner_waiting));
}

TEST_CASE("an estate job is for those of 18 and more, and money or places of zero bring none",
          "[policies][relocation]") {
  Homes homes;
  Block const b = homes.lifted();
  b.relocated[0] = code(Relocated::estate);
  b.slot_0[0] = code(Slot::jobless);
  b.slot_age_0[0] = 18;
  CHECK(RelocationSupport::score(jobs(40), homes.now, b, 0) == 2);
  b.slot_age_0[0] = 65;
  CHECK(RelocationSupport::score(jobs(40), homes.now, b, 0) == 2);
  CountyFacts const facts;
  CHECK(RelocationSupport::places(jobs(40), homes.now, {&facts, 0.5f, 0}) == 5);  // a quarter of 20
  CHECK(RelocationSupport::places(jobs(0), homes.now, {&facts, 1, 1}) == 0);
  CornerRelocation::Params const corner{.places_per_year = 100, .grant_yuan = 0};
  CHECK(CornerRelocation::places(corner, homes.now, {&facts, 0.25f, 1}) == 25);
  CHECK(CornerRelocation::worth(corner, b, 0) == 0);
}
