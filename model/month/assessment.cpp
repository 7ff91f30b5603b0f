#include "model/month/assessment.hpp"

namespace holdfast {

void run_assessment(Step const& step, County& county) {
  if (step.now.month_of_year != 12 || !step.on<Assessment>()) return;
  Block const b = county.households.whole(HouseholdClass::lifted_out);
  auto const& p = step.params<Assessment>(b.household_class);
  auto const& needs = step.params<Needs>(b.household_class);
  float const sensitivity = step.params<Verification>(b.household_class).sensitivity;
  std::int16_t const month = static_cast<std::int16_t>(step.now.month.since_2000);
  for (Index i = 0; i < b.n; ++i) {
    if (b.clear_months[i] != 0 || b.members[i] == 0 || b.recorded[i] != 0 || b.needy_at_start[i] != 0) continue;
    if (!Needs::in_need(needs, b, i)) continue;
    Words const words = step.draws.words(stream("assessment"), step.now.month, b.id[i]);
    bool const listed = b.category[i] != 0;
    bool const helped =
        listed && b.package[i] != 0 && static_cast<float>(month - b.help_due_month[i]) >= p.settle_months;
    if (!Assessment::records(p, sensitivity, listed, helped, {uniform(words[0]), uniform(words[1]), uniform(words[2])}))
      continue;
    b.recorded[i] = 1;
    county.totals.add(Total::recorded_relapse, b.household_class, b.members[i]);
  }
}

}  // namespace holdfast
