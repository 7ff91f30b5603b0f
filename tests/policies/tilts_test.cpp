// Support of whole counties (articles 13, 14, 20-25): who receives how much, what reaches households, what is booked.
#include <catch2/catch.hpp>

#include "model/month/funds.hpp"
#include "model/month/villages.hpp"
#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto lifted_out = HouseholdClass::lifted_out;
constexpr auto jobless = static_cast<std::uint8_t>(Slot::jobless), migrant = static_cast<std::uint8_t>(Slot::migrant),
               farmer = static_cast<std::uint8_t>(Slot::farm), local = static_cast<std::uint8_t>(Slot::local);

CountyFacts county_of(CountyClass c, std::string group = "qinba") {
  CountyFacts facts;
  facts.lifted_out_county = c != CountyClass::other;
  facts.national_key_county = c == CountyClass::national_key;
  facts.provincial_key_county = c == CountyClass::provincial_key;
  facts.area_group = std::move(group);
  return facts;
}

// `rows` lifted-out households in a lifted-out county; each stands for ten.
struct Village : Hamlet {
  explicit Village(Index rows) : Hamlet({rows, 0, 0}) {
    facts.lifted_out_county = facts.paired_county = true;
    facts.area_group = "qinba";
    county.weight = {10, 10, 10};
    for (auto& members : h().members) members = 3;
    for (auto& age : h().slot_age_0) age = 30;
    for (auto& ill : h().acute_slot) ill = 255;
  }
  void keeps(float share, float fade) {
    FourNoRemovals::Params p;
    p.kept_share = share, p.fade_share_per_year = fade, p.exit_year = 2021;
    enact<FourNoRemovals>(p);
  }
  SocialForces::Params giving(float yuan, float grants, float works) {
    SocialForces::Params p;
    p.yuan_per_county = yuan, p.grants_share = grants, p.works_share = works;
    return p;
  }
  EastWestCooperation::Params offering(float jobs) {
    EastWestCooperation::Params p;
    p.organised_jobs = jobs;
    return p;
  }
  int away() const {
    int n = 0;
    for (auto const slot : county.households.slot_0) n += slot == migrant;
    return n;
  }
  void tell() { tell_support(scenario, draws, facts, now); }
};

}  // namespace

TEST_CASE("a key county receives its grant, one of Liangshan more, any other county nothing", "[policies][tilts]") {
  KeyCounty::Params p;
  p.yuan_per_county = 100e6f, p.liangshan_yuan_per_county = 10e6f, p.grants_share = 0.1f, p.casework_share = 0.2f;
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key)).yuan == 100e6f);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::provincial_key)).yuan == 100e6f);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key, "daliangshan_xiaoliangshan")).yuan == 110e6f);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key)).grants_share == 0.1f);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key)).casework_share == 0.2f);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::lifted_out)).yuan == 0);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::lifted_out)).casework_share == 0);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::other, "daliangshan_xiaoliangshan")).yuan == 0);
}

TEST_CASE("Zhejiang's money follows the area of a paired county", "[policies][tilts]") {
  EastWestCooperation::Params p;
  p.liangshan_yuan_per_county = 60, p.highland_yuan_per_county = 50, p.other_yuan_per_county = 39;
  p.organised_jobs = 8;
  auto const given = [&](CountyClass c, char const* group, bool paired) {
    CountyFacts facts = county_of(c, group);
    facts.paired_county = paired;
    return EastWestCooperation::funds(p, facts);
  };
  CHECK(given(CountyClass::national_key, "daliangshan_xiaoliangshan", true).yuan == 60);
  CHECK(given(CountyClass::provincial_key, "daliangshan_xiaoliangshan", true).yuan == 50);
  CHECK(given(CountyClass::national_key, "plateau_tibetan", true).yuan == 50);
  CHECK(given(CountyClass::lifted_out, "qinba", true).yuan == 39);
  CHECK(given(CountyClass::lifted_out, "qinba", true).organised_jobs == 8);
  CHECK(given(CountyClass::lifted_out, "qinba", false).yuan == 0);
  CHECK(given(CountyClass::lifted_out, "qinba", false).organised_jobs == 0);
}

