// The whole story: a replicate draws its common luck, and each county lives its months alone (model/live_month.hpp).
#include "model/simulate.hpp"

#include <omp.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <span>

#include "model/fork.hpp"
#include "model/live_month.hpp"
#include "model/population/population.hpp"

namespace holdfast {
namespace {

// A county at the end of a month, with all that the next month needs and what was counted so far.
struct Moment {
  County county;
  MonitoringQueue queue;
  Budgets budgets;
  CountyResult result;
};

// The months [from, to) of a county; the observer looks at them if they are `observed`. Returns household-months lived.
std::int64_t live(Scenario const& scenario, CommonLuck const& luck, Moment& life, int replicate, int from, int to,
                  Room& room, SimulateOptions const& options, bool observed) {
  std::int64_t const before = life.result.household_months;
  NoWatch watch;
  live_months(scenario, luck, replicate, from, to, life.county, room, life.result, watch,
              [&](Month month, bool reported) {
                if (observed && options.observe && (reported || options.observe_spin_up))
                  options.observe(life.county, month, replicate);
              });
  return life.result.household_months - before;
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
    lived += live(*all.scenarios[0], luck[0], trunk, replicate, at, all.shared[v], room, options, true);
    at = all.shared[v];
    waiting[v] = Moment{trunk.county, room.queue, room.budgets, trunk.result};
    waiting[v].county.trail = nullptr;  // only the first scenario is observed
  }
  lived += live(*all.scenarios[0], luck[0], trunk, replicate, at, all.months, room, options, true);
  finish(0, trunk);
  told(lived);
  for (std::size_t const v : all.branches) {
    if (all.shared[v] == 0) waiting[v] = start(v);
    room.queue = std::move(waiting[v].queue);
    room.budgets = waiting[v].budgets;
    told(live(*all.scenarios[v], luck[v], waiting[v], replicate, all.shared[v], all.months, room, options, false));
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
        luck[static_cast<std::size_t>(r)].push_back(
            make_common_luck(*scenarios[v], counties, all.factors[v], draws, options.only_counties));
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
