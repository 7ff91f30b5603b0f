#include "model/month/health.hpp"

#include <algorithm>

#include "model/month/care.hpp"
#include "model/month/settlement.hpp"

namespace holdfast {
namespace {

constexpr std::uint8_t code(Slot s) { return static_cast<std::uint8_t>(s); }
constexpr std::int32_t works(std::int32_t s) {  // farm, local, migrant or post
  return (s >= code(Slot::farm)) & (s <= code(Slot::post));
}

// Hazard of illness of each household: linear in persons by band and chronic members, times frailty.
HOLDFAST_KERNEL void illness_hazard(Block const block, Illness::Rates const rates, float* __restrict hazard) {
  Block const b = block;
  float const child = rates.child + rates.major_child, youth = rates.youth + rates.major_child;
  float const adult = rates.adult + rates.major_adult + rates.onset_adult;
  float const elder = rates.elder + rates.major_elder + rates.onset_elder;
  float const absent = rates.away_share * (rates.adult + rates.major_adult);
  float const old_extra = rates.old_extra, chronic_extra = rates.chronic_extra;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) {
    std::int32_t const adults = b.persons_19_59[i], away = b.away[i];
    std::int32_t const children = std::int32_t{b.persons_0_5[i]} + std::int32_t{b.persons_6_15[i]};
    hazard[i] = b.frailty[i] *
                (child * static_cast<float>(children) + youth * static_cast<float>(std::int32_t{b.persons_16_18[i]}) +
                 adult * static_cast<float>(adults) - absent * static_cast<float>(away < adults ? away : adults) +
                 elder * static_cast<float>(std::int32_t{b.persons_60_plus[i]}) +
                 old_extra * static_cast<float>(std::int32_t{b.persons_80_plus[i]}) +
                 chronic_extra * static_cast<float>(std::int32_t{b.chronic[i]}));
  }
}

// Adds the hazard of an injury for each worker.
HOLDFAST_KERNEL void add_injury_hazard(Block const block, float const per_worker, float* __restrict hazard) {
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) {
    std::int32_t const workers = works(b.slot_0[i]) + works(b.slot_1[i]) + works(b.slot_2[i]) + works(b.slot_3[i]);
    hazard[i] += per_worker * static_cast<float>(workers);
  }
}

// 1 where something happens or an older illness or unmet need goes on.
HOLDFAST_KERNEL void mark_hits(Index n, float const* __restrict hazard, float const* __restrict luck,
                               std::uint8_t const* __restrict acute, std::uint8_t const* __restrict forgone,
                               std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] = (luck[i] < hazard[i]) | (acute[i] > 0) | (forgone[i] > 0);
}

// Outpatient cost of chronic members: what the household pays goes to out_of_pocket, what the insurance pays to
// `covered`.
HOLDFAST_KERNEL void chronic_cost(Block const block, float const cost_yuan, BasicInsurance::Params const insurance,
                                  std::int32_t const insurance_on, Fen* __restrict covered) {
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) {
    std::int32_t const patients = b.chronic[i];
    Fen const cost = fen(cost_yuan * b.frailty[i] * static_cast<float>(patients));
    Fen const paid =
        BasicInsurance::outpatient(insurance, cost, patients) * (std::int32_t{b.insured[i]} & insurance_on);
    b.out_of_pocket[i] = cost - paid;
    covered[i] = paid;
  }
}

HOLDFAST_KERNEL void insured_members(Index n, std::uint8_t const* __restrict members,
                                     std::uint8_t const* __restrict insured, std::int32_t* __restrict persons) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) persons[i] = std::int32_t{members[i]} * std::int32_t{insured[i]};
}

std::int64_t sum(std::int32_t const* values, Index n) {
  std::int64_t total = 0;
  for (Index i = 0; i < n; ++i) total += values[i];
  return total;
}

// January: yearly sums begin again, and the enrolment of the last premium season holds. The first month of all has
// none.
void start_year(Step const& step, Block const& b) {
  for (Fen* column : {b.bills_year, b.own_share_year, b.assistance_year, b.relief_year, b.premium_paid})
    std::fill(column, column + b.n, 0);
  if (step.now.month > step.scenario.start - step.scenario.spin_up_months)
    std::copy(b.insured_next, b.insured_next + b.n, b.insured);
}

enum class Event : std::uint8_t { none, stay, major, injury, onset };
enum class Band : std::uint8_t { child, youth, adult, elder };

