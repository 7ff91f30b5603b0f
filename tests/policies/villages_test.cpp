// Water supply, infrastructure and project assets: what they do to a village, and what time does without them.
#include "model/month/villages.hpp"

#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

// Two lifted-out and two ordinary households of five members in one village; nothing wears until a test says so.
struct Village : Hamlet {
  Village() : Hamlet({2, 0, 2}) {
    for (auto& members : h().members) members = 5;
    set_works({});
    county.villages.water = {0.5f};
    county.villages.road = {0.5f};
  }
  void set_works(VillageWorks::Params const& p) {
    std::get<Plan<VillageWorks>>(scenario.livelihood) = Plan<VillageWorks>::constant(p);
  }
  Villages& v() { return county.villages; }
  void months(int n) {
    for (int k = 0; k < n; ++k) {
      tend_villages(step(), county);
      now.month = now.month + 1;
      now.month_of_year = now.month.month_of_year();
    }
  }
};

AssetDividends::Params assets() {
  AssetDividends::Params p;
  p.operating_assets_yuan = 40000, p.lifted_out_persons = 10;  // all of it in this village of ten lifted-out members
  p.yield_share_per_year = 0.03f, p.poor_share = 0.4f, p.upkeep_share = 0.4f;
  p.works_upkeep_yuan_per_year = 250, p.assets_upkeep_share_per_year = 0.01f, p.assets_decay = 0.01f;
  return p;
}

}  // namespace

TEST_CASE("works connect a share of what a village's water lacks each month", "[policies][water]") {
  Village village;
  village.enact<WaterSupply>({.connect_share_per_year = 0.12f});
  village.months(1);
  CHECK(village.v().water[0] == Approx(0.505));
  village.months(1);
  CHECK(village.v().water[0] == Approx(0.505 + 0.01 * 0.495));
  village.v().water = {1};
  village.months(1);
  CHECK(village.v().water[0] == 1);
}

TEST_CASE("scaled works add what small ones lack, and never more than security", "[policies][water]") {
  Village village;
  village.enact<WaterSupply>({.scaled_works_share_per_year = 0.24f, .small_works_gap_share = 0.5f});
  village.months(1);
  CHECK(village.v().water[0] == Approx(0.51));
  village.v().water = {0.995f};
  village.months(1);
  CHECK(village.v().water[0] == 1);
}

TEST_CASE("water works wear by the part of their upkeep that nobody pays", "[policies][water]") {
  Village village;
  village.set_works({.water_decay = 0.1f});
  auto const after = [&](float upkeep) {
    village.v().water = {0.5f};
    village.enact<WaterSupply>({.upkeep_share = upkeep});
    village.months(1);
    return village.v().water[0];
  };
  CHECK(after(0) == Approx(0.45));
  CHECK(after(0.5f) == Approx(0.475));
  CHECK(after(1) == Approx(0.5));
  village.ban<WaterSupply>();
  village.months(1);
  CHECK(village.v().water[0] == Approx(0.45));
}

TEST_CASE("funds become works after nine months", "[policies][water][infrastructure]") {
  auto const months_until_effect = [](auto funded) {
    using P = decltype(funded);
    Village village;
    std::vector<typename P::Params> months(24);
    for (std::size_t m = 0; m < 24; ++m) {
      months[m].lag_months = 9;
      if constexpr (std::is_same_v<P, WaterSupply>)
        months[m].connect_share_per_year = m >= 3 ? 0.5f : 0.0f;
      else
        months[m].road_works_share_per_year = m >= 3 ? 0.5f : 0.0f;
    }
    village.enact_from<P>(Month::of(2021, 1), months);
    int month = 0;
    while (village.v().water[0] == 0.5f && village.v().road[0] == 0.5f && month < 30) village.months(1), ++month;
    return month;
  };
  CHECK(months_until_effect(WaterSupply{}) == 13);  // funds of April 2021 work in January 2022
  CHECK(months_until_effect(Infrastructure{}) == 13);
}

