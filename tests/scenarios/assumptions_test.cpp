// What results hang on most: each entry of data/assumptions.json is a parameter of the scenario, with a reason.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "scenarios/assumptions.hpp"

using namespace holdfast;

namespace fs = std::filesystem;

namespace {

fs::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios/data/assumptions.json";

ScenarioFile adopted(std::vector<std::string> const& set = {}) {
  Overrides overrides;
  overrides.geography = false;
  overrides.set = set;
  return load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
}

Assumption const& named(std::vector<Assumption> const& all, std::string const& path) {
  auto const at = std::find_if(all.begin(), all.end(), [&](Assumption const& a) { return a.path == path; });
  REQUIRE(at != all.end());
  return *at;
}

std::string complaint(std::string const& text) {
  fs::path const file = fs::temp_directory_path() / "holdfast-assumptions-test.json";
  std::ofstream(file) << text;
  try {
    read_assumptions(file, adopted());
  } catch (InputError const& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the shipped assumptions are parameters with a grade and a reason", "[scenarios][assumptions]") {
  auto const all = read_assumptions(shipped, adopted());
  CHECK(all.size() >= 8);
  CHECK(all.size() <= 12);
  for (Assumption const& a : all) {
    INFO(a.path);
    CHECK(!a.meaning.empty());
    CHECK(!a.meaning_zh.empty());
    CHECK(!a.source.empty());
    CHECK(a.grade.size() == 1);
    CHECK(a.why.size() > 40);
    CHECK(a.why_zh.size() > 40);
  }
}

TEST_CASE("values are those of the scenario, over its months and classes", "[scenarios][assumptions]") {
  auto const all = read_assumptions(shipped, adopted());
  CHECK(named(all, "livelihood.needs.uninsured_counts").value == "1");
  CHECK(named(all, "livelihood.needs.poverty_line_yuan").value == "4020–4090");
  auto const changed = read_assumptions(shipped, adopted({"livelihood.needs.uninsured_counts=0"}));
  CHECK(named(changed, "livelihood.needs.uninsured_counts").value == "0");
}

TEST_CASE("an assumption that says nothing is told", "[scenarios][assumptions]") {
  std::string const good = R"("path": "livelihood.needs.relapse_months", "why": "x", "why_zh": "y")";
  CHECK(complaint("{\"assumptions\": [{" + good + "}]}").empty());
  CHECK(complaint("{\"assumption\": []}").find("needs a list \"assumptions\"") != std::string::npos);
  CHECK(complaint(R"({"assumptions": [{"path": "livelihood.needs.relapse_month", "why": "x", "why_zh": "y"}]})")
            .find("no parameter. Did you mean \"livelihood.needs.relapse_months\"?") != std::string::npos);
  CHECK(complaint(R"({"assumptions": [{"path": "livelihood.needs.relapse_months", "why": "x"}]})").find("\"why_zh\"") !=
        std::string::npos);
  CHECK(complaint("{\"assumptions\": [{" + good + "}, {" + good + "}]}").find("is the second one") !=
        std::string::npos);
  CHECK(complaint("{\"assumptions\": [{" + good + ", \"grade\": \"A\"}]}").find("nobody reads") != std::string::npos);
}
