#include "output/distribution.hpp"

#include <cmath>

#include "model/totals.hpp"

namespace holdfast {
namespace {

std::size_t const bands = income_band_names.size();

double lower_edge(std::size_t band) { return band == 0 ? 1000 : 2000 * std::exp(0.2 * static_cast<double>(band - 1)); }

// One replicate, band by band.
struct Column {
  std::vector<double> households, residents, income;
  double all_households = 0, all_residents = 0, all_income = 0;

  Column(Distribution const& d, std::size_t replicate) {
    for (std::size_t k = 0; k < bands; ++k) {
      households.push_back(d.households[k][replicate]);
      residents.push_back(d.residents[k][replicate]);
      income.push_back(d.income[k][replicate]);
      all_households += households[k], all_residents += residents[k], all_income += income[k];
    }
  }
  double median() const {
    double below = 0;
    for (std::size_t k = 0; k < bands; ++k) {
      if (residents[k] > 0 && below + residents[k] >= all_residents / 2) {
        double const part = (all_residents / 2 - below) / residents[k];
        return lower_edge(k) * std::pow(lower_edge(k + 1) / lower_edge(k), part);
      }
      below += residents[k];
    }
    return missing;
  }
  // Income per resident of the first fifth of households, counted from the band `first` in the direction `step`.
  double fifth(std::size_t first, int step) const {
    double wanted = all_households / 5, persons = 0, yuan = 0;
    for (std::size_t k = first; k < bands && wanted > 0; k += static_cast<std::size_t>(step)) {
      if (households[k] <= 0) continue;
      double const part = std::min(1.0, wanted / households[k]);
      wanted -= part * households[k];
      persons += part * residents[k];
      yuan += part * income[k];
    }
    return persons > 0 ? yuan / persons : missing;
  }
  double gini() const {
    double persons = 0, yuan = 0, area = 0;  // under the Lorenz curve
    for (std::size_t k = 0; k < bands; ++k) {
      area += residents[k] / all_residents * (2 * yuan + income[k]) / (2 * all_income);
      persons += residents[k], yuan += income[k];
    }
    double const gini = persons > 0 && yuan > 0 ? 1 - 2 * area : missing;
    return std::abs(gini) < 1e-12 ? 0 : gini;  // rounding of equal incomes
  }
};

template <class Top, class Bottom>
Series over(Distribution const& d, Top&& top, Bottom&& bottom) {
  Series out;
  std::size_t const replicates = d.households.empty() ? 0 : d.households[0].size();
  for (std::size_t r = 0; r < replicates; ++r) {
    Column const column(d, r);
    out.top.push_back(top(column));
    out.bottom.push_back(bottom(column));
  }
  return out;
}

}  // namespace

Distribution::Distribution(Sums const& sums, Where const& where) {
  for (std::size_t k = 0; k < bands; ++k) {
    Where band = where;
    band.push_back({Dim::income_band, {static_cast<int>(k)}});
    households.push_back(sums.of("income_monthly/households_by_income", band));
    residents.push_back(sums.of("income_monthly/residents_by_income", band));
    income.push_back(sums.of("income_monthly/income_by_band", band));
  }
}

Series Distribution::median_to_mean() const {
  return over(
      *this, [](Column const& c) { return c.median(); },
      [](Column const& c) { return c.all_income / c.all_residents; });
}

Series Distribution::quintile_ratio() const {
  return over(
      *this, [](Column const& c) { return c.fifth(bands - 1, -1); }, [](Column const& c) { return c.fifth(0, 1); });
}

Series Distribution::gini() const {
  Series out = over(
      *this, [](Column const& c) { return c.gini(); }, [](Column const&) { return 1.0; });
  out.bottom.clear();
  return out;
}

}  // namespace holdfast
