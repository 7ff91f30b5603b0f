// The settlement ladder: basic insurance, critical-illness insurance and medical assistance pay of a hospital bill in
// the order of policies/all.hpp; the parts and what is left sum to the bill to the fen. Policy document: article 5.
#pragma once

#include <array>
#include <type_traits>

#include "model/month/step.hpp"

namespace holdfast {

struct Settlement {
  std::array<Fen, static_cast<std::size_t>(instruments)> paid{};  // by instrument; 0 outside the ladder
  Fen own_share = 0;                                              // of the in-scope part, left after basic insurance
  Fen residual = 0;  // left with the household, costs outside the catalogue included
};

// One tier; the ladder is a fold of this over all policies.
template <class P>
void settle_tier(Step const& step, HouseholdClass household_class, Patient const& patient, Fen& left, Settlement& out) {
  if constexpr (SettlesBills<P>) {
    if (step.on<P>()) {
      Fen const offered = P::covers(step.params<P>(household_class), patient, left);
      Fen const paid = offered < 0 ? 0 : (offered < left ? offered : left);
      out.paid[static_cast<std::size_t>(instrument_index<P>)] = paid;
      left -= paid;
    }
    if constexpr (std::is_same_v<P, BasicInsurance>) out.own_share = left;
  }
}

// Pure: books nothing. Also used with a mean bill for what a patient expects to pay.
inline Settlement settle(Step const& step, HouseholdClass household_class, Patient const& patient) {
  Settlement out;
  Fen left = patient.in_scope < patient.bill ? patient.in_scope : patient.bill;
  Fen const outside = patient.bill - left;
  out.own_share = left;
  [&]<class... Ps>(std::tuple<Ps...> const*) {
    (settle_tier<Ps>(step, household_class, patient, left, out), ...);
  }(static_cast<Policies const*>(nullptr));
  out.residual = outside + left;
  return out;
}

}  // namespace holdfast
