#include "model/month/pension_contributions.hpp"

#include <algorithm>

#include "model/month/foresight.hpp"

namespace holdfast {
namespace {

// Fen due from household i after aid; what government pays is added to `aid`.
Fen contribution(Step const& step, Block const& b, Index i, FenSum& aid) {
  auto const& p = step.params<PensionContribution>(b.household_class);
  float const persons = PensionContribution::persons(p, b, i);
  if (!step.on<PensionPremiumAid>()) return fen(p.tier_yuan * persons);
  auto const& help = step.params<PensionPremiumAid>(b.household_class);
  bool const lifted_out = b.household_class == HouseholdClass::lifted_out;
  float const severe = std::min(persons, static_cast<float>(b.severely_disabled[i]));
  float const helped = PensionPremiumAid::helps(b, i) ? persons : severe;
  auto const with = PensionPremiumAid::a_person(help, p.tier_yuan, true, lifted_out);
  auto const without = PensionPremiumAid::a_person(help, p.tier_yuan, false, lifted_out);
  float const others = persons - helped;
  Fen const paid = fen(with.paid_yuan * helped + without.paid_yuan * others);
  aid += paid;
  return fen(with.tier_yuan * helped + without.tier_yuan * others) - paid;
}

}  // namespace

void collect_pension_contributions(Step const& step, County& county) {
  if (!step.on<PensionContribution>()) return;
  float* const luck = step.scratch.real[0].data();
  for (Block const& b : county.households.blocks()) {
    float const joined = step.params<PensionContribution>(b.household_class).joined_share;
    constexpr auto row = static_cast<std::size_t>(instrument_index<PensionPremiumAid>);
    FenSum aid = 0;
    step.draws.fill_lasting(stream("pension_contribution"), b.id, b.n, luck);
    for (Index i = 0; i < b.n; ++i) {
      if (b.members[i] == 0 || b.persons_19_59[i] == 0 || luck[i] >= joined) continue;
      FenSum const aided_before = aid;
      Fen const due = contribution(step, b, i, aid);
      auto const mine = static_cast<Fen>(aid - aided_before);
      note_receipt(step, county, row, b.first + i, mine);
      if (Followed& who = county.followed; who.is(b.id[i])) who.paid[row] += mine;
      Fen const paid = std::clamp(b.savings[i], 0, due);
      b.savings[i] -= paid;
      b.debt[i] += due - paid;
      b.premium_paid[i] += due;
    }
    county.totals.ledger[row * household_classes + static_cast<std::size_t>(b.household_class)] += aid;
  }
}

}  // namespace holdfast
