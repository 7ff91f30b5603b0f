// A pure giveaway has no losers: with behaviour off, and means tests, rounds and removal held fixed, half as much
// pension again leaves no household with less in any month.
#include "tests/laws/laws.hpp"

using namespace holdfast;

namespace {

// Nobody answers to money: no search for work, no gifts, no care put off, no investment, no credit; and no price
// answers to what others sell.
Overrides without_behaviour() {
  Overrides out;
  out.households_share = 0.002;
  out.replicates = 1;
  out.months = 24;
  out.set = {"livelihood.local_market.quantity_elasticity=0", "livelihood.sharing.kin_share=0",
             "livelihood.sharing.village_share=0", "livelihood.work.migrate_peer_slope=0",
             // Who consumes more while all is well may sell a pig earlier in a bad month and then farms less: coping is
             // behaviour too. Without a minimum nobody copes.
             "livelihood.consumption.minimum_yuan=0", "livelihood.consumption.urge_months=0",
             "livelihood.consumption.invest_share=0", "livelihood.consumption.interest_share=0",
             "livelihood.consumption.free_credit_months=0", "livelihood.consumption.debt_limit_months=0",
             "livelihood.consumption.debt_service_share=0", "livelihood.farm.cash_cost_share=0",
             "livelihood.consumption.school_leaver_chance=0", "livelihood.needs.dropout_need_factor=1",
             "livelihood.needs.own_repair_c_yuan=300000", "livelihood.needs.own_repair_d_yuan=300000",
             "shocks.illness.forgone_max_share=0"};
  return out;
}

// Only insurance, which asks nobody for income, and the pension stay.
ScenarioFile of_pensions(double basic_factor) {
  ScenarioFile file = load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", without_behaviour());
  std::apply([](auto&... plan) { ((plan.on = false), ...); }, file.scenario.policies);
  std::get<Plan<Pension>>(file.scenario.policies).on = true;
  for (Pension::Params& p : std::get<Plan<Pension>>(file.scenario.policies).values)
    p.basic_yuan *= static_cast<float>(basic_factor);
  return file;
}

struct Standing {
  Fen income_12 = 0;
  std::int64_t had = 0;  // consumed since the start, and owned less owed now
};
using Place = std::pair<int, int>;  // adcode, month
using Lives = std::map<Place, std::map<HouseholdId, Standing>>;

Lives lives_of(ScenarioFile const& file) {
  Lives out;
  std::map<HouseholdId, std::int64_t> consumed;
  bool const spin_up = true;  // what was consumed then counts
  watch(
      file,
      [&](County const& county, Month month) {
        auto& here = out[{county.facts->adcode, month.since_2000}];
        Households const& h = county.households;
        for (std::size_t i = 0; i < static_cast<std::size_t>(h.rows); ++i) {
          consumed[h.id[i]] += h.consumption[i];
          if (h.members[i] == 0) continue;
          std::int64_t const owned = std::int64_t{h.savings[i]} + h.capital[i] - h.debt[i] - h.loan[i];
          here[h.id[i]] = {h.income_register_12[i], consumed[h.id[i]] + owned};
        }
      },
      spin_up);
  return out;
}

struct Counts {
  std::int64_t households = 0, poorer = 0, richer = 0, with_less = 0, with_more = 0;
};

Counts compare(Lives const& before, Lives const& after) {
  REQUIRE(before.size() == after.size());
  Counts out;
  for (auto const& [place, here] : before) {
    auto const& there = after.at(place);
    REQUIRE(here.size() == there.size());
    for (auto const& [id, was] : here) {
      Standing const& now = there.at(id);
      out.poorer += now.income_12 < was.income_12;
      out.richer += now.income_12 > was.income_12;
      bool const split_off = (id >> 32 & 0xFF) != 0;  // what it consumed before was consumed in its parents' household
      out.with_less += !split_off && now.had < was.had;
      out.with_more += !split_off && now.had > was.had;
      ++out.households;
    }
  }
  return out;
}

Counts given(double basic_factor) { return compare(lives_of(of_pensions(1)), lives_of(of_pensions(basic_factor))); }

}  // namespace

TEST_CASE("a pure giveaway leaves no household with less income, or with less consumed and owned together", "[laws]") {
  Counts const all = given(1.5);
  CHECK(all.households > 500000);
  CHECK(all.richer > all.households / 5);
  CHECK(all.with_more > all.households / 5);
  CHECK(all.poorer == 0);
  CHECK(all.with_less == 0);
}

TEST_CASE("taking pension away is seen by the same comparison", "[laws]") {
  Counts const all = given(0.9);
  CHECK(all.poorer > all.households / 5);
  CHECK(all.with_less > all.households / 5);
}
