// An input of a run and its hash: FNV-1a, 64 bit, tells whether two inputs are the same file; no protection against
// forgery.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast {

struct InputFile {
  std::string name;  // relative to the project or the scenario, never an absolute path
  std::uint64_t fnv1a64 = 0;
};

inline constexpr std::uint64_t fnv1a64_start = 0xcbf29ce484222325u;
constexpr std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t hash = fnv1a64_start) {
  for (char const c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

// Sixteen hexadecimal digits.
inline std::string hex(std::uint64_t hash) {
  std::string digits(16, '0');
  for (std::size_t k = 16; k-- > 0; hash >>= 4) digits[k] = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace holdfast
