#include "model/month/premium_season.hpp"

#include <algorithm>
#include <cmath>

#include "model/core/numeric.hpp"
#include "model/month/foresight.hpp"

namespace holdfast {

float enrolment_chance(BasicInsurance::Params const& p, Block const& b, Index i, float net_yuan,
                       float county_income_yuan, float drive) {
  auto const members = static_cast<float>(std::max<int>(b.members[i], 1));
  float const income = std::max(yuan(b.income_register_12[i]) / members, 500.0f);
  // A premium weighs more on a small income, by the root, within half and one and a half times its weight at the mean.
  float const weight = std::clamp(std::sqrt(std::max(county_income_yuan, 1.0f) / income), 0.5f, 1.5f);
  float const risk = static_cast<float>(b.chronic[i]) / members;
  return numeric::sigmoid(p.enrolment_logit - p.premium_slope * 0.01f * net_yuan * weight + p.risk_slope * risk +
                          p.drive_logit * drive);
}

namespace {

void enrol(Step const& step, County& county, Block const& b, Index i, float luck) {
  auto const c = b.household_class;
  auto const& insurance = step.params<BasicInsurance>(c);
  Fen const premium = fen(insurance.premium_yuan);
  Fen const subsidy =
      step.on<PremiumSubsidy>()
          ? PremiumSubsidy::a_person(step.params<PremiumSubsidy>(c), premium, b.tekun[i] != 0, b.dibao[i] != 0,
                                     b.category[i] != 0, c == HouseholdClass::lifted_out)
          : 0;
  Fen const net = premium - subsidy;
  bool const team = county.villages.team[static_cast<std::size_t>(b.village[i])] != 0;
  float const share = step.on<ResidentTeams>() ? ResidentTeams::drive(step.params<ResidentTeams>(c), team) : 0.0f;
  float const drive = Responsiveness::drive(share, step.now.responsiveness);
  bool const joins = luck < enrolment_chance(insurance, b, i, yuan(net), step.now.county_income_yuan, drive);
  b.insured_next[i] = joins;
  if (!joins) return;
  Fen const due = net * Fen{b.members[i]};
  Fen const paid = std::clamp(b.savings[i], 0, due);
  b.savings[i] -= paid;
  b.debt[i] += due - paid;
  b.premium_paid[i] = due;
  constexpr auto row = static_cast<std::size_t>(instrument_index<PremiumSubsidy>);
  Fen const aid = subsidy * Fen{b.members[i]};
  county.totals.ledger[row * household_classes + static_cast<std::size_t>(c)] += aid;
  note_receipt(step, county, row, b.first + i, aid);
  if (Followed& who = county.followed; who.is(b.id[i])) who.paid[row] += aid;
}

}  // namespace

void run_premium_season(Step const& step, County& county) {
  if (step.now.month_of_year != 12) return;
  for (Block const& b : county.households.blocks()) {
    float* const luck = step.scratch.real[0].data();
    step.draws.fill_lasting(stream("enrolment"), b.id, b.n, luck);
    for (Index i = 0; i < b.n; ++i) {
      if (b.members[i] == 0)
        b.insured_next[i] = 0;
      else if (step.on<BasicInsurance>())
        enrol(step, county, b, i, luck[i]);
      else
        b.insured_next[i] = b.insured[i];
    }
  }
}

}  // namespace holdfast
