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

Draws draws_of(std::uint32_t seed, int replicate, SimulateOptions const& options) {
  Key const key{seed, static_cast<std::uint32_t>(replicate)};
  return options.one_past_until ? Draws(key, Key{seed, 0}, *options.one_past_until + 1) : Draws(key);
}

// The months [from, to) of a county, which the observer sees as those of each scenario in `shown_as`. Returns
// household-months lived.
std::int64_t live(Scenario const& scenario, CommonLuck const& luck, Moment& life, int replicate, int from, int to,
                  Room& room, SimulateOptions const& options, std::span<std::size_t const> shown_as) {
  std::int64_t const before = life.result.household_months;
  NoWatch watch;
  live_months(scenario, luck, draws_of(scenario.seed, replicate, options), from, to, life.county, room, life.result,
              watch, [&](Month month, bool reported) {
                if (!options.observe || !(reported || options.observe_spin_up)) return;
                for (std::size_t const v : shown_as) options.observe(v, life.county, month, replicate);
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

// What is known of all scenarios before the first replicate: a tree (model/fork.hpp).
struct Together {
  std::vector<Scenario const*> scenarios;
  std::vector<SpatialFactor> factors;
  std::vector<std::unique_ptr<MadeCounties>> populations;
  std::vector<std::size_t> population_of;          // by scenario
  std::vector<std::size_t> luck_of;                // by scenario: the first one that meets the same common luck
  std::vector<int> shared;                         // by scenario: months lived with the one that it leaves
  std::vector<std::vector<std::size_t>> branches;  // by scenario: who leaves it, earliest first
  std::vector<std::vector<std::size_t>> line;      // by scenario: itself and all that leave it or one that left it
  int months = 0;

  Together(std::span<Scenario const* const> all, std::vector<CountyFacts> const& counties)
      : scenarios(all.begin(), all.end()), branches(all.size()), line(all.size()) {
    months = scenarios[0]->spin_up_months + scenarios[0]->months;
    std::vector<Fork> const parting = forks(scenarios);
    for (std::size_t v = 0; v < scenarios.size(); ++v) {
      Scenario const& s = *scenarios[v];
      factors.emplace_back(counties, s.plan<Macro>().at(s.start, CountyClass::other).range_km);
      std::size_t like = 0;
      while (like < v && !same_population(*scenarios[like], s)) ++like;
      if (like == v) populations.push_back(std::make_unique<MadeCounties>(s, counties));
      population_of.push_back(like == v ? populations.size() - 1 : population_of[like]);
      std::size_t lucky = 0;
      while (lucky < v && !same_luck(*scenarios[lucky], s)) ++lucky;
      luck_of.push_back(lucky);
      shared.push_back(parting[v].shared);
      if (shared[v] > 0) branches[parting[v].from].push_back(v);
    }
    for (auto& one : branches)
      std::stable_sort(one.begin(), one.end(), [&](std::size_t a, std::size_t b) { return shared[a] < shared[b]; });
    for (std::size_t v = scenarios.size(); v-- > 0;) {  // who leaves v comes after it
      line[v] = {v};
      for (std::size_t const branch : branches[v])
        line[v].insert(line[v].end(), line[branch].begin(), line[branch].end());
    }
  }
  County county(std::size_t v, std::size_t k) { return populations[population_of[v]]->county(k); }
};

// One county and replicate under every scenario: each month that several have in common is lived once.
struct CountyLives {
  Together& all;
  std::vector<std::shared_ptr<CommonLuck const>> const& luck;  // by scenario
  std::size_t k;
  int replicate;
  Room& room;
  SimulateOptions const& options;
  std::span<ReplicateResult> results;

  Moment start(std::size_t v) {
    Moment life{all.county(v, k), {}, {}, {}};
    if (options.follow != Followed::nobody) {
      life.county.followed.id = options.follow;
      life.county.followed.paid.assign(static_cast<std::size_t>(instruments), 0);
    }
    life.result.weight = life.county.weight;
    if (v == 0 && options.keep_trails) life.county.trail = &room.trail;
    return life;
  }

  // Whose months those of v are once the first `gone` branches have left it: what an observer sees them as.
  std::vector<std::size_t> sharing(std::size_t v, std::size_t gone) const {
    std::vector<std::size_t> out{v};
    if (!options.observe) return out;
    for (std::size_t b = gone; b < all.branches[v].size(); ++b) {
      auto const& line = all.line[all.branches[v][b]];
      out.insert(out.end(), line.begin(), line.end());
    }
    return out;
  }

  // Lives scenario v from where it left another one to the end, then those that left it.
  void live_line(std::size_t v, Moment life) {
    room.queue = std::move(life.queue);
    room.budgets = life.budgets;
    std::vector<Moment> waiting;  // where branches leave, one for each such month
    std::int64_t lived = 0;
    int at = all.shared[v];
    auto const live_until = [&](int month, std::size_t gone) {
      lived += live(*all.scenarios[v], *luck[v], life, replicate, at, month, room, options, sharing(v, gone));
      at = month;
    };
    for (std::size_t b = 0; b < all.branches[v].size(); ++b) {
      int const month = all.shared[all.branches[v][b]];
      if (!waiting.empty() && month == at) continue;
      live_until(month, b);
      waiting.push_back(Moment{life.county, room.queue, room.budgets, life.result});
      waiting.back().county.trail = nullptr;  // only the first scenario keeps one
    }
    live_until(all.months, all.branches[v].size());
    finish(v, life, lived);
    for (std::size_t b = 0, next = 0; b < all.branches[v].size(); ++b) {
      std::size_t const branch = all.branches[v][b];
      bool const last = b + 1 == all.branches[v].size() || all.shared[all.branches[v][b + 1]] != all.shared[branch];
      live_line(branch, last ? std::move(waiting[next]) : waiting[next]);
      next += last ? 1 : 0;
    }
  }

  void finish(std::size_t v, Moment& life, std::int64_t lived) {
    results[v].counties[k] = std::move(life.result);
    if (options.on_county) options.on_county(v, replicate, k, results[v].counties[k]);
    if (!options.progress) return;
#pragma omp critical(holdfast_progress)
    options.progress(lived);
  }

  void live_all() {
    room.trail.entries.clear();
    for (std::size_t v = 0; v < all.scenarios.size(); ++v)
      if (all.shared[v] == 0) live_line(v, start(v));
  }
};

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
    std::vector<std::vector<std::shared_ptr<CommonLuck const>>> luck(static_cast<std::size_t>(n));  // by scenario
    std::vector<std::vector<ReplicateResult>> results(static_cast<std::size_t>(n));                 // likewise
    for (int r = 0; r < n; ++r)
      for (std::size_t v = 0; v < scenarios.size(); ++v) {
        Draws const draws = draws_of(trunk.seed, done + r, options);
        auto& lucks = luck[static_cast<std::size_t>(r)];
        lucks.push_back(all.luck_of[v] < v ? lucks[all.luck_of[v]]
                                           : std::make_shared<CommonLuck const>(
                                                 make_common_luck(*scenarios[v], counties, all.factors[v], draws,
                                                                  options.only_counties, options.macro_tilt)));
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
          CountyLives{all, luck[r], order[task], done + static_cast<int>(r), room, options, results[r]}.live_all();
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
