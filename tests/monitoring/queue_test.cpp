// The verification queue: capacity, deadline, order.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "tests/monitoring/one_county.hpp"

using namespace holdfast;

namespace {
std::vector<QueueEntry> entries() {
  std::vector<QueueEntry> out;
  Draws const draws(Key{3, 1});
  for (std::uint32_t i = 0; i < 200; ++i) {
    Words const w = draws.words(stream("verification"), Month{250}, i);
    QueueEntry e;
    e.id = i;
    e.row = static_cast<Index>(i);
    e.due_month = static_cast<std::int16_t>(250 + (w[0] & 1));
    e.urgency = static_cast<std::uint8_t>(w[1] % 8);
    e.lot = w[2] % 3;  // ties on purpose
    out.push_back(e);
  }
  return out;
}
std::set<HouseholdId> served(std::vector<QueueEntry> waiting, int capacity) {
  std::size_t const n = serve_first(waiting, Month{250}, capacity);
  std::set<HouseholdId> out;
  for (std::size_t k = 0; k < n; ++k) out.insert(waiting[k].id);
  return out;
}
}  // namespace

TEST_CASE("One more place serves the same households and one more", "[monitoring][queue]") {
  auto const all = entries();
  std::size_t const due =
      static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](auto const& e) { return e.due_month <= 250; }));
  REQUIRE(due > 50);
  std::set<HouseholdId> before;
  for (int k = 0; k <= 200; ++k) {
    auto const now = served(all, k);
    REQUIRE(now.size() == std::min(static_cast<std::size_t>(k), due));
    REQUIRE(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
}

TEST_CASE("Who is served does not depend on the order of arrival", "[monitoring][queue]") {
  auto const all = entries();
  auto turned = all;
  std::reverse(turned.begin(), turned.end());
  auto shifted = all;
  std::rotate(shifted.begin(), shifted.begin() + 77, shifted.end());
  for (int k = 1; k < 80; ++k) {
    REQUIRE(served(turned, k) == served(all, k));
    REQUIRE(served(shifted, k) == served(all, k));
  }
}

TEST_CASE("The more urgent go first", "[monitoring][queue]") {
  auto all = entries();
  std::size_t const n = serve_first(all, Month{250}, 60);
  for (std::size_t k = 1; k < n; ++k) CHECK(all[k - 1].urgency >= all[k].urgency);
  CHECK(all[0].urgency == 7);
}
