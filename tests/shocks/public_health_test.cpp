// What county hospitals and endemic diseases (article 19) change in the health step, on a county made by hand.
#include <catch2/catch.hpp>

#include "model/month/health.hpp"
#include "tests/shocks/small_county.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

void live(SmallCounty& c) {
  std::vector<float> u1(block_rows), u2(block_rows), u3(block_rows);
  for (Block const& b : c.h().blocks()) {
    c.draws.fill4(stream("life"), c.now.month, b.id, b.n, c.scratch->life_luck[life_luck::illness].data(), u1.data(),
                  u2.data(), u3.data());
    live_health(c.step(), c.county, b);
  }
}

struct Year {
  std::int64_t stays = 0, bills = 0, left = 0, majors = 0, chronic = 0;
};
template <class SetUp>
Year year(SetUp&& set_up) {
  SmallCounty c({0, 0, 20000});
  set_up(c);
  Year y;
  for (int month = 1; month <= 12; ++month) {
    c.at(2021, month);
    live(c);
    for (std::size_t k = 0; k < c.h().id.size(); ++k) y.chronic += c.h().chronic[k];
    // the same households every month: no illness or bill changes who falls ill or forgoes care next
    for (std::size_t k = 0; k < c.h().id.size(); ++k) {
      c.settle_in(k);
      c.h().acute_months[k] = c.h().care_forgone_months[k] = c.h().disabled[k] = c.h().severely_disabled[k] = 0;
      c.h().acute_slot[k] = 255;
    }
  }
  y.stays = c.total(Total::admissions), y.bills = c.total(Total::bills), y.left = c.total(Total::bills_left);
  y.majors = c.total(Total::major_illnesses);
  return y;
}
template <class M>
void enact(SmallCounty& c, typename M::Params const& p) {
  if constexpr (Scenario::has<M>(static_cast<Policies*>(nullptr)))
    std::get<Plan<M>>(c.scenario.policies) = Plan<M>::constant(p);
  else
    std::get<Plan<M>>(c.scenario.shocks) = Plan<M>::constant(p);
}
void never_forgo(SmallCounty& c) { set<Illness>(c.scenario, &Illness::Params::forgone_max_share, 0); }

EndemicDisease::Params const endemic{.hiv_onset_per_year = 0.02f,
                                     .hiv_major_per_year = 0.01f,
                                     .echinococcosis_onset_per_year = 0.02f,
                                     .echinococcosis_major_per_year = 0.01f};

}  // namespace

TEST_CASE("stays kept in the county are as many, cheaper, and leave less to the household",
          "[shocks][county_hospitals]") {
  Year const without = year(never_forgo);
  Year const kept = year([](SmallCounty& c) {
    never_forgo(c);
    enact<CountyHospitals>(c, {.kept_share = 0.5f, .kept_major_share = 0.5f});
  });
  CHECK(kept.stays == without.stays);
  CHECK(static_cast<double>(kept.bills) < 0.95 * static_cast<double>(without.bills));
  CHECK(static_cast<double>(kept.left) < 0.95 * static_cast<double>(without.left));
}

TEST_CASE("county hospitals of strength 0 or switched off change nothing", "[shocks][county_hospitals]") {
  Year const without = year([](SmallCounty&) {});
  Year const idle = year([](SmallCounty& c) { enact<CountyHospitals>(c, {}); });
  CHECK(idle.bills == without.bills);
  CHECK(idle.left == without.left);
}

TEST_CASE("an endemic disease adds illness only in the counties where it is endemic", "[shocks][endemic_disease]") {
  Year const without = year([](SmallCounty&) {});
  auto const in = [](char const* group, float prevented) {
    return year([=](SmallCounty& c) {
      c.facts.area_group = group;
      enact<EndemicDisease>(c, endemic);
      enact<DiseaseControl>(c, {.hiv_prevented_share = prevented, .echinococcosis_prevented_share = prevented});
    });
  };
  Year const elsewhere = in("qinba", 0), liangshan = in("daliangshan_xiaoliangshan", 0),
             plateau = in("plateau_tibetan", 0);
  CHECK(elsewhere.majors == without.majors);
  CHECK(elsewhere.chronic == without.chronic);
  // 0.01 a year on some 33,000 adults, half of the absent counted, frailty 1 on average: more than 200 beside the rest
  CHECK(liangshan.majors > without.majors + 200);
  CHECK(liangshan.chronic > without.chronic);
  CHECK(plateau.majors > liangshan.majors);  // elders too
  SECTION("control prevents its share, full control all") {
    CHECK(in("daliangshan_xiaoliangshan", 0.5f).majors < liangshan.majors);
    CHECK(in("daliangshan_xiaoliangshan", 1).majors == without.majors);
    CHECK(in("plateau_tibetan", 1).chronic == without.chronic);
  }
}

TEST_CASE("a patient in the margin of the low-income file is assisted like one on the register",
          "[shocks][low_income_file]") {
  Year const without = year(never_forgo);
  auto const with = [](std::uint8_t kind) {
    return year([=](SmallCounty& c) {
      never_forgo(c);
      std::fill(c.h().low_income_file.begin(), c.h().low_income_file.end(), kind);
    });
  };
  CHECK(with(LowIncomeFile::margin).left < without.left);
  CHECK(with(LowIncomeFile::spending).left < without.left);
  CHECK(with(LowIncomeFile::dibao).left == without.left);  // dibao has its own rate, by its own column
}
