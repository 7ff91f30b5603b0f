#include "model/month/demography.hpp"

#include <algorithm>

namespace holdfast {

int events_among(int count, float chance, float luck) {
  if (count <= 0 || chance <= 0.0f) return 0;
  if (chance >= 1.0f) return count;
  // (1 - c)^n >= 1 - nc: most households stop here.
  if (luck < 1.0f - static_cast<float>(count) * chance) return 0;
  // In double, so that rounding does not undo the order of two chances.
  double const odds = static_cast<double>(chance) / (1.0 - static_cast<double>(chance));
  double term = 1;
  for (int k = 0; k < count; ++k) term *= 1.0 - static_cast<double>(chance);
  double below = term;
  int events = 0;
  while (luck >= below && events < count) {
    term *= odds * (count - events) / (events + 1);
    below += term;
    ++events;
  }
  return events;
}

namespace {

static_assert(streams_differ({"demography", "minors", "work", "life", "farm_year"}));

void clear_slot(Block const& b, Index i, int k) {
  if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::migrant) && b.away[i] > 0) --b.away[i];
  b.slot(k)[i] = static_cast<std::uint8_t>(Slot::none);
  b.slot_age(k)[i] = 0;
  auto const others = static_cast<std::uint8_t>(~(1u << k));
  b.trained[i] &= others;
  b.returned[i] &= others;
  if (b.course_slot[i] == k) b.course_months[i] = 0;
  if (b.acute_slot[i] == k) {
    b.acute_slot[i] = 255;
    b.acute_months[i] = 0;
  }
}

// Slots never hold more persons than the age bands do; the last slots empty first.
void fit_slots(Block const& b, Index i) {
  int old = 0, young = 0;
  for (int k = 0; k < labour_slots; ++k) {
    if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::none)) continue;
    int& seen = b.slot_age(k)[i] >= 60 ? old : young;
    int const room = b.slot_age(k)[i] >= 60 ? b.persons_60_plus[i] : b.persons_19_59[i];
    if (++seen > room) clear_slot(b, i, k);
  }
}

void cap(std::uint8_t& count, int limit) {
  count = static_cast<std::uint8_t>(std::min<int>(count, std::max(limit, 0)));
}

void add(std::uint8_t& count, int change) { count = static_cast<std::uint8_t>(std::clamp(count + change, 0, 255)); }

// The words of a household's January, drawn for a whole block at once.
enum Word {
  dies_80_plus,
  dies_60_plus,
  dies_younger,
  turns_60,
  turns_80,
  leaves_school,
  turns_16,
  turns_6,
  is_born,
  starts_out,
  retires,
  splits_off
};
using JanuaryLuck = std::array<std::array<float, block_rows>, 12>;

// One household's January.
struct January {
  Step const& step;
  County& county;
  Block const& b;
  Demography::Params const& p;
  JanuaryLuck const& luck;
  std::array<std::uint8_t*, labour_slots> slot{b.slot_0, b.slot_1, b.slot_2, b.slot_3};
  std::array<std::uint8_t*, labour_slots> slot_age{b.slot_age_0, b.slot_age_1, b.slot_age_2, b.slot_age_3};

  float word(Word which, Index i) const { return luck[which][static_cast<std::size_t>(i)]; }

  void die(Index i) {
    int const oldest = events_among(b.persons_80_plus[i], p.death_permille_80_plus * 0.001f, word(dies_80_plus, i));
    int const old = events_among(b.persons_60_plus[i] - b.persons_80_plus[i], p.death_permille_60_plus * 0.001f,
                                 word(dies_60_plus, i));
    int const younger = events_among(b.persons_19_59[i], p.death_permille_younger * 0.001f, word(dies_younger, i));
    if (oldest + old + younger == 0) return;
    add(b.persons_80_plus[i], -oldest);
    add(b.persons_60_plus[i], -oldest - old);
    add(b.persons_19_59[i], -younger);
    county.totals.add(Total::deaths, b.household_class, oldest + old + younger);
    b.hardship[i] = 1;
    if (younger > 0 && b.persons_19_59[i] == 0) b.orphans[i] = static_cast<std::uint8_t>(minors(i));
  }

