// Archetypes, the fit to census margins, whole cells, and the fit report.
#include <catch2/catch.hpp>
#include <set>

#include "model/population/fit_report.hpp"
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
CountyFacts const& county(int adcode) {
  for (CountyFacts const& f : counties())
    if (f.adcode == adcode) return f;
  throw std::out_of_range("no such county");
}
// Zhaojue (Yi, large young families), Langzhong (old basin), Litang (Tibetan, largest households), Dong District of
// Panzhihua (fewest rural households), Shuangliu (suburb without lifted-out people).
constexpr int contrasting[]{513431, 511381, 513334, 510402, 510116};
}  // namespace

TEST_CASE("every archetype is a household of one to nine that keeps its word about generations", "[population]") {
  std::set<std::pair<std::array<std::uint8_t, bands>, int>> seen;
  for (Archetype const& a : archetypes()) {
    INFO("generations " << int(a.generations) << " size " << a.size());
    CHECK(a.size() >= 1);
    CHECK(a.size() <= 9);
    CHECK(a.size() >= a.generations);
    CHECK(a.with_65_plus() <= 3);
    CHECK(a.size() > a.children());  // no children alone
    CHECK(a.seed > 0);
    if (a.skipped) CHECK(a.adults_19_59() == 0);
    CHECK(seen.insert({a.persons, a.generations * 2 + a.skipped}).second);
  }
  CHECK(archetypes().size() > 1000);
}

TEST_CASE("targets of persons of 65 and over follow from the households that have them", "[population]") {
  Margins m;
  m.mean_size = 2.5;
  m.one_person_share = 0.3;
  m.generations_share = {0.5, 0.3, 0.19, 0.01};
  m.with_65_plus_share = {0.6, 0.25, 0.14, 0.01};
  m.age_share = {0.05, 0.1, 0.05, 0.2, 0.3, 0.1, 0.15, 0.05};
  auto const t = fit_targets(m);
  // 0.25 + 2 * 0.14 + 3 * 0.01 = 0.56 old persons a household, three quarters of them 65-74
  CHECK(t[first_age_margin + age_65_74] == Approx(0.42));
  CHECK(t[first_age_margin + age_75_plus] == Approx(0.14));
  // the other 1.94 residents in proportion to their shares of 0.8
  CHECK(t[first_age_margin + age_45_59] == Approx(0.3 / 0.8 * 1.94));
  auto const fit = fit_archetypes(m);
  for (std::size_t k = 0; k < fitted_margins; ++k) CHECK(fit.achieved[k] == Approx(fit.target[k]).margin(1e-6));
  double sum = 0;
  for (double const w : fit.weight) sum += w;
  CHECK(sum == Approx(1.0));
}

TEST_CASE("register sizes keep their mean and the published shares when no tilt is needed", "[population]") {
  Synthesis::Params const p = plan().at(Month::of(2019, 1), CountyClass::other, HouseholdClass::ordinary);
  for (double const mean : {2.6, 3.2, 4.5}) {
    auto const shares = register_sizes(p, mean);
    double sum = 0, persons = 0;
    for (std::size_t s = 0; s < shares.size(); ++s) sum += shares[s], persons += shares[s] * double(s + 1);
    CHECK(sum == Approx(1.0));
    CHECK(persons == Approx(mean).epsilon(1e-6));
  }
  // 0.14 + 0.52 + 0.60 + 0.72 + 0.60 + 0.10 * (6 * 0.574 + 7 * 0.258 + 8 * 0.116 + 9 * 0.052) = 3.2446
  auto const untilted = register_sizes(p, 3.2446);
  CHECK(untilted[0] == Approx(0.14).epsilon(1e-3));
  CHECK(untilted[3] == Approx(0.18).epsilon(1e-3));
}

TEST_CASE("a keyed order is a permutation, and another key gives another one", "[population]") {
  Draws const draws(Key{7, 0});
  for (Index const n : {1, 2, 3, 5, 64, 65, 1000, 4097}) {
    KeyedOrder const order(draws, stream("population.order"), county_agent(3), 0, n);
    std::set<Index> seen;
    for (Index i = 0; i < n; ++i) {
      Index const at = order.at(i);
      CHECK(at >= 0);
      CHECK(at < n);
      seen.insert(at);
    }
    CHECK(seen.size() == static_cast<std::size_t>(n));
  }
  KeyedOrder const one(draws, stream("population.order"), county_agent(3), 0, 1000),
      other(draws, stream("population.order"), county_agent(4), 0, 1000);
  int same = 0;
  for (Index i = 0; i < 1000; ++i) same += one.at(i) == other.at(i);
  CHECK(same < 20);  // 1 expected by chance
}

TEST_CASE("contrasting counties meet the limits of fit at share 1, and the drawn part comes near", "[population]") {
  for (int const adcode : contrasting) {
    FitReport const report = fit_report(county(adcode), plan(), 0.05, 1);
    INFO(adcode << " worst " << report.worst_cell << " " << report.worst_cell_households);
    CHECK(check(report).empty());
    CHECK(report.households == std::int64_t(county(adcode).margins.rural_households + 0.5));
    CHECK(report.lifted_out_persons == report.lifted_out_persons_target);
    CHECK(report.households_drawn < report.households);
    REQUIRE(report.margins.size() > 18);
    for (MarginFit const& m : report.margins)
      if (m.fitted && report.households_drawn > 5000) CHECK(m.at_share == Approx(m.target).margin(0.06));
  }
}

TEST_CASE("margins that contradict each other are refused with a sentence", "[population]") {
  CountyFacts facts = county(510116);
  facts.margins.one_person_share = 0.9;  // with a mean size of 2.6 the others would need 17 persons
  auto const problems = check(fit_report(facts, plan(), 0.01, 1));
  REQUIRE_FALSE(problems.empty());
  CHECK(problems.front().text().find("Shuangliu") != std::string::npos);
  CountyFacts crowded = county(513334);
  crowded.lifted_out_persons = 1e6;
  bool found = false;
  for (Problem const& p : check(fit_report(crowded, plan(), 0.01, 1)))
    found = found || p.message.find("1000000") != std::string::npos;
  CHECK(found);
}

TEST_CASE("all counties meet the limits, and the province has 6.25 million lifted-out persons at any share",
          "[population]") {
  std::vector<FitReport> reports;
  double at_share = 0;
  std::int64_t persons = 0, households = 0;
  for (CountyFacts const& f : counties()) {
    reports.push_back(fit_report(f, plan(), 0.001, 1));
    CHECK(check(reports.back()).empty());
    persons += reports.back().lifted_out_persons;
    at_share += reports.back().lifted_out_persons_at_share;
    households += reports.back().households;
    if (reports.back().households > 0) CHECK(reports.back().households_drawn > 0);
  }
  CHECK(persons == 6250000);
  CHECK(at_share == Approx(6250000.0).epsilon(1e-6));
  CHECK(double(households) == Approx(13847076.0).epsilon(1e-6));
  std::string const text = fit_text(reports);
  CHECK(text.find("beyond the limits 0") != std::string::npos);
  CHECK(text.find("with_65_plus_3plus") != std::string::npos);
}
