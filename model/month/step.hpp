// What every step of the month receives, and the scratch space of a thread.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "model/core/draws.hpp"
#include "model/county.hpp"
#include "model/scenario.hpp"

namespace holdfast {

// A household in a round with limited places.
struct Candidate {
  std::int32_t village;
  Index row;
  float score;
  float tie;  // keyed: the order of rows decides nothing
  HouseholdId id;
  bool bound, holds;
};

// Room of a round: grows once. Candidates of village v stand in queue[begin[v]] to queue[begin[v + 1] - 1].
struct RoundRoom {
  std::vector<Candidate> found, queue;
  std::vector<std::size_t> begin, next;
  std::vector<Index> lifted_out, served;  // of each village: members of lifted-out households; places filled
};

// Block-sized buffers of one thread: luck of this month and intermediate results. They stay in the first-level cache.
struct Scratch {
  template <class T>
  using Buffer = std::array<T, block_rows>;
  alignas(64) std::array<Buffer<float>, 4> work_luck;  // stream "work": one word for each labour slot
  alignas(64) std::array<Buffer<float>, 4> life_luck;  // stream "life": see LifeLuck
  alignas(64) std::array<Buffer<float>, 4> real;       // free use within a step
  alignas(64) std::array<Buffer<std::int32_t>, 4> whole;
  alignas(64) Buffer<Index> hits;  // of rows_with
  RoundRoom round;
};

// The rows below n whose mark has a bit of `mask`, in order: what is rare becomes a list, so that only those rows cost
// anything. The list stands in scratch.hits until the next call. Eight bytes of marks are looked at together.
template <class Mark>
std::span<Index const> rows_with(Scratch& scratch, Index n, Mark const* mark, Mark mask = static_cast<Mark>(-1)) {
  constexpr auto together = static_cast<Index>(sizeof(std::uint64_t) / sizeof(Mark));
  Index* const rows = scratch.hits.data();
  std::size_t found = 0;
  auto const look = [&](Index i) {
    rows[found] = i;
    found += (mark[i] & mask) != 0;
  };
  Index i = 0;
  for (; i + together <= n; i += together) {
    std::uint64_t any;
    std::memcpy(&any, mark + i, sizeof any);
    if (any == 0) continue;
    for (Index k = i; k < i + together; ++k) look(k);
  }
  for (; i < n; ++i) look(i);
  return {rows, found};
}

// The four words of stream "life" of a household and month, and who may use them.
namespace life_luck {
inline constexpr int illness = 0;    // trigger of any health event
inline constexpr int wage = 1;       // innovation of the transitory wage
inline constexpr int farm = 2;       // monthly farm residual
inline constexpr int hardships = 3;  // house, water, school, false alarm: disjoint parts of the unit interval
}  // namespace life_luck

// One month of one county in one replicate.
struct Step {
  Scenario const& scenario;
  Draws const& draws;
  Now now;
  Scratch& scratch;
  bool reported;  // false during the spin-up

  template <class M>
  typename M::Params const& params(HouseholdClass c) const {
    return scenario.plan<M>().at(now.month, now.county_class, c, now.restored);
  }
  template <class M>
  typename M::Params const& params() const {
    return scenario.plan<M>().at(now.month, now.county_class, now.restored);
  }
  template <class M>
  bool on() const {
    return scenario.plan<M>().on;
  }
};

// Lasting luck of the listed rows, in their order, in scratch.real[0].
inline float const* lasting_luck_of(Step const& step, Stream stream, Block const& b, std::span<Index const> rows) {
  std::array<HouseholdId, block_rows> ids;
  float* const luck = step.scratch.real[0].data();
  for (std::size_t k = 0; k < rows.size(); ++k) ids[k] = b.id[rows[k]];
  step.draws.fill_lasting(stream, ids.data(), static_cast<int>(rows.size()), luck);
  return luck;
}

}  // namespace holdfast
