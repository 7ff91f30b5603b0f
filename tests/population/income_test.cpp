// Income levels: the algebra meets its targets, and the made households meet the algebra.
#include <catch2/catch.hpp>

#include "model/core/numeric.hpp"
#include "model/population/population.hpp"
#include "tests/population/county_facts.hpp"

using namespace holdfast;
using namespace holdfast::population;

namespace {
std::vector<CountyFacts> const& counties() {
  static auto const list = testing::read_counties();
  return list;
}
Plan<Synthesis> const& plan() {
  static auto const read = testing::read_plan();
  return read;
}

// Income of 2020 as the simulator counts it: wages of slots, farm net of cost, property; without public cash.
struct Income {
  double local = 0, migrant = 0, farm = 0, property = 0, members = 0;
};
Income income_of(Synthesis::Params const& p, Block const& b) {
  double const ability[labour_slots]{1.0, p.ability_1, p.ability_2, p.ability_3};
  Income sum;
  for (Index i = 0; i < b.n; ++i) {
    double const year = 12.0 * p.worked_share * numeric::exp(double(b.wage_log[i]));
    for (int k = 0; k < labour_slots; ++k) {
      auto const state = static_cast<Slot>(b.slot(k)[i]);
      if (state == Slot::local || state == Slot::jobless) sum.local += year * ability[k];
      if (state == Slot::migrant) sum.migrant += year * ability[k] * p.migrant_premium;
    }
    sum.farm += p.farm_output_share * (1.0 - p.cash_cost_share) * numeric::exp(double(b.farm_log[i]));
    sum.property += 12.0 * yuan(b.property_income[i]);
    sum.members += b.members[i];
  }
  return sum;
}
}  // namespace

TEST_CASE("the levels meet survey income in every county and register income of lifted-out people over the province",
          "[population]") {
  double lifted_income = 0, lifted = 0, residents = 0, survey = 0, local = 0, transfer = 0, operating = 0;
  for (CountyFacts const& f : counties()) {
    if (f.margins.rural_households < 1) continue;
    Frame const frame = make_frame(f, plan(), 1);
    IncomeLevels const& levels = frame.levels;
    INFO(f.name_en);
    CHECK(levels.survey_yuan == Approx(f.rural_income_2020_yuan).epsilon(1e-4));
    double people = 0;
    for (std::size_t c = 0; c < household_classes; ++c) {
      people += double(frame.cells.residents[c]);
      local += levels.local_wages[c];
      operating += levels.operating[c];
      transfer += levels.public_cash[c] + frame.params[c].remittance_share * levels.migrant_wages[c];
    }
    residents += people;
    survey += people * levels.survey_yuan;
    lifted += double(frame.cells.members[lifted_out]);
    lifted_income += double(frame.cells.members[lifted_out]) * levels.lifted_register_yuan;
    CHECK(levels.wage_yuan[ordinary] > 1000);
    CHECK(levels.wage_yuan[ordinary] < 7000);
  }
  CHECK(lifted_income / lifted == Approx(9480).epsilon(0.005));
  CHECK(survey / residents == Approx(15929).epsilon(0.01));
  CHECK(local / survey == Approx(0.313).margin(0.015));      // P119, +-1.5 points
  CHECK(operating / survey == Approx(0.386).margin(0.015));  // P120
  CHECK(transfer / survey == Approx(0.269).margin(0.015));   // P122
}

TEST_CASE("made households earn what the algebra expects, class by class", "[population]") {
  for (CountyFacts const& f : counties()) {
    if (f.adcode != 511722 && f.adcode != 513431) continue;  // Xuanhan (basin rim), Zhaojue (Yi)
    Frame const frame = make_frame(f, plan(), 1);
    County made;
    fill_county(frame, 1.0, made);
    for (std::size_t c : {lifted_out, ordinary}) {
      Income const got = income_of(frame.params[c], made.households.whole(static_cast<HouseholdClass>(c)));
      INFO(f.name_en << " class " << c);
      CHECK(got.members == double(frame.cells.members[c]));
      CHECK(got.local == Approx(frame.levels.local_wages[c]).epsilon(0.02));
      CHECK(got.migrant == Approx(frame.levels.migrant_wages[c]).epsilon(0.02));
      CHECK(got.farm == Approx(frame.levels.operating[c]).epsilon(0.02));
      CHECK(got.property == Approx(frame.levels.property[c]).epsilon(0.02));
    }
  }
}

