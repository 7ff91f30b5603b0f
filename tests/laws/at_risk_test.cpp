// The population at risk: a worked example of three households, and what must hold on any run.
#include <catch2/catch.hpp>

#include "output/at_risk_figures.hpp"
#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

constexpr auto secure = static_cast<std::size_t>(HouseholdState::secure);
constexpr auto in_need = static_cast<std::size_t>(HouseholdState::in_need);
constexpr auto in_spell = static_cast<std::size_t>(HouseholdState::in_spell);
constexpr auto absent = static_cast<std::size_t>(HouseholdState::absent);

// Three lifted-out households of 2, 3 and 4 members; each of them stands for ten.
struct Example {
  ScenarioFile file;
  std::vector<Scenario const*> scenarios;
  CountyFacts facts;

  Example() {
    Overrides overrides;
    overrides.months = 24;
    overrides.replicates = 2;
    file = load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
    scenarios = {&file.scenario, &file.scenario};
    facts.adcode = 510000;
  }

  County fresh() const {
    County county;
    county.facts = &facts;
    county.weight = {10, 10, 10};
    county.households.resize({4, 0, 0});
    Households& h = county.households;
    h.class_end[0] = 3;
    for (std::size_t i = 0; i < 3; ++i) {
      h.id[i] = 101 + i;
      h.members[i] = static_cast<std::uint8_t>(2 + i);
      h.clear_months[i] = 12;
      h.income_register_12[i] = 3000000;
      h.slot_0[i] = h.slot_1[i] = static_cast<std::uint8_t>(Slot::local);
    }
    h.slot_1[0] = static_cast<std::uint8_t>(Slot::none);  // the first has one worker
    h.clear_months[2] = 0;                                // the third is in need all along
    return county;
  }

  // The first household falls under B in both replicates, for want of income, and ends 15 % poorer. The second falls
  // under both, in the first replicate only, for want of water: three months beyond the months of grace against two
  // without enough income. The third ends in June.
  void live(AtRiskRecord& record, std::size_t scenario, int replicate) const {
    County county = fresh();
    Households& h = county.households;
    for (int m = 0; m < 24; ++m) {
      Month const month = file.scenario.start + m;
      auto const fall = [&](std::size_t i) { h.spells[i] = h.in_spell[i] = 1, h.clear_months[i] = 0; };
      if (month == Month::of(2022, 3) && scenario == 1) fall(0), h.need_income[0] = 3;
      if (month == Month::of(2022, 5) && replicate == 0) fall(1), h.need_income[1] = 2, h.need_water[1] = 6;
      if (month == Month::of(2022, 6)) h.members[2] = 0;
      if (month == Month::of(2022, 12) && scenario == 1) h.income_register_12[0] = 2550000;
      record.look(scenario, county, month, replicate);
    }
  }
};

struct Lived {
  ScenarioFile a, b;
  AtRiskRecord record;
  std::vector<std::vector<CountyResult>> results_a, results_b;  // [replicate][county]

  Lived(char const* name_a, char const* name_b, int threads = 0, int batch = 0)
      : a(small_scenario(name_a, 0.001, 3)),
        b(small_scenario(name_b, 0.001, 3)),
        record(scenarios(), a.counties.size(), Month::of(2024, 12)) {
    SimulateOptions options;
    options.threads = threads, options.batch = batch;
    options.only_counties.assign(a.counties.size(), false);
    for (std::size_t k = 0; k < a.counties.size(); k += 3) options.only_counties[k] = true;
    options.observe = [&](std::size_t scenario, County const& county, Month month, int replicate) {
      record.look(scenario, county, month, replicate);
    };
    auto const both = scenarios();
    simulate(both, a.counties, options, [&](std::size_t scenario, ReplicateResult const& result) {
      (scenario == 0 ? results_a : results_b).push_back(result.counties);
    });
  }
  std::vector<Scenario const*> scenarios() const { return {&a.scenario, &b.scenario}; }
  AtRiskReport report() const { return at_risk_report(record, record, scenarios(), a.counties); }

  template <class Look>
  void each_cell(Look&& look) const {
    for (int r = 0; r < record.replicates(); ++r)
      for (std::size_t k = 0; k < record.counties(); ++k) look(r, k, record.cell(r, k));
  }
};

