// The subcommands of `holdfast`. Each takes its options as a struct and returns an exit code; bad input and file
// trouble are thrown and turned into messages and codes in main.cpp. New subcommand: one file, one function here, one
// block in main.cpp, a paragraph in docs/command-line.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/simulate.hpp"
#include "scenarios/read.hpp"

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
  std::vector<std::string> with;  // layers over each scenario, by name or path
  std::filesystem::path cliffs;   // drawing (.svg) or list (.csv) of support cliffs; empty = not looked for
  bool strict = false;            // findings count as errors
};
int check(Common const& common, CheckOptions const& options);

struct SchemaOptions {
  std::filesystem::path output;  // empty = stdout
};
int schema(Common const& common, SchemaOptions const& options);

// Options of every subcommand that simulates; what is not given is as the scenario says.
struct SimulationOptions {
  std::optional<double> share;
  std::optional<int> replicates;
  std::optional<std::uint32_t> seed;
  std::vector<int> counties;  // adcodes; empty = those of the scenario
  std::vector<std::string> set;
  int threads = 0;  // 0 = as many as the machine has; never changes a result
};

struct RunOptions : SimulationOptions {
  std::vector<std::string> scenarios;  // by name or path; several share their common past (simulate.hpp)
  std::filesystem::path output;        // empty = the scenario's name with .h5, here; a folder for several scenarios
  int batch = 0;                       // 0 = chosen; never changes a result
  std::vector<std::string> with;       // layers over each scenario, by name or path
};
int run(Common const& common, RunOptions const& options);

struct EqualCostOptions : SimulationOptions {
  std::string base, variant;     // scenarios by name or path
  std::string scale;             // policies.X: the instrument whose strength is multiplied
  std::string from;              // month from which it is; empty = in all months
  double tolerance = 0.001;      // of the public cost of the base
  std::filesystem::path output;  // scenario to write; empty = none
};
int equal_cost(Common const& common, EqualCostOptions const& options);

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

struct WhyOptions {
  std::vector<std::filesystem::path> runs;  // one, or two side by side
  std::optional<std::uint64_t> household;   // HouseholdId
  int replicate = 0;
  std::string find;           // a kind of telling household, instead of one id
  std::vector<int> counties;  // adcodes to search; empty = all, in order
  int limit = 5;              // households to find
};
int why(Common const& common, WhyOptions const& options);

struct AblateOptions : SimulationOptions {
  std::string scenario = "adopted-2021-2025";
  std::filesystem::path table;    // of couplings; empty = data/couplings.json
  std::vector<std::string> only;  // keys of couplings; empty = all
};
int ablate(Common const& common, AblateOptions const& options);

struct PatternsOptions : SimulationOptions {
  PatternsOptions() {
    share = 0.004;
    replicates = 20;
  }
  std::string scenario = "adopted-2021-2025";
};
int patterns(Common const& common, PatternsOptions const& options);

struct TailOptions : SimulationOptions {
  std::vector<std::filesystem::path> runs;          // run files, a curve each
  std::vector<double> thresholds{0.5, 1, 2, 3, 5};  // percent of the lifted-out persons; one with `rare`
  double least_households = 100;                    // drawn lifted-out households that a county needs
  std::string rare;                                 // scenario to simulate for one rare event, instead of runs
  std::vector<std::string> with;                    // layers over it, by name or path
  std::optional<int> year;                          // of the rare event; empty = the last one
  bool province = false;                            // the province instead of any county
  int pilot = 100;                                  // replicates of each step that chooses the shift
  bool no_shift = false;                            // brute force
};
int tail(Common const& common, TailOptions const& options);

struct FrontierOptions : SimulationOptions {
  FrontierOptions() {
    share = 0.02;
    replicates = 8;
  }
  std::string file;  // by path, or by name in the folder of shipped scenarios
  int scan = 32, rounds = 2, a_round = 8;
  std::optional<std::uint32_t> fresh_seed;  // empty = the seed of the search + 1000
  std::filesystem::path output;             // folder for the schedules found; empty = none
};
int frontier(Common const& common, FrontierOptions const& options);

// What the options of a simulation change in its scenarios.
Overrides overrides_of(Common const& common, SimulationOptions const& options);

// How to simulate: threads, and the counties that the first scenario keeps.
SimulateOptions simulate_options(SimulationOptions const& options, ScenarioFile const& first);

// Which counties to keep, empty = all. Throws InputError, in the name of --county, for codes that are no county: those
// of a scenario were checked when it was read.
std::vector<bool> only_counties(std::vector<CountyFacts> const& counties, std::vector<int> const& adcodes);

}  // namespace holdfast::cli
