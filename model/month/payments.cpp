#include "model/month/payments.hpp"

#include <algorithm>
#include <utility>

#include "model/month/foresight.hpp"

namespace holdfast {
namespace {

constexpr auto policy_keys_differ = []<class... Ps>(std::tuple<Ps...>*) { return streams_differ({Ps::key...}); };
static_assert(policy_keys_differ(static_cast<Policies*>(nullptr)), "two instruments share a random stream: rename one");

// f.template operator()<P>() for every policy, in order.
template <class F>
void each_policy(F&& f) {
  [&]<class... Ps>(std::tuple<Ps...>*) { (f.template operator()<Ps>(), ...); }(static_cast<Policies*>(nullptr));
}

template <class P>
concept Upkeep = requires(typename P::Params const& p, Block const& b, Index i) {
  P::pass_month(p, p, b, i);
};
template <class P>
concept HasTrigger = requires(Block const& b) {
  P::trigger(b);
};
template <class P>
concept HasYearSum = requires(Block const& b) {
  P::year_sum(b);
};
template <class P>
concept HasProviderCost = HasTrigger<P> &&
    requires(typename P::Params const& p, Now const& now, Block const& b, Index i) {
  { P::provider_cost(p, now, b, i) } -> std::same_as<Fen>;
};
template <class P>
inline constexpr bool employer_pays = requires {
  P::paid_by_employer;
};
template <class P>
concept HasUrgent = requires(Block const& b, Index i) {
  P::urgent(b, i);
};

template <class P>
concept NotesInKind = requires(Block const& b) {
  P::in_kind(b);
};

HOLDFAST_KERNEL void clear_fen(Index n, Fen* __restrict column) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) column[i] = 0;
}

// to[i] += amount[i]; returns the exact sum.
HOLDFAST_KERNEL FenSum book(Index n, Fen const* __restrict amount, Fen* __restrict to) {
  FenSum sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) {
    to[i] += amount[i];
    sum += amount[i];
  }
  return sum;
}

HOLDFAST_KERNEL FenSum add_up(Index n, Fen const* __restrict amount) {
  FenSum sum = 0;
#pragma omp simd reduction(+ : sum)
  for (Index i = 0; i < n; ++i) sum += amount[i];
  return sum;
}

template <class P>
HOLDFAST_KERNEL void pay(typename P::Params const& params, Now const& today, Block const& block,
                         Fen* __restrict amount) {
  typename P::Params const p = params;
  Now const now = today;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) {
    if constexpr (PaysWages<P>)
      amount[i] = P::wage(p, now, b, i);
    else if constexpr (GivesInKind<P>)
      amount[i] = P::worth(p, now, b, i);
    else
      amount[i] = P::relief(p, now, b, i);
  }
}

template <class P>
HOLDFAST_KERNEL void pay_by_luck(typename P::Params const& params, Now const& today, Block const& block,
                                 float const* __restrict luck, Fen* __restrict amount) {
  typename P::Params const p = params;
  Now const now = today;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) amount[i] = P::relief(p, now, b, i, luck[i]);
}

template <class P>
HOLDFAST_KERNEL void pass_month(typename P::Params const& last, typename P::Params const& params, Block const& block) {
  typename P::Params const before = last, p = params;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) P::pass_month(before, p, b, i);
}

// due[i] = 1 where a review could change something this month.
template <class P>
HOLDFAST_KERNEL void mark_due(typename P::Params const& params, Now const& today, Block const& block,
                              std::int32_t* __restrict due) {
  typename P::Params const p = params;
  Now const now = today;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) {
    std::int32_t scheduled = P::due(p, now, b.id[i]) ? 1 : 0;
    if constexpr (HasUrgent<P>) scheduled |= P::urgent(b, i);
    due[i] = scheduled & P::concerns(p, now, b, i);
  }
}

// Upkeep of an instrument's columns before it pays.
template <class P>
void keep_up(Step const& step, Block const& b, typename P::Params const& p) {
  auto const& before = step.scenario.plan<P>().at(step.now.month - 1, step.now.county_class, b.household_class,
                                                  step.now.restored_before);
  if constexpr (HasTrigger<P>) {
    for (Index const i : rows_with(step.scratch, b.n, P::trigger(b))) P::pass_month(before, p, b, i);
  } else {
    pass_month<P>(before, p, b);
  }
}

// What the instrument gives row i, of the few that its trigger marks.
template <class P>
Fen amount_of(Step const& step, Block const& b, typename P::Params const& p, Index i) {
  if constexpr (PaysWages<P>)
    return P::wage(p, step.now, b, i);
  else if constexpr (TakesLuck<P>)
    return P::relief(p, step.now, b, i,
                     step.draws.uniform(stream(P::key), P::lasting_luck ? lasting_month : step.now.month, b.id[i]));
  else
    return P::relief(p, step.now, b, i);
}

// Amounts of this month into the buffer; false = nobody is paid.
template <class P>
bool assess(Step const& step, Villages const& villages, Block const& b, typename P::Params const& p, Fen* amount) {
  if constexpr (PaysFromVillages<P>) {
    for (Index i = 0; i < b.n; ++i) amount[i] = P::relief(p, step.now, villages, b, i);
  } else if constexpr (HasTrigger<P>) {
    auto const rows = rows_with(step.scratch, b.n, P::trigger(b));
    if (rows.empty()) return false;
    clear_fen(b.n, amount);
    for (Index const i : rows) amount[i] = amount_of<P>(step, b, p, i);
  } else if constexpr (PaysWages<P> || !TakesLuck<P>) {
    pay<P>(p, step.now, b, amount);
  } else {
    float* const luck = step.scratch.real[0].data();
    step.draws.fill(stream(P::key), P::lasting_luck ? lasting_month : step.now.month, b.id, b.n, luck);
    pay_by_luck<P>(p, step.now, b, luck, amount);
  }
  return true;
}

