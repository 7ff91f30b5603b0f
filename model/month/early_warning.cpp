#include "model/month/early_warning.hpp"

namespace holdfast {

void score_recent_onset(County& county, Block const& b, Index i) {
  if (b.members[i] == 0 || b.spells[i] == 0) return;
  auto const count = [&](Total total, int over = 0, std::int64_t n = 1) {
    county.totals.add(total, b.household_class, n, over);
  };
  int const months = b.category[i] != 0 ? b.listed_month[i] - b.onset_month[i] : 127;
  count(Total::onsets_scored);
  if (b.dibao[i] != 0 || b.tekun[i] != 0) count(Total::onsets_on_floor);
  if (months <= 1) count(Total::onsets_found_1);
  if (months <= 3) count(Total::onsets_found_3);
  if (months > 6) return;
  count(Total::onsets_found_6);
  if (months < 0) {
    count(Total::onsets_listed_before);
    count(Total::lead_months, 0, -months);
  }
  if (b.listed_by[i] == listed_at_start) return;
  int const channel = b.listed_by[i] % found_alone;
  count(Total::onsets_found_by_channel, channel);
  if (b.listed_by[i] >= found_alone) count(Total::onsets_found_alone, channel);
}

void score_old_onset(County& county, Block const& b, Index i, Month now, float follow_up_months) {
  if (b.members[i] == 0 || b.spells[i] == 0) return;
  int const onset = b.onset_month[i];
  bool found = b.category[i] != 0 || b.listed_month[i] >= onset;
  if (!found && b.follow_up_months[i] > 0) {
    int const since_removal = static_cast<int>(follow_up_months) - b.follow_up_months[i];
    found = now.since_2000 - since_removal >= onset;
  }
  county.totals.add(Total::old_onsets_scored, b.household_class, 1);
  if (!found) county.totals.add(Total::onsets_never_found, b.household_class, 1);
}

// A household in follow-up has no use for stable_months: there it notes that this removal was counted.
bool removed_too_soon(Block const& b, Index i, bool in_need, float follow_up_months) {
  bool const soon = static_cast<int>(follow_up_months) - b.follow_up_months[i] <= 6;
  if (!in_need || !soon || b.stable_months[i] != 0) return false;
  b.stable_months[i] = 1;
  return true;
}

}  // namespace holdfast