TEST_CASE("works are booked for each household, in all classes", "[policies][water][infrastructure]") {
  Village village;
  village.enact<WaterSupply>({.cost_yuan_per_year = 120});
  village.enact<Infrastructure>({.cost_yuan_per_year = 240});
  village.months(1);
  CHECK(village.paid<WaterSupply>() == 4 * 1000);
  CHECK(village.paid<Infrastructure>() == 4 * 2000);
  village.ban<Infrastructure>();
  village.months(1);
  CHECK(village.paid<Infrastructure>() == 4 * 2000);
}

TEST_CASE("roads and field works grow by a share of what they lack", "[policies][infrastructure]") {
  Village village;
  village.enact<Infrastructure>({.road_works_share_per_year = 0.12f, .field_works_share_per_year = 0.24f});
  village.months(1);
  CHECK(village.v().road[0] == Approx(0.505));
  CHECK(village.v().field_works[0] == Approx(0.02));
  village.months(1);
  CHECK(village.v().field_works[0] == Approx(0.02 + 0.02 * 0.98));
  village.enact<Infrastructure>({});
  village.months(1);
  CHECK(village.v().field_works[0] == Approx(0.02 + 0.02 * 0.98));
}

TEST_CASE("without upkeep roads and field works wear, down to none", "[policies][infrastructure]") {
  Village village;
  village.set_works({.road_decay = 0.1f, .field_decay = 0.3f});
  village.months(1);
  CHECK(village.v().road[0] == Approx(0.45));
  CHECK(village.v().field_works[0] == Approx(-0.3));
  village.months(5);
  CHECK(village.v().field_works[0] == -1);
  village.enact<Infrastructure>({.upkeep_share = 1});
  village.months(1);
  CHECK(village.v().field_works[0] == -1);
  CHECK(village.v().road[0] == Approx(0.5 * 0.9 * 0.9 * 0.9 * 0.9 * 0.9 * 0.9));
}

TEST_CASE("the farm gate receives the county's price less the transport margin that the road leaves",
          "[policies][infrastructure]") {
  VillageWorks::Params p;
  p.transport_margin_share = 0.2f;
  CHECK(VillageWorks::price_share(p, 1, false) == 1);
  CHECK(VillageWorks::price_share(p, 0.75f, false) == Approx(0.95));
  CHECK(VillageWorks::price_share(p, 0, false) == Approx(0.8));
  CHECK(VillageWorks::price_share(p, 1, true) == Approx(0.8));  // a closed road
  Village village;
  village.set_works(p);
  village.months(1);
  CHECK(village.v().price_share[0] == Approx(0.9));
  village.v().damage_months = {1};
  village.months(1);
  CHECK(village.v().price_share[0] == Approx(0.8));
}

TEST_CASE("field works cut crop losses by flood and drought only; decayed ones raise them",
          "[policies][infrastructure]") {
  VillageWorks::Params p;
  p.flood_protect_share = 0.3f, p.drought_protect_share = 0.4f;
  CHECK(VillageWorks::loss_factor(p, Hazard::flood, 0) == 1);
  CHECK(VillageWorks::loss_factor(p, Hazard::flood, 0.5f) == Approx(0.85));
  CHECK(VillageWorks::loss_factor(p, Hazard::drought, 1) == Approx(0.6));
  CHECK(VillageWorks::loss_factor(p, Hazard::drought, -1) == Approx(1.4));
  CHECK(VillageWorks::loss_factor(p, Hazard::hail, 1) == 1);
}

