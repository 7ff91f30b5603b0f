// Four no-removals: what is left of a county's support, month by month after the exit.
#include "model/policies/four_no_removals.hpp"

#include <catch2/catch.hpp>

using namespace holdfast;

namespace {

FourNoRemovals::Params rules(float kept_share, float fade, int exit_year = 2021) {
  FourNoRemovals::Params p;
  p.kept_share = kept_share, p.fade_share_per_year = fade, p.exit_year = static_cast<float>(exit_year);
  return p;
}
float left(FourNoRemovals::Params const& p, int year, int month, bool promised = false, bool lifted_out = true) {
  return FourNoRemovals::kept(p, promised, Month::of(year, month), lifted_out);
}

}  // namespace

TEST_CASE("support that loses three quarters a year halves every six months", "[policies][four_no_removals]") {
  auto const p = rules(0, 0.75f);
  CHECK(left(p, 2020, 12) == 1);
  CHECK(left(p, 2021, 1) == 1);
  CHECK(left(p, 2021, 2) == Approx(0.890899));  // 0.25 to the power of 1/12
  CHECK(left(p, 2021, 7) == Approx(0.5));
  CHECK(left(p, 2022, 1) == Approx(0.25));
  CHECK(left(p, 2022, 7) == Approx(0.125));
  CHECK(left(p, 2023, 1) == Approx(0.0625));
}

TEST_CASE("support fades from the January of the exit year", "[policies][four_no_removals]") {
  auto const p = rules(0, 0.75f, 2023);
  CHECK(left(p, 2022, 12) == 1);
  CHECK(left(p, 2023, 1) == 1);
  CHECK(left(p, 2023, 7) == Approx(0.5));
}

TEST_CASE("a promise keeps its share of the support, the rest fades", "[policies][four_no_removals]") {
  CHECK(left(rules(1, 0.75f), 2025, 12, true) == 1);
  CHECK(left(rules(0.5f, 0.75f), 2021, 7, true) == Approx(0.75));
  CHECK(left(rules(0.5f, 0.75f), 2022, 1, true) == Approx(0.625));
  CHECK(left(rules(0, 0.75f), 2022, 1, true) == Approx(0.25));
  CHECK(left(rules(1, 0.75f), 2022, 1, false) == Approx(0.25));  // switched off: nothing is promised
}

TEST_CASE("where nothing is withdrawn, or nothing was lifted out, all support stays", "[policies][four_no_removals]") {
  CHECK(left(rules(0, 0), 2030, 1) == 1);
  CHECK(left(rules(0, 0.75f), 2030, 1, false, false) == 1);
  CHECK(left(rules(0, 0.99f), 2022, 1) == Approx(0.01));
}
