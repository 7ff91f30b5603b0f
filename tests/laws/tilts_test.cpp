// What whole counties receive, over the province: the published sums, and that the money is booked.
#include <catch2/catch.hpp>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

template <class P>
double yuan_of_the_province(ScenarioFile const& file, int year) {
  double sum = 0;
  for (CountyFacts const& county : file.counties)
    sum += P::funds(file.scenario.plan<P>().at(Month::of(year, 6), county.county_class()), county).yuan;
  return sum;
}

}  // namespace

TEST_CASE("tilts of the adopted policy come to the published sums", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  // KEY-GRANT-NAT-2023 and KEY-GRANT-PRV-2023: 2.58 and 1.0 billion, beside the assumed extra for thirteen Yi counties.
  CHECK(yuan_of_the_province<KeyCounty>(file, 2023) == Approx(3.58e9 + 13 * 1e7));
  // EW-FUND-202107 and EW-FUND-2021: 3.3 billion by July, 3.405 in the year.
  CHECK(yuan_of_the_province<EastWestCooperation>(file, 2021) > 3.2e9);
  CHECK(yuan_of_the_province<EastWestCooperation>(file, 2021) < 3.405e9);
  CHECK(yuan_of_the_province<DesignatedSupport>(file, 2021) == Approx(343e6));
  int paired = 0;
  for (CountyFacts const& county : file.counties) paired += county.paired_county;
  CHECK(paired == 68);  // EW-CNTY, DPT-CNTY
}

TEST_CASE("a month books a twelfth of what a giver does not grant, at any share", "[laws]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  constexpr auto row = static_cast<std::size_t>(instrument_index<ProvincialPairing>);
  double booked = 0;
  SimulateOptions options;
  options.threads = 1;
  options.observe = [&](std::size_t, County const& county, Month month, int) {
    if (month != Month::of(2021, 2)) return;  // before any round of grants
    for (std::size_t c = 0; c < household_classes; ++c)
      booked += 0.01 * county.weight[c] * static_cast<double>(county.totals.ledger[row * household_classes + c]);
  };
  simulate(file.scenario, file.counties, options, [](ReplicateResult const&) {});
  double const granted =
      file.scenario.plan<ProvincialPairing>().at(file.scenario.start, CountyClass::national_key).grants_share;
  CHECK(booked == Approx(yuan_of_the_province<ProvincialPairing>(file, 2021) * (1 - granted) / 12).epsilon(1e-3));
}
