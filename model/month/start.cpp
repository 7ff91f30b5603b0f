#include "model/month/start.hpp"

#include <algorithm>

#include "model/month/farm.hpp"
#include "model/month/foresight.hpp"
#include "model/month/markets.hpp"
#include "model/month/villages.hpp"
#include "model/month/work.hpp"

namespace holdfast {

void assume_usual_year(Step const& step, County& county, Budgets& budgets) {
  for (auto& lane : step.scratch.life_luck) std::fill(lane.begin(), lane.end(), 0.5f);
  note_prices(step, county.villages);
  start_markets(step, county);
  open_receipts(step, county);
  for (Block const& b : county.households.blocks()) {
    earn_wages(step, b);
    farm(step, county, b);
    pay_benefits(step, county, b, budgets);
    for (Index i = 0; i < b.n; ++i) {
      Fen const month = b.wages[i] + b.farm_income[i] + b.property_income[i] + b.public_cash[i];
      for (int m = 0; m < ring_months; ++m) b.income_ring[m * b.ring_stride + i] = month;
      b.income_register_12[i] = ring_months * month;
      b.wages_year[i] = ring_months * b.wages[i];
    }
  }
  repeat_receipts(step, county);
  note_usual_volumes(county);
}

}  // namespace holdfast
