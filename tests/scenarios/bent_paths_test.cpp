// Paths that go on under a change (times, indexed) and paths that react to a county's register. Values by hand.
#include <catch2/catch.hpp>

#include "small_modules.hpp"

using namespace holdfast;

namespace {

small::Reading read_grant(std::string const& grant) {
  static small::Folder const f("bent");
  f.write("base.json", small::base);
  return small::read(f.write("mine.json", R"({"extends": "base.json", "policies": {"grant": )" + grant + "}}"));
}

small::Grant::Params restored(small::Reading const& r, int year, int month) {
  return std::get<0>(r.scenario.policies)
      .at(Month::of(year, month), CountyClass::other, HouseholdClass::ordinary, Restored{1});
}

}  // namespace

TEST_CASE("times multiplies what the extended file says, so that its later growth goes on", "[scenarios]") {
  small::Reading const r = read_grant(R"({"amount_yuan": {"times": {"value": 1, "2023-01": 0.5}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2022, 12).amount_yuan == 160);
  CHECK(r.grant(2023, 1).amount_yuan == 80);
  CHECK(r.grant(2024, 1).amount_yuan == 100);  // half of 200
}

TEST_CASE("times over a plain number keeps the number, as a ramp and by class", "[scenarios]") {
  small::Reading const r = read_grant(
      R"({"take_up_share": {"times": {"2023-01": 1, "2023-03": 0.5, "path": "linear", "by_household_class": {"marginal": 0}}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2022, 12).take_up_share == Approx(0.8));
  CHECK(r.grant(2023, 2).take_up_share == Approx(0.6));
  CHECK(r.grant(2025, 1).take_up_share == Approx(0.4));
  CHECK(r.grant(2023, 2, 3, 1).take_up_share == 0);
}

TEST_CASE("times on a strength that nobody wrote multiplies one", "[scenarios]") {
  small::Reading const r = read_grant(R"({"strength": {"times": 1.5}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2022, 12).amount_yuan == 240);
  CHECK(r.grant(2022, 12).take_up_share == Approx(0.8));  // not scaled
}

TEST_CASE("an indexed value grows after each full year and leaves out the later months of the path", "[scenarios]") {
  small::Reading const r = read_grant(R"({"amount_yuan": {"indexed": {"from": "2023-07", "rate_per_year": 0.1}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2023, 6).amount_yuan == 160);
  CHECK(r.grant(2023, 7).amount_yuan == 160);
  CHECK(r.grant(2024, 1).amount_yuan == 160);  // not the 200 of the path
  CHECK(r.grant(2024, 6).amount_yuan == 160);
  CHECK(r.grant(2024, 7).amount_yuan == Approx(176));
  CHECK(r.grant(2025, 7).amount_yuan == Approx(193.6));
}

TEST_CASE("a value bent out of its range is told with the month", "[scenarios]") {
  small::Reading const r = read_grant(R"({"amount_yuan": {"times": {"value": 1, "2024-01": 6}}})");
  CHECK(r.says("/policies/grant/amount_yuan/times takes amount_yuan to 1200 in 2024-01, outside 0..1000."));
}

TEST_CASE("support that is restored takes its value from before the change, or the one that is given", "[scenarios]") {
  small::Reading const plain = read_grant(
      R"({"strength": {"value": 1, "2024-01": 0, "restore_when": {"register_share_above": 0.02, "for_months": 12}}})");
  REQUIRE(plain.problems().empty());
  REQUIRE(plain.resolved.conditions.size() == 1);
  CHECK(plain.resolved.conditions[0] == Condition{0.02f, false, 12, Month::of(2024, 1)});
  CHECK(plain.grant(2024, 1).amount_yuan == 0);
  CHECK(restored(plain, 2023, 12).amount_yuan == 160);
  CHECK(restored(plain, 2024, 1).amount_yuan == 200);
  small::Reading const half = read_grant(
      R"({"strength": {"value": 1, "2024-01": 0,
          "restore_when": {"register_share_above": 0.02, "of": "all", "to": 0.5, "for_months": 6}}})");
  REQUIRE(half.problems().empty());
  CHECK(half.resolved.conditions[0].of_all);
  CHECK(restored(half, 2023, 12).amount_yuan == 160);  // nothing is restored before the change
  CHECK(restored(half, 2024, 1).amount_yuan == 100);
}

TEST_CASE("a numeric path reacts like a strength, also when it is bent by times", "[scenarios]") {
  small::Reading const r = read_grant(
      R"({"amount_yuan": {"times": {"value": 1, "2024-07": 0.1},
          "restore_when": {"register_share_above": 0, "for_months": 1}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.resolved.conditions[0].from == Month::of(2024, 7));
  CHECK(r.grant(2024, 7).amount_yuan == 20);
  CHECK(restored(r, 2024, 7).amount_yuan == 200);
}

TEST_CASE("without a condition the plan has one set of values", "[scenarios]") {
  small::Reading const r = read_grant("{}");
  CHECK(r.resolved.conditions.empty());
  CHECK(std::get<0>(r.scenario.policies).condition == -1);
  CHECK(std::get<0>(r.scenario.policies).restored.empty());
  CHECK(restored(r, 2024, 1).amount_yuan == 200);
}

TEST_CASE("what a condition or an indexation lacks is told", "[scenarios]") {
  auto const says = [](std::string const& grant, std::string const& text) {
    INFO(read_grant(grant).problems());
    return read_grant(grant).says(text);
  };
  CHECK(says(R"({"strength": {"value": 1, "restore_when": {"register_share_above": 0.1, "for_months": 3}}})",
             "restore_when needs \"from\", the month in which it begins to count"));
  CHECK(says(R"({"strength": {"2024-01": 0, "restore_when": {"for_months": 3}}})",
             "restore_when needs \"register_share_above\" and \"for_months\""));
  CHECK(says(R"({"strength": {"2024-01": 0, "restore_when": {"register_share_above": 2, "for_months": 3}}})",
             "register_share_above is 2, outside 0..1"));
  CHECK(says(R"({"strength": {"2024-01": 0, "restore_when": {"register_share_above": 0.1, "for_months": 0}}})",
             "for_months is 0, outside 1..120"));
  CHECK(says(R"({"strength": {"2024-01": 0, "restore_when": {"register_share_above": 0.1, "for_month": 3}}})",
             "for_month is not known here. Did you mean \"for_months\"?"));
  CHECK(
      says(R"({"amount_yuan": {"indexed": {"rate_per_year": 0.1}}})", "indexed needs \"from\" and \"rate_per_year\""));
  CHECK(says(R"({"amount_yuan": {"indexed": {"from": "2024", "rate_per_year": 0.1}}})",
             "indexed/from is \"2024\"; a month is needed"));
  CHECK(says(R"({"strength": {"2024-01": 0, "restore_when": {"register_share_above": 0.1, "for_months": 3}},
                 "take_up_share": {"2024-01": 0, "restore_when": {"register_share_above": 0.2, "for_months": 3}}})",
             "take_up_share/restore_when differs from another restore_when of this module"));
  CHECK(says(R"({"amount_yuan": {"by_household_class": {"marginal": {"value": 1, "times": 2}}}})",
             "times is not known here."));
}

