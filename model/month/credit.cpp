#include "model/month/credit.hpp"

namespace holdfast {
namespace {

// Rows with a running loan into step.scratch.hits; returns how many.
Index borrowers(Step const& step, Block const& b) {
  Index* const rows = step.scratch.hits.data();
  Index found = 0;
  for (Index i = 0; i < b.n; ++i) {
    rows[found] = i;
    found += b.loan_months[i] != 0;
  }
  return found;
}

}  // namespace

void charge_interest(Step const& step, Block const& b) {
  if (!step.on<Microcredit>()) return;
  auto const& p = step.params<Microcredit>(b.household_class);
  Index const found = borrowers(step, b);
  for (Index h = 0; h < found; ++h) {
    Index const i = step.scratch.hits[static_cast<std::size_t>(h)];
    b.farm_income[i] -= Microcredit::interest(p, b, i);
  }
}

void serve_loans(Step const& step, County& county, Block const& b) {
  if (!step.on<Microcredit>()) return;
  auto const& p = step.params<Microcredit>(b.household_class);
  Index const found = borrowers(step, b);
  FenSum compensated = 0;
  for (Index h = 0; h < found; ++h)
    compensated += Microcredit::pass_term(p, b, step.scratch.hits[static_cast<std::size_t>(h)]);
  auto const c = static_cast<std::size_t>(b.household_class);
  county.totals.ledger[static_cast<std::size_t>(instrument_index<Microcredit>) * household_classes + c] += compensated;
  county.totals.add(Total::loans_compensated, b.household_class, compensated);
}

}  // namespace holdfast
