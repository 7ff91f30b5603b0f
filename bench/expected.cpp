// What HF-REF-1 must give, and how far one run may be from it: five standard errors.
// Expected values: analytic where said; `eligible` and `transfer` by quadrature over the loss share; `below`,
// `gap`, `relapse` and savings by Monte Carlo with reference.cpp (N = 102400, R = 64, seed 4242). Standard deviations:
// of the 60-month mean of one household within its county, and of a county's common part (disasters), from an
// independent NumPy program (12e6 household-months x 6, 500 counties).
#include <cmath>
#include <cstdio>

#include "bench/bench.hpp"

namespace holdfast::bench {
namespace {

struct Expected {
  char const* name;
  double value;
  double rounding;  // five standard errors of `value` itself, where it comes from Monte Carlo
  double household_sd;
  double county_sd;
};

constexpr std::array expected_months{
    Expected{"employed", 0.9, 0, 0.0901, 0},               // analytic: f / (f + delta)
    Expected{"ill", 0.05, 0, 0.0282, 0},                   // analytic
    Expected{"cost", 0.0303265, 0, 0.0290, 0},             // analytic: 0.05 exp(-1 + 1/2)
    Expected{"hit", 0.01, 0, 0, 0.01285},                  // analytic; sd = sqrt(0.01 * 0.99 / 60)
    Expected{"eligible", 0.192515, 0, 0.1488, 0.00232},    // quadrature
    Expected{"transfer", 0.032633, 0, 0.0337, 0.00058},    // quadrature
    Expected{"below", 0.060774, 1.1e-4, 0.0554, 0.00027},  // Monte Carlo
    Expected{"gap", 0.019503, 4e-5, 0.0204, 0.00015},      // Monte Carlo
    Expected{"relapse", 0.032715, 8e-5, 0.0366, 0.00041},  // Monte Carlo
    Expected{"income", 1.740147, 0, 0.4342, 0},            // analytic: exp(mu + var / 2) (0.9 + 0.1 kappa)
};
constexpr Expected expected_x{"x at the end", 0, 0, 0.4589, 0};                  // analytic
constexpr Expected expected_variance{"variance of x", 0.2105263, 0, 0.2978, 0};  // analytic: sigma^2 / (1 - rho^2)
constexpr Expected expected_savings{"savings at the end", 0.508309, 1.7e-3, 0.5289, 0.01534};  // Monte Carlo

void check(Expected const& e, double mean, Totals const& totals, std::vector<std::string>& failed) {
  double const runs = totals.replicates;
  double const variance = e.household_sd * e.household_sd / (static_cast<double>(totals.households) * runs) +
                          e.county_sd * e.county_sd / (counties * runs);
  double const allowed = 5.0 * std::sqrt(variance) + e.rounding;
  if (std::fabs(mean - e.value) <= allowed) return;
  std::array<char, 200> line{};
  std::snprintf(line.data(), line.size(), "%s is %.6f, expected %.6f within %.6f", e.name, mean, e.value, allowed);
  failed.emplace_back(line.data());
}

}  // namespace

std::vector<std::string> failed_checks(Totals const& totals) {
  std::vector<std::string> failed;
  MonthSums sums{};
  for (MonthSums const& month : totals.by_month)
    for (std::size_t k = 0; k < month_sums; ++k) sums[k] += month[k];
  double const households = static_cast<double>(totals.households) * totals.replicates;
  for (std::size_t k = 0; k < month_sums; ++k)
    check(expected_months[k], sums[k] / (households * months), totals, failed);
  EndSums end;
  for (EndSums const& one : totals.end) {
    end.x += one.x;
    end.x_squared += one.x_squared;
    end.savings += one.savings;
  }
  check(expected_x, end.x / households, totals, failed);
  check(expected_variance, end.x_squared / households, totals, failed);
  check(expected_savings, end.savings / households, totals, failed);
  return failed;
}

}  // namespace holdfast::bench
