// The story of a month: every step in order, once for the run and for the stopwatch of bench/. A watch is told at the
// end of each step what the time since the last call was spent on; the one of a run does nothing, and costs nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/month/assessment.hpp"
#include "model/month/care.hpp"
#include "model/month/common_luck.hpp"
#include "model/month/consumption.hpp"
#include "model/month/count.hpp"
#include "model/month/credit.hpp"
#include "model/month/demography.hpp"
#include "model/month/disasters.hpp"
#include "model/month/farm.hpp"
#include "model/month/foresight.hpp"
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
#include "model/scenario.hpp"
#include "model/simulate.hpp"

namespace holdfast {

// What the time of a month goes to.
enum class MonthStep : std::uint8_t {
  luck,
  health,
  jobs,
  wages,
  farm,
  payments,
  sharing,
  consumption,
  needs,
  count,
  monitoring,
  reviews,
  rations,
  demography,
  disasters,
  premium_season,
  assessment,
  peers,
  other
};
inline constexpr std::array<std::string_view, 19> month_steps{
    "luck",        "health",         "jobs",       "wages",      "farm",    "payments", "sharing",
    "consumption", "needs",          "count",      "monitoring", "reviews", "rations",  "demography",
    "disasters",   "premium season", "assessment", "peers",      "other"};

// model/ knows no clock.
struct NoWatch {
  void lap(MonthStep) const {}
};

// One thread's room: nothing is allocated inside the month loop once it has grown.
struct Room {
  Scratch scratch;
  std::vector<LocalApplicant> applicants;
  MonitoringQueue queue;
  Budgets budgets;
  Trail trail;  // of the county that is observed
};

// What holds in a county in a month. Call it before the month is lived: it looks at the county's register.
Now conditions(Scenario const& scenario, Draws const& draws, County& county, CommonLuck const& luck, Month month);

// Before the first month: an empty ledger and queue, a usual year behind every household, budgets and a register.
void begin(Step const& step, County& county, Room& room);

inline void draw_luck(Step const& step, Block const& b) {
  auto& work = step.scratch.work_luck;
  auto& life = step.scratch.life_luck;
  step.draws.fill4(stream("work"), step.now.month, b.id, b.n, work[0].data(), work[1].data(), work[2].data(),
                   work[3].data());
  step.draws.fill4(stream("life"), step.now.month, b.id, b.n, life[0].data(), life[1].data(), life[2].data(),
                   b.hardship_luck);
}

// First pass over a block: health, work, farm and payments, up to the gap that kin and village share.
template <class Watch>
void earn(Step const& step, County& county, Block const& b, Room& room, Watch& watch) {
  draw_luck(step, b);
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

// Second pass: consumption, needs, and what is counted.
template <class Watch>
void spend_and_assess(Step const& step, County& county, Block const& b, Watch& watch) {
  std::copy(b.hardship_luck, b.hardship_luck + b.n, step.scratch.life_luck[life_luck::hardships].begin());
  watch.lap(MonthStep::luck);
  consume(step, county, b);
  serve_loans(step, county, b);
  watch.lap(MonthStep::consumption);
  assess_needs(step, county, b);
  watch.lap(MonthStep::needs);
  if (step.reported) count_block(step, county, b);
  watch.lap(MonthStep::count);
}

// What comes before any household's own month: the turn of the year, funds, disasters, works and prices.
template <class Watch>
void open_month(Step const& step, County& county, std::span<DisasterEvent const> events, Room& room, Watch& watch) {
  county.totals.clear();
  for (Block const& b : county.households.blocks()) std::fill(b.hardship, b.hardship + b.n, std::uint8_t{0});
  watch.lap(MonthStep::other);
  if (step.now.month.is_january()) {
    turn_year(step, county);
    watch.lap(MonthStep::demography);
    start_budget_year(step, county, room.budgets);
    open_county_funds(step, county);
  }
  open_receipts(step, county);
  county.followed.begin_month(county.households);
  spend_county_funds(step, county);
  watch.lap(MonthStep::payments);
  strike_disasters(step, county, events);
  tend_villages(step, county);
  watch.lap(MonthStep::disasters);
  open_markets(step, county);
  watch.lap(MonthStep::farm);
}

// What the public does once the month's needs are known: it finds, reviews, hands out, insures and assesses.
template <class Watch>
void close_month(Step const& step, County& county, Room& room, Watch& watch) {
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

template <class Watch>
void live_one_month(Step const& step, County& county, std::span<DisasterEvent const> events, Room& room, Watch& watch) {
  open_month(step, county, events, room, watch);
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
  close_month(step, county, room, watch);
}

// Lives the months [from, to) of one scenario with the luck of one replicate, counted from the first of the spin-up,
// and counts the reported ones into `result`. `after(month, reported)` is called at the end of each.
template <class Watch, class After>
void live_months(Scenario const& scenario, CommonLuck const& luck, Draws const& draws, int from, int to, County& county,
                 Room& room, CountyResult& result, Watch& watch, After&& after) {
  Households const& h = county.households;
  for (int t = from; t < to; ++t) {
    Month const month = scenario.start + (t - scenario.spin_up_months);
    bool const reported = t >= scenario.spin_up_months;
    Step const step{scenario, draws, conditions(scenario, draws, county, luck, month), room.scratch, reported};
    if (t == 0) begin(step, county, room);
    if (t == scenario.spin_up_months) mark_start(county);
    live_one_month(step, county, luck.disasters(month, county.facts->number), room, watch);
    for (std::size_t c = 0; c < household_classes; ++c) result.household_months += h.class_end[c] - h.class_begin[c];
    after(month, reported);
    if (!reported) continue;
    result.counts.insert(result.counts.end(), county.totals.count.begin(), county.totals.count.end());
    result.ledger.insert(result.ledger.end(), county.totals.ledger.begin(), county.totals.ledger.end());
  }
  watch.lap(MonthStep::other);
}

}  // namespace holdfast
