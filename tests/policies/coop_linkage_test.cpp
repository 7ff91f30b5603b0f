// Linkage to co-ops: villages with a co-op, who joins, what a member earns more and what the co-op shares out.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

CoopLinkage::Params rules() {
  CoopLinkage::Params p;
  p.start_share = 0.3f, p.founding_chance_per_year = 0.2f, p.failure_chance_per_year = 0.1f;
  p.member_share = 0.5f, p.household_members = 3, p.listed_score = 2;
  p.price_gain = 0.03f, p.volume_gain = 0.02f, p.margin_share = 0.25f, p.dividend_share = 0.5f;
  return p;
}

// Four lifted-out households of three members with a farmer each, in a village where a co-op works or not.
struct Village : Hamlet {
  explicit Village(bool coop) : Hamlet({4, 0, 0}) {
    for (std::size_t i = 0; i < 4; ++i) h().members[i] = 3, h().slot_0[i] = code(Slot::farm);
    county.villages.markets.resize(1);
    county.villages.markets.coop[0] = coop;
    at(2022, 2);
  }
  int members() {
    int n = 0;
    for (auto const member : h().coop) n += member;
    return n;
  }
};

Fen dividend(FenSum profit, Index members, int month = 12) {
  Now now;
  now.month_of_year = month;
  return CoopLinkage::dividend(rules(), now, profit, members);
}

}  // namespace

TEST_CASE("a village has a co-op at the start by its lasting luck", "[policies][coop]") {
  CHECK(CoopLinkage::opens(rules(), 0.29f));
  CHECK_FALSE(CoopLinkage::opens(rules(), 0.3f));
  CHECK_FALSE(CoopLinkage::opens({}, 0));
}

TEST_CASE("a tenth of the co-ops fail in a year, a fifth of the villages without one found one", "[policies][coop]") {
  CHECK_FALSE(CoopLinkage::lives_on(rules(), true, 0.09f));
  CHECK(CoopLinkage::lives_on(rules(), true, 0.1f));
  CHECK(CoopLinkage::lives_on(rules(), false, 0.19f));
  CHECK_FALSE(CoopLinkage::lives_on(rules(), false, 0.2f));
  CHECK(CoopLinkage::lives_on({}, true, 0));  // without either chance everything stays
  CHECK_FALSE(CoopLinkage::lives_on({}, false, 0));
}

TEST_CASE("half of the lifted-out households find a place in the co-op, chosen once a quarter", "[policies][coop]") {
  auto p = rules();
  CHECK(CoopLinkage::places(p, {}, 30) == 5);  // 0.5 x 30 / 3
  CHECK(CoopLinkage::places(p, {}, 0) == 0);
  p.member_share = 0;
  CHECK(CoopLinkage::places(p, {}, 30) == 0);
  for (int m = 1; m <= 12; ++m) {
    Now now;
    now.month_of_year = m;
    CHECK(CoopLinkage::due(p, now) == (m == 2 || m == 5 || m == 8 || m == 11));
  }
}

TEST_CASE("lifted-out and listed farmers join, the listed first", "[policies][coop]") {
  Hamlet hamlet({3, 1, 2});
  Households& h = hamlet.h();
  for (std::size_t i = 0; i < 6; ++i) h.members[i] = 3, h.slot_0[i] = code(Slot::farm);
  h.category[1] = h.category[5] = 1;
  h.members[2] = 0;
  auto const score = [&](HouseholdClass c, Index i) { return CoopLinkage::score(rules(), hamlet.now, h.whole(c), i); };
  CHECK(score(HouseholdClass::lifted_out, 0) == 2);
  CHECK(score(HouseholdClass::lifted_out, 1) == 4);
  CHECK(score(HouseholdClass::lifted_out, 2) == 0);  // ended
  CHECK(score(HouseholdClass::marginal, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 0) == 0);
  CHECK(score(HouseholdClass::ordinary, 1) == 3);
}

TEST_CASE("who does not farm does not join; who is a member stays one", "[policies][coop]") {
  for (Slot const state : {Slot::none, Slot::local, Slot::migrant, Slot::post, Slot::jobless, Slot::unable}) {
    OneHousehold one;
    one.h().slot_0[0] = code(state);
    CHECK(CoopLinkage::score(rules(), one.now, one.block(), 0) == 0);
    one.h().slot_3[0] = code(Slot::farm);
    CHECK(CoopLinkage::score(rules(), one.now, one.block(), 0) == 2);
  }
  OneHousehold one;
  CoopLinkage::grant(rules(), one.now, one.block(), 0);
  CHECK(CoopLinkage::bound(one.block(), 0));
  CHECK(CoopLinkage::score(rules(), one.now, one.block(), 0) == 2);
  CoopLinkage::withdraw(rules(), one.now, one.block(), 0);
  CHECK_FALSE(CoopLinkage::holds(one.block(), 0));
}

TEST_CASE("places are handed out only where a co-op works, and are lost when it fails", "[policies][coop]") {
  Village without(false);
  without.enact<CoopLinkage>(rules());
  without.hand_out();
  CHECK(without.members() == 0);
  Village with(true);
  with.enact<CoopLinkage>(rules());
  with.at(2022, 3);
  with.hand_out();
  CHECK(with.members() == 0);  // not a round
  with.at(2022, 5);
  with.hand_out();
  CHECK(with.members() == 2);  // 0.5 x 12 / 3
  CHECK(with.county.villages.markets.coop_members == std::vector<Index>{2});
  with.county.villages.markets.coop[0] = 0;
  with.at(2022, 8);
  with.hand_out();
  CHECK(with.members() == 0);
  CHECK(with.county.villages.markets.coop_members == std::vector<Index>{0});
}

TEST_CASE("a member earns five percent more on what it sells", "[policies][coop]") {
  CHECK(CoopLinkage::gain(rules(), 100000) == 5000);
  CHECK(CoopLinkage::gain(rules(), 9) == 0);   // 0.45 fen
  CHECK(CoopLinkage::gain(rules(), 11) == 1);  // 0.55 fen
  CHECK(CoopLinkage::gain(rules(), 0) == 0);
  CHECK(CoopLinkage::gain({}, 100000) == 0);
}

TEST_CASE("the co-op keeps a quarter of its members' sales as profit, in whole fen", "[policies][coop]") {
  CHECK(CoopLinkage::profit(rules(), 1000) == 250);
  CHECK(CoopLinkage::profit(rules(), 1003) == 250);
  CHECK(CoopLinkage::profit(rules(), 1004) == 251);
  CHECK(CoopLinkage::profit(rules(), 0) == 0);
  CHECK(CoopLinkage::profit({}, 1000) == 0);
}

TEST_CASE("half of the profit is shared out in December, never more than there is", "[policies][coop]") {
  CHECK(dividend(1000, 4) == 125);
  CHECK(dividend(1001, 3) == 166);  // 500 over three
  CHECK(dividend(1000, 4, 11) == 0);
  CHECK(dividend(1000, 4, 1) == 0);
  CHECK(dividend(1000, 0) == 0);
  CHECK(dividend(0, 4) == 0);
  CHECK(dividend(-1000, 4) == 0);
  CHECK(dividend(6, 4) == 0);  // three fen for four
  CHECK(dividend(8, 4) == 1);
  CHECK(dividend(1000000000, 1) == 100000000);  // a million yuan a household at most
  CHECK(dividend(200000000, 1) == 100000000);
  CHECK(dividend(199999998, 1) == 99999999);
}
