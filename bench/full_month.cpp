// The full month of the model on the shipped scenario: cost of a household-month against the plain reference, by step,
// and its growth with households, replicates and threads. Making the population is measured apart.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bench/bench.hpp"
#include "bench/full_month_steps.hpp"
#include "model/month/common_luck.hpp"
#include "model/population/population.hpp"
#include "scenarios/read.hpp"

namespace holdfast::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr double one_fifth_share = 0.04;  // of the households of every fifth county: about 100,000
constexpr double province_share = 0.008;  // of the households of all counties: about 100,000
constexpr std::size_t most_bytes_per_household = 400;

// Processor time of all threads and wall time. Costs are processor time, which other people's work on the machine
// moves less; they are the same on a quiet machine. Thread scaling needs wall time.
struct Time {
  double cpu_ns = 0, wall_ns = 0;
  Time operator-(Time const& other) const { return {cpu_ns - other.cpu_ns, wall_ns - other.wall_ns}; }
};

Time now() {
  auto const read = [](clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
  };
  return {read(CLOCK_PROCESS_CPUTIME_ID), read(CLOCK_MONOTONIC)};
}

template <class Work>
Time time_of(Work&& work) {
  Time const start = now();
  work();
  return now() - start;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::size_t const n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

// Which households live, how often and on how many threads.
struct Work {
  Scenario scenario;
  std::vector<bool> only;
  int threads = 1;
};

struct Bench {
  FullMonthOptions options;
  ScenarioFile file;
  std::vector<bool> some, all;  // every fifth county with rural households; all of them
  double quick_factor = 1;

  Work work(std::vector<bool> const& only, double share, int replicates, int threads = 1) const {
    Work made{file.scenario, only, threads};
    made.scenario.households_share = share * quick_factor;
    made.scenario.replicates = replicates;
    return made;
  }
};

Bench open(FullMonthOptions const& options) {
  Bench bench{options, load_scenario(options.scenario), {}, {}, options.quick ? 0.1 : 1.0};
  int rural = 0;
  for (CountyFacts const& facts : bench.file.counties) {
    bool const lives = facts.margins.rural_households > 0;
    bench.all.push_back(lives);
    bench.some.push_back(lives && rural++ % 5 == 0);
  }
  return bench;
}

struct Run {
  Time whole, population, common_luck;  // the last two: the same work once more, apart
  double household_months = 0;
  ReplicateResult last;
  // Without making the households: with that, the cost of a household-month would depend on the length of the run.
  double ns_per_month() const { return (whole.cpu_ns - population.cpu_ns) / household_months; }
};

Time make_population(Bench const& bench, Work const& work) {
  return time_of([&] {
    for (std::size_t k = 0; k < bench.file.counties.size(); ++k)
      if (work.only[k]) {
        County county;
        make_county(bench.file.counties[k], work.scenario, county);
      }
  });
}

Time make_luck(Bench const& bench, Work const& work) {
  Scenario const& scenario = work.scenario;
  return time_of([&] {
    SpatialFactor const factor(bench.file.counties,
                               scenario.plan<Macro>().at(scenario.start, CountyClass::other).range_km);
    for (int r = 0; r < scenario.replicates; ++r)
      make_common_luck(scenario, bench.file.counties, factor, Draws(Key{scenario.seed, static_cast<std::uint32_t>(r)}),
                       work.only);
  });
}

Run live(Bench const& bench, Work const& work) {
  Run run;
  SimulateOptions options{.threads = work.threads, .batch = work.scenario.replicates, .only_counties = work.only};
  run.whole = time_of([&] {
    simulate(work.scenario, bench.file.counties, options, [&](ReplicateResult const& result) {
      for (CountyResult const& county : result.counties)
        run.household_months += static_cast<double>(county.household_months);
      run.last = result;
    });
  });
  run.population = make_population(bench, work);
  run.common_luck = make_luck(bench, work);
  return run;
}

double households(Work const& work, Run const& run) {
  return run.household_months / (work.scenario.spin_up_months + work.scenario.months) / work.scenario.replicates;
}

// Reference and full month alternate, so that a slow moment of the machine hits both.
Json compare(Bench const& bench, Run& first) {
  Size const reference{bench.options.quick ? 10240 : 102400, 1, 1, 1};
  Work const work = bench.work(bench.some, one_fifth_share, 1);
  std::vector<double> reference_ns, month_ns, wall_ns, population_ns, luck_ns, ratios;
  for (int k = 0; k < bench.options.repeats; ++k) {
    reference_ns.push_back(time_of([&] { run_reference(reference); }).cpu_ns / reference.household_months());
    Run const run = live(bench, work);
    month_ns.push_back(run.ns_per_month());
    wall_ns.push_back((run.whole.wall_ns - run.population.wall_ns) / run.household_months);
    population_ns.push_back(run.population.cpu_ns / households(work, run));
    luck_ns.push_back(run.common_luck.cpu_ns / run.household_months);
    ratios.push_back(reference_ns.back() / month_ns.back());
    if (k == 0) first = run;
  }
  return {{"households", households(work, first)},
          {"counties", std::count(work.only.begin(), work.only.end(), true)},
          {"months", work.scenario.spin_up_months + work.scenario.months},
          {"repeats", bench.options.repeats},
          {"reference_ns", median(reference_ns)},
          {"full_month_ns", median(month_ns)},
          {"full_month_ns_best", *std::min_element(month_ns.begin(), month_ns.end())},
          {"full_month_wall_ns", median(wall_ns)},
          {"common_luck_ns", median(luck_ns)},
          {"ratio", median(ratios)},
          {"population_ns_per_household", median(population_ns)}};
}

void require_same_counts(ReplicateResult const& steps, ReplicateResult const& model) {
  for (std::size_t k = 0; k < model.counties.size(); ++k)
    if (steps.counties[k].counts != model.counties[k].counts || steps.counties[k].ledger != model.counties[k].ledger)
      throw std::runtime_error("the steps timed are not those of the model (counts differ in county " +
                               std::to_string(k) +
                               "): bring bench/full_month_steps.cpp in line with model/simulate.cpp");
}

Json profile(Bench const& bench, Run const& model) {
  Work const work = bench.work(bench.some, one_fifth_share, 1);
  std::vector<StepTimes> runs;
  for (int k = 0; k < bench.options.repeats; ++k) {
    runs.push_back(time_steps(work.scenario, bench.file.counties, work.only));
    require_same_counts(runs.back().result, model.last);
  }
  Json steps;
  for (std::size_t step = 0; step < month_steps.size(); ++step) {
    std::vector<double> values;
    for (StepTimes const& run : runs) values.push_back(run.nanoseconds[step] / model.household_months);
    steps[std::string(month_steps[step])] = median(values);
  }
  return steps;
}

// Sizes alternate within a repeat. Common luck costs the same at every share, so growth with households leaves it out.
Json grow(Bench const& bench, std::vector<Work> const& sizes, char const* unit, std::vector<double> const& multiples) {
  std::vector<std::vector<double>> ns(sizes.size());
  std::vector<double> rows(sizes.size());
  for (int k = 0; k < bench.options.repeats; ++k)
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      Run const run = live(bench, sizes[s]);
      ns[s].push_back((run.whole.cpu_ns - run.population.cpu_ns - run.common_luck.cpu_ns) / run.household_months);
      rows[s] = households(sizes[s], run);
    }
  Json table = Json::array();
  double furthest = 0;
  for (std::size_t s = 0; s < sizes.size(); ++s) {
    double const value = median(ns[s]);
    table.push_back({{unit, multiples[s]}, {"households", rows[s]}, {"full_month_ns", value}});
    furthest = std::max(furthest, std::fabs(value / median(ns[0]) - 1));
  }
  return {{"sizes", table}, {"furthest_from_linear", furthest}};
}

