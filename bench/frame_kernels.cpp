// The staged kernels of HF-REF-1. Each is one loop that GCC 12 vectorises; bench/vectorised_kernels.txt holds their
// names and a test fails when one of them turns scalar.
#include "bench/frame_kernels.hpp"

#include "bench/bench.hpp"
#include "model/core/numeric.hpp"

namespace holdfast::bench {

// Steps 1-3: the log-income component moves, jobs are lost and found, income is earned.
HOLDFAST_KERNEL void earn(float const* __restrict shock, float const* __restrict luck_work, int n, float* __restrict x,
                          std::int32_t* __restrict employed, float* __restrict income) {
  for (int i = 0; i < n; ++i) {
    float const moved = static_cast<float>(persistence) * x[i] + static_cast<float>(income_shock_sd) * shock[i];
    float const u = luck_work[i];
    std::int32_t const keeps = u >= static_cast<float>(job_loss_chance) ? 1 : 0;
    std::int32_t const finds = u < static_cast<float>(job_finding_chance) ? 1 : 0;
    std::int32_t const works = employed[i] != 0 ? keeps : finds;
    float const factor = works != 0 ? 1.0f : static_cast<float>(jobless_income_share);
    x[i] = moved;
    employed[i] = works;
    income[i] = numeric::exp(static_cast<float>(log_income_level) + moved) * factor;
  }
}

// Step 4, dense part: who falls ill; costs are zero until the sparse part fills them in.
HOLDFAST_KERNEL void fall_ill(float const* __restrict luck, int n, std::int32_t* __restrict ill,
                              float* __restrict cost) {
  for (int i = 0; i < n; ++i) {
    ill[i] = luck[i] < static_cast<float>(illness_chance) ? 1 : 0;
    cost[i] = 0.0f;
  }
}

HOLDFAST_KERNEL void look_up_hits(std::int32_t const* __restrict county, std::int32_t const* __restrict county_hit,
                                  int n, std::int32_t* __restrict hit) {
  for (int i = 0; i < n; ++i) hit[i] = county_hit[county[i]];
}

// The rows whose mask is 1, in order.
__attribute__((noinline)) int list_of(std::int32_t const* __restrict mask, int n, std::int32_t* __restrict list) {
  int listed = 0;
  for (int i = 0; i < n; ++i) {
    list[listed] = i;
    listed += mask[i];
  }
  return listed;
}

HOLDFAST_KERNEL void gather(float const* __restrict from, std::int32_t const* __restrict list, int n,
                            float* __restrict to) {
  for (int i = 0; i < n; ++i) to[i] = from[list[i]];
}
HOLDFAST_KERNEL void gather_ids(std::uint64_t const* __restrict from, std::int32_t const* __restrict list, int n,
                                std::uint64_t* __restrict to) {
  for (int i = 0; i < n; ++i) to[i] = from[list[i]];
}
__attribute__((noinline)) void scatter(float const* __restrict from, std::int32_t const* __restrict list, int n,
                                       float* __restrict to) {
  for (int i = 0; i < n; ++i) to[list[i]] = from[i];
}

// Given illness, luck / chance is uniform again: it serves as the luck of the cost.
HOLDFAST_KERNEL void luck_given_illness(float* __restrict luck, int n) {
  for (int i = 0; i < n; ++i) luck[i] = luck[i] * static_cast<float>(1.0 / illness_chance);
}

HOLDFAST_KERNEL void cost_of_illness(float const* __restrict normal, int n, float* __restrict cost) {
  for (int i = 0; i < n; ++i)
    cost[i] = numeric::exp(static_cast<float>(log_cost_mean) + static_cast<float>(log_cost_sd) * normal[i]);
}

// Step 5 for listed households: a disaster takes up to half of the income.
HOLDFAST_KERNEL void lose_income(float const* __restrict luck, int n, float* __restrict income) {
  for (int i = 0; i < n; ++i) income[i] = income[i] * (1.0f - static_cast<float>(largest_loss_share) * luck[i]);
}

// Steps 6-7: relief for those below the line who apply, then medical bills, savings and consumption.
HOLDFAST_KERNEL void receive_and_save(float const* __restrict income, float const* __restrict cost,
                                      float const* __restrict luck_take_up, int n, float* __restrict savings,
                                      std::int32_t* __restrict eligible, float* __restrict transfer,
                                      std::int32_t* __restrict below, float* __restrict gap) {
  constexpr auto line = static_cast<float>(poverty_line);
  for (int i = 0; i < n; ++i) {
    float const y = income[i];
    std::int32_t const poor = y < line ? 1 : 0;
    std::int32_t const takes = poor & (luck_take_up[i] < static_cast<float>(take_up_share) ? 1 : 0);
    float const relief = takes != 0 ? line - y : 0.0f;
    float const left = savings[i] * static_cast<float>(1.0 + monthly_interest) + y + relief - cost[i];
    float const money = left > 0.0f ? left : 0.0f;
    float const wanted = static_cast<float>(saving_share) * money - static_cast<float>(saving_threshold);
    float const saved = wanted > 0.0f ? wanted : 0.0f;
    float const shortfall = line - (money - saved);
    savings[i] = saved;
    eligible[i] = poor;
    transfer[i] = relief;
    below[i] = shortfall > 0.0f ? 1 : 0;
    gap[i] = shortfall > 0.0f ? shortfall : 0.0f;
  }
}

// Step 8: spells below the line, the way out, the way back.
HOLDFAST_KERNEL void count_spells(std::int32_t const* __restrict below, int n, std::int32_t* __restrict spell,
                                  std::int32_t* __restrict exited, std::int32_t* __restrict relapse) {
  for (int i = 0; i < n; ++i) {
    std::int32_t const is_below = below[i];
    std::int32_t const was_below = spell[i] > 0 ? 1 : 0;
    relapse[i] = is_below & exited[i] & (1 - was_below);
    exited[i] = exited[i] | ((1 - is_below) & was_below);
    spell[i] = (spell[i] + 1) * is_below;
  }
}

HOLDFAST_KERNEL std::int32_t count(std::int32_t const* __restrict mask, int n) {
  std::int32_t total = 0;
  for (int i = 0; i < n; ++i) total += mask[i];
  return total;
}

// Sixteen partial sums, then those in order: a fixed order of additions, whatever the vector width.
HOLDFAST_KERNEL double sum(float const* __restrict column, int n) {
  float partial[lanes] = {};
  int i = 0;
  for (; i + lanes <= n; i += lanes)
    for (int lane = 0; lane < lanes; ++lane) partial[lane] += column[i + lane];
  double total = 0.0;
  for (float const part : partial) total += part;
  for (; i < n; ++i) total += column[i];
  return total;
}

}  // namespace holdfast::bench
