// Counties and parameters for the population tests: the shipped csv and json files, read the short way.
#pragma once

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "model/population/synthesis.hpp"

namespace holdfast::testing {

inline std::vector<std::map<std::string, std::string>> read_csv(std::string const& name) {
  std::ifstream file(std::string(HOLDFAST_SOURCE_DIR) + "/scenarios/data/" + name);
  std::vector<std::map<std::string, std::string>> rows;
  std::vector<std::string> head;
  for (std::string line; std::getline(file, line);) {
    std::stringstream cells(line);
    std::map<std::string, std::string> row;
    std::size_t i = 0;
    for (std::string cell; std::getline(cells, cell, ','); ++i) {
      if (rows.empty() && head.size() <= i && row.empty())
        head.push_back(cell);
      else
        row[head.at(i)] = cell;
    }
    if (!row.empty()) rows.push_back(row);
  }
  return rows;
}

inline std::vector<CountyFacts> read_counties() {
  std::vector<CountyFacts> out;
  auto const margins = read_csv("margins.csv");
  for (auto const& row : read_csv("counties.csv")) {
    auto const& m = margins.at(out.size());
    auto const number = [&](char const* name) { return std::stod(m.at(name)); };
    CountyFacts f;
    f.number = static_cast<std::uint32_t>(out.size());
    f.adcode = std::stoi(row.at("adcode"));
    f.name_en = row.at("name_en");
    f.lifted_out_county = row.at("lifted_out_county") == "1";
    f.national_key_county = row.at("national_key_county") == "1";
    f.provincial_key_county = row.at("provincial_key_county") == "1";
    f.rural_income_2020_yuan = std::stod(row.at("rural_income_2020_yuan"));
    f.lifted_out_persons = std::stod(row.at("lifted_out_persons"));
    for (std::size_t z = 0; z < hazard_zone_names.size(); ++z)
      if (row.at("hazard_zone") == hazard_zone_names[z]) f.hazard_zone = static_cast<HazardZone>(z);
    f.margins.rural_households = number("rural_households");
    f.margins.rural_persons = number("rural_persons");
    f.margins.mean_size = number("mean_size");
    f.margins.one_person_share = number("one_person_share");
    f.margins.generations_share = {number("generations_1_share"), number("generations_2_share"),
                                   number("generations_3_share"), number("generations_4plus_share")};
    f.margins.with_65_plus_share = {number("with_65_plus_0_share"), number("with_65_plus_1_share"),
                                    number("with_65_plus_2_share"), number("with_65_plus_3plus_share")};
    f.margins.age_share = {number("age_0_5_share"),   number("age_6_15_share"),  number("age_16_18_share"),
                           number("age_19_44_share"), number("age_45_59_share"), number("age_60_64_share"),
                           number("age_65_74_share"), number("age_75plus_share")};
    f.margins.schooling_share = {number("schooling_none_share"), number("schooling_primary_share"),
                                 number("schooling_junior_share"), number("schooling_senior_plus_share")};
    f.margins.agriculture_share = number("agriculture_share");
    f.margins.employed_share = number("employed_share");
    f.margins.unable_share = number("unable_share");
    f.margins.piped_water_share = number("piped_water_share");
    f.margins.minority_share = number("minority_share");
    out.push_back(f);
  }
  return out;
}

// The shipped parameters, the same for all county classes.
inline Plan<Synthesis> read_plan() {
  std::ifstream file(std::string(HOLDFAST_SOURCE_DIR) + "/scenarios/data/population.json");
  auto const values = nlohmann::json::parse(file).at("population").at("synthesis");
  Plan<Synthesis> plan = Plan<Synthesis>::constant({});
  for (std::size_t i = 0; i < plan.values.size(); ++i) {
    auto const class_name = std::string(household_class_names[i % household_classes]);
    for (auto const& field : Synthesis::fields) {
      auto const& value = values.at(std::string(field.name));
      bool const by_class = value.contains("by_household_class");
      plan.values[i].*field.member =
          (by_class ? value.at("by_household_class").at(class_name) : value).at("value").get<float>();
    }
  }
  return plan;
}

}  // namespace holdfast::testing
