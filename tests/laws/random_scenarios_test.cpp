// Laws over scenarios drawn at random: whatever is switched, scaled or capped, money and people are conserved, budgets
// hold, and threads and counties left out change nothing.
#include <cmath>
#include <random>

#include "tests/laws/laws.hpp"

using namespace holdfast;

namespace {

// Raw words of a fixed generator: the same scenarios on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  float uniform() { return static_cast<float>(engine_() >> 8) * (1.0f / 16777216.0f); }
  bool happens(float chance) { return uniform() < chance; }

 private:
  std::mt19937 engine_;
};

// One plan: off with one chance in six; each amount that `strength` scales times 0 to 2 from a random month on; every
// other number moved by up to a fifth; all within the allowed range. A budget for one in four that keep to one.
template <class M>
void shake(Plan<M>& plan, Dice& dice, bool may_switch) {
  if (may_switch && dice.happens(1.0f / 6)) plan.on = false;
  if constexpr (spends_budget<M>)
    if (may_switch && dice.happens(0.25f)) plan.budget_yuan = {1e6 * std::pow(10.0, 4.0 * dice.uniform())};
  std::size_t const month = static_cast<std::size_t>(county_classes) * household_classes;
  auto const from = static_cast<std::size_t>(dice.uniform() * static_cast<float>(plan.months)) * month;
  for (auto const& field : M::fields) {
    float const factor = field.scaled ? 2 * dice.uniform() : 0.8f + 0.4f * dice.uniform();
    for (std::size_t k = from; k < plan.values.size(); ++k) {
      float& value = plan.values[k].*field.member;
      value = std::clamp(value * factor, field.range.low, field.range.high);
    }
  }
}

ScenarioFile random_scenario(std::uint32_t seed) {
  auto file = small_scenario("adopted-2021-2025", 0.001, 1);
  file.scenario.months = 24;
  file.scenario.spin_up_months = 12;
  file.scenario.seed = seed;
  Dice dice(seed);
  std::apply([&](auto&... plan) { (shake(plan, dice, true), ...); }, file.scenario.policies);
  std::apply([&](auto&... plan) { (shake(plan, dice, false), ...); }, file.scenario.shocks);
  return file;
}

}  // namespace

TEST_CASE("random scenarios conserve money, gifts and people in every county and month", "[laws][random][at_length]") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    INFO("scenario " << seed);
    auto const file = random_scenario(seed);
    NetWorthLaw net_worth;
    watch(file, [&](County const& county, Month) {
      net_worth.require(county);
      require_gifts_sum_to_zero(county);
      require_members_add_up(county);
    });
    CHECK(net_worth.checked() > 1000);
  }
}

TEST_CASE("no instrument of a random scenario spends more than its budget", "[laws][random][at_length]") {
  int limited = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    auto const file = random_scenario(seed);
    Scenario const& s = file.scenario;
    // yuan by instrument and calendar year over all counties, at weight
    std::map<std::pair<int, int>, double> spent;
    simulate(s, file.counties, {.threads = 2}, [&](ReplicateResult const& result) {
      for (CountyResult const& county : result.counties)
        for (int m = 0; m < (county.counts.empty() ? 0 : s.months); ++m)
          for (int k = 0; k < instruments; ++k)
            for (int c = 0; c < household_classes; ++c)
              spent[{k, (s.start + m).year()}] +=
                  0.01 * county.weight[static_cast<std::size_t>(c)] *
                  static_cast<double>(county.paid(m, k, static_cast<HouseholdClass>(c)));
    });
    int index = 0;
    auto const check = [&]<class P>(Plan<P> const& plan) {
      if (!plan.budget_yuan.empty())
        for (int year = 2021; year <= 2022; ++year) {
          INFO("scenario " << seed << ", " << P::key << " in " << year);
          // carried over: nothing of last year's, unless the plan says so; half a yuan a county and month of rounding
          CHECK(spent[{index, year}] <= plan.budget_yuan.front() * 1.000001 + 0.5 * 183 * 12);
          ++limited;
        }
      ++index;
    };
    std::apply([&](auto const&... plan) { (check(plan), ...); }, s.policies);
  }
  CHECK(limited > 40);
}

TEST_CASE("random scenarios count the same on any number of threads and without half of the counties",
          "[laws][random][at_length]") {
  for (std::uint32_t seed = 21; seed <= 24; ++seed) {
    INFO("scenario " << seed);
    auto const file = random_scenario(seed);
    std::vector<bool> half(file.counties.size());
    for (std::size_t k = 0; k < half.size(); ++k) half[k] = k % 2 == 0;
    auto const all = live(file, {.threads = 1});
    CHECK(all == live(file, {.threads = 5}));
    auto const some = live(file, {.only_counties = half});
    for (std::size_t k = 0; k < half.size(); k += 2) CHECK(some[0][k] == all[0][k]);
  }
}

TEST_CASE("random scenarios that part from another on the way count the same as when they are lived alone",
          "[laws][random][at_length]") {
  for (std::uint32_t seed = 31; seed <= 34; ++seed) {
    INFO("scenario " << seed);
    auto const file = random_scenario(seed);
    Scenario other = file.scenario;
    Dice dice(seed + 100);
    std::apply([&](auto&... plan) { ((dice.happens(0.1f) ? shake(plan, dice, false) : void()), ...); }, other.policies);
    Scenario const* const both[] = {&file.scenario, &other};
    std::vector<std::uint64_t> together[2];
    simulate(both, file.counties, {.threads = 2}, [&](std::size_t s, ReplicateResult const& result) {
      for (CountyResult const& county : result.counties) together[s].push_back(fingerprint(county));
    });
    auto changed = file;
    changed.scenario = other;
    CHECK(together[0] == live(file)[0]);
    CHECK(together[1] == live(changed)[0]);
    CHECK(together[0] != together[1]);
  }
}
