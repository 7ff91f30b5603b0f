// What households received from one instrument over the last twelve months, and at which strength: noted only where a
// change of it is announced, for households that think ahead (month/foresight.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "model/core/timeline.hpp"
#include "model/households.hpp"

namespace holdfast {

struct Receipts {
  std::vector<Fen> ring;  // [month of the year - 1][row of the county], fen; empty = nothing is noted
  std::array<std::array<float, household_classes>, ring_months> strength{};  // at which it was received

  bool noted() const { return !ring.empty(); }
  std::size_t cell(int month_of_year, Index row) const {
    return static_cast<std::size_t>(month_of_year - 1) * (ring.size() / ring_months) + static_cast<std::size_t>(row);
  }
};

}  // namespace holdfast
