#include "model/month/work.hpp"

#include <algorithm>

#include "model/policies/paid_posts.hpp"
#include "model/shocks/job_loss.hpp"

namespace holdfast {
namespace {

static_assert(streams_differ({"one_worker_rule", "work", "life", "vacancy", "migrate", "return", "farm_year"}));

constexpr auto code(Slot s) { return static_cast<std::int32_t>(s); }

// Chances that bound what may happen to a worker in each state; above them nothing happens.
struct Bounds {
  float local, migrant, jobless, farm, farm_urged;
};

// hit[i] |= bit where the luck of this slot falls below the bound of its state, or above 1 - give_up for the jobless.
// The holder of a post counts as what post_seeks says: jobless or farmer.
HOLDFAST_KERNEL void mark_slot(std::uint8_t const* __restrict slot, std::uint8_t const* __restrict seeks,
                               std::uint8_t const* __restrict urge, float const* __restrict luck, Index n,
                               Bounds bounds, float give_up, std::int32_t bit, std::int32_t* __restrict hit) {
  float const local = bounds.local, migrant = bounds.migrant, jobless = bounds.jobless, farm = bounds.farm,
              urged = bounds.farm_urged;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const holder = seeks[i] != 0 ? code(Slot::jobless) : code(Slot::farm);
    std::int32_t const s = slot[i] == code(Slot::post) ? holder : slot[i];
    float const bound = s == code(Slot::local)     ? local
                        : s == code(Slot::migrant) ? migrant
                        : s == code(Slot::jobless) ? jobless
                        : s == code(Slot::farm)    ? (urge[i] > 0 ? urged : farm)
                                                   : 0.0f;
    float const ceiling = s == code(Slot::jobless) ? 1.0f - give_up : 2.0f;
    std::int32_t const below = luck[i] < bound ? bit : 0;
    std::int32_t const above = luck[i] > ceiling ? bit : 0;
    hit[i] |= below | above;
  }
}

HOLDFAST_KERNEL void clear(Index n, std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] = 0;
}

void move_away(Block const& b, Index i, bool leaves) {
  if (leaves && b.away[i] < b.members[i]) ++b.away[i];
  if (!leaves && b.away[i] > 0) --b.away[i];
}

void take_job(Block const& b, Index i, int k, Slot job) {
  if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::post)) paid_posts::end(b, i);
  b.slot(k)[i] = static_cast<std::uint8_t>(job);
  b.returned[i] &= static_cast<std::uint8_t>(~(1u << k));
}

// What adds to the chance that a worker who seeks finds a job.
struct Bonuses {
  float transfer = 0, returned = 0, trained = 0;

  Bonuses(Step const& step, HouseholdClass c) {
    if (step.on<LabourTransfer>()) {
      auto const& p = step.params<LabourTransfer>(c);
      transfer = p.finding_bonus;
      returned = p.returned_bonus;
    }
    if (step.on<SkillsTraining>()) trained = step.params<SkillsTraining>(c).finding_bonus;
  }
  float largest() const { return transfer + returned + trained; }
  // As a number from 0 to 7: which of them this worker has.
  unsigned of(Block const& b, Index i, int k) const {
    unsigned const organised = LabourTransfer::eligible(b, i) != 0 ? 1u : 0u;
    unsigned const back = (b.returned[i] >> k & 1) != 0 ? 2u * organised : 0u;
    return organised | back | (SkillsTraining::is_trained(b, i, k) ? 4u : 0u);
  }
  float sum(unsigned which) const {
    return ((which & 1u) != 0 ? transfer : 0.0f) + ((which & 2u) != 0 ? returned : 0.0f) +
           ((which & 4u) != 0 ? trained : 0.0f);
  }
};

// Chances of this month that many workers of a block share, worked out once.
struct Chances {
  std::array<float, 21> age_factor;  // of the odds of separation, from the age of 50
  float odds_local, odds_migrant;    // of separation of a healthy worker under 50
  std::array<float, 16> find;        // by bonuses (0-7), + 8 from the age of 55; below 0: not worked out yet
  float away_log_odds;

  Chances(Step const& step, Work::Params const& p, JobLoss::Params const& loss)
      : odds_local(JobLoss::odds(loss, step.now, Slot::local)),
        odds_migrant(JobLoss::odds(loss, step.now, Slot::migrant)),
        away_log_odds(Work::away_log_odds(p, step.now)) {
    find.fill(-1.0f);
    for (int k = 0; k < 21; ++k)
      age_factor[static_cast<std::size_t>(k)] = numeric::exp(0.1f * loss.age_50_slope * static_cast<float>(k));
  }
  float losing(JobLoss::Params const& loss, Slot from, int age, bool sick) const {
    float const person =
        age_factor[static_cast<std::size_t>(std::clamp(age - 50, 0, 20))] * (sick ? loss.sick_factor : 1.0f);
    return JobLoss::chance_of(loss, (from == Slot::local ? odds_local : odds_migrant) * person, true);
  }
};

