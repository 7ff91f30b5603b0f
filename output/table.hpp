// How an output table declares itself: dimensions, variables, labels, and the cells a table fills. No HDF5 here, so a
// table can be written and tested without a file. Format: docs/run-file.md.
//
// A table is one header in output/tables/ with two static functions:
//   static std::vector<Variable> variables();                                  what it writes
//   static void fill(std::span<std::vector<double>> buffers, Source const&...); one buffer per variable, same order
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/calendar.hpp"
#include "model/core/timeline.hpp"

namespace holdfast {

// The axes a variable can have. A new one is a word here, the same word in dim_names and a title in table.cpp.
enum class Dim : std::uint8_t {
  replicate,
  month,
  year,
  county,
  household_class,
  need,
  component,
  instrument,
  payer,
  channel,
  category,
  line,
  threshold,
  horizon,
  cause,
  measure,
  hazard,
  age_band,
  size_band,
  income_band,
  point
};
inline constexpr std::array<std::string_view, 21> dim_names{
    "replicate", "month",       "year", "county",    "household_class", "need",  "component", "instrument", "payer",
    "channel",   "category",    "line", "threshold", "horizon",         "cause", "measure",   "hazard",     "age_band",
    "size_band", "income_band", "point"};
inline constexpr int dim_count = static_cast<int>(dim_names.size());
static_assert(static_cast<int>(Dim::point) + 1 == dim_count, "name the new dimension in dim_names");

constexpr std::string_view name_of(Dim dim) { return dim_names[static_cast<std::size_t>(dim)]; }

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// In memory every value is a double; in the file a value is float64 and a count is int64 (missing: -1).
enum class Kind : std::uint8_t { value, count };

struct Variable {
  std::string group;  // "relapse", "money" ...; empty = the root group
  std::string name;
  std::vector<Dim> dims;       // results start with replicate; anything else is the same for all replicates
  std::string unit;            // "1", "yuan", "persons", "person months" ...; never a bare time unit such as "days"
  std::string long_name;       // English, one clause
  std::string long_name_zh;    // the same in Chinese
  std::string cell_methods{};  // CF: "month: sum", "county: mean" ...; empty = a point value
  Kind kind = Kind::value;
  double fill = missing;  // how a missing value is written; read back as NaN. A count writes -1 for NaN

  bool per_replicate() const { return !dims.empty() && dims.front() == Dim::replicate; }
  std::string path() const { return group.empty() ? name : group + "/" + name; }
};

struct Label {
  std::string text;  // the key scripts use: "income", "dibao"
  std::string zh{};  // what a Chinese page prints; empty = none
};

struct CountyLabel {
  std::int32_t adcode = 0;
  std::string name_zh, name_en, prefecture_zh, prefecture_en;
  double lon = missing, lat = missing;
  CountyClass county_class = CountyClass::other;
};

// What the positions along each dimension mean.
struct Labels {
  int replicates = 0;
  int first_replicate = 0;  // above 0 when this file is one shard of a larger run
  Month first_month{};
  int months = 0;
  int first_year = 0;
  int years = 0;
  std::vector<CountyLabel> counties;
  std::array<std::vector<Label>, dim_count> named{};  // every other dimension, by Dim; empty = not in this file

  std::vector<Label>& operator[](Dim dim) { return named[static_cast<std::size_t>(dim)]; }
  std::vector<Label> const& operator[](Dim dim) const { return named[static_cast<std::size_t>(dim)]; }

  int size(Dim dim) const;
  // Unique texts along any dimension: "0", "2021-01", "2021", "锦江区" (two counties of one name: "乐山市市中区"),
  // "dibao".
  std::vector<std::string> text(Dim dim) const;
};

// Labels made from an array of names, such as payer_names.
std::vector<Label> labels_from(std::span<std::string_view const> names);

// The title of a dimension, English and Chinese.
std::string_view title_of(Dim dim);
std::string_view title_zh_of(Dim dim);

// Throws std::invalid_argument with every mistake in a declaration: a name twice, a dimension without labels ...
void check_declaration(std::span<Variable const> variables, Labels const& labels);

// Sizes of the dimensions that one replicate fills: without `replicate` itself.
std::vector<std::int64_t> cell_shape(Variable const& variable, Labels const& labels);
std::int64_t cell_count(Variable const& variable, Labels const& labels);

// The buffers of one replicate, one per variable, all missing. A replicate in flight needs its own set.
std::vector<std::vector<double>> make_buffers(std::span<Variable const> variables, Labels const& labels);

// A buffer seen as an array of Rank dimensions (replicate left out), last index fastest: cells(month, county) += 1.
template <int Rank>
class Cells {
 public:
  Cells(std::vector<double>& buffer, Variable const& variable, Labels const& labels) : data_(buffer.data()) {
    std::vector<std::int64_t> const shape = cell_shape(variable, labels);
    for (int d = 0; d < Rank; ++d) shape_[d] = shape.at(static_cast<std::size_t>(d));
  }
  template <class... At>
  requires(sizeof...(At) == Rank) double& operator()(At... at) const {
    std::array<std::int64_t, Rank> const index{static_cast<std::int64_t>(at)...};
    std::int64_t offset = 0;
    for (int d = 0; d < Rank; ++d) offset = offset * shape_[d] + index[d];
    return data_[offset];
  }

 private:
  double* data_;
  std::array<std::int64_t, Rank> shape_{};
};

template <class T>
concept Table = requires {
  { T::variables() } -> std::same_as<std::vector<Variable>>;
};

// The tables of a run, in file order: using RunTables = TableList<Relapse, Money, ...>; (output/tables/all.hpp).
template <Table... T>
struct TableList {
  static std::vector<Variable> variables() {
    std::vector<Variable> all;
    (append(all, T::variables()), ...);
    return all;
  }
  // Each table gets the buffers of its own variables.
  template <class... Source>
  static void fill(std::span<std::vector<double>> buffers, Source const&... source) {
    static std::array<std::size_t, sizeof...(T)> const counts{T::variables().size()...};
    std::size_t at = 0, table = 0;
    ((T::fill(buffers.subspan(at, counts[table]), source...), at += counts[table], ++table), ...);
  }

 private:
  static void append(std::vector<Variable>& all, std::vector<Variable> const& more) {
    all.insert(all.end(), more.begin(), more.end());
  }
};

}  // namespace holdfast