std::int64_t at(std::array<std::int64_t, at_risk_sums> const& sums, AtRiskSum sum) {
  return sums[static_cast<std::size_t>(sum)];
}

std::int64_t row_sum(StateMatrix const& m, std::size_t row) {
  std::int64_t sum = 0;
  for (std::int64_t const n : m[row]) sum += n;
  return sum;
}

std::int64_t total(StateMatrix const& m) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < household_states; ++i) sum += row_sum(m, i);
  return sum;
}

}  // namespace

TEST_CASE("three households are counted as by hand", "[laws][at_risk]") {
  Example const example;
  AtRiskRecord record(example.scenarios, 1, Month::of(2021, 12));
  for (int r = 0; r < 2; ++r)
    for (std::size_t v = 0; v < 2; ++v) example.live(record, v, r);

  auto const& tallies = record.tallies(0);
  REQUIRE(tallies.size() == 3);
  HouseholdTally const &first = tallies[0], &second = tallies[1], &third = tallies[2];
  CHECK(first.at_risk == 2);
  CHECK(first.at_risk_members == 4);
  CHECK(first.relapses == std::array<std::uint16_t, 2>{0, 2});
  CHECK(first.exposed == 2);
  CHECK(first.exposed_cause[static_cast<std::size_t>(Need::income)] == 2);
  CHECK(first.kind_at_risk == std::array<std::uint16_t, household_kinds>{0, 2, 0, 0, 2, 0, 0, 0});
  CHECK(second.relapses == std::array<std::uint16_t, 2>{1, 1});
  CHECK(second.relapse_cause[static_cast<std::size_t>(Need::water)] == 1);
  CHECK(second.exposed + second.relieved == 0);
  CHECK(third.at_risk == 0);

  AtRiskCell const& cell = record.cell(0, 0);
  auto const persons = [&](AtRiskSum sum) { return at(cell.groups[0].persons, sum); };
  CHECK(persons(AtRiskSum::members) == 5);
  CHECK(persons(AtRiskSum::at_risk) == 5);
  CHECK(persons(AtRiskSum::in_spell) == 3);
  CHECK(persons(AtRiskSum::in_spell_b) == 5);
  CHECK(persons(AtRiskSum::pushed_into_spell) == 2);
  CHECK(persons(AtRiskSum::pulled_out_of_spell) == 0);
  CHECK(at(cell.groups[0].households, AtRiskSum::pushed_into_spell) == 1);
  CHECK(at(cell.groups[household_classes + 1].persons, AtRiskSum::pushed_into_spell) == 2);  // few workers
  auto const bin = [&](int k) { return cell.groups[0].persons[static_cast<std::size_t>(AtRiskSum::income_bin) + k]; };
  CHECK(bin(0) == 2);
  CHECK(bin(3) == 3);
  CHECK(persons(AtRiskSum::compared) == 5);
  CHECK(cell.groups[0].income_change == -450000);
  CHECK(cell.flow[0][secure][in_spell] == 2);
  CHECK(cell.flow[0][in_spell][in_spell] == 3);
  CHECK(total(cell.flow[0]) == 5);
  REQUIRE(cell.yearly[0].size() == 1);
  StateMatrix const& year = cell.yearly[0][0][0];
  CHECK(year[secure][secure] == 2);
  CHECK(year[secure][in_spell] == 3);
  CHECK(year[in_need][absent] == 4);
  CHECK(total(year) == 9);

  AtRiskReport const report = at_risk_report(record, record, example.scenarios, {example.facts});
  AtRiskSlice const& all = report.classes[0];
  CHECK(all.at_risk.persons.value == Approx(50));
  CHECK(all.at_risk.households.value == Approx(20));
  CHECK(all.persons_at_risk == Approx(50));
  CHECK(all.vulnerable[1].raw_persons == Approx(30));
  CHECK(all.vulnerable[1].raw_households == Approx(10));
  CHECK(all.exposed.raw_persons == Approx(20));
  CHECK(all.movement.pushed_into_spell.value == Approx(20));
  CHECK(all.movement.income_change_yuan.value == Approx(-4500. / 5));
  CHECK(all.movement.income_percent[0].value == Approx(40));
  CHECK(report.causes[static_cast<std::size_t>(Need::water)].relapsing == Approx(15));  // 30 persons in one of two
  CHECK(report.flow.probability[secure][in_spell].value == Approx(20. / 35));  // the second stays secure in replicate 1
}

