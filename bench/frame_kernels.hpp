// The staged kernels of HF-REF-1: short flat loops over one block of columns, masks as integers, no branches.
#pragma once

#include <cstdint>

namespace holdfast::bench {

inline constexpr int block_rows = 1024;
// Room in one scratch column: not a power of two, or all columns fight for the same cache lines.
inline constexpr int column_rows = block_rows + 48;
inline constexpr int lanes = 16;  // partial sums, added in a fixed order: the same bits with every vector width

// Columns of one block that live no longer than a month.
struct Scratch {
  alignas(64) float luck_income[column_rows], luck_work[column_rows], luck_illness[column_rows],
      luck_take_up[column_rows];
  alignas(64) float shock[column_rows], income[column_rows], earned[column_rows], cost[column_rows];
  alignas(64) float transfer[column_rows], gap[column_rows];
  alignas(64) std::int32_t ill[column_rows], hit[column_rows], eligible[column_rows], below[column_rows],
      relapse[column_rows];
  alignas(64) std::int32_t list[column_rows];
  alignas(64) std::uint64_t listed_id[column_rows];
  alignas(64) float listed_luck[column_rows], listed_value[column_rows];
};

void earn(float const* shock, float const* luck_work, int n, float* x, std::int32_t* employed, float* income);
void fall_ill(float const* luck, int n, std::int32_t* ill, float* cost);
void look_up_hits(std::int32_t const* county, std::int32_t const* county_hit, int n, std::int32_t* hit);
int list_of(std::int32_t const* mask, int n, std::int32_t* list);
void gather(float const* from, std::int32_t const* list, int n, float* to);
void gather_ids(std::uint64_t const* from, std::int32_t const* list, int n, std::uint64_t* to);
void scatter(float const* from, std::int32_t const* list, int n, float* to);
void cost_of_illness(float const* normal, int n, float* cost);
void luck_given_illness(float* luck, int n);
void lose_income(float const* luck, int n, float* income);
void receive_and_save(float const* income, float const* cost, float const* luck_take_up, int n, float* savings,
                      std::int32_t* eligible, float* transfer, std::int32_t* below, float* gap);
void count_spells(std::int32_t const* below, int n, std::int32_t* spell, std::int32_t* exited, std::int32_t* relapse);
std::int32_t count(std::int32_t const* mask, int n);
double sum(float const* column, int n);

}  // namespace holdfast::bench
