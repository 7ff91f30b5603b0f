// The subcommands of `holdfast`. Each takes its options as a struct and returns an exit code; bad input and file
// trouble are thrown and turned into messages and codes in main.cpp. New subcommand: one file, one function here, one
// block in register_*.cpp with an example for its --help, a paragraph in docs/command-line.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/simulate.hpp"
#include "output/provenance.hpp"
#include "output/run_file.hpp"
#include "output/targets.hpp"
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
  std::string until;                   // a precision contract (cli/precision.hpp); empty = as many replicates as told
  std::string against;                 // scenario that the contract's differences are from
  int cap = 1000;                      // the most replicates of a contract
  std::string fork_at;                 // month before which no scenario may differ from the first; empty = any may
  int progress_step = 10;              // percent between two lines of progress where stderr is no terminal
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
  std::filesystem::path base;                 // run file A
  std::vector<std::filesystem::path> others;  // run file B; or several, each against the base
};
int compare(Common const& common, CompareOptions const& options);

// Throws InputError for the file of a sweep, which has no months and classes to look at.
void require_run(RunReader const& file);
RunReader open_run(std::filesystem::path const& path);  // only the file of a run

struct ShowOptions {
  std::filesystem::path run;
  std::string table;  // one variable as CSV
  bool list = false;
};
int show(Common const& common, ShowOptions const& options);

// The published numbers, which stand beside the shipped scenarios; none, told on stderr, when they do not.
std::vector<Target> shipped_targets(Common const& common);

struct ReportOptions {
  std::vector<std::filesystem::path> runs;  // the first is what the others are held against
  std::filesystem::path output, pdf, pptx;  // files to write; empty = none
  std::filesystem::path figures;            // a folder, made if it is missing
  std::string language = "en";              // shown first; the page holds both
};
int report(Common const& common, ReportOptions const& options);

struct ExportOptions {
  std::filesystem::path run, output;  // no output: CSV or, with --json, JSON on stdout
  std::vector<std::string> tables;    // variables, groups or "all"; empty = headline and poverty
  std::vector<std::string> by;        // dimensions to keep; empty = all
  bool all_cells = false;             // also those that rest on few drawn households
  std::string ranks;                  // a rate: chances of counties instead of tables
  int worst = 10;
  std::string household_class = "lifted_out";  // of the ranks; "all" = all
};
int export_run(Common const& common, ExportOptions const& options);

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

struct AttributeOptions : SimulationOptions {
  std::string scenario = "adopted-2021-2025";
  std::vector<std::string> parts;    // keys of causes, or policies.KEY; empty = all causes
  std::vector<std::string> figures;  // keys; empty = persons newly relapsed, their rate, gap, public cost
  std::filesystem::path table;       // of causes; empty = data/causes.json
  int orders = 0;                    // pairs of sampled orders; 0 = exact up to most_exact_parts, else 12 pairs
};
int attribute(Common const& common, AttributeOptions const& options);

struct SweepOptions : SimulationOptions {
  std::string file;                     // of the sweep, by name or path
  std::filesystem::path output;         // empty = the sweep's name with .h5, here
  std::vector<std::string> figures;     // keys; empty = those of the sweep file
  std::vector<std::string> thresholds;  // FIGURE=LEVEL, besides those of the sweep file
};
int sweep(Common const& common, SweepOptions const& options);

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

struct ServeOptions {
  int port = 0;                                      // 0 = any free one
  std::filesystem::path workspace = "holdfast-app";  // folder of the results
  bool no_open = false;                              // do not open the browser
  double seconds = 0;                                // ends by itself after these; 0 = when it is told to
};
int serve(Common const& common, ServeOptions const& options);

struct AtRiskOptions : SimulationOptions {
  AtRiskOptions() {
    share = 0.01;
    replicates = 20;
  }
  std::vector<std::string> scenarios;  // A, or A and B
  std::string from;                    // the window is the twelve months after it; empty = the last twelve of the run
  std::filesystem::path output;        // households, HDF5; empty = none
  int top = 10;                        // counties to print
};
int at_risk(Common const& common, AtRiskOptions const& options);

struct ClassroomOptions {
  std::string scenario = "adopted-2021-2025";
  std::filesystem::path output = "classroom.html";
  std::string county_class;   // which county is shown first; empty = the first
  std::vector<int> counties;  // adcodes; empty = one county of each class
  int households = 5000;
  std::string language = "en";  // of the first look; the page has both
};
int classroom(Common const& common, ClassroomOptions const& options);

// What the options of a simulation change in its scenarios.
Overrides overrides_of(Common const& common, SimulationOptions const& options);

// Scenarios to simulate in one go, by name or path; every problem of every file is reported at once. Throws InputError
// unless all have one frame and the same counties; two of one name are refused where files are named after them.
enum class SameName : std::uint8_t { allowed, refused };
std::vector<ScenarioFile> load_together(Common const& common, std::vector<std::string> const& scenarios,
                                        Overrides const& overrides, SameName same_name);

// The papers of a simulated scenario, for /provenance of a file; command_line: what to type to get the same.
Provenance papers_of(ScenarioFile const& file, std::string command_line, int threads);

// How to simulate: threads, and the counties that the first scenario keeps. Throws InputError when nobody lives there.
SimulateOptions simulate_options(SimulationOptions const& options, ScenarioFile const& first);

// Which counties to keep, empty = all. Throws InputError, in the name of --county, for codes that are no county: those
// of a scenario were checked when it was read.
std::vector<bool> only_counties(std::vector<CountyFacts> const& counties, std::vector<int> const& adcodes);

}  // namespace holdfast::cli
