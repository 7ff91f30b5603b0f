// The table of targets is read whole or refused with every mistake; values are computed by hand.
#include "output/targets.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "small_run.hpp"

using namespace holdfast;
using small_run::At;
using small_run::SmallRun;

namespace {

Judged find(std::vector<Judged> const& judged, std::string const& name) {
  auto const at = std::find_if(judged.begin(), judged.end(), [&](Judged const& j) { return j.target.name == name; });
  REQUIRE(at != judged.end());
  return *at;
}

std::vector<Judged> judged(SmallRun const& run, std::vector<Target> const& targets) {
  example::Folder folder;
  run.write(folder / "a.h5");
  return judge(RunReader(folder / "a.h5"), targets);
}

std::vector<Target> shipped() { return read_targets(HOLDFAST_SOURCE_DIR "/calibration/targets/targets.csv"); }

constexpr char const* header =
    "number,name,moment,concept,place,period,year,month,value,low,high,unit,tolerance,ids,grade,read_as,if_missed\n";

}  // namespace

TEST_CASE("the shipped targets are read with their intervals", "[output][targets]") {
  std::vector<Target> const targets = shipped();
  REQUIRE(targets.size() > 40);
  auto const at =
      std::find_if(targets.begin(), targets.end(), [](Target const& t) { return t.name == "ever_listed_2021_08"; });
  REQUIRE(at != targets.end());
  CHECK(at->year == 2021);
  CHECK(at->month == 8);
  CHECK(at->value == 87000);
  CHECK(at->low == 78300);
  CHECK(at->grade == "B");
}

TEST_CASE("a broken table of targets is refused with every mistake", "[output][targets]") {
  example::Folder folder;
  std::ofstream(folder / "t.csv")
      << header << "1,a,m,c,p,run,2021,13,5,6,4,u,t,i,A,r,w\n2,b,only,four\n3,c,m,c,p,run,2o21,,5,,,u,t,i,A,r,w\n";
  try {
    read_targets(folder / "t.csv");
    FAIL("it was accepted");
  } catch (InputError const& error) {
    CHECK(error.problems().size() == 4);
    CHECK(std::string(error.what()).find("t.csv:3: has 4 fields, not 17.") != std::string::npos);
    CHECK(std::string(error.what()).find("t.csv:4: year is \"2o21\"") != std::string::npos);
  }
  CHECK_THROWS_AS(read_targets(folder / "none.csv"), FileError);
}

TEST_CASE("targets are computed from the totals of their year", "[output][targets]") {
  SmallRun run;
  // Each of 3 classes x 4 components gets 100 yuan x (1 + year) a month; each class has 1 resident-month a month:
  // 12 x 12 x 400 x 3 / (12 x 3) = 4800 yuan in 2021 and 9600 in 2022.
  run.values["income_monthly/income_survey"] = [](At const& at) { return 100.0 * (1 + at.month / 12); };
  run.values["income_monthly/resident_months"] = [](At const&) { return 1.0; };
  run.values["register_monthly/ever_listed"] = [](At const& at) { return 1000.0 * (at.month + 1); };  // x 3 classes
  run.values["register_monthly/listed"] = [](At const& at) {
    return 100.0 * (at.month + 1);
  };  // x 3 classes x 3 categories
  run.values["population_monthly/workers"] = [](At const& at) {
    return at.household_class == 0 ? 2.25e6 + at.month : 1.0;
  };
  std::vector<Judged> const all = judged(run, shipped());
  CHECK(all.size() == shipped().size());
  CHECK(find(all, "income_survey_2021").result.value == Approx(4800));
  CHECK(find(all, "income_survey_2021").standing == Standing::outside);
  CHECK(find(all, "income_survey_2022").result.value == Approx(9600));
  CHECK(find(all, "ever_listed_2021_08").result.value == Approx(3 * 8000));
  CHECK(find(all, "removed_share_2022_02").result.value == Approx(1 - 0.3));
  CHECK(find(all, "removed_share_2022_02").standing == Standing::inside);
  CHECK(find(all, "workers_lifted_2021").result.value == Approx(2.25e6 + 11));
  CHECK(find(all, "workers_lifted_2021").standing == Standing::inside);
  // 2021: 3 of 12 months; the rise between years does not matter within a year: (3 + 6 + 9) / (12 + 24 + 36)
  CHECK(find(all, "first_quarter_share").result.value == Approx(0.25));
}

TEST_CASE("what a run cannot answer is said, with the reason", "[output][targets]") {
  std::vector<Judged> const all = judged(SmallRun{}, shipped());
  CHECK(find(all, "income_survey_2020").standing == Standing::unanswered);
  CHECK(find(all, "income_survey_2020").note == "the run does not report the whole of 2020");
  CHECK(find(all, "income_effect_of_health_shock").note.find("not among the totals of a run") == 0);
  CHECK(find(all, "first_half_share_china_2024").standing == Standing::unanswered);
  CHECK(find(all, "ever_listed_2020_12").note == "read at the end of 2021-01");
}

TEST_CASE("the plausibility lines answer by name", "[output][targets]") {
  SmallRun run;
  run.values["poverty_monthly/latent_onsets"] = [](At const& at) {
    return at.household_class == 0 && at.over == 0 ? 100.0 : 1e6;
  };
  run.values["poverty_monthly/recorded_relapse"] = [](At const& at) {
    return at.household_class == 0 && at.month % 12 == 11 ? 120.0 : 0.0;
  };
  // Recorded 3 x 120, latent 36 x 100: a tenth.
  run.values["income_monthly/income_register"] = [](At const& at) {
    return at.over == 0 ? 700.0 : 100.0;
  };  // wages 700 of 1000
  run.values["income_monthly/member_months"] = [](At const&) { return 1.0; };
  std::vector<Judged> const lines = judged(run, plausibility_lines());
  CHECK(lines.size() == 10);
  CHECK(find(lines, "recorded_to_latent").result.value == Approx(0.1));
  CHECK(find(lines, "recorded_to_latent").standing == Standing::inside);
  CHECK(find(lines, "wage_share_register_lifted_2021").result.value == Approx(0.7));
  CHECK(find(lines, "income_register_lifted_2022").result.value == Approx(12000));
  CHECK(find(lines, "income_register_lifted_2022").standing == Standing::inside);  // within 10 % of 12632
  CHECK(find(lines, "admissions_per_person_2021").result.value ==
        Approx(12));  // 100 admissions and 100 insured each month
  CHECK(find(lines, "admissions_per_person_2021").standing == Standing::outside);
}
