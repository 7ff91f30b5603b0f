// What extends what, how files merge, and who has the last word.
#include <catch2/catch.hpp>

#include "small_modules.hpp"

using namespace holdfast;
using nlohmann::json;

namespace {

json merged(char const* target, char const* patch) {
  json out = json::parse(target);
  merge(out, json::parse(patch));
  return out;
}

}  // namespace

TEST_CASE("objects merge key by key, null removes, anything else replaces", "[scenarios]") {
  CHECK(merged(R"({"a": 1, "b": {"c": 2, "d": 3}})", R"({"b": {"c": 4, "d": null}, "e": [1]})") ==
        json::parse(R"({"a": 1, "b": {"c": 4}, "e": [1]})"));
  CHECK(merged(R"({"a": [1, 2]})", R"({"a": [3]})") == json::parse(R"({"a": [3]})"));
  CHECK(merged(R"({"a": {"b": 1}})", R"({"a": 5})") == json::parse(R"({"a": 5})"));
  CHECK(merged("{}", R"({"a": {"b": null, "c": 1}})") == json::parse(R"({"a": {"c": 1}})"));
}

TEST_CASE("a later constant replaces earlier months, later months keep an earlier constant before them",
          "[scenarios]") {
  CHECK(merged(R"({"x": {"2021-01": 1, "2022-01": 2, "path": "linear", "source": "S"}})", R"({"x": {"value": 7}})") ==
        json::parse(R"({"x": {"value": 7, "source": "S"}})"));
  CHECK(merged(R"({"x": {"value": 5}})", R"({"x": {"2024-01": 0}})") ==
        json::parse(R"({"x": {"value": 5, "2024-01": 0}})"));
  CHECK(merged(R"({"x": 5})", R"({"x": {"2024-01": 0}})") == json::parse(R"({"x": {"value": 5, "2024-01": 0}})"));
  CHECK(merged(R"({"x": {"2021-01": 1}})", R"({"x": {"2021-01": 2, "2022-01": 3}})") ==
        json::parse(R"({"x": {"2021-01": 2, "2022-01": 3}})"));
}

TEST_CASE("a file is found beside the one that extends it, with or without its ending, then among the shipped",
          "[scenarios]") {
  small::Folder const here("extends"), shipped("shipped");
  here.write("data/a.json", R"({"run": {"seed": 1, "months": 3}})");
  shipped.write("b.json", R"({"run": {"seed": 2, "replicates": 4}})");
  auto const top = here.write("top.json", R"({"extends": ["data/a", "b.json"], "run": {"months": 5}})");
  Overrides overrides;
  overrides.share_dir = shipped.path;
  Layers const layers = read_layers(top, overrides);
  REQUIRE(layers.problems.empty());
  CHECK(layers.merged["run"] == json::parse(R"({"seed": 2, "replicates": 4, "months": 5})"));
  REQUIRE(layers.files.size() == 3);
  CHECK(layers.files[0].name == "data/a.json");
  CHECK(layers.files[1].name == "b.json");
  CHECK(layers.files[2].name == "top.json");
  CHECK(layers.setter("/run/seed") == &layers.files[1]);
  CHECK(layers.setter("/run/months") == &layers.files[2]);
}

TEST_CASE("a circle, a missing file and a wrong type of extends are told with their place", "[scenarios]") {
  small::Folder const f("circle");
  f.write("a.json", R"({"extends": "b.json"})");
  f.write("b.json", "{\n \"extends\": [\"a.json\", \"c.jsn\", 7, \"\"]}");
  f.write("c.json", "{}");
  Layers const layers = read_layers(f.path / "a.json", {});
  REQUIRE(layers.problems.size() == 4);
  std::string const in = (f.path / "b.json").generic_string(), a = (f.path / "a.json").generic_string();
  CHECK(layers.problems[0].text() ==
        in + ":2:14: /extends/0 closes a circle: " + a + " -> " + in + " -> " + a + ". A file cannot extend itself.");
  CHECK(layers.problems[1].text() ==
        in + ":2:24: /extends/1 is \"c.jsn\", and there is no such file. Did you mean \"c.json\"?");
  CHECK(layers.problems[2].message == "must be a file name or a list of file names.");
  CHECK(layers.problems[3].message == "is an empty file name. Name the scenario to extend, or leave \"extends\" out.");
}

TEST_CASE("a chain of more than sixteen files is refused", "[scenarios]") {
  small::Folder const f("chain");
  for (int i = 0; i < 17; ++i)
    f.write("s" + std::to_string(i) + ".json",
            i == 16 ? "{}" : R"({"extends": "s)" + std::to_string(i + 1) + R"(.json"})");
  CHECK(read_layers(f.path / "s1.json", {}).problems.empty());
  Layers const layers = read_layers(f.path / "s0.json", {});
  REQUIRE(layers.problems.size() == 1);
  CHECK(layers.problems[0].message == "is more than 16 files deep. Merge some of them.");
}

TEST_CASE("a setting from the command line has the last word and is named in complaints", "[scenarios]") {
  small::Folder const f("set");
  auto const file = f.write("a.json", small::base);
  Overrides overrides;
  overrides.set = {"policies.grant.amount_yuan=480", "run.seed=9"};
  overrides.months = 24;
  small::Reading const r = small::read(file, overrides);
  REQUIRE(r.problems().empty());
  CHECK(r.grant(2019, 1).amount_yuan == 480);
  CHECK(r.resolved.run.seed == 9);
  CHECK(r.resolved.run.months == 24);
  overrides.set = {"policies.grant.take_up_share=80", "nonsense"};
  CHECK(small::read(file, overrides).says("--set nonsense: must read path=value"));
  overrides.set = {"policies.grant.take_up_share=80"};
  CHECK(small::read(file, overrides)
            .says("--set policies.grant.take_up_share=80: /policies/grant/take_up_share is 80, outside 0..1"));
}
