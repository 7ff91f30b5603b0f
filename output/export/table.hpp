// What `holdfast export` writes, before it is a file: tables of typed columns with English and Chinese titles. The
// writers (text.cpp, excel.cpp, stata.cpp) know nothing of run files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {

// One label of a dimension. `text` is the key as in the run file, `zh` and `en` are empty where it needs none.
struct ExportLabel {
  std::int32_t code = 0;  // what a file of whole numbers with labels holds (Stata)
  std::string text, zh{}, en{};
};

struct ExportColumn {
  enum class Holds : std::uint8_t { label, whole, number, month };
  std::string name, title, title_zh;
  Holds holds = Holds::number;
  std::vector<ExportLabel> labels{};  // of a label: what its values point to
  std::string code_name{};            // of a label whose code says something by itself: "adcode"
  std::vector<double> values{};       // NaN = blank; of a label a position in `labels`, of a month Month::since_2000
};

// Tidy: one row for each cell.
struct ExportTable {
  std::string name, unit, title, title_zh;
  std::vector<ExportColumn> columns;

  std::size_t rows() const { return columns.empty() ? 0 : columns.front().values.size(); }
};

struct Export {
  std::vector<std::pair<std::string, std::string>> facts;  // the run, and the rules that the tables follow
  std::vector<ExportTable> tables;
};

// Columns as a file of text has them: a label is its key, its Chinese and its English, each in a column of its own.
struct ExportField {
  enum class Shows : std::uint8_t { value, code, text, zh, en };
  ExportColumn const* column = nullptr;
  Shows shows = Shows::value;
  std::string name, title, title_zh;

  bool is_text() const { return shows == Shows::text || shows == Shows::zh || shows == Shows::en; }
  bool blank(std::size_t row) const;
  double number(std::size_t row) const;             // a month as Month::since_2000
  std::string const& label(std::size_t row) const;  // if is_text(); not of a blank cell
  std::string text(std::size_t row) const;          // as in CSV; "" = blank
};
std::vector<ExportField> fields_of(ExportTable const& table);

// All tables in one, with columns `table` and `unit` in front; a dimension that a table has not is blank there.
ExportTable joined(std::vector<ExportTable> const& tables);

// Blank cells are "" in CSV and null in JSON; numbers have nine significant digits in CSV, all in JSON.
std::string export_csv(Export const& data);
std::string export_json(Export const& data);

// A workbook: a sheet that says what the others are, then one for each table, with typed cells and a frozen header in
// English and Chinese. Equal exports give equal bytes. Throws FileError. Built where libxlsxwriter is.
void write_excel(Export const& data, std::filesystem::path const& path);

// One data set with Chinese variable and value labels; facts are its notes. Throws FileError. Built where ReadStat is.
void write_stata(Export const& data, std::filesystem::path const& path);

}  // namespace holdfast
