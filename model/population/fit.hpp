// Fit of archetype weights to the census margins of a county: the weights closest to the seeds (least relative entropy)
// that meet all margins at once, i.e. the limit of iterative proportional fitting, found by Newton's method.
// Policy document: none. Method: Deming and Stephan 1940; generalised raking, Deville, Saerndal and Sautory 1993.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "model/county.hpp"

namespace holdfast::population {

// Fitted margins: means over resident households. The complements (two and more persons, one generation, nobody of 65
// and over) follow.
inline constexpr int fitted_margins = 15;
inline constexpr std::array<std::string_view, fitted_margins> fitted_margin_names{
    "one_person",     "generations_2",      "generations_3", "generations_4plus", "with_65_plus_1",
    "with_65_plus_2", "with_65_plus_3plus", "age_0_5",       "age_6_15",          "age_16_18",
    "age_19_44",      "age_45_59",          "age_60_64",     "age_65_74",         "age_75plus"};
inline constexpr int first_age_margin = 7;
using MarginValues = std::array<double, fitted_margins>;

// What the weights are fitted to. The census counts households with old people in family households, but ages over all
// residents, monasteries and boarding schools included: persons of 65 and over therefore follow from the households
// with 1, 2, 3 of them, and the younger bands share the rest of the mean size.
MarginValues fit_targets(Margins const& margins);

struct Fit {
  std::vector<double> weight;  // of each archetype; sums to 1
  MarginValues target{}, achieved{};
  int iterations = 0;
};
Fit fit_archetypes(Margins const& margins);

// The margins of one archetype.
MarginValues margins_of(std::size_t archetype);

}  // namespace holdfast::population
