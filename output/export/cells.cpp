#include "output/export/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/statistics.hpp"

namespace holdfast {
namespace {

using Holds = ExportColumn::Holds;

bool is_time(Dim dim) { return dim == Dim::month || dim == Dim::year; }

// How the cells of a variable become the cells of a table. Dimensions and shape are without the replicate.
struct Summing {
  std::vector<Dim> dims;
  std::vector<std::size_t> shape;
  std::vector<bool> kept;
  bool mean_over_time = false;  // a stock whose months or years are not kept

  std::size_t cells() const { return product(false); }
  std::size_t rows() const { return product(true); }
  // Positions of a cell, first dimension first.
  std::vector<std::size_t> positions(std::size_t cell, bool of_rows) const {
    std::vector<std::size_t> at(dims.size(), 0);
    for (std::size_t d = dims.size(); d-- > 0;) {
      if (of_rows && !kept[d]) continue;
      at[d] = cell % shape[d];
      cell /= shape[d];
    }
    return at;
  }
  std::size_t row_of(std::size_t cell) const {
    std::vector<std::size_t> const at = positions(cell, false);
    std::size_t row = 0;
    for (std::size_t d = 0; d < dims.size(); ++d)
      if (kept[d]) row = row * shape[d] + at[d];
    return row;
  }

 private:
  std::size_t product(bool of_rows) const {
    std::size_t n = 1;
    for (std::size_t d = 0; d < dims.size(); ++d)
      if (!of_rows || kept[d]) n *= shape[d];
    return n;
  }
};

Summing plan_of(RunReader const& run, Variable const& variable, std::optional<std::vector<Dim>> const& by) {
  Summing plan;
  for (Dim const dim : variable.dims) {
    if (dim == Dim::replicate) continue;
    bool const named = !by || std::find(by->begin(), by->end(), dim) != by->end();
    bool const kept = named || !can_be_summed(variable) || !(can_be_summed(dim) || is_time(dim));
    plan.dims.push_back(dim);
    plan.shape.push_back(static_cast<std::size_t>(run.labels().size(dim)));
    plan.kept.push_back(kept);
    plan.mean_over_time |= is_time(dim) && !kept && variable.cell_methods.find("sum") == std::string::npos;
  }
  return plan;
}

// Cells of one replicate added up into rows; a missing cell does not count, a row without any is missing.
std::vector<double> rows_of(Summing const& plan, std::vector<std::size_t> const& row_of,
                            std::vector<double> const& cells) {
  std::vector<double> sum(plan.rows(), missing);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (std::isnan(cells[i])) continue;
    double& to = sum[row_of[i]];
    to = std::isnan(to) ? cells[i] : to + cells[i];
  }
  if (!plan.mean_over_time) return sum;
  for (std::size_t d = 0; d < plan.dims.size(); ++d)
    if (is_time(plan.dims[d]))
      for (double& s : sum) s /= static_cast<double>(plan.shape[d]);
  return sum;
}

// out[row][replicate]
std::vector<std::vector<double>> read_rows(RunReader const& run, Variable const& variable, Summing const& plan) {
  std::vector<std::size_t> row_of(plan.cells());
  for (std::size_t i = 0; i < row_of.size(); ++i) row_of[i] = plan.row_of(i);
  std::vector<std::vector<double>> out(plan.rows());
  int const replicates = variable.per_replicate() ? run.complete_replicates() : 1;
  for (int r = 0; r < replicates; ++r) {
    Values const values = variable.per_replicate() ? run.read_replicate(variable.path(), r) : run.read(variable.path());
    std::vector<double> const rows = rows_of(plan, row_of, values.data);
    for (std::size_t i = 0; i < rows.size(); ++i) out[i].push_back(rows[i]);
  }
  return out;
}

int position(Summing const& plan, std::vector<std::size_t> const& at, Dim dim) {
  for (std::size_t d = 0; d < plan.dims.size(); ++d)
    if (plan.dims[d] == dim && plan.kept[d]) return static_cast<int>(at[d]);
  return -1;
}

double dimension_value(RunReader const& run, Dim dim, std::size_t at) {
  auto const i = static_cast<int>(at);
  if (dim == Dim::month) return (run.labels().first_month + i).since_2000;
  return dim == Dim::year ? run.labels().first_year + i : i;
}

}  // namespace

bool can_be_summed(Dim dim) {
  static constexpr std::array additive{Dim::county,    Dim::household_class, Dim::component, Dim::instrument,
                                       Dim::payer,     Dim::category,        Dim::cause,     Dim::age_band,
                                       Dim::size_band, Dim::income_band};
  return std::find(additive.begin(), additive.end(), dim) != additive.end();
}

bool can_be_summed(Variable const& variable) {
  static constexpr std::array<std::string_view, 6> additive{"persons",       "households",       "yuan",
                                                            "person-months", "household-months", "admissions"};
  bool const averaged = variable.cell_methods.find("mean") != std::string::npos;
  return !averaged && std::find(additive.begin(), additive.end(), variable.unit) != additive.end();
}

