#include "output/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace holdfast {
namespace {

// Blocks that terminals draw two columns wide (East Asian wide and full-width forms of Unicode).
bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
         (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
}

// Rounded as the error of `e` allows; 72.000 without an error says no more than 72.
std::string format_like(Estimate const& e, double value) {
  std::string text = format_number(value, last_place(e));
  if (e.standard_error > 0 || text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

int last_place(Estimate const& e) {
  if (e.standard_error > 0) return last_digit(e.standard_error);
  int const leading = e.value == 0 || std::isnan(e.value) ? 0 : last_digit(std::abs(e.value));
  return std::min(0, leading - 4);
}

int display_width(std::string_view utf8) {
  int width = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    auto const lead = static_cast<unsigned char>(utf8[i]);
    std::size_t const bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    std::uint32_t code = bytes == 1 ? lead : lead & (0x7fu >> bytes);
    for (std::size_t k = 1; k < bytes && i + k < utf8.size(); ++k)
      code = code << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3fu);
    width += is_wide(code) ? 2 : 1;
    i += bytes;
  }
  return width;
}

std::string pad_right(std::string_view text, int width) {
  return std::string(text) + std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
}

std::string pad_left(std::string_view text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ') + std::string(text);
}

std::string wrap(std::string_view text, int indent, bool hang, int width) {
  std::string const margin(static_cast<std::size_t>(indent), ' ');
  std::string out = hang ? "" : margin;
  int column = indent;
  bool fresh = true;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(' '), text.size());
    std::string_view const word = text.substr(0, end);
    int const wide = display_width(word);
    if (!fresh && column + 1 + wide > width) {
      out += "\n" + margin;
      column = indent;
      fresh = true;
    }
    if (!fresh) out += ' ', ++column;
    out += word;
    column += wide;
    fresh = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string format_value(Estimate const& e) { return std::isnan(e.value) ? "n/a" : format_like(e, e.value); }

std::string format_interval(Estimate const& e) {
  if (std::isnan(e.low) || std::isnan(e.high)) return "";
  return fmt::format("[{}, {}]", format_like(e, e.low), format_like(e, e.high));
}

std::string format_short(Estimate const& e) {
  if (!(e.standard_error > 0)) return format_value(e);
  int const place = last_digit(e.standard_error);
  double const unit = std::pow(10.0, place);
  return format_number(e.value, place) + "±" + format_number(std::ceil(e.half_width() / unit - 1e-6) * unit, place);
}

std::string csv_field(std::string const& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char const c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace holdfast
