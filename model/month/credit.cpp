#include "model/month/credit.hpp"

namespace holdfast {
namespace {

std::span<Index const> borrowers(Step const& step, Block const& b) {
  return rows_with(step.scratch, b.n, b.loan_months);
}

}  // namespace

void charge_interest(Step const& step, Block const& b) {
  if (!step.on<Microcredit>()) return;
  auto const& p = step.params<Microcredit>(b.household_class);
  for (Index const i : borrowers(step, b)) b.farm_income[i] -= Microcredit::interest(p, b, i);
}

void serve_loans(Step const& step, County& county, Block const& b) {
  if (!step.on<Microcredit>()) return;
  auto const& p = step.params<Microcredit>(b.household_class);
  FenSum compensated = 0;
  for (Index const i : borrowers(step, b)) compensated += Microcredit::pass_term(p, b, i);
  auto const c = static_cast<std::size_t>(b.household_class);
  county.totals.ledger[static_cast<std::size_t>(instrument_index<Microcredit>) * household_classes + c] += compensated;
  county.totals.add(Total::loans_compensated, b.household_class, compensated);
}

}  // namespace holdfast
