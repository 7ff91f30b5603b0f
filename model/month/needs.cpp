#include "model/month/needs.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"

namespace holdfast {
namespace {

using Byte = std::uint8_t;

// The thresholds of one class and month, as the dense passes need them.
struct Hazards {
  float decay, repair, cut, restore, leave_bound, school_return, false_alarm_from;
  float supplied_share;  // of a resettled home's cuts, spared by the services of its estate
};
struct Lines {
  Fen poverty, monitoring;  // per member and year
};

HOLDFAST_KERNEL void find_hardships(Index n, Hazards h, float const* __restrict luck, Byte const* __restrict grade,
                                    Byte const* __restrict rebuild, Byte const* __restrict cut,
                                    Byte const* __restrict out_of_school, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const u = luck[i];
    float const house = grade[i] == 0 ? h.decay : h.repair;
    float const water = Needs::water_from + (cut[i] == 0 ? h.cut : h.restore);
    float const school = Needs::school_from + (out_of_school[i] == 0 ? h.leave_bound : h.school_return);
    std::int32_t const house_hit = u < house;
    std::int32_t const water_hit = (u >= Needs::water_from) & (u < water);
    std::int32_t const school_hit = (u >= Needs::school_from) & (u < school);
    std::int32_t const alarm = u >= h.false_alarm_from;
    hit[i] = house_hit | water_hit | school_hit | alarm | (rebuild[i] > 0);
  }
}

// Who may be in need or below a line, or carries a state that may end: everybody else is left alone.
HOLDFAST_KERNEL void find_concerned(Block const b, Lines line, std::int32_t* __restrict hit) {
  Fen const higher = line.poverty > line.monitoring ? line.poverty : line.monitoring;
  Index const n = b.n;
  Byte const* __restrict members = b.members;
  Fen const* __restrict income = b.income_register_12;
  Fen const* __restrict spending = b.out_of_pocket_12;
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] = (income[i] - spending[i]) < higher * Fen{members[i]};
  Byte const* __restrict a0 = b.out_of_school, * __restrict a1 = b.care_forgone_months, * __restrict a2 = b.house_grade, * __restrict a3 = b.water_cut;
  Byte const* __restrict a4 = b.need_income, * __restrict a5 = b.need_food, * __restrict a6 = b.need_school, * __restrict a7 = b.need_medical;
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] |= a0[i] | a1[i] | a2[i] | a3[i] | a4[i] | a5[i] | a6[i] | a7[i];
  Byte const* __restrict c0 = b.need_house, * __restrict c1 = b.need_water, * __restrict c2 = b.below_monitoring, * __restrict c3 = b.in_spell;
  Byte const* __restrict c4 = b.in_spell_monitoring, * __restrict c5 = b.needy_at_start, * __restrict c6 = b.insured;
  std::uint16_t const* __restrict food = b.food_short_bits;
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] |= c0[i] | c1[i] | c2[i] | c3[i] | c4[i] | c5[i] | food[i] | (c6[i] == 0);
}

struct AtRisk {
  std::int32_t poverty, monitoring;  // members, at the two lines
};

// Everybody is one month longer clear; those in need are set back in the sparse part. Counts members at risk this
// month.
HOLDFAST_KERNEL AtRisk count_clear(Index n, Byte const* __restrict members, Byte const* __restrict needy_at_start,
                                   Byte const* __restrict in_spell, Byte const* __restrict in_spell_monitoring,
                                   Byte* __restrict clear_months) {
  std::int32_t poverty = 0, monitoring = 0;
#pragma omp simd reduction(+ : poverty, monitoring)
  for (Index i = 0; i < n; ++i) {
    poverty += std::int32_t{members[i]} * ((needy_at_start[i] == 0) & (in_spell[i] == 0));
    monitoring += std::int32_t{members[i]} * (in_spell_monitoring[i] == 0);
    clear_months[i] = static_cast<Byte>(clear_months[i] + (clear_months[i] < 255 ? 1 : 0));
  }
  return {poverty, monitoring};
}

struct Catastrophic {
  std::int32_t at_10, at_25, at_40;
};

