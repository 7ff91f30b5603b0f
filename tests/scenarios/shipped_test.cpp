// The shipped scenarios: complete, in order, valid against the schema, and doing what their names say.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "scenarios/lint.hpp"
#include "scenarios/schema.hpp"

using namespace holdfast;

namespace {

std::string const folder = HOLDFAST_SOURCE_DIR "/scenarios/";

ScenarioFile shipped(std::string const& name) {
  static Overrides const overrides;
  return load_scenario(folder + name + ".json", overrides);
}

}  // namespace

TEST_CASE("every shipped scenario reads, has a Chinese title and findings on nothing of its own", "[scenarios]") {
  int read = 0;
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "schema") continue;
    ScenarioFile const file = shipped(entry.path().stem().string());
    CHECK(file.scenario.name == entry.path().stem().string());
    CHECK(file.scenario.title_zh != file.scenario.title);
    for (Problem const& p : lint(file)) CHECK(p.file.find("/data/") != std::string::npos);
    ++read;
  }
  CHECK(read >= 5);
}

TEST_CASE("every parameter of the adopted scenario names its source and grade", "[scenarios]") {
  ScenarioFile const file = shipped("adopted-2021-2025");
  for (ParameterRecord const& p : file.parameters()) {
    INFO(p.path());
    CHECK_FALSE(p.source.starts_with("scenario:"));
    CHECK(p.grade.size() == 1);
    CHECK((p.grade.empty() || (p.grade[0] >= 'A' && p.grade[0] <= 'D')));
  }
}

TEST_CASE("inputs are named without an absolute path and with a hash", "[scenarios]") {
  ScenarioFile const file = shipped("cliff-2024");
  CHECK(file.inputs.size() >= 9);
  for (InputFile const& input : file.inputs) {
    CHECK(input.name.front() != '/');
    CHECK(input.name.find("..") == std::string::npos);
    CHECK(input.fnv1a64 != 0);
  }
  CHECK(file.text.find(HOLDFAST_SOURCE_DIR) == std::string::npos);
}

TEST_CASE("the cliff takes premium subsidy, posts, transfer and packages away in January 2024 and nothing else",
          "[scenarios]") {
  ScenarioFile const adopted = shipped("adopted-2021-2025"), cliff = shipped("cliff-2024");
  Month const before = Month::of(2023, 12), after = Month::of(2024, 1);
  auto const subsidy = [](ScenarioFile const& f, Month m) {
    return f.scenario.plan<PremiumSubsidy>().at(m, CountyClass::other, HouseholdClass::lifted_out).lifted_out_share;
  };
  CHECK(subsidy(cliff, before) == subsidy(adopted, before));
  CHECK(subsidy(cliff, before) > 0);
  CHECK(subsidy(cliff, after) == 0);
  CHECK(cliff.scenario.plan<PublicWelfarePosts>().at(after, CountyClass::other).places == 0);
  CHECK(cliff.scenario.plan<LabourTransfer>().at(after, CountyClass::other).finding_bonus == 0);
  CHECK(cliff.scenario.plan<Packages>().at(before, CountyClass::other).job_chance > 0);
  CHECK(cliff.scenario.plan<Packages>().at(after, CountyClass::other).job_chance == 0);
  CHECK(cliff.scenario.plan<Dibao>().at(after, CountyClass::other).line_yuan ==
        adopted.scenario.plan<Dibao>().at(after, CountyClass::other).line_yuan);
  for (std::size_t m = 0; m < catalogue().size(); ++m) {
    std::string const key(catalogue()[m].key);
    bool const changed = key == "premium_subsidy" || key == "public_welfare_posts" || key == "forest_rangers" ||
                         key == "labour_transfer" || key == "packages";
    INFO(key);
    CHECK((adopted.resolved.modules[m].values != cliff.resolved.modules[m].values) == changed);
  }
}

TEST_CASE("frozen amounts stay as in December 2021, the lines go on", "[scenarios]") {
  ScenarioFile const frozen = shipped("frozen-2021");
  CHECK(frozen.scenario.plan<Dibao>().at(Month::of(2025, 12), CountyClass::other).line_yuan ==
        frozen.scenario.plan<Dibao>().at(Month::of(2021, 12), CountyClass::other).line_yuan);
  CHECK(frozen.scenario.plan<MonitoringLine>().at(Month::of(2025, 12), CountyClass::other).line_yuan >
        frozen.scenario.plan<MonitoringLine>().at(Month::of(2021, 12), CountyClass::other).line_yuan);
}

TEST_CASE("without support the floor stays, and goes in the other one; the spin-up is the same in all", "[scenarios]") {
  ScenarioFile const adopted = shipped("adopted-2021-2025"), none = shipped("no-support"),
                     floorless = shipped("no-support-no-floor");
  Month const start = Month::of(2021, 1);
  auto const line = [&](ScenarioFile const& f) {
    return f.scenario.plan<Dibao>().at(start, CountyClass::other).line_yuan;
  };
  CHECK(line(none) == line(adopted));
  CHECK(line(floorless) == 0);
  CHECK(none.scenario.plan<Pension>().at(start, CountyClass::other).basic_yuan > 0);
  CHECK(none.scenario.plan<MedicalAssistance>().at(start, CountyClass::other).tekun_rate == 0);
  CHECK(none.scenario.plan<Visits>().at(start, CountyClass::other).listed_per_year > 0);
  for (std::size_t m = 0; m < catalogue().size(); ++m) {
    std::size_t const spin_up = 24u * 12u * catalogue()[m].fields.size();
    auto const& a = adopted.resolved.modules[m].values;
    for (ScenarioFile const* f : {&none, &floorless})
      CHECK(std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(spin_up),
                       f->resolved.modules[m].values.begin()));
  }
}

TEST_CASE("the resolved text of a shipped scenario stands alone", "[scenarios]") {
  ScenarioFile const cliff = shipped("cliff-2024");
  auto const file = std::filesystem::temp_directory_path() / "holdfast_scenarios_alone.json";
  std::ofstream(file, std::ios::binary) << cliff.text;
  Overrides overrides;
  overrides.geography = false;
  ScenarioFile const again = load_scenario(file, overrides);
  std::filesystem::remove(file);
  CHECK(again.text == cliff.text);
  for (std::size_t m = 0; m < catalogue().size(); ++m)
    CHECK(again.resolved.modules[m].values == cliff.resolved.modules[m].values);
}

TEST_CASE("the committed schema is the generated one; renew it with: holdfast schema -o scenarios/schema.json",
          "[scenarios]") {
  std::ifstream file(folder + "schema.json", std::ios::binary);
  std::string const committed((std::istreambuf_iterator<char>(file)), {});
  CHECK((committed == schema_text(catalogue())));  // in brackets: no hundred-page diff
}

TEST_CASE("python3-jsonschema accepts every shipped file and refuses what the reader refuses", "[scenarios]") {
  CHECK(std::system("/usr/bin/python3 " HOLDFAST_SOURCE_DIR "/tests/scenarios/validate.py " HOLDFAST_SOURCE_DIR) == 0);
}
