// Units. Booked money and balances are whole fen (int32, sums int64); rates, shares and logs are float; files print
// yuan.
#pragma once

#include <cmath>
#include <cstdint>

#include "model/core/platform.hpp"

namespace holdfast {

using Fen = std::int32_t;     // one household, one month or one balance; |value| stays below 21 million yuan
using FenSum = std::int64_t;  // sums over households

// Rounds half away from zero; branch-free so that it vectorises. |yuan| below 21 million.
HOLDFAST_RULE Fen fen(float yuan) {
  float const scaled = yuan * 100.0f;
  return static_cast<Fen>(scaled + (scaled < 0.0f ? -0.5f : 0.5f));
}
HOLDFAST_RULE float yuan(Fen amount) { return static_cast<float>(amount) * 0.01f; }
inline double yuan(FenSum amount) { return static_cast<double>(amount) / 100.0; }

// Fen times a share or factor, rounded.
HOLDFAST_RULE Fen scale(Fen amount, float factor) {
  float const scaled = static_cast<float>(amount) * factor;
  return static_cast<Fen>(scaled + (scaled < 0.0f ? -0.5f : 0.5f));
}

// The same in double, right to half a fen for any amount >= 0: for rules whose parts must add up and stay monotone.
HOLDFAST_RULE Fen exact_scale(Fen amount, float factor) {
  return static_cast<Fen>(static_cast<double>(amount) * static_cast<double>(factor) + 0.5);
}

}  // namespace holdfast