ExportColumn dimension_column(RunReader const& run, Dim dim) {
  ExportColumn out{std::string(name_of(dim)), std::string(title_of(dim)), std::string(title_zh_of(dim))};
  out.holds = dim == Dim::month ? Holds::month : dim == Dim::year ? Holds::whole : Holds::label;
  if (out.holds != Holds::label) return out;
  std::vector<std::string> const texts = run.labels().text(dim);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto const code = static_cast<std::int32_t>(i) + 1;
    if (dim == Dim::county)
      out.labels.push_back({run.labels().counties[i].adcode, texts[i], "", run.labels().counties[i].name_en});
    else
      out.labels.push_back({code, texts[i], run.labels()[dim][i].zh});
  }
  if (dim == Dim::county) out.code_name = "adcode";
  return out;
}

ExportColumn drawn_column() {
  return {"drawn_households", "drawn households that the cell rests on, in the year with the fewest",
          "样本户数（最少的一年）", Holds::whole};
}

ExportColumn suppressed_column() {
  return {"suppressed",
          "why the cell is blank",
          "留空原因",
          Holds::label,
          {{0, "", ""},
           {1, fmt::format("fewer than {} drawn households", fewest_drawn_households),
            fmt::format("样本户少于{}户", fewest_drawn_households)},
           {2, "would follow from a total and another blank cell", "可由合计与另一留空单元格推出"}}};
}

ExportTable export_table(RunReader const& run, std::string const& name, std::optional<std::vector<Dim>> const& by,
                         SmallCells const& small) {
  Variable const& variable = run.variable(name);
  Summing const plan = plan_of(run, variable, by);
  ExportTable out{variable.path(), variable.unit, variable.long_name, variable.long_name_zh};
  for (std::size_t d = 0; d < plan.dims.size(); ++d)
    if (plan.kept[d]) out.columns.push_back(dimension_column(run, plan.dims[d]));
  ExportColumn value{"value", variable.long_name, variable.long_name_zh},
      error{"standard_error", "standard error of the mean over replicates", "标准误"},
      replicates{"replicates", "replicates that the mean is over", "重复模拟次数", Holds::whole};
  ExportColumn drawn = drawn_column(), suppressed = suppressed_column();
  std::vector<std::vector<double>> const rows = read_rows(run, variable, plan);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::size_t> const at = plan.positions(i, true);
    for (std::size_t d = 0, c = 0; d < plan.dims.size(); ++d)
      if (plan.kept[d]) out.columns[c++].values.push_back(dimension_value(run, plan.dims[d], at[d]));
    int const county = position(plan, at, Dim::county), household_class = position(plan, at, Dim::household_class);
    Estimate const mean = mean_of(rows[i]);
    // What was not simulated is missing, not withheld.
    Shown const shown = std::isnan(mean.value) ? Shown::yes : small.shown(county, household_class);
    value.values.push_back(shown == Shown::yes ? mean.value : missing);
    error.values.push_back(shown == Shown::yes ? mean.standard_error : missing);
    replicates.values.push_back(mean.replicates);
    drawn.values.push_back(std::floor(small.drawn(county, household_class)));
    suppressed.values.push_back(static_cast<double>(shown));
  }
  for (ExportColumn* c : {&value, &error, &replicates, &drawn, &suppressed}) out.columns.push_back(std::move(*c));
  return out;
}

std::vector<std::pair<std::string, std::string>> export_facts(RunReader const& run, bool all_cells) {
  auto const scenario = nlohmann::json::parse(run.provenance().scenario_json, nullptr, false);
  auto const text = [&](char const* key) { return scenario.is_object() ? scenario.value(key, "") : std::string(); };
  Labels const& labels = run.labels();
  std::vector<std::pair<std::string, std::string>> out{
      {"scenario", text("name")},
      {"title", text("title")},
      {"title_zh", text("title_zh")},
      {"seed", fmt::format("{}", run.provenance().seed)},
      {"households_share", fmt::format("{}", run.provenance().households_share)},
      {"replicates", fmt::format("{}", run.complete_replicates())},
      {"replicates_planned", fmt::format("{}", labels.replicates)},
      {"first_month", labels.first_month.text()},
      {"last_month", (labels.first_month + (labels.months - 1)).text()},
      {"commit", run.provenance().commit},
      {"results_fnv1a64", fmt::format("{:016x}", run.results_fnv1a64())},
      {"values", "mean over replicates of simulated households, weighted to all rural households; no real person"},
      {"values_zh", "各次重复模拟的均值，按权数推算到全部农户；均为模拟户，不对应真实个人"},
      {"standard_error", "of that mean: luck only, not the doubt about parameters"}};
  out.emplace_back("small_cells", all_cells ? "all cells are shown (--all-cells)" : std::string(small_cell_rule));
  out.emplace_back("small_cells_zh", all_cells ? "全部单元格均列出（--all-cells）" : std::string(small_cell_rule_zh));
  return out;
}

}  // namespace holdfast
