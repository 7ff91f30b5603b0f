#include "model/month/count.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"

namespace holdfast {
namespace {

HOLDFAST_KERNEL FenSum sum(Index n, Fen const* __restrict column) {
  FenSum total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += column[i];
  return total;
}

HOLDFAST_KERNEL std::int64_t sum_bytes(Index n, std::uint8_t const* __restrict column) {
  std::int32_t total = 0;  // a block holds at most 1024 x 255
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += column[i];
  return total;
}

// Transfers of the survey concept beyond public cash and gifts: remittances. Whole fen, as booked in income_survey.
HOLDFAST_KERNEL FenSum sum_remittances(Index n, float share, Fen const* __restrict migrant_wages) {
  FenSum total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += scale(migrant_wages[i], share);
  return total;
}

HOLDFAST_KERNEL std::int32_t count_slots(Index n, std::int32_t state, std::uint8_t const* __restrict s0,
                                         std::uint8_t const* __restrict s1, std::uint8_t const* __restrict s2,
                                         std::uint8_t const* __restrict s3) {
  std::int32_t total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += (s0[i] == state) + (s1[i] == state) + (s2[i] == state) + (s3[i] == state);
  return total;
}

HOLDFAST_KERNEL std::int32_t count_present(Index n, std::uint8_t const* __restrict members) {
  std::int32_t total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += members[i] > 0;
  return total;
}

HOLDFAST_KERNEL std::int32_t count_without_labour(Index n, std::uint8_t const* __restrict members,
                                                  std::uint8_t const* __restrict s0, std::uint8_t const* __restrict s1,
                                                  std::uint8_t const* __restrict s2,
                                                  std::uint8_t const* __restrict s3) {
  constexpr std::int32_t none = 0, unable = static_cast<std::int32_t>(Slot::unable);
  std::int32_t total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) {
    std::int32_t const a = s0[i], b = s1[i], c = s2[i], d = s3[i];
    total += (members[i] > 0) & ((a == none) | (a == unable)) & ((b == none) | (b == unable)) &
             ((c == none) | (c == unable)) & ((d == none) | (d == unable));
  }
  return total;
}

HOLDFAST_KERNEL std::int32_t count_elderly_only(Index n, std::uint8_t const* __restrict members,
                                                std::uint8_t const* __restrict persons_60_plus) {
  std::int32_t total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i) total += (members[i] > 0) & (members[i] == persons_60_plus[i]);
  return total;
}

HOLDFAST_KERNEL void add_to_year(Index n, Fen const* __restrict month, Fen* __restrict year, Fen keep) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) year[i] = keep * year[i] + month[i];
}

// Edges of bands 2000 exp(0.2 k) yuan: totals.hpp.
int income_band(float yuan_per_resident) {
  if (yuan_per_resident < 2000.0f) return 0;
  int const band = 1 + static_cast<int>(5.0f * numeric::log(yuan_per_resident * (1.0f / 2000.0f)));
  return band < 23 ? band : 23;
}

// Once a year: how many households and residents live on how much.
void count_distribution(Totals& t, Block const& b) {
  auto const c = b.household_class;
  for (Index i = 0; i < b.n; ++i) {
    Index const residents = b.residents(i);
    if (residents <= 0) continue;
    int const band = income_band(yuan(b.income_survey_year[i]) / static_cast<float>(residents));
    t.add(Total::households_by_income, c, 1, band);
    t.add(Total::residents_by_income, c, residents, band);
    t.add(Total::income_by_band, c, b.income_survey_year[i], band);
  }
}

// Once a year: ages and sizes.
void count_composition(Totals& t, Block const& b) {
  auto const c = b.household_class;
  std::uint8_t const* const bands[5] = {b.persons_0_5, b.persons_6_15, b.persons_16_18, b.persons_19_59,
                                        b.persons_60_plus};
  constexpr int leave_first[5] = {3, 2, 4, 1, 0};
  for (Index i = 0; i < b.n; ++i) {
    if (b.members[i] == 0) continue;
    t.add(Total::households_by_size, c, 1, std::min<int>(b.members[i], 6) - 1);
    int away = b.away[i];
    for (int const band : leave_first) {
      int const gone = std::min<int>(away, bands[band][i]);
      away -= gone;
      t.add(Total::members_by_age, c, bands[band][i], band);
      t.add(Total::residents_by_age, c, bands[band][i] - gone, band);
    }
  }
  t.add(Total::elderly_only, c, count_elderly_only(b.n, b.members, b.persons_60_plus));
}

}  // namespace

void count_block(Step const& step, County& county, Block const& b) {
  Totals& t = county.totals;
  auto const c = b.household_class;
  float const remitted = step.params<Work>(c).remittance_share;
  FenSum const wages = sum(b.n, b.wages), away = sum(b.n, b.migrant_wages), farm = sum(b.n, b.farm_income),
               property = sum(b.n, b.property_income);
  FenSum const cash = sum(b.n, b.public_cash), gifts = sum(b.n, b.gifts);
  FenSum const register_parts[4] = {wages, farm, property, cash + gifts};
  FenSum const survey_parts[4] = {wages - away, farm, property,
                                  cash + gifts + sum_remittances(b.n, remitted, b.migrant_wages)};
  for (int k = 0; k < 4; ++k) {
    t.add(Total::income_register, c, register_parts[k], k);
    t.add(Total::income_survey, c, survey_parts[k], k);
  }
  add_to_year(b.n, b.income_survey, b.income_survey_year, step.now.month.is_january() ? 0 : 1);
  if (step.now.month_of_year == 12) count_distribution(t, b);
  if (step.now.month_of_year == 12 || step.now.month == step.scenario.start) count_composition(t, b);
  t.add(Total::gifts_received, c, gifts);
  t.add(Total::consumption, c, sum(b.n, b.consumption));
  std::int64_t const members = sum_bytes(b.n, b.members), residents = members - sum_bytes(b.n, b.away);
  t.add(Total::members, c, members);
  t.add(Total::member_months, c, members);
  t.add(Total::residents, c, residents);
  t.add(Total::resident_months, c, residents);
  std::int32_t const households = count_present(b.n, b.members);
  t.add(Total::households, c, households);
  t.add(Total::support_restored, c, step.now.restored != 0 ? households : 0);
  t.add(Total::without_labour, c, count_without_labour(b.n, b.members, b.slot_0, b.slot_1, b.slot_2, b.slot_3));
  auto const in_state = [&](Slot s) {
    return count_slots(b.n, static_cast<std::int32_t>(s), b.slot_0, b.slot_1, b.slot_2, b.slot_3);
  };
  std::int32_t const local = in_state(Slot::local), migrants = in_state(Slot::migrant), posts = in_state(Slot::post);
  t.add(Total::workers, c, local + migrants + posts);
  t.add(Total::migrants, c, migrants);
  t.add(Total::post_holders, c, posts);
  t.add(Total::jobless, c, in_state(Slot::jobless));
  t.add(Total::coop_members, c, sum_bytes(b.n, b.coop));
  t.add(Total::loans_outstanding, c, sum(b.n, b.loan));
}

}  // namespace holdfast
