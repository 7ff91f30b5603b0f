// Exports as an Excel workbook. The only file that knows libxlsxwriter; built where that library is.
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <set>

#include "model/core/calendar.hpp"
#include "model/core/errors.hpp"
#include "output/export/table.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr std::size_t most_rows = LXW_ROW_MAX - 1;  // one is the header
constexpr std::time_t created = 1609459200;         // 2021-01-01: the same bytes whenever the export is made
constexpr int widest_column = 60;

struct Formats {
  lxw_format *header, *month, *name, *wrapped;
};

// A sheet's name has at most 31 characters, is unique without regard to case, and has no slash.
std::string sheet_name(ExportTable const& table, std::set<std::string>& taken) {
  std::string const whole = table.name.substr(table.name.find('/') + 1);
  std::string name = whole.substr(0, LXW_SHEETNAME_MAX);
  for (int n = 2; !taken.insert(name).second; ++n) {
    std::string const mark = fmt::format("~{}", n);
    name = whole.substr(0, LXW_SHEETNAME_MAX - mark.size()) + mark;
  }
  return name;
}

// English above Chinese; a value carries its unit.
std::string header_of(ExportField const& field, ExportTable const& table) {
  std::string out = field.name + "\n" + field.title_zh;
  if (field.name == "value" || field.name == "standard_error") out += fmt::format("\n({})", table.unit);
  return out;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, ExportField const& field, std::size_t from,
                Formats const& formats) {
  if (field.blank(from)) return;
  if (field.is_text()) {
    worksheet_write_string(sheet, row, col, field.label(from).c_str(), nullptr);
  } else if (field.column->holds == ExportColumn::Holds::month) {
    Month const month{static_cast<std::int32_t>(field.number(from))};
    lxw_datetime date{month.year(), month.month_of_year(), 1, 0, 0, 0};
    worksheet_write_datetime(sheet, row, col, &date, formats.month);
  } else {
    worksheet_write_number(sheet, row, col, field.number(from), nullptr);
  }
}

int width_of(ExportField const& field, std::string const& header, std::size_t rows) {
  int width = 8;
  for (std::size_t at = 0; at < header.size();) {
    std::size_t const end = std::min(header.find('\n', at), header.size());
    width = std::max(width, display_width(std::string_view(header).substr(at, end - at)));
    at = end + 1;
  }
  for (std::size_t row = 0; row < std::min<std::size_t>(rows, 2000); ++row)
    width = std::max(width, display_width(field.text(row)));
  return std::min(width + 2, widest_column);
}

void write_table(lxw_worksheet* sheet, ExportTable const& table, Formats const& formats) {
  std::vector<ExportField> const fields = fields_of(table);
  worksheet_set_row(sheet, 0, 48, nullptr);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    auto const col = static_cast<lxw_col_t>(f);
    std::string const header = header_of(fields[f], table);
    worksheet_set_column(sheet, col, col, width_of(fields[f], header, table.rows()), nullptr);
    worksheet_write_string(sheet, 0, col, header.c_str(), formats.header);
  }
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t f = 0; f < fields.size(); ++f)
      write_cell(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(f), fields[f], row, formats);
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows()), static_cast<lxw_col_t>(fields.size() - 1));
}

void write_readme(lxw_worksheet* sheet, Export const& data, std::vector<std::string> const& sheets,
                  Formats const& formats) {
  constexpr std::array<double, 5> widths{34, 44, 24, 60, 40};
  for (std::size_t c = 0; c < widths.size(); ++c)
    worksheet_set_column(sheet, static_cast<lxw_col_t>(c), static_cast<lxw_col_t>(c), widths[c], nullptr);
  lxw_row_t row = 0;
  worksheet_write_string(sheet, row++, 0, "Holdfast 守住", formats.name);
  for (auto const& [name, value] : data.facts) {
    worksheet_write_string(sheet, row, 0, name.c_str(), nullptr);
    worksheet_merge_range(sheet, row, 1, row, 4, value.c_str(), formats.wrapped);
    worksheet_set_row(sheet, row++, 15.0 * (1 + display_width(value) / 150), nullptr);
  }
  row++;
  constexpr std::array headers{"sheet\n工作表", "table\n结果表", "unit\n单位", "meaning\n含义（英文）",
                               "meaning, in Chinese\n含义"};
  worksheet_set_row(sheet, row, 32, nullptr);
  for (std::size_t c = 0; c < headers.size(); ++c)
    worksheet_write_string(sheet, row, static_cast<lxw_col_t>(c), headers[c], formats.header);
  for (std::size_t t = 0; t < sheets.size(); ++t) {
    ExportTable const& table = data.tables[t];
    ++row;
    worksheet_write_url(sheet, row, 0, fmt::format("internal:'{}'!A1", sheets[t]).c_str(), nullptr);
    worksheet_write_string(sheet, row, 0, sheets[t].c_str(), nullptr);
    lxw_col_t col = 1;
    for (std::string const* text : {&table.name, &table.unit, &table.title, &table.title_zh})
      worksheet_write_string(sheet, row, col++, text->c_str(), formats.wrapped);
  }
}

Formats formats_of(lxw_workbook* book) {
  Formats const out{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                    workbook_add_format(book)};
  format_set_bold(out.header);
  format_set_text_wrap(out.header);
  format_set_align(out.header, LXW_ALIGN_VERTICAL_TOP);
  format_set_bottom(out.header, LXW_BORDER_THIN);
  format_set_num_format(out.month, "yyyy-mm");
  format_set_bold(out.name);
  format_set_text_wrap(out.wrapped);
  format_set_align(out.wrapped, LXW_ALIGN_VERTICAL_TOP);
  return out;
}

}  // namespace

void write_excel(Export const& data, std::filesystem::path const& path) {
  for (ExportTable const& table : data.tables)
    if (table.rows() > most_rows)
      throw FileError(
          fmt::format("{} has {} rows and a sheet of Excel {}: sum over a dimension with --by, or write .csv.",
                      table.name, table.rows(), most_rows));
  lxw_workbook* const book = workbook_new(path.c_str());
  if (book == nullptr) throw FileError(path.string() + ": cannot be made. Is there enough memory?");
  lxw_doc_properties properties{};
  std::string title = "Holdfast";
  properties.title = title.data();
  properties.created = created;
  workbook_set_properties(book, &properties);
  Formats const formats = formats_of(book);
  std::set<std::string> taken{"readme"};
  std::vector<std::string> sheets;
  for (ExportTable const& table : data.tables) sheets.push_back(sheet_name(table, taken));
  write_readme(workbook_add_worksheet(book, "readme"), data, sheets, formats);
  for (std::size_t t = 0; t < sheets.size(); ++t)
    write_table(workbook_add_worksheet(book, sheets[t].c_str()), data.tables[t], formats);
  if (lxw_error const error = workbook_close(book); error != LXW_NO_ERROR)
    throw FileError(fmt::format("{}: cannot be written ({}). Is the disk full?", path.string(), lxw_strerror(error)));
}

}  // namespace holdfast
