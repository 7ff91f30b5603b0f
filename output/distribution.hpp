// Median, quintiles and the Gini coefficient from a run's counts by income band (income/*_by_income, income_by_band).
#pragma once

#include "output/sums.hpp"

namespace holdfast {

// What `where` keeps (one year's December; classes, counties), band by band, for every replicate.
struct Distribution {
  std::vector<std::vector<double>> households, residents, income;  // [band][replicate]; income in yuan

  Distribution(Sums const& sums, Where const& where);

  // Median survey income per resident, weighted by residents, over the mean. Interpolated within its band.
  Series median_to_mean() const;
  // Income per resident of the richest fifth of households over that of the poorest, ranked by income per resident;
  // households of one band are taken to be alike.
  Series quintile_ratio() const;
  // Gini coefficient of survey income per resident over residents; without the inequality within a band, which takes
  // off less than 0.002.
  Series gini() const;
};

}  // namespace holdfast
