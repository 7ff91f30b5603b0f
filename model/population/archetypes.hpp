// Archetypes: the kinds of resident households from which every county is built, listed once by a grammar of
// generations. Policy document: none. Seeds are prior weights only: the fit to the census margins replaces them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace holdfast::population {

// Age bands of residents, as in Margins::age_share.
inline constexpr int bands = 8;  // 0-5, 6-15, 16-18, 19-44, 45-59, 60-64, 65-74, 75 and over
enum Band : int { age_0_5, age_6_15, age_16_18, age_19_44, age_45_59, age_60_64, age_65_74, age_75_plus };
inline constexpr std::array<int, bands> band_youngest{0, 6, 16, 19, 45, 60, 65, 75};
inline constexpr std::array<int, bands> band_years{6, 10, 3, 26, 15, 5, 10, 15};  // the last one ends at 89

struct Archetype {
  std::array<std::uint8_t, bands> persons{};
  std::uint8_t generations = 1;
  bool skipped = false;  // grandparents with grandchildren, the parents away
  double seed = 1;

  int size() const {
    return persons[0] + persons[1] + persons[2] + persons[3] + persons[4] + persons[5] + persons[6] + persons[7];
  }
  int with_65_plus() const { return persons[age_65_74] + persons[age_75_plus]; }
  int children() const { return persons[age_0_5] + persons[age_6_15] + persons[age_16_18]; }
  int adults_19_59() const { return persons[age_19_44] + persons[age_45_59]; }
};

// About 2,000 archetypes, sorted so that neighbours are alike (one person, generations, old people, ages): systematic
// rounding along this order then keeps every margin within a few households.
std::vector<Archetype> const& archetypes();

}  // namespace holdfast::population
