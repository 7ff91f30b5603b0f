// The whole story: a replicate draws its common luck, each county lives its months alone, and every month runs in
// order.
#include "model/simulate.hpp"

#include <omp.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <span>

#include "model/fork.hpp"
#include "model/month/assessment.hpp"
#include "model/month/care.hpp"
#include "model/month/common_luck.hpp"
#include "model/month/consumption.hpp"
#include "model/month/count.hpp"
#include "model/month/credit.hpp"
#include "model/month/demography.hpp"
#include "model/month/disasters.hpp"
#include "model/month/farm.hpp"
#include "model/month/funds.hpp"
#include "model/month/health.hpp"
#include "model/month/markets.hpp"
#include "model/month/needs.hpp"
#include "model/month/payments.hpp"
#include "model/month/pension_contributions.hpp"
#include "model/month/premium_season.hpp"
#include "model/month/rations.hpp"
#include "model/month/register.hpp"
#include "model/month/sharing.hpp"
#include "model/month/start.hpp"
#include "model/month/step.hpp"
#include "model/month/villages.hpp"
#include "model/month/watch.hpp"
#include "model/month/work.hpp"
#include "model/population/population.hpp"

namespace holdfast {
namespace {

// One thread's room: nothing is allocated inside the month loop once it has grown.
struct Room {
  Scratch scratch;
  std::vector<LocalApplicant> applicants;
  MonitoringQueue queue;
  Budgets budgets;
  Trail trail;  // of the county that is observed
};

void draw_luck(Step const& step, Block const& b) {
  auto& work = step.scratch.work_luck;
  auto& life = step.scratch.life_luck;
  step.draws.fill4(stream("work"), step.now.month, b.id, b.n, work[0].data(), work[1].data(), work[2].data(),
                   work[3].data());
  step.draws.fill4(stream("life"), step.now.month, b.id, b.n, life[0].data(), life[1].data(), life[2].data(),
                   b.hardship_luck);
}

// First pass over a block: health, work, farm and payments, up to the gap that kin and village share.
void earn(Step const& step, County& county, Block const& b, Room& room) {
  draw_luck(step, b);
  live_health(step, county, b);
  change_jobs(step, county, b, room.applicants);
  earn_wages(step, b);
  farm(step, county, b);
  charge_interest(step, b);
  pay_benefits(step, county, b, room.budgets);
  note_gap(b);
}

// Second pass: consumption, needs, and what is counted.
void spend_and_assess(Step const& step, County& county, Block const& b) {
  std::copy(b.hardship_luck, b.hardship_luck + b.n, step.scratch.life_luck[life_luck::hardships].begin());
  consume(step, b);
  serve_loans(step, county, b);
  assess_needs(step, county, b);
  if (step.reported) count_block(step, county, b);
}

void live_one_month(Step const& step, County& county, std::span<DisasterEvent const> events, Room& room) {
  county.totals.clear();
  for (Block const& b : county.households.blocks()) std::fill(b.hardship, b.hardship + b.n, std::uint8_t{0});
  if (step.now.month.is_january()) {
    turn_year(step, county);
    start_budget_year(step, county, room.budgets);
    open_county_funds(step, county);
  }
  county.followed.begin_month(county.households);
  spend_county_funds(step, county);
  strike_disasters(step, county, events);
  tend_villages(step, county);
  open_markets(step, county);
  auto const blocks = county.households.blocks();
  room.applicants.clear();
  open_returnee_jobs(step, county, room.budgets);
  for (Block const& b : blocks) earn(step, county, b, room);
  fill_local_vacancies(step, county, room.applicants, local_vacancies(step, county, count_local_workers(county)));
  share(step, county);
  for (Block const& b : blocks) spend_and_assess(step, county, b);
  run_monitoring(step, county, room.queue);
  review_entitlements(step, county);
  place_organised_jobs(step, county);
  ration(step, county);
  keep_carers(step, county);
  if (step.now.month_of_year == 12) {
    run_premium_season(step, county);
    collect_pension_contributions(step, county);
    run_assessment(step, county);
  }
  note_peers(county, step.scratch);
}

Now conditions(Scenario const& scenario, Draws const& draws, County& county, CommonLuck const& luck, Month month) {
  CountyFacts const& facts = *county.facts;
  Now now;
  now.month = month;
  now.month_of_year = month.month_of_year();
  now.term = is_term(month);
  now.county_class = facts.county_class();
  now.forest = facts.forest();
  luck.tell(now, facts.number);
  watch_register(scenario, county, now);
  now.poverty_line_yuan = scenario.plan<Needs>().at(month, now.county_class).poverty_line_yuan;
  now.monitoring_line_yuan = scenario.plan<MonitoringLine>().at(month, now.county_class, now.restored).line_yuan;
  now.county_income_yuan = static_cast<float>(facts.rural_income_2020_yuan);
  tell_support(scenario, draws, facts, now);
  return now;
}

// A county at the end of a month, with all that the next month needs and what was counted so far.
struct Moment {
  County county;
  MonitoringQueue queue;
  Budgets budgets;
  CountyResult result;
};

void begin(Step const& step, County& county, Room& room) {
  county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
  room.queue.clear();
  assume_usual_year(step, county, room.budgets);
  start_budget_year(step, county, room.budgets);
  open_county_funds(step, county);
  seed_register(step, county);
  county.local_jobs = count_local_workers(county);
}

// Lives the months [from, to) of one scenario, counted from the first of the spin-up. Returns household-months lived.
std::int64_t live_months(Scenario const& scenario, CommonLuck const& luck, Moment& life, int replicate, int from,
                         int to, Room& room, SimulateOptions const& options, bool observed) {
  Draws const draws(Key{scenario.seed, static_cast<std::uint32_t>(replicate)});
  County& county = life.county;
  CountyResult& result = life.result;
  std::int64_t const before = result.household_months;
  for (int t = from; t < to; ++t) {
    Month const month = scenario.start + (t - scenario.spin_up_months);
    bool const reported = t >= scenario.spin_up_months;
    Step const step{scenario, draws, conditions(scenario, draws, county, luck, month), room.scratch, reported};
    if (t == 0) begin(step, county, room);
    if (t == scenario.spin_up_months) mark_start(county);
    live_one_month(step, county, luck.disasters(month, county.facts->number), room);
    for (int c = 0; c < household_classes; ++c)
      result.household_months += county.households.class_end[static_cast<std::size_t>(c)] -
                                 county.households.class_begin[static_cast<std::size_t>(c)];
    if (observed && options.observe && (reported || options.observe_spin_up)) options.observe(county, month, replicate);
    if (!reported) continue;
    result.counts.insert(result.counts.end(), county.totals.count.begin(), county.totals.count.end());
    result.ledger.insert(result.ledger.end(), county.totals.ledger.begin(), county.totals.ledger.end());
  }
  return result.household_months - before;
}

// Households of all counties as they were made, kept between batches when they are small enough to keep.
class MadeCounties {
 public:
  MadeCounties(Scenario const& scenario, std::vector<CountyFacts> const& facts)
      : scenario_(scenario), facts_(facts), kept_(facts.size()) {
    double rows = 0;
    for (CountyFacts const& f : facts) rows += f.margins.rural_households * scenario.households_share;
    keep_ = rows * static_cast<double>(Households::bytes_per_household()) < 1.5e9;
  }
  // A fresh county to live in. Called for one county by one thread at a time.
  County county(std::size_t k) {
    if (kept_[k]) return *kept_[k];
    County made;
    make_county(facts_[k], scenario_.plan<Synthesis>(), scenario_.households_share, scenario_.seed, made);
    made.facts = &facts_[k];
    if (keep_) kept_[k] = std::make_unique<County>(made);
    return made;
  }

