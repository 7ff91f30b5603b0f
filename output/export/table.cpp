#include "output/export/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/core/calendar.hpp"

namespace holdfast {
namespace {

using Holds = ExportColumn::Holds;
using Shows = ExportField::Shows;

template <class Part>
bool any(ExportColumn const& column, Part part) {
  return std::any_of(column.labels.begin(), column.labels.end(),
                     [&](ExportLabel const& l) { return !(l.*part).empty(); });
}

// A column that is the same in every row.
ExportColumn constant(std::string name, std::string title, std::string title_zh, std::vector<ExportLabel> labels) {
  return {std::move(name), std::move(title), std::move(title_zh), Holds::label, std::move(labels)};
}

double position_of(std::vector<ExportLabel>& labels, std::string const& text, std::string const& zh) {
  auto const found = std::find_if(labels.begin(), labels.end(), [&](ExportLabel const& l) { return l.text == text; });
  if (found != labels.end()) return static_cast<double>(found - labels.begin());
  labels.push_back({static_cast<std::int32_t>(labels.size()) + 1, text, zh});
  return static_cast<double>(labels.size() - 1);
}

}  // namespace

bool ExportField::blank(std::size_t row) const {
  return std::isnan(column->values[row]) || (is_text() && label(row).empty());
}

double ExportField::number(std::size_t row) const {
  double const value = column->values[row];
  return shows == Shows::code ? column->labels[static_cast<std::size_t>(value)].code : value;
}

std::string const& ExportField::label(std::size_t row) const {
  ExportLabel const& l = column->labels[static_cast<std::size_t>(column->values[row])];
  return shows == Shows::zh ? l.zh : shows == Shows::en ? l.en : l.text;
}

std::string ExportField::text(std::size_t row) const {
  if (blank(row)) return "";
  if (is_text()) return label(row);
  if (column->holds == Holds::month) return Month{static_cast<std::int32_t>(number(row))}.text();
  return column->holds == Holds::number ? fmt::format("{:.9g}", number(row)) : fmt::format("{:.0f}", number(row));
}

std::vector<ExportField> fields_of(ExportTable const& table) {
  std::vector<ExportField> out;
  for (ExportColumn const& c : table.columns) {
    if (c.holds != Holds::label) {
      out.push_back({&c, Shows::value, c.name, c.title, c.title_zh});
      continue;
    }
    if (!c.code_name.empty())
      out.push_back({&c, Shows::code, c.code_name, "code of the " + c.title, c.title_zh + "代码"});
    out.push_back({&c, Shows::text, c.name, c.title, c.title_zh});
    if (any(c, &ExportLabel::zh)) out.push_back({&c, Shows::zh, c.name + "_zh", c.title + ", in Chinese", c.title_zh});
    if (any(c, &ExportLabel::en))
      out.push_back({&c, Shows::en, c.name + "_en", c.title + ", in English", c.title_zh + "（英文）"});
  }
  return out;
}

ExportTable joined(std::vector<ExportTable> const& tables) {
  ExportTable out;
  if (tables.size() == 1) out = tables.front(), out.columns.clear();
  out.columns.push_back(constant("table", "table of the run file", "结果表", {}));
  out.columns.push_back(constant("unit", "unit", "单位", {}));
  // Dimensions before values, in the order in which the tables bring them.
  for (bool const dimensions : {true, false})
    for (ExportTable const& t : tables) {
      auto const value = std::find_if(t.columns.begin(), t.columns.end(),
                                      [](ExportColumn const& c) { return c.holds == Holds::number; });
      auto const first = dimensions ? t.columns.begin() : value, end = dimensions ? value : t.columns.end();
      for (auto c = first; c != end; ++c)
        if (std::none_of(out.columns.begin(), out.columns.end(), [&](auto const& o) { return o.name == c->name; })) {
          out.columns.push_back(*c);
          out.columns.back().values.clear();
          if (tables.size() > 1 && c == value) out.columns.back().title = "value", out.columns.back().title_zh = "数值";
        }
    }
  for (ExportTable const& t : tables) {
    double const table = position_of(out.columns[0].labels, t.name, t.title_zh);
    double const unit = position_of(out.columns[1].labels, t.unit, "");
    out.columns[0].values.resize(out.columns[0].values.size() + t.rows(), table);
    out.columns[1].values.resize(out.columns[1].values.size() + t.rows(), unit);
    for (std::size_t k = 2; k < out.columns.size(); ++k) {
      ExportColumn& to = out.columns[k];
      auto const from =
          std::find_if(t.columns.begin(), t.columns.end(), [&](auto const& c) { return c.name == to.name; });
      if (from != t.columns.end())
        to.values.insert(to.values.end(), from->values.begin(), from->values.end());
      else
        to.values.resize(to.values.size() + t.rows(), std::numeric_limits<double>::quiet_NaN());
    }
  }
  return out;
}

}  // namespace holdfast