Json grow_households(Bench const& bench) {
  std::vector<Work> sizes;
  std::vector<double> const multiples = {1, 2, 4};
  for (double const m : multiples) sizes.push_back(bench.work(bench.some, one_fifth_share * m, 1));
  return grow(bench, sizes, "share_times", multiples);
}

Json grow_replicates(Bench const& bench) {
  std::vector<Work> sizes;
  std::vector<double> const multiples = {1, 2, 4};
  for (double const m : multiples) sizes.push_back(bench.work(bench.some, one_fifth_share, static_cast<int>(m)));
  return grow(bench, sizes, "replicates", multiples);
}

// Wall time of the same work, population included, with one and with several threads.
Json scale_threads(Bench const& bench) {
  Work const single = bench.work(bench.all, province_share, 2);
  Work const several = bench.work(bench.all, province_share, 2, bench.options.threads);
  std::vector<double> speed_up, cost_growth;
  Run one, more;
  for (int k = 0; k < bench.options.repeats; ++k) {
    one = live(bench, single);
    more = live(bench, several);
    speed_up.push_back(one.whole.wall_ns / more.whole.wall_ns);
    cost_growth.push_back(more.whole.cpu_ns / one.whole.cpu_ns);
  }
  require_same_counts(more.last, one.last);
  return {{"threads", bench.options.threads},
          {"households", households(single, one)},
          {"speed_up", median(speed_up)},
          {"processor_time_growth", median(cost_growth)}};
}