 private:
  Scenario const& scenario_;
  std::vector<CountyFacts> const& facts_;
  std::vector<std::unique_ptr<County>> kept_;
  bool keep_ = false;
};

// Largest first, so that no thread is left with a large county at the end. The order never changes a result.
std::vector<std::size_t> by_size(std::vector<CountyFacts> const& facts, std::vector<bool> const& only) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < facts.size(); ++k)
    if (facts[k].margins.rural_households > 0 && (only.empty() || only[k])) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return facts[a].margins.rural_households > facts[b].margins.rural_households;
  });
  return order;
}

// An exception must not cross a parallel region: the first one is kept and thrown after it.
class FirstError {
 public:
  template <class F>
  void guard(F&& work) {
    try {
      work();
    } catch (...) {
#pragma omp critical(holdfast_first_error)
      if (!error_) error_ = std::current_exception();
    }
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::exception_ptr error_;
};

// What is known of all scenarios before the first replicate. The first one is the trunk; the others branch off it.
struct Together {
  std::vector<Scenario const*> scenarios;
  std::vector<SpatialFactor> factors;
  std::vector<std::unique_ptr<MadeCounties>> populations;
  std::vector<std::size_t> population_of;  // by scenario
  std::vector<int> shared;                 // by scenario: months lived with the trunk
  std::vector<std::size_t> branches;       // scenarios but the trunk, earliest branch first
  int months = 0;