  int minors(Index i) const { return b.persons_0_5[i] + b.persons_6_15[i] + b.persons_16_18[i]; }

  void age(Index i) {
    int in_slots = 0;
    for (int k = 0; k < labour_slots; ++k) {  // the dense pass has made everybody a year older
      if (slot[k][i] == static_cast<std::uint8_t>(Slot::none)) continue;
      in_slots += slot_age[k][i] < 60;
      if (slot_age[k][i] == 60 && b.persons_19_59[i] > 0) {
        add(b.persons_19_59[i], -1);
        add(b.persons_60_plus[i], 1);
      }
    }
    int const out_of_slots = std::max(0, int{b.persons_19_59[i]} - in_slots);
    int const turning_60 = events_among(out_of_slots, 1.0f / 41, word(turns_60, i));
    int const turning_80 = events_among(b.persons_60_plus[i] - b.persons_80_plus[i], 1.0f / 20, word(turns_80, i));
    int const leaving_school = events_among(b.persons_16_18[i], 1.0f / 3, word(leaves_school, i));
    int const turning_16 = events_among(b.persons_6_15[i], 1.0f / 10, word(turns_16, i));
    int const turning_6 = events_among(b.persons_0_5[i], 1.0f / 6, word(turns_6, i));
    add(b.persons_60_plus[i], turning_60);
    add(b.persons_80_plus[i], turning_80);
    add(b.persons_19_59[i], -turning_60);
    add(b.persons_16_18[i], turning_16 - leaving_school);
    add(b.persons_6_15[i], turning_6 - turning_16);
    add(b.persons_0_5[i], -turning_6);
    start_out(i, leaving_school, grow_up(i, turning_16, leaving_school));
    int const adults = b.persons_19_59[i] + b.persons_60_plus[i];
    int const born = adults > 0 ? events_among(b.members[i], p.birth_permille * 0.001f, word(is_born, i)) : 0;
    add(b.persons_0_5[i], born);
    county.totals.add(Total::births, b.household_class, born);
    if (born > 0) bear_disabled(i, born);
  }

  // Minors without parents and disabled children grow out of these states; at 16 some enter vocational school. Returns
  // how many of the school leavers their vocational school places in a job. Drawn only where it matters.
  int grow_up(Index i, int turning_16, int leaving_school) const {
    if (b.orphans[i] + b.disabled_children[i] + turning_16 + leaving_school == 0) return 0;
    Words const words = step.draws.words(stream("minors"), step.now.month, b.id[i]);
    auto const vocational = static_cast<float>(b.vocational[i]);
    int const before = b.persons_16_18[i] - turning_16 + leaving_school;
    int const finished =
        before > 0
            ? std::min<int>(events_among(leaving_school, vocational / static_cast<float>(before), uniform(words[3])),
                            b.vocational[i])
            : 0;
    bool const served = step.on<VocationalAllowance>() && VocationalAllowance::serves(b, i);
    add(b.orphans[i], -events_among(b.orphans[i], 1.0f / 19, uniform(words[0])));
    add(b.disabled_children[i], -events_among(b.disabled_children[i], 1.0f / 16, uniform(words[1])));
    add(b.vocational[i], events_among(turning_16, p.vocational_share, uniform(words[2])) - finished);
    if (!served || finished == 0) return 0;
    float const placed = step.params<VocationalAllowance>(b.household_class).placement_share;
    return events_among(finished, placed, step.draws.uniform(stream("minors"), step.now.month, b.id[i], 1));
  }

  void bear_disabled(Index i, int born) const {
    float const chance = step.params<Care>(b.household_class).disabled_birth_share;
    int const children =
        events_among(born, chance, uniform(step.draws.words(stream("minors"), step.now.month, b.id[i], 2)[0]));
    add(b.disabled_children[i], children);
    add(b.disabled[i], children);
  }

