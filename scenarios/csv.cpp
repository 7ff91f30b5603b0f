// A comma-separated file with a header, read by column name.
#include "scenarios/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "scenarios/json_text.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

namespace {

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t from = 0;;) {
    std::size_t const comma = line.find(',', from);
    out.emplace_back(line.substr(from, comma == std::string_view::npos ? comma : comma - from));
    if (comma == std::string_view::npos) return out;
    from = comma + 1;
  }
}

int characters(std::string_view text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool parse(std::string const& text, double& out) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(out);
}

}  // namespace

Csv::Csv(std::filesystem::path const& file, std::string display, std::vector<std::string> const& needed,
         std::vector<Problem>& problems)
    : display_(std::move(display)), problems_(problems) {
  std::string const text = read_text(file, display_);
  std::size_t const begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  int line_number = 0;
  for (std::size_t from = begin; from < text.size();) {
    std::size_t const newline = std::min(text.find('\n', from), text.size());
    std::string_view line(text.data() + from, newline - from);
    if (line.ends_with('\r')) line.remove_suffix(1);
    from = newline + 1;
    ++line_number;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (header_.empty()) {
      header_ = split(line);
      continue;
    }
    Row row{line_number, split(line)};
    if (row.fields.size() == header_.size())
      rows_.push_back(std::move(row));
    else
      problems_.push_back({display_, line_number, 0, "",
                           fmt::format("has {} fields; the header has {}.", row.fields.size(), header_.size())});
  }
  if (header_.empty()) problems_.push_back({display_, 0, 0, "", "the file is empty; a header line is needed."});
  for (std::string const& column : needed) {
    if (std::find(header_.begin(), header_.end(), column) != header_.end()) continue;
    usable_ = false;
    if (!header_.empty())
      problems_.push_back({display_, 1, 0, column, "is missing from the header." + did_you_mean(column, header_)});
  }
}

std::size_t Csv::index_of(std::string_view column) const {
  return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), column) - header_.begin());
}

std::string Csv::text(std::size_t row, std::string_view column) const { return rows_[row].fields[index_of(column)]; }

void Csv::complain(std::size_t row, std::string_view column, std::string message) {
  std::size_t const index = index_of(column);
  int place = 1;
  for (std::size_t i = 0; i < index; ++i) place += characters(rows_[row].fields[i]) + 1;
  problems_.push_back({display_, rows_[row].line, place, std::string(column), std::move(message)});
}

double Csv::number(std::size_t row, std::string_view column, double low, double high) {
  std::string const written = text(row, column);
  double value = 0;
  if (!parse(written, value)) {
    complain(row, column, fmt::format("is \"{}\"; a number from {} to {} is needed.", written, low, high));
    return 0;
  }
  if (value < low || value > high) {
    bool const percent = low == 0 && high == 1 && value > 1 && value <= 100;
    complain(row, column,
             fmt::format("is {}, outside {}..{}.{}", written, low, high,
                         percent ? fmt::format(" It is a share: did you mean {:.6g}?", value / 100) : ""));
    return 0;
  }
  return value;
}

int Csv::whole(std::size_t row, std::string_view column, int low, int high) {
  std::string const written = text(row, column);
  double value = 0;
  if (!parse(written, value) || value != std::floor(value)) {
    complain(row, column, fmt::format("is \"{}\"; a whole number from {} to {} is needed.", written, low, high));
    return 0;
  }
  if (value < low || value > high) {
    complain(row, column, fmt::format("is {}, outside {}..{}.", written, low, high));
    return 0;
  }
  return static_cast<int>(value);
}

std::size_t Csv::one_of(std::size_t row, std::string_view column, std::vector<std::string> const& names) {
  std::string const written = text(row, column);
  auto const found = std::find(names.begin(), names.end(), written);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  complain(
      row, column,
      fmt::format("is \"{}\"; one of {} is needed.{}", written, fmt::join(names, ", "), did_you_mean(written, names)));
  return 0;
}

}  // namespace holdfast
