// What each coupling of households does to the results: the scenario as it is against the scenario without it, under
// the same luck. Means tell how much it moves; the tail over counties tells whether it spreads or gathers risk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/simulate.hpp"
#include "output/statistics.hpp"

namespace holdfast {

// What is kept of one replicate of one scenario; weighted.
struct AblationSample {
  double onsets = 0, at_risk_person_months = 0;  // lifted-out, poverty line
  double tail_percent = 0;                       // see relapse_tail
  double listed_households = 0;                  // at the end
  double income_yuan = 0, member_months = 0;     // register concept, lifted-out, the whole run
};
AblationSample sample(ReplicateResult const& result, Scenario const& scenario);

// The share (percent) of its lifted-out persons newly relapsed within a calendar year that 95 % of county-years stay
// below; a county counts with its persons, so that a county of few drawn households does not make the tail.
double relapse_tail(ReplicateResult const& result, Scenario const& scenario);

// The value that a share `level` of the weight stays at or below; pairs of value and weight.
double weighted_quantile(std::vector<std::pair<double, double>> values, double level);

struct AblationFigure {
  std::string key, title, unit;
  Estimate with;                // as the scenario is
  PairedDifference difference;  // without the coupling minus with it
};
struct Ablation {
  std::string key, title, title_zh, meaning;
  std::vector<AblationFigure> figures;  // latent_relapse, relapse_tail, listed_households, income
};

// One scenario's samples against another's, replicate by replicate.
std::vector<AblationFigure> ablation_figures(std::span<AblationSample const> with,
                                             std::span<AblationSample const> without);

std::string ablation_text(std::string const& scenario, std::vector<Ablation> const& ablations);
std::string ablation_json(std::string const& scenario, std::vector<Ablation> const& ablations);

}  // namespace holdfast
