// HF-REF-1 in plain C++, as anyone would write it: an array of structs, std::mt19937_64, std distributions, double.
// Compiled at -O2 without vector flags (bench/CMakeLists.txt); it is the yardstick, so it is not to be tuned.
#include <algorithm>
#include <cmath>
#include <random>

#include "bench/bench.hpp"

namespace holdfast::bench {
namespace {

struct Household {
  double x;  // log-income component
  double savings;
  bool employed;
  bool exited;  // was poor and came out of it
  int spell;    // months below the line in a row
  int county;
};

using Engine = std::mt19937_64;

struct Dice {
  std::normal_distribution<double> normal{0.0, 1.0};
  std::uniform_real_distribution<double> uniform{0.0, 1.0};
  std::bernoulli_distribution ill{illness_chance};
  std::bernoulli_distribution hit{disaster_chance};
  std::bernoulli_distribution takes_up{take_up_share};
};

std::vector<Household> make_households(int n, Engine& engine) {
  std::normal_distribution<double> x(0.0, income_shock_sd / std::sqrt(1.0 - persistence * persistence));
  std::bernoulli_distribution employed(first_employed_share);
  std::vector<Household> households(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    int const county = static_cast<int>(static_cast<std::int64_t>(i) * counties / n);
    households[static_cast<std::size_t>(i)] = {x(engine), first_savings, employed(engine), false, 0, county};
  }
  return households;
}

void live_one_month(Household& h, bool county_hit, Dice& dice, Engine& engine, MonthSums& sums) {
  h.x = persistence * h.x + income_shock_sd * dice.normal(engine);
  double const u = dice.uniform(engine);
  h.employed = h.employed ? u >= job_loss_chance : u < job_finding_chance;
  double y = std::exp(log_income_level + h.x) * (h.employed ? 1.0 : jobless_income_share);
  sums[employed] += h.employed;
  sums[income] += y;
  double medical = 0.0;
  if (dice.ill(engine)) {
    medical = std::exp(log_cost_mean + log_cost_sd * dice.normal(engine));
    sums[ill] += 1;
    sums[cost] += medical;
  }
  if (county_hit) {
    y *= 1.0 - largest_loss_share * dice.uniform(engine);
    sums[hit] += 1;
  }
  double relief = 0.0;
  if (y < poverty_line) {
    sums[eligible] += 1;
    if (dice.takes_up(engine)) relief = poverty_line - y;
    sums[transfer] += relief;
  }
  double const money = std::max(0.0, h.savings * (1.0 + monthly_interest) + y + relief - medical);
  h.savings = std::max(0.0, saving_share * money - saving_threshold);
  double const consumption = money - h.savings;
  if (consumption < poverty_line) {
    sums[below] += 1;
    sums[gap] += poverty_line - consumption;
    if (h.spell == 0 && h.exited) sums[relapse] += 1;
    ++h.spell;
  } else {
    if (h.spell > 0) h.exited = true;
    h.spell = 0;
  }
}

}  // namespace

int reference_bytes_per_household() { return static_cast<int>(sizeof(Household)); }

Totals run_reference(Size const& size) {
  Totals totals{size.households, size.replicates, {}, {}};
  for (int replicate = 0; replicate < size.replicates; ++replicate) {
    Engine engine(size.seed * 1000003ull + static_cast<std::uint64_t>(replicate));
    Dice dice;
    std::vector<Household> households = make_households(size.households, engine);
    for (int month = 0; month < months; ++month) {
      std::array<bool, counties> county_hit{};
      for (bool& one : county_hit) one = dice.hit(engine);
      MonthSums sums{};
      for (Household& h : households)
        live_one_month(h, county_hit[static_cast<std::size_t>(h.county)], dice, engine, sums);
      totals.by_month.push_back(sums);
    }
    EndSums end;
    for (Household const& h : households) {
      end.x += h.x;
      end.x_squared += h.x * h.x;
      end.savings += h.savings;
    }
    totals.end.push_back(end);
  }
  return totals;
}

}  // namespace holdfast::bench
