// Cells: archetype x absent members x household class, with whole numbers of households that sum exactly to a county's
// households and to its lifted-out persons. Policy document: none. Decisions: model.md 7a.1 (members, not residents).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/core/draws.hpp"
#include "model/population/archetypes.hpp"
#include "model/population/fit.hpp"
#include "model/population/synthesis.hpp"

namespace holdfast::population {

// Parameters of a county for the three household classes at the first month.
using ClassParams = std::array<Synthesis::Params, household_classes>;
inline constexpr std::size_t lifted_out = 0, marginal = 1, ordinary = 2;

// Who is away: adults work away, children went with them.
struct AwayOption {
  int adults, children;
  int size() const { return adults + children; }
};
inline constexpr std::array<AwayOption, 6> away_options{{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {2, 1}, {2, 2}}};

struct Cell {
  std::uint16_t archetype;
  std::uint8_t option;
  Archetype const& kind() const { return archetypes()[archetype]; }
  AwayOption away() const { return away_options[option]; }
  int members() const { return kind().size() + away().size(); }
};
// Cell number c = archetype * 6 + option.
inline Cell cell_of(std::size_t number) {
  return {static_cast<std::uint16_t>(number / away_options.size()),
          static_cast<std::uint8_t>(number % away_options.size())};
}

struct Cells {
  Fit fit;
  std::array<std::vector<Index>, household_classes> count;  // households of each cell
  std::array<std::vector<Index>, household_classes> upto;   // of this cell and those before it
  std::array<Index, household_classes> households{};
  std::array<std::int64_t, household_classes> members{}, residents{};
  // Cell of household number i (0 <= i < households) of a class in cell order.
  std::size_t at(std::size_t household_class, Index i) const;
};
Cells make_cells(CountyFacts const& facts, ClassParams const& params, Draws const& draws);

// Target distribution of registered sizes 1..9+, tilted to `mean` members a household.
std::array<double, 9> register_sizes(Synthesis::Params const& params, double mean);

// A keyed permutation of 0 .. n - 1, evaluated one by one (Feistel network with cycle walking): household k of a group
// takes place `at(k)` in the cell list, so a group can be made without the others.
class KeyedOrder {
 public:
  KeyedOrder(Draws const& draws, Stream stream, std::uint64_t agent, std::uint32_t index, Index n);
  Index at(Index i) const;

 private:
  std::uint32_t once(std::uint32_t x) const;
  std::array<std::uint32_t, 8> key_{};
  std::uint32_t n_ = 1;
  int low_bits_ = 1, high_bits_ = 0;
};

}  // namespace holdfast::population
