// Industry development: grants of productive capital to households, technicians and cold storage in villages.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

IndustryDevelopment::Params rules() {
  IndustryDevelopment::Params p;
  p.funds_yuan_per_year = 1000000, p.industry_share = 0.5f, p.household_share = 0.25f, p.grant_yuan = 5000;
  p.lifted_out_persons = 1000, p.gap_years = 3;
  p.listed_score = 2, p.measure_score = 4, p.labour_score = 0.5f;
  p.service_share = 0.4f, p.cold_storage_share = 0.25f;
  return p;
}

struct Farmer : OneHousehold {
  explicit Farmer(Slot state = Slot::farm) {
    h().slot_0[0] = code(state);
    at(2023, 3);
  }
  float score() { return IndustryDevelopment::score(rules(), now, block(), 0); }
};

}  // namespace

TEST_CASE("a quarter of the industry money is 25 grants, shared by lifted-out persons", "[policies][industry]") {
  auto p = rules();
  CHECK(IndustryDevelopment::places(p, {}, 1000) == Approx(25));  // 1000000 x 0.5 x 0.25 / 5000
  CHECK(IndustryDevelopment::places(p, {}, 40) == Approx(1));
  CHECK(IndustryDevelopment::places(p, {}, 0) == 0);
  p.household_share = 0;
  CHECK(IndustryDevelopment::places(p, {}, 1000) == 0);
  p = rules();
  p.funds_yuan_per_year = 0;  // strength 0
  CHECK(IndustryDevelopment::places(p, {}, 1000) == 0);
}

TEST_CASE("grants are given in March", "[policies][industry]") {
  for (int m = 1; m <= 12; ++m) {
    Now now;
    now.month_of_year = m;
    CHECK(IndustryDevelopment::due(rules(), now) == (m == 3));
  }
}

TEST_CASE("a household with somebody able at home may have a grant, one with a farmer first", "[policies][industry]") {
  for (auto const& [state, points] : {std::pair{Slot::farm, 1.5f},
                                      {Slot::local, 1.0f},
                                      {Slot::post, 1.0f},
                                      {Slot::jobless, 1.0f},
                                      {Slot::migrant, 0.0f},
                                      {Slot::unable, 0.0f},
                                      {Slot::none, 0.0f}})
    CHECK(Farmer(state).score() == points);
  Farmer one(Slot::migrant);
  one.h().slot_3[0] = code(Slot::farm);
  CHECK(one.score() == 1.5f);
  one.h().members[0] = 0;
  CHECK(one.score() == 0);
}

TEST_CASE("the listed come first, before all those whose package names an industry measure", "[policies][industry]") {
  Farmer one;
  one.h().package[0] = 32;
  CHECK(one.score() == 1.5f);  // not listed any more
  one.h().category[0] = 1;
  CHECK(one.score() == 7.5f);
  one.h().package[0] = 31;  // every other measure
  CHECK(one.score() == 3.5f);
  one.h().package[0] = 33;
  CHECK(one.score() == 7.5f);
}

TEST_CASE("households neither lifted-out nor listed have no grant", "[policies][industry]") {
  Hamlet hamlet({0, 1, 2});
  hamlet.at(2023, 3);
  for (std::size_t i = 0; i < 3; ++i) hamlet.h().members[i] = 3, hamlet.h().slot_0[i] = code(Slot::farm);
  hamlet.h().category[2] = 3;
  auto const score = [&](HouseholdClass c, Index i) {
    return IndustryDevelopment::score(rules(), hamlet.now, hamlet.h().whole(c), i);
  };
  CHECK(score(HouseholdClass::marginal, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 1) == 3.5f);
}

TEST_CASE("another grant comes after three years, not sooner", "[policies][industry]") {
  Farmer one;
  for (auto const& [last, points] : {std::pair{0, 1.5f}, {19, 1.5f}, {20, 1.5f}, {21, 0.0f}, {23, 0.0f}}) {
    one.h().industry_year[0] = static_cast<std::uint8_t>(last);
    CHECK(one.score() == points);
  }
}

TEST_CASE("a grant is capital worth 5000 yuan, booked and no cash, every third March", "[policies][industry]") {
  Farmer one;
  auto p = rules();
  p.lifted_out_persons = 3;
  one.enact<IndustryDevelopment>(p);
  for (auto const& [year, month, grants] :
       {std::tuple{2023, 2, 0}, {2023, 3, 1}, {2023, 4, 1}, {2024, 3, 1}, {2025, 3, 1}, {2026, 2, 1}, {2026, 3, 2}}) {
    one.at(year, month);
    one.hand_out();
    CHECK(one.h().capital[0] == grants * 500000);
    CHECK(one.paid<IndustryDevelopment>() == grants * 500000);
  }
  CHECK(int{one.h().industry_year[0]} == 26);
  CHECK(one.h().public_cash[0] == 0);
  CHECK(IndustryDevelopment::projects(p) == 5000);
}

TEST_CASE("technicians and cold storage reach villages by lasting luck", "[policies][industry]") {
  CHECK(IndustryDevelopment::serves(rules(), 0.39f));
  CHECK_FALSE(IndustryDevelopment::serves(rules(), 0.4f));
  CHECK(IndustryDevelopment::cools(rules(), 0.24f));
  CHECK_FALSE(IndustryDevelopment::cools(rules(), 0.25f));
  CHECK_FALSE(IndustryDevelopment::serves({}, 0));
  CHECK_FALSE(IndustryDevelopment::cools({}, 0));
}
