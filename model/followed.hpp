// One household whose life is told (holdfast why): what this month's steps did to it beyond what its columns keep.
// Every county has one; as long as nobody is followed it stays empty, and a step asks once a block or once a rare
// event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/households.hpp"

namespace holdfast {

enum class HealthEvent : std::uint8_t { none, stay, major, injury, chronic, forgone };

struct Followed {
  static constexpr HouseholdId nobody = ~HouseholdId{0};

  HouseholdId id = nobody;
  Index row = -1;  // in this county; -1 = not there (yet)
  // of this month
  std::vector<Fen> paid;     // for the household by each instrument, hospital bills apart
  std::vector<Fen> settled;  // of its hospital bill by each instrument
  Fen bill = 0, residual = 0;
  HealthEvent health = HealthEvent::none;
  std::uint8_t hospital = 0;  // HospitalLevel of the bill
  std::uint8_t hazards = 0;   // bit k = hit by hazard k
  Fen disaster_loss = 0;
  std::uint8_t alerts = 0;   // bit k = channel k raised an alert that was taken up
  bool false_alarm = false;  // though it was not at risk
  bool turned_down = false;  // by verification

  bool is(HouseholdId household) const { return household == id; }
  bool within(Index first, Index n) const { return row >= first && row < first + n; }

  // Before the steps of a month, once this January's new households are there.
  void begin_month(Households const& h) {
    if (id == nobody) return;
    if (row < 0)
      for (std::size_t c = 0; c < household_classes; ++c)
        for (Index i = h.class_begin[c]; i < h.class_end[c]; ++i)
          if (h.id[static_cast<std::size_t>(i)] == id) row = i;
    std::size_t const n = paid.size();
    *this = Followed{id, row, std::vector<Fen>(n, 0), std::vector<Fen>(n, 0)};
  }
};

}  // namespace holdfast
