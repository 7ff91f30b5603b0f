// The checks of HF-REF-1 let right work pass and catch work that was not done; times are believed only after them.
#include "bench/bench.hpp"

#include <catch2/catch.hpp>

using namespace holdfast::bench;

namespace {

constexpr Size small{20480, 2, 1, 99};

// The frame's results with one of the month's sums off by a factor.
std::vector<std::string> checks_with(Totals totals, Sum sum, double factor) {
  for (MonthSums& month : totals.by_month) month[sum] *= factor;
  return failed_checks(totals);
}

}  // namespace

TEST_CASE("both engines pass the checks with several seeds", "[bench]") {
  for (std::uint32_t const seed : {1u, 2u, 3u}) {
    CHECK(failed_checks(run_frame({20480, 2, 1, seed})).empty());
    CHECK(failed_checks(run_reference({10240, 1, 1, seed})).empty());
  }
}

TEST_CASE("a quantity that is a few per cent off is caught and named", "[bench]") {
  Totals const right = run_frame(small);
  REQUIRE(failed_checks(right).empty());
  CHECK(checks_with(right, employed, 1.01).size() == 1);
  CHECK(checks_with(right, ill, 0.95).size() == 1);
  CHECK(checks_with(right, cost, 1.1).size() == 1);
  CHECK(checks_with(right, hit, 2.5).size() == 1);
  CHECK(checks_with(right, eligible, 1.08).size() == 1);
  CHECK(checks_with(right, transfer, 0.85).size() == 1);
  CHECK(checks_with(right, below, 1.08).size() == 1);
  CHECK(checks_with(right, gap, 1.1).size() == 1);
  CHECK(checks_with(right, relapse, 0.9).size() == 1);
  CHECK(checks_with(right, income, 0.97).size() == 1);
  CHECK(checks_with(right, relapse, 0.9).front().find("relapse") == 0);
  Totals wrong_end = right;
  for (EndSums& end : wrong_end.end) end.x_squared *= 1.05;
  CHECK(failed_checks(wrong_end).size() == 1);
}

TEST_CASE("the frame gives the same sums with one and with three threads, in any block", "[bench]") {
  Totals const one = run_frame({5000, 3, 1, 7});  // 100 households a county: no full block
  Totals const three = run_frame({5000, 3, 3, 7});
  CHECK(one.by_month == three.by_month);
  CHECK(one.end[2].x == three.end[2].x);
  CHECK(run_frame({5000, 1, 1, 8}).by_month != run_frame({5000, 1, 1, 7}).by_month);
}