HOLDFAST_KERNEL Catastrophic count_catastrophic(Index n, Needs::Params p, Byte const* __restrict members,
                                                Fen const* __restrict income_12, Fen const* __restrict spending_12) {
  std::int32_t at_10 = 0, at_25 = 0, at_40 = 0;
#pragma omp simd reduction(+ : at_10, at_25, at_40)
  for (Index i = 0; i < n; ++i) {
    float const spending = static_cast<float>(spending_12[i]);
    float const capacity = Needs::capacity(p, income_12[i], std::int32_t{members[i]});
    std::int32_t const counts = (members[i] > 0) & (spending_12[i] > 0);
    at_10 += counts & (spending >= 0.10f * capacity);
    at_25 += counts & (spending >= 0.25f * capacity);
    at_40 += counts & (spending >= 0.40f * capacity);
  }
  return {at_10, at_25, at_40};
}

float false_alarm_chance(Step const& step, HouseholdClass c, std::array<float, 4>& until) {
  float sum = 0;
  auto const add = [&]<class Channel>(Channel*, std::size_t k) {
    sum += step.on<Channel>() ? step.params<Channel>(c).false_alarm_chance : 0.0f;
    until[k] = sum;
  };
  add(static_cast<GroupReports*>(nullptr), 0);
  add(static_cast<DataScreens*>(nullptr), 1);
  add(static_cast<Visits*>(nullptr), 2);
  add(static_cast<SelfReport*>(nullptr), 3);
  return sum;
}

// House, water, school and false alarms of one household, each from its own part of the unit interval.
struct Hardships {
  Step const& step;
  Villages const& villages;
  Block const& b;
  Needs::Params const& p;
  Hazards h;
  std::array<float, 4> until;                       // false alarms by channel, cumulated
  DropoutControl::Params const* control = nullptr;  // null: switched off

  void live(Index i, float u) const {
    if (b.members[i] == 0) return;
    house(i, u);
    if (u >= Needs::water_from && u < Needs::water_from + (b.water_cut[i] == 0 ? cut_chance(i) : h.restore))
      b.water_cut[i] ^= 1;
    if (u >= Needs::school_from && u < Needs::false_alarm_from) school(i, u - Needs::school_from);
    if (u >= h.false_alarm_from && b.category[i] == 0 && b.queued[i] == 0) {
      std::size_t channel = 0;
      while (channel < 3 && u - h.false_alarm_from >= until[channel]) ++channel;
      b.queued[i] = static_cast<Byte>(2 + channel);
    }
  }
  // The trigger takes the worst village; this household's own village and estate decide.
  float cut_chance(Index i) const {
    bool const alone = b.relocated[i] == static_cast<Byte>(Relocated::corner_waiting);  // no works lead there
    float const secure = alone ? 0.0f : villages.water[static_cast<std::size_t>(b.village[i])];
    float const spared = RelocationSupport::resettled(b.relocated[i]) ? h.supplied_share : 0.0f;
    return (1.0f - spared) * Needs::water_cut_chance(p, step.now, secure);
  }
  void house(Index i, float u) const {
    auto const safe = static_cast<Byte>(HouseGrade::safe);
    if (b.house_rebuild_months[i] > 0 && --b.house_rebuild_months[i] == 0) b.house_grade[i] = safe;
    if (u >= Needs::house_chance(p, b.house_grade[i])) return;
    if (b.house_grade[i] == safe) {
      b.house_grade[i] = static_cast<Byte>(HouseGrade::grade_c);
    } else {
      repair(i);
    }
  }
  // From own savings, where they suffice.
  void repair(Index i) const {
    bool const lost = b.house_grade[i] == static_cast<Byte>(HouseGrade::grade_d);
    Fen const price = fen(lost ? p.own_repair_d_yuan : p.own_repair_c_yuan);
    if (b.savings[i] < price) return;
    b.savings[i] -= price;
    b.repairs[i] += price;
    b.house_grade[i] = static_cast<Byte>(HouseGrade::safe);
    b.house_rebuild_months[i] = 0;
  }
  void school(Index i, float u) const {
    bool const minority = b.minority[i] != 0, disabled = b.disabled_children[i] > 0;
    float const leaving = control ? DropoutControl::leaving(*control, minority, disabled) : 1.0f;
    float const chance = Needs::school_chance(p, step.now.term, b.persons_6_15[i], b.out_of_school[i],
                                              {minority, b.need_income[i] > 0, disabled}, leaving,
                                              control ? control->return_chance : 0.0f);
    if (u < chance) b.out_of_school[i] = b.out_of_school[i] > 0 ? 0 : 1;
  }
};

