// Money and people are conserved, to the fen and to the head, in every county and month.
#include "tests/laws/laws.hpp"

using namespace holdfast;

TEST_CASE("net worth changes by what is booked, to the fen, in every county and month", "[laws]") {
  NetWorthLaw net_worth;
  watch(small_scenario("adopted-2021-2025", 0.001, 1), [&](County const& county, Month) { net_worth.require(county); });
  CHECK(net_worth.checked() > 10000);
}

TEST_CASE("gifts sum to zero in every village and over every county", "[laws]") {
  std::int64_t moved = 0;
  watch(small_scenario("adopted-2021-2025", 0.001, 1),
        [&](County const& county, Month) { moved += require_gifts_sum_to_zero(county); });
  CHECK(moved > 0);
}

TEST_CASE("what instruments pay is what households get, to the fen", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  std::int64_t cash = 0, bills = 0;
  watch(file, [&](County const& county, Month month) {
    cash += require_payments_arrive(file.scenario, county, month);
    bills += counted(county, Total::bills);
  });
  CHECK(cash > 0);
  CHECK(bills > 0);
}

TEST_CASE("members are the sum of their bands and never fewer than those away", "[laws]") {
  watch(small_scenario("adopted-2021-2025", 0.001, 1),
        [](County const& county, Month) { require_members_add_up(county); });
}

TEST_CASE("the 12-month sums are the sums of their rings", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  watch(file, [&](County const& county, Month month) {
    if (month.month_of_year() != 6) return;
    Households const& h = county.households;
    auto const n = static_cast<std::size_t>(h.rows);
    for (std::size_t i = 0; i < n; ++i) {
      std::int64_t income = 0, pocket = 0;
      for (std::size_t m = 0; m < ring_months; ++m) {
        income += h.income_ring[m * n + i];
        pocket += h.out_of_pocket_ring[m * n + i];
      }
      REQUIRE(income == h.income_register_12[i]);
      REQUIRE(pocket == h.out_of_pocket_12[i]);
    }
  });
}
