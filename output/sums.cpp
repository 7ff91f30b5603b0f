#include "output/sums.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

// For every dimension after `replicate`, which positions count.
std::vector<std::vector<char>> masks_of(Values const& values, Where const& where) {
  std::vector<std::vector<char>> masks;
  for (std::size_t d = 1; d < values.dims.size(); ++d) {
    auto const size = static_cast<std::size_t>(values.shape[d]);
    auto const named = std::find_if(where.begin(), where.end(), [&](Keep const& k) { return k.dim == values.dims[d]; });
    masks.emplace_back(size, named == where.end() ? 1 : 0);
    if (named == where.end()) continue;
    for (int const at : named->at)
      if (at >= 0 && static_cast<std::size_t>(at) < size) masks.back()[static_cast<std::size_t>(at)] = 1;
  }
  return masks;
}

// Which cells of one replicate count: the product of the masks, last index fastest.
std::vector<std::size_t> cells_of(std::vector<std::vector<char>> const& masks) {
  std::vector<std::size_t> cells{0};
  for (auto const& mask : masks) {
    std::vector<std::size_t> next;
    for (std::size_t const cell : cells)
      for (std::size_t i = 0; i < mask.size(); ++i)
        if (mask[i]) next.push_back(cell * mask.size() + i);
    cells = std::move(next);
  }
  return cells;
}

}  // namespace

Estimate Series::estimate() const {
  return (bottom.empty() ? mean_of(top) : ratio_of_sums(top, bottom)).scaled(factor);
}

std::vector<double> Series::replicate_values() const {
  std::vector<double> out;
  for (std::size_t r = 0; r < top.size(); ++r) out.push_back(factor * top[r] / (bottom.empty() ? 1 : bottom[r]));
  return out;
}

std::vector<std::string> Series::sources() const {
  std::vector<std::string> out;
  for (std::string const& variable : {top.variable, bottom.variable})
    if (!variable.empty() && std::find(out.begin(), out.end(), variable) == out.end()) out.push_back(variable);
  return out;
}

std::vector<double> Series::by_replicate() const {
  std::vector<double> out = top;
  if (!bottom.empty()) out = linearised_ratio(top, bottom);
  for (double& value : out) value *= factor;
  return out;
}

PairedDifference paired(Series const& a, Series const& b) {
  PairedDifference out =
      a.bottom.empty() ? paired_difference(a.top, b.top) : paired_ratio_difference(a.top, a.bottom, b.top, b.bottom);
  out.difference = out.difference.scaled(b.factor);
  return out;
}

Sums::Sums(RunReader const& run, int replicates)
    : run_(run), replicates_(replicates < 0 ? run.complete_replicates() : replicates) {}

Summed Sums::of(std::string const& variable, Where const& where) const {
  Summed out(std::vector<double>(static_cast<std::size_t>(replicates_), missing), variable);
  if (!run_.has(variable) || !run_.variable(variable).per_replicate()) return out;
  auto found = read_.find(variable);
  if (found == read_.end()) found = read_.emplace(variable, run_.read(variable)).first;
  Values const& values = found->second;
  std::size_t stride = 1;
  for (std::size_t d = 1; d < values.shape.size(); ++d) stride *= static_cast<std::size_t>(values.shape[d]);
  std::vector<std::size_t> const cells = cells_of(masks_of(values, where));
  for (std::size_t r = 0; r < out.size(); ++r)
    for (std::size_t const cell : cells) {
      double const value = values.data[r * stride + cell];
      if (!std::isnan(value)) out[r] = std::isnan(out[r]) ? value : out[r] + value;
    }
  return out;
}

Keep Sums::only(Dim dim, std::initializer_list<std::string_view> labels) const {
  Keep out{dim, {}};
  std::vector<std::string> const texts = run_.labels().text(dim);
  for (std::string_view const label : labels)
    if (auto const at = std::find(texts.begin(), texts.end(), label); at != texts.end())
      out.at.push_back(static_cast<int>(at - texts.begin()));
  return out;
}

Keep Sums::month_range(int first, int end) {
  Keep out{Dim::month, {}};
  for (int m = std::max(0, first); m < end; ++m) out.at.push_back(m);
  return out;
}

Keep Sums::year(int year) const {
  int const first = month_index(Month::of(year, 1));
  return month_range(first, std::min(first + 12, months()));
}

bool Sums::has_year(int year) const { return has_month(Month::of(year, 1)) && has_month(Month::of(year, 12)); }

bool Sums::has_month(Month month) const { return month_index(month) >= 0 && month_index(month) < months(); }

std::vector<bool> simulated_counties(RunReader const& run) {
  std::vector<bool> out(run.labels().counties.size(), true);
  if (!run.has("population/members") || run.complete_replicates() == 0) return out;
  Values const values = run.read_replicate("population/members", 0);
  if (values.dims.size() < 2 || values.dims[1] != Dim::county) return out;
  std::size_t const cells = values.shape.size() > 2 ? static_cast<std::size_t>(values.shape[2]) : 1;
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = !std::isnan(values.data[k * cells]);
  return out;
}

}  // namespace holdfast