Byte one_more(Byte months) { return static_cast<Byte>(months + (months < 255 ? 1 : 0)); }

// Runs, spells and counts of one household that is in need, below a line, or carries a state.
struct Assessor {
  Step const& step;
  Totals& totals;
  Block const& b;
  Needs::Params const& p;
  Lines line;

  void count(Total total, std::int64_t n, int over = 0) const { totals.add(total, b.household_class, n, over); }

  void live(Index i) const {
    runs(i);
    bool const poor_by_monitoring = b.income_register_12[i] < line.monitoring * Fen{b.members[i]};
    b.below_monitoring[i] = poor_by_monitoring && b.members[i] > 0 ? one_more(b.below_monitoring[i]) : Byte{0};
    bool const in_need = Needs::in_need(p, b, i);
    if (in_need) b.clear_months[i] = 0;
    int longest = 0, longest_need = 0;
    for (int k = 0; k < needs; ++k) {
      int const months = Needs::unmet_months(p, b, i, k);
      if (months > 0) count(Total::in_need, b.members[i], k);
      if (months > longest) longest = months, longest_need = k;
    }
    spell(i, longest, longest_need);
    spell_monitoring(i, longest, in_need);
    if (b.needy_at_start[i] != 0 && static_cast<float>(b.clear_months[i]) >= p.clear_after_months)
      b.needy_at_start[i] = 0;
    if (b.in_spell[i] != 0) count(Total::in_spell, b.members[i]);
    poverty(i, line.poverty, 0);
    poverty(i, line.monitoring, 1);
  }

  void runs(Index i) const {
    std::uint32_t const now = Needs::conditions(p, b, i, line.poverty);
    for (int k = 0; k < needs; ++k) {
      Byte& run = b.need(k)[i];
      bool const unmet = (now >> k & 1u) != 0;
      bool const holiday = k == static_cast<int>(Need::school) && !step.now.term;  // the run rests, it does not end
      run = !unmet ? Byte{0} : holiday ? run : one_more(run);
    }
  }

  void spell(Index i, int longest, int longest_need) const {
    if (b.in_spell[i] != 0) {
      if (static_cast<float>(b.clear_months[i]) >= p.clear_after_months) b.in_spell[i] = 0;
      return;
    }
    if (b.needy_at_start[i] != 0 || static_cast<float>(longest) < p.relapse_months) return;
    b.in_spell[i] = 1;
    b.onset_month[i] = static_cast<std::int16_t>(step.now.month.since_2000 - (static_cast<int>(p.relapse_months) - 1));
    b.spells[i] = one_more(b.spells[i]);
    count(Total::latent_onsets, b.members[i], 0);
    count(Total::onsets_by_need, b.members[i], longest_need);
    if (b.spells[i] > 1) count(Total::latent_repeats, b.members[i]);
  }

  // in_spell_monitoring holds 1 + clear months, so that no second counter is needed.
  void spell_monitoring(Index i, int longest, bool in_need) const {
    Byte& state = b.in_spell_monitoring[i];
    bool const clear = !in_need && b.below_monitoring[i] == 0;
    if (state != 0) {
      state = clear ? static_cast<Byte>(state + 1) : Byte{1};
      if (static_cast<float>(state) > p.clear_after_months) state = 0;
      return;
    }
    int const months = b.below_monitoring[i] > longest ? b.below_monitoring[i] : longest;
    if (static_cast<float>(months) < p.relapse_months) return;
    state = 1;
    count(Total::latent_onsets, b.members[i], 1);
  }

  // Foster, Greer and Thorbecke's measures at one line; per head, since the line is.
  void poverty(Index i, Fen line_fen, int which) const {
    std::int32_t const members = b.members[i];
    if (members == 0) return;
    Fen const needed = line_fen * members;
    Fen const income = b.income_register_12[i] > 0 ? b.income_register_12[i] : 0;  // no gap beyond the line itself
    Fen const gap = needed - income;
    if (gap > 0) {
      float const relative = static_cast<float>(gap) / static_cast<float>(needed);
      count(Total::below_line, members, which);
      count(Total::gap, gap, which);
      count(Total::gap_squared,
            static_cast<std::int64_t>(relative * relative * static_cast<float>(members) * 1e6f + 0.5f), which);
    }
    if (gap + b.out_of_pocket_12[i] > 0) count(Total::below_line_after_health, members, which);
  }
};

