// From files to plans: months, classes, strength, holding, budgets, sources; and all problems at once.
#include <catch2/catch.hpp>

#include "small_modules.hpp"

using namespace holdfast;
using small::Folder;
using small::Reading;

namespace {

// The base with a scenario on top.
Reading on_base(std::string const& scenario, std::string const& folder = "resolve") {
  Folder const f(folder);
  f.write("base.json", small::base);
  return small::read(f.write("mine.json", scenario));
}

}  // namespace

TEST_CASE("a plan covers the spin-up, the run and a year more", "[scenarios]") {
  Reading const r =
      on_base(R"({"extends": "base.json", "run": {"start": "2021-01", "months": 60, "spin_up_months": 24}})");
  REQUIRE(r.problems().empty());
  auto const& plan = std::get<0>(r.scenario.policies);
  CHECK(plan.first == Month::of(2019, 1));
  CHECK(plan.months == 96);
  CHECK(plan.values.size() == 96u * 12u);
  CHECK(plan.payer == Payer::provincial);
  CHECK(r.grant(2022, 6).amount_yuan == 100);
  CHECK(r.grant(2022, 7).amount_yuan == 160);
  CHECK(r.grant(2026, 12).amount_yuan == 200);
  CHECK(r.grant(2021, 1).take_up_share == 0.8f);
}

TEST_CASE("strength multiplies scaled fields only", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json",
      "policies": {"grant": {"strength": {"2024-01": 1, "2025-01": 0.4, "path": "linear"}}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2022, 7).amount_yuan == 160);
  CHECK(r.grant(2024, 7).amount_yuan == Approx(140));  // 200 x 0.7
  CHECK(r.grant(2025, 1).amount_yuan == Approx(80));
  CHECK(r.grant(2025, 1).take_up_share == 0.8f);
}

TEST_CASE("a strength that takes an amount out of its range is told with the month", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json", "policies": {"grant": {"strength": 6}}})");
  CHECK(r.says("/policies/grant/strength of 6 takes amount_yuan to 1200 in 2024-01, outside 0..1000."));
}

TEST_CASE("policies held after a month keep its parameters, strength and budget; monitoring goes on", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json", "hold_policies_after": "2022-12",
      "policies": {"grant": {"strength": {"2022-01": 1, "2022-12": 0.5, "2023-06": 0}, "budget_yuan": {"2021": 10, "2023": 30}}},
      "monitoring": {"channel": {"chance": {"2019-01": 0.1, "2024-01": 0.3}}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2022, 11).amount_yuan == 160);
  CHECK(r.grant(2022, 12).amount_yuan == 80);
  CHECK(r.grant(2025, 12).amount_yuan == 80);
  CHECK(std::get<0>(r.scenario.policies).budget_yuan == std::vector<double>{10, 10, 10, 10, 10, 10, 10, 10});
  CHECK(std::get<0>(r.scenario.monitoring).at(Month::of(2024, 1), CountyClass::other).chance == 0.3f);
}

TEST_CASE("a month held before the run begins is still the month that counts", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json", "hold_policies_after": "2018-01",
      "policies": {"grant": {"amount_yuan": {"2017-01": 40, "source": "X"}}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2024, 6).amount_yuan == 40);
}

TEST_CASE("a budget counts by calendar year, from the first year of the spin-up", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json", "run": {"start": "2021-07", "months": 12, "spin_up_months": 6},
      "policies": {"grant": {"budget_yuan": {"2022": 500, "2021": 300}}, "works": {"budget_yuan": 7}}})");
  REQUIRE(r.problems().empty());
  CHECK(std::get<0>(r.scenario.policies).budget_yuan == std::vector<double>{300, 500, 500});
  CHECK(std::get<1>(r.scenario.policies).budget_yuan == std::vector<double>{7, 7, 7});
  CHECK(std::get<0>(r.scenario.monitoring).budget_yuan.empty());
}

TEST_CASE("classes replace the general value for their members", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json", "policies": {"grant": {"amount_yuan": {
      "by_county_class": {"national_key": {"2023-01": 300, "2024-01": 400}},
      "by_household_class": {"marginal": 50}}}}})");
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2023, 6, 3, 0).amount_yuan == 160);
  CHECK(r.grant(2023, 6, 0, 0).amount_yuan == 300);
  CHECK(r.grant(2024, 1, 0, 2).amount_yuan == 400);
  CHECK(r.grant(2024, 1, 0, 1).amount_yuan == 50);
  CHECK(r.grant(2019, 1, 2, 1).amount_yuan == 50);
}

TEST_CASE("a value changed without evidence has the scenario as its source", "[scenarios]") {
  Reading const r = on_base(R"({"name": "what-if", "extends": "base.json",
      "policies": {"grant": {"amount_yuan": {"2024-01": 0}, "take_up_share": {"note": "seen again"}},
                   "works": {"months": {"value": 9, "source": "S7", "grade": "C"}}}})");
  REQUIRE(r.problems().empty());
  auto const& p = r.resolved.parameters;
  REQUIRE(p.size() == 4);
  CHECK(p[0].source == "scenario:what-if");
  CHECK(p[0].grade == "-");
  CHECK(p[0].set_by == "mine.json");
  CHECK(p[1].source == "assumption");
  CHECK(p[1].note == "seen again");
  CHECK(p[1].set_by == "base.json");
  CHECK(p[2].source == "S7");
  CHECK(p[2].grade == "C");
  CHECK(p[3].source == "S2");
}