  // School leavers leave the register, or take a free labour slot and seek a first job; `placed_by_school` have one
  // away.
  void start_out(Index i, int leavers, int placed_by_school) {
    int const stay = leavers - events_among(leavers, p.leave_chance, word(starts_out, i));
    add(b.persons_19_59[i], stay);
    int placed = 0;
    for (int k = 0; k < labour_slots && placed < stay; ++k)
      if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::none)) {
        bool const has_job = placed < placed_by_school;
        b.slot(k)[i] = static_cast<std::uint8_t>(has_job ? Slot::migrant : Slot::jobless);
        b.slot_age(k)[i] = 19;
        add(b.away[i], has_job ? 1 : 0);
        ++placed;
      }
  }

  void settle(Index i) {
    fit_slots(b, i);
    for (int k = 0; k < labour_slots; ++k) {
      bool const farming =
          slot[k][i] == static_cast<std::uint8_t>(Slot::farm) || slot[k][i] == static_cast<std::uint8_t>(Slot::jobless);
      if (farming && slot_age[k][i] >= 70 && word(retires, i) < p.retire_chance) {
        clear_slot(b, i, k);
        break;  // one a year
      }
    }
    int const members =
        b.persons_0_5[i] + b.persons_6_15[i] + b.persons_16_18[i] + b.persons_19_59[i] + b.persons_60_plus[i];
    b.members[i] = static_cast<std::uint8_t>(members);
    for (std::uint8_t* count : {b.away + i, b.disabled + i, b.chronic + i, b.tekun + i}) cap(*count, members);
    cap(b.severely_disabled[i], b.disabled[i]);
    cap(b.out_of_school[i], b.persons_6_15[i]);
    cap(b.persons_80_plus[i], b.persons_60_plus[i]);
    cap(b.orphans[i], minors(i));
    cap(b.vocational[i], b.persons_16_18[i]);
    cap(b.disabled_children[i], std::min<int>(b.disabled[i], b.persons_0_5[i] + b.persons_6_15[i]));
    if (members == 0) end(i);
  }

  // Nobody is left: the household leaves the register and every programme. Its money stays in the row, unused.
  void end(Index i) {
    b.category[i] = b.queued[i] = b.low_income_file[i] = b.risk_months[i] = b.dibao[i] = b.in_spell[i] =
        b.in_spell_monitoring[i] = b.hardship[i] = 0;
    b.coop[i] = b.loan_months[i] = 0;
    b.carer[i] = b.day_care[i] = b.care_visits[i] = 0;
    b.property_income[i] = b.dibao_topup[i] = 0;
  }

  // A younger couple or worker leaves with part of the money and, from then on, a budget of its own.
  bool splits(Index i) const {
    bool const original = (b.id[i] >> 32 & 0xFF) == 0;
    int workers = 0;
    for (int k = 0; k < labour_slots; ++k)
      workers += slot[k][i] != static_cast<std::uint8_t>(Slot::none) && slot_age[k][i] < 60;
    return word(splits_off, i) < p.split_chance && original && workers >= 2 && b.members[i] >= 4 &&
           b.persons_19_59[i] >= 3;
  }
};

HouseholdId split_id(HouseholdId parent, Month month) {
  return household_id(static_cast<std::uint32_t>(parent >> 40 & 0xFF), static_cast<std::uint32_t>(month.year() - 2000),
                      static_cast<std::uint32_t>(parent));
}