struct Hit {
  Index i = 0;
  Event event = Event::none;
  Band band = Band::adult;
  int slot = -1;  // labour slot of the patient; -1: not a worker
};

// The hazards of the county's endemic disease, less what its control prevents.
EndemicDisease::Hazards endemic_hazards(Step const& step, County const& county, HouseholdClass c) {
  if (!step.on<EndemicDisease>() || county.facts == nullptr) return {};
  Endemic const disease = EndemicDisease::endemic_in(county.facts->area_group);
  float left = 1;
  if (step.on<DiseaseControl>()) {
    auto const& control = step.params<DiseaseControl>(c);
    left = disease == Endemic::hiv ? DiseaseControl::left_of_hiv(control)
                                   : DiseaseControl::left_of_echinococcosis(control);
  }
  return EndemicDisease::hazards(step.params<EndemicDisease>(c), disease, left);
}

// The sparse part: one object for a block and month.
struct Bedside {
  Step const& step;
  County& county;
  Block const& b;
  Illness::Params const& p;
  Accident::Params const& injuries;
  CountyHospitals::Params const* hospitals;  // null = switched off
  Illness::Rates rates;
  float injury_per_worker;
  Illness::BillShape stay_bills = Illness::bill_shape(p, p.bill_log_sd),
                     major_bills = Illness::bill_shape(p, p.major_log_sd);
  Illness::BillShape injury_bills = Illness::bill_shape(p, injuries.bill_log_sd);

  Words draw(Index i, std::uint32_t index) const {
    return step.draws.words(stream("illness"), step.now.month, b.id[i], index);
  }
  void count(Total total, std::int64_t n) { county.totals.add(total, b.household_class, n); }

  int workers(Index i) const {
    int n = 0;
    for (int k = 0; k < labour_slots; ++k) n += works(b.slot(k)[i]);
    return n;
  }

  // Splits the hazard of the row at a second uniform: which event, and in which age band.
  Hit what(Index i, float u) const {
    auto const adults = static_cast<float>(b.persons_19_59[i]), elders = static_cast<float>(b.persons_60_plus[i]);
    auto const children = static_cast<float>(b.persons_0_5[i] + b.persons_6_15[i]),
               youths = static_cast<float>(b.persons_16_18[i]);
    float const exposed = adults - rates.away_share * static_cast<float>(std::min(b.away[i], b.persons_19_59[i]));
    // a chronic patient is an adult or an elder in proportion to what both have on average (0.22 and 0.6)
    float const chronic_weight = 0.22f * adults + 0.6f * elders;
    float const chronic =
        rates.chronic_extra * static_cast<float>(b.chronic[i]) / (chronic_weight > 0.0f ? chronic_weight : 1.0f);
    struct Part {
      Event event;
      Band band;
      float hazard;
    };
    float const f = b.frailty[i];
    Part const parts[] = {
        {Event::stay, Band::child, f * rates.child * children},
        {Event::stay, Band::youth, f * (rates.youth * youths + (chronic_weight > 0.0f ? 0.0f : chronic))},
        {Event::stay, Band::adult, f * (rates.adult * exposed + chronic * 0.22f * adults)},
        {Event::stay, Band::elder,
         f * (rates.elder * elders + rates.old_extra * static_cast<float>(b.persons_80_plus[i]) +
              chronic * 0.6f * elders)},
        {Event::major, Band::child, f * rates.major_child * (children + youths)},
        {Event::major, Band::adult, f * rates.major_adult * exposed},
        {Event::major, Band::elder, f * rates.major_elder * elders},
        {Event::onset, Band::adult, f * rates.onset_adult * adults},
        {Event::onset, Band::elder, f * rates.onset_elder * elders},
        {Event::injury, Band::adult, injury_per_worker * static_cast<float>(workers(i))},
    };
    float all = 0;
    for (Part const& part : parts) all += part.hazard;
    float left = u * all;
    Hit hit{i, Event::none, Band::adult, -1};
    for (Part const& part : parts) {
      if (part.hazard <= 0.0f) continue;
      hit.event = part.event;
      hit.band = part.band;
      if (left < part.hazard) break;
      left -= part.hazard;
    }
    return hit;
  }

