// The place: counties and their rural margins, and the dated events of the replay.
#include "scenarios/geography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenarios/csv.hpp"
#include "scenarios/layers.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast {

namespace fs = std::filesystem;

namespace {

// One column of margins.csv and where it goes.
struct MarginColumn {
  char const* name;
  double low, high;
  double& (*at)(Margins&);
};

#define PLAIN(field, low, high)                                       \
  MarginColumn {                                                      \
#field, low, high, [](Margins & m) -> double& { return m.field; } \
  }
#define CELL(name, array, index)                                     \
  MarginColumn {                                                     \
    name, 0, 1, [](Margins& m) -> double& { return m.array[index]; } \
  }

MarginColumn const margin_columns[] = {PLAIN(rural_households, 0, 1e7),
                                       PLAIN(rural_persons, 0, 1e7),
                                       PLAIN(mean_size, 0, 12),
                                       PLAIN(one_person_share, 0, 1),
                                       CELL("generations_1_share", generations_share, 0),
                                       CELL("generations_2_share", generations_share, 1),
                                       CELL("generations_3_share", generations_share, 2),
                                       CELL("generations_4plus_share", generations_share, 3),
                                       CELL("with_65_plus_0_share", with_65_plus_share, 0),
                                       CELL("with_65_plus_1_share", with_65_plus_share, 1),
                                       CELL("with_65_plus_2_share", with_65_plus_share, 2),
                                       CELL("with_65_plus_3plus_share", with_65_plus_share, 3),
                                       CELL("age_0_5_share", age_share, 0),
                                       CELL("age_6_15_share", age_share, 1),
                                       CELL("age_16_18_share", age_share, 2),
                                       CELL("age_19_44_share", age_share, 3),
                                       CELL("age_45_59_share", age_share, 4),
                                       CELL("age_60_64_share", age_share, 5),
                                       CELL("age_65_74_share", age_share, 6),
                                       CELL("age_75plus_share", age_share, 7),
                                       PLAIN(male_share, 0, 1),
                                       CELL("schooling_none_share", schooling_share, 0),
                                       CELL("schooling_primary_share", schooling_share, 1),
                                       CELL("schooling_junior_share", schooling_share, 2),
                                       CELL("schooling_senior_plus_share", schooling_share, 3),
                                       PLAIN(illiterate_share, 0, 1),
                                       PLAIN(agriculture_share, 0, 1),
                                       PLAIN(employed_share, 0, 1),
                                       PLAIN(unable_share, 0, 1),
                                       PLAIN(piped_water_share, 0, 1),
                                       PLAIN(self_built_share, 0, 1),
                                       PLAIN(bathing_share, 0, 1),
                                       PLAIN(car_share, 0, 1),
                                       PLAIN(minority_share, 0, 1),
                                       PLAIN(birth_permille, 0, 100),
                                       PLAIN(death_permille, 0, 100)};
#undef PLAIN
#undef CELL

std::vector<std::string> const county_columns{"adcode",
                                              "name_zh",
                                              "name_en",
                                              "prefecture_zh",
                                              "prefecture_en",
                                              "lon",
                                              "lat",
                                              "x_km",
                                              "y_km",
                                              "lifted_out_county",
                                              "deep_poverty_county",
                                              "national_key_county",
                                              "provincial_key_county",
                                              "area_group",
                                              "seismic_intensity",
                                              "hazard_zone",
                                              "rural_income_2020_yuan",
                                              "lifted_out_persons"};
std::vector<std::string> const area_groups{"plateau_tibetan", "daliangshan_xiaoliangshan", "qinba", "wumeng", "other"};
std::vector<std::string> const event_columns{
    "month",          "adcodes",         "hazard",          "village_hit_share",  "household_hit_share",
    "loss_yuan_mean", "crop_loss_share", "herd_loss_share", "house_damage_share", "house_collapse_share",
    "injury_share",   "road_months"};

std::string shown_as(fs::path const& file, std::string const& folder) {
  return (fs::path(folder) / file.filename()).lexically_normal().generic_string();
}

// A distribution sums to 1, or is all zero where there is nobody.
template <std::size_t n>
void check_sum(Csv& csv, std::size_t row, char const* first_column, std::array<double, n> const& shares, bool empty) {
  double sum = 0;
  for (double const s : shares) sum += s;
  bool const right = empty ? sum == 0 : sum > 0.9995 && sum < 1.0005;
  if (!right)
    csv.complain(row, first_column,
                 fmt::format("and the {} columns after it sum to {:.6g}; {} is needed.", n - 1, sum,
                             empty ? "0 (nobody lives there)" : "1"));
}

CountyFacts read_county(Csv& csv, std::size_t row) {
  CountyFacts c;
  c.number = static_cast<std::uint32_t>(row);
  c.adcode = csv.whole(row, "adcode", 100000, 999999);
  c.name_zh = csv.text(row, "name_zh");
  c.name_en = csv.text(row, "name_en");
  c.prefecture_zh = csv.text(row, "prefecture_zh");
  c.prefecture_en = csv.text(row, "prefecture_en");
  if (c.name_zh.empty()) csv.complain(row, "name_zh", "is empty.");
  c.area_group = area_groups[csv.one_of(row, "area_group", area_groups)];
  c.lon = csv.number(row, "lon", 70, 140);
  c.lat = csv.number(row, "lat", 15, 55);
  c.x_km = csv.number(row, "x_km", -5000, 5000);
  c.y_km = csv.number(row, "y_km", -5000, 5000);
  c.lifted_out_county = csv.flag(row, "lifted_out_county");
  c.deep_poverty_county = csv.flag(row, "deep_poverty_county");
  c.national_key_county = csv.flag(row, "national_key_county");
  c.provincial_key_county = csv.flag(row, "provincial_key_county");
  if (c.deep_poverty_county && !c.lifted_out_county)
    csv.complain(row, "deep_poverty_county", "is 1 in a county that is not lifted out.");
  if (c.national_key_county && c.provincial_key_county)
    csv.complain(row, "provincial_key_county", "is 1 beside national_key_county; a county is one or the other.");
  c.paired_county = csv.has("paired_county") ? csv.flag(row, "paired_county") : c.lifted_out_county;
  c.seismic_intensity = csv.whole(row, "seismic_intensity", 5, 11);
  c.rural_income_2020_yuan = csv.number(row, "rural_income_2020_yuan", 1000, 100000);
  c.lifted_out_persons = csv.number(row, "lifted_out_persons", 0, 2e6);
  c.hazard_zone =
      static_cast<HazardZone>(csv.one_of(row, "hazard_zone", {hazard_zone_names.begin(), hazard_zone_names.end()}));
  return c;
}

Margins read_margins(Csv& csv, std::size_t row) {
  Margins m;
  for (MarginColumn const& column : margin_columns)
    column.at(m) = csv.number(row, column.name, column.low, column.high);
  bool const empty = m.rural_households == 0;
  check_sum(csv, row, "generations_1_share", m.generations_share, empty);
  check_sum(csv, row, "with_65_plus_0_share", m.with_65_plus_share, empty);
  check_sum(csv, row, "age_0_5_share", m.age_share, empty);
  check_sum(csv, row, "schooling_none_share", m.schooling_share, empty);
  if (!empty && m.mean_size < 1) csv.complain(row, "mean_size", "is below one person a household.");
  return m;
}

void join_margins(Csv& csv, std::string const& shown, std::string const& counties_shown,
                  std::vector<CountyFacts>& counties, std::vector<Problem>& problems) {
  std::map<int, CountyFacts*> by_adcode;
  for (CountyFacts& c : counties) by_adcode[c.adcode] = &c;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    int const adcode = csv.whole(row, "adcode", 100000, 999999);
    auto const found = by_adcode.find(adcode);
    if (adcode == 0) continue;
    if (found == by_adcode.end()) {
      csv.complain(row, "adcode", fmt::format("{} is not in {}, or stands here twice.", adcode, counties_shown));
      continue;
    }
    found->second->margins = read_margins(csv, row);
    by_adcode.erase(found);
  }
  if (by_adcode.empty()) return;
  std::string names;
  int told = 0;
  for (auto const& [adcode, county] : by_adcode)
    if (++told <= 3) names += fmt::format("{}{} {}", told > 1 ? ", " : "", adcode, county->name_zh);
  if (told > 3) names += fmt::format(" and {} more", told - 3);
  problems.push_back({shown, 0, 0, "", fmt::format("has no row for {} of {}.", names, counties_shown)});
}

