// Files laid over a scenario, events of a scenario, counties to keep, and names that say what was changed.
#include <catch2/catch.hpp>

#include "scenarios/events.hpp"
#include "scenarios/lint.hpp"
#include "scenarios/read.hpp"
#include "small_modules.hpp"

using namespace holdfast;

namespace {

std::string const folder = HOLDFAST_SOURCE_DIR "/scenarios/";

ScenarioFile shipped(std::string const& name, Overrides overrides = {}) {
  overrides.share_dir = folder;
  return load_scenario(folder + name, overrides);
}

struct Events {
  Layers layers;
  DatedEvents events;
  bool says(std::string const& text) const {
    for (Problem const& p : layers.problems)
      if (p.text().find(text) != std::string::npos) return true;
    return false;
  }
};

Events events(std::string const& json) {
  small::Folder const f("events_of_scenario");
  Events out{read_layers(f.write("mine.json", R"({"events": )" + json + "}"), {}), {}};
  std::vector<CountyFacts> counties(2);
  counties[0].adcode = 513221;
  counties[1].adcode = 513223;
  read_scenario_events(out.layers, counties, out.events);
  return out;
}

}  // namespace

TEST_CASE("what is laid over a scenario has the last word before --set, and both names are in the name",
          "[scenarios]") {
  small::Folder const f("over");
  auto const file = f.write("a.json", small::base);
  Overrides overrides;
  overrides.with = {f.write("b.json", R"({"title": "B", "note": "why b", "policies": {"grant": {"strength": 0.5}}})"),
                    f.write("c.json", R"({"name": "see", "policies": {"grant": {"strength": 0.25}}})")};
  small::Reading const r = small::read(file, overrides);
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2019, 1).amount_yuan == 25);
  CHECK(r.resolved.run.name == "a+b+see");
  CHECK(r.resolved.run.title == "a + B + see");
  CHECK(r.resolved.run.note == "why b");
  overrides.set = {"policies.grant.strength=2", "run.seed=3"};
  small::Reading const set = small::read(file, overrides);
  CHECK(set.grant(2019, 1).amount_yuan == 200);
  CHECK(set.resolved.run.name == "a+b+see [grant.strength=2]");
  CHECK(set.resolved.run.own_name == "a");
}

TEST_CASE("settings of the run do not change its name, others do, and many become a number", "[scenarios]") {
  small::Folder const f("set_names");
  auto const file = f.write("a.json", small::base);
  auto const name = [&](std::vector<std::string> const& set) {
    Overrides overrides;
    overrides.set = set;
    return small::read(file, overrides).resolved.run.name;
  };
  CHECK(name({"run.seed=3"}) == "a");
  CHECK(name({"policies.grant.take_up_share=0.5", "monitoring.channel.chance=0.2"}) ==
        "a [grant.take_up_share=0.5, channel.chance=0.2]");
  CHECK(name({R"(policies.grant.strength={"value": 1, "2024-01": 0})"}) ==
        "a [grant.strength={'value': 1, '2024-01': 0}]");
  std::string const much(90, '0');
  std::string const many = name({"policies.grant.take_up_share=0." + much + "1"});
  CHECK(many.starts_with("a [1 setting "));
  CHECK(many != name({"policies.grant.take_up_share=0." + much + "2"}));
}

TEST_CASE("a file laid over a scenario extends nothing", "[scenarios]") {
  small::Folder const f("over_extends");
  Overrides overrides;
  overrides.with = {f.write("b.json", R"({"extends": "a.json"})")};
  small::Reading const r = small::read(f.write("a.json", small::base), overrides);
  CHECK(r.says("/extends cannot be in a file that is laid over a scenario"));
}

TEST_CASE("an event of a scenario comes on top, in order of month and county", "[scenarios]") {
  Events const e = events(R"({"z": {"month": "2024-05", "counties": [513223, 513221], "hazard": "earthquake",
      "village_hit_share": 0.9, "house_damage_share": 0.5, "road_months": 6, "loss_yuan_mean": 100, "grade": "D"},
    "a": {"month": "2024-04", "counties": [513223], "hazard": "flood", "village_hit_share": 0.1}})");
  REQUIRE(e.layers.problems.empty());
  REQUIRE(e.events.size() == 3);
  CHECK(e.events[0].first == 513223);
  CHECK(e.events[0].second.month == Month::of(2024, 4));
  CHECK(e.events[0].second.household_hit_share == 1);  // unless given
  CHECK(e.events[1].first == 513221);
  CHECK(e.events[1].second.further);
  CHECK(e.events[1].second.hazard == Hazard::earthquake);
  CHECK(e.events[1].second.road_months == 6);
  CHECK(e.events[2].first == 513223);
}

