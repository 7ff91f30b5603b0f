// Step 7 of the month: public payments, in the order of policies/all.hpp; and step 11's reviews of who is entitled.
// What is paid here is booked here: to the household (public_cash, or wages for posts) and to the ledger, to the fen.
#pragma once

#include <algorithm>
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

  // What may be spent on the drawn households of a class, each standing for `weight`: fen, unweighted.
  FenSum allowance(std::size_t instrument, double weight) const {
    return left[instrument] == unlimited ? unlimited
                                         : static_cast<FenSum>(static_cast<double>(left[instrument]) / weight);
  }
  void spend(std::size_t instrument, double weight, FenSum fen) {
    FenSum& rest = left[instrument];
    if (rest != unlimited) rest -= std::min(rest, static_cast<FenSum>(weight * static_cast<double>(fen) + 0.5));
  }
};

// The keys: a county's part of the lifted-out persons (policy document: 6.25 million) or of the rural residents (sum of
// scenarios/data/margins.csv).
inline constexpr double province_lifted_out_persons = 6250000;
inline constexpr double province_rural_persons = 36208954;

// Each January, and before the first month: the year's budget, and what was left of the last one where the plan carries
// it over.
void start_budget_year(Step const& step, County const& county, Budgets& budgets);

// All payments of phase `pay` and the wages of posts, for one block. Sets public_cash; adds to wages.
// A budget that runs out cuts the last payment exactly; lifted-out households come first, then the order of rows.
void pay_benefits(Step const& step, County& county, Block const& block, Budgets& budgets);

// Applications and recertifications due this month.
void review_entitlements(Step const& step, County& county);

}  // namespace holdfast