// Shares and sizes of an event, the same for all its counties.
DisasterEvent read_event(Csv& csv, std::size_t row) {
  DisasterEvent e;
  int year = 0, month = 0;
  std::string const written = csv.text(row, "month");
  if (read_month(written, year, month))
    e.month = Month::of(year, month);
  else
    csv.complain(row, "month", fmt::format("is \"{}\"; a month from 2000-01 to 2100-12 is needed.", written));
  e.hazard = static_cast<Hazard>(csv.one_of(row, "hazard", {hazard_names.begin(), hazard_names.end()}));
  auto const share = [&](char const* column) { return static_cast<float>(csv.number(row, column, 0, 1)); };
  e.village_hit_share = share("village_hit_share");
  e.household_hit_share = share("household_hit_share");
  e.loss_yuan_mean = static_cast<float>(csv.number(row, "loss_yuan_mean", 0, 1e6));
  e.crop_loss_share = share("crop_loss_share");
  e.herd_loss_share = share("herd_loss_share");
  e.house_damage_share = share("house_damage_share");
  e.house_collapse_share = share("house_collapse_share");
  e.injury_share = share("injury_share");
  e.road_months = csv.whole(row, "road_months", 0, 60);
  if (e.house_damage_share + e.house_collapse_share > 1)
    csv.complain(row, "house_collapse_share", "and house_damage_share together are above 1.");
  return e;
}