TEST_CASE("what an event lacks or cannot be is told", "[scenarios]") {
  CHECK(events("[]").says("/events must be an object"));
  CHECK(events(R"({"x": {"month": "2024", "counties": [513221], "hazard": "flood", "village_hit_share": 0.1}})")
            .says("/events/x/month is \"2024\"; a month is needed"));
  CHECK(events(R"({"x": {"month": "2024-01", "counties": [513221], "hazard": "flod", "village_hit_share": 0.1}})")
            .says("Did you mean \"flood\"?"));
  CHECK(events(R"({"x": {"month": "2024-01", "counties": [513221], "hazard": "flood"}})")
            .says("/events/x needs \"village_hit_share\""));
  CHECK(
      events(
          R"({"x": {"month": "2024-01", "counties": [1, 513221, 513221], "hazard": "flood", "village_hit_share": 1}})")
          .says("counties/2 513221 stands here twice."));
  CHECK(events(R"({"x": {"month": "2024-01", "counties": [1], "hazard": "flood", "village_hit_share": 1}})")
            .says("counties/0 is 1, which is no county of counties.csv."));
  CHECK(events(R"({"x": {"month": "2024-01", "counties": [513221], "hazard": "flood", "village_hit_share": 1,
                   "house_damage_share": 0.6, "house_collapse_share": 0.5}})")
            .says("and house_damage_share together are above 1."));
}

TEST_CASE("each stress file changes what its name says and only from its date on", "[scenarios]") {
  auto const with = [](char const* name) {
    Overrides overrides;
    overrides.with = {folder + "stress/" + name};
    return shipped("cliff-2024.json", overrides);
  };
  ScenarioFile const plain = shipped("cliff-2024.json"), quake = with("earthquake.json"),
                     macro = with("macro-downturn.json"), dry = with("drought-and-price.json");
  CHECK(quake.scenario.name == "cliff-2024+earthquake");
  CHECK(quake.scenario.events.size() == plain.scenario.events.size() + 23);
  CHECK(macro.scenario.plan<Macro>().at(Month::of(2024, 1), CountyClass::other).shift == -2);
  CHECK(macro.scenario.plan<Macro>().at(Month::of(2023, 1), CountyClass::other).shift == 0);
  auto const drought = [](ScenarioFile const& f, int year) {
    return f.scenario.plan<Drought>().at(Month::of(year, 8), CountyClass::other).basin_per_year;
  };
  CHECK(drought(dry, 2023) == Approx(3 * drought(plain, 2023)));
  CHECK(drought(dry, 2024) == drought(plain, 2024));
  for (ScenarioFile const* f : {&quake, &macro, &dry})
    CHECK(f->scenario.plan<PublicWelfarePosts>().at(Month::of(2024, 1), CountyClass::other).places == 0);
}

TEST_CASE("a list of counties is kept, and a code that is no county is told", "[scenarios]") {
  CHECK(shipped("templates/my-county.json").resolved.run.counties == std::vector<int>{513401});
  Overrides overrides;
  overrides.set = {"run.counties=[513401,999999]"};
  CHECK_THROWS_WITH(shipped("adopted-2021-2025.json", overrides),
                    Catch::Contains("/run/counties/1 is 999999, which is no county of counties.csv."));
}

TEST_CASE("templates and monitoring variants of the cliff read without a finding of their own", "[scenarios]") {
  for (char const* name : {"templates/my-county", "templates/my-timeline", "restore-on-alarm", "gradual-exit",
                           "cliff-strong-monitoring", "cliff-weak-monitoring"}) {
    ScenarioFile const file = shipped(std::string(name) + ".json");
    INFO(name);
    for (Problem const& p : lint(file)) CHECK(p.file.find("/data/") != std::string::npos);
  }
  auto const visits = [](char const* name) {
    return shipped(name).scenario.plan<Visits>().at(Month::of(2024, 1), CountyClass::other).listed_per_year;
  };
  CHECK(visits("cliff-strong-monitoring.json") == 2 * visits("cliff-2024.json"));
  CHECK(visits("cliff-weak-monitoring.json") == 0.5f * visits("cliff-2024.json"));
}

TEST_CASE("an age range that nobody can meet is found, also where a single month does it", "[scenarios]") {
  auto const findings = [](char const* set) {
    Overrides overrides;
    overrides.set = {std::string("policies.public_welfare_posts.") + set};
    std::string out;
    for (Problem const& p : lint(shipped("adopted-2021-2025.json", overrides)))
      if (p.pointer.find("public_welfare_posts") != std::string::npos) out += p.pointer + " " + p.message + "\n";
    return out;
  };
  CHECK(findings("oldest_age=16").find("youngest_age can be met by nobody: it is ") != std::string::npos);
  CHECK(findings(R"(youngest_age={"value": 60, "2025-12": 99})").find("it is 99 in 2025-12") != std::string::npos);
  CHECK(findings("youngest_age=60").find("met by nobody") == std::string::npos);
}

TEST_CASE("the equal-cost remix halves the premium subsidy and has more posts from January 2024 on, not before",
          "[scenarios]") {
  ScenarioFile const adopted = shipped("adopted-2021-2025.json"), remix = shipped("equal-cost-remix.json");
  Month const before = Month::of(2023, 12), after = Month::of(2024, 1);
  auto const places = [](ScenarioFile const& f, Month m) {
    return f.scenario.plan<PublicWelfarePosts>().at(m, CountyClass::other).places;
  };
  auto const share = [](ScenarioFile const& f, Month m) {
    return f.scenario.plan<PremiumSubsidy>().at(m, CountyClass::other).lifted_out_share;
  };
  CHECK(places(remix, before) == places(adopted, before));
  CHECK(places(remix, after) > places(adopted, after));
  CHECK(share(remix, before) == share(adopted, before));
  CHECK(share(remix, after) == Approx(0.5 * share(adopted, after)));
}