// What happens to one worker whose luck passed the trigger.
struct Change {
  Step const& step;
  County& county;
  Block const& b;
  Work::Params const& p;
  JobLoss::Params const& loss;
  Bonuses bonuses;
  OneWorkerRule::Params const* rule;  // null while the rule is off
  Chances chances;
  std::vector<LocalApplicant>& applicants;
  std::array<std::uint8_t*, labour_slots> slot{b.slot_0, b.slot_1, b.slot_2, b.slot_3};
  std::array<std::uint8_t*, labour_slots> slot_age{b.slot_age_0, b.slot_age_1, b.slot_age_2, b.slot_age_3};

  void separate(Index i, int k, Slot from, float luck) {
    float const away_return = from == Slot::migrant ? p.return_chance : 0.0f;
    float const lost = chances.losing(loss, from, slot_age[k][i], b.acute_months[i] > 0);
    if (luck >= lost + away_return) return;
    bool const for_good = luck >= lost || slot_age[k][i] >= 60;
    slot[k][i] = static_cast<std::uint8_t>(for_good ? Slot::farm : Slot::jobless);
    auto const bit = static_cast<std::uint8_t>(1u << k);
    b.returned[i] =
        static_cast<std::uint8_t>(from == Slot::migrant && !for_good ? b.returned[i] | bit : b.returned[i] & ~bit);
    if (from == Slot::migrant) move_away(b, i, false);
    county.totals.add(Total::jobs_lost, b.household_class, 1);
  }

  float finding(Index i, int k) {
    unsigned const which = bonuses.of(b, i, k);
    int const age = slot_age[k][i];
    float& chance = chances.find[which + (age >= 55 ? 8u : 0u)];
    if (chance < 0) chance = Work::finding(p, step.now, age, bonuses.sum(which), loss.hiring_factor);
    return chance;
  }
  bool comes_first(Index i) const {
    return rule != nullptr &&
           OneWorkerRule::comes_first(*rule, b, i, false,
                                      step.draws.uniform(stream(OneWorkerRule::key), lasting_month, b.id[i]));
  }

  // A farm worker begins to seek a job, or one who seeks gives up; the holder of a post keeps it.
  void set_seeking(Index i, int k, bool seeks) {
    if (slot[k][i] == code(Slot::post))
      b.post_seeks[i] = seeks ? 1 : 0;
    else
      slot[k][i] = static_cast<std::uint8_t>(seeks ? Slot::jobless : Slot::farm);
  }

  // A job away begins now; for one at home the worker applies.
  void search(Index i, int k, float luck) {
    if (SkillsTraining::in_course(b, i, k)) return;
    if (luck >= finding(i, k)) {
      if (luck > 1.0f - p.give_up_chance) set_seeking(i, k, false);
      return;
    }
    int const age = slot_age[k][i];
    float const peers = county.villages.migrant_share[static_cast<std::size_t>(b.village[i])];
    Words const words = step.draws.words(stream("migrate"), step.now.month, b.id[i], static_cast<std::uint32_t>(k));
    if (uniform(words[0]) < Work::migrating(p, chances.away_log_odds, age, peers)) {
      take_job(b, i, k, Slot::migrant);
      move_away(b, i, true);
      county.totals.add(Total::jobs_found, b.household_class, 1);
    } else if (county.villages.damage_months[static_cast<std::size_t>(b.village[i])] == 0) {
      applicants.push_back({words[1], b.first + i, k, comes_first(i)});
    }
  }

  void leave_farm(Index i, int k, float luck) {
    float const chance = b.urge_months[i] > 0 ? p.seek_urge_chance : p.seek_chance;
    if (slot_age[k][i] >= 60 || luck >= chance) return;
    set_seeking(i, k, true);
    b.returned[i] &= static_cast<std::uint8_t>(~(1u << k));
  }

  void apply(Index i, int k, float luck) {
    auto const state = slot[k][i];
    bool const at_home = state == code(Slot::jobless) || state == code(Slot::farm) || state == code(Slot::post);
    if (b.carer[i] == k + 1 && at_home) return;  // tied by a member in need of care: neither searches nor leaves
    switch (static_cast<Slot>(state)) {
      case Slot::local:
        separate(i, k, Slot::local, luck);
        break;
      case Slot::migrant:
        separate(i, k, Slot::migrant, luck);
        break;
      case Slot::jobless:
        search(i, k, luck);
        break;
      case Slot::farm:
        leave_farm(i, k, luck);
        break;
      case Slot::post:
        b.post_seeks[i] != 0 ? search(i, k, luck) : leave_farm(i, k, luck);
        break;
      default:
        break;
    }
  }
};

}  // namespace

