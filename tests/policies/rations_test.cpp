// Public-welfare posts and the frame that hands out places.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

PublicWelfarePosts::Params posts(float places, float persons) {
  auto p = shipped<PublicWelfarePosts>(2021, 1);
  p.places = places;
  p.lifted_out_persons = persons;
  return p;
}

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

// Forty lifted-out households of one member each with a jobless worker of 40.
struct Village : Hamlet {
  Village() : Hamlet({40, 0, 0}) {
    for (std::size_t i = 0; i < 40; ++i) {
      h().members[i] = 1;
      h().slot_0[i] = code(Slot::jobless);
      h().slot_age_0[i] = 40;
    }
  }
  std::vector<HouseholdId> holders() {
    std::vector<HouseholdId> out;
    for (std::size_t i = 0; i < 40; ++i)
      if (h().slot_0[i] == code(Slot::post)) out.push_back(h().id[i]);
    std::sort(out.begin(), out.end());
    return out;
  }
};

}  // namespace

TEST_CASE("k places are held by k households, and k + 1 places serve all of them and one more", "[policies][rations]") {
  std::vector<HouseholdId> before;
  for (int k = 0; k <= 40; ++k) {
    Village village;
    for (std::size_t i = 0; i < 40; ++i) village.h().dibao[i] = i % 3 == 0;
    village.enact<PublicWelfarePosts>(posts(static_cast<float>(k), 40));
    village.hand_out();
    auto const now = village.holders();
    CHECK(now.size() == static_cast<std::size_t>(k));
    CHECK(village.county.villages.posts_held == std::vector<Index>{k});
    CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
}

TEST_CASE("places between whole numbers are rounded by the village's lasting luck and stay monotone",
          "[policies][rations]") {
  std::size_t before = 0;
  for (int tenth = 0; tenth <= 50; ++tenth) {
    Village village;
    village.enact<PublicWelfarePosts>(posts(static_cast<float>(tenth) * 0.1f, 40));
    village.hand_out();
    auto const n = village.holders().size();
    CHECK(n >= static_cast<std::size_t>(tenth / 10));
    CHECK(n <= static_cast<std::size_t>(tenth / 10 + 1));
    CHECK(n >= before);
    before = n;
  }
}

TEST_CASE("places follow the lifted-out members of a village", "[policies][rations]") {
  Now const now;
  PublicWelfarePosts::Params const p{.places = 120000, .lifted_out_persons = 6250000};
  CHECK(PublicWelfarePosts::places(p, now, 125) == Approx(2.4));
  CHECK(PublicWelfarePosts::places(p, now, 0) == 0);
}

TEST_CASE("the order of rows decides no tie", "[policies][rations]") {
  Village a, b;
  std::reverse(b.h().id.begin(), b.h().id.end());
  for (Village* v : {&a, &b}) {
    v->enact<PublicWelfarePosts>(posts(13, 40));
    v->hand_out();
  }
  CHECK(a.holders() == b.holders());
}

TEST_CASE("the listed come before dibao, dibao before others, those without a job and tied to home before the rest",
          "[policies][rations]") {
  Hamlet hamlet({5, 0, 2});
  auto const p = posts(1, 5);
  Households& h = hamlet.h();
  for (std::size_t i = 0; i < 7; ++i) {
    h.slot_0[i] = code(Slot::jobless);
    h.slot_age_0[i] = 40;
  }
  h.category[0] = code(Slot::farm);
  h.dibao[1] = 1;
  h.persons_60_plus[2] = 1;
  h.slot_1[4] = code(Slot::migrant);
  h.category[6] = 1;
  Block const lifted = h.whole(HouseholdClass::lifted_out), ordinary = h.whole(HouseholdClass::ordinary);
  for (Index i = 0; i < 4; ++i)
    CHECK(PublicWelfarePosts::score(p, hamlet.now, lifted, i) >
          PublicWelfarePosts::score(p, hamlet.now, lifted, i + 1));
  CHECK(PublicWelfarePosts::score(p, hamlet.now, lifted, 4) > 0);
  CHECK(PublicWelfarePosts::score(p, hamlet.now, ordinary, 0) == 0);  // neither lifted-out nor listed nor on dibao
  CHECK(PublicWelfarePosts::score(p, hamlet.now, ordinary, 1) > 0);
}

TEST_CASE("a post goes to the jobless before the farmer, within 18-65, one to a household", "[policies][rations]") {
  OneHousehold one;
  auto const p = posts(9, 9);
  Households& h = one.h();
  h.slot_0[0] = code(Slot::farm);
  h.slot_1[0] = code(Slot::jobless);
  h.slot_age_0[0] = 65;
  h.slot_age_1[0] = 66;
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::post));  // the jobless one is too old
  PublicWelfarePosts::withdraw(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::jobless));
  h.slot_0[0] = code(Slot::farm);
  h.slot_age_1[0] = 18;
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::farm));
  CHECK(h.slot_1[0] == code(Slot::post));
  CHECK(int{h.post_months[0]} == 12);
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::farm));
  h.slot_1[0] = code(Slot::jobless);
  h.slot_age_0[0] = 66;
  h.slot_age_1[0] = 17;
  CHECK(PublicWelfarePosts::score(p, one.now, one.block(), 0) == 0);
}

