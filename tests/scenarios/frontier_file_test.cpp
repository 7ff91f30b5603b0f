// Frontier files: what a point means, what it sets, and every mistake at once with its place.
#include "scenarios/frontier_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

using namespace holdfast;

namespace {

std::string const shipped = HOLDFAST_SOURCE_DIR "/scenarios";

Overrides small() {
  Overrides out;
  out.share_dir = shipped;
  return out;
}

FrontierFile read_text_as_file(std::string const& text) {
  auto const path = std::filesystem::temp_directory_path() / "holdfast-frontier-test.json";
  std::ofstream(path) << text;
  return read_frontier(path, {"latent_relapse", "relapse_tail"}, small());
}

std::string problems_of(std::string const& text) {
  try {
    read_text_as_file(text);
  } catch (InputError const& e) {
    return e.what();
  }
  return "";
}

std::string const good = R"({
  "name": "two", "title": "Two", "title_zh": "两项", "base": "adopted-2021-2025",
  "schedules": {
    "premium_subsidy": {"start": "2024-01", "length_months": [0, 12], "floor": [0, 1]},
    "public_welfare_posts": {"start": ["2024-01", "2025-01"], "length_months": 6, "floor": 0.5}
  },
  "safe": {"figure": "latent_relapse", "at_most_times_base": 1.02}
})";

std::string changed(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the shipped frontier reads and has six numbers to choose", "[frontier]") {
  FrontierFile const file = read_frontier(shipped + "/frontiers/premium-and-posts.json", {"latent_relapse"}, small());
  CHECK(file.dimensions() == 6);
  CHECK(file.base.scenario.name == "adopted-2021-2025");
  CHECK(file.base.scenario.months == 72);
  CHECK_FALSE(file.ends_late());  // a year is left to see what the latest schedule does
}

TEST_CASE("a point is a schedule in whole months, and settling keeps it", "[frontier]") {
  FrontierFile const file = read_text_as_file(good);
  REQUIRE(file.dimensions() == 3);
  CHECK(file.ends_late());  // 2025-01 and six months: the run ends in December
  auto const schedules = file.at({0.5, 0.123, 0.25});
  CHECK(schedules[0].text() == "premium_subsidy from 2024-01 over 6 months to 0.12");
  CHECK(schedules[1].text() == "public_welfare_posts from 2024-04 over 6 months to 0.5");
  auto const settled = file.settle({0.52, 0.123, 0.26});
  CHECK(settled[0] == 0.5);
  CHECK(settled[1] == Approx(0.12));
  CHECK(settled[2] == 0.25);
  CHECK(file.settle(settled) == settled);
  CHECK(file.settle({0.3, 1, 0})[0] == 1);  // nothing is taken away: its length means nothing
  CHECK(file.at({0.3, 1, 0})[0].text() == "premium_subsidy as in the base");
}

TEST_CASE("what a schedule sets is what the scenario then orders", "[frontier]") {
  FrontierFile const file = read_text_as_file(good);
  Overrides with = small();
  for (std::string const& set : settings_of(file.at({1, 0, 1}))) with.set.push_back(set);
  Scenario const scenario = load_scenario(file.base_path, with).scenario;
  auto const share = [&](Scenario const& s, int year, int month) {
    return s.plan<PremiumSubsidy>()
        .at(Month::of(year, month), CountyClass::other, HouseholdClass::lifted_out)
        .lifted_out_share;
  };
  Scenario const& base = file.base.scenario;
  CHECK(share(scenario, 2023, 12) == share(base, 2023, 12));
  CHECK(share(scenario, 2024, 7) == Approx(share(base, 2024, 7) / 2));
  CHECK(share(scenario, 2025, 1) == 0);
  auto const places = [](Scenario const& s, int month) {
    return s.plan<PublicWelfarePosts>()
        .at(Month::of(2025, month), CountyClass::other, HouseholdClass::lifted_out)
        .places;
  };
  CHECK(places(scenario, 1) == places(base, 1));
  CHECK(places(scenario, 7) == Approx(places(base, 7) / 2));
  CHECK(policies_of(file.at({0, 1, 0})).contains("premium_subsidy") == false);
}

TEST_CASE("every problem of a frontier file comes at once, with its place", "[frontier]") {
  std::string text = changed(good, "premium_subsidy", "premium_subsidi");
  text = changed(text, "[0, 1]", "[0, 50]");
  text = changed(text, "\"2025-01\"", "\"2027-01\"");
  text = changed(text, "\"figure\": \"latent_relapse\"", "\"figure\": \"latent_relaps\"");
  text = changed(text, "\"title_zh\"", "\"titel_zh\"");
  std::string const told = problems_of(text);
  CHECK(told.find(":4:5: /schedules/premium_subsidi is no instrument. Did you mean \"premium_subsidy\"?") !=
        std::string::npos);
  CHECK(told.find("/floor/1 is 50, outside 0..1: what is left of the strength. Did you mean 0.5?") !=
        std::string::npos);
  CHECK(told.find("/schedules/public_welfare_posts/start leaves the months of adopted-2021-2025: 2021-01 to 2025-12") !=
        std::string::npos);
  CHECK(told.find("/safe/figure is no figure. Did you mean \"latent_relapse\"?") != std::string::npos);
  CHECK(told.find("/titel_zh is not known here. Did you mean \"title_zh\"?") != std::string::npos);
  CHECK(told.find("needs \"title_zh\" as a text") != std::string::npos);
}

TEST_CASE("what cannot be searched is refused", "[frontier]") {
  CHECK(problems_of(changed(good, "\"at_most_times_base\": 1.02", "\"at_most\": 2, \"at_most_times_base\": 1"))
            .find("not both") != std::string::npos);
  CHECK(problems_of(changed(good, "latent_relapse", "large_scale_relapse")).find("No official number") !=
        std::string::npos);
  CHECK(problems_of(changed(good, "[0, 12]", "[12, 0]")).find("ends before it begins") != std::string::npos);
  CHECK(problems_of(changed(good, "\"adopted-2021-2025\"", "\"frozen-2021\"")).find("holds its policies") !=
        std::string::npos);
  CHECK(problems_of(changed(good, "\"adopted-2021-2025\"", "\"nowhere\"")).find("/base cannot be read") !=
        std::string::npos);
  CHECK(problems_of(changed(good, "\"schedules\"", "\"months\": 6, \"schedules\"")).find("/months is 6; allowed") !=
        std::string::npos);
  CHECK(problems_of("[]").find("must be an object") != std::string::npos);
  std::string fixed = changed(changed(good, "[0, 12]", "0"), "[0, 1]", "0");
  CHECK(problems_of(changed(fixed, "[\"2024-01\", \"2025-01\"]", "\"2024-01\"")).find("nothing that varies") !=
        std::string::npos);
}
