#include "model/live_month.hpp"

namespace holdfast {

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

void begin(Step const& step, County& county, Room& room) {
  county.totals.ledger.assign(static_cast<std::size_t>(instruments) * household_classes, 0);
  room.queue.clear();
  assume_usual_year(step, county, room.budgets);
  start_budget_year(step, county, room.budgets);
  open_county_funds(step, county);
  seed_register(step, county);
  county.local_jobs = count_local_workers(county);
}

}  // namespace holdfast
