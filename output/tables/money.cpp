#include "output/tables/money.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

template <class... P>
std::vector<InstrumentInfo> infos_of(Scenario const& scenario, std::tuple<P...> const*) {
  return {InstrumentInfo{std::string(P::key), std::string(P::title), std::string(P::title_zh), P::article,
                         scenario.plan<P>().payer}...};
}

}  // namespace

std::vector<InstrumentInfo> instrument_infos(Scenario const& scenario) {
  return infos_of(scenario, static_cast<Policies*>(nullptr));
}

std::vector<Variable> Money::variables() {
  return {
      {"ledger",
       "paid",
       {Dim::replicate, Dim::year, Dim::county, Dim::instrument},
       "yuan",
       "paid by the instrument",
       "项目支出",
       "year: sum"},
      {"ledger",
       "paid_by_payer",
       {Dim::replicate, Dim::year, Dim::instrument, Dim::payer, Dim::household_class},
       "yuan",
       "paid by the instrument, by who pays and who gets it",
       "项目支出（按出资方和对象）",
       "year: sum"},
  };
}

void Money::fill(std::span<std::vector<double>> buffers, TableSource const& source) {
  auto const& [result, scenario, labels] = source;
  Cells<3> const paid(buffers[0], variables()[0], labels);
  Cells<4> const by_payer(buffers[1], variables()[1], labels);
  auto const infos = instrument_infos(scenario);
  std::fill(buffers[1].begin(), buffers[1].end(), 0.0);
  for (int m = 0; m < scenario.months; ++m) {
    int const y = (scenario.start + m).year() - labels.first_year;
    for (std::size_t k = 0; k < result.counties.size(); ++k) {
      CountyResult const& county = result.counties[k];
      if (county.ledger.empty()) continue;
      for (int p = 0; p < instruments; ++p) {
        double all = 0;
        for (int c = 0; c < household_classes; ++c) {
          double const yuan_paid = static_cast<double>(county.paid(m, p, static_cast<HouseholdClass>(c))) / 100.0 *
                                   county.weight[static_cast<std::size_t>(c)];
          by_payer(y, p, static_cast<int>(infos[static_cast<std::size_t>(p)].payer), c) += yuan_paid;
          all += yuan_paid;
        }
        double& cell = paid(y, k, p);
        cell = std::isnan(cell) ? all : cell + all;
      }
    }
  }
}

}  // namespace holdfast
