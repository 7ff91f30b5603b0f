// Who gets the local jobs: the one-worker rule, the jobs of returned founders, and what helps a jobless worker.
#include <catch2/catch.hpp>

#include "model/month/work.hpp"
#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

constexpr auto code(Slot s) { return static_cast<std::uint8_t>(s); }

// Lifted-out households, each with a jobless worker of 30 in slot 0; the luck of slot 0 is set by the test.
struct Seekers : Hamlet {
  std::vector<LocalApplicant> applicants;

  explicit Seekers(Index n) : Hamlet({n, 0, 0}) {
    std::fill(h().slot_0.begin(), h().slot_0.end(), code(Slot::jobless));
    std::fill(h().slot_age_0.begin(), h().slot_age_0.end(), std::uint8_t{30});
    std::fill(h().members.begin(), h().members.end(), std::uint8_t{3});
    Work::Params work;
    work.migrate_share = 0;  // all jobs are local
    std::get<Plan<Work>>(scenario.livelihood) = Plan<Work>::constant(work);
    std::get<Plan<JobLoss>>(scenario.shocks) = Plan<JobLoss>::constant({});
    at(2021, 6);
  }
  void search(float luck) {
    for (auto& word : scratch.work_luck) word.fill(luck);
    applicants.clear();
    for (Block const& b : county.households.blocks()) change_jobs(step(), county, b, applicants);
  }
  std::vector<Index> employed(Index vacancies) {
    auto waiting = applicants;
    Households const kept = h();
    fill_local_vacancies(step(), county, waiting, vacancies);
    std::vector<Index> out;
    for (Index i = 0; i < h().rows; ++i)
      if (h().slot_0[static_cast<std::size_t>(i)] == code(Slot::local)) out.push_back(i);
    h() = kept;
    return out;
  }
};

OneWorkerRule::Params rule(float reach) {
  auto p = shipped<OneWorkerRule>(2021, 1);
  p.reach_share = reach;
  return p;
}

}  // namespace

TEST_CASE("a household without work is one with labour and nobody in a local, migrant or post job",
          "[policies][one_worker]") {
  auto const p = rule(1);
  struct Case {
    Slot first, second;
    int age;
    bool expected;
  };
  for (Case const& c : {Case{Slot::jobless, Slot::none, 59, true}, Case{Slot::jobless, Slot::none, 60, false},
                        Case{Slot::farm, Slot::none, 40, true}, Case{Slot::unable, Slot::none, 40, false},
                        Case{Slot::jobless, Slot::local, 40, false}, Case{Slot::jobless, Slot::migrant, 40, false},
                        Case{Slot::jobless, Slot::post, 40, false}, Case{Slot::none, Slot::none, 0, false}}) {
    OneHousehold one;
    one.h().slot_0[0] = code(c.first);
    one.h().slot_1[0] = code(c.second);
    one.h().slot_age_0[0] = static_cast<std::uint8_t>(c.age);
    CHECK(OneWorkerRule::without_work(p, one.block(), 0, false) == c.expected);
    CHECK(OneWorkerRule::without_work(p, one.block(), 0, true) == (c.expected || c.second == Slot::post));
  }
  Hamlet ordinary({0, 0, 1});
  ordinary.h().slot_0[0] = code(Slot::jobless);
  CHECK(!OneWorkerRule::without_work(p, ordinary.h().whole(HouseholdClass::ordinary), 0, false));
}

TEST_CASE("homes without work come first when vacancies are short", "[policies][one_worker]") {
  Seekers seekers(40);
  for (std::size_t i = 0; i < 40; i += 2) seekers.h().slot_1[i] = code(Slot::migrant);  // every other has one at work
  seekers.search(0.2f);
  REQUIRE(seekers.applicants.size() == 40);
  auto const even = [](Index i) { return i % 2 == 0; };
  auto const drawn = seekers.employed(20);
  CHECK(std::count_if(drawn.begin(), drawn.end(), even) > 4);  // off: the lot decides
  seekers.enact<OneWorkerRule>(rule(1));
  seekers.search(0.2f);
  auto const ruled = seekers.employed(20);
  CHECK(ruled.size() == 20);
  CHECK(std::none_of(ruled.begin(), ruled.end(), even));
  auto const all_but_one = seekers.employed(21);
  CHECK(std::count_if(all_but_one.begin(), all_but_one.end(), even) == 1);
  seekers.enact<OneWorkerRule>(rule(0));  // strength 0
  seekers.search(0.2f);
  CHECK(seekers.employed(20) == drawn);
}

