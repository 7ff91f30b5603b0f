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

TEST_CASE("a post goes to the farmer before the jobless, within 18-65, one to a household, and ends where it began",
          "[policies][rations]") {
  OneHousehold one;
  auto const p = posts(9, 9);
  Households& h = one.h();
  h.slot_0[0] = code(Slot::jobless);
  h.slot_1[0] = code(Slot::farm);
  h.slot_age_0[0] = 65;
  h.slot_age_1[0] = 66;
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::post));  // the farmer is too old
  PublicWelfarePosts::withdraw(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::jobless));
  h.slot_age_1[0] = 18;
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::jobless));
  CHECK(h.slot_1[0] == code(Slot::post));
  CHECK(int{h.post_months[0]} == 12);
  PublicWelfarePosts::grant(p, one.now, one.block(), 0);
  CHECK(h.slot_0[0] == code(Slot::jobless));
  PublicWelfarePosts::withdraw(p, one.now, one.block(), 0);
  CHECK(h.slot_1[0] == code(Slot::farm));
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
          h.post_kind[row] = static_cast<std::uint8_t>(PostKind::welfare);
          h.category[row] = kind % 2;
          h.dibao[row] = kind / 2;
          Block const b = h.whole(c);
          bool const counts = PublicWelfarePosts::score(p, hamlet.now, b, 0) > 0 || PublicWelfarePosts::holds(b, 0);
          scored += counts;
          CHECK(PublicWelfarePosts::concerns(p, hamlet.now, b, 0) == counts);
        }
  CHECK(scored > 50);
}

namespace {

// A random village: 60 households of all classes and states.
struct Random : Hamlet {
  explicit Random(std::uint32_t number) : Hamlet({30, 15, 15}) {
    now.forest = true;
    now.monitoring_line_yuan = 6000;
    for (std::size_t i = 0; i < 60; ++i) {
      Words const w = draws.words(stream("furnish"), Month::of(2021, 1), h().id[i], number);
      Words const v = draws.words(stream("furnish"), Month::of(2021, 2), h().id[i], number);
      h().members[i] = 3;
      h().slot_0[i] = static_cast<std::uint8_t>(w[0] % 7);
      h().slot_1[i] = static_cast<std::uint8_t>(w[0] / 7 % 7);
      h().slot_age_0[i] = static_cast<std::uint8_t>(16 + w[1] % 55);
      h().slot_age_1[i] = static_cast<std::uint8_t>(16 + w[1] / 55 % 55);
      h().persons_60_plus[i] = w[2] % 2;
      h().category[i] = w[2] / 2 % 4 == 0;
      h().dibao[i] = w[2] / 8 % 3 == 0;
      h().post_kind[i] = static_cast<std::uint8_t>(v[0] % 4);
      h().post_months[i] = static_cast<std::uint8_t>(v[1] % 3);
      h().damage_months[i] = v[2] % 5 == 0;
      h().income_register_12[i] = static_cast<Fen>(v[3] % 6000000u);
    }
  }
};

// Rows that are served in a round with this many places: those whose columns show a place afterwards.
template <class P>
std::vector<Index> served_by(Random& village, typename P::Params const& p) {
  village.enact<P>(p);
  village.hand_out();
  std::vector<Index> out;
  Households const& h = village.h();
  for (Index i = 0; i < 60; ++i) {
    Block const b = village.h().block(i, 1, h.class_of(i));
    auto const row = static_cast<std::size_t>(i);
    bool place = P::holds(b, 0);
    if constexpr (std::is_same_v<P, WorkRelief>) place = h.relief_work_months[row] > 0;
    if constexpr (std::is_same_v<P, SkillsTraining>) place = h.course_months[row] > 0;
    if (place) out.push_back(i);
  }
  return out;
}

// `params(k)` gives k places to the village's 90 lifted-out members in a month of its round.
template <class P, class F>
void check_superset(int month, F&& params) {
  std::size_t most = 0;
  auto const rule = shipped<OneWorkerRule>(2021, month);
  for (std::uint32_t number = 0; number < 5; ++number)
    for (bool const ruled : {false, true}) {
      std::vector<Index> before;
      for (int k = 0; k <= 40; ++k) {
        Random village(number);
        village.at(2021, month);
        if (ruled) village.enact<OneWorkerRule>(rule);
        auto const now = served_by<P>(village, params(static_cast<float>(k)));
        CHECK(now.size() <= static_cast<std::size_t>(k));
        CHECK(now.size() - before.size() <= 1);
        CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
        before = now;
      }
      most = std::max(most, before.size());
    }
  CHECK(most > 5);
}

}  // namespace

TEST_CASE("for every rationed instrument k + 1 places serve a superset of k, whatever the village",
          "[policies][rations]") {
  auto const by_places = [](auto p) {
    return [p](float k) mutable {
      p.places = k;
      p.lifted_out_persons = 90;
      return p;
    };
  };
  check_superset<PublicWelfarePosts>(1, by_places(shipped<PublicWelfarePosts>(2022, 1)));
  check_superset<ForestRangers>(1, by_places(shipped<ForestRangers>(2022, 1)));
  check_superset<EmploymentWorkshops>(2, by_places(shipped<EmploymentWorkshops>(2022, 2)));
  check_superset<WorkRelief>(2, [](float k) {
    auto p = shipped<WorkRelief>(2022, 2);
    p.lifted_out_persons = 90;
    p.wage_share = 1;
    p.wage_yuan = 1;
    p.funds_yuan_per_year = 4 * k;
    return p;
  });
  check_superset<SkillsTraining>(3, [](float k) {
    auto p = shipped<SkillsTraining>(2022, 3);
    p.lifted_out_persons = 90;
    p.places_per_year = 4 * k;
    return p;
  });
}

TEST_CASE("the quick test of a round passes every household with points, for the newer instruments",
          "[policies][rations]") {
  int scored = 0;
  auto const check = [&]<class P>(Random& village, int month) {
    auto const p = shipped<P>(2022, month);
    for (Index i = 0; i < 60; ++i) {
      Block const b = village.h().block(i, 1, village.h().class_of(i));
      bool const counts = P::score(p, village.now, b, 0) > 0 || P::holds(b, 0);
      scored += counts;
      if (counts) CHECK(P::concerns(p, village.now, b, 0) == 1);
    }
  };
  for (std::uint32_t number = 0; number < 10; ++number) {
    Random village(number);
    check.operator()<ForestRangers>(village, 1);
    check.operator()<EmploymentWorkshops>(village, 2);
    check.operator()<WorkRelief>(village, 2);
    check.operator()<SkillsTraining>(village, 3);
  }
  CHECK(scored > 200);
}
