// Exports as a Stata data set. The only file that knows ReadStat; built where that library is.
#include <fmt/format.h>
#include <readstat.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>

#include "model/core/errors.hpp"
#include "output/export/table.hpp"

namespace holdfast {
namespace {

using Holds = ExportColumn::Holds;

constexpr std::time_t stamp = 1609459200;  // 2021-01-01: the same bytes whenever the export is made
constexpr std::size_t longest_label = 80;  // characters of a variable or data label
constexpr int from_1960_to_2000 = 480;     // Stata counts months from January 1960

struct File {
  std::filesystem::path path;
  std::FILE* handle;

  explicit File(std::filesystem::path const& to) : path(to), handle(std::fopen(to.c_str(), "wb")) {
    if (handle == nullptr) fail();
  }
  ~File() {
    if (handle != nullptr) std::fclose(handle);
  }
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  void close() {
    std::FILE* const was = std::exchange(handle, nullptr);
    if (std::fclose(was) != 0) fail();
  }
  [[noreturn]] void fail() const { throw FileError(path.string() + ": cannot be written. Is the disk full?"); }
};

ssize_t write_bytes(void const* data, std::size_t length, void* file) {
  return std::fwrite(data, 1, length, static_cast<File*>(file)->handle) == length ? static_cast<ssize_t>(length) : -1;
}

void require(readstat_error_t error, File const& file) {
  if (error != READSTAT_OK)
    throw FileError(fmt::format("{}: cannot be written ({}).", file.path.string(), readstat_error_message(error)));
}

// Whole UTF-8 characters, so many at most.
std::string shortened(std::string const& text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t n = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && n++ == characters) break;
  return text.substr(0, at);
}

std::string const& chinese_of(ExportLabel const& label) { return label.zh.empty() ? label.text : label.zh; }

readstat_variable_t* add_variable(readstat_writer_t* writer, ExportColumn const& column) {
  bool const real = column.holds == Holds::number;
  readstat_variable_t* const out =
      readstat_add_variable(writer, column.name.c_str(), real ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32, 0);
  std::string const label = column.title_zh.empty() ? column.title : column.title_zh + " " + column.title;
  readstat_variable_set_label(out, shortened(label, longest_label).c_str());
  if (column.holds == Holds::month) readstat_variable_set_format(out, "%tm");
  if (column.holds != Holds::label) return out;
  readstat_label_set_t* const set = readstat_add_label_set(writer, READSTAT_TYPE_INT32, column.name.c_str());
  for (ExportLabel const& l : column.labels)
    if (!chinese_of(l).empty()) readstat_label_int32_value(set, l.code, chinese_of(l).c_str());
  readstat_variable_set_label_set(out, set);
  return out;
}

readstat_error_t insert(readstat_writer_t* writer, readstat_variable_t const* variable, ExportColumn const& column,
                        double value) {
  if (std::isnan(value)) return readstat_insert_missing_value(writer, variable);
  if (column.holds == Holds::number) return readstat_insert_double_value(writer, variable, value);
  auto whole = static_cast<std::int32_t>(value);
  if (column.holds == Holds::label) whole = column.labels[static_cast<std::size_t>(value)].code;
  if (column.holds == Holds::month) whole += from_1960_to_2000;
  return readstat_insert_int32_value(writer, variable, whole);
}

}  // namespace

void write_stata(Export const& data, std::filesystem::path const& path) {
  ExportTable const table = joined(data.tables);
  File file(path);
  std::unique_ptr<readstat_writer_t, void (*)(readstat_writer_t*)> const writer(readstat_writer_init(),
                                                                                readstat_writer_free);
  readstat_set_data_writer(writer.get(), write_bytes);
  readstat_writer_set_file_timestamp(writer.get(), stamp);
  std::string label = "Holdfast";
  for (auto const& [name, value] : data.facts) {
    if (name == "scenario") label += " " + value;
    readstat_add_note(writer.get(), (name + ": " + value).c_str());
  }
  readstat_writer_set_file_label(writer.get(), shortened(label, longest_label).c_str());
  std::vector<readstat_variable_t*> variables;
  for (ExportColumn const& c : table.columns) variables.push_back(add_variable(writer.get(), c));
  require(readstat_begin_writing_dta(writer.get(), &file, static_cast<long>(table.rows())), file);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    require(readstat_begin_row(writer.get()), file);
    for (std::size_t c = 0; c < variables.size(); ++c)
      require(insert(writer.get(), variables[c], table.columns[c], table.columns[c].values[row]), file);
    require(readstat_end_row(writer.get()), file);
  }
  require(readstat_end_writing(writer.get()), file);
  file.close();
}

}  // namespace holdfast