TEST_CASE("a paid road crew opens a closed road sooner", "[policies][infrastructure]") {
  VillageWorks::Params p;
  p.quick_reopen_share = 0.3f;
  CHECK(VillageWorks::closed_months(p, 10, 0) == 10);
  CHECK(VillageWorks::closed_months(p, 10, 0.5f) == 9);  // 8.5 rounds up
  CHECK(VillageWorks::closed_months(p, 10, 1) == 7);
  CHECK(VillageWorks::closed_months(p, 10, 3) == 7);
  CHECK(VillageWorks::closed_months(p, 0, 1) == 0);
}

TEST_CASE("a village's assets yield 3 percent, of which two fifths go to its lifted-out and listed members in January",
          "[policies][assets]") {
  Village village;
  village.enact<AssetDividends>(assets());
  village.months(1);  // January 2021
  CHECK(village.v().lifted_members[0] == 10);
  CHECK(village.v().aided_members[0] == 10);
  CHECK(village.v().dividend_yuan[0] == Approx(48));  // 40000 x 0.03 x 0.4 / 10
  village.at(2021, 1);
  village.pay();
  CHECK(village.h().public_cash[0] == 24000);
  CHECK(village.h().public_cash[1] == 24000);
  CHECK(village.h().public_cash[2] == 0);
  CHECK(village.paid<AssetDividends>() == 48000);
}

TEST_CASE("a listed household of any class shares the dividend of its village", "[policies][assets]") {
  Village village;
  village.h().category[2] = 1;
  village.enact<AssetDividends>(assets());
  village.months(1);
  CHECK(village.v().aided_members[0] == 15);
  village.at(2021, 1);
  village.pay();
  CHECK(village.h().public_cash[0] == 16000);  // 480 yuan over 15 members, 32 a head
  CHECK(village.h().public_cash[2] == 16000);
  CHECK(village.h().public_cash[3] == 0);
}

TEST_CASE("dividends are paid in January only, and not without a yield", "[policies][assets]") {
  Village village;
  auto p = assets();
  village.enact<AssetDividends>(p);
  village.months(1);
  village.at(2021, 2);
  village.pay();
  CHECK(village.ledger() == 0);
  p.yield_share_per_year = 0;
  village.enact<AssetDividends>(p);
  village.at(2022, 1);
  village.months(1);
  village.at(2022, 1);
  village.pay();
  CHECK(village.ledger() == 0);
}

TEST_CASE("a village without lifted-out members has no project assets", "[policies][assets]") {
  Village village;
  village.h().members[0] = village.h().members[1] = 0;
  village.enact<AssetDividends>(assets());
  village.months(1);
  CHECK(village.v().dividend_yuan[0] == 0);
  CHECK(village.v().road_upkeep[0] == 0);
}

TEST_CASE("the upkeep part of the yield keeps roads, water and the assets themselves", "[policies][assets]") {
  Village village;
  village.set_works({.road_decay = 0.1f, .water_decay = 0.1f});
  village.enact<AssetDividends>(assets());
  village.months(1);
  // 40000 x 0.03 x 0.4 = 480 yuan over 4 households x 250
  CHECK(village.v().road_upkeep[0] == Approx(0.48));
  CHECK(village.v().water_upkeep[0] == Approx(0.48));
  CHECK(village.v().road[0] == Approx(0.5 * (1 - 0.1 * 0.52)));
  CHECK(village.v().asset_condition[0] == 1);  // 0.012 of the value is more than the 0.01 that they need
  auto p = assets();
  p.upkeep_share = 0;
  village.enact<AssetDividends>(p);
  village.months(1);
  CHECK(village.v().road_upkeep[0] == 0);
  CHECK(village.v().asset_condition[0] == Approx(0.99));
  p.upkeep_share = 1.0f / 6;  // half of what they need
  village.v().asset_condition = {1};
  village.enact<AssetDividends>(p);
  village.months(1);
  CHECK(village.v().asset_condition[0] == Approx(0.995));
}

TEST_CASE("worn assets pay a smaller dividend", "[policies][assets]") {
  Village village;
  village.v().asset_condition = {0.5f};
  village.enact<AssetDividends>(assets());
  village.months(1);
  CHECK(village.v().dividend_yuan[0] == Approx(24));
}

