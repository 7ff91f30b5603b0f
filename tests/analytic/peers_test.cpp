// The multiplier that peers imply: a push towards work away moves the village's migrants by more than its direct
// effect, because who leaves draws others after him (model.md, section 5: work).
#include <catch2/catch.hpp>

#include <cmath>

#include "model/month/work.hpp"
#include "tests/analytic/bare_county.hpp"

using namespace holdfast;

namespace {

constexpr double lose = 0.05, find = 0.4;

// Share of the workers away after many months, at the macro factor `push`; peers held at `held` unless it is below 0.
double away_share(Work::Params const& work, float push, float held) {
  Scenario scenario = bare_scenario();
  set(std::get<Plan<Work>>(scenario.livelihood), work);
  JobLoss::Params loss;
  loss.separation_chance = static_cast<float>(lose);
  loss.winter_factor = loss.control_factor = loss.hiring_factor = loss.local_factor = 1;
  loss.stop_share = loss.market_slope = 0;
  set(std::get<Plan<JobLoss>>(scenario.shocks), loss);
  BareCounty bare(20000, Slot::jobless);
  for (auto& members : bare.county.households.members) members = 1;
  std::vector<LocalApplicant> applicants;
  bare.county.villages.migrant_share[0] = held < 0 ? 0.35f : held;
  double sum = 0;
  int const months = 240, settled = 120;
  for (int t = 0; t < months; ++t) {
    Step step = bare.step(scenario, Month::of(2000, 1) + t);
    step.now.macro = push;
    applicants.clear();
    for (Block const& b : bare.county.households.blocks()) {
      bare.draw_luck(step, b);
      change_jobs(step, bare.county, b, applicants);
    }
    fill_local_vacancies(step, bare.county, applicants, static_cast<Index>(applicants.size()));
    note_peers(bare.county, *bare.scratch);
    if (t >= settled) sum += bare.county.villages.migrant_share[0];
    if (held >= 0) bare.county.villages.migrant_share[0] = held;
  }
  return sum / (months - settled);
}

}  // namespace

TEST_CASE("migration peers: the simulated multiplier is that of the fixed point, and stays below two", "[analytic]") {
  Work::Params work;
  work.finding_chance = static_cast<float>(find);
  work.hiring_peak = 1;
  work.give_up_chance = work.seek_chance = work.return_chance = work.finding_market_slope = 0;
  work.migrate_share = 0.35f / static_cast<float>(find / (find + lose));  // the fixed point is the mean of the peers
  work.migrate_peer_mean = 0.35f;
  work.migrate_peer_slope = 0.2f;
  work.migrate_macro_slope = 1;
  // P = e m(P), e the employed share, m a logit with slope 10 b in P: dP/dpush = e m (1 - m) / (1 - 10 b e m (1 - m)).
  double const e = find / (find + lose), m = work.migrate_share;
  double const expected = 1 / (1 - 10 * work.migrate_peer_slope * e * m * (1 - m));
  float const push = 0.3f;
  double const direct = away_share(work, push, 0.35f) - away_share(work, -push, 0.35f);
  double const total = away_share(work, push, -1) - away_share(work, -push, -1);
  double const multiplier = total / direct;
  CAPTURE(direct, total, multiplier, expected);
  CHECK(direct == Approx(2 * push * e * m * (1 - m)).epsilon(0.05));
  CHECK(multiplier == Approx(expected).epsilon(0.10));
  CHECK(multiplier > 1.4);
  CHECK(multiplier < 2);
}
