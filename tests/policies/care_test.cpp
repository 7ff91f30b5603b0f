// Orphan allowance, rehabilitation, day care, care visits and pension premium aid (articles 11 and 12), by hand.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

DisabledDayCare::Params places(float n) {
  return {.places = n, .lifted_out_persons = 40, .place_yuan = 300, .assisted_score = 2, .listed_score = 2};
}

// Forty lifted-out households of one severely disabled member each.
struct Ward : Hamlet {
  Ward() : Hamlet({40, 0, 0}) {
    for (std::size_t i = 0; i < 40; ++i) h().members[i] = h().disabled[i] = h().severely_disabled[i] = 1;
  }
  int held() {
    int n = 0;
    for (auto const place : h().day_care) n += place;
    return n;
  }
};

ElderCare::Params const visits{
    .assisted_share = 0.5f, .other_share = 0.1f, .freeing_share = 0.2f, .visits_yuan = 100, .escort_chance = 0.2f};

int visited(OneHousehold& one, float luck, ElderCare::Params const& p = visits) {
  ElderCare::review(p, one.now, one.block(), 0, luck);
  return one.h().care_visits[0];
}

PensionPremiumAid::Params const aid{.paid_yuan = 100, .lifted_out_yuan = 0, .kept_tier_yuan = 100};

}  // namespace

TEST_CASE("each orphan has the allowance every month, a household without one has none", "[policies][orphans]") {
  OneHousehold one;
  one.enact<OrphanAllowance>({.month_yuan = 1200});
  one.pay();
  CHECK(one.h().public_cash[0] == 0);
  one.h().orphans[0] = 1;
  one.pay();
  CHECK(one.h().public_cash[0] == 120000);
  one.h().orphans[0] = 3;
  one.pay();
  CHECK(one.h().public_cash[0] == 360000);
  CHECK(one.paid<OrphanAllowance>() == 480000);
}

TEST_CASE("the orphan allowance is not paid beside tekun, nor at strength 0", "[policies][orphans]") {
  OneHousehold one;
  one.h().orphans[0] = 2;
  CHECK(OrphanAllowance::relief({.month_yuan = 1200}, one.now, one.block(), 0) == 240000);
  CHECK(OrphanAllowance::relief({.month_yuan = 0}, one.now, one.block(), 0) == 0);
  one.h().tekun[0] = 1;
  CHECK(OrphanAllowance::relief({.month_yuan = 1200}, one.now, one.block(), 0) == 0);
}

TEST_CASE("an orphan in a family has 900 yuan to December 2021 and 1200 from January 2022", "[policies][orphans]") {
  CHECK(shipped<OrphanAllowance>(2021, 12).month_yuan == 900);
  CHECK(shipped<OrphanAllowance>(2022, 1).month_yuan == 1200);
  CHECK(shipped<OrphanAllowance>(2024, 12).month_yuan == 1200);
  CHECK(shipped<OrphanAllowance>(2025, 1).month_yuan == 1250);
}

TEST_CASE("rehabilitation pays the cost of therapy up to its limit for each child", "[policies][rehabilitation]") {
  DisabledChildRehabilitation::Params const p{.cover_yuan = 1000, .served_share = 0.5f, .recovery_chance = 0.01f};
  CHECK(DisabledChildRehabilitation::covers(p, 99999, 1) == 99999);
  CHECK(DisabledChildRehabilitation::covers(p, 100000, 1) == 100000);
  CHECK(DisabledChildRehabilitation::covers(p, 100001, 1) == 100000);
  CHECK(DisabledChildRehabilitation::covers(p, 240000, 2) == 200000);
  CHECK(DisabledChildRehabilitation::serves(p, 0.49f));
  CHECK(!DisabledChildRehabilitation::serves(p, 0.5f));
  CHECK(DisabledChildRehabilitation::recovers(p, 0.009f));
  CHECK(!DisabledChildRehabilitation::recovers(p, 0.01f));
  CHECK(!DisabledChildRehabilitation::serves({.cover_yuan = 0, .served_share = 1}, 0.0f));  // strength 0
}