float larger(float a, float b) { return a > b ? a : b; }

}  // namespace

void assess_needs(Step const& step, County& county, Block const& block) {
  HouseholdClass const c = block.household_class;
  auto const& p = step.params<Needs>(c);
  Index const n = block.n;
  std::int32_t* const hit = step.scratch.whole[0].data();
  float const* const luck = step.scratch.life_luck[life_luck::hardships].data();

  auto const* const control = step.on<DropoutControl>() ? &step.params<DropoutControl>(c) : nullptr;
  Hardships hardships{step, county.villages, block, p, {}, {}, control};
  float const alarms = false_alarm_chance(step, c, hardships.until);
  // Corner households, without any works, are lifted-out.
  float const least = c == HouseholdClass::lifted_out ? 0.0f : county.villages.least_water;
  auto const& supply = step.params<WaterSupply>(c);
  float const emergency = step.on<WaterSupply>() ? supply.emergency_chance : 0.0f;
  float const leave = p.dropout_chance * 15 * larger(1, p.dropout_minority_factor) * larger(1, p.dropout_need_factor) *
                      larger(1, p.dropout_disabled_factor) * (control ? DropoutControl::largest(*control) : 1.0f);
  float const back = p.school_return_chance + (control ? control->return_chance : 0.0f);
  hardships.h = {p.house_decay_chance,
                 p.house_repair_chance,
                 Needs::water_cut_chance(p, step.now, least),
                 std::min(p.water_restore_chance + emergency, 0.5f),
                 step.now.term ? (leave < 0.2f ? leave : 0.2f) : 0.0f,
                 step.now.term ? (back < 0.2f ? back : 0.2f) : 0.0f,
                 1.0f - alarms,
                 step.on<RelocationSupport>() ? step.params<RelocationSupport>(c).services_share : 0.0f};
  find_hardships(n, hardships.h, luck, block.house_grade, block.house_rebuild_months, block.water_cut,
                 block.out_of_school, hit);
  for (Index const i : rows_with(step.scratch, n, hit)) hardships.live(i, luck[i]);

  Lines const line{fen(step.now.poverty_line_yuan), fen(step.now.monitoring_line_yuan)};
  // A spell is confirmed and counted in its third month, so the first months of a run can have no onset: they are not
  // at risk either, and numerator and denominator run over the same onsets.
  AtRisk const at_risk = count_clear(n, block.members, block.needy_at_start, block.in_spell, block.in_spell_monitoring,
                                     block.clear_months);
  if (step.now.month - step.scenario.start >= static_cast<int>(p.relapse_months) - 1 || !step.reported) {
    county.totals.add(Total::at_risk_person_months, c, at_risk.poverty);
    county.totals.add(Total::at_risk_person_months_monitoring_line, c, at_risk.monitoring);
  }
  Catastrophic const many = count_catastrophic(n, p, block.members, block.income_register_12, block.out_of_pocket_12);
  county.totals.add(Total::catastrophic, c, many.at_10, 0);
  county.totals.add(Total::catastrophic, c, many.at_25, 1);
  county.totals.add(Total::catastrophic, c, many.at_40, 2);
  find_concerned(block, line, hit);
  Assessor const assessor{step, county.totals, block, p, line};
  for (Index const i : rows_with(step.scratch, n, hit)) assessor.live(i);
}

void mark_start(County& county) {
  for (int c = 0; c < household_classes; ++c) {
    Block const b = county.households.whole(static_cast<HouseholdClass>(c));
    for (Index i = 0; i < b.n; ++i) {
      bool const in_need = b.clear_months[i] == 0;
      b.needy_at_start[i] = in_need ? 1 : 0;
      b.in_spell[i] = b.spells[i] = b.recorded[i] = 0;
      b.in_spell_monitoring[i] = in_need || b.below_monitoring[i] > 0 ? 1 : 0;
      b.onset_month[i] = never;
    }
  }
}

}  // namespace holdfast