void change_jobs(Step const& step, County& county, Block const& block, std::vector<LocalApplicant>& applicants) {
  auto const c = block.household_class;
  auto const& p = step.params<Work>(c);
  auto const& loss = step.params<JobLoss>(c);
  Bonuses const bonuses(step, c);
  Bounds const bounds{JobLoss::chance_bound(loss, step.now, Slot::local),
                      JobLoss::chance_bound(loss, step.now, Slot::migrant) + p.return_chance,
                      Work::finding_bound(p, step.now, bonuses.largest(), loss.hiring_factor), p.seek_chance,
                      p.seek_urge_chance};
  std::int32_t* const hit = step.scratch.whole[0].data();
  clear(block.n, hit);
  for (int k = 0; k < labour_slots; ++k)
    mark_slot(block.slot(k), block.post_seeks, block.urge_months,
              step.scratch.work_luck[static_cast<std::size_t>(k)].data(), block.n, bounds, p.give_up_chance, 1 << k,
              hit);
  auto const* const rule = step.on<OneWorkerRule>() ? &step.params<OneWorkerRule>(c) : nullptr;
  Change change{step, county, block, p, loss, bonuses, rule, Chances(step, p, loss), applicants};
  for (Index const i : rows_with(step.scratch, block.n, hit))
    for (int k = 0; k < labour_slots; ++k)
      if (hit[i] & (1 << k))
        change.apply(i, k, step.scratch.work_luck[static_cast<std::size_t>(k)][static_cast<std::size_t>(i)]);
}

Index local_vacancies(Step const& step, County const& county, Index holders) {
  auto const& p = step.params<Work>(HouseholdClass::ordinary);
  float const market = numeric::exp(p.finding_market_slope * step.now.labour_market);
  float with_visitors = 0;
  for (float const jobs : county.villages.markets.service_jobs) with_visitors += jobs;
  float const positions =
      (static_cast<float>(county.local_jobs) * market + with_visitors) * (1.0f + p.local_vacancy_rate);
  return std::max(0, static_cast<Index>(positions + county.returnee_jobs + 0.5f) - holders);
}

void open_returnee_jobs(Step const& step, County& county, Budgets& budgets) {
  if (!step.on<ReturneeEnterprise>()) return;
  constexpr auto row = static_cast<std::size_t>(instrument_index<ReturneeEnterprise>);
  constexpr auto payee = static_cast<std::size_t>(HouseholdClass::ordinary);  // firms: booked at the county's weight
  auto const& p = step.params<ReturneeEnterprise>();
  double const weight = county.weight[payee];
  double jobs = ReturneeEnterprise::opened(p, county.facts->margins.rural_persons / province_rural_persons) / weight;
  auto cost = static_cast<FenSum>(jobs * double{p.subsidy_yuan_per_job} * 100.0 + 0.5);
  FenSum const allowance = budgets.allowance(row, weight);
  if (cost > allowance) {
    jobs *= static_cast<double>(allowance) / static_cast<double>(cost);
    cost = allowance;
  }
  county.returnee_jobs = ReturneeEnterprise::after_a_month(p, county.returnee_jobs) + static_cast<float>(jobs);
  county.totals.ledger[row * household_classes + payee] += cost;
  budgets.spend(row, weight, cost);
}

namespace {

HOLDFAST_KERNEL Index count_local(Index n, std::uint8_t const* __restrict s0, std::uint8_t const* __restrict s1,
                                  std::uint8_t const* __restrict s2, std::uint8_t const* __restrict s3) {
  std::int32_t total = 0;
#pragma omp simd reduction(+ : total)
  for (Index i = 0; i < n; ++i)
    total += (s0[i] == code(Slot::local)) + (s1[i] == code(Slot::local)) + (s2[i] == code(Slot::local)) +
             (s3[i] == code(Slot::local));
  return total;
}

}  // namespace

Index count_local_workers(County& county) {
  Index workers = 0;
  for (Block const& b : county.households.blocks()) workers += count_local(b.n, b.slot_0, b.slot_1, b.slot_2, b.slot_3);
  return workers;
}

void fill_local_vacancies(Step const&, County& county, std::vector<LocalApplicant>& applicants, Index vacancies) {
  auto const first = [](LocalApplicant const& a, LocalApplicant const& b) {
    if (a.comes_first != b.comes_first) return a.comes_first;
    return a.priority != b.priority ? a.priority < b.priority : a.row != b.row ? a.row < b.row : a.slot < b.slot;
  };
  if (static_cast<std::size_t>(vacancies) < applicants.size()) {
    std::nth_element(applicants.begin(), applicants.begin() + vacancies, applicants.end(), first);
    applicants.resize(static_cast<std::size_t>(vacancies));
  }
  Households& h = county.households;
  for (LocalApplicant const& a : applicants) {
    Block const b = h.block(a.row, 1, h.class_of(a.row));
    take_job(b, 0, a.slot, Slot::local);
    county.totals.add(Total::jobs_found, b.household_class, 1);
  }
}