  // Which person of the band: a labour slot or somebody else.
  int whom(Hit const& hit, float u) const {
    int candidates[labour_slots], n = 0;
    for (int k = 0; k < labour_slots; ++k) {
      std::uint8_t const s = b.slot(k)[hit.i];
      bool const of_band = hit.event == Event::injury
                               ? works(s) != 0
                               : s != code(Slot::none) && (b.slot_age(k)[hit.i] >= 60) == (hit.band == Band::elder);
      if (of_band) candidates[n++] = k;
    }
    if (hit.band < Band::adult || n == 0) return -1;
    int const persons = hit.event == Event::injury ? n
                        : hit.band == Band::elder  ? std::max<int>(b.persons_60_plus[hit.i], n)
                                                   : std::max<int>(b.persons_19_59[hit.i], n);
    int const pick = std::min(static_cast<int>(u * static_cast<float>(persons)), persons - 1);
    return pick < n ? candidates[pick] : -1;
  }

  HospitalLevel level(Hit const& hit, float u) const {
    bool const migrant = hit.slot >= 0 && b.slot(hit.slot)[hit.i] == code(Slot::migrant);
    float const outside = migrant ? p.migrant_outside_share : 0.0f;
    if (u < outside) return HospitalLevel::outside_province;
    float const rest = (u - outside) / (1.0f - outside);
    float const tertiary = hit.event == Event::major ? p.major_tertiary_share : p.tertiary_share;
    float const secondary = hit.event == Event::major ? 1.0f - tertiary : p.secondary_share;
    float const leaving =
        hospitals == nullptr ? tertiary : CountyHospitals::leaving(*hospitals, tertiary, hit.event == Event::major);
    if (rest < std::min(tertiary * p.outside_share, leaving)) return HospitalLevel::outside_province;
    if (rest < leaving) return HospitalLevel::tertiary;
    return rest < tertiary + secondary ? HospitalLevel::secondary : HospitalLevel::primary;
  }

  float mean_bill(Hit const& hit, HospitalLevel level) const {
    return hit.event == Event::major    ? p.major_bill_yuan
           : hit.event == Event::injury ? injuries.bill_yuan
                                        : Illness::mean_bill(p, level);
  }

  Patient patient(Index i, HospitalLevel level, float bill_yuan) const {
    Patient out;
    out.level = level;
    out.bill = fen(bill_yuan);
    out.in_scope = std::min(out.bill, exact_scale(out.bill, Illness::in_scope_share(p, level)));
    out.insured = b.insured[i] != 0;
    out.tekun = b.tekun[i] != 0;
    out.dibao = b.dibao[i] != 0;
    out.listed = b.category[i] != 0 || b.low_income_file[i] >= LowIncomeFile::margin;
    out.lifted_out = b.household_class == HouseholdClass::lifted_out;
    out.own_share_year = b.own_share_year[i];
    out.covered_year =
        std::max(0, b.bills_year[i] - b.own_share_year[i]);  // at most this: costs out of scope are in it
    out.assistance_year = b.assistance_year[i];
    out.county_income_yuan = step.now.county_income_yuan;
    return out;
  }

  // Whether the price keeps the patient away, from what the ladder would leave of a mean bill.
  bool forgoes(Hit const& hit, HospitalLevel level, float u) const {
    float const credit = std::max(0.0f, p.credit_yuan - yuan(b.debt[hit.i]));
    float const cash =
        yuan(std::max(0, b.savings[hit.i])) + credit + yuan(b.income_register_12[hit.i]) * (1.0f / 12.0f);
    float const bill = mean_bill(hit, level);
    if (u >= Illness::forgone_chance(p, bill, cash)) return false;  // not even for the whole bill: spares the ladder
    Settlement const expected = settle(step, b.household_class, patient(hit.i, level, bill));
    return u < Illness::forgone_chance(p, yuan(expected.residual), cash);
  }

