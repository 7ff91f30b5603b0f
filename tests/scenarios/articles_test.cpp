// Every instrument has an article, every article a verdict, and the file that says so is checked.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "model/policies/all.hpp"
#include "scenarios/articles.hpp"

using namespace holdfast;

namespace fs = std::filesystem;

namespace {

fs::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios/data/articles.json";

ScenarioFile const& adopted() {
  static ScenarioFile const file = [] {
    Overrides overrides;
    overrides.geography = false;
    return load_scenario(HOLDFAST_SOURCE_DIR "/scenarios/adopted-2021-2025.json", overrides);
  }();
  return file;
}

std::string complaint(std::string const& text) {
  fs::path const file = fs::temp_directory_path() / "holdfast-articles-test.json";
  std::ofstream(file) << text;
  try {
    coverage(file, adopted());
  } catch (InputError const& error) {
    return error.what();
  }
  return "";
}

std::string changed(std::string const& from, std::string const& to) {
  std::ifstream file(shipped);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return complaint(text.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("every instrument serves an article of the document", "[scenarios][articles]") {
  for (ModuleInfo const& m : catalogue()) {
    INFO(m.key);
    if (m.section == "policies") CHECK((m.article >= 1 && m.article <= policy_articles));
    for (int const article : m.also_articles) {
      CHECK((article >= 1 && article <= policy_articles));
      CHECK(article != m.article);
    }
  }
}

TEST_CASE("every article has a verdict, and what is modelled has an instrument", "[scenarios][articles]") {
  auto const rows = coverage(shipped, adopted());
  REQUIRE(rows.size() == 28);
  for (ArticleCoverage const& row : rows) {
    INFO(row.article);
    CHECK(std::find(article_verdicts.begin(), article_verdicts.end(), row.verdict) != article_verdicts.end());
    CHECK((row.verdict != "not modelled" || row.modules.empty()));
    CHECK((row.modules.empty() || row.parameters > 0));
    CHECK(row.by_grade[0] + row.by_grade[1] + row.by_grade[2] + row.by_grade[3] <= row.parameters);
  }
}

TEST_CASE("instruments, grades and years of change are counted from the scenario", "[scenarios][articles]") {
  auto const rows = coverage(shipped, adopted());
  ArticleCoverage const& villages = rows[13];
  CHECK(villages.modules == std::vector<std::string>{"policies.key_village"});
  CHECK(villages.parameters == 3);
  CHECK(villages.by_grade == std::array<int, 4>{0, 0, 0, 3});
  CHECK(villages.years.empty());
  // The premium's subsidy falls year by year, and in 2021 it does not change.
  CHECK(std::count(rows[4].modules.begin(), rows[4].modules.end(), "policies.premium_subsidy") == 1);
  CHECK(std::count(rows[4].years.begin(), rows[4].years.end(), 2023) == 1);
  // An instrument may serve several articles.
  CHECK(std::count(rows[19].modules.begin(), rows[19].modules.end(), "policies.east_west_cooperation") == 1);
  CHECK(std::count(rows[16].modules.begin(), rows[16].modules.end(), "policies.east_west_cooperation") == 1);
  CHECK(rows[0].modules.empty());
}

TEST_CASE("an article without a verdict or a reason is told", "[scenarios][articles]") {
  CHECK(changed("\"verdict\": \"modelled\"", "\"verdict\": \"done\"").find("has verdict \"done\"") !=
        std::string::npos);
  CHECK(changed("\"because\": ", "\"reason\": ").find("articles[0] is not modelled and does not say why") !=
        std::string::npos);
  CHECK(changed("\"article\": 3", "\"article\": 4").find("has article 4; article 3 belongs here") != std::string::npos);
  CHECK(complaint("{\"articles\": []}").find("is not a list of 28 articles") != std::string::npos);
}
