// The subcommands of `holdfast`. Each takes its options as a struct and returns an exit code; bad input and file
// trouble are thrown and turned into messages and codes in main.cpp. New subcommand: one file, one function here, one
// block in main.cpp, a paragraph in docs/command-line.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/county.hpp"

namespace holdfast::cli {

// What the shell sees; docs/command-line.md says the same.
enum Exit : int { ok = 0, bad_input = 1, bad_command = 2, bad_file = 3, interrupted = 130 };

// Options that every subcommand has.
struct Common {
  std::filesystem::path share_dir;  // shipped scenarios and their data
  bool json = false;                // for machines, on stdout
};

struct ListOptions {
  std::string what = "all";  // scenarios, instruments, tables, parameters, articles, all (but the last two)
  bool articles = false;     // the same as `what` = articles
  bool markdown = false, chinese = false;  // of articles: a page, in Chinese
};
int list(Common const& common, ListOptions const& options);
int list_articles(Common const& common, ListOptions const& options);

struct ExplainOptions {
  std::vector<std::string> paths;  // policies.dibao.line_yuan, dibao.line_yuan, line_yuan, policies.dibao
  std::string scenario = "adopted-2021-2025";
  std::vector<std::string> set;
};
int explain(Common const& common, ExplainOptions const& options);

struct CheckOptions {
  std::vector<std::string> files;  // scenarios by name or path; counties.csv, margins.csv, events.csv by path
  std::vector<std::string> set;
  bool strict = false;  // findings count as errors
};
int check(Common const& common, CheckOptions const& options);

struct SchemaOptions {
  std::filesystem::path output;  // empty = stdout
};
int schema(Common const& common, SchemaOptions const& options);

struct RunOptions {
  std::vector<std::string> scenarios;  // by name or path; several share their common past (simulate.hpp)
  std::filesystem::path output;        // empty = the scenario's name with .h5, here; a folder for several scenarios
  int threads = 0, batch = 0;          // 0 = chosen; neither changes a result
  std::optional<std::uint32_t> seed;
  std::optional<int> replicates;
  std::optional<double> share;
  std::vector<int> counties;  // adcodes; empty = all
  std::vector<std::string> set;
};
int run(Common const& common, RunOptions const& options);

struct CompareOptions {
  std::filesystem::path a, b;
};
int compare(Common const& common, CompareOptions const& options);

struct ShowOptions {
  std::filesystem::path run;
  std::string table;  // one variable as CSV
  bool list = false;
};
int show(Common const& common, ShowOptions const& options);

struct PopulationOptions {
  std::string scenario = "adopted-2021-2025";
  std::optional<double> share;
  std::optional<std::uint32_t> seed;
  std::vector<int> counties;
};
int population(Common const& common, PopulationOptions const& options);

// Which counties to keep; empty = all. Throws InputError for codes that are no county.
std::vector<bool> only_counties(std::vector<CountyFacts> const& counties, std::vector<int> const& adcodes);

}  // namespace holdfast::cli