  void book(Index i, Patient const& patient, Settlement const& settled, int stays) {
    auto const c = static_cast<std::size_t>(b.household_class);
    for (std::size_t k = 0; k < settled.paid.size(); ++k)
      if (settled.paid[k] > 0) county.totals.ledger[k * household_classes + c] += settled.paid[k];
    auto const capped = [](Fen sum, Fen more) {
      return static_cast<Fen>(std::min<std::int64_t>(std::int64_t{sum} + more, 2000000000));
    };
    b.bills_year[i] = capped(b.bills_year[i], patient.bill);
    b.own_share_year[i] = capped(b.own_share_year[i], settled.own_share);
    b.assistance_year[i] += settled.paid[static_cast<std::size_t>(instrument_index<MedicalAssistance>)];
    b.out_of_pocket[i] += settled.residual;
    float const residual = yuan(settled.residual);
    if (residual > p.hardship_yuan || residual > p.hardship_income_share * yuan(b.income_register_12[i]))
      b.hardship[i] = 1;
    count(Total::admissions, stays);
    count(Total::bills, patient.bill);
    count(Total::bills_left, settled.residual);
    if (Followed& who = county.followed; who.is(b.id[i])) {
      who.bill = patient.bill;
      who.residual = settled.residual;
      who.hospital = static_cast<std::uint8_t>(patient.level);
      who.settled.assign(settled.paid.begin(), settled.paid.end());
    }
  }

  void tell(Index i, HealthEvent event) {
    if (county.followed.is(b.id[i])) county.followed.health = event;
  }

  bool disable(Index i, float chance, float severe_share, float u) {
    if (u >= chance || b.disabled[i] >= b.members[i]) return false;
    ++b.disabled[i];
    if (u < chance * severe_share) ++b.severely_disabled[i];
    return true;
  }

  void become_chronic(Index i) {
    if (b.chronic[i] < b.members[i]) ++b.chronic[i];
  }

  // What a major illness leaves behind beyond the bill.
  void live_on_after_major(Hit const& hit, Words const& later) {
    Index const i = hit.i;
    count(Total::major_illnesses, 1);
    if (disable(i, p.major_disability_chance, p.severe_share, uniform(later[2])) && hit.band == Band::child &&
        b.disabled_children[i] < b.persons_0_5[i] + b.persons_6_15[i])
      ++b.disabled_children[i];
    if (uniform(later[3]) < p.major_chronic_chance) become_chronic(i);
    if (hit.slot < 0) {
      b.wage_shock[i] -= p.carer_wage_log;
      return;
    }
    (b.slot(hit.slot)[i] == code(Slot::farm) ? b.farm_log[i] : b.wage_log[i]) -= p.lasting_wage_log;
    fall_ill(b, i, hit.slot, Illness::months_lost(p.major_months, uniform(later[1])));
  }

  void admit(Hit const& hit, HospitalLevel level) {
    Words const later = draw(hit.i, 1);
    auto const& shape = hit.event == Event::major    ? major_bills
                        : hit.event == Event::injury ? injury_bills
                                                     : stay_bills;
    Patient const sick = patient(hit.i, level, Illness::bill(p, shape, mean_bill(hit, level), uniform(later[0])));
    book(hit.i, sick, settle(step, b.household_class, sick),
         hit.event == Event::major ? static_cast<int>(p.major_stays + 0.5f) : 1);
    if (hit.event == Event::major) live_on_after_major(hit, later);
    if (hit.event == Event::injury) {
      count(Total::accidents, 1);
      disable(hit.i, injuries.disability_chance, injuries.severe_share, uniform(later[2]));
      fall_ill(b, hit.i, hit.slot, Illness::months_lost(injuries.mean_months, uniform(later[1])));
    }
  }

  void happen(Index i) {
    Words const words = draw(i, 0);
    Hit hit = what(i, uniform(words[0]));
    if (hit.event == Event::none) return;
    if (hit.event == Event::onset) {  // the dense hazard counts all adults; those already ill are thinned out here
      auto const adults = static_cast<float>(b.persons_19_59[i] + b.persons_60_plus[i]);
      if (uniform(words[1]) * adults < static_cast<float>(b.chronic[i])) return;
      become_chronic(i);
      tell(i, HealthEvent::chronic);
      return;
    }
    hit.slot = whom(hit, uniform(words[1]));
    HospitalLevel const at = level(hit, uniform(words[2]));
    if (hit.event == Event::stay && forgoes(hit, at, uniform(words[3]))) {
      if (b.care_forgone_months[i] == 0) b.care_forgone_months[i] = 1;
      count(Total::care_forgone, 1);
      tell(i, HealthEvent::forgone);
      return;
    }
    tell(i, hit.event == Event::major    ? HealthEvent::major
            : hit.event == Event::injury ? HealthEvent::injury
                                         : HealthEvent::stay);
    admit(hit, at);
  }

