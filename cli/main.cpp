// holdfast: the command line. Registers the subcommands, runs one, turns trouble into a message and an exit code.
// docs/command-line.md is the manual.
#include <CLI/CLI.hpp>

#include <functional>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "model/core/errors.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

constexpr char const* footer =
    "Exit codes: 0 done; 1 a problem in a scenario or in data; 2 a wrong command line;\n"
    "3 a problem with a file or the machine; 130 interrupted.\n"
    "Results go to stdout, messages to stderr; colour only on a terminal without NO_COLOR.";

// --data, else the folder of this build, else the one beside the executable.
fs::path default_share_dir() {
  std::error_code error;
  fs::path const built = HOLDFAST_SHARE_DIR;
  if (fs::is_directory(built, error)) return built;
  fs::path const executable = fs::read_symlink("/proc/self/exe", error);
  return executable.parent_path().parent_path() / "share" / "holdfast" / "scenarios";
}

// One subcommand: its name and what it does once the line is parsed.
struct Commands {
  CLI::App& app;
  Common& common;
  std::vector<std::pair<CLI::App*, std::function<int()>>> all;

  CLI::App* add(char const* name, char const* description, std::function<int()> run) {
    CLI::App* const command = app.add_subcommand(name, description);
    command->add_option("--data", common.share_dir, "folder of the shipped scenarios (with data/ inside)")
        ->check(CLI::ExistingDirectory);
    all.emplace_back(command, std::move(run));
    return command;
  }
  void with_json(CLI::App* command) const { command->add_flag("--json", common.json, "for machines"); }
};

constexpr char const* set_help = "change one value: run.seed=7, policies.dibao.line_yuan=480; may be repeated";

constexpr char const* with_help =
    "a file laid over the scenario, such as stress/earthquake; may be repeated, later ones win";

void add_list(Commands& commands, ListOptions& options) {
  CLI::App* const c = commands.add("list", "scenarios, instruments with their article, tables of a run file",
                                   [&] { return list(commands.common, options); });
  c->add_option(
       "what", options.what,
       "scenarios, instruments, tables; parameters (a long page in Markdown); articles of the policy document; or "
       "all but the last two")
      ->check(CLI::IsMember({"scenarios", "instruments", "tables", "parameters", "articles", "all"}))
      ->capture_default_str();
  c->add_flag("--articles", options.articles, "the same as `list articles`");
  c->add_flag("--markdown", options.markdown, "articles as the page docs/articles.md");
  c->add_flag("--zh", options.chinese, "that page in Chinese");
  commands.with_json(c);
}