TEST_CASE("day care fills its places, and k + 1 places serve all of k", "[policies][day_care]") {
  std::vector<std::uint8_t> before(40, 0);
  for (int k = 0; k <= 41; ++k) {
    Ward ward;
    ward.enact<DisabledDayCare>(places(static_cast<float>(k)));
    ward.hand_out();
    CHECK(ward.held() == std::min(k, 40));
    for (std::size_t i = 0; i < 40; ++i) CHECK(ward.h().day_care[i] >= before[i]);
    before = ward.h().day_care;
  }
}

TEST_CASE("only the severely disabled are taken into day care, the assisted and listed first", "[policies][day_care]") {
  OneHousehold one;
  auto const p = places(1);
  CHECK(DisabledDayCare::score(p, one.now, one.block(), 0) == 0);
  one.h().disabled[0] = 1;
  CHECK(DisabledDayCare::score(p, one.now, one.block(), 0) == 0);
  one.h().severely_disabled[0] = 1;
  CHECK(DisabledDayCare::score(p, one.now, one.block(), 0) == 1);
  one.h().tekun[0] = 1;
  CHECK(DisabledDayCare::score(p, one.now, one.block(), 0) == 3);
  one.h().tekun[0] = 0;
  one.h().dibao[0] = 1;
  one.h().category[0] = 1;
  CHECK(DisabledDayCare::score(p, one.now, one.block(), 0) == 5);
}

TEST_CASE("a place in day care is kept against one in greater need, and ends with the disability or the places",
          "[policies][day_care]") {
  Ward ward;
  ward.enact<DisabledDayCare>(places(1));
  ward.hand_out();
  auto const first = std::find(ward.h().day_care.begin(), ward.h().day_care.end(), 1) - ward.h().day_care.begin();
  std::size_t const other = first == 0 ? 1 : 0;
  ward.h().dibao[other] = 1;
  ward.at(2021, 4);
  ward.hand_out();
  CHECK(int{ward.h().day_care[static_cast<std::size_t>(first)]} == 1);
  ward.h().severely_disabled[static_cast<std::size_t>(first)] = 0;
  ward.at(2021, 7);
  ward.hand_out();
  CHECK(int{ward.h().day_care[static_cast<std::size_t>(first)]} == 0);
  CHECK(int{ward.h().day_care[other]} == 1);
  ward.enact<DisabledDayCare>(places(0));
  ward.at(2021, 9);
  ward.hand_out();
  CHECK(ward.held() == 1);  // not a round
  ward.at(2021, 10);
  ward.hand_out();
  CHECK(ward.held() == 0);
}

TEST_CASE("places in day care and visits are booked once a quarter, and are no cash", "[policies][day_care]") {
  OneHousehold one;
  one.enact<DisabledDayCare>(places(9));
  one.enact<ElderCare>(visits);
  one.h().day_care[0] = 1;
  one.h().care_visits[0] = ElderCare::visited;
  for (int m = 1; m <= 12; ++m) {
    one.at(2022, m);
    one.pay();
    CHECK(one.h().public_cash[0] == 0);
    CHECK(one.paid<DisabledDayCare>() == (m + 1) / 3 * 90000);
    CHECK(one.paid<ElderCare>() == (m + 1) / 3 * 30000);
  }
  one.enact<DisabledDayCare>(places(0));  // without places nothing is paid before the next round either
  one.at(2023, 2);
  one.pay();
  CHECK(one.paid<DisabledDayCare>() == 4 * 90000);
}

TEST_CASE("visits reach the old, the severely disabled and orphans, more of those on assistance",
          "[policies][elder_care]") {
  OneHousehold one;
  CHECK(visited(one, 0.0f) == 0);  // nobody is frail
  one.h().persons_80_plus[0] = 1;
  CHECK(visited(one, 0.09f) == ElderCare::visited);
  CHECK(visited(one, 0.1f) == 0);
  one.h().dibao[0] = 1;
  CHECK(visited(one, 0.49f) == ElderCare::visited);
  CHECK(visited(one, 0.5f) == 0);
  one.h().persons_80_plus[0] = 0;
  one.h().orphans[0] = 1;
  CHECK(visited(one, 0.4f) == ElderCare::visited);
  one.h().orphans[0] = 0;
  one.h().severely_disabled[0] = 1;
  CHECK(visited(one, 0.4f) == ElderCare::visited);
}