  // Another month of an acute illness or of a need that was not treated.
  void go_on(Index i) {
    if (b.acute_months[i] > 0 && --b.acute_months[i] == 0) {
      int const k = b.acute_slot[i];
      b.acute_slot[i] = 255;
      if (k < labour_slots && b.slot(k)[i] == code(Slot::unable))
        b.slot(k)[i] = code(b.slot_age(k)[i] < 55 ? Slot::jobless : Slot::farm);
    }
    if (b.care_forgone_months[i] > 0) {
      float const escort =
          step.on<ElderCare>() && b.care_visits[i] > 0 ? step.params<ElderCare>(b.household_class).escort_chance : 0.0f;
      bool const over = uniform(draw(i, 2)[0]) < p.forgone_end_chance + escort || b.members[i] == 0;
      b.care_forgone_months[i] = over ? 0 : static_cast<std::uint8_t>(std::min(254, int{b.care_forgone_months[i]}) + 1);
    }
  }
};

}  // namespace

void fall_ill(Block const& b, Index i, int slot, int months) {
  if (slot < 0 || slot >= labour_slots || months <= 0) return;
  auto const length = static_cast<std::uint8_t>(std::min(months, 60));
  if (b.acute_months[i] > 0) {  // one at a time: the second illness lengthens the first
    b.acute_months[i] = std::max(b.acute_months[i], length);
    return;
  }
  if (b.slot(slot)[i] == code(Slot::none) || b.slot(slot)[i] == code(Slot::unable)) return;
  if (b.slot(slot)[i] == code(Slot::migrant) && b.away[i] > 0) --b.away[i];
  b.slot(slot)[i] = code(Slot::unable);
  b.acute_slot[i] = static_cast<std::uint8_t>(slot);
  b.acute_months[i] = length;
}

void live_health(Step const& step, County& county, Block const& block) {
  auto const c = block.household_class;
  auto const& p = step.params<Illness>(c);
  auto const& injuries = step.params<Accident>(c);
  if (step.now.month.is_january()) start_year(step, block);
  bool const ill = step.on<Illness>(), insurance_on = step.on<BasicInsurance>();
  Fen* const covered = step.scratch.whole[0].data();
  chronic_cost(block, ill ? p.chronic_cost_yuan : 0.0f, step.params<BasicInsurance>(c), insurance_on, covered);
  auto const row =
      static_cast<std::size_t>(instrument_index<BasicInsurance>) * household_classes + static_cast<std::size_t>(c);
  std::int64_t const reimbursed = sum(covered, block.n);
  county.totals.ledger[row] += reimbursed;
  if (Followed& who = county.followed; who.within(block.first, block.n))
    who.paid[row / household_classes] += covered[who.row - block.first];
  county.totals.add(Total::outpatient_reimbursed, c, reimbursed);

  Illness::Rates rates = Illness::rates(p, ill ? step.now.illness_season : 0.0f);
  if (ill) {
    EndemicDisease::Hazards const more = endemic_hazards(step, county, c);
    rates.major_adult += more.major_adult, rates.major_elder += more.major_elder;
    rates.onset_adult += more.onset_adult, rates.onset_elder += more.onset_elder;
  }
  float* const hazard = step.scratch.real[0].data();
  std::int32_t* const hit = step.scratch.whole[1].data();
  if (ill)
    illness_hazard(block, rates, hazard);
  else
    std::fill(hazard, hazard + block.n, 0.0f);
  float const injury = step.on<Accident>() ? Accident::hazard(injuries, 1.0f) : 0.0f;
  if (injury > 0.0f) add_injury_hazard(block, injury, hazard);
  float const* const luck = step.scratch.life_luck[life_luck::illness].data();
  mark_hits(block.n, hazard, luck, block.acute_months, block.care_forgone_months, hit);
  auto const* const hospitals = step.on<CountyHospitals>() ? &step.params<CountyHospitals>(c) : nullptr;
  Bedside bedside{step, county, block, p, injuries, hospitals, ill ? rates : Illness::Rates{}, injury};
  for (Index const i : rows_with(step.scratch, block.n, hit)) {
    bedside.go_on(i);
    if (luck[i] < hazard[i]) bedside.happen(i);
  }
  treat_children(step, county, block);
  insured_members(block.n, block.members, block.insured, hit);
  county.totals.add(Total::insured, c, sum(hit, block.n));
  county.totals.add(Total::out_of_pocket, c, sum(block.out_of_pocket, block.n));
}

}  // namespace holdfast