void print_growth(Json const& growth, char const* unit, char const* heading) {
  fmt::print("\n{:<12} households      ns\n", heading);
  for (Json const& row : growth["sizes"])
    fmt::print("{:<12.0f} {:>10.0f} {:7.2f}\n", row[unit].get<double>(), row["households"].get<double>(),
               row["full_month_ns"].get<double>());
  fmt::print("furthest from linear: {:.1f} %\n", 100 * growth["furthest_from_linear"].get<double>());
}

}  // namespace

Json measure_full_month(FullMonthOptions const& options) {
  std::size_t const bytes = Households::bytes_per_household();
  if (bytes > most_bytes_per_household)
    throw std::runtime_error(
        fmt::format("a household takes {} bytes, {} are allowed", bytes, most_bytes_per_household));
  Bench const bench = open(options);
  Run first;
  Json result = compare(bench, first);
  result["bytes_per_household"] = bytes;
  result["steps"] = profile(bench, first);
  result["thread_scaling"] = scale_threads(bench);
  result["household_scaling"] = grow_households(bench);
  result["replicate_scaling"] = grow_replicates(bench);
  return result;
}

void print_full_month(Json const& result) {
  auto const number = [&](char const* key) { return result[key].get<double>(); };
  fmt::print(
      "\nThe full month: the shipped scenario, {:.0f} households of {:.0f} counties, {:.0f} months, one thread\n",
      number("households"), number("counties"), number("months"));
  fmt::print("ns per household-month per core (processor time, households made beforehand)\n\n");
  fmt::print("reference HF-REF-1        {:7.2f}\n", number("reference_ns"));
  fmt::print(
      "full month                {:7.2f}   (best {:.2f}, wall {:.2f}; common luck of all counties {:.2f} of it)\n",
      number("full_month_ns"), number("full_month_ns_best"), number("full_month_wall_ns"), number("common_luck_ns"));
  fmt::print("reference / full month    {:7.2f}   median of {:.0f} interleaved pairs\n", number("ratio"),
             number("repeats"));
  fmt::print("making a household        {:7.0f}   ns, once\n", number("population_ns_per_household"));
  fmt::print("bytes per household       {:7.0f}   (at most {})\n\n", number("bytes_per_household"),
             most_bytes_per_household);
  fmt::print("steps of the month (wall time)\n");
  double sum = 0;
  for (auto const& [step, ns] : result["steps"].items()) {
    fmt::print("  {:<22}  {:7.2f}\n", step, ns.get<double>());
    sum += ns.get<double>();
  }
  fmt::print("  {:<22}  {:7.2f}\n", "together", sum);
  Json const& threads = result["thread_scaling"];
  fmt::print(
      "\n{} threads: {:.2f} times as fast as one, {:.2f} times the processor time (all counties, {:.0f} "
      "households, 2 replicates, population included)\n",
      threads["threads"].get<int>(), threads["speed_up"].get<double>(), threads["processor_time_growth"].get<double>(),
      threads["households"].get<double>());
  print_growth(result["household_scaling"], "share_times", "share times");
  print_growth(result["replicate_scaling"], "replicates", "replicates");
}

}  // namespace holdfast::bench