TEST_CASE("a holder is safe for the contract, then must rank again", "[policies][rations]") {
  Village village;
  village.enact<PublicWelfarePosts>(posts(1, 40));
  village.at(2021, 1);
  village.hand_out();
  auto const first = village.holders();
  REQUIRE(first.size() == 1);
  std::size_t other = village.h().id[0] == first[0] ? 1 : 0;
  village.h().category[other] = 1;  // a household in greater need appears
  for (int m = 2; m <= 12; ++m) {
    village.at(2021, m);
    village.pay();
    village.hand_out();
    CHECK(village.holders() == first);
  }
  village.at(2022, 1);
  village.pay();
  village.hand_out();
  CHECK(village.holders() == std::vector<HouseholdId>{village.h().id[other]});
}

TEST_CASE("when places fall to zero every post ends at the next round, contract or not", "[policies][rations]") {
  Village village;
  village.enact<PublicWelfarePosts>(posts(12, 40));
  village.hand_out();
  CHECK(village.holders().size() == 12);
  village.enact<PublicWelfarePosts>(posts(0, 40));
  village.at(2021, 3);
  village.hand_out();
  CHECK(village.holders().size() == 12);  // not a round
  village.at(2021, 4);
  village.hand_out();
  CHECK(village.holders().empty());
}

TEST_CASE("the quick test of a round passes every household with points or a post", "[policies][rations]") {
  Hamlet hamlet({1, 0, 1});
  auto const p = posts(9, 9);
  Households& h = hamlet.h();
  int scored = 0;
  for (int s0 = 0; s0 < 7; ++s0)
    for (int s3 = 0; s3 < 7; ++s3)
      for (int kind = 0; kind < 4; ++kind)
        for (HouseholdClass const c : {HouseholdClass::lifted_out, HouseholdClass::ordinary}) {
          std::size_t const row = c == HouseholdClass::ordinary;
          h.slot_0[row] = static_cast<std::uint8_t>(s0);
          h.slot_3[row] = static_cast<std::uint8_t>(s3);
          h.slot_age_0[row] = h.slot_age_3[row] = 40;
          h.category[row] = kind % 2;
          h.dibao[row] = kind / 2;
          Block const b = h.whole(c);
          bool const counts = PublicWelfarePosts::score(p, hamlet.now, b, 0) > 0 || PublicWelfarePosts::holds(b, 0);
          scored += counts;
          CHECK(PublicWelfarePosts::concerns(p, hamlet.now, b, 0) == counts);
        }
  CHECK(scored > 50);
}