TEST_CASE("a fifth of the visited have visits enough to free the carer; at strength 0 nobody is visited",
          "[policies][elder_care]") {
  OneHousehold one;
  one.h().persons_80_plus[0] = 1;
  one.h().category[0] = 1;
  CHECK(visited(one, 0.09f) == ElderCare::freeing);
  CHECK(visited(one, 0.1f) == ElderCare::visited);
  CHECK(visited(one, 0.0f, {}) == 0);
}

TEST_CASE("somebody is dependent by lasting luck, the severely disabled more often than the very old",
          "[livelihood][care]") {
  OneHousehold one;
  Care::Params const p{.severe_dependent_share = 0.4f, .eighty_dependent_share = 0.2f, .child_dependent_share = 0.1f};
  CHECK(!Care::dependent(p, one.block(), 0, 0.0f));
  one.h().persons_80_plus[0] = 1;
  CHECK(Care::dependent(p, one.block(), 0, 0.19f));
  CHECK(!Care::dependent(p, one.block(), 0, 0.21f));
  one.h().severely_disabled[0] = 1;
  CHECK(Care::dependent(p, one.block(), 0, 0.59f));
  CHECK(!Care::dependent(p, one.block(), 0, 0.61f));
  one.h().disabled_children[0] = 1;
  CHECK(Care::dependent(p, one.block(), 0, 0.69f));
}

TEST_CASE("an old farmer cares before the least earner at home; wage earners are not called back",
          "[livelihood][care]") {
  OneHousehold one;
  Households& h = one.h();
  h.slot_0[0] = code(Slot::migrant);
  h.slot_1[0] = code(Slot::local);
  h.slot_age_0[0] = h.slot_age_1[0] = h.slot_age_2[0] = 40;
  CHECK(Care::carer_slot(one.block(), 0) == -1);
  h.slot_1[0] = code(Slot::farm);
  h.slot_2[0] = code(Slot::jobless);
  CHECK(Care::carer_slot(one.block(), 0) == 2);
  h.slot_age_1[0] = 60;
  CHECK(Care::carer_slot(one.block(), 0) == 1);
  h.carer[0] = 3;  // who cares already goes on
  CHECK(Care::carer_slot(one.block(), 0) == 2);
  h.slot_2[0] = code(Slot::unable);
  CHECK(Care::carer_slot(one.block(), 0) == 1);
}

TEST_CASE("the pension contribution of the helped is the kept tier, paid for them; others pay the ordinary tier",
          "[policies][pension_premium]") {
  auto const helped = PensionPremiumAid::a_person(aid, 200, true, false);
  CHECK(helped.tier_yuan == 100);
  CHECK(helped.paid_yuan == 100);
  auto const lifted = PensionPremiumAid::a_person(aid, 200, false, true);
  CHECK(lifted.tier_yuan == 100);  // the tier is kept, but not paid
  CHECK(lifted.paid_yuan == 0);
  auto const other = PensionPremiumAid::a_person(aid, 200, false, false);
  CHECK(other.tier_yuan == 200);
  CHECK(other.paid_yuan == 0);
  auto const none = PensionPremiumAid::a_person({}, 200, true, true);  // strength 0
  CHECK(none.tier_yuan == 200);
  CHECK(none.paid_yuan == 0);
}

TEST_CASE("never more than the contribution is paid, and the kept tier is never negative",
          "[policies][pension_premium]") {
  auto const low =
      PensionPremiumAid::a_person({.paid_yuan = 150, .lifted_out_yuan = 0, .kept_tier_yuan = 0}, 100, true, false);
  CHECK(low.paid_yuan == 100);
  CHECK(PensionPremiumAid::a_person(aid, 80, true, false).tier_yuan == 0);
  CHECK(PensionPremiumAid::a_person(aid, 80, true, false).paid_yuan == 0);
  auto const before =
      PensionPremiumAid::a_person({.paid_yuan = 100, .lifted_out_yuan = 100, .kept_tier_yuan = 0}, 100, false, true);
  CHECK(before.paid_yuan == 100);  // the registered poor up to 2020
}

