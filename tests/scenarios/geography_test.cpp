// The shipped counties, margins and events, and what is said of broken ones.
#include <catch2/catch.hpp>

#include "scenarios/geography.hpp"
#include "small_modules.hpp"

using namespace holdfast;

namespace {

std::filesystem::path const data = HOLDFAST_SOURCE_DIR "/scenarios/data";
constexpr char const* header =
    "adcode,name_zh,name_en,prefecture_zh,prefecture_en,lon,lat,x_km,y_km,lifted_out_county,deep_poverty_county,"
    "national_key_county,"
    "provincial_key_county,area_group,seismic_intensity,hazard_zone,rural_income_2020_yuan,lifted_out_persons\n";

}  // namespace

TEST_CASE("the shipped folder gives 183 counties with the published totals", "[scenarios]") {
  std::vector<CountyFacts> const counties = read_counties(data);
  REQUIRE(counties.size() == 183);
  double lifted = 0, rural = 0;
  int lifted_counties = 0, national = 0, provincial = 0;
  for (CountyFacts const& c : counties) {
    lifted += c.lifted_out_persons;
    rural += c.margins.rural_persons;
    lifted_counties += c.lifted_out_county;
    national += c.national_key_county;
    provincial += c.provincial_key_county;
  }
  CHECK(lifted == 6250000);
  CHECK(rural == 36208954);
  CHECK(lifted_counties == 88);
  CHECK(national == 25);
  CHECK(provincial == 25);
  CHECK(counties[0].name_zh == "锦江区");
  CHECK(counties[182].number == 182);
}

TEST_CASE("events come in order of month and county, numbered within both", "[scenarios]") {
  std::vector<Problem> problems;
  DatedEvents const events = read_events(data / "events.csv", read_counties(data), problems);
  REQUIRE(problems.empty());
  REQUIRE(events.size() > 100);
  CHECK(events.front().second.month == Month::of(2020, 8));
  for (std::size_t i = 1; i < events.size(); ++i) {
    auto const& [a, before] = events[i - 1];
    auto const& [b, now] = events[i];
    CHECK(std::pair(before.month, a) <= std::pair(now.month, b));
    CHECK(now.serial == (a == b && before.month == now.month ? before.serial + 1 : 0));
  }
}

TEST_CASE("a wrong field is told with line, column, name and what is allowed", "[scenarios]") {
  small::Folder const f("counties");
  auto const file = f.write(
      "counties.csv", std::string(header) +
                          "510104,锦江区,Jinjiang,成都市,Chengdu,104.1,30.6,104.9,12.5,0,1,0,0,othr,7,basin,31236,0\n"
                          "510104,青羊区,Qingyang,成都市,Chengdu,1041,30.6,104.9,12.5,0,0,0,2,other,7,basn,abc\n"
                          "510105,青羊区,Qingyang,成都市,Chengdu,1041,30.6,104.9,12.5,0,0,0,2,other,7,basn,abc,0\n");
  std::vector<Problem> problems;
  read_counties(file, "", problems);
  std::vector<std::string> said;
  for (Problem const& p : problems) said.push_back(p.text());
  REQUIRE(said.size() == 7);
  CHECK(said[0] == "counties.csv:3: has 17 fields; the header has 18.");
  CHECK(said[1] ==
        "counties.csv:2:63: area_group is \"othr\"; one of plateau_tibetan, daliangshan_xiaoliangshan, qinba, wumeng, "
        "other is "
        "needed. Did you mean \"other\"?");
  CHECK(said[2] == "counties.csv:2:57: deep_poverty_county is 1 in a county that is not lifted out.");
  CHECK(said[3] == "counties.csv:4:33: lon is 1041, outside 70..140.");
  CHECK(said[4] == "counties.csv:4:60: provincial_key_county is 2, outside 0..1.");
  CHECK(said[5] == "counties.csv:4:75: rural_income_2020_yuan is \"abc\"; a number from 1000 to 100000 is needed.");
  CHECK(said[6].starts_with("counties.csv:4:70: hazard_zone is \"basn\""));
}

TEST_CASE("a distribution that does not sum to one is told", "[scenarios]") {
  small::Folder const f("margins");
  std::vector<CountyFacts> const counties = read_counties(data);
  std::ifstream shipped(data / "margins.csv");
  std::string text((std::istreambuf_iterator<char>(shipped)), {});
  std::size_t const row = text.find("\n510112,");
  REQUIRE(row != std::string::npos);
  std::size_t field = row;
  for (int comma = 0; comma < 5; ++comma) field = text.find(',', field + 1);  // generations_1_share
  text.replace(field + 1, text.find(',', field + 1) - field - 1, "0.9");
  auto const file = f.write("margins.csv", text);
  std::vector<Problem> problems;
  read_counties(data / "counties.csv", file, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].pointer == "generations_1_share");
  CHECK(problems[0].message.find("and the 3 columns after it sum to 1.") == 0);
}

TEST_CASE("an event in an unknown county or of an unknown hazard is told", "[scenarios]") {
  small::Folder const f("events");
  auto const file = f.write("events.csv",
                            "month,adcodes,hazard,village_hit_share,household_hit_share,loss_yuan_mean,crop_loss_share,"
                            "herd_loss_share,house_damage_share,"
                            "house_collapse_share,injury_share,road_months\n"
                            "2022-9,513322 999999 513322,earthquak,30,1,0,0,0,0.6,0.5,0,61\n");
  std::vector<Problem> problems;
  read_events(file, read_counties(data), problems);
  REQUIRE(problems.size() == 7);
  CHECK(problems[0].text() == "events.csv:2:1: month is \"2022-9\"; a month from 2000-01 to 2100-12 is needed.");
  CHECK(problems[1].message.ends_with("Did you mean \"earthquake\"?"));
  CHECK(problems[2].message == "is 30, outside 0..1. It is a share: did you mean 0.3?");
  CHECK(problems[3].pointer == "road_months");
  CHECK(problems[4].message == "and house_damage_share together are above 1.");
  CHECK(problems[5].message == "names 999999, which is not in counties.csv.");
  CHECK(problems[6].message == "names 513322 twice.");
}