TEST_CASE("new works come of what was funded, upkeep of what is paid now", "[policies][water][infrastructure]") {
  Village village;
  WaterSupply::tend({.connect_share_per_year = 0.12f, .upkeep_share = 0.5f},
                    {.connect_share_per_year = 0.6f, .upkeep_share = 1}, village.now, village.v(), 0);
  CHECK(village.v().water[0] == Approx(0.525));  // 0.6 / 12 of the missing half
  CHECK(village.v().water_upkeep[0] == 0.5f);
  village.v().road_upkeep = {0.25f};
  Infrastructure::tend({.road_works_share_per_year = 0.12f, .upkeep_share = 0.5f},
                       {.road_works_share_per_year = 0.6f, .upkeep_share = 1}, village.now, village.v(), 0);
  CHECK(village.v().road[0] == Approx(0.525));
  CHECK(village.v().road_upkeep[0] == 0.75f);  // beside what the assets pay
}

TEST_CASE("water is at most secure: works just short of, equal to and beyond what is missing", "[policies][water]") {
  // 0.75 x 1 / 12 = 0.0625 a month
  WaterSupply::Params const p{.scaled_works_share_per_year = 0.75f, .small_works_gap_share = 1};
  for (auto const& [before, after] : {std::pair{0.90625f, 0.96875f}, {0.9375f, 1.0f}, {0.96875f, 1.0f}, {1.0f, 1.0f}}) {
    Village village;
    village.v().water = {before};
    WaterSupply::tend(p, p, village.now, village.v(), 0);
    CHECK(village.v().water[0] == Approx(after));
    CHECK(village.v().water[0] <= 1);
  }
  Village village;
  village.v().water = {0};
  WaterSupply::tend({}, {.connect_share_per_year = 1}, village.now, village.v(), 0);
  CHECK(village.v().water[0] == Approx(1.0 / 12));
  WaterSupply::tend({}, {}, village.now, village.v(), 0);
  CHECK(village.v().water[0] == Approx(1.0 / 12));
}

TEST_CASE("complete works grow no further, decayed ones catch up faster", "[policies][infrastructure]") {
  Village village;
  Infrastructure::Params const p{.road_works_share_per_year = 0.6f, .field_works_share_per_year = 0.6f};
  village.v().road = village.v().field_works = {1};
  Infrastructure::tend(p, p, village.now, village.v(), 0);
  CHECK(village.v().road[0] == 1);
  CHECK(village.v().field_works[0] == 1);
  village.v().road = {0};
  village.v().field_works = {-1};
  Infrastructure::tend(p, p, village.now, village.v(), 0);
  CHECK(village.v().road[0] == Approx(0.05));
  CHECK(village.v().field_works[0] == Approx(-0.9));
  Infrastructure::Params const half{.road_works_share_per_year = 0.5f};
  CHECK(Infrastructure::enlarged(half, 1.75f).road_works_share_per_year == 0.875f);
  CHECK(Infrastructure::enlarged(half, 2).road_works_share_per_year == 1);
  CHECK(Infrastructure::enlarged(half, 2.25f).road_works_share_per_year == 1);
}

TEST_CASE("upkeep of exactly what the assets need keeps them whole, a little less does not", "[policies][assets]") {
  Village village;
  auto p = assets();
  p.yield_share_per_year = 0.04f, p.upkeep_share = 0.25f;  // 0.01 of their value
  AssetDividends::tend(p, p, village.now, village.v(), 0);
  CHECK(village.v().asset_condition[0] == Approx(1).epsilon(1e-7));
  p.upkeep_share = 0.1875f;  // three quarters of it
  AssetDividends::tend(p, p, village.now, village.v(), 0);
  CHECK(village.v().asset_condition[0] == Approx(0.9975));
}
