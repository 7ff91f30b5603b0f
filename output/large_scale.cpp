#include "output/large_scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/core/errors.hpp"

namespace holdfast {
namespace {

constexpr auto lifted_out = static_cast<int>(HouseholdClass::lifted_out);

// One variable of the table by year and county, of lifted-out households: value(replicate, year, county).
class ByCounty {
 public:
  ByCounty(RunReader const& run, char const* name) : values_(run.read(name)) {
    for (std::size_t d = 3; d < values_.shape.size(); ++d) tail_ *= static_cast<std::size_t>(values_.shape[d]);
    at_ = tail_ / household_classes * static_cast<std::size_t>(lifted_out);  // of the lines, the first
  }
  double operator()(std::size_t replicate, std::size_t year, std::size_t county) const {
    auto const years = static_cast<std::size_t>(values_.shape[1]),
               counties = static_cast<std::size_t>(values_.shape[2]);
    return values_.data[((replicate * years + year) * counties + county) * tail_ + at_];
  }

 private:
  Values values_;
  std::size_t tail_ = 1, at_ = 0;
};

void require(RunReader const& run, bool fine, char const* what) {
  if (!fine) throw InputError(Problem{run.path().string(), 0, 0, "", what});
}

// Every used county's flag "reached the threshold in this replicate and year".
bool reached(CountyYears const& all, int replicate, int year_index, std::size_t county, double threshold) {
  if (year_index >= 0) {
    CountyYear const& cell = all.at(replicate, year_index, county);
    return cell.persons > 0 && cell.share() >= threshold;
  }
  for (int y = 0; y < all.years; ++y)
    if (reached(all, replicate, y, county, threshold)) return true;
  return false;
}

bool used(CountyYears const& all, std::size_t county, double least_households) {
  return all.drawn_households[county] > 0 && all.drawn_households[county] >= least_households;
}

double province_share(CountyYears const& all, int replicate, int year_index) {
  CountyYear sum;
  for (std::size_t k = 0; k < all.counties(); ++k) {
    CountyYear const& cell = all.at(replicate, year_index, k);
    sum.onsets += cell.onsets, sum.persons += cell.persons;
  }
  return sum.share();
}

LargeScalePoint point_of(CountyYears const& all, int year_index, double threshold, double least_households) {
  LargeScalePoint out{threshold, year_index < 0 ? 0 : all.first_year + year_index, {}, {}, {}};
  std::vector<double> counts;
  int any = 0, province = 0;
  for (int r = 0; r < all.replicates; ++r) {
    int count = 0;
    for (std::size_t k = 0; k < all.counties(); ++k)
      count += used(all, k, least_households) && reached(all, r, year_index, k, threshold);
    counts.push_back(count);
    any += count > 0;
    province += largest_share(all, r, year_index, true, least_households) >= threshold;
  }
  double const n = all.replicates;
  out.any_county = wilson(any / n, n);
  out.expected_counties = mean_of(counts);
  if (out.expected_counties.low < 0) out.expected_counties.low = 0;  // a number of counties
  out.province = wilson(province / n, n);
  return out;
}

}  // namespace

CountyYears county_years(RunReader const& run) {
  for (char const* name : {"poverty/latent_onsets", "population/members", "population/households"})
    require(run, run.has(name), "has no relapses by county and year: it was not written by holdfast run.");
  Labels const& labels = run.labels();
  int const first = labels.first_month == Month::of(labels.first_month.year(), 1) ? 0 : 1;
  int const end = (labels.first_month + labels.months).year() - labels.first_year;
  require(run, end > first, "has no whole calendar year: twelve months from a January are needed.");
  CountyYears out;
  out.replicates = run.complete_replicates();
  require(run, out.replicates > 0, "has no complete replicate.");
  out.years = end - first, out.first_year = labels.first_year + first;
  out.households_share = run.provenance().households_share;
  ByCounty const onsets(run, "poverty/latent_onsets"), members(run, "population/members"),
      households(run, "population/households");
  auto const cell = [](double value) { return std::isnan(value) ? 0 : value; };
  std::size_t const counties = labels.counties.size();
  for (std::size_t k = 0; k < counties; ++k)
    out.drawn_households.push_back(
        std::round(cell(households(0, static_cast<std::size_t>(first), k)) * out.households_share));
  for (std::size_t r = 0; r < static_cast<std::size_t>(out.replicates); ++r)
    for (auto y = static_cast<std::size_t>(first); y < static_cast<std::size_t>(end); ++y)
      for (std::size_t k = 0; k < counties; ++k) out.cells.push_back({cell(onsets(r, y, k)), cell(members(r, y, k))});
  return out;
}

CountyYears county_years(ReplicateResult const& result, Scenario const& scenario) {
  CountyYears out;
  int const first = (12 - (scenario.start.month_of_year() - 1)) % 12;  // months before the first January
  out.replicates = 1;
  out.years = std::max(0, (scenario.months - first) / 12);
  out.first_year = (scenario.start + first).year();
  out.households_share = scenario.households_share;
  out.drawn_households.assign(result.counties.size(), 0);
  out.cells.resize(static_cast<std::size_t>(out.years) * result.counties.size());
  for (std::size_t k = 0; k < result.counties.size(); ++k) {
    CountyResult const& county = result.counties[k];
    if (county.counts.empty() || out.years == 0) continue;
    double const weight = county.weight[lifted_out];
    auto const of = [&](int month, Total total) {
      return static_cast<double>(county.count(month, total, HouseholdClass::lifted_out));
    };
    out.drawn_households[k] = of(first + 11, Total::households);
    for (int y = 0; y < out.years; ++y) {
      CountyYear& cell = out.cells[static_cast<std::size_t>(y) * out.counties() + k];
      for (int m = first + 12 * y; m < first + 12 * y + 12; ++m) cell.onsets += weight * of(m, Total::latent_onsets);
      cell.persons = weight * of(first + 12 * y + 11, Total::members);
    }
  }
  return out;
}

void require_a_county(CountyYears const& all, double least_households) {
  for (std::size_t k = 0; k < all.counties(); ++k)
    if (used(all, k, least_households)) return;
  throw InputError(
      Problem{"--share", 0, 0, "",
              fmt::format("is {:g}: no county has {:g} drawn lifted-out households, so nothing can be said "
                          "of any county. Take a larger share.",
                          all.households_share, least_households)});
}

double largest_share(CountyYears const& all, int replicate, int year_index, bool province, double least_households) {
  if (year_index < 0) {
    double most = 0;
    for (int y = 0; y < all.years; ++y)
      most = std::max(most, largest_share(all, replicate, y, province, least_households));
    return most;
  }
  if (province) return province_share(all, replicate, year_index);
  double most = 0;
  for (std::size_t k = 0; k < all.counties(); ++k)
    if (used(all, k, least_households)) most = std::max(most, all.at(replicate, year_index, k).share());
  return most;
}

LargeScaleCurve large_scale_curve(CountyYears const& all, std::span<double const> thresholds, double least_households) {
  LargeScaleCurve out;
  std::vector<double> drawn;
  for (std::size_t k = 0; k < all.counties(); ++k) {
    if (all.drawn_households[k] <= 0) continue;
    if (used(all, k, least_households))
      drawn.push_back(all.drawn_households[k]);
    else
      ++out.counties_left_out;
  }
  out.counties_used = static_cast<int>(drawn.size());
  std::sort(drawn.begin(), drawn.end());
  if (!drawn.empty()) out.median_drawn_households = drawn[drawn.size() / 2];
  for (int y = 0; y <= all.years; ++y)
    for (double const threshold : thresholds)
      out.points.push_back(point_of(all, y < all.years ? y : -1, threshold, least_households));
  return out;
}

}  // namespace holdfast