TEST_CASE("helpers give key counties their part of a revenue, split evenly", "[policies][tilts]") {
  ProvincialPairing::Params p;
  p.helper_revenue_yuan = 1000e6f, p.helpers = 10, p.helped = 5, p.given_share = 0.005f, p.casework_share = 0.1f;
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::provincial_key)).yuan == Approx(10e6));
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::national_key)).casework_share == 0.1f);
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::lifted_out)).yuan == 0);
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::other)).casework_share == 0);
  p.given_share = 0.003f;
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::national_key)).yuan == Approx(6e6));
  p.given_share = 0;
  CHECK(ProvincialPairing::funds(p, county_of(CountyClass::national_key)).yuan == 0);
}

TEST_CASE("units bring project money and casework to the counties they support", "[policies][tilts]") {
  DesignatedSupport::Params p;
  p.units = 340, p.supported = 68, p.yuan_per_unit = 2e6f, p.casework_share_per_unit = 0.02f;
  CountyFacts facts = county_of(CountyClass::lifted_out);
  CHECK(DesignatedSupport::funds(p, facts).yuan == 0);
  CHECK(DesignatedSupport::funds(p, facts).casework_share == 0);
  facts.paired_county = true;
  CHECK(DesignatedSupport::funds(p, facts).yuan == Approx(10e6));
  CHECK(DesignatedSupport::funds(p, facts).casework_share == Approx(0.1));
  p.units = 0;
  CHECK(DesignatedSupport::funds(p, facts).yuan == 0);
  CHECK(DesignatedSupport::funds(p, facts).casework_share == 0);
}

TEST_CASE("enterprises give to lifted-out counties and more in the Yi and Tibetan areas", "[policies][tilts]") {
  SocialForces::Params p;
  p.yuan_per_county = 2, p.minority_yuan_per_county = 3;
  CHECK(SocialForces::funds(p, county_of(CountyClass::lifted_out)).yuan == 2);
  CHECK(SocialForces::funds(p, county_of(CountyClass::lifted_out, "plateau_tibetan")).yuan == 5);
  CHECK(SocialForces::funds(p, county_of(CountyClass::national_key, "daliangshan_xiaoliangshan")).yuan == 5);
  CHECK(SocialForces::funds(p, county_of(CountyClass::lifted_out, "wumeng")).yuan == 2);
  CHECK(SocialForces::funds(p, county_of(CountyClass::other)).yuan == 0);
  CHECK(SocialForces::funds(p, county_of(CountyClass::other, "plateau_tibetan")).yuan == 0);
}

TEST_CASE("key villages are named by lasting luck, in lifted-out counties only", "[policies][tilts]") {
  KeyVillage::Params p;
  p.lifted_out_village_share = 0.2f, p.other_village_share = 0.05f, p.extra_projects_share = 1;
  CHECK(KeyVillage::named(p, true, true, 0.19f));
  CHECK_FALSE(KeyVillage::named(p, true, true, 0.2f));
  CHECK(KeyVillage::named(p, true, false, 0.04f));
  CHECK_FALSE(KeyVillage::named(p, true, false, 0.05f));
  CHECK_FALSE(KeyVillage::named(p, false, true, 0));
  CHECK(KeyVillage::weight(p, true) == 2);
  CHECK(KeyVillage::weight(p, false) == 1);
  p.extra_projects_share = 0;
  CHECK(KeyVillage::weight(p, true) == 1);
}

TEST_CASE("projects move towards key villages and the county's sum stays", "[policies][tilts]") {
  Village v(1);
  v.county.villages.households = std::vector<Index>(200, 1);
  v.county.villages.households_all = std::vector<Index>(200, 500);
  v.county.villages.lifted_out = std::vector<std::uint8_t>(200, 1);
  KeyVillage::Params p;
  p.lifted_out_village_share = 0.5f, p.extra_projects_share = 1;
  v.enact<KeyVillage>(p);
  open_county_funds(v.step(), v.county);
  double sum = 0;
  int named = 0;
  float of_key = 0, of_other = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    sum += v.county.villages.priority[i];
    named += v.county.villages.key[i];
    (v.county.villages.key[i] != 0 ? of_key : of_other) = v.county.villages.priority[i];
  }
  CHECK(sum == Approx(200));
  CHECK(named > 70);
  CHECK(named < 130);
  CHECK(of_key == Approx(2 * of_other));

  v.ban<KeyVillage>();
  open_county_funds(v.step(), v.county);
  for (std::size_t i = 0; i < 200; ++i) {
    REQUIRE(v.county.villages.key[i] == 0);
    REQUIRE(v.county.villages.priority[i] == 1);
  }
}

