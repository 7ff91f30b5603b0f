// Step 7 of the month: public payments, in the order of policies/all.hpp; and step 11's reviews of who is entitled.
// What is paid here is booked here: to the household (public_cash, or wages for posts) and to the ledger, to the fen.
#pragma once

#include <array>

#include "model/month/step.hpp"

namespace holdfast {

// What each instrument may still pay in this county and calendar year, fen at weight: counties are independent, so a
// province's budget is split by fixed keys and nobody waits for another county.
struct Budgets {
  static constexpr FenSum unlimited = INT64_MAX;
  std::array<FenSum, static_cast<std::size_t>(instruments)> left = [] {
    std::array<FenSum, static_cast<std::size_t>(instruments)> all{};
    all.fill(unlimited);
    return all;
  }();
};

// The keys: a county's part of the lifted-out persons (policy document: 6.25 million) or of the rural residents (sum of
// scenarios/data/margins.csv).
inline constexpr double province_lifted_out_persons = 6250000;
inline constexpr double province_rural_persons = 36208954;

// Each January, and before the first month.
void start_budget_year(Step const& step, County const& county, Budgets& budgets);

// All payments of phase `pay` and the wages of posts, for one block. Sets public_cash; adds to wages.
// A budget that runs out cuts the last payment exactly; lifted-out households come first, then the order of rows.
void pay_benefits(Step const& step, County& county, Block const& block, Budgets& budgets);

// Applications and recertifications due this month.
void review_entitlements(Step const& step, County& county);

}  // namespace holdfast
