// The order of the month as in model/simulate.cpp, spelled out once more with a lap after each step. The caller
// compares the counts with those of simulate(), so that this copy cannot fall behind unnoticed.
#include "bench/full_month_steps.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>

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
#include "model/month/villages.hpp"
#include "model/month/watch.hpp"
#include "model/month/work.hpp"
#include "model/population/population.hpp"

namespace holdfast::bench {
namespace {

class Stopwatch {
 public:
  explicit Stopwatch(StepTimes& into) : into_(into) { start(); }
  void start() { last_ = std::chrono::steady_clock::now(); }
  void lap(MonthStep step) {
    auto const now = std::chrono::steady_clock::now();
    into_.nanoseconds[static_cast<std::size_t>(step)] += std::chrono::duration<double, std::nano>(now - last_).count();
    last_ = now;
  }

 private:
  StepTimes& into_;
  std::chrono::steady_clock::time_point last_;
};

struct Room {
  Scratch scratch;
  std::vector<LocalApplicant> applicants;
  MonitoringQueue queue;
  Budgets budgets;
};

void earn(Step const& step, County& county, Block const& b, Room& room, Stopwatch& watch) {
  auto& work = step.scratch.work_luck;
  auto& life = step.scratch.life_luck;
  watch.lap(MonthStep::other);
  step.draws.fill4(stream("work"), step.now.month, b.id, b.n, work[0].data(), work[1].data(), work[2].data(),
                   work[3].data());
  step.draws.fill4(stream("life"), step.now.month, b.id, b.n, life[0].data(), life[1].data(), life[2].data(),
                   b.hardship_luck);
  watch.lap(MonthStep::luck);
  live_health(step, county, b);
  watch.lap(MonthStep::health);
  change_jobs(step, county, b, room.applicants);
  watch.lap(MonthStep::jobs);
  earn_wages(step, b);
  watch.lap(MonthStep::wages);
  farm(step, county, b);
  charge_interest(step, b);
  watch.lap(MonthStep::farm);
  pay_benefits(step, county, b, room.budgets);
  watch.lap(MonthStep::payments);
  note_gap(b);
  watch.lap(MonthStep::sharing);
}

void spend_and_assess(Step const& step, County& county, Block const& b, Stopwatch& watch) {
  std::copy(b.hardship_luck, b.hardship_luck + b.n, step.scratch.life_luck[life_luck::hardships].begin());
  watch.lap(MonthStep::luck);
  consume(step, b);
  serve_loans(step, county, b);
  watch.lap(MonthStep::consumption);
  assess_needs(step, county, b);
  watch.lap(MonthStep::needs);
  if (step.reported) count_block(step, county, b);
  watch.lap(MonthStep::count);
}

void begin_month(Step const& step, County& county, std::span<DisasterEvent const> events, Room& room,
                 Stopwatch& watch) {
  county.totals.clear();
  for (Block const& b : county.households.blocks()) std::fill(b.hardship, b.hardship + b.n, std::uint8_t{0});
  watch.lap(MonthStep::other);
  if (step.now.month.is_january()) {
    turn_year(step, county);
    watch.lap(MonthStep::demography);
    start_budget_year(step, county, room.budgets);
    open_county_funds(step, county);
    watch.lap(MonthStep::payments);
  }
  spend_county_funds(step, county);
  watch.lap(MonthStep::payments);
  strike_disasters(step, county, events);
  tend_villages(step, county);
  watch.lap(MonthStep::disasters);
  open_markets(step, county);
  watch.lap(MonthStep::farm);
}

void end_month(Step const& step, County& county, Room& room, Stopwatch& watch) {
  run_monitoring(step, county, room.queue);
  watch.lap(MonthStep::monitoring);
  review_entitlements(step, county);
  watch.lap(MonthStep::reviews);
  place_organised_jobs(step, county);
  watch.lap(MonthStep::jobs);
  ration(step, county);
  keep_carers(step, county);
  watch.lap(MonthStep::rations);
  if (step.now.month_of_year == 12) {
    run_premium_season(step, county);
    collect_pension_contributions(step, county);
    watch.lap(MonthStep::premium_season);
    run_assessment(step, county);
    watch.lap(MonthStep::assessment);
  }
  note_peers(county, step.scratch);
  watch.lap(MonthStep::peers);
}

void live_one_month(Step const& step, County& county, std::span<DisasterEvent const> events, Room& room,
                    Stopwatch& watch) {
  begin_month(step, county, events, room, watch);
  auto const blocks = county.households.blocks();
  room.applicants.clear();
  open_returnee_jobs(step, county, room.budgets);
  watch.lap(MonthStep::jobs);
  for (Block const& b : blocks) earn(step, county, b, room, watch);
  fill_local_vacancies(step, county, room.applicants, local_vacancies(step, county, count_local_workers(county)));
  watch.lap(MonthStep::jobs);
  share(step, county);
  watch.lap(MonthStep::sharing);
  for (Block const& b : blocks) spend_and_assess(step, county, b, watch);
  end_month(step, county, room, watch);
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

CountyResult live_county(Scenario const& scenario, CommonLuck const& luck, County& county, Room& room,
                         Stopwatch& watch) {
  Draws const draws(Key{scenario.seed, 0});
  CountyResult result;
  county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
  room.queue.clear();
  for (int t = 0; t < scenario.spin_up_months + scenario.months; ++t) {
    Month const month = scenario.start + (t - scenario.spin_up_months);
    bool const reported = t >= scenario.spin_up_months;
    Step const step{scenario, draws, conditions(scenario, draws, county, luck, month), room.scratch, reported};
    if (t == 0) {
      assume_usual_year(step, county, room.budgets);
      start_budget_year(step, county, room.budgets);
      open_county_funds(step, county);
      seed_register(step, county);
      county.local_jobs = count_local_workers(county);
    }
    if (t == scenario.spin_up_months) mark_start(county);
    live_one_month(step, county, luck.disasters(month, county.facts->number), room, watch);
    for (std::size_t c = 0; c < household_classes; ++c)
      result.household_months += county.households.class_end[c] - county.households.class_begin[c];
    if (!reported) continue;
    result.counts.insert(result.counts.end(), county.totals.count.begin(), county.totals.count.end());
    result.ledger.insert(result.ledger.end(), county.totals.ledger.begin(), county.totals.ledger.end());
  }
  watch.lap(MonthStep::other);
  return result;
}

}  // namespace

StepTimes time_steps(Scenario const& scenario, std::vector<CountyFacts> const& counties,
                     std::vector<bool> const& only) {
  StepTimes times;
  times.result.counties.resize(counties.size());
  SpatialFactor const factor(counties, scenario.plan<Macro>().at(scenario.start, CountyClass::other).range_km);
  CommonLuck const luck = make_common_luck(scenario, counties, factor, Draws(Key{scenario.seed, 0}));
  auto const room = std::make_unique<Room>();
  Stopwatch watch(times);
  for (std::size_t k = 0; k < counties.size(); ++k) {
    if (!only[k]) continue;
    County county;
    make_county(counties[k], scenario, county);
    county.facts = &counties[k];
    watch.start();
    times.result.counties[k] = live_county(scenario, luck, county, *room, watch);
  }
  return times;
}

}  // namespace holdfast::bench