TEST_CASE("with the rule k + 1 vacancies still serve all that k serve and one more", "[policies][one_worker]") {
  Seekers seekers(30);
  for (std::size_t i = 0; i < 30; i += 3) seekers.h().slot_1[i] = code(Slot::migrant);
  seekers.enact<OneWorkerRule>(rule(0.6f));
  seekers.search(0.2f);
  std::vector<Index> before;
  for (Index k = 0; k <= 30; ++k) {
    auto const now = seekers.employed(k);
    CHECK(now.size() == static_cast<std::size_t>(k));
    CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
}

TEST_CASE("homes without work come first for posts while the rule is on", "[policies][one_worker]") {
  for (float const reach : {0.0f, 1.0f}) {
    Seekers seekers(2);
    seekers.at(2021, 1);
    seekers.h().dibao[0] = 1;  // two points more, but somebody at work
    seekers.h().slot_1[0] = code(Slot::migrant);
    auto p = shipped<PublicWelfarePosts>(2021, 1);
    p.places = 1;
    p.lifted_out_persons = 6;
    seekers.enact<PublicWelfarePosts>(p);
    seekers.enact<OneWorkerRule>(rule(reach));
    seekers.hand_out();
    CHECK((seekers.h().slot_0[0] == code(Slot::post)) == (reach == 0));
    CHECK((seekers.h().slot_0[1] == code(Slot::post)) == (reach == 1));
  }
}

TEST_CASE("training, transfer and a lost job away each add to the chance of finding work", "[policies][training]") {
  // Shipped bonuses in June: 0.30, + 0.03 trained, + 0.05 organised, + 0.03 returned; luck between them decides.
  auto const finds = [](float luck, bool trained, bool organised, bool returned) {
    Seekers one(1);
    if (organised) one.enact<LabourTransfer>(shipped<LabourTransfer>(2021, 6));
    one.enact<SkillsTraining>(shipped<SkillsTraining>(2021, 6));
    one.h().trained[0] = trained;
    one.h().returned[0] = returned;
    one.search(luck);
    return one.applicants.size() == 1;
  };
  CHECK(finds(0.299f, false, false, false));
  CHECK(!finds(0.301f, false, false, false));
  CHECK(!finds(0.301f, false, false, true));  // no organised help
  CHECK(finds(0.329f, true, false, false));
  CHECK(!finds(0.331f, true, false, false));
  CHECK(finds(0.349f, false, true, false));
  CHECK(!finds(0.351f, false, true, false));
  CHECK(finds(0.379f, false, true, true));
  CHECK(!finds(0.381f, false, true, true));
  CHECK(finds(0.409f, true, true, true));
  CHECK(!finds(0.411f, true, true, true));
}

TEST_CASE("a trainee seeks no work during the course", "[policies][training]") {
  Seekers one(1);
  one.h().course_months[0] = 1;
  one.search(0.1f);
  CHECK(one.applicants.empty());
  one.h().course_slot[0] = 1;  // another worker's course
  one.search(0.1f);
  CHECK(one.applicants.size() == 1);
}

TEST_CASE("who loses a job away is marked as returned until a job is found", "[policies][transfer]") {
  Seekers one(1);
  one.h().slot_0[0] = code(Slot::migrant);
  one.search(0.0f);
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
  CHECK(int{one.h().returned[0]} == 1);
  one.search(0.0f);
  fill_local_vacancies(one.step(), one.county, one.applicants, 1);
  CHECK(one.h().slot_0[0] == code(Slot::local));
  CHECK(int{one.h().returned[0]} == 0);
  one.search(0.0f);  // a local job lost
  CHECK(one.h().slot_0[0] == code(Slot::jobless));
  CHECK(int{one.h().returned[0]} == 0);
}

TEST_CASE("founders open 60000 jobs a year by rural people; without support they fade by 15 % a year",
          "[policies][returnee]") {
  Hamlet hamlet({0, 0, 1});
  hamlet.facts.margins.rural_persons = province_rural_persons / 100;
  hamlet.county.weight = {10, 10, 10};
  auto p = shipped<ReturneeEnterprise>(2021, 1);
  hamlet.enact<ReturneeEnterprise>(p);
  open_returnee_jobs(hamlet.step(), hamlet.county, hamlet.budgets);
  CHECK(hamlet.county.returnee_jobs == Approx(5));  // 60000 / 12 / 100, one drawn for ten
  CHECK(hamlet.paid<ReturneeEnterprise>() == 5 * 250000);
  p.new_jobs_per_year = 0;
  hamlet.enact<ReturneeEnterprise>(p);
  for (int m = 0; m < 12; ++m) open_returnee_jobs(hamlet.step(), hamlet.county, hamlet.budgets);
  CHECK(hamlet.county.returnee_jobs == Approx(5 * 0.85));
  CHECK(hamlet.paid<ReturneeEnterprise>() == 5 * 250000);
}

TEST_CASE("the jobs of founders are vacancies, none when switched off", "[policies][returnee]") {
  Seekers seekers(1);
  seekers.county.local_jobs = 10;
  Index const without = local_vacancies(seekers.step(), seekers.county, 10);
  seekers.county.returnee_jobs = 3;
  CHECK(local_vacancies(seekers.step(), seekers.county, 10) == without + 3);
  Hamlet off({0, 0, 1});
  off.facts.margins.rural_persons = province_rural_persons;
  open_returnee_jobs(off.step(), off.county, off.budgets);
  CHECK(off.county.returnee_jobs == 0);
}

TEST_CASE("start-up money keeps to its budget, and so do the jobs", "[policies][returnee]") {
  Hamlet hamlet({0, 0, 1});
  hamlet.facts.margins.rural_persons = province_rural_persons;
  auto& plan = hamlet.enact<ReturneeEnterprise>(shipped<ReturneeEnterprise>(2021, 1));
  plan.first = Month::of(2021, 1);
  plan.budget_yuan = {7500 * 2500.0};  // a month and a half
  start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
  for (int m = 0; m < 3; ++m) open_returnee_jobs(hamlet.step(), hamlet.county, hamlet.budgets);
  CHECK(hamlet.paid<ReturneeEnterprise>() == 7500 * 250000LL);
  CHECK(hamlet.county.returnee_jobs > 7300);
  CHECK(hamlet.county.returnee_jobs <= 7500);
}

TEST_CASE("the one-worker rule reaches its share of the households without work, by lasting luck",
          "[policies][one_worker]") {
  OneHousehold one;
  one.h().slot_3[0] = code(Slot::farm);
  one.h().slot_age_3[0] = 59;
  auto const first = [&](float reach, float luck, bool holder = false) {
    return OneWorkerRule::comes_first(rule(reach), one.block(), 0, holder, luck);
  };
  CHECK(first(0.5f, 0.49f));
  CHECK_FALSE(first(0.5f, 0.5f));
  CHECK_FALSE(first(0, 0));
  one.h().slot_age_3[0] = 60;
  CHECK_FALSE(first(1, 0));
  one.h().slot_0[0] = code(Slot::post);
  CHECK_FALSE(first(1, 0));
  CHECK(first(1, 0, true));
  one.h().slot_1[0] = code(Slot::local);
  CHECK_FALSE(first(1, 0, true));
}

TEST_CASE("a post changes nothing in its holder's way to a job: the same luck gives the same", "[policies][rations]") {
  enum class Hindrance { none, urge, course, care, age };
  auto const after = [](Slot state, bool post, Hindrance hindrance, float luck) {
    Seekers one(1);
    one.h().slot_0[0] = code(state);
    Block const b = one.h().whole(HouseholdClass::lifted_out);
    if (post) paid_posts::begin(b, 0, PostKind::welfare, 0, 12);
    if (hindrance == Hindrance::urge) one.h().urge_months[0] = 3;
    if (hindrance == Hindrance::course) one.h().course_months[0] = 2;
    if (hindrance == Hindrance::care) one.h().carer[0] = 1;
    if (hindrance == Hindrance::age) one.h().slot_age_0[0] = 60;
    one.search(luck);
    if (post) {
      CHECK(one.h().slot_0[0] == code(Slot::post));
      CHECK(int{one.h().post_months[0]} == 12);
      paid_posts::end(b, 0);
    }
    return std::pair{one.h().slot_0[0], one.applicants.size()};
  };
  int moved = 0;
  for (auto const hindrance : {Hindrance::none, Hindrance::urge, Hindrance::course, Hindrance::care, Hindrance::age})
    for (Slot const state : {Slot::farm, Slot::jobless})
      for (float const luck : {0.0f, 0.0099f, 0.0101f, 0.299f, 0.301f, 0.5f, 0.979f, 0.981f, 0.999f}) {
        auto const without = after(state, false, hindrance, luck);
        CHECK(after(state, true, hindrance, luck) == without);
        moved += without != std::pair{code(state), std::size_t{0}};
      }
  CHECK(moved == 25);
}

TEST_CASE("a holder keeps the post until a job is found, at home or away", "[policies][rations]") {
  auto const hold = [](Hamlet& one) {
    one.h().slot_0[0] = code(Slot::jobless);
    paid_posts::begin(one.h().whole(HouseholdClass::lifted_out), 0, PostKind::welfare, 0, 12);
  };
  auto const left = [](Hamlet& one, Slot to) {
    CHECK(one.h().slot_0[0] == code(to));
    CHECK(one.h().post_kind[0] == static_cast<std::uint8_t>(PostKind::none));
    CHECK(int{one.h().post_months[0]} == 0);
    CHECK(int{one.h().post_seeks[0]} == 0);
  };
  Seekers one(1);
  hold(one);
  one.search(0.1f);
  REQUIRE(one.applicants.size() == 1);
  auto waiting = one.applicants;
  fill_local_vacancies(one.step(), one.county, waiting, 0);
  CHECK(one.h().slot_0[0] == code(Slot::post));
  fill_local_vacancies(one.step(), one.county, one.applicants, 1);
  left(one, Slot::local);
  for (auto& p : std::get<Plan<Work>>(one.scenario.livelihood).values) p.migrate_share = 1;
  hold(one);
  one.search(0.1f);
  CHECK(one.applicants.empty());
  left(one, Slot::migrant);
  CHECK(int{one.h().away[0]} == 1);
}

TEST_CASE("the one-worker rule is for lifted-out households, not for the marginal", "[policies][one_worker]") {
  Hamlet hamlet({1, 1, 0});
  hamlet.h().slot_0[0] = hamlet.h().slot_0[1] = code(Slot::jobless);
  CHECK(OneWorkerRule::comes_first(rule(1), hamlet.h().whole(HouseholdClass::lifted_out), 0, false, 0));
  CHECK_FALSE(OneWorkerRule::comes_first(rule(1), hamlet.h().whole(HouseholdClass::marginal), 0, false, 0));
}

TEST_CASE("a county opens its rural share of founders' jobs, and they close by their own chance",
          "[policies][returnee]") {
  ReturneeEnterprise::Params p;
  p.new_jobs_per_year = 60000;
  CHECK(ReturneeEnterprise::opened(p, 1) == 5000);
  CHECK(ReturneeEnterprise::opened(p, 0.25) == 1250);
  CHECK(ReturneeEnterprise::opened(p, 0) == 0);
  CHECK(ReturneeEnterprise::opened({}, 1) == 0);
  CHECK(ReturneeEnterprise::after_a_month(p, 100) == 100);
  p.failure_chance_per_year = 0.5f;
  CHECK(ReturneeEnterprise::after_a_month(p, 100) == Approx(94.3874));  // 0.5 to the power of 1/12
  CHECK(ReturneeEnterprise::after_a_month(p, 0) == 0);
  p.failure_chance_per_year = 0.99f;
  CHECK(ReturneeEnterprise::after_a_month(p, 100) == Approx(68.1292));
}

TEST_CASE("jobs without start-up money cost nothing", "[policies][returnee]") {
  Hamlet hamlet({0, 0, 1});
  hamlet.facts.margins.rural_persons = province_rural_persons;
  ReturneeEnterprise::Params p;
  p.new_jobs_per_year = 120;
  hamlet.enact<ReturneeEnterprise>(p);
  open_returnee_jobs(hamlet.step(), hamlet.county, hamlet.budgets);
  CHECK(hamlet.county.returnee_jobs == Approx(10));
  CHECK(hamlet.ledger() == 0);
}