// Moves the worker of the last filled slot and one more adult into a new row of the class; false when no row is free.
void split(Step const& step, County& county, HouseholdClass c, Index parent) {
  Households& h = county.households;
  auto const cls = static_cast<std::size_t>(c);
  if (h.class_end[cls] == h.class_capacity[cls]) return;
  Index const child = h.class_end[cls]++;
  h.copy_row(parent, child);
  Block const b = h.block(0, h.rows, c);
  b.id[child] = split_id(b.id[parent], step.now.month);
  int last = labour_slots - 1;
  while (b.slot(last)[parent] == static_cast<std::uint8_t>(Slot::none) || b.slot_age(last)[parent] >= 60) --last;
  bool const migrant = b.slot(last)[parent] == static_cast<std::uint8_t>(Slot::migrant);
  for (int k = 0; k < labour_slots; ++k) {
    b.slot(k)[child] = k == 0 ? b.slot(last)[parent] : static_cast<std::uint8_t>(Slot::none);
    b.slot_age(k)[child] = k == 0 ? b.slot_age(last)[parent] : std::uint8_t{0};
  }
  b.trained[child] = b.trained[parent] >> last & 1;
  b.returned[child] = b.returned[parent] >> last & 1;
  b.course_months[child] = b.course_slot[parent] == last ? b.course_months[parent] : std::uint8_t{0};
  b.course_slot[child] = b.relief_work_months[child] = 0;
  clear_slot(b, parent, last);
  int const moved = 2;
  float const moved_share = static_cast<float>(moved) / static_cast<float>(b.members[parent]);
  b.members[parent] = static_cast<std::uint8_t>(b.members[parent] - moved);
  b.persons_19_59[parent] = static_cast<std::uint8_t>(b.persons_19_59[parent] - moved);
  cap(b.away[parent], b.members[parent]);
  cap(b.disabled[parent], b.members[parent]);
  cap(b.severely_disabled[parent], b.disabled[parent]);
  cap(b.disabled_children[parent], b.disabled[parent]);
  cap(b.chronic[parent], b.members[parent]);
  if (b.carer[parent] == last + 1) b.carer[parent] = 0;
  b.members[child] = b.persons_19_59[child] = static_cast<std::uint8_t>(moved);
  b.away[child] = migrant ? 1 : 0;
  for (std::uint8_t* none :
       {b.persons_0_5,       b.persons_6_15, b.persons_16_18, b.persons_60_plus, b.persons_80_plus, b.disabled,
        b.severely_disabled, b.chronic,      b.tekun,         b.dibao,           b.low_income_file, b.risk_months,
        b.category,          b.ever_listed,  b.queued,        b.listed_cause,    b.package,         b.stable_months,
        b.follow_up_months,  b.recorded,     b.out_of_school, b.acute_months})
    none[child] = 0;
  for (std::uint8_t* none : {b.orphans, b.disabled_children, b.vocational, b.carer, b.day_care, b.care_visits})
    none[child] = 0;
  b.acute_slot[child] = b.listed_by[child] = 255;
  b.listed_month[child] = b.alert_month[child] = b.help_due_month[child] = never;
  b.onset_month[child] = never;  // the onset is scored once, with the parent, who stays on the register
  b.dibao_topup[child] = 0;
  // The loan stays with who took it; the young join a co-op on their own account.
  b.loan[child] = 0;
  b.loan_months[child] = b.credit_record[child] = b.coop[child] = 0;
  auto const divide = [&](Fen& of_parent, Fen& of_child) {
    of_child = scale(of_parent, moved_share);
    of_parent -= of_child;
  };
  for (Fen* money : {b.savings, b.debt, b.capital, b.property_income, b.income_survey_year, b.income_register_12,
                     b.out_of_pocket_12})
    divide(money[parent], money[child]);
  divide(b.wages_year[parent], b.wages_year[child]);
  for (int m = 0; m < ring_months; ++m) {
    divide(b.income_ring[m * b.ring_stride + parent], b.income_ring[m * b.ring_stride + child]);
    divide(b.out_of_pocket_ring[m * b.ring_stride + parent], b.out_of_pocket_ring[m * b.ring_stride + child]);
  }
  for (Receipts& receipts : county.receipts)
    for (int m = 1; m <= ring_months && receipts.noted(); ++m)
      divide(receipts.ring[receipts.cell(m, parent)], receipts.ring[receipts.cell(m, child)]);
  // The sums follow their rings to the fen.
  for (Index row : {parent, child}) {
    b.income_register_12[row] = b.out_of_pocket_12[row] = 0;
    for (int m = 0; m < ring_months; ++m) {
      b.income_register_12[row] += b.income_ring[m * b.ring_stride + row];
      b.out_of_pocket_12[row] += b.out_of_pocket_ring[m * b.ring_stride + row];
    }
  }
  float const land_share = moved_share;
  b.land_mu[child] = b.land_mu[parent] * land_share;
  b.land_mu[parent] -= b.land_mu[child];
  b.farm_log[child] = b.farm_log[parent] + numeric::log(land_share);
  b.farm_log[parent] += numeric::log(1.0f - land_share);
}

}  // namespace

