// What `show` prints of a small run: the numbers, where they stand, and what it says of a part.
#include "output/show.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/text.hpp"
#include "small_run.hpp"

using namespace holdfast;
using small_run::At;
using small_run::SmallRun;

namespace {

SmallRun relapsing() {
  SmallRun run;
  // 3 x (1 + year) lifted-out onsets a month at 1200 person-months at risk: 3, 6, 9 per 100 person-years.
  run.values["poverty_monthly/latent_onsets"] = [](At const& at) { return 3.0 * (1 + at.month / 12); };
  run.values["poverty_monthly/at_risk_person_months"] = [](At const&) { return 1200.0; };
  run.values["register_monthly/onsets_found_3"] = [](At const&) { return 60.0; };
  run.values["register_monthly/onsets_scored"] = [](At const&) { return 80.0; };
  return run;
}

std::string line_with(std::string const& text, std::string const& words) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.find(words) != std::string::npos) return line;
  return "";
}

}  // namespace

TEST_CASE("show prints the headline by year", "[output][show]") {
  example::Folder folder;
  relapsing().write(folder / "a.h5");
  std::string const text = show_text(RunReader(folder / "a.h5"), {});
  CHECK(text.find("As adopted / 实际政策") == 0);
  CHECK(line_with(text, "seed 7") == "scenario adopted, seed 7, 5 % of households, 1 county, 2021-01 to 2023-12");
  CHECK(line_with(text, "complete:").find("4 replicates") != std::string::npos);
  std::istringstream relapse(line_with(text, "latent relapse, lifted-out").substr(28));
  double y2021 = 0, y2022 = 0, y2023 = 0;
  relapse >> y2021 >> y2022 >> y2023;
  CHECK(y2021 == Approx(3));
  CHECK(y2022 == Approx(6));
  CHECK(y2023 == Approx(9));
  CHECK(line_with(text, "found within 3 months").find("75") != std::string::npos);
  CHECK(line_with(text, "recorded_to_latent").find("0.2") != std::string::npos);
  // Two instruments x two payers x 2 million yuan a year.
  CHECK(line_with(text, "total").find(" 8 ") != std::string::npos);
}

TEST_CASE("show reads the part of a killed run and says so", "[output][show]") {
  example::Folder folder;
  SmallRun run = relapsing();
  run.complete = 2;
  run.write(folder / "a.h5");
  std::string const text = show_text(RunReader(folder / "a.h5.part"), {});
  CHECK(line_with(text, "PART").find("2 of 4 replicates are complete") != std::string::npos);
}

TEST_CASE("no line of show is wider than a terminal of 100 columns", "[output][show]") {
  example::Folder folder;
  SmallRun run = relapsing();
  run.months = 84;
  run.write(folder / "a.h5");
  auto const targets = read_targets(HOLDFAST_SOURCE_DIR "/calibration/targets/targets.csv");
  std::istringstream lines(show_text(RunReader(folder / "a.h5"), targets));
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(display_width(line) <= terminal_columns);
  }
}

TEST_CASE("show --json gives the same numbers to scripts", "[output][show]") {
  example::Folder folder;
  relapsing().write(folder / "a.h5");
  auto const json = nlohmann::json::parse(show_json(RunReader(folder / "a.h5"), {}));
  CHECK(json.at("run").at("seed") == 7);
  CHECK(json.at("run").at("finished") == true);
  CHECK(json.at("years") == std::vector<int>{2021, 2022, 2023});
  CHECK(json.at("relapse").at("latent_relapse").at("by_year").at(2).at("value").get<double>() == Approx(9));
  CHECK(json.at("monitoring").at("recall_3").at("by_year").at(0).at("value").get<double>() == Approx(75));
  CHECK(json.at("plausibility").size() == 10);
  CHECK(json.at("provenance").at("scenario").at("title_zh") == "实际政策");
}

TEST_CASE("show --table prints one variable as labelled CSV, averaged over replicates", "[output][show]") {
  example::Folder folder;
  example::write(folder / "a.h5");
  RunReader const run(folder / "a.h5");
  // Replicates 0-4 of money/spending, cell 0: 3000.25 + 100 r, mean 3200.25, error 158.1 / sqrt(5) = 70.71.
  std::istringstream lines(show_table(run, "spending"));
  std::string header, first;
  std::getline(lines, header);
  std::getline(lines, first);
  CHECK(header == "year,instrument,payer,spending (yuan),standard_error,replicates");
  CHECK(first.find("2021,dibao,insurance_fund,3200.25,70.7106") == 0);
  // A name that only the county's prefecture makes unique, and its code beside it.
  CHECK(show_table(run, "population/persons").find("乐山市市中区,511102,lifted_out,7000.25,,1\n") != std::string::npos);
  try {
    show_table(run, "spend");
    FAIL("it was accepted");
  } catch (InputError const& error) {
    CHECK(std::string(error.what()).find("Did you mean: money/spending?") != std::string::npos);
  }
}

TEST_CASE("show --table --json gives the same cells to scripts", "[output][show]") {
  example::Folder folder;
  example::write(folder / "a.h5");
  RunReader const run(folder / "a.h5");
  auto const table = nlohmann::json::parse(show_table_json(run, "spending"));
  CHECK(table.at("name") == "money/spending");
  CHECK(table.at("unit") == "yuan");
  auto const& first = table.at("rows").at(0);
  CHECK(first.at("year") == "2021");
  CHECK(first.at("instrument") == "dibao");
  CHECK(first.at("payer") == "insurance_fund");
  CHECK(first.at("value").get<double>() == Approx(3200.25));
  CHECK(first.at("replicates") == 5);
  auto const persons = nlohmann::json::parse(show_table_json(run, "population/persons")).at("rows");
  CHECK(persons.at(0).at("adcode") == 511102);
  auto const list = nlohmann::json::parse(show_list_json(run)).at("variables");
  CHECK(std::any_of(list.begin(), list.end(), [](auto const& v) { return v.at("name") == "money/spending"; }));
}

TEST_CASE("show --list names every variable with its unit", "[output][show]") {
  example::Folder folder;
  example::write(folder / "a.h5");
  std::string const text = show_list(RunReader(folder / "a.h5"));
  CHECK(line_with(text, "money/spending") == "money/spending  [yuan]  (replicate year instrument payer)");
  CHECK(line_with(text, "money paid / 支出") != "");
}
