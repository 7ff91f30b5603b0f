// Elementary functions that give the same bits everywhere: IEEE + - * / sqrt and bit operations only, no libm, no fused
// operations, no branches (they vectorise). Coefficients: exp and log after Cephes expf and logf (Moshier 1989), double
// versions after fdlibm (Sun 1993); the two normal functions are our own weighted minimax fits. Bounds are those
// measured in tests/core/numeric_test.cpp. NaN is outside every domain.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "model/core/platform.hpp"

namespace holdfast::numeric {

// e^x. Below -87.33 zero; above 88.37 it stays at 2.4e38 (no infinity); elsewhere within 2 ulp.
HOLDFAST_RULE float exp(float x) {
  float const kept = x < -87.3365f ? -87.3365f : (x > 88.3762f ? 88.3762f : x);
  float const whole =
      (kept * 1.44269504f + 12582912.0f) - 12582912.0f;  // nearest integer: 2^23 + 2^22 leaves no room for more
  float const r = (kept - whole * 0.693359375f) - whole * -2.12194440e-4f;
  float y = 1.9875691500e-4f;
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = (y * (r * r) + r) + 1.0f;
  float const power_of_2 = std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
  return x < -87.3365f ? 0.0f : y * power_of_2;
}

// Natural logarithm of x > 0, within 2 ulp; at zero and for subnormal numbers it stays at log(2^-126) = -87.34.
HOLDFAST_RULE float log(float x) {
  float const kept = x < 0x1p-126f ? 0x1p-126f : x;
  std::int32_t const bits = std::bit_cast<std::int32_t>(kept);
  std::int32_t const exponent = (bits - 0x3F3504F3) >> 23;  // so that the mantissa lies in [sqrt(1/2), sqrt(2))
  float const f = std::bit_cast<float>(bits - (exponent << 23)) - 1.0f;
  float const n = static_cast<float>(exponent);
  float const square = f * f;
  float y = 7.0376836292e-2f;
  y = y * f - 1.1514610310e-1f;
  y = y * f + 1.1676998740e-1f;
  y = y * f - 1.2420140846e-1f;
  y = y * f + 1.4249322787e-1f;
  y = y * f - 1.6668057665e-1f;
  y = y * f + 2.0000714765e-1f;
  y = y * f - 2.4999993993e-1f;
  y = y * f + 3.3333331174e-1f;
  y = (y * f) * square + n * -2.12194440e-4f;
  y = y - 0.5f * square;
  return (f + y) + n * 0.693359375f;
}

// log(1 + x) for x > -1, within 3 ulp, also for tiny x: the rounding of 1 + x is put back.
HOLDFAST_RULE float log1p(float x) {
  float const u = 1.0f + x;
  return log(u) + (x - (u - 1.0f)) / u;
}

// e^x - 1, within 3 ulp, also for tiny x; -1 at the lower end, 2.4e38 at the upper.
HOLDFAST_RULE float expm1(float x) {
  float const kept = x < -87.3365f ? -87.3365f : (x > 88.3762f ? 88.3762f : x);
  float const whole = (kept * 1.44269504f + 12582912.0f) - 12582912.0f;
  float const r = (kept - whole * 0.693359375f) - whole * -2.12194440e-4f;
  float y = 1.9875691500e-4f;
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * (r * r) + r;
  float const power_of_2 = std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
  return y * power_of_2 + (power_of_2 - 1.0f);
}

// x^y for x > 0. Relative error 1.2e-7 * (1 + |y log x|): 2 ulp near 1, about 1e-5 at the ends of the range.
HOLDFAST_RULE float power(float x, float y) { return exp(y * log(x)); }

// 1 / (1 + e^-x), within 3 ulp for x > -87; between 0 and 1.
HOLDFAST_RULE float sigmoid(float x) { return 1.0f / (1.0f + exp(-x)); }

// The z with P(standard normal < z) = u, for u in [2^-25, 1 - 2^-24]. Absolute error below 1e-6 * max(1, |z|).
// Non-decreasing over every value that uniform() can give (tested one by one), and odd: z(1 - u) = -z(u).
// z = (u - 1/2) * R(w), w = -log(4u(1-u)), R one rational function over centre and tails, so that no lane takes a
// branch. The 2.5 in R is kept apart: then rounding noise is smaller than the step of the grid.
HOLDFAST_RULE float normal_quantile(float u) {
  float const q = u - 0.5f;
  float const p = u < 0.5f ? u : 1.0f - u;  // the nearer tail, exact
  float const w = -log(4.0f * (p * (1.0f - p)));
  float a = 2.216741538795405e-05f;
  a = a * w + 2.298287478729789e-03f;
  a = a * w + 2.0856322872299937e-02f;
  a = a * w + 1.335567416770932e-01f;
  a = a * w + 6.572218648199879e-01f;
  a = a * w + 6.629375284430345e-03f;
  float b = 1.3497013500715153e-04f;
  b = b * w + 3.7243984083603185e-03f;
  b = b * w + 3.441264073854765e-02f;
  b = b * w + 1.5323094173383955e-01f;
  b = b * w + 1.0f;
  return 2.5f * q + q * (a / b);
}

// P(standard normal < x). Relative error below 1e-6 for |x| < 5, growing as x^2; 0 below -13.2.
HOLDFAST_RULE float normal_cdf(float x) {
  float const distance = x < 0.0f ? -x : x;
  float const t = 1.0f / (1.0f + 0.3f * distance);
  float y = 3.5933152369612975e-02f;
  y = y * t - 1.5828187664222595e-01f;
  y = y * t + 2.0821669957816796e-01f;
  y = y * t - 5.5403125602652564e-02f;
  y = y * t + 1.2947411319584162e-01f;
  y = y * t + 9.963600016350725e-02f;
  y = y * t + 1.207985987852955e-01f;
  y = y * t + 1.1962637394153823e-01f;
  float const tail = (y * t) * exp(-0.5f * distance * distance);
  return x < 0.0f ? tail : 1.0f - tail;
}

// Double versions, scalar, for set-up work and sums.

// e^x, within 1 ulp for -708 <= x <= 709; 0 below, the value at 709 above.
inline double exp(double x) {
  if (x < -708.0) return 0.0;
  double const kept = x > 709.0 ? 709.0 : x;
  double const whole = (kept * 1.44269504088896338700 + 6755399441055744.0) - 6755399441055744.0;
  double const high = kept - whole * 6.93147180369123816490e-01;
  double const low = whole * 1.90821492927058770002e-10;
  double const r = high - low;
  double const t = r * r;
  double const c =
      r -
      t * (1.66666666666666019037e-01 +
           t * (-2.77777777770155933842e-03 +
                t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  double const y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  auto const exponent = static_cast<std::int64_t>(whole);
  // in two steps, since 2^1023 is the largest power and y may be below 1
  double const half = std::bit_cast<double>((exponent / 2 + 1023) << 52);
  double const rest = std::bit_cast<double>((exponent - exponent / 2 + 1023) << 52);
  return y * half * rest;
}

// Natural logarithm of x > 0 (normal numbers), within 1 ulp.
inline double log(double x) {
  auto const bits = std::bit_cast<std::int64_t>(x);
  std::int64_t const exponent = (bits - 0x3FE6A09E667F3BCD) >> 52;
  double const f = std::bit_cast<double>(bits - (exponent << 52)) - 1.0;
  double const n = static_cast<double>(exponent);
  double const s = f / (2.0 + f);
  double const z = s * s;
  double const w = z * z;
  double const t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  double const t2 =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  double const half_square = 0.5 * f * f;
  return n * 6.93147180369123816490e-01 -
         ((half_square - (s * (half_square + t1 + t2) + n * 1.90821492927058770002e-10)) - f);
}

}  // namespace holdfast::numeric