  Together(std::span<Scenario const* const> all, std::vector<CountyFacts> const& counties)
      : scenarios(all.begin(), all.end()) {
    Scenario const& trunk = *scenarios[0];
    months = trunk.spin_up_months + trunk.months;
    for (std::size_t v = 0; v < scenarios.size(); ++v) {
      Scenario const& s = *scenarios[v];
      factors.emplace_back(counties, s.plan<Macro>().at(s.start, CountyClass::other).range_km);
      std::size_t like = 0;
      while (like < v && !same_population(*scenarios[like], s)) ++like;
      if (like == v) populations.push_back(std::make_unique<MadeCounties>(s, counties));
      population_of.push_back(like == v ? populations.size() - 1 : population_of[like]);
      shared.push_back(v == 0 ? months : shared_months(trunk, s));
      if (v > 0) branches.push_back(v);
    }
    std::stable_sort(branches.begin(), branches.end(),
                     [&](std::size_t a, std::size_t b) { return shared[a] < shared[b]; });
  }
  County county(std::size_t v, std::size_t k) { return populations[population_of[v]]->county(k); }
};

// One county and replicate under every scenario: the trunk once, each branch from the month in which it differs.
void live_county(Together& all, std::vector<CommonLuck> const& luck, std::size_t k, int replicate, Room& room,
                 SimulateOptions const& options, std::span<ReplicateResult> results) {
  auto const told = [&](std::int64_t household_months) {
    if (!options.progress) return;
#pragma omp critical(holdfast_progress)
    options.progress(household_months);
  };
  auto const start = [&](std::size_t v) {
    Moment life{all.county(v, k), {}, {}, {}};
    if (options.follow != Followed::nobody) {
      life.county.followed.id = options.follow;
      life.county.followed.paid.assign(static_cast<std::size_t>(instruments), 0);
    }
    life.result.weight = life.county.weight;
    return life;
  };
  auto const finish = [&](std::size_t v, Moment& life) { results[v].counties[k] = std::move(life.result); };
  Moment trunk = start(0);
  room.trail.entries.clear();
  if (options.keep_trails) trunk.county.trail = &room.trail;
  std::vector<Moment> waiting(all.scenarios.size());
  int at = 0;
  std::int64_t lived = 0;
  room.budgets = {};
  for (std::size_t const v : all.branches) {
    if (all.shared[v] == 0) continue;
    lived += live_months(*all.scenarios[0], luck[0], trunk, replicate, at, all.shared[v], room, options, true);
    at = all.shared[v];
    waiting[v] = Moment{trunk.county, room.queue, room.budgets, trunk.result};
    waiting[v].county.trail = nullptr;  // only the first scenario is observed
  }
  lived += live_months(*all.scenarios[0], luck[0], trunk, replicate, at, all.months, room, options, true);
  finish(0, trunk);
  told(lived);
  for (std::size_t const v : all.branches) {
    if (all.shared[v] == 0) waiting[v] = start(v);
    room.queue = std::move(waiting[v].queue);
    room.budgets = waiting[v].budgets;
    told(live_months(*all.scenarios[v], luck[v], waiting[v], replicate, all.shared[v], all.months, room, options,
                     false));
    finish(v, waiting[v]);
    waiting[v] = {};
  }
}

}  // namespace

int simulate(std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties,
             SimulateOptions const& options,
             std::function<void(std::size_t scenario, ReplicateResult const&)> const& on_replicate) {
  Scenario const& trunk = *scenarios[0];
  int const threads = options.threads > 0 ? options.threads : omp_get_num_procs();
  int const batch = options.batch > 0 ? options.batch : 4;
  Together all(scenarios, counties);
  std::vector<std::size_t> const order = by_size(counties, options.only_counties);
  std::vector<std::unique_ptr<Room>> rooms(static_cast<std::size_t>(threads));
  for (auto& room : rooms) room = std::make_unique<Room>();
  auto const stopped = [&] { return options.stop && options.stop(); };

  int done = options.first_replicate;
  while (done < trunk.replicates && !stopped()) {
    int const n = std::min(batch, trunk.replicates - done);
    std::vector<std::vector<CommonLuck>> luck(static_cast<std::size_t>(n));          // [replicate][scenario]
    std::vector<std::vector<ReplicateResult>> results(static_cast<std::size_t>(n));  // likewise
    for (int r = 0; r < n; ++r)
      for (std::size_t v = 0; v < scenarios.size(); ++v) {
        Draws const draws(Key{trunk.seed, static_cast<std::uint32_t>(done + r)});
        luck[static_cast<std::size_t>(r)].push_back(make_common_luck(*scenarios[v], counties, all.factors[v], draws));
        results[static_cast<std::size_t>(r)].push_back({done + r, std::vector<CountyResult>(counties.size())});
      }
    FirstError error;
    bool abandoned = false;
    // A task is one county with all replicates of the batch, so that its households are made once.
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (std::size_t task = 0; task < order.size(); ++task)
      error.guard([&] {
        Room& room = *rooms[static_cast<std::size_t>(omp_get_thread_num())];
        for (std::size_t r = 0; r < static_cast<std::size_t>(n) && !abandoned; ++r) {
          if (stopped()) {
#pragma omp atomic write
            abandoned = true;
            break;
          }
          live_county(all, luck[r], order[task], done + static_cast<int>(r), room, options, results[r]);
        }
      });
    error.rethrow();
    if (abandoned) break;
    for (auto const& replicate : results)
      for (std::size_t v = 0; v < scenarios.size(); ++v) on_replicate(v, replicate[v]);
    done += n;
  }
  return done - options.first_replicate;
}

int simulate(Scenario const& scenario, std::vector<CountyFacts> const& counties, SimulateOptions const& options,
             std::function<void(ReplicateResult const&)> const& on_replicate) {
  Scenario const* const alone[] = {&scenario};
  return simulate(alone, counties, options, [&](std::size_t, ReplicateResult const& result) { on_replicate(result); });
}

}  // namespace holdfast
