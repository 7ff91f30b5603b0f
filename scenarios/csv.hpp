// A comma-separated file with a header, read by column name; each complaint says line, column and what is allowed.
// No quoting: the files it reads hold no comma inside a field.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/errors.hpp"

namespace holdfast {

class Csv {
 public:
  // Throws FileError when the file cannot be opened. Missing columns are problems; further ones are allowed.
  Csv(std::filesystem::path const& file, std::string display, std::vector<std::string> const& needed,
      std::vector<Problem>& problems);

  std::size_t rows() const { return rows_.size(); }
  bool usable() const { return usable_; }  // all needed columns are there
  bool has(std::string_view column) const { return std::find(header_.begin(), header_.end(), column) != header_.end(); }

  std::string text(std::size_t row, std::string_view column) const;
  // 0 after a complaint.
  double number(std::size_t row, std::string_view column, double low, double high);
  int whole(std::size_t row, std::string_view column, int low, int high);
  bool flag(std::size_t row, std::string_view column) { return whole(row, column, 0, 1) == 1; }
  // Index among names; 0 after a complaint.
  std::size_t one_of(std::size_t row, std::string_view column, std::vector<std::string> const& names);
  void complain(std::size_t row, std::string_view column, std::string message);

 private:
  struct Row {
    int line = 0;
    std::vector<std::string> fields;
  };
  std::size_t index_of(std::string_view column) const;

  std::string display_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
  std::vector<Problem>& problems_;
  bool usable_ = true;
};

}  // namespace holdfast
