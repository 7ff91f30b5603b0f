#include "model/households.hpp"

#include <algorithm>

namespace holdfast {

void Households::resize(std::array<Index, household_classes> const& capacity) {
  Index row = 0;
  for (int c = 0; c < household_classes; ++c) {
    class_begin[c] = class_end[c] = row;
    row += capacity[c];
    class_capacity[c] = row;
  }
  rows = row;
  auto const n = static_cast<std::size_t>(rows);
#define HOLDFAST_RESIZE(type, name, unit, meaning) name.assign(n, type{});
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_RESIZE)
#undef HOLDFAST_RESIZE
  income_ring.assign(n * ring_months, 0);
  out_of_pocket_ring.assign(n * ring_months, 0);
  for (auto* dates : {&listed_month, &alert_month, &help_due_month, &onset_month})
    std::fill(dates->begin(), dates->end(), never);
  std::fill(acute_slot.begin(), acute_slot.end(), std::uint8_t{255});
  std::fill(listed_by.begin(), listed_by.end(), std::uint8_t{255});
}

Block Households::block(Index first, Index n, HouseholdClass household_class) {
  Block b;
  b.n = n;
  b.first = first;
  b.household_class = household_class;
  b.ring_stride = rows;
  b.income_ring = income_ring.data() + first;
  b.out_of_pocket_ring = out_of_pocket_ring.data() + first;
#define HOLDFAST_POINT(type, name, unit, meaning) b.name = name.data() + first;
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_POINT)
#undef HOLDFAST_POINT
  return b;
}

std::vector<Block> Households::blocks() {
  std::vector<Block> out;
  for (int c = 0; c < household_classes; ++c)
    for (Index first = class_begin[c]; first < class_end[c]; first += block_rows)
      out.push_back(block(first, std::min(block_rows, class_end[c] - first), static_cast<HouseholdClass>(c)));
  return out;
}

Block Households::whole(HouseholdClass household_class) {
  auto const c = static_cast<std::size_t>(household_class);
  return block(class_begin[c], class_end[c] - class_begin[c], household_class);
}

void Households::copy_row(Index from, Index to) {
  auto const a = static_cast<std::size_t>(from), b = static_cast<std::size_t>(to), n = static_cast<std::size_t>(rows);
#define HOLDFAST_COPY(type, name, unit, meaning) name[b] = name[a];
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_COPY)
#undef HOLDFAST_COPY
  for (std::size_t m = 0; m < ring_months; ++m) {
    income_ring[m * n + b] = income_ring[m * n + a];
    out_of_pocket_ring[m * n + b] = out_of_pocket_ring[m * n + a];
  }
}

std::size_t Households::bytes_per_household() {
  std::size_t bytes = 2 * ring_months * sizeof(Fen);
#define HOLDFAST_BYTES(type, name, unit, meaning) bytes += sizeof(type);
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_BYTES)
#undef HOLDFAST_BYTES
  return bytes;
}

}  // namespace holdfast