TEST_CASE("a change of income is sorted by its size, whatever the sign of the income", "[laws][at_risk]") {
  CHECK(income_bin_of(1000, 899) == 0);
  CHECK(income_bin_of(1000, 901) == 1);
  CHECK(income_bin_of(1000, 951) == 2);
  CHECK(income_bin_of(1000, 1000) == 3);
  CHECK(income_bin_of(1000, 1009) == 3);
  CHECK(income_bin_of(1000, 1011) == 4);
  CHECK(income_bin_of(1000, 1051) == 5);
  CHECK(income_bin_of(1000, 1101) == 6);
  CHECK(income_bin_of(-1000, -1101) == 0);
  CHECK(income_bin_of(0, -1) == 0);
  CHECK(income_bin_of(0, 0) == 3);
  CHECK(income_bin_of(0, 1) == 6);
}

TEST_CASE("pushed less pulled is what changes, rows add up, and states are those that a run counts",
          "[laws][at_risk]") {
  Lived const lived("adopted-2021-2025", "cliff-2024");
  std::int64_t pushed = 0, checked = 0;
  lived.each_cell([&](int r, std::size_t k, AtRiskCell const& cell) {
    CountyResult const& a = lived.results_a[static_cast<std::size_t>(r)][k];
    CountyResult const& b = lived.results_b[static_cast<std::size_t>(r)][k];
    if (a.counts.empty()) return;
    for (GroupSums const& g : cell.groups) {
      auto const households = [&](AtRiskSum sum) { return at(g.households, sum); };
      REQUIRE(households(AtRiskSum::pushed_into_spell) - households(AtRiskSum::pulled_out_of_spell) ==
              households(AtRiskSum::in_spell_b) - households(AtRiskSum::in_spell));
      REQUIRE(households(AtRiskSum::pushed_below_line) - households(AtRiskSum::pulled_above_line) ==
              households(AtRiskSum::below_line_b) - households(AtRiskSum::below_line));
      std::int64_t bins = 0;
      for (int bin = 0; bin < income_bins; ++bin)
        bins += g.persons[static_cast<std::size_t>(AtRiskSum::income_bin) + static_cast<std::size_t>(bin)];
      REQUIRE(bins == at(g.persons, AtRiskSum::compared));
      pushed += households(AtRiskSum::pushed_into_spell);
    }
    for (int c = 0; c < household_classes; ++c) {
      auto const of = static_cast<HouseholdClass>(c);
      GroupSums const& g = cell.groups[static_cast<std::size_t>(c)];
      REQUIRE(at(g.persons, AtRiskSum::in_spell) == a.count(59, Total::in_spell, of));
      REQUIRE(at(g.persons, AtRiskSum::in_spell_b) == b.count(59, Total::in_spell, of));
      REQUIRE(at(g.persons, AtRiskSum::below_line) == a.count(59, Total::below_line, of));
      REQUIRE(at(g.persons, AtRiskSum::below_line_b) == b.count(59, Total::below_line, of));
      REQUIRE(at(g.persons, AtRiskSum::members) == a.count(59, Total::members, of));
      StateMatrix const& flow = cell.flow[static_cast<std::size_t>(c)];
      REQUIRE(row_sum(flow, in_spell) == at(g.persons, AtRiskSum::in_spell));
      REQUIRE(total(flow) - row_sum(flow, absent) == at(g.persons, AtRiskSum::members));
      for (std::size_t pair = 0; pair < 4; ++pair) {
        int const december = 11 + 12 * static_cast<int>(pair);
        StateMatrix const& year = cell.yearly[1][pair][static_cast<std::size_t>(c)];
        REQUIRE(total(year) == b.count(december, Total::members, of));
        REQUIRE(row_sum(year, in_spell) == b.count(december, Total::in_spell, of));
        ++checked;
      }
    }
  });
  CHECK(pushed > 0);
  CHECK(checked > 500);
}

