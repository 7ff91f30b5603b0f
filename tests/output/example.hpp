// A small run with every dimension, Chinese labels, counts, missing values and a variable without replicates.
// Any value can be computed by hand: 1000 * variable + 100 * replicate + cell, plus a quarter unless it is a count.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "model/core/errors.hpp"
#include "output/run_file.hpp"

namespace example {

using namespace holdfast;
namespace fs = std::filesystem;

// A folder of its own, gone at the end.
class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() /
              ("holdfast-output-" + std::to_string(::getpid()) + "-" + std::to_string(next()++))) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  fs::path operator/(std::string const& name) const { return path_ / name; }

 private:
  static int& next() {
    static int counter = 0;
    return counter;
  }
  fs::path path_;
};

inline Labels labels(int replicates = 5) {
  Labels out;
  out.replicates = replicates;
  out.first_month = Month::of(2021, 1), out.months = 3;
  out.first_year = 2021, out.years = 2;
  out.counties = {
      {511102, "市中区", "Shizhong District", "乐山市", "Leshan", 103.7613, 29.5551, CountyClass::other},
      {511002, "市中区", "Shizhong District", "内江市", "Neijiang", 105.0674, 29.5830, CountyClass::other},
      {513332, "石渠县", "Sershul County", "甘孜藏族自治州", "Garze", 98.1029, 32.9784, CountyClass::national_key}};
  out[Dim::household_class] = {{"lifted_out", "脱贫户"}, {"marginal", "边缘户"}, {"ordinary", "一般户"}};
  out[Dim::need] = {{"income", "收入"}, {"food", "饮食"}};
  out[Dim::component] = {{"wage", "工资"}, {"farm", "农业"}};
  out[Dim::instrument] = {{"dibao", "低保"}, {"tekun", "特困"}};
  out[Dim::payer] = labels_from(payer_names);
  for (Dim const dim : {Dim::channel, Dim::category, Dim::line, Dim::threshold, Dim::horizon, Dim::cause, Dim::measure})
    out[dim] = {{"first"}, {"second"}};
  return out;
}

inline std::vector<Variable> variables() {
  using enum Dim;
  return {
      {"",
       "headcount",
       {replicate, month, county},
       "persons",
       "members in need",
       "有困难人口",
       "month: point",
       Kind::value},
      {"relapse",
       "onsets",
       {replicate, month, county, household_class},
       "persons",
       "new relapses",
       "新增返贫人口",
       "month: sum",
       Kind::count},
      {"relapse", "rate", {replicate}, "1", "onsets per at-risk person-year", "返贫发生率"},
      {"money", "spending", {replicate, year, instrument, payer}, "yuan", "money paid", "支出", "year: sum"},
      {"monitoring", "found", {replicate, channel, category, horizon}, "persons", "found", "发现人口", "", Kind::count},
      {"needs",
       "in_need",
       {replicate, need, component, cause},
       "persons",
       "in need",
       "困难人口",
       "",
       Kind::value,
       -999.0},
      {"curve", "probability", {replicate, line, threshold, measure}, "1", "chance", "概率"},
      {"population", "persons", {county, household_class}, "persons", "members", "户籍人口"},
  };
}

inline double value(std::size_t variable, int replicate, std::size_t cell) {
  Variable const v = variables()[variable];
  double const base = 1000.0 * static_cast<double>(variable) + (v.per_replicate() ? 100.0 * replicate : 0.0);
  return base + static_cast<double>(cell) + (v.kind == Kind::count ? 0.0 : 0.25);
}

// Cell 1 of the variables 4 and 5 (monitoring/found, needs/in_need) and of no other is missing.
inline bool is_missing(std::size_t variable, std::size_t cell) { return (variable == 4 || variable == 5) && cell == 1; }

inline std::vector<std::vector<double>> buffers(int replicate, Labels const& of) {
  std::vector<std::vector<double>> out = make_buffers(variables(), of);
  for (std::size_t v = 0; v < out.size(); ++v)
    for (std::size_t i = 0; i < out[v].size(); ++i)
      if (!is_missing(v, i)) out[v][i] = value(v, replicate, i);
  return out;
}

inline Provenance provenance() {
  Provenance out;
  out.scenario_json = R"({"name": "渐进退出", "dibao": {"line_yuan": 450}})";
  out.inputs = {{"scenarios/data/counties.csv", 0x0123456789abcdefu}, {"scenarios/gradual-exit.json", 1}};
  out.parameters = {{"policies.dibao.line_yuan", "yuan/person/month", 0, 3000, "county dibao line", "县低保标准"}};
  out.seed = 0xfedcba9876543210u;
  out.households_share = 0.05;
  out.commit = "0123456789ab", out.compiler = "GNU 12.2.0", out.flags = "-O3";
  out.libraries = {{"hdf5", "1.10.8"}};
  out.command_line = "holdfast run gradual-exit --seed 7";
  return out;
}

// Writes replicates 0 .. count-1 and gives the file its name only if that is all of them.
inline void write(fs::path const& path, int count = 5, int planned = 5, Provenance const& papers = provenance()) {
  RunWriter writer(path, labels(planned), variables(), papers);
  for (int r = 0; r < count; ++r) writer.write_replicate(r, buffers(r, writer.labels()));
  if (count == planned) writer.finish();
}

inline std::string bytes_of(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The message of the FileError that `act` throws; empty if it throws none.
template <class Act>
std::string refusal(Act const& act) {
  try {
    act();
  } catch (FileError const& error) {
    return error.what();
  }
  return "";
}

}  // namespace example
