#include "output/tables/counted.hpp"

#include <algorithm>

namespace holdfast {
namespace {

std::vector<Dim> extra(Over over) {
  switch (over) {
    case Over::need:
      return {Dim::need};
    case Over::component:
      return {Dim::component};
    case Over::channel:
      return {Dim::channel};
    case Over::category:
      return {Dim::category};
    case Over::line:
      return {Dim::line};
    case Over::threshold:
      return {Dim::threshold};
    case Over::hazard:
      return {Dim::hazard};
    case Over::age_band:
      return {Dim::age_band};
    case Over::size_band:
      return {Dim::size_band};
    case Over::income_band:
      return {Dim::income_band};
    case Over::cause:
      return {Dim::cause};
    default:
      return {};
  }
}

std::vector<Variable> declare(std::string const& suffix, std::vector<Dim> const& leading, std::string const& time) {
  std::vector<Variable> out;
  for (TotalInfo const& info : total_infos) {
    std::vector<Dim> dims = leading;
    for (Dim dim : extra(info.over)) dims.push_back(dim);
    bool const flow = info.tally == Tally::flow;
    std::string const method = time == "year" ? (flow ? "year: sum" : "year: point (December)")
                                              : (flow ? "month: sum" : "month: point (end of month)");
    out.push_back({std::string(info.table) + suffix, std::string(info.name), dims, std::string(info.unit),
                   std::string(info.meaning), std::string(info.meaning_zh), method});
  }
  return out;
}

// Visits every cell of total t in buffer order: inner(class, over) within outer.
template <class Add>
void each_cell(std::size_t t, Add&& add) {
  int const over = size_of(total_infos[t].over);
  for (int c = 0; c < household_classes; ++c)
    for (int o = 0; o < over; ++o) add(c, o, static_cast<std::size_t>(c * over + o));
}

}  // namespace

std::vector<Variable> CountedByYear::variables() {
  return declare("", {Dim::replicate, Dim::year, Dim::county, Dim::household_class}, "year");
}

void CountedByYear::fill(std::span<std::vector<double>> buffers, TableSource const& source) {
  auto const& [result, scenario, labels] = source;
  std::size_t const counties = labels.counties.size();
  for (std::size_t t = 0; t < totals; ++t) {
    auto const cells = static_cast<std::size_t>(size_of(total_infos[t].over) * household_classes);
    bool const flow = total_infos[t].tally == Tally::flow;
    for (std::size_t k = 0; k < counties; ++k) {
      CountyResult const& county = result.counties[k];
      if (county.counts.empty()) continue;  // not simulated: missing
      for (int y = 0; y < labels.years; ++y) {
        double* const out = buffers[t].data() + (static_cast<std::size_t>(y) * counties + k) * cells;
        int const first = std::max(0, Month::of(labels.first_year + y, 1) - scenario.start);
        int const end = std::min(scenario.months, Month::of(labels.first_year + y + 1, 1) - scenario.start);
        each_cell(t, [&](int c, int o, std::size_t at) {
          std::int64_t sum = 0;
          for (int m = flow ? first : end - 1; m < end; ++m)
            sum += county.count(m, static_cast<Total>(t), static_cast<HouseholdClass>(c), o);
          out[at] = static_cast<double>(sum) * county.weight[static_cast<std::size_t>(c)] / total_infos[t].scale;
        });
      }
    }
  }
}

std::vector<Variable> CountedByMonth::variables() {
  return declare("_monthly", {Dim::replicate, Dim::month, Dim::household_class}, "month");
}

void CountedByMonth::fill(std::span<std::vector<double>> buffers, TableSource const& source) {
  auto const& [result, scenario, labels] = source;
  for (std::size_t t = 0; t < totals; ++t) {
    auto const cells = static_cast<std::size_t>(size_of(total_infos[t].over) * household_classes);
    for (int m = 0; m < scenario.months; ++m)
      each_cell(t, [&](int c, int o, std::size_t at) {
        double sum = 0;  // counties in fixed order
        for (CountyResult const& county : result.counties)
          if (!county.counts.empty())
            sum += static_cast<double>(county.count(m, static_cast<Total>(t), static_cast<HouseholdClass>(c), o)) *
                   county.weight[static_cast<std::size_t>(c)];
        buffers[t][static_cast<std::size_t>(m) * cells + at] = sum / total_infos[t].scale;
      });
  }
}

}  // namespace holdfast
