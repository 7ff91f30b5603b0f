// Luck. Every draw is a pure function of (seed, replicate) and of who, when, what for: nothing is stored, any order,
// any thread. Generator: Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2,
// 3").
//
// The contract, on which paired comparisons rest:
//   key      seed, replicate                              one world of luck
//   counter  c0 = agent bits 0-31                         who
//            c1 = month since 2000 (12 bits) | process    when and what for (process: 20-bit hash of the module's name)
//            c2 = index                                   the how-manieth draw of that agent, month and process
//            c3 = agent bits 32-55 (24 bits) | branch     branch < 256: variants of one need, e.g. one per member
// The scenario is never in it: two scenarios meet the same illnesses and droughts, and their difference is not noise.
// A lasting trait is the same draw with the month field 4095. Agents are household ids, county_agent(...) and so on.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string_view>

#include "model/core/calendar.hpp"
#include "model/core/numeric.hpp"
#include "model/core/platform.hpp"

namespace holdfast {

using Words = std::array<std::uint32_t, 4>;

struct Key {
  std::uint32_t seed;
  std::uint32_t replicate;
};

constexpr Words philox4x32(Words counter, Key key) {
  for (int round = 0; round < 10; ++round) {
    std::uint64_t const even = std::uint64_t{0xD2511F53} * counter[0];
    std::uint64_t const odd = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(odd >> 32) ^ counter[1] ^ key.seed, static_cast<std::uint32_t>(odd),
               static_cast<std::uint32_t>(even >> 32) ^ counter[3] ^ key.replicate, static_cast<std::uint32_t>(even)};
    key.seed += 0x9E3779B9;
    key.replicate += 0xBB67AE85;
  }
  return counter;
}

// What a draw is for. Process numbers are hashes of names, made at compile time.
struct Stream {
  std::uint32_t process;  // below 2^20
};

// FNV-1a (32 bits), folded to 20 bits.
consteval Stream stream(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char const c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return {((hash >> 20) ^ hash) & 0xFFFFFu};
}

// static_assert(streams_differ({...})): no two of the names share a process number.
consteval bool streams_differ(std::initializer_list<std::string_view> names) {
  for (auto a = names.begin(); a != names.end(); ++a)
    for (auto b = a + 1; b != names.end(); ++b)
      if (stream(*a).process == stream(*b).process) return false;
  return true;
}

// 24 bits of a word as a number in [2^-25, 1 - 2^-24]: `u < chance` never happens at chance 0 and always at chance 1.
// Without the minimum the largest word would round up to 1. Happens for a share of chance +- 2^-24 of all words.
constexpr float uniform(std::uint32_t word) {
  float const u = static_cast<float>(static_cast<std::int32_t>(word >> 8)) * 0x1p-24f + 0x1p-25f;
  return u < 1.0f - 0x1p-24f ? u : 1.0f - 0x1p-24f;
}

// z[i] = numeric::normal_quantile(u[i]): luck of a column made normal; u and z must not overlap.
void fill_normal(float const* u, int n, float* z);

// The month field of a lasting trait: the same draw in every month.
inline constexpr Month lasting_month{4095};

class Draws {
 public:
  explicit Draws(Key key) : key_(key), past_(key) {}
  // The luck of `past` before the month `parts` and in all that lasts, the luck of `key` from then on: worlds that
  // share their past and part in that month.
  Draws(Key key, Key past, Month parts) : key_(key), past_(past), parts_(parts) {}

  Words words(Stream stream, Month month, std::uint64_t agent, std::uint32_t index = 0,
              std::uint32_t branch = 0) const {
    return philox4x32({static_cast<std::uint32_t>(agent), when(stream, month), index, who_high(agent) | branch},
                      key_of(month));
  }
  // In (0, 1); word 0.
  float uniform(Stream stream, Month month, std::uint64_t agent, std::uint32_t index = 0,
                std::uint32_t branch = 0) const {
    return holdfast::uniform(words(stream, month, agent, index, branch)[0]);
  }
  // Standard normal by inverse transform of word 0: monotone in the luck, so paired scenarios stay close.
  float normal(Stream stream, Month month, std::uint64_t agent, std::uint32_t index = 0,
               std::uint32_t branch = 0) const {
    return numeric::normal_quantile(uniform(stream, month, agent, index, branch));
  }

  // luck[i] = uniform(stream, month, ids[i], index) for i < n.
  void fill(Stream stream, Month month, std::uint64_t const* ids, int n, float* luck, std::uint32_t index = 0) const;
  // The four words of one call, for four small needs of one process; u0 is what fill() gives.
  void fill4(Stream stream, Month month, std::uint64_t const* ids, int n, float* u0, float* u1, float* u2, float* u3,
             std::uint32_t index = 0) const;
  // luck[i] = uniform(stream, lasting_month, ids[i]).
  void fill_lasting(Stream stream, std::uint64_t const* ids, int n, float* luck) const {
    fill(stream, lasting_month, ids, n, luck);
  }

 private:
  static constexpr std::uint32_t when(Stream stream, Month month) {
    return (static_cast<std::uint32_t>(month.since_2000) << 20) | stream.process;
  }
  static constexpr std::uint32_t who_high(std::uint64_t agent) { return static_cast<std::uint32_t>(agent >> 32) << 8; }

  Key key_of(Month month) const { return month < parts_ || month == lasting_month ? past_ : key_; }

  Key key_, past_;
  Month parts_{};
};

// A uniform random bit generator that walks the index of one agent, month and process: for Boost.Random's exact
// distributions (uniform_int, discrete) and for loops that need an unknown number of draws. A fresh one costs nothing.
class KeyedEngine {
 public:
  using result_type = std::uint32_t;
  KeyedEngine(Draws const& draws, Stream stream, Month month, std::uint64_t agent, std::uint32_t branch = 0)
      : draws_(draws), stream_(stream), month_(month), agent_(agent), branch_(branch) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (used_ == 4) {
      words_ = draws_.words(stream_, month_, agent_, index_++, branch_);
      used_ = 0;
    }
    return words_[static_cast<std::size_t>(used_++)];
  }
  float uniform() { return holdfast::uniform((*this)()); }
  float normal() { return numeric::normal_quantile(uniform()); }

 private:
  Draws draws_;
  Stream stream_;
  Month month_;
  std::uint64_t agent_;
  std::uint32_t branch_;
  std::uint32_t index_ = 0;
  Words words_{};
  int used_ = 4;
};

}  // namespace holdfast
