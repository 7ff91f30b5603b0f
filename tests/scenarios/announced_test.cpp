// Strengths that are announced: what the plan knows of them, and where an announcement is refused. Values by hand.
#include <catch2/catch.hpp>

#include "small_modules.hpp"

using namespace holdfast;

namespace {

small::Reading read_policies(std::string const& policies) {
  static small::Folder const f("announced");
  f.write("base.json", small::base);
  return small::read(f.write("mine.json", R"({"extends": "base.json", "policies": {)" + policies + "}}"));
}
small::Reading read_strength(std::string const& strength) {
  return read_policies(R"("grant": {"strength": )" + strength + "}");
}

Plan<small::Grant> const& grant(small::Reading const& r) { return std::get<0>(r.scenario.policies); }

float strength(small::Reading const& r, int year, int month, int household = 2, Restored holds = 0) {
  return grant(r).strength(Month::of(year, month), CountyClass::other, static_cast<HouseholdClass>(household), holds);
}

}  // namespace

TEST_CASE("an announced strength is kept beside the values that it scales, to a year beyond the run", "[scenarios]") {
  small::Reading const r = read_strength(
      R"({"value": 1, "2025-07": 1, "2026-07": 0, "path": "linear", "announced": "2024-03",
          "by_household_class": {"marginal": 0.5}})");
  REQUIRE(r.problems().empty());
  REQUIRE(grant(r).announced.has_value());
  CHECK(grant(r).announced->from == Month::of(2024, 3));
  CHECK(grant(r).announced->restored.empty());
  CHECK(strength(r, 2025, 6) == 1);
  CHECK(strength(r, 2026, 1) == Approx(0.5));  // the run ends in December 2025
  CHECK(strength(r, 2026, 1, 1) == 0.5f);
  CHECK(r.grant(2026, 1).amount_yuan == Approx(100));  // half of 200
}

TEST_CASE("without an announcement the plan keeps no strengths", "[scenarios]") {
  CHECK_FALSE(grant(read_strength(R"({"value": 1, "2024-01": 0})")).announced.has_value());
  CHECK_FALSE(grant(read_policies(R"("grant": {"on": false, "strength": {"value": 1, "announced": "2023-01"}})"))
                  .announced.has_value());
}

TEST_CASE("an announcement over a plain strength keeps it, and null takes the announcement away", "[scenarios]") {
  small::Folder const f("announced_layers");
  f.write("base.json", small::base);
  f.write("half.json", R"({"extends": "base.json", "policies": {"grant": {"strength": 0.5}}})");
  f.write("told.json", R"({"extends": "half.json", "policies": {"grant": {"strength": {"announced": "2023-01"}}}})");
  small::Reading const told = small::read(f.path / "told.json");
  REQUIRE(told.problems().empty());
  REQUIRE(grant(told).announced.has_value());
  CHECK(strength(told, 2023, 1) == 0.5f);
  small::Reading const untold = small::read(
      f.write("untold.json", R"({"extends": "told.json", "policies": {"grant": {"strength": {"announced": null}}}})"));
  REQUIRE(untold.problems().empty());
  CHECK_FALSE(grant(untold).announced.has_value());
}

TEST_CASE("where a register brings support back, its strength of then is kept, too", "[scenarios]") {
  small::Reading const r = read_strength(
      R"({"value": 1, "2024-01": 0, "announced": "2023-01",
          "restore_when": {"register_share_above": 0.02, "for_months": 12}})");
  REQUIRE(r.problems().empty());
  CHECK(strength(r, 2024, 6) == 0);
  CHECK(strength(r, 2024, 6, 2, Restored{1}) == 1);
}

TEST_CASE("policies that are held hold their strength, also the announced one", "[scenarios]") {
  small::Folder const f("announced_held");
  f.write("base.json", small::base);
  small::Reading const r = small::read(f.write("held.json",
                                               R"({"extends": "base.json", "hold_policies_after": "2023-12",
          "policies": {"grant": {"strength": {"value": 1, "2024-01": 0, "announced": "2023-01"}}}})"));
  REQUIRE(r.problems().empty());
  CHECK(strength(r, 2024, 6) == 1);
}

TEST_CASE("only the strength of what households count on is announced", "[scenarios]") {
  auto const says = [](std::string const& policies, std::string const& text) {
    INFO(read_policies(policies).problems());
    return read_policies(policies).says(text);
  };
  CHECK(says(R"("grant": {"amount_yuan": {"announced": "2023-01"}})",
             "amount_yuan/announced is not known here: it is the strength of an instrument that is announced."));
  CHECK(says(R"("grant": {"strength": {"times": {"value": 1, "announced": "2023-01"}}})",
             "strength/times/announced is not known here: it is the strength of an instrument that is announced."));
  CHECK(says(R"("works": {"strength": {"value": 1, "announced": "2023-01"}})",
             "works/strength/announced has no effect: works pays households neither cash nor wages nor premiums"));
  CHECK(says(R"("grant": {"strength": {"value": 1, "announced": "January"}})",
             "announced is \"January\"; a month is needed"));
  CHECK(says(R"("grant": {"strength": {"by_household_class": {"marginal": {"value": 1, "announced": "2023-01"}}}})",
             "marginal/announced is not known here."));
}

TEST_CASE("the linter finds an announcement of nothing", "[scenarios]") {
  CHECK(read_strength(R"({"value": 1, "2024-01": 0, "announced": "2023-01"})").findings().empty());
  CHECK(read_strength(R"({"value": 1, "2024-01": 0, "announced": "2024-01"})").findings() ==
        "/policies/grant/strength/announced announces nothing: the strength does not change after 2024-01.\n");
  CHECK(read_strength(R"({"value": 1, "announced": "2027-01"})")
            .findings()
            .find("announced never counts: the run ends in 2025-12.") != std::string::npos);
}

TEST_CASE("the resolved text keeps the announcement and reads back the same", "[scenarios]") {
  small::Reading const r = read_strength(R"({"value": 1, "2024-01": 0, "announced": "2023-01"})");
  small::Folder const f("announced_again");
  small::Reading const again = small::read(f.write("again.json", resolved_text(r.layers, r.resolved)));
  REQUIRE(again.problems().empty());
  CHECK(grant(again).announced == grant(r).announced);
}
