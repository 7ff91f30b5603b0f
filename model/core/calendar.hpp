// Months. The clock of the model is monthly; a Month counts from January 2000.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace holdfast {

struct Month {
  std::int32_t since_2000 = 0;

  static constexpr Month of(int year, int month_of_year) { return {(year - 2000) * 12 + month_of_year - 1}; }
  constexpr int year() const { return 2000 + since_2000 / 12; }
  constexpr int month_of_year() const { return since_2000 % 12 + 1; }  // 1 = January
  constexpr bool is_january() const { return since_2000 % 12 == 0; }
  constexpr auto operator<=>(Month const&) const = default;
  constexpr Month operator+(int months) const { return {since_2000 + months}; }
  constexpr Month operator-(int months) const { return {since_2000 - months}; }
  constexpr int operator-(Month other) const { return since_2000 - other.since_2000; }

  // "2021-07"
  std::string text() const {
    int const m = month_of_year();
    return std::to_string(year()) + (m < 10 ? "-0" : "-") + std::to_string(m);
  }
};

// School is out in July, August and February.
constexpr bool is_term(Month month) {
  int const m = month.month_of_year();
  return m != 7 && m != 8 && m != 2;
}

}  // namespace holdfast
