#include "output/export/ranks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/export/cells.hpp"
#include "output/sums.hpp"
#include "output/tables/headline.hpp"

namespace holdfast {
namespace {

using Holds = ExportColumn::Holds;

struct Rankable {
  std::string_view rate;
  int worse;  // +1: high values are, -1: low ones
};
constexpr std::array rankables{Rankable{"latent_relapse", 1},
                               Rankable{"latent_relapse_monitoring_line", 1},
                               Rankable{"recorded_relapse", 1},
                               Rankable{"headcount_ratio", 1},
                               Rankable{"headcount_ratio_monitoring_line", 1},
                               Rankable{"in_spell_share", 1},
                               Rankable{"poverty_gap_squared", 1},
                               Rankable{"income_register", -1},
                               Rankable{"income_survey", -1},
                               Rankable{"out_of_pocket_per_person", 1},
                               Rankable{"hospital_own_share", 1},
                               Rankable{"catastrophic_40", 1},
                               Rankable{"insured_share", -1},
                               Rankable{"disaster_share", 1}};

std::string path_of(Total total) {
  TotalInfo const& info = total_infos[static_cast<std::size_t>(total)];
  return std::string(info.table) + "/" + std::string(info.name);
}

Series series_of(Sums const& sums, HeadlineRate const& rate, int county, int household_class) {
  Where where{{Dim::county, {county}}};
  if (household_class >= 0) where.push_back({Dim::household_class, {household_class}});
  Where above = where;
  std::string const top = path_of(rate.numerator);
  if (rate.over >= 0 && sums.run().has(top)) above.push_back({sums.run().variable(top).dims.back(), {rate.over}});
  return {sums.of(top, above), sums.of(path_of(rate.denominator), where), rate.factor};
}

}  // namespace

std::vector<std::string> rankable_rates() {
  std::vector<std::string> out;
  for (Rankable const& r : rankables) out.emplace_back(r.rate);
  return out;
}

std::vector<double> chance_among_worst(std::vector<std::vector<double>> const& values, int worst) {
  std::vector<double> chance(values.size(), missing);
  std::vector<std::size_t> in;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (!values[k].empty() && std::none_of(values[k].begin(), values[k].end(), [](double v) { return std::isnan(v); }))
      in.push_back(k), chance[k] = 0;
  if (in.empty()) return chance;
  std::size_t const replicates = values[in.front()].size();
  auto const places = std::min(in.size(), static_cast<std::size_t>(std::max(worst, 0)));
  if (places == 0) return chance;
  for (std::size_t r = 0; r < replicates; ++r) {
    std::vector<double> sorted;
    for (std::size_t const k : in) sorted.push_back(values[k][r]);
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double const last = sorted[places - 1];
    auto const above = std::count_if(sorted.begin(), sorted.end(), [&](double v) { return v > last; });
    auto const level = std::count(sorted.begin(), sorted.end(), last);
    double const shared = (static_cast<double>(places) - static_cast<double>(above)) / static_cast<double>(level);
    for (std::size_t const k : in)
      chance[k] += (values[k][r] > last ? 1.0 : values[k][r] == last ? shared : 0.0) / static_cast<double>(replicates);
  }
  return chance;
}

ExportTable export_ranks(RunReader const& run, std::string_view name, int worst, int household_class,
                         SmallCells const& small) {
  auto const rates = headline_rates();
  HeadlineRate const& rate =
      *std::find_if(rates.begin(), rates.end(), [&](HeadlineRate const& r) { return r.name == name; });
  int const worse =
      std::find_if(rankables.begin(), rankables.end(), [&](Rankable const& r) { return r.rate == name; })->worse;
  ExportTable out{"ranks/" + std::string(name), rate.unit, rate.long_name, rate.long_name_zh};
  ExportColumn county = dimension_column(run, Dim::county);
  std::array numbers{ExportColumn{"value", out.title, out.title_zh},
                     ExportColumn{"standard_error", "standard error over replicates", "标准误"},
                     ExportColumn{"low", "lower end of the 95 % interval", "95%区间下限"},
                     ExportColumn{"high", "upper end of the 95 % interval", "95%区间上限"},
                     ExportColumn{fmt::format("probability_worst_{}", worst),
                                  fmt::format("share of replicates in which the county is among the worst {}", worst),
                                  fmt::format("位列最差{}个县的概率", worst)}};
  ExportColumn replicates{"replicates", "replicates", "重复模拟次数", Holds::whole};
  ExportColumn drawn = drawn_column(), suppressed = suppressed_column();
  Sums const sums(run);
  std::vector<Estimate> estimates;
  std::vector<std::vector<double>> values;
  for (int k = 0; k < static_cast<int>(run.labels().counties.size()); ++k) {
    Series const s = series_of(sums, rate, k, household_class);
    estimates.push_back(s.estimate());
    Shown const shown = std::isnan(estimates.back().value) ? Shown::yes : small.shown(k, household_class);
    values.emplace_back();
    for (std::size_t r = 0; r < s.top.size() && shown == Shown::yes; ++r)
      values.back().push_back(worse * s.top[r] / s.bottom[r]);
    county.values.push_back(k);
    replicates.values.push_back(estimates.back().replicates);
    drawn.values.push_back(std::floor(small.drawn(k, household_class)));
    suppressed.values.push_back(static_cast<double>(shown));
  }
  std::vector<double> const chance = chance_among_worst(values, worst);
  for (std::size_t k = 0; k < values.size(); ++k) {
    Estimate const e = values[k].empty() ? Estimate{missing, missing, missing, missing, 0} : estimates[k];
    std::array const cells{e.value, e.standard_error, e.low, e.high, chance[k]};
    for (std::size_t n = 0; n < cells.size(); ++n) numbers[n].values.push_back(cells[n]);
  }
  out.columns.push_back(std::move(county));
  for (ExportColumn& n : numbers) out.columns.push_back(std::move(n));
  for (ExportColumn* c : {&replicates, &drawn, &suppressed}) out.columns.push_back(std::move(*c));
  return out;
}

}  // namespace holdfast