TEST_CASE("members on dibao, in tekun or listed are helped", "[policies][pension_premium]") {
  OneHousehold one;
  CHECK(!PensionPremiumAid::helps(one.block(), 0));
  for (std::uint8_t* column : {&one.h().dibao[0], &one.h().tekun[0], &one.h().category[0]}) {
    *column = 1;
    CHECK(PensionPremiumAid::helps(one.block(), 0));
    *column = 0;
  }
}

TEST_CASE("members of 19-59 contribute, migrants less the share with cover as employees",
          "[policies][pension_premium]") {
  OneHousehold one;
  PensionContribution::Params const p{.tier_yuan = 200, .joined_share = 1, .employee_share = 0.25f};
  CHECK(PensionContribution::persons(p, one.block(), 0) == 3);
  one.h().slot_0[0] = code(Slot::migrant);
  one.h().slot_age_0[0] = 59;
  CHECK(PensionContribution::persons(p, one.block(), 0) == 2.75f);
  one.h().slot_age_0[0] = 60;  // past the age of contribution, not among the 19-59 either
  CHECK(PensionContribution::persons(p, one.block(), 0) == 3);
  one.h().persons_19_59[0] = 0;
  CHECK(PensionContribution::persons(p, one.block(), 0) == 0);
}

TEST_CASE("no child or no cost means no therapy paid, no chance no recovery", "[policies][rehabilitation]") {
  DisabledChildRehabilitation::Params const p{.cover_yuan = 1000, .served_share = 0, .recovery_chance = 0};
  CHECK(DisabledChildRehabilitation::covers(p, 50000, 0) == 0);
  CHECK(DisabledChildRehabilitation::covers(p, 0, 1) == 0);
  CHECK(DisabledChildRehabilitation::covers(p, 200001, 2) == 200000);
  CHECK(!DisabledChildRehabilitation::serves(p, 0));
  CHECK(!DisabledChildRehabilitation::recovers(p, 0));
}

TEST_CASE("tekun and listed households count as assisted, and visits end with the need", "[policies][elder_care]") {
  OneHousehold one;
  one.h().persons_80_plus[0] = 1;
  one.h().tekun[0] = 1;
  CHECK(visited(one, 0.49f) == ElderCare::visited);
  one.h().tekun[0] = 0;
  CHECK(visited(one, 0.49f) == 0);
  CHECK(visited(one, 0.019f) == ElderCare::freeing);  // a fifth of a tenth
  CHECK(visited(one, 0.021f) == ElderCare::visited);
  one.h().persons_80_plus[0] = 0;
  CHECK(ElderCare::concerns(visits, one.now, one.block(), 0) == 1);
  CHECK(visited(one, 0) == 0);
  CHECK(ElderCare::concerns(visits, one.now, one.block(), 0) == 0);
}

TEST_CASE("the kept tier lies the stated yuan below the ordinary one, and who is helped is paid as such",
          "[policies][pension_premium]") {
  auto const tier = [](float kept) { return PensionPremiumAid::a_person({.kept_tier_yuan = kept}, 200, true, false); };
  CHECK(tier(0).tier_yuan == 200);
  CHECK(tier(199).tier_yuan == 1);
  CHECK(tier(200).tier_yuan == 0);
  CHECK(tier(201).tier_yuan == 0);
  PensionPremiumAid::Params const p{.paid_yuan = 100, .lifted_out_yuan = 40, .kept_tier_yuan = 99};
  CHECK(PensionPremiumAid::a_person(p, 200, true, true).paid_yuan == 100);
  CHECK(PensionPremiumAid::a_person(p, 200, false, true).paid_yuan == 40);
  CHECK(PensionPremiumAid::a_person(p, 139, false, true).paid_yuan == 40);  // the tier is 40 yuan
  CHECK(PensionPremiumAid::a_person(p, 138, false, true).paid_yuan == 39);
  CHECK(PensionPremiumAid::a_person(p, 200, false, false).tier_yuan == 200);
}