namespace {

// The dense part of January: hit = 1 where something may happen. events_among() gives none below 1 - n * chance.
HOLDFAST_KERNEL void mark_deaths(Index n, Demography::Params p, std::uint8_t const* __restrict persons_80,
                                 std::uint8_t const* __restrict persons_60, std::uint8_t const* __restrict persons_19,
                                 float const* __restrict u_80, float const* __restrict u_60,
                                 float const* __restrict u_19, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const oldest = static_cast<float>(std::int32_t{persons_80[i]}),
                old = static_cast<float>(std::int32_t{persons_60[i]} - std::int32_t{persons_80[i]});
    float const younger = static_cast<float>(std::int32_t{persons_19[i]});
    hit[i] = (u_80[i] >= 1.0f - oldest * p.death_permille_80_plus * 0.001f) |
             (u_60[i] >= 1.0f - old * p.death_permille_60_plus * 0.001f) |
             (u_19[i] >= 1.0f - younger * p.death_permille_younger * 0.001f);
  }
}

HOLDFAST_KERNEL void mark_turns(Index n, std::uint8_t const* __restrict persons, float chance,
                                float const* __restrict luck, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] |= luck[i] >= 1.0f - static_cast<float>(std::int32_t{persons[i]}) * chance;
}

HOLDFAST_KERNEL void mark_below(Index n, float chance, float const* __restrict luck, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] |= luck[i] < chance;
}

// Everybody in a slot grows a year older; hit where one turns 60 or an old farmer may stop.
HOLDFAST_KERNEL void age_slot(Index n, float retire, std::uint8_t const* __restrict slot, float const* __restrict luck,
                              std::uint8_t* __restrict age, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const filled = slot[i] != 0;
    std::int32_t const years = std::int32_t{age[i]} + filled;
    age[i] = static_cast<std::uint8_t>(years);
    hit[i] |= filled & ((years == 60) | ((years >= 70) & (luck[i] < retire)));
  }
}

void mark_january(Block const& b, Demography::Params const& p, JanuaryLuck const& luck, std::int32_t* hit) {
  mark_deaths(b.n, p, b.persons_80_plus, b.persons_60_plus, b.persons_19_59, luck[dies_80_plus].data(),
              luck[dies_60_plus].data(), luck[dies_younger].data(), hit);
  mark_turns(b.n, b.persons_19_59, 1.0f / 41, luck[turns_60].data(), hit);
  mark_turns(b.n, b.persons_60_plus, 1.0f / 20, luck[turns_80].data(), hit);
  mark_turns(b.n, b.persons_16_18, 1.0f / 3, luck[leaves_school].data(), hit);
  mark_turns(b.n, b.persons_6_15, 1.0f / 10, luck[turns_16].data(), hit);
  mark_turns(b.n, b.persons_0_5, 1.0f / 6, luck[turns_6].data(), hit);
  mark_turns(b.n, b.members, p.birth_permille * 0.001f, luck[is_born].data(), hit);
  mark_below(b.n, p.split_chance, luck[splits_off].data(), hit);
  for (int k = 0; k < labour_slots; ++k)
    age_slot(b.n, p.retire_chance, b.slot(k), luck[retires].data(), b.slot_age(k), hit);
}

}  // namespace

void turn_year(Step const& step, County& county) {
  if (!step.on<Demography>()) return;
  Households& h = county.households;
  JanuaryLuck luck;
  std::int32_t* const hit = step.scratch.whole[0].data();
  for (Block const& b :
       h.blocks()) {  // made before anybody splits: a split-off household lives its first January next year
    for (std::uint32_t call = 0; call < 3; ++call)
      step.draws.fill4(stream("demography"), step.now.month, b.id, b.n, luck[4 * call].data(),
                       luck[4 * call + 1].data(), luck[4 * call + 2].data(), luck[4 * call + 3].data(), call);
    auto const& p = step.params<Demography>(b.household_class);
    mark_january(b, p, luck, hit);
    January january{step, county, b, p, luck};
    for (Index i = 0; i < b.n; ++i) {
      if (hit[i] == 0 || b.members[i] == 0) continue;
      january.die(i);
      january.age(i);
      january.settle(i);
      if (b.members[i] > 0 && january.splits(i)) split(step, county, b.household_class, b.first + i);
    }
  }
}

}  // namespace holdfast
