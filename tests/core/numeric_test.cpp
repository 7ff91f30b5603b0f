// The numeric core against libm and Boost in double precision: error bounds, edges, monotony, and one hash that every
// instruction set and compiler must reproduce.
#include <algorithm>
#include <array>
#include <boost/math/special_functions/erf.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/core/draws.hpp"
#include "model/core/numeric.hpp"

using namespace holdfast;

namespace {

// The distance of `value` from `truth` in units of the last place of the float nearest to the truth.
double ulps(float value, double truth) {
  float const nearest = std::fabs(static_cast<float>(truth));
  double const ulp = std::nextafter(nearest, INFINITY) - nearest;
  return std::fabs(value - truth) / ulp;
}

// The largest error in ulp of f against g over `count` points from low to high.
template <class Ours, class Theirs>
double worst_ulps(double low, double high, int count, Ours ours, Theirs theirs) {
  double worst = 0.0;
  for (int i = 0; i <= count; ++i) {
    auto const x = static_cast<float>(low + (high - low) * i / count);
    worst = std::max(worst, ulps(ours(x), theirs(static_cast<double>(x))));
  }
  return worst;
}

// Points spread evenly over the exponents: 2^(low..high).
template <class Ours, class Theirs>
double worst_ulps_over_scales(double low, double high, int count, Ours ours, Theirs theirs) {
  double worst = 0.0;
  for (int i = 0; i <= count; ++i) {
    auto const x = static_cast<float>(std::exp2(low + (high - low) * i / count));
    worst = std::max(worst, ulps(ours(x), theirs(static_cast<double>(x))));
  }
  return worst;
}

double true_quantile(double u) { return -std::sqrt(2.0) * boost::math::erfc_inv(2.0 * u); }
double true_cdf(double x) { return 0.5 * boost::math::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("exp stays within 2 ulp and has tame ends", "[core][numeric]") {
  auto const theirs = [](double x) { return std::exp(x); };
  auto const ours = [](float x) { return numeric::exp(x); };
  CHECK(worst_ulps(-87.3, 88.37, 2000000, ours, theirs) < 2.0);
  CHECK(worst_ulps(-1.0, 1.0, 1000000, ours, theirs) < 2.0);
  CHECK(numeric::exp(0.0f) == 1.0f);
  CHECK(numeric::exp(-90.0f) == 0.0f);
  CHECK(numeric::exp(-INFINITY) == 0.0f);
  CHECK(numeric::exp(1000.0f) == numeric::exp(88.3762f));
  CHECK(std::isfinite(numeric::exp(INFINITY)));
}

TEST_CASE("log stays within 2 ulp over all normal numbers", "[core][numeric]") {
  auto const theirs = [](double x) { return std::log(x); };
  auto const ours = [](float x) { return numeric::log(x); };
  CHECK(worst_ulps_over_scales(-126, 127.99, 2000000, ours, theirs) < 2.0);
  CHECK(worst_ulps(0.5, 2.0, 1000000, ours, theirs) < 2.0);
  CHECK(numeric::log(1.0f) == 0.0f);
  CHECK(numeric::log(0.0f) == numeric::log(0x1p-126f));
  CHECK(numeric::log(0.0f) == Approx(-87.3365).epsilon(1e-6));
}

TEST_CASE("log1p and expm1 keep their precision at tiny arguments", "[core][numeric]") {
  auto const their_log1p = [](double x) { return std::log1p(x); };
  auto const log1p = [](float x) { return numeric::log1p(x); };
  CHECK(worst_ulps_over_scales(-60, 100, 1000000, log1p, their_log1p) < 3.0);
  CHECK(worst_ulps(-0.9999, 4.0, 1000000, log1p, their_log1p) < 3.0);
  auto const their_expm1 = [](double x) { return std::expm1(x); };
  auto const expm1 = [](float x) { return numeric::expm1(x); };
  CHECK(worst_ulps_over_scales(-60, 6.4, 1000000, expm1, their_expm1) < 3.0);
  CHECK(worst_ulps(-80.0, 88.0, 1000000, expm1, their_expm1) < 3.0);
  CHECK(numeric::log1p(0.0f) == 0.0f);
  CHECK(numeric::log1p(1e-10f) == 1e-10f);
  CHECK(numeric::expm1(0.0f) == 0.0f);
  CHECK(numeric::expm1(-100.0f) == -1.0f);
}

TEST_CASE("power follows its stated error bound", "[core][numeric]") {
  double worst = 0.0;
  for (double x = 0.001; x < 1000.0; x *= 1.003)
    for (double y = -5.0; y <= 5.0; y += 0.0625) {
      auto const a = static_cast<float>(x);
      auto const b = static_cast<float>(y);
      double const truth = std::pow(double{a}, double{b});
      double const bound = 1.2e-7 * (2.0 + std::fabs(b * std::log(double{a})));
      worst = std::max(worst, std::fabs(numeric::power(a, b) / truth - 1.0) / bound);
    }
  CHECK(worst < 1.0);
  CHECK(numeric::power(7.0f, 0.0f) == 1.0f);
  CHECK(numeric::power(1.0f, 123.0f) == 1.0f);
}

TEST_CASE("sigmoid stays within 3 ulp, is a half at zero and never leaves 0..1", "[core][numeric]") {
  auto const theirs = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  auto const ours = [](float x) { return numeric::sigmoid(x); };
  CHECK(worst_ulps(-87.0, 40.0, 2000000, ours, theirs) < 3.0);
  CHECK(numeric::sigmoid(0.0f) == 0.5f);
  CHECK(numeric::sigmoid(200.0f) == 1.0f);
  CHECK(numeric::sigmoid(-200.0f) >= 0.0f);
  CHECK(numeric::sigmoid(-200.0f) < 1e-38f);
}

TEST_CASE("the normal quantile is within 1e-6 of the truth at the scale of the quantile", "[core][numeric]") {
  double worst = 0.0;
  auto const check = [&worst](float u) {
    double const truth = true_quantile(u);
    worst = std::max(worst, std::fabs(numeric::normal_quantile(u) - truth) / std::max(1.0, std::fabs(truth)));
  };
  for (int i = 1; i < 400000; ++i) check(static_cast<float>(i) / 400000.0f);
  for (double u = 0x1p-25; u < 0.5; u *= 1.0001) check(static_cast<float>(u));
  for (double v = 0x1p-24; v < 0.5; v *= 1.0001) check(1.0f - static_cast<float>(v));
  CHECK(worst < 1e-6);
  CHECK(numeric::normal_quantile(0.5f) == 0.0f);
  CHECK(numeric::normal_quantile(0.975f) == Approx(1.959964).epsilon(1e-6));  // tables
  CHECK(numeric::normal_quantile(0.0013498980f) == Approx(-3.0).epsilon(1e-6));
}

TEST_CASE("the normal quantile never decreases over every value a draw can take, and is odd", "[core][numeric]") {
  float previous = -100.0f;
  long decreases = 0, uneven = 0;
  for (std::uint32_t top = 0; top < (1u << 24); ++top) {
    float const u = uniform(top << 8);
    float const z = numeric::normal_quantile(u);
    decreases += z < previous;
    previous = z;
    if (u > 0.5f) uneven += numeric::normal_quantile(1.0f - u) != -z;  // 1 - u is exact here
  }
  CHECK(decreases == 0);
  CHECK(uneven == 0);
}

TEST_CASE("the normal distribution function keeps its relative error and inverts the quantile", "[core][numeric]") {
  double worst = 0.0;
  for (int i = -5000; i <= 5000; ++i) {
    auto const x = static_cast<float>(i) * 0.001f;
    worst = std::max(worst, std::fabs(numeric::normal_cdf(x) / true_cdf(x) - 1.0));
  }
  CHECK(worst < 1e-6);
  CHECK(numeric::normal_cdf(0.0f) == Approx(0.5).epsilon(3e-7));
  CHECK(numeric::normal_cdf(-20.0f) == 0.0f);
  CHECK(numeric::normal_cdf(20.0f) == 1.0f);
  for (float u : {0.001f, 0.02f, 0.3f, 0.5f, 0.7f, 0.98f}) {
    CHECK(numeric::normal_cdf(numeric::normal_quantile(u)) == Approx(u).epsilon(2e-6));
  }
}

TEST_CASE("the double exp and log are within 1 ulp of libm's", "[core][numeric]") {
  double worst_exp = 0.0, worst_log = 0.0;
  for (int i = 0; i <= 1000000; ++i) {
    double const x = -700.0 + 1.4e-3 * i;
    worst_exp = std::max(worst_exp, std::fabs(numeric::exp(x) / std::exp(x) - 1.0));
    double const y = std::exp2(-1000.0 + 2e-3 * i);
    worst_log = std::max(worst_log, std::fabs(numeric::log(y) - std::log(y)) / std::fabs(std::log(y) + (y == 1.0)));
  }
  CHECK(worst_exp < 2.3e-16 * 1.5);
  CHECK(worst_log < 2.3e-16 * 1.5);
  CHECK(numeric::exp(0.0) == 1.0);
  CHECK(numeric::exp(709.0) == Approx(8.218407461554972e307));
  CHECK(numeric::exp(-709.0) == 0.0);
  CHECK(numeric::log(1.0) == 0.0);
}

namespace {

// Each function over a grid, in vector lanes, as the model uses them.
#define HOLDFAST_GRID_KERNEL(name, expression)                                                \
  HOLDFAST_KERNEL void grid_##name(float const* __restrict x, int n, float* __restrict out) { \
    for (int i = 0; i < n; ++i) out[i] = expression;                                          \
  }
HOLDFAST_GRID_KERNEL(exp, numeric::exp(x[i]))
HOLDFAST_GRID_KERNEL(log, numeric::log(x[i] * x[i] + 0x1p-100f))
HOLDFAST_GRID_KERNEL(log1p, numeric::log1p(x[i] * x[i] - 0.5f))
HOLDFAST_GRID_KERNEL(expm1, numeric::expm1(x[i]))
HOLDFAST_GRID_KERNEL(power, numeric::power(x[i] * x[i] + 0.001f, 0.37f))
HOLDFAST_GRID_KERNEL(sigmoid, numeric::sigmoid(x[i]))
HOLDFAST_GRID_KERNEL(cdf, numeric::normal_cdf(x[i] * 0.1f))
#undef HOLDFAST_GRID_KERNEL

class Hash {  // FNV-1a, 64 bits, over 32-bit words
 public:
  void add(std::uint32_t bits) { value_ = (value_ ^ bits) * 1099511628211u; }
  void add(float x) { add(std::bit_cast<std::uint32_t>(x)); }
  void add(double x) {
    auto const bits = std::bit_cast<std::uint64_t>(x);
    add(static_cast<std::uint32_t>(bits));
    add(static_cast<std::uint32_t>(bits >> 32));
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037u;
};

}  // namespace

TEST_CASE("every build gives the same bits: one hash over a million values", "[core][numeric]") {
  Draws const draws({20210101, 7});
  constexpr int n = 1024;
  std::vector<std::uint64_t> ids(n);
  for (std::size_t i = 0; i < n; ++i) ids[i] = 1000 * i;
  std::vector<float> u(n), x(n), out(n);
  constexpr std::array kernels{grid_exp, grid_log, grid_log1p, grid_expm1, grid_power, grid_sigmoid, grid_cdf};
  Hash hash;
  for (int block = 0; block < 128; ++block) {
    draws.fill(stream("golden"), Month{block}, ids.data(), n, u.data());
    for (float const value : u) hash.add(value);
    fill_normal(u.data(), n, out.data());
    for (float const value : out) hash.add(value);
    for (std::size_t i = 0; i < n; ++i) x[i] = (u[i] - 0.5f) * 180.0f;
    for (auto const kernel : kernels) {
      kernel(x.data(), n, out.data());
      for (float const value : out) hash.add(value);
    }
    hash.add(numeric::exp(double{x[0]} * 7));
    hash.add(numeric::log(double{u[0]}));
  }
  CHECK(hash.value() == 0xdf2dc70b78f3d7c9u);
}
