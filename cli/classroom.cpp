// holdfast classroom: the built page with a resolved scenario, its counties and its levers in it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/page.hpp"
#include "cli/terminal.hpp"
#include "cli/whole_file.hpp"
#include "output/statistics.hpp"
#include "viz/classroom/figures.hpp"
#include "viz/classroom/make_pack.hpp"
#include "viz/classroom/shocks.hpp"

namespace holdfast::cli {

using nlohmann::json;

namespace {

constexpr int most_replicates = 40;  // of a comparison in the page

std::string base64(std::string_view bytes) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

json both(std::string_view en, std::string_view zh) { return {{"en", en}, {"zh", zh}}; }

json levers_json(classroom::Made const& made) {
  json out = json::array();
  for (auto const& lever : made.levers)
    out.push_back({{"path", lever.path},
                   {"title", both(lever.title, lever.title_zh)},
                   {"section", lever.section},
                   {"kind", lever.kind == classroom::LeverKind::strength ? "strength" : "value"},
                   {"most", lever.most},
                   {"instrument", lever.instrument}});
  return out;
}

json counties_json(classroom::Pack const& pack) {
  json out = json::array();
  for (auto const& offer : pack.offers) {
    CountyFacts const& f = pack.counties[offer.county];
    out.push_back({{"adcode", f.adcode},
                   {"name", both(f.name_en, f.name_zh)},
                   {"prefecture", both(f.prefecture_en, f.prefecture_zh)},
                   {"class", county_class_names[static_cast<std::size_t>(f.county_class())]},
                   {"rural_households", f.margins.rural_households},
                   {"households_share", offer.households_share}});
  }
  return out;
}

json figures_json() {
  json out = json::array();
  for (auto const& figure : classroom::figures)
    out.push_back({{"key", figure.key},
                   {"title", both(figure.title, figure.title_zh)},
                   {"unit", both(figure.unit, figure.unit_zh)}});
  return out;
}

json shocks_json() {
  json out = json::array();
  for (auto const& s : classroom::disaster_shocks)
    out.push_back({{"key", s.key},
                   {"title", both(s.title, s.title_zh)},
                   {"hazard_index", static_cast<int>(s.hazard)},
                   {"event",
                    {{"hazard", hazard_names[static_cast<std::size_t>(s.hazard)]},
                     {"village_hit_share", s.village_hit_share},
                     {"household_hit_share", s.household_hit_share},
                     {"loss_yuan_mean", s.loss_yuan_mean},
                     {"crop_loss_share", s.crop_loss_share},
                     {"herd_loss_share", s.herd_loss_share},
                     {"house_damage_share", s.house_damage_share},
                     {"house_collapse_share", s.house_collapse_share},
                     {"injury_share", s.injury_share},
                     {"road_months", s.road_months}}}});
  for (auto const& s : classroom::value_shocks) {
    json set = json::object();
    for (auto const& setting : s.set)
      if (!setting.path.empty()) set[std::string(setting.path)] = setting.value;
    out.push_back({{"key", s.key}, {"title", both(s.title, s.title_zh)}, {"set", set}, {"months", s.months}});
  }
  return out;
}

int first_county(json const& counties, std::string const& county_class) {
  for (std::size_t k = 0; k < counties.size(); ++k)
    if (county_class.empty() || counties[k]["class"] == county_class) return static_cast<int>(k);
  throw InputError(Problem{"--county-class", 0, 0, "",
                           county_class + " is the class of none of the counties on offer. Leave --county out, or "
                                          "name a county of that class."});
}

}  // namespace

int classroom(Common const& common, ClassroomOptions const& options) {
  require_writable(options.output);
  std::string const page = read_page(common, "classroom");
  Overrides overrides;
  overrides.share_dir = common.share_dir;
  std::filesystem::path const path = find_scenario(options.scenario, common.share_dir);
  ScenarioFile const file = load_scenario(path, overrides);
  std::vector<double> t;
  for (int degrees = 1; degrees < most_replicates; ++degrees) t.push_back(student_t_975(degrees));
  classroom::Made made = classroom::make_pack(file, options.counties, options.households, std::move(t));
  json const counties = counties_json(made.pack);
  json const data{
      {"language", options.language},
      {"scenario", {{"name", file.scenario.name}, {"title", both(file.scenario.title, file.scenario.title_zh)}}},
      {"start", file.scenario.start.text()},
      {"months", file.scenario.months},
      {"seed", file.scenario.seed},
      {"commit", build_provenance().commit},
      {"most_replicates", most_replicates},
      {"first_county", first_county(counties, options.county_class)},
      {"counties", counties},
      {"levers", levers_json(made)},
      {"shocks", shocks_json()},
      {"figures", figures_json()},
      {"pack", base64(classroom::bytes_of(made.pack))}};
  write_whole(options.output, filled_page(page, data.dump()));
  print(fmt::format("{}: open it in a browser; it needs no network.\n", options.output.string()));
  return ok;
}

}  // namespace holdfast::cli