TEST_CASE("an adjustment that changes nothing exposes nobody; support taken away exposes persons", "[laws][at_risk]") {
  AtRiskReport const same = Lived("adopted-2021-2025", "adopted-2021-2025").report();
  CHECK(same.same);
  for (AtRiskSlice const& s : same.classes) {
    CHECK(s.exposed.persons.value == 0);
    CHECK(s.exposed.persons.high == 0);
    CHECK(s.exposed.raw_households == 0);
    CHECK(s.movement.pushed_into_spell.value == 0);
    CHECK(s.movement.pulled_above_line.value == 0);
    CHECK(s.movement.income_change_yuan.value == 0);
    CHECK(s.movement.income_percent[3].value == Approx(100));
  }
  AtRiskReport const cut = Lived("adopted-2021-2025", "no-support").report();
  AtRiskSlice const& lifted_out = cut.classes[0];
  CHECK_FALSE(cut.same);
  CHECK(lifted_out.exposed.raw_persons > 0);
  CHECK(lifted_out.exposed.persons.value > 0);
  CHECK(lifted_out.movement.pushed_into_spell.value > lifted_out.movement.pulled_out_of_spell.value);
  CHECK(lifted_out.movement.income_change_yuan.high < 0);
  // Whoever is at risk with a chance of a fifth has one of a tenth; the lifted-out of the county classes are all.
  CHECK(lifted_out.vulnerable[2].persons.value <= lifted_out.vulnerable[1].persons.value);
  double in_classes = 0;
  for (AtRiskSlice const& area : cut.areas)
    if (area.key == "national_key" || area.key == "provincial_key" || area.key == "lifted_out" || area.key == "other")
      in_classes += area.at_risk.persons.value;
  CHECK(in_classes == Approx(lifted_out.at_risk.persons.value));
}

TEST_CASE("households are counted alike on any number of threads and in any batch", "[laws][at_risk]") {
  Lived const one("adopted-2021-2025", "cliff-2024", 1, 1), two("adopted-2021-2025", "cliff-2024", 2, 3);
  for (std::size_t k = 0; k < one.record.counties(); ++k) REQUIRE(one.record.tallies(k) == two.record.tallies(k));
  one.each_cell([&](int r, std::size_t k, AtRiskCell const& cell) { REQUIRE(cell == two.record.cell(r, k)); });
  CHECK(at_risk_json(one.report()) == at_risk_json(two.report()));
}

TEST_CASE("with one past a household is at risk in all replicates or in none, and chances differ more",
          "[laws][at_risk]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 8);
  std::vector<Scenario const*> const one{&file.scenario};
  Month const from = Month::of(2023, 12);
  // Variance of the number of relapses over households, relative to that of one chance for all.
  auto const spread = [&](bool one_past) {
    AtRiskRecord record(one, file.counties.size(), from);
    SimulateOptions options;
    if (one_past) options.one_past_until = from;
    options.observe = [&](std::size_t scenario, County const& county, Month month, int replicate) {
      record.look(scenario, county, month, replicate);
    };
    simulate(one, file.counties, options, [](std::size_t, ReplicateResult const&) {});
    double n = 0, sum = 0, squares = 0;
    for (std::size_t k = 0; k < record.counties(); ++k)
      for (HouseholdTally const& t : record.tallies(k)) {
        if (one_past) REQUIRE((t.at_risk == 0 || t.at_risk == 8));
        if (t.household_class != HouseholdClass::lifted_out || t.at_risk < 8) continue;
        n += 1, sum += t.relapses[0], squares += t.relapses[0] * t.relapses[0];
      }
    double const chance = sum / n / 8;
    return (squares / n - sum / n * sum / n) / (8 * chance * (1 - chance));
  };
  CHECK(spread(true) > 1.5 * spread(false));
}

TEST_CASE("a window outside the run is refused", "[laws][at_risk]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 2);
  std::vector<Scenario const*> const one{&file.scenario};
  CHECK_NOTHROW(AtRiskRecord(one, 1, Month::of(2024, 12)));
  CHECK_THROWS_AS(AtRiskRecord(one, 1, Month::of(2025, 1)), std::invalid_argument);
  CHECK_THROWS_AS(AtRiskRecord(one, 1, Month::of(2020, 12)), std::invalid_argument);
}