TEST_CASE("what is not granted to households is booked in twelve parts, to the giver", "[policies][tilts]") {
  Village v(4);
  v.enact<SocialForces>(v.giving(12000, 0.25f, 0.5f));
  spend_county_funds(v.step(), v.county);
  // 9000 yuan a year, 750 a month, at a weight of ten: 75 yuan on the drawn rows.
  CHECK(v.paid<SocialForces>() == 7500);
  CHECK(v.ledger() == 7500);
  v.now.kept_share = 0.5f;
  spend_county_funds(v.step(), v.county);
  CHECK(v.paid<SocialForces>() == 7500 + 3750);
  v.enact<SocialForces>(v.giving(0, 0.25f, 0.5f));
  spend_county_funds(v.step(), v.county);
  CHECK(v.ledger() == 7500 + 3750);
  v.ban<SocialForces>();
  spend_county_funds(v.step(), v.county);
  CHECK(v.ledger() == 7500 + 3750);
}

TEST_CASE("the purse pays grants to the fen until it is empty, giver after giver", "[policies][tilts]") {
  Village v(4);
  v.enact<SocialForces>(v.giving(1000, 0.5f, 0));
  DesignatedSupport::Params units;
  units.units = 68, units.supported = 68, units.yuan_per_unit = 300, units.grants_share = 1;
  v.enact<DesignatedSupport>(units);
  open_county_funds(v.step(), v.county);
  REQUIRE(v.county.purse.left() == 80000);
  Block const household = v.h().block(0, 1, lifted_out);
  // A grant of 20 yuan stands for ten households: 200 yuan at weight, all from the units.
  CHECK(charge_purse(v.county, household, 2000) == 0);
  CHECK(v.paid<DesignatedSupport>() == 2000);
  CHECK(v.county.purse.left() == 60000);
  // The next takes the units' last 100 yuan and 100 of the enterprises'.
  CHECK(charge_purse(v.county, household, 2000) == 0);
  CHECK(v.paid<DesignatedSupport>() == 3000);
  CHECK(v.paid<SocialForces>() == 1000);
  // 400 yuan are left: 40 a drawn household; the rest is for the instrument that grants.
  CHECK(charge_purse(v.county, household, 5000) == 1000);
  CHECK(v.paid<SocialForces>() == 5000);
  CHECK(v.county.purse.left() == 0);
  CHECK(charge_purse(v.county, household, 5000) == 5000);
  CHECK(v.ledger() == 8000);
}

TEST_CASE("what was not granted lapses, and a new year fills the purse again", "[policies][tilts]") {
  Village v(4);
  v.enact<SocialForces>(v.giving(1000, 0.5f, 0));
  open_county_funds(v.step(), v.county);
  open_county_funds(v.step(), v.county);
  CHECK(v.county.purse.left() == 50000);
  v.now.kept_share = 0.1f;
  open_county_funds(v.step(), v.county);
  CHECK(v.county.purse.left() == 5000);
  v.ban<SocialForces>();
  open_county_funds(v.step(), v.county);
  CHECK(v.county.purse.left() == 0);
}

TEST_CASE("the purse's grants are split among villages by lifted-out members and priority", "[policies][tilts]") {
  Village v(4);
  v.county.villages.priority = {1.5f, 0.5f};
  // 1000 yuan at weight ten are 100 yuan on the drawn rows: ten grants of ten.
  TiltedRound const round{100000, 100};
  CHECK(tilted_places(v.county, round, 0, 50, 10) == Approx(7.5));
  CHECK(tilted_places(v.county, round, 1, 50, 10) == Approx(2.5));
  CHECK(tilted_places(v.county, round, 1, 0, 10) == 0);
  CHECK(tilted_places(v.county, TiltedRound{100000, 0}, 1, 0, 10) == 0);
  CHECK(tilted_places(v.county, TiltedRound{0, 100}, 0, 50, 10) == 0);
  // More villages than have a priority: nobody comes first there.
  CHECK(tilted_places(v.county, round, 2, 50, 10) == Approx(5));
}

TEST_CASE("works money is counted for each household, as it was when it was given", "[policies][tilts]") {
  Village v(4);
  std::vector<SocialForces::Params> months(12, v.giving(0, 0, 0.5f));
  months[5].yuan_per_county = 8000;
  v.enact_from<SocialForces>(Month::of(2021, 1), months);
  v.at(2021, 9);
  // 4000 yuan of works on forty households at weight.
  CHECK(works_yuan_per_household(v.step(), v.county, 3) == Approx(100));
  CHECK(works_yuan_per_household(v.step(), v.county, 2) == 0);
  CHECK(works_yuan_per_household(v.step(), v.county, 4) == 0);
}

