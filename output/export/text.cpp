// Exports as CSV and JSON.
#include <cmath>
#include <nlohmann/json.hpp>

#include "model/core/calendar.hpp"
#include "output/export/table.hpp"
#include "output/text.hpp"

namespace holdfast {

using Json = nlohmann::ordered_json;

std::string export_csv(Export const& data) {
  ExportTable const table = joined(data.tables);
  std::vector<ExportField> const fields = fields_of(table);
  std::string out;
  auto const write = [&](std::size_t field, std::string const& text) {
    out += csv_field(text) + (field + 1 < fields.size() ? "," : "\n");
  };
  for (std::size_t f = 0; f < fields.size(); ++f) write(f, fields[f].name);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t f = 0; f < fields.size(); ++f) write(f, fields[f].text(row));
  return out;
}

namespace {

Json cell_json(ExportField const& field, std::size_t row) {
  if (field.blank(row)) return {};
  if (field.is_text() || field.column->holds == ExportColumn::Holds::month) return field.text(row);
  if (field.column->holds == ExportColumn::Holds::number) return field.number(row);
  return static_cast<std::int64_t>(field.number(row));
}

}  // namespace

std::string export_json(Export const& data) {
  Json facts = Json::object(), tables = Json::array();
  for (auto const& [name, value] : data.facts) facts[name] = value;
  for (ExportTable const& table : data.tables) {
    Json rows = Json::array(), columns = Json::array();
    std::vector<ExportField> const fields = fields_of(table);
    for (ExportField const& f : fields)
      columns.push_back({{"name", f.name}, {"title", f.title}, {"title_zh", f.title_zh}});
    for (std::size_t row = 0; row < table.rows(); ++row) {
      Json cells = Json::object();
      for (ExportField const& f : fields) cells[f.name] = cell_json(f, row);
      rows.push_back(std::move(cells));
    }
    tables.push_back({{"name", table.name},
                      {"unit", table.unit},
                      {"title", table.title},
                      {"title_zh", table.title_zh},
                      {"columns", std::move(columns)},
                      {"rows", std::move(rows)}});
  }
  return Json{{"facts", facts}, {"tables", tables}}.dump(1) + "\n";
}

}  // namespace holdfast