// What goes to schools and employers for the households of the block this month.
template <class P>
FenSum provider_costs(Step const& step, Block const& b, typename P::Params const& p) {
  FenSum sum = 0;
  for (Index const i : rows_with(step.scratch, b.n, P::trigger(b))) sum += P::provider_cost(p, step.now, b, i);
  return sum;
}

// Keeps the first payments that fit; the last one is cut to what is left.
void cut(Index n, FenSum allowance, Fen* amount) {
  for (Index i = 0; i < n; ++i) {
    amount[i] = static_cast<Fen>(std::min<FenSum>(amount[i], allowance));
    allowance -= amount[i];
  }
}

// Into the column where later steps find it; a service leaves none. Returns the sum.
template <class P>
FenSum receive(Block const& b, Fen const* amount) {
  if constexpr (PaysWages<P>)
    return book(b.n, amount, b.wages);
  else if constexpr (NotesInKind<P>)
    return book(b.n, amount, P::in_kind(b));
  else if constexpr (GivesInKind<P>)
    return add_up(b.n, amount);
  else
    return book(b.n, amount, b.public_cash);
}

template <class P>
void pay_instrument(Step const& step, County& county, Block const& b, Budgets& budgets) {
  auto const c = static_cast<std::size_t>(b.household_class);
  constexpr auto row = static_cast<std::size_t>(instrument_index<P>);
  if constexpr (HasYearSum<P>)
    if (step.now.month.is_january()) clear_fen(b.n, P::year_sum(b));
  if constexpr (NotesInKind<P>) clear_fen(b.n, P::in_kind(b));
  if (!step.on<P>()) return;
  auto const& p = step.params<P>(b.household_class);
  if constexpr (Upkeep<P>) keep_up<P>(step, b, p);
  if constexpr (requires { P::pays_in(step.now); })
    if (!P::pays_in(step.now)) return;
  Fen* const amount = step.scratch.whole[0].data();
  if (!assess<P>(step, county.villages, b, p, amount)) return;
  FenSum const allowance = budgets.allowance(row, county.weight[c]);
  if (!employer_pays<P> && allowance != Budgets::unlimited && add_up(b.n, amount) > allowance)
    cut(b.n, allowance, amount);
  FenSum const received = receive<P>(b, amount);
  note_receipts(step, county, row, b, amount);
  if (Followed& who = county.followed; who.within(b.first, b.n)) who.paid[row] += amount[who.row - b.first];
  if constexpr (HasYearSum<P>) book(b.n, amount, P::year_sum(b));
  FenSum spent = employer_pays<P> ? 0 : received;
  if constexpr (HasProviderCost<P>) spent += std::min(provider_costs<P>(step, b, p), allowance - spent);
  county.totals.ledger[row * household_classes + c] += spent;
  budgets.spend(row, county.weight[c], spent);
}

template <class P>
void review_block(Step const& step, Block const& b) {
  auto const& p = step.params<P>(b.household_class);
  std::int32_t* const due = step.scratch.whole[0].data();
  mark_due<P>(p, step.now, b, due);
  auto const rows = rows_with(step.scratch, b.n, due);
  float const* const luck = lasting_luck_of(step, stream(P::key), b, rows);
  for (std::size_t h = 0; h < rows.size(); ++h) P::review(p, step.now, b, rows[h], luck[h]);
}

}  // namespace

void start_budget_year(Step const& step, County const& county, Budgets& budgets) {
  double const lifted_out = county.facts->lifted_out_persons / province_lifted_out_persons;
  double const rural = county.facts->margins.rural_persons / province_rural_persons;
  // Nothing is left from before the first month; a run that begins in January comes here twice in it.
  bool const first = step.now.month - (step.scenario.start - step.scenario.spin_up_months) == 0;
  each_policy([&]<class P>() {
    auto const& plan = step.scenario.plan<P>();
    double share = rural;
    if constexpr (requires { P::for_lifted_out; }) share = P::for_lifted_out ? lifted_out : rural;
    FenSum& left = budgets.left[static_cast<std::size_t>(instrument_index<P>)];
    FenSum const saved = plan.budget_carries_over && !first && left != Budgets::unlimited ? left : 0;
    left = Budgets::unlimited;
    if (plan.budget_yuan.empty()) return;
    int const last = static_cast<int>(plan.budget_yuan.size()) - 1;
    int const year = std::clamp(step.now.month.year() - plan.first.year(), 0, last);
    left = saved + static_cast<FenSum>(plan.budget_yuan[static_cast<std::size_t>(year)] * 100.0 * share);
  });
}

void pay_benefits(Step const& step, County& county, Block const& block, Budgets& budgets) {
  clear_fen(block.n, block.public_cash);
  each_policy([&]<class P>() {
    if constexpr (((PaysCash<P> || PaysFromVillages<P>)&&P::phase == Phase::pay) || PaysWages<P> || GivesInKind<P>)
      pay_instrument<P>(step, county, block, budgets);
  });
}

void review_entitlements(Step const& step, County& county) {
  for (Block const& b : county.households.blocks())
    each_policy([&]<class P>() {
      if constexpr (Reviews<P>)
        if (step.on<P>()) review_block<P>(step, b);
    });
}

}  // namespace holdfast
