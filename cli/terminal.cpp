// Text for people: colour only on a terminal, columns that count Chinese characters as two.
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "model/core/errors.hpp"

namespace holdfast::cli {

namespace {

std::string with(std::string_view code, std::string_view text, std::FILE* stream) {
  if (!may_colour(stream)) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

// East Asian wide and full-width blocks (Unicode 14, the parts that names and signs here can come from).
bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace

bool may_colour(std::FILE* stream) {
  char const* const refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && isatty(fileno(stream)) == 1;
}

std::string bold(std::string_view text, std::FILE* stream) { return with("1", text, stream); }
std::string red(std::string_view text, std::FILE* stream) { return with("31", text, stream); }
std::string dim(std::string_view text, std::FILE* stream) { return with("2", text, stream); }

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t i = 0; i < text.size();) {
    auto const lead = static_cast<unsigned char>(text[i]);
    std::size_t const bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t c = bytes == 1 ? lead : lead & (0xFFu >> (bytes + 1));
    for (std::size_t k = 1; k < bytes && i + k < text.size(); ++k)
      c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    width += is_wide(c) ? 2 : 1;
    i += bytes;
  }
  return width;
}

std::string padded(std::string_view text, int width) {
  int const missing = width - display_width(text);
  return std::string(text) + std::string(missing > 0 ? static_cast<std::size_t>(missing) : 0, ' ');
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw FileError("The output could not be written: is the disk full or the pipe closed?");
}

}  // namespace holdfast::cli
