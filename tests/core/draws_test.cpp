// Luck: known answers, the counter contract, bulk filling, and that chances come out as chances.
#include <boost/random/uniform_int_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/core/draws.hpp"
#include "model/core/ids.hpp"

#include <Random123/philox.h>  // last: it defines function-like macros
#undef philox4x32              // ours has the same name

using namespace holdfast;

namespace {

constexpr Stream illness = stream("illness");
constexpr Month july{258};  // 2021-07

std::vector<std::uint64_t> some_ids(int n) {
  std::vector<std::uint64_t> ids;
  for (int i = 0; i < n; ++i) ids.push_back(household_id(182, 3, 4294967295u - static_cast<std::uint32_t>(i)));
  return ids;
}

}  // namespace

TEST_CASE("Philox gives the published answers, also at compile time", "[core][draws]") {
  static_assert(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  // digits of pi, from kat_vectors of Random123
  Words const pi = philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
  CHECK(pi == Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  Words const ones = philox4x32({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u});
  CHECK(ones == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
}

TEST_CASE("Philox agrees with Random123 on ten thousand counters", "[core][draws]") {
  r123::Philox4x32 reference;
  Words counter{1, 2, 3, 4};
  for (int i = 0; i < 10000; ++i) {
    Key const key{counter[1], counter[3]};
    r123::Philox4x32::ctr_type const c = {{counter[0], counter[1], counter[2], counter[3]}};
    r123::Philox4x32::key_type const k = {{key.seed, key.replicate}};
    auto const expected = reference(c, k);
    counter = philox4x32(counter, key);
    REQUIRE(counter == Words{expected[0], expected[1], expected[2], expected[3]});
  }
}

TEST_CASE("the counter holds who, when, what for, index and branch, each in its own bits", "[core][draws]") {
  Draws const draws({7, 9});
  std::uint64_t const agent = household_id(5, 2, 77);
  Words const expected = philox4x32({77, (258u << 20) | illness.process, 11, ((5u << 8 | 2u) << 8) | 3u}, {7, 9});
  CHECK(draws.words(illness, july, agent, 11, 3) == expected);
  CHECK(draws.words(illness, july, province_agent()) ==
        philox4x32({0, (258u << 20) | illness.process, 0, 1u << 28}, {7, 9}));
  CHECK(illness.process < (1u << 20));
}

TEST_CASE("streams of different names differ and one name is one stream", "[core][draws]") {
  static_assert(streams_differ({"illness", "accident", "drought", "job_loss"}));
  static_assert(!streams_differ({"illness", "accident", "illness"}));
  static_assert(stream("").process == ((2166136261u >> 20 ^ 2166136261u) & 0xFFFFFu));
  // FNV-1a of "a" is e40c292c, a published vector; folded: e40 xor c292c
  static_assert(stream("a").process == (0xE40u ^ 0xC292Cu));
  SUCCEED();
}

TEST_CASE("a chance of zero never happens and a chance of one always does", "[core][draws]") {
  static_assert(uniform(0u) == 0x1p-25f);
  static_assert(uniform(~0u) == 1.0f - 0x1p-24f);
  float previous = 0.0f;
  bool increasing = true;
  double sum = 0.0;
  for (std::uint32_t top = 0; top < (1u << 24); ++top) {
    float const u = uniform((top << 8) | 0x5Au);
    increasing = increasing && u >= previous && u < 1.0f;
    previous = u;
    sum += u;
  }
  CHECK(increasing);
  CHECK(std::fabs(sum / (1 << 24) - 0.5) < 1e-9);
}

TEST_CASE("filled columns are the single draws, for every length and alignment", "[core][draws]") {
  Draws const draws({123456789, 42});
  std::vector<std::uint64_t> const ids = some_ids(100);
  for (int first : {0, 1, 3})
    for (int n : {0, 1, 7, 15, 16, 17, 31, 33, 64, 90}) {
      std::vector<float> luck(101, -1.0f), u0 = luck, u1 = luck, u2 = luck, u3 = luck, lasting = luck;
      auto const at = static_cast<std::size_t>(first);
      draws.fill(illness, july, ids.data() + first, n, luck.data(), 5);
      draws.fill4(illness, july, ids.data() + first, n, u0.data(), u1.data(), u2.data(), u3.data(), 5);
      draws.fill_lasting(illness, ids.data() + first, n, lasting.data());
      for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
        Words const w = draws.words(illness, july, ids[at + i], 5);
        REQUIRE(luck[i] == uniform(w[0]));
        REQUIRE(u0[i] == uniform(w[0]));
        REQUIRE(u1[i] == uniform(w[1]));
        REQUIRE(u2[i] == uniform(w[2]));
        REQUIRE(u3[i] == uniform(w[3]));
        REQUIRE(lasting[i] == draws.uniform(illness, Month{4095}, ids[at + i]));
      }
      CHECK(luck[static_cast<std::size_t>(n)] == -1.0f);  // nothing is written past the end
      CHECK(u3[static_cast<std::size_t>(n)] == -1.0f);
    }
}

TEST_CASE("normal luck is the inverse transform of uniform luck, bit for bit", "[core][draws]") {
  Draws const draws({3, 4});
  std::vector<std::uint64_t> const ids = some_ids(1000);
  std::vector<float> u(1000), z(1000);
  draws.fill(illness, july, ids.data(), 1000, u.data());
  fill_normal(u.data(), 1000, z.data());
  for (std::size_t i = 0; i < 1000; ++i) REQUIRE(z[i] == draws.normal(illness, july, ids[i]));
}

TEST_CASE("changing any part of the key or counter changes the draw", "[core][draws]") {
  Draws const draws({1, 1});
  Words const base = draws.words(illness, july, 1000);
  CHECK(base != Draws({2, 1}).words(illness, july, 1000));
  CHECK(base != Draws({1, 2}).words(illness, july, 1000));
  CHECK(base != draws.words(stream("accident"), july, 1000));
  CHECK(base != draws.words(illness, july + 1, 1000));
  CHECK(base != draws.words(illness, july, 1001));
  CHECK(base != draws.words(illness, july, household_id(0, 1, 1000)));
  CHECK(base != draws.words(illness, july, household_id(1, 0, 1000)));
  CHECK(base != draws.words(illness, july, 1000, 1));
  CHECK(base != draws.words(illness, july, 1000, 0, 1));
}

TEST_CASE("shares, means and correlations of luck are those of independent uniforms", "[core][draws]") {
  // 400 x 250 draws; bounds are five standard errors, with a fixed seed
  Draws const draws({2021, 0});
  constexpr int households = 400, months = 250;
  std::vector<std::uint64_t> const ids = some_ids(households);
  std::vector<float> u(households), before(households), other(households);
  double sum = 0, square = 0, below = 0, lagged = 0, crossed = 0, normals = 0, normal_squares = 0;
  for (int m = 0; m < months; ++m) {
    draws.fill(illness, Month{m}, ids.data(), households, u.data());
    draws.fill(stream("accident"), Month{m}, ids.data(), households, other.data());
    for (std::size_t i = 0; i < households; ++i) {
      sum += u[i];
      square += (u[i] - 0.5) * (u[i] - 0.5);
      below += u[i] < 0.05f;
      lagged += m > 0 ? (u[i] - 0.5) * (before[i] - 0.5) : 0.0;
      crossed += (u[i] - 0.5) * (other[i] - 0.5);
      float const z = draws.normal(illness, Month{m}, ids[i]);
      normals += z;
      normal_squares += double{z} * z;
    }
    before = u;
  }
  double const n = households * months;
  CHECK(std::fabs(sum / n - 0.5) < 5 * std::sqrt(1.0 / 12 / n));
  CHECK(std::fabs(square / n - 1.0 / 12) < 5 * std::sqrt(1.0 / 180 / n));
  CHECK(std::fabs(below / n - 0.05) < 5 * std::sqrt(0.05 * 0.95 / n));
  CHECK(std::fabs(lagged / n) < 5.0 / 12 / std::sqrt(n));
  CHECK(std::fabs(crossed / n) < 5.0 / 12 / std::sqrt(n));
  CHECK(std::fabs(normals / n) < 5 / std::sqrt(n));
  CHECK(std::fabs(normal_squares / n - 1) < 5 * std::sqrt(2 / n));
}

TEST_CASE("worlds that share their past draw alike before they part, and in all that lasts", "[core][draws]") {
  Draws const past({5, 0}), own({5, 3}), parting({5, 3}, {5, 0}, july);
  std::array<std::uint64_t, 3> const ids{7, 8, 9};
  std::array<float, 3> a{}, b{};
  auto const same = [&](Draws const& other, Month month) {
    parting.fill(illness, month, ids.data(), 3, a.data());
    other.fill(illness, month, ids.data(), 3, b.data());
    return a == b && parting.words(illness, month, 7) == other.words(illness, month, 7);
  };
  CHECK(same(past, july - 1));
  CHECK(same(own, july));
  CHECK(same(own, july + 1));
  CHECK(same(past, lasting_month));
  CHECK_FALSE(same(own, july - 1));
}

TEST_CASE("the keyed engine walks the four words of index 0, 1, 2 ...", "[core][draws]") {
  Draws const draws({5, 6});
  KeyedEngine engine(draws, illness, july, 99);
  for (std::uint32_t index = 0; index < 3; ++index)
    for (std::uint32_t word : draws.words(illness, july, 99, index)) CHECK(engine() == word);
  KeyedEngine again(draws, illness, july, 99);
  CHECK(again.uniform() == draws.uniform(illness, july, 99));
  KeyedEngine with_branch(draws, illness, july, 99, 4);
  CHECK(with_branch() == draws.words(illness, july, 99, 0, 4)[0]);
}

TEST_CASE("the keyed engine serves Boost's integers without bias", "[core][draws]") {
  Draws const draws({5, 6});
  boost::random::uniform_int_distribution<int> die(1, 6);
  std::array<int, 7> seen{};
  KeyedEngine engine(draws, illness, july, 12);
  for (int i = 0; i < 60000; ++i) ++seen[static_cast<std::size_t>(die(engine))];
  for (std::size_t face = 1; face <= 6; ++face)
    CHECK(std::abs(seen[face] - 10000) < 5 * 92);  // sqrt(60000 * 5/36) = 91.3
}