std::vector<int> read_adcodes(Csv& csv, std::size_t row, std::vector<CountyFacts> const& counties) {
  std::string const written = csv.text(row, "adcodes") + " ";
  std::vector<int> out;
  for (std::size_t from = 0; from < written.size();) {
    std::size_t const space = written.find(' ', from);
    std::string const code = written.substr(from, space - from);
    from = space + 1;
    if (code.empty()) continue;
    auto const county = std::find_if(counties.begin(), counties.end(),
                                     [&](CountyFacts const& c) { return std::to_string(c.adcode) == code; });
    if (county == counties.end())
      csv.complain(row, "adcodes", fmt::format("names {}, which is not in counties.csv.", code));
    else if (std::find(out.begin(), out.end(), county->adcode) != out.end())
      csv.complain(row, "adcodes", fmt::format("names {} twice.", code));
    else
      out.push_back(county->adcode);
  }
  if (out.empty() && written.find_first_not_of(' ') == std::string::npos)
    csv.complain(row, "adcodes", "is empty; name at least one county.");
  return out;
}

}  // namespace

std::vector<CountyFacts> read_counties(fs::path const& counties_csv, fs::path const& margins_csv,
                                       std::vector<Problem>& problems, std::string const& shown) {
  std::string const counties_shown = shown_as(counties_csv, shown);
  Csv csv(counties_csv, counties_shown, county_columns, problems);
  std::vector<CountyFacts> out;
  if (!csv.usable()) return out;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    CountyFacts county = read_county(csv, row);
    for (CountyFacts const& other : out)
      if (other.adcode == county.adcode && county.adcode != 0)
        csv.complain(row, "adcode", fmt::format("{} stands here twice.", county.adcode));
    out.push_back(std::move(county));
  }
  if (out.empty()) problems.push_back({counties_shown, 0, 0, "", "has no county."});
  if (margins_csv.empty()) return out;
  std::vector<std::string> needed{"adcode"};
  for (MarginColumn const& column : margin_columns) needed.emplace_back(column.name);
  Csv margins(margins_csv, shown_as(margins_csv, shown), needed, problems);
  if (margins.usable()) join_margins(margins, shown_as(margins_csv, shown), counties_shown, out, problems);
  return out;
}

DatedEvents read_events(fs::path const& events_csv, std::vector<CountyFacts> const& counties,
                        std::vector<Problem>& problems, std::string const& shown) {
  Csv csv(events_csv, shown_as(events_csv, shown), event_columns, problems);
  DatedEvents out;
  if (!csv.usable()) return out;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    DisasterEvent const event = read_event(csv, row);
    for (int const adcode : read_adcodes(csv, row, counties)) out.emplace_back(adcode, event);
  }
  std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) {
    return std::pair(a.second.month, a.first) < std::pair(b.second.month, b.first);
  });
  for (std::size_t i = 1; i < out.size(); ++i)  // serial within county and month: part of the draws' index
    if (out[i].first == out[i - 1].first && out[i].second.month == out[i - 1].second.month)
      out[i].second.serial = out[i - 1].second.serial + 1;
  return out;
}

std::vector<CountyFacts> read_counties(fs::path const& folder) {
  std::vector<Problem> problems;
  std::vector<CountyFacts> out =
      read_counties(folder / "counties.csv", folder / "margins.csv", problems, folder.generic_string());
  if (!problems.empty()) throw InputError(problems);
  return out;
}

}  // namespace holdfast
