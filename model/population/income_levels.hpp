// Income levels: the wage, farm and property levels of each class that make the expected income of 2020 meet its
// targets. Policy document: none. Targets: survey income of the county, register income of lifted-out people (O093),
// and their components (P119-P122, P197-P201). All expectations are sums over cells, nothing is simulated.
#pragma once

#include <array>

#include "model/population/cells.hpp"

namespace holdfast::population {

// Who of a household may fill a labour slot, best earner first; the first four do.
enum class Worker : std::uint8_t { away, age_19_44, age_45_59, age_60_64, age_65_74 };
struct Workers {
  std::array<Worker, labour_slots> kind{};
  int n = 0;
};
Workers workers_of(Cell const& cell);

// Chance that a worker at home cannot work; migrants can.
double unable_chance(Synthesis::Params const& p, CountyFacts const& facts, Worker kind);
// Chance of local wage work (jobless included) of an able worker at home, `level` being the county's and class's.
double local_chance(Synthesis::Params const& p, double level, Worker kind, bool migrants);
// Wage of this kind of household relative to one with two members for each adult of 19-59.
double wage_shape(Synthesis::Params const& p, Cell const& cell);
// Farm sales of this kind of household relative to one with two adults at home and a migrant.
double farm_shape(Synthesis::Params const& p, Cell const& cell);

// Whether a household of this kind has nobody away and old people at home: tekun support if nobody can work either.
bool may_be_helpless(Cell const& cell);

struct IncomeLevels {
  std::array<double, household_classes>
      wage_yuan{};  // mean of exp(wage_log) / wage_shape: per month, slot 0, local job
  std::array<double, household_classes> local_level{};    // first argument of local_chance
  std::array<double, household_classes> farm_yuan{};      // mean of exp(farm_log) / farm_shape: sales a year
  std::array<double, household_classes> property_yuan{};  // per member and year
  std::array<double, household_classes> tekun_chance{};   // of a household without labour that may_be_helpless() finds
  // Expected income of 2020 by the same algebra, yuan a year: what the levels come to.
  std::array<double, household_classes> local_wages{}, migrant_wages{}, operating{}, property{}, public_cash{};
  double lifted_register_yuan = 0;  // per lifted-out member
  double survey_yuan = 0;           // per resident of the county
};
IncomeLevels income_levels(CountyFacts const& facts, ClassParams const& params, Cells const& cells);

}  // namespace holdfast::population