TEST_CASE("the resolved text is complete and reads back as the same scenario", "[scenarios]") {
  Folder const f("text");
  f.write("base.json", small::base);
  Reading const one = small::read(
      f.write("mine.json", R"({"name": "what-if", "title_zh": "假设", "extends": "base.json", "run": {"seed": 7},
      "policies": {"grant": {"amount_yuan": {"2024-01": 0}, "strength": {"value": 1, "2025-01": 0.5}}}})"));
  REQUIRE(one.problems().empty());
  std::string const text = resolved_text(one.layers, one.resolved);
  Reading const two = small::read(f.write("again.json", text));
  REQUIRE(two.problems().empty());
  CHECK(resolved_text(two.layers, two.resolved) == text);
  CHECK(two.resolved.run.seed == 7);
  CHECK(two.resolved.run.title_zh == "假设");
  CHECK(two.resolved.modules[0].values == one.resolved.modules[0].values);
  CHECK(two.resolved.parameters[0].source == "scenario:what-if");
}

TEST_CASE("a switched-off module needs no parameters", "[scenarios]") {
  Folder const f("off");
  Reading const r = small::read(f.write("a.json", R"({"policies": {"grant": {"on": false}, "works": {"on": false}},
                                                      "monitoring": {"channel": {"on": false}}})"));
  REQUIRE(r.problems().empty());
  CHECK_FALSE(std::get<0>(r.scenario.policies).on);
  CHECK(r.resolved.run.name == "a");
}

TEST_CASE("everything that is wrong is told at once, in the order of the text", "[scenarios]") {
  Reading const r = on_base(R"({"extends": "base.json",
 "run": {"seed": -1, "replicates": 0, "households_share": 5, "months": 2.5, "start": "2021-13"},
 "policies": {"grant": {"payer": "provinical", "take_up_share": "83%", "amount": 3,
   "amount_yuan": {"2024-1": 5, "2101-01": 5, "2024-02": 2000, "path": "liniar", "by_county_class": {"key": 1}}},
  "channel": {}, "works": {"budget_yuan": {"2021": -4}}}, "polices": {}})");
  UNSCOPED_INFO(InputError(r.layers.problems).what());
  CHECK(r.layers.problems.size() == 16);
  CHECK(r.says("mine.json:2:18: /run/seed is -1, outside 0..4294967295."));
  CHECK(r.says("/run/replicates is 0, outside 1..100000."));
  CHECK(r.says("/run/households_share is 5, outside 0.001..1 (share). It is a share: did you mean 0.05?"));
  CHECK(r.says("/run/months is 2.5; a whole number from 1 to 600 is needed."));
  CHECK(r.says("/run/start is \"2021-13\"; a month from"));
  CHECK(r.says("/policies/grant/payer is \"provinical\"; who pays is one of"));
  CHECK(r.says("Did you mean \"provincial\"?"));
  CHECK(r.says("/policies/grant/take_up_share is text; a number is needed. Did you mean 0.83?"));
  CHECK(r.says("/policies/grant/amount is not a parameter of grant. Did you mean \"amount_yuan\"?"));
  CHECK(r.says("/policies/grant/amount_yuan/2024-1 is not a month: write it as YYYY-MM"));
  CHECK(r.says("/policies/grant/amount_yuan/2101-01 is outside the calendar"));
  CHECK(r.says("mine.json:4:58: /policies/grant/amount_yuan/2024-02 is 2000, outside 0..1000"));
  CHECK(r.says("Did you mean \"linear\"?"));
  CHECK(r.says("/policies/grant/amount_yuan/by_county_class/key is not a class"));
  CHECK(r.says("/policies/channel is not a module of this section. It belongs to /monitoring."));
  CHECK(r.says("/policies/works/budget_yuan/2021 is -4, outside 0.."));
  CHECK(r.says("/polices is not known here. Did you mean \"policies\"?"));
  int line = 0;
  for (Problem const& p : r.layers.problems) {
    CHECK(p.line >= line);
    line = p.line;
  }
}

TEST_CASE("a missing parameter is named with meaning and range, a missing module with its section", "[scenarios]") {
  Folder const f("missing");
  Reading const r = small::read(f.write("a.json", R"({"policies": {"grant": {"amount_yuan": 1}}})"));
  CHECK(r.layers.problems.size() == 3);
  CHECK(r.says("/policies/grant/take_up_share is missing: of the eligible who apply (share, 0..1)."));
  CHECK(r.says("/policies has no parameters of works."));
  CHECK(r.says("/monitoring has no parameters of channel."));
}

TEST_CASE("a budget may carry over; where no budget can act the reader refuses it", "[scenarios]") {
  small::Folder const folder("carry_over");
  folder.write("base.json", small::base);
  auto const good = small::read(folder.write("good.json", R"({"extends": "base.json", "name": "good",
      "policies": {"grant": {"budget_yuan": 5, "budget_carries_over": true}}})"));
  CHECK(good.problems() == "");
  CHECK(std::get<0>(good.scenario.policies).budget_carries_over);
  CHECK(!std::get<1>(good.scenario.policies).budget_carries_over);
  auto const bad = small::read(folder.write("bad.json", R"({"extends": "base.json", "name": "bad",
      "policies": {"grant": {"budget_carries_over": true}, "works": {"budget_yuan": 5, "budget_carries_over": 1}},
      "monitoring": {"channel": {"budget_yuan": 5}}})"));
  CHECK(bad.says("/policies/grant/budget_carries_over has no budget_yuan beside it"));
  CHECK(bad.says("/policies/works/budget_carries_over must be true or false"));
  CHECK(bad.says("/monitoring/channel/budget_yuan has no effect: channel pays what is due by rule"));
}