TEST_CASE("the linter finds a restoration that changes nothing and months under an indexation", "[scenarios]") {
  CHECK(
      read_grant(
          R"({"strength": {"value": 1, "2024-01": 1, "restore_when": {"register_share_above": 0.1, "for_months": 3}}})")
          .findings() ==
      "/policies/grant/strength/restore_when changes nothing: from 2024-01 on the value is the restored one in any "
      "case.\n");
  CHECK(
      read_grant(
          R"({"strength": {"value": 1, "2030-01": 0, "restore_when": {"register_share_above": 0.1, "for_months": 3}}})")
          .findings()
          .find("strength/restore_when never counts: the run ends in 2025-12.") != std::string::npos);
  CHECK(read_grant(R"({"amount_yuan": {"2025-01": 300, "indexed": {"from": "2024-06", "rate_per_year": 0.1}}})")
            .findings()
            .find("amount_yuan/2025-01 never counts: from 2024-06 on the value of then is indexed.") !=
        std::string::npos);
}

TEST_CASE("the resolved text keeps bends and conditions and reads back the same", "[scenarios]") {
  small::Reading const r = read_grant(
      R"({"amount_yuan": {"times": {"value": 1, "2023-01": 0.5}},
          "strength": {"value": 1, "2024-01": 0, "restore_when": {"register_share_above": 0.02, "for_months": 12}}})");
  REQUIRE(r.problems().empty());
  small::Folder const f("bent_again");
  small::Reading const again = small::read(f.write("again.json", resolved_text(r.layers, r.resolved)));
  REQUIRE(again.problems().empty());
  CHECK(again.resolved.conditions == r.resolved.conditions);
  CHECK(again.resolved.modules[0].values == r.resolved.modules[0].values);
  CHECK(again.resolved.modules[0].restored == r.resolved.modules[0].restored);
}
