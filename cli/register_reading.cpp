// Subcommands that read run files.
#include "cli/registry.hpp"

namespace holdfast::cli {
namespace {

void add_compare(Commands& commands) {
  auto& options = commands.keep<CompareOptions>();
  CLI::App* const c = commands.add(
      "compare", "what run B changes against run A, or several runs against a base, paired, with intervals",
      [&commands, &options] { return compare(commands.common, options); },
      "holdfast compare a.h5 b.h5\n"
      "holdfast compare a.h5 b.h5 --json");
  c->add_option("a", options.base, "run file A, the base")->required();
  c->add_option("b", options.others, "run file B; several are each held against the base")->required();
  commands.with_json(c);
}

void add_report(Commands& commands) {
  auto& options = commands.keep<ReportOptions>();
  CLI::App* const c = commands.add(
      "report", "a briefing of a run, or of several against the first, as one HTML file; PDF, slides, figures",
      [&commands, &options] { return report(commands.common, options); },
      "holdfast report a.h5 b.h5 -o briefing.html --language zh");
  c->add_option("runs", options.runs, "run files; the first is what the others are held against")->required();
  c->add_option("-o,--output", options.output, "FILE.html: one file that needs no network");
  c->add_option("--language", options.language, "shown first; the page holds both")
      ->check(CLI::IsMember({"en", "zh"}))
      ->capture_default_str();
  c->add_option("--pdf", options.pdf, "FILE.pdf (needs Chromium)");
  c->add_option("--pptx", options.pptx, "FILE.pptx: slides with editable titles (needs Chromium)");
  c->add_option("--figures", options.figures, "folder for each figure as SVG, PNG and CSV (needs Chromium)");
  commands.with_json(c);
}

void add_show(Commands& commands) {
  auto& options = commands.keep<ShowOptions>();
  CLI::App* const c = commands.add(
      "show", "what a run file says, beside the evidence",
      [&commands, &options] { return show(commands.common, options); },
      "holdfast show a.h5\n"
      "holdfast show a.h5 --table poverty/latent_onsets");
  c->add_option("run", options.run, "run file, or the .part of a killed run")->required();
  CLI::Option* const table = c->add_option("--table", options.table, "one variable as CSV, mean over replicates");
  c->add_flag("--list", options.list, "all variables with their units")->excludes(table);
  commands.with_json(c);
}

void add_why(Commands& commands) {
  auto& options = commands.keep<WhyOptions>();
  CLI::App* const c = commands.add(
      "why", "the life of one household of a run, from shock to help; or of two runs",
      [&commands, &options] { return why(commands.common, options); },
      "holdfast why a.h5 b.h5 --find pushed-under --limit 2");
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

void add_export(Commands& commands) {
  auto& options = commands.keep<ExportOptions>();
  CLI::App* const c = commands.add(
      "export", "tables of a run file as CSV, Excel, Stata or JSON",
      [&commands, &options] { return export_run(commands.common, options); },
      "holdfast export a.h5 -o a.xlsx\n"
      "holdfast export a.h5 --table poverty/latent_onsets --by county,year -o onsets.dta\n"
      "holdfast export a.h5 --ranks latent_relapse --worst 10 --all-cells -o worst.csv");
  c->add_option("run", options.run, "run file, or the .part of a killed run")->required();
  c->add_option("-o,--output", options.output, "FILE.csv, .xlsx, .dta or .json; CSV to stdout unless given");
  CLI::Option* const table =
      c->add_option("--table", options.tables,
                    "a variable, a group, or all; may be repeated; headline and poverty unless given")
          ->allow_extra_args(false);
  CLI::Option* const by =
      c->add_option("--by", options.by,
                    "dimensions to keep, with commas, such as county,household_class,year; the others are summed")
          ->delimiter(',');
  c->add_flag("--all-cells", options.all_cells, "also cells that rest on fewer than 10 drawn households");
  CLI::Option* const ranks =
      c->add_option(
           "--ranks", options.ranks,
           "a rate such as latent_relapse: for each county the chance of being among the worst, instead of tables")
          ->excludes(table)
          ->excludes(by);
  c->add_option("--worst", options.worst, "how many counties that are")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str()
      ->needs(ranks);
  c->add_option("--household-class", options.household_class, "of the ranks, or all")
      ->capture_default_str()
      ->needs(ranks);
  commands.with_json(c);
}

void add_tail(Commands& commands) {
  auto& options = commands.keep<TailOptions>();
  CLI::App* const c = commands.add(
      "tail", "large-scale relapse: probability curves over what large means, of run files",
      [&commands, &options] { return tail(commands.common, options); },
      "holdfast tail a.h5 b.h5 --least-households 5\n"
      "holdfast tail --rare adopted-2021-2025 --threshold 3% --province --counties 513401,511921 --share 0.01 "
      "--pilot 10 --replicates 20");
  CLI::Option* const runs = c->add_option("runs", options.runs, "run files, a curve each");
  c->add_option("--threshold", options.thresholds, "percent of a county's lifted-out persons, with commas")
      ->delimiter(',')
      ->transform([](std::string const& text) { return text.ends_with('%') ? text.substr(0, text.size() - 1) : text; })
      ->check(CLI::Range(0.001, 100.0))
      ->check(finite_number)
      ->capture_default_str();
  c->add_option("--least-households", options.least_households,
                "drawn lifted-out households without which a county is left out")
      ->check(CLI::Range(0.0, 1e9))
      ->check(finite_number)
      ->capture_default_str();
  CLI::Option* const rare =
      c->add_option("--rare", options.rare, "scenario to simulate for one probability of 1e-3 and below")
          ->excludes(runs);
  for (CLI::Option* const of_rare :
       {c->add_option("--year", options.year, "of the rare event; the last one unless given"),
        c->add_flag("--province", options.province, "the rare event is one of the province, not of any county"),
        c->add_option("--pilot", options.pilot, "replicates of each step that chooses the shift of the macro factor")
            ->check(CLI::Range(10, 1000000))
            ->capture_default_str(),
        c->add_flag("--no-shift", options.no_shift, "brute force: count replicates"),
        c->add_option("--with", options.with, with_help)->allow_extra_args(false)})
    of_rare->needs(rare);
  add_simulation_options(c, options, " (with --rare)", " (with --rare; 200 unless given)");
  for (char const* name : {"--share", "--replicates", "--seed", "--counties", "--threads", "--set"})
    c->get_option(name)->needs(rare);
  c->callback([&options] {
    if (options.runs.empty() && options.rare.empty()) throw CLI::RequiredError("a run file, or --rare SCENARIO,");
  });
  commands.with_json(c);
}

}  // namespace

void register_reading(Commands& commands) {
  for (auto const add : {add_compare, add_report, add_show, add_export, add_why, add_tail}) add(commands);
}

}  // namespace holdfast::cli