namespace {

HOLDFAST_KERNEL void age_wage_shock(Index n, float persistence, float sd, float const* __restrict luck,
                                    float* __restrict shock) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) shock[i] = persistence * shock[i] + sd * numeric::normal_quantile(luck[i]);
}

// earned[i] += weight of this slot's work, away[i] likewise for work away; in units of a full local wage of slot 0.
HOLDFAST_KERNEL void add_slot(Index n, std::uint8_t const* __restrict slot, float local, float migrant,
                              float* __restrict earned, float* __restrict away) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const s = slot[i];
    float const far = s == code(Slot::migrant) ? migrant : 0.0f;
    earned[i] += (s == code(Slot::local) ? local : 0.0f) + far;
    away[i] += far;
  }
}

HOLDFAST_KERNEL void clear_real(Index n, float* __restrict a, float* __restrict b) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) a[i] = b[i] = 0.0f;
}

HOLDFAST_KERNEL void book_wages(Index n, float level, float const* __restrict wage_log, float const* __restrict shock,
                                float const* __restrict earned, float const* __restrict away, Fen* __restrict wages,
                                Fen* __restrict migrant_wages) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const full = level * numeric::exp(wage_log[i] + shock[i]);
    wages[i] = fen(full * earned[i]);
    migrant_wages[i] = fen(full * away[i]);
  }
}

}  // namespace

void earn_wages(Step const& step, Block const& block) {
  auto const& p = step.params<Work>(block.household_class);
  float* const earned = step.scratch.real[0].data();
  float* const away = step.scratch.real[1].data();
  age_wage_shock(block.n, p.shock_persistence, p.shock_sd, step.scratch.life_luck[life_luck::wage].data(),
                 block.wage_shock);
  clear_real(block.n, earned, away);
  float const ability[labour_slots] = {1.0f, p.ability_1, p.ability_2, p.ability_3};
  for (int k = 0; k < labour_slots; ++k)
    add_slot(block.n, block.slot(k), ability[k], ability[k] * p.migrant_premium, earned, away);
  book_wages(block.n, p.wage_level * Work::season(p, step.now.month_of_year), block.wage_log, block.wage_shock, earned,
             away, block.wages, block.migrant_wages);
}

namespace {

// packed[i] = workers of the household, + 65536 for each of them who works away.
HOLDFAST_KERNEL void pack_workers(Index n, std::uint8_t const* __restrict s0, std::uint8_t const* __restrict s1,
                                  std::uint8_t const* __restrict s2, std::uint8_t const* __restrict s3,
                                  std::int32_t* __restrict packed) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const a = s0[i], b = s1[i], c = s2[i], d = s3[i];
    std::int32_t const working = ((a >= code(Slot::farm)) & (a <= code(Slot::jobless))) +
                                 ((b >= code(Slot::farm)) & (b <= code(Slot::jobless))) +
                                 ((c >= code(Slot::farm)) & (c <= code(Slot::jobless))) +
                                 ((d >= code(Slot::farm)) & (d <= code(Slot::jobless)));
    std::int32_t const away = (a == code(Slot::migrant)) + (b == code(Slot::migrant)) + (c == code(Slot::migrant)) +
                              (d == code(Slot::migrant));
    packed[i] = working + (away << 16);
  }
}

}  // namespace

void note_peers(County& county, Scratch& scratch) {
  Villages& v = county.villages;
  std::fill(v.workers_packed.begin(), v.workers_packed.end(), 0);
  for (Block const& b : county.households.blocks()) {
    std::int32_t* const packed = scratch.whole[0].data();
    pack_workers(b.n, b.slot_0, b.slot_1, b.slot_2, b.slot_3, packed);
    // Rows of a village follow one another: their sum is stored once, not row by row.
    Index village = b.n > 0 ? b.village[0] : 0;
    std::int64_t sum = 0;
    for (Index i = 0; i < b.n; ++i) {
      if (b.village[i] != village) {
        v.workers_packed[static_cast<std::size_t>(village)] += sum;
        village = b.village[i];
        sum = 0;
      }
      std::int64_t const both = packed[i];
      sum += (both & 0xFFFF) + ((both >> 16) << 32);
    }
    if (b.n > 0) v.workers_packed[static_cast<std::size_t>(village)] += sum;
  }
  for (std::size_t i = 0; i < v.migrant_share.size(); ++i) {
    auto const working = static_cast<float>(v.workers_packed[i] & 0xFFFFFFFF);
    auto const away = static_cast<float>(v.workers_packed[i] >> 32);
    v.migrant_share[i] = working > 0.0f ? away / working : 0.0f;
  }
}

}  // namespace holdfast