TEST_CASE("tilts double the works where they double the money, and no works pass what is missing",
          "[policies][tilts]") {
  Infrastructure::Params p;
  p.road_works_share_per_year = 0.12f, p.field_works_share_per_year = 0.6f, p.cost_yuan_per_year = 100;
  CHECK(Infrastructure::enlarged(p, 1).road_works_share_per_year == 0.12f);
  CHECK(Infrastructure::enlarged(p, 2).road_works_share_per_year == Approx(0.24));
  CHECK(Infrastructure::enlarged(p, 2).field_works_share_per_year == 1);
  CHECK(Infrastructure::enlarged(p, 0).field_works_share_per_year == 0);
  auto const road = [&](float tilt_yuan) {
    Village v(4);
    std::get<Plan<VillageWorks>>(v.scenario.livelihood) = Plan<VillageWorks>::constant({});
    v.county.villages.road = {0.5f};
    v.county.villages.set_up_works(1);
    v.county.villages.damage_months = {0};
    v.enact<Infrastructure>(p);
    v.enact<SocialForces>(v.giving(tilt_yuan, 0, 1));
    tend_villages(v.step(), v.county);
    return v.county.villages.road[0];
  };
  // 0.12 of the missing half in twelve months; forty households at weight.
  CHECK(road(0) == Approx(0.505));
  CHECK(road(4000) == Approx(0.51));
  CHECK(road(8000) == Approx(0.515));
}

TEST_CASE("organised jobs go to those without work, the listed and workless first", "[policies][tilts]") {
  Village v(3);
  auto& h = v.h();
  for (Index i = 0; i < 3; ++i) h.slot_0[static_cast<std::size_t>(i)] = jobless;
  h.slot_1[0] = local;
  h.category[2] = 1;
  v.at(2021, 2);
  v.enact<EastWestCooperation>(v.offering(40));  // ten a quarter: one drawn household
  place_organised_jobs(v.step(), v.county);
  CHECK(h.slot_0[2] == migrant);
  CHECK(h.away[2] == 1);
  CHECK(v.away() == 1);
  place_organised_jobs(v.step(), v.county);
  CHECK(h.slot_0[1] == migrant);
  place_organised_jobs(v.step(), v.county);
  CHECK(v.away() == 3);
  place_organised_jobs(v.step(), v.county);
  CHECK(v.away() == 3);
}

TEST_CASE("organised jobs are no use to farmers, the old, the ill and those whom the offer does not mean",
          "[policies][tilts]") {
  Village v(4);
  auto& h = v.h();
  h.slot_0 = {farmer, jobless, jobless, jobless};
  h.slot_age_0 = {30, 60, 59, 30};
  h.acute_months[3] = 2, h.acute_slot[3] = 0;
  v.at(2021, 2);
  v.enact<EastWestCooperation>(v.offering(4000));
  place_organised_jobs(v.step(), v.county);
  CHECK(h.slot_0 == std::vector<std::uint8_t>{farmer, jobless, migrant, jobless});

  Hamlet other({0, 0, 2});
  other.facts.lifted_out_county = other.facts.paired_county = true;
  for (std::size_t i = 0; i < 2; ++i) other.h().slot_0[i] = jobless, other.h().slot_age_0[i] = 30;
  for (std::size_t i = 0; i < 2; ++i) other.h().members[i] = 3, other.h().acute_slot[i] = 255;
  other.h().category[1] = 2;
  other.at(2021, 2);
  EastWestCooperation::Params many;
  many.organised_jobs = 4000;
  other.enact<EastWestCooperation>(many);
  place_organised_jobs(other.step(), other.county);
  CHECK(other.h().slot_0 == std::vector<std::uint8_t>{jobless, migrant});
}

TEST_CASE("organised jobs come four times a year, and one more never takes another's", "[policies][tilts]") {
  auto const served = [](float jobs, int month, float kept) {
    Village v(40);
    for (auto& slot : v.h().slot_0) slot = jobless;
    v.at(2021, month);
    v.now.kept_share = kept;
    v.enact<EastWestCooperation>(v.offering(jobs));
    place_organised_jobs(v.step(), v.county);
    return v.h().slot_0;
  };
  auto const count = [](std::vector<std::uint8_t> const& slots) {
    return std::count(slots.begin(), slots.end(), migrant);
  };
  CHECK(count(served(400, 1, 1)) == 0);
  CHECK(count(served(400, 2, 1)) == 10);
  CHECK(count(served(400, 2, 0.5f)) == 5);
  CHECK(count(served(0, 2, 1)) == 0);
  auto const few = served(400, 5, 1), more = served(440, 5, 1);
  CHECK(count(more) == 11);
  for (std::size_t i = 0; i < few.size(); ++i) CHECK((few[i] != migrant || more[i] == migrant));
}