void add_explain(Commands& commands, ExplainOptions& options) {
  CLI::App* const c = commands.add("explain", "a parameter: meaning, value by year, unit, range, source, grade",
                                   [&] { return explain(commands.common, options); });
  c->add_option("path", options.paths, "policies.dibao.line_yuan, or its end: dibao.line_yuan; or a module: dibao")
      ->required();
  c->add_option("-s,--scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  commands.with_json(c);
}

void add_check(Commands& commands, CheckOptions& options) {
  CLI::App* const c = commands.add("check", "reads scenarios or data files and reports every problem at once",
                                   [&] { return check(commands.common, options); });
  c->add_option("file", options.files, "scenario by name or path; counties.csv, margins.csv or events.csv by path")
      ->required();
  c->add_option("--with", options.with, with_help)->allow_extra_args(false);
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  c->add_option("--cliffs", options.cliffs,
                "where one more yuan of income loses more than one yuan of support; drawn into FILE.svg or listed in "
                "FILE.csv");
  c->add_flag("--strict", options.strict, "findings count as errors");
  commands.with_json(c);
}

void add_schema(Commands& commands, SchemaOptions& options) {
  CLI::App* const c = commands.add("schema", "the JSON Schema of scenario files, for editors",
                                   [&] { return schema(commands.common, options); });
  c->add_option("-o,--output", options.output, "file; stdout unless given");
}

void add_run(Commands& commands, RunOptions& options) {
  CLI::App* const c =
      commands.add("run", "simulates a scenario into a run file", [&] { return run(commands.common, options); });
  c->add_option(
       "scenario", options.scenarios,
       "by name or path; several are simulated in one go, each from the month in which it parts from the first")
      ->required();
  c->add_option("-o,--output", options.output,
                "run file; the scenario's name with .h5 unless given; with several scenarios: a folder");
  c->add_option("--replicates", options.replicates, "how many times, each with other luck");
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1");
  c->add_option("--seed", options.seed, "runs with one seed, one share and the same counties can be compared");
  c->add_option("--counties", options.counties, "codes of counties.csv, with commas; the others are left out")
      ->delimiter(',');
  c->add_option("--threads", options.threads, "never changes a result")->check(CLI::Range(1, 4096));
  c->add_option("--batch", options.batch, "replicates simulated together; never changes a result")
      ->check(CLI::Range(1, 100000));
  c->add_option("--with", options.with, with_help)->allow_extra_args(false);
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
}

// "0.1%" or 0.001.
std::string as_share(std::string const& text) {
  if (text.empty() || text.back() != '%') return text;
  try {
    return std::to_string(std::stod(text.substr(0, text.size() - 1)) / 100);
  } catch (std::exception const&) {
    throw CLI::ValidationError("--tolerance", "\"" + text + "\" is no share: write 0.1% or 0.001");
  }
}

void add_equal_cost(Commands& commands, EqualCostOptions& options) {
  CLI::App* const c =
      commands.add("equal-cost", "the factor on one instrument with which a variant costs as much as a base",
                   [&] { return equal_cost(commands.common, options); });
  c->add_option("base", options.base, "scenario by name or path")->required();
  c->add_option("variant", options.variant, "scenario by name or path")->required();
  c->add_option("--scale", options.scale, "instrument whose strength is multiplied: policies.public_welfare_posts")
      ->required();
  c->add_option("--from", options.from, "month from which it is, such as 2024-01; in all months unless given");
  c->add_option("--tolerance", options.tolerance, "of the public cost of the base")
      ->transform(as_share)
      ->check(CLI::Range(1e-6, 1.0))
      ->capture_default_str();
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1");
  c->add_option("--replicates", options.replicates, "how many times, each with other luck");
  c->add_option("--seed", options.seed, "as for run");
  c->add_option("--threads", options.threads, "never changes a result")->check(CLI::Range(1, 4096));
  c->add_option("-o,--output", options.output, "scenario file to write, which extends the variant");
  commands.with_json(c);
}

void add_compare(Commands& commands, CompareOptions& options) {
  CLI::App* const c = commands.add("compare", "what run B changes against run A, paired, with intervals",
                                   [&] { return compare(commands.common, options); });
  c->add_option("a", options.a, "run file A")->required();
  c->add_option("b", options.b, "run file B")->required();
  commands.with_json(c);
}

void add_show(Commands& commands, ShowOptions& options) {
  CLI::App* const c =
      commands.add("show", "what a run file says, beside the evidence", [&] { return show(commands.common, options); });
  c->add_option("run", options.run, "run file, or the .part of a killed run")->required();
  CLI::Option* const table = c->add_option("--table", options.table, "one variable as CSV, mean over replicates");
  c->add_flag("--list", options.list, "all variables with their units")->excludes(table);
  commands.with_json(c);
}

void add_population(Commands& commands, PopulationOptions& options) {
  CLI::App* const c = commands.add("population", "makes the households and compares them with the census",
                                   [&] { return population(commands.common, options); });
  c->add_option("-s,--scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1");
  c->add_option("--seed", options.seed, "as for run");
  c->add_option("--counties", options.counties, "codes of counties.csv, with commas")->delimiter(',');
  commands.with_json(c);
}

void add_why(Commands& commands, WhyOptions& options) {
  CLI::App* const c = commands.add("why", "the life of one household of a run, from shock to help; or of two runs",
                                   [&] { return why(commands.common, options); });
  c->add_option("run", options.runs, "run file; two are told side by side")->required()->expected(1, 2);
  CLI::Option* const household = c->add_option("--household", options.household, "id of the household");
  c->add_option("--replicate", options.replicate, "counted from 0")
      ->check(CLI::Range(0, 1000000))
      ->capture_default_str();
  c->add_option("--find", options.find, "ids of telling households instead")
      ->check(CLI::IsMember({"relapsed-under-b", "found-too-late", "never-found", "pushed-under"}))
      ->excludes(household);
  c->add_option("--county", options.counties, "codes of counties.csv to search, with commas; all unless given")
      ->delimiter(',');
  c->add_option("--limit", options.limit, "households to find")->check(CLI::Range(1, 100000))->capture_default_str();
  commands.with_json(c);
}

void add_ablate(Commands& commands, AblateOptions& options) {
  CLI::App* const c = commands.add("ablate", "what each coupling of households does: the scenario without it",
                                   [&] { return ablate(commands.common, options); });
  c->add_option("scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--only", options.only, "keys of couplings, with commas; all unless given")->delimiter(',');
  c->add_option("--table", options.table, "another table of couplings than data/couplings.json")
      ->check(CLI::ExistingFile);
  c->add_option("--replicates", options.replicates, "how many times, each with other luck");
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1");
  c->add_option("--seed", options.seed, "as for run");
  c->add_option("--counties", options.counties, "codes of counties.csv, with commas")->delimiter(',');
  c->add_option("--threads", options.threads, "never changes a result")->check(CLI::Range(1, 4096));
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  commands.with_json(c);
}

void add_patterns(Commands& commands, PatternsOptions& options) {
  CLI::App* const c = commands.add("patterns", "what a credible run shows: each pattern with direction and interval",
                                   [&] { return patterns(commands.common, options); });
  c->add_option("scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--replicates", options.replicates, "how many times, each with other luck; 20 unless given");
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1; 0.004 unless given");
  c->add_option("--seed", options.seed, "as for run");
  c->add_option("--counties", options.counties, "codes of counties.csv, with commas")->delimiter(',');
  c->add_option("--threads", options.threads, "never changes a result")->check(CLI::Range(1, 4096));
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  commands.with_json(c);
}

// CLI11 does not name an unknown subcommand.
void hint_at_command(CLI::App const& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  std::vector<std::string> names;
  for (CLI::App const* c : app.get_subcommands([](CLI::App const*) { return true; })) names.push_back(c->get_name());
  if (std::find(names.begin(), names.end(), argv[1]) != names.end()) return;
  std::string known;
  for (std::string const& name : names) known += (known.empty() ? "" : ", ") + name;
  throw CLI::ValidationError(std::string("There is no subcommand \"") + argv[1] + "\"." + did_you_mean(argv[1], names) +
                             " Subcommands: " + known + ".");
}

int parse_and_run(CLI::App& app, Commands& commands, int argc, char** argv) {
  try {
    hint_at_command(app, argc, argv);
    app.parse(argc, argv);
  } catch (CLI::ParseError const& e) {
    if (e.get_exit_code() == 0) return app.exit(e) == 0 ? ok : bad_command;  // --help, --version
    std::fprintf(stderr, "%s: %s\nRun holdfast --help for more.\n", red("holdfast").c_str(), e.what());
    return bad_command;
  }
  for (auto const& [command, run] : commands.all)
    if (command->parsed()) return run();
  return bad_command;
}

int guarded(CLI::App& app, Commands& commands, int argc, char** argv) {
  try {
    return parse_and_run(app, commands, argc, argv);
  } catch (InputError const& e) {
    for (Problem const& p : e.problems()) std::fprintf(stderr, "%s: %s\n", red("error").c_str(), p.text().c_str());
    return bad_input;
  } catch (FileError const& e) {
    std::fprintf(stderr, "%s: %s\n", red("error").c_str(), e.what());
  } catch (std::bad_alloc const&) {
    std::fprintf(stderr, "%s: out of memory. A smaller --share or fewer threads need less.\n", red("error").c_str());
  } catch (std::exception const& e) {
    std::fprintf(stderr, "%s: %s\n", red("error").c_str(), e.what());
  }
  return bad_file;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Holdfast 守住: what a change of the support timeline does to the risk of falling back into poverty",
               "holdfast");
  app.set_version_flag("--version", "holdfast " HOLDFAST_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  Common common{default_share_dir(), false};
  Commands commands{app, common, {}};
  ListOptions list_options;
  ExplainOptions explain_options;
  CheckOptions check_options;
  SchemaOptions schema_options;
  RunOptions run_options;
  EqualCostOptions equal_cost_options;
  CompareOptions compare_options;
  ShowOptions show_options;
  PopulationOptions population_options;
  WhyOptions why_options;
  AblateOptions ablate_options;
  PatternsOptions patterns_options;
  add_run(commands, run_options);
  add_compare(commands, compare_options);
  add_equal_cost(commands, equal_cost_options);
  add_show(commands, show_options);
  add_why(commands, why_options);
  add_ablate(commands, ablate_options);
  add_patterns(commands, patterns_options);
  add_population(commands, population_options);
  add_list(commands, list_options);
  add_explain(commands, explain_options);
  add_check(commands, check_options);
  add_schema(commands, schema_options);
  return guarded(app, commands, argc, argv);
}

}  // namespace holdfast::cli

int main(int argc, char** argv) { return holdfast::cli::run_command_line(argc, argv); }
