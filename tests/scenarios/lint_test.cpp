// Findings beyond errors, each on the smallest scenario that shows it.
#include <catch2/catch.hpp>

#include "small_modules.hpp"

namespace {

std::string findings(std::string const& scenario) {
  small::Folder const f("lint");
  f.write("base.json", small::base);
  small::Reading const r = small::read(f.write("mine.json", scenario));
  REQUIRE(r.problems().empty());
  return r.findings();
}

std::string with(std::string const& grant) {
  return R"({"extends": "base.json", "policies": {"grant": )" + grant + "}}";
}

}  // namespace

TEST_CASE("a plain scenario has no findings", "[scenarios]") { CHECK(findings(R"({"extends": "base.json"})").empty()); }

TEST_CASE("a change that an earlier file undoes is found", "[scenarios]") {
  CHECK(findings(with(R"({"amount_yuan": {"2023-01": 0}})")) ==
        "/policies/grant/amount_yuan changes back in 2024-01 to 200, which base.json sets. To keep your value, repeat "
        "it in that month.\n");
  CHECK(findings(with(R"({"amount_yuan": {"2023-01": 0, "2024-01": 0}})")).empty());
}

TEST_CASE("values of a module that is off never count", "[scenarios]") {
  std::string const said = findings(with(R"({"on": false, "strength": 0.5, "budget_yuan": 5, "take_up_share": 0.3})"));
  CHECK(said.find("/policies/grant/strength never counts: mine.json switches the module off.") != std::string::npos);
  CHECK(said.find("/policies/grant/budget_yuan never counts") != std::string::npos);
  CHECK(said.find("/policies/grant/take_up_share never counts: grant is off.") != std::string::npos);
  CHECK(said.find("amount_yuan") == std::string::npos);  // not written by the scenario
}

TEST_CASE("a budget under strength zero, and a strength over nothing, are found", "[scenarios]") {
  CHECK(findings(with(R"({"strength": 0, "budget_yuan": 5})")) ==
        "/policies/grant/budget_yuan is never spent: strength is 0 in every month of the run.\n");
  CHECK(findings(with(R"({"strength": {"value": 1, "2024-01": 0}, "budget_yuan": 5})")).empty());
  CHECK(findings(R"({"extends": "base.json", "policies": {"works": {"strength": 0.5}}})") ==
        "/policies/works/strength never counts: works has no amount or capacity to scale.\n");
}

TEST_CASE("paths that end before the run, begin within it or have one month to ramp are found", "[scenarios]") {
  CHECK(findings(with(R"({"take_up_share": {"value": null, "2010-01": 0.3, "2011-01": 0.4}})")) ==
        "/policies/grant/take_up_share ends in 2011-01, before the run begins (2019-01 with its spin-up): only its "
        "last value counts.\n");
  CHECK(findings(with(R"({"take_up_share": {"value": null, "2020-01": 0.3, "2021-01": 0.4}})")) ==
        "/policies/grant/take_up_share begins in 2020-01; from 2019-01 until then that first value counts. Add a "
        "\"value\" for the time "
        "before.\n");
  CHECK(findings(with(R"({"strength": {"value": 1, "2024-01": 0, "path": "logistic"}})")) ==
        "/policies/grant/strength is a ramp with one month: nothing to ramp between. Give the month at which it "
        "begins, too.\n");
}

TEST_CASE("months after the end or after a hold never count", "[scenarios]") {
  CHECK(findings(with(R"({"strength": {"value": 1, "2030-01": 0}})")) ==
        "/policies/grant/strength/2030-01 never counts: the run ends in 2025-12.\n");
  CHECK(
      findings(
          R"({"extends": "base.json", "hold_policies_after": "2021-12", "policies": {"grant": {"strength": {"value": 1, "2024-01": 0}}}})") ==
      "/policies/grant/strength/2024-01 never counts: hold_policies_after is 2021-12.\n");
}

TEST_CASE("an amount revised yearly and then left is found", "[scenarios]") {
  CHECK(findings(with(R"({"amount_yuan": {"2022-07": null, "2024-01": null, "2020-01": 110, "2021-01": 120}})"))
            .find("was revised every 12 months until 2021-01, and the run goes on for 59 months with that value.") !=
        std::string::npos);
}

TEST_CASE("a county class path under paths for every household class never counts", "[scenarios]") {
  CHECK(findings(with(R"({"take_up_share": {"by_county_class": {"other": 0.5},
                          "by_household_class": {"lifted_out": 0.1, "marginal": 0.2, "ordinary": 0.3}}})"))
            .find("/policies/grant/take_up_share/by_county_class never counts: every household class") !=
        std::string::npos);
  CHECK(findings(with(R"({"take_up_share": {"by_county_class": {"other": 0.5},
                          "by_household_class": {"lifted_out": 0.1}}})"))
            .empty());
}
