// How much each part (a cause of relapse, an instrument) adds to a figure: Shapley values replicate by replicate, from
// outcomes of every coalition of parts under the same luck.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "output/outcome.hpp"
#include "output/shapley.hpp"

namespace holdfast {

struct AttributedPart {
  std::string key, title, title_zh, meaning;  // meaning: of being off
};

// What was simulated: by coalition of parts that are on, an outcome for each replicate. Without orders all 2^parts
// coalitions are there; else those on the way of each order (sampled_orders).
struct AttributionGame {
  std::vector<AttributedPart> parts;
  std::vector<std::vector<int>> orders;
  std::map<Coalition, std::vector<Outcome>> outcomes;
  std::string scenario, off_from;  // off_from: month
  double households_share = 1;

  Coalition all() const { return (Coalition{1} << parts.size()) - 1; }
};
// The coalitions that a game needs, none first, without repetition.
std::vector<Coalition> coalitions_needed(int parts, std::vector<std::vector<int>> const& orders);

// One figure, taken apart. The worth of a coalition in a replicate is the figure of that replicate: of a rate its own
// ratio, so that parts sum to the total in every replicate.
struct Attributed {
  OutcomeFigure const* figure = nullptr;
  Estimate all, none, total;                      // total: all - none
  std::vector<Estimate> parts, shares;            // shares: of the total, percent
  std::vector<std::vector<double>> by_replicate;  // [part][replicate]
};
Attributed attribute_figure(AttributionGame const& game, OutcomeFigure const& figure);

std::string attribution_text(AttributionGame const& game, std::vector<Attributed> const& figures);
std::string attribution_json(AttributionGame const& game, std::vector<Attributed> const& figures);

}  // namespace holdfast