TEST_CASE("support that is not kept fades in a lifted-out county from the exit on", "[policies][tilts]") {
  FourNoRemovals::Params p;
  p.kept_share = 1, p.fade_share_per_year = 0.5f, p.exit_year = 2021;
  auto const kept = [&](bool promised, int year, int month, bool lifted) {
    return FourNoRemovals::kept(p, promised, Month::of(year, month), lifted);
  };
  CHECK(kept(true, 2025, 12, true) == 1);
  CHECK(kept(false, 2020, 12, true) == 1);
  CHECK(kept(false, 2021, 1, true) == 1);
  CHECK(kept(false, 2021, 2, true) < 1);
  CHECK(kept(false, 2022, 1, true) == Approx(0.5));
  CHECK(kept(false, 2023, 1, true) == Approx(0.25));
  CHECK(kept(false, 2023, 1, false) == 1);
  p.kept_share = 0.4f;
  CHECK(kept(true, 2022, 1, true) == Approx(0.4 + 0.6 * 0.5));
  p.kept_share = 0;  // strength 0
  CHECK(kept(true, 2022, 1, true) == kept(false, 2022, 1, true));
}

TEST_CASE("casework is what is kept, times what the givers add", "[policies][tilts]") {
  Village v(1);
  v.at(2022, 1);
  v.keeps(1, 0.5f);
  v.tell();
  CHECK(v.now.casework == 1);
  CHECK(v.now.kept_share == 1);
  DesignatedSupport::Params units;
  units.units = 136, units.supported = 68, units.casework_share_per_unit = 0.1f;
  v.enact<DesignatedSupport>(units);
  v.tell();
  CHECK(v.now.casework == Approx(1.2));
  v.keeps(0, 0.5f);
  v.tell();
  CHECK(v.now.kept_share == Approx(0.5));
  CHECK(v.now.casework == Approx(0.6));
}

TEST_CASE("responsiveness is a lasting trait around the mean county", "[policies][tilts]") {
  Responsiveness::Params p;
  p.level = 1, p.spread = 0.2f;
  CHECK(Responsiveness::of_county(p, 0) == Approx(0.8));
  CHECK(Responsiveness::of_county(p, 0.5f) == Approx(1));
  CHECK(Responsiveness::of_county(p, 1) == Approx(1.2));
  Village v(1);
  v.keeps(1, 0);
  v.tell();
  CHECK(v.now.responsiveness == 1);  // off
  v.enact<Responsiveness>(p);
  v.tell();
  float const january = v.now.responsiveness;
  v.at(2024, 6);
  v.tell();
  CHECK(v.now.responsiveness == january);
  CHECK(january != 1);
  p.spread = 0;  // strength 0
  v.enact<Responsiveness>(p);
  v.tell();
  CHECK(v.now.responsiveness == 1);
}

TEST_CASE("a responsive county halves delays and errors, a slow one raises them", "[policies][tilts]") {
  CHECK(Responsiveness::left(1.0f, 2) == 0.5f);
  CHECK(Responsiveness::left(1.0f, 0.8f) == Approx(1.25));
  CHECK(Responsiveness::care(0.9f, 2) == Approx(0.95));
  CHECK(Responsiveness::care(0.9f, 0.5f) == Approx(0.8));
  CHECK(Responsiveness::care(0.9f, 1) == Approx(0.9));
  CHECK(Responsiveness::care(0.1f, 0.5f) == 0);
  CHECK(Responsiveness::care(1, 0.5f) == 1);
  CHECK(Responsiveness::drive(0.9f, 1.2f) == 1);
  CHECK(Responsiveness::drive(0.5f, 1.2f) == Approx(0.6));
}

