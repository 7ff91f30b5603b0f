// Two-state employment and AR(1) income against their closed forms.
#include <catch2/catch.hpp>

#include <cmath>

#include "model/month/work.hpp"
#include "tests/analytic/bare_county.hpp"

using namespace holdfast;

namespace {

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("two-state employment: jobless share and spell length", "[analytic]") {
  double const lose = 0.022, find = 0.30;
  Scenario scenario = bare_scenario();
  Work::Params work;
  work.finding_chance = static_cast<float>(find);
  work.hiring_peak = 1;
  work.give_up_chance = work.seek_chance = work.return_chance = work.finding_market_slope = 0;
  work.migrate_share = 1;  // every find is away: no vacancy rations it
  set(std::get<Plan<Work>>(scenario.livelihood), work);
  JobLoss::Params loss;
  loss.separation_chance = static_cast<float>(lose);
  loss.winter_factor = loss.control_factor = loss.hiring_factor = loss.local_factor = 1;
  loss.stop_share = loss.market_slope = 0;
  set(std::get<Plan<JobLoss>>(scenario.shocks), loss);
  std::get<Plan<LabourTransfer>>(scenario.policies).on = false;

  Index const n = 20000;
  BareCounty bare(n, Slot::migrant);
  std::vector<LocalApplicant> applicants;
  double jobless_months = 0, spells_ended = 0, months = 0;
  for (int t = 0; t < 120; ++t) {
    Step const step = bare.step(scenario, Month::of(2010, 1) + t);
    bare.county.totals.clear();
    for (Block const& b : bare.county.households.blocks()) {
      bare.draw_luck(step, b);
      change_jobs(step, bare.county, b, applicants);
    }
    if (t < 40) continue;
    spells_ended += static_cast<double>(bare.county.totals.at(Total::jobs_found, HouseholdClass::ordinary));
    for (std::uint8_t s : bare.county.households.slot_0)
      jobless_months += s == static_cast<std::uint8_t>(Slot::jobless);
    months += n;
  }
  CHECK(applicants.empty());
  double const share = lose / (lose + find);  // 0.0683
  // Months are correlated over a spell: effective sample of one in (1 + r)/(1 - r), r = 1 - lose - find.
  double const r = 1 - lose - find;
  double const error = std::sqrt(share * (1 - share) / (months * (1 - r) / (1 + r)));
  CHECK(std::abs(jobless_months / months - share) < 4 * error);
  // Mean spell = 1 / find; its spread over spells is that of a geometric distribution.
  double const mean_spell = jobless_months / spells_ended;
  CHECK(std::abs(mean_spell - 1 / find) < 4 * std::sqrt((1 - find) / (find * find) / spells_ended));
}

TEST_CASE("AR(1) wages: stationary variance, and the headcount and FGT indices of a lognormal", "[analytic]") {
  double const persistence = 0.9, sd = 0.2, stationary = sd / std::sqrt(1 - persistence * persistence);
  Scenario scenario = bare_scenario();
  Work::Params work;
  work.shock_persistence = static_cast<float>(persistence);
  work.shock_sd = static_cast<float>(sd);
  work.wage_level = 1;
  work.season_q1 = work.season_q2 = work.season_q3 = work.season_q4 = 1;
  set(std::get<Plan<Work>>(scenario.livelihood), work);
  Index const n = 40000;
  BareCounty bare(n, Slot::local);
  double const mu = std::log(1000.0);
  for (float& w : bare.county.households.wage_log) w = static_cast<float>(mu);
  double const line = 700;
  double below = 0, gap = 0, gap_squared = 0, variance = 0;
  int const samples = 4;  // a year apart: 0.9^12 = 0.28, corrected for below
  for (int t = 0; t < 60 + 12 * samples; ++t) {
    Step const step = bare.step(scenario, Month::of(2010, 1) + t);
    for (Block const& b : bare.county.households.blocks()) {
      bare.draw_luck(step, b);
      earn_wages(step, b);
    }
    if (t < 60 || t % 12 != 0) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
      double const wage = bare.county.households.wages[i] / 100.0;
      double const relative = wage < line ? (line - wage) / line : 0;
      below += wage < line;
      gap += relative;
      gap_squared += relative * relative;
      variance += bare.county.households.wage_shock[i] * bare.county.households.wage_shock[i];
    }
  }
  double const count = static_cast<double>(n) * samples, effective = count * (1 - 0.2824) / (1 + 0.2824);
  CHECK(std::abs(variance / count - stationary * stationary) < 4 * stationary * stationary * std::sqrt(2 / effective));
  // Lognormal(mu, s): P(w < z) = Phi(a), E[w; w<z] = m1 Phi(a - s), E[w^2; w<z] = m2 Phi(a - 2s).
  double const s = stationary, a = (std::log(line) - mu) / s;
  double const m1 = std::exp(mu + s * s / 2), m2 = std::exp(2 * mu + 2 * s * s);
  double const p0 = normal_cdf(a), p1 = p0 - m1 * normal_cdf(a - s) / line;
  double const p2 = p0 - 2 * m1 * normal_cdf(a - s) / line + m2 * normal_cdf(a - 2 * s) / (line * line);
  CHECK(std::abs(below / count - p0) < 4 * std::sqrt(p0 * (1 - p0) / effective));
  CHECK(std::abs(gap / count - p1) < 4 * std::sqrt((p2 - p1 * p1) / effective));
  CHECK(std::abs(gap_squared / count - p2) < 4 * std::sqrt(p2 / effective));
}
