// Step 2 of the month, made before the first one: what all households of a county meet together in one replicate.
// Paths of the macro factor, labour markets, prices and disasters over spin-up and run. A county's luck does not depend
// on which counties are simulated (model.md 7a.9). Policy document: none.
#pragma once

#include <span>
#include <vector>

#include "model/core/draws.hpp"
#include "model/scenario.hpp"

namespace holdfast {

// Lower Cholesky factor of exp(-distance / range) over all counties: turns independent normals into correlated ones.
class SpatialFactor {
 public:
  SpatialFactor(std::vector<CountyFacts> const& counties, double range_km);
  int counties() const { return counties_; }
  // Sum over k <= county of factor(county, k) * white[k], in this order.
  float correlate(float const* white, std::uint32_t county) const;
  double at(int row, int column) const { return packed_[row_begin(row) + static_cast<std::size_t>(column)]; }

 private:
  static std::size_t row_begin(int row) {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(row + 1) / 2;
  }
  int counties_ = 0;
  std::vector<double> packed_;  // rows of the triangle, one after the other
};

struct CommonLuck {
  Month first;
  int months = 0;
  int counties = 0;
  std::vector<float> macro, herd_price, illness_season;  // [month]
  std::vector<float> labour_market, farm_price;          // [month * counties + county]; 0 where nobody wants it
  std::vector<DisasterEvent> events;                     // by month, then county
  std::vector<std::size_t> events_begin;                 // [month * counties + county], one past the last at the end

  // Sets the common factors of `now` for now.month; the month lies inside [first, first + months).
  void tell(Now& now, std::uint32_t county) const;
  std::span<DisasterEvent const> disasters(Month month, std::uint32_t county) const;

 private:
  std::size_t cell(Month month, std::uint32_t county) const {
    return static_cast<std::size_t>(month - first) * static_cast<std::size_t>(counties) + county;
  }
};

// The paths of one replicate, from start - spin_up_months on. Draws never see the scenario: two scenarios with equal
// parameters of the shocks meet equal paths. While dated events last (first to last month of Scenario::events, if
// replay_events), earthquakes and droughts are the dated ones only; of the other hazards the list holds just the large
// events, so small ones are drawn beside it, except in a county and month with a dated event of the same hazard.
// `wanted` (empty = all): the counties whose luck is made, the same as if it were made for all; one alone takes a
// small part of the time. `macro_tilt` shifts the mean of the macro factor's innovations: [month from the first of the
// spin-up], standard deviations; empty = not at all, and no bit differs. For rare events, whose replicates are weighted
// for it.
CommonLuck make_common_luck(Scenario const& scenario, std::vector<CountyFacts> const& counties,
                            SpatialFactor const& factor, Draws const& draws, std::vector<bool> const& wanted = {},
                            std::span<float const> macro_tilt = {});

// The innovation of the macro factor (standard normal) before any tilt.
float macro_innovation(Draws const& draws, Month month);

}  // namespace holdfast