TEST_CASE("who works: the first four by age, migrants first, the very old and children never", "[population]") {
  std::size_t found = 0;
  for (std::size_t number = 0; number < archetypes().size() * away_options.size(); ++number) {
    Cell const cell = cell_of(number);
    Workers const workers = workers_of(cell);
    auto const& persons = cell.kind().persons;
    int const could =
        cell.away().adults + persons[age_19_44] + persons[age_45_59] + persons[age_60_64] + persons[age_65_74];
    REQUIRE(workers.n == std::min(could, labour_slots));
    for (int k = 1; k < workers.n; ++k) REQUIRE(workers.kind[std::size_t(k)] >= workers.kind[std::size_t(k - 1)]);
    found += workers.n == 0;
  }
  CHECK(found > 0);  // those of 75 and over alone
}

TEST_CASE("chances and shapes follow their formulas", "[population]") {
  Synthesis::Params p;
  p.local_max_share = 0.9f;
  p.local_45_59_factor = 0.75f;
  p.local_with_migrant_factor = 0.8f;
  p.local_without_migrant_factor = 1.25f;
  CHECK(local_chance(p, 0.4, Worker::age_19_44, false) == Approx(0.5));
  CHECK(local_chance(p, 0.4, Worker::age_45_59, true) == Approx(0.24));
  CHECK(local_chance(p, 5.0, Worker::age_19_44, true) == Approx(0.9));
  CHECK(local_chance(p, 5.0, Worker::age_65_74, true) == 0.0);
  CHECK(local_chance(p, 5.0, Worker::away, true) == 0.0);
  CountyFacts facts;
  p.unable_share = 0.05f;
  p.unable_60_74_share = 0.3f;
  p.unable_reference_share = 0.068f;
  facts.margins.unable_share = 0.068;
  CHECK(unable_chance(p, facts, Worker::age_45_59) == Approx(0.05));
  CHECK(unable_chance(p, facts, Worker::age_65_74) == Approx(0.3));
  CHECK(unable_chance(p, facts, Worker::away) == 0.0);
  facts.margins.unable_share = 0.017;  // a quarter: half the chance
  CHECK(unable_chance(p, facts, Worker::age_45_59) == Approx(0.025));
}

TEST_CASE("lifted-out households are near their published composition at the start", "[population]") {
  double households = 0, chronic = 0, aided = 0, members = 0, disabled = 0, workers = 0, without = 0;
  for (CountyFacts const& f : counties()) {
    County made;
    make_county(f, plan(), 0.01, 1, made);
    double const w = made.weight[0];
    Block const b = made.households.whole(HouseholdClass::lifted_out);
    for (Index i = 0; i < b.n; ++i) {
      int able = 0, paid = 0;
      for (int k = 0; k < labour_slots; ++k) {
        auto const state = static_cast<Slot>(b.slot(k)[i]);
        able += state != Slot::none && state != Slot::unable;
        paid += state == Slot::local || state == Slot::migrant || state == Slot::jobless;
      }
      households += w;
      members += w * b.members[i];
      chronic += w * (b.chronic[i] > 0);
      disabled += w * b.disabled[i];
      aided += w * (b.dibao[i] ? b.members[i] : b.tekun[i]);
      workers += w * paid;
      without += w * (able == 0);
    }
  }
  CHECK(members / households == Approx(3.34).margin(0.15));  // P059
  CHECK(chronic / households == Approx(0.58).margin(0.05));  // P078
  CHECK(disabled / members == Approx(0.072).margin(0.012));  // P076
  CHECK(aided / members == Approx(0.30).margin(0.03));       // P106
  CHECK(workers / members == Approx(0.34).margin(0.04));     // O096: 0.362 in 2021
  CHECK(without / households == Approx(0.12).margin(0.04));  // P040: 8-18 %
}
