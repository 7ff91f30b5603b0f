// What each coupling of households does to the results: the scenario as it is against the scenario without it, under
// the same luck. Means tell how much it moves; the tail over counties tells whether it spreads or gathers risk.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "output/outcome.hpp"

namespace holdfast {

struct AblationFigure {
  std::string key, title, unit;
  Estimate with;                // as the scenario is
  PairedDifference difference;  // without the coupling minus with it
};
struct Ablation {
  std::string key, title, title_zh, meaning;
  std::vector<AblationFigure> figures;  // latent_relapse, relapse_tail, listed_households, income
};

// One scenario's outcomes against another's, replicate by replicate.
std::vector<AblationFigure> ablation_figures(std::span<Outcome const> with, std::span<Outcome const> without);

std::string ablation_text(std::string const& scenario, std::vector<Ablation> const& ablations);
std::string ablation_json(std::string const& scenario, std::vector<Ablation> const& ablations);

}  // namespace holdfast
