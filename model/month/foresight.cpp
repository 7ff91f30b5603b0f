#include "model/month/foresight.hpp"

#include <algorithm>

namespace holdfast {
namespace {

// Calls look(plan, row of the ledger) for every instrument whose change is announced.
template <class F>
void each_announced(Scenario const& scenario, F&& look) {
  [&]<class... Ps>(std::tuple<Ps...>*) {
    auto const visit = [&]<class P>() {
      auto const& plan = scenario.plan<P>();
      if (plan.announced) look(plan, static_cast<std::size_t>(instrument_index<P>));
    };
    (visit.template operator()<Ps>(), ...);
  }(static_cast<Policies*>(nullptr));
}

HOLDFAST_KERNEL void add_change(Index n, float change, Fen const* __restrict received, float* __restrict expected) {
  float const a_month = change * (1.0f / 12.0f);
#pragma omp simd
  for (Index i = 0; i < n; ++i) expected[i] += a_month * static_cast<float>(received[i]);
}

HOLDFAST_KERNEL void keep_above(Index n, float least, float* __restrict expected) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) expected[i] = expected[i] > least ? expected[i] : least;
}

}  // namespace

void open_receipts(Step const& step, County& county) {
  each_announced(step.scenario, [&](auto const& plan, std::size_t row) {
    if (step.now.month < plan.announced->from - (ring_months - 1)) return;
    if (county.receipts.empty()) county.receipts.resize(static_cast<std::size_t>(instruments));
    Receipts& receipts = county.receipts[row];
    auto const rows = static_cast<std::size_t>(county.households.rows);
    if (!receipts.noted()) receipts.ring.assign(ring_months * rows, 0);
    auto const month = receipts.ring.begin() + static_cast<std::ptrdiff_t>(receipts.cell(step.now.month_of_year, 0));
    std::fill(month, month + static_cast<std::ptrdiff_t>(rows), 0);
    for (std::size_t c = 0; c < household_classes; ++c)
      receipts.strength[static_cast<std::size_t>(step.now.month_of_year - 1)][c] =
          plan.strength(step.now.month, step.now.county_class, static_cast<HouseholdClass>(c), step.now.restored);
  });
}

void repeat_receipts(Step const& step, County& county) {
  for (Receipts& receipts : county.receipts) {
    if (!receipts.noted()) continue;
    auto const rows = static_cast<std::ptrdiff_t>(county.households.rows);
    auto const here = receipts.ring.begin() + static_cast<std::ptrdiff_t>(receipts.cell(step.now.month_of_year, 0));
    std::vector<Fen> const month(here, here + rows);
    for (int m = 0; m < ring_months; ++m) std::copy(month.begin(), month.end(), receipts.ring.begin() + m * rows);
    receipts.strength.fill(receipts.strength[static_cast<std::size_t>(step.now.month_of_year - 1)]);
  }
}

void note_receipts(Step const& step, County& county, std::size_t instrument, Block const& b, Fen const* amount) {
  if (county.receipts.empty() || !county.receipts[instrument].noted()) return;
  Receipts& receipts = county.receipts[instrument];
  Fen* const to = receipts.ring.data() + receipts.cell(step.now.month_of_year, b.first);
  for (Index i = 0; i < b.n; ++i) to[i] += amount[i];
}

void note_receipt(Step const& step, County& county, std::size_t instrument, Index row, Fen amount) {
  if (county.receipts.empty() || !county.receipts[instrument].noted()) return;
  Receipts& receipts = county.receipts[instrument];
  receipts.ring[receipts.cell(step.now.month_of_year, row)] += amount;
}

float const* expected_month(Step const& step, County const& county, Block const& b, float const* usual) {
  int const ahead = static_cast<int>(step.params<Consumption>(b.household_class).foresight_months);
  if (ahead == 0 || county.receipts.empty()) return usual;
  auto const c = static_cast<std::size_t>(b.household_class);
  float* const expected = step.scratch.real[1].data();
  bool corrected = false;
  each_announced(step.scenario, [&](auto const& plan, std::size_t row) {
    Receipts const& receipts = county.receipts[row];
    if (step.now.month < plan.announced->from || !receipts.noted()) return;
    float const then =
        plan.strength(step.now.month + ahead, step.now.county_class, b.household_class, step.now.restored);
    for (int m = 1; m <= ring_months; ++m) {
      float const change = foreseen_change(receipts.strength[static_cast<std::size_t>(m - 1)][c], then);
      if (change == 0.0f) continue;
      if (!corrected) std::copy(usual, usual + b.n, expected);
      corrected = true;
      add_change(b.n, change, receipts.ring.data() + receipts.cell(m, b.first), expected);
    }
  });
  if (!corrected) return usual;
  keep_above(b.n, least_usual_month, expected);
  return expected;
}

}  // namespace holdfast