TEST_CASE("what a key county receives follows its area and the parameters, share by share", "[policies][tilts]") {
  KeyCounty::Params p;
  p.yuan_per_county = 100, p.liangshan_yuan_per_county = 10, p.works_share = 0.5f;
  CHECK(KeyCounty::funds(p, county_of(CountyClass::provincial_key, "daliangshan_xiaoliangshan")).yuan == 110);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key, "plateau_tibetan")).yuan == 100);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::lifted_out, "daliangshan_xiaoliangshan")).yuan == 0);
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key)).works_share == 0.5f);
  p.yuan_per_county = 0;
  CHECK(KeyCounty::funds(p, county_of(CountyClass::national_key, "daliangshan_xiaoliangshan")).yuan == 10);
  CHECK(KeyCounty::funds({}, county_of(CountyClass::national_key, "daliangshan_xiaoliangshan")).yuan == 0);
}

TEST_CASE("Zhejiang's highest rate is for national key counties of Liangshan alone", "[policies][tilts]") {
  EastWestCooperation::Params p;
  p.liangshan_yuan_per_county = 60, p.highland_yuan_per_county = 50, p.other_yuan_per_county = 39;
  p.grants_share = 0.25f, p.works_share = 0.5f;
  auto const given = [&](CountyClass c, char const* group) {
    CountyFacts facts = county_of(c, group);
    facts.paired_county = true;
    return EastWestCooperation::funds(p, facts);
  };
  CHECK(given(CountyClass::lifted_out, "daliangshan_xiaoliangshan").yuan == 50);
  CHECK(given(CountyClass::national_key, "wumeng").yuan == 39);
  CHECK(given(CountyClass::other, "other").yuan == 39);
  CHECK(given(CountyClass::lifted_out, "plateau_tibetan").yuan == 50);
  CHECK(given(CountyClass::other, "other").grants_share == 0.25f);
  CHECK(given(CountyClass::other, "other").works_share == 0.5f);
  CHECK(given(CountyClass::other, "other").casework_share == 0);
  p = {};  // strength 0
  CHECK(given(CountyClass::national_key, "daliangshan_xiaoliangshan").yuan == 0);
  CHECK(given(CountyClass::national_key, "daliangshan_xiaoliangshan").organised_jobs == 0);
}

TEST_CASE("helpers, units and enterprises: each giver's shares, and nothing of nothing", "[policies][tilts]") {
  ProvincialPairing::Params pairing;
  pairing.helper_revenue_yuan = 1000, pairing.helpers = 4, pairing.helped = 1, pairing.given_share = 0.0625f;
  pairing.grants_share = 0.25f, pairing.works_share = 0.5f;
  CountyFacts const key = county_of(CountyClass::provincial_key);
  CHECK(ProvincialPairing::funds(pairing, key).yuan == 250);  // 4 x 62.5 to one county
  CHECK(ProvincialPairing::funds(pairing, key).grants_share == 0.25f);
  CHECK(ProvincialPairing::funds(pairing, key).works_share == 0.5f);
  pairing.helpers = 0;
  CHECK(ProvincialPairing::funds(pairing, key).yuan == 0);

  DesignatedSupport::Params units;
  units.units = 1, units.supported = 4, units.yuan_per_unit = 200, units.casework_share_per_unit = 0.5f;
  units.grants_share = 0.25f, units.works_share = 0.5f;
  CountyFacts facts = county_of(CountyClass::national_key);
  CHECK(DesignatedSupport::funds(units, facts).grants_share == 0);  // not paired
  facts.paired_county = true;
  CHECK(DesignatedSupport::funds(units, facts).yuan == 50);
  CHECK(DesignatedSupport::funds(units, facts).casework_share == 0.125f);
  CHECK(DesignatedSupport::funds(units, facts).works_share == 0.5f);

  SocialForces::Params giving;
  giving.minority_yuan_per_county = 3, giving.grants_share = 0.25f, giving.works_share = 0.5f;
  CHECK(SocialForces::funds(giving, county_of(CountyClass::lifted_out)).yuan == 0);
  CHECK(SocialForces::funds(giving, county_of(CountyClass::lifted_out, "plateau_tibetan")).yuan == 3);
  CHECK(SocialForces::funds(giving, county_of(CountyClass::lifted_out)).works_share == 0.5f);
  CHECK(SocialForces::funds(giving, county_of(CountyClass::other)).grants_share == 0);
}

TEST_CASE("no village is a key village at a share of 0, every one at 1", "[policies][tilts]") {
  CHECK_FALSE(KeyVillage::named({}, true, true, 0));
  CHECK(KeyVillage::named({.lifted_out_village_share = 1}, true, true, 0.999f));
  CHECK_FALSE(KeyVillage::named({.lifted_out_village_share = 1}, true, false, 0));
  CHECK_FALSE(KeyVillage::named({.other_village_share = 1}, false, false, 0));
}
