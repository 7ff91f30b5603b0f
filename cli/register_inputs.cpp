// Subcommands about scenarios and data: population, list, explain, check, schema.
#include "cli/registry.hpp"

namespace holdfast::cli {
namespace {

void add_population(Commands& commands) {
  auto& options = commands.keep<PopulationOptions>();
  CLI::App* const c = commands.add(
      "population", "makes the households and compares them with the census",
      [&commands, &options] { return population(commands.common, options); },
      "holdfast population --share 0.002 --counties 513401");
  c->add_option("-s,--scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--share", options.share, "of all rural households, 0.001 to 1");
  c->add_option("--seed", options.seed, "as for run");
  c->add_option("--counties", options.counties, "codes of counties.csv, with commas")->delimiter(',');
  commands.with_json(c);
}

void add_list(Commands& commands) {
  auto& options = commands.keep<ListOptions>();
  CLI::App* const c = commands.add(
      "list", "scenarios, instruments with their article, tables of a run file",
      [&commands, &options] { return list(commands.common, options); },
      "holdfast list instruments\n"
      "holdfast list articles");
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

void add_explain(Commands& commands) {
  auto& options = commands.keep<ExplainOptions>();
  CLI::App* const c = commands.add(
      "explain", "a parameter: meaning, value by year, unit, range, source, grade",
      [&commands, &options] { return explain(commands.common, options); },
      "holdfast explain premium_subsidy\n"
      "holdfast explain dibao.line_yuan --scenario half-premium-subsidy");
  c->add_option("path", options.paths, "policies.dibao.line_yuan, or its end: dibao.line_yuan; or a module: dibao")
      ->required();
  c->add_option("-s,--scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  commands.with_json(c);
}

void add_check(Commands& commands) {
  auto& options = commands.keep<CheckOptions>();
  CLI::App* const c = commands.add(
      "check", "reads scenarios or data files and reports every problem at once",
      [&commands, &options] { return check(commands.common, options); },
      "holdfast check cliff-2024 --with stress/earthquake --strict");
  c->add_option("file", options.files, "scenario by name or path; counties.csv, margins.csv or events.csv by path")
      ->required();
  c->add_option("--with", options.with, with_help)->allow_extra_args(false);
  c->add_option("--set", options.set, set_help)->allow_extra_args(false);
  c->add_option("--cliffs", options.cliffs,
                "where one more yuan of income loses more than one yuan of support; drawn into FILE.svg or listed in "
                "FILE.csv")
      ->check(CLI::Validator(
          [](std::string& file) {
            return file.ends_with(".svg") || file.ends_with(".csv") ? "" : file + " ends in neither .svg nor .csv";
          },
          "FILE.svg|FILE.csv"));
  c->add_flag("--strict", options.strict, "findings count as errors");
  commands.with_json(c);
}

void add_schema(Commands& commands) {
  auto& options = commands.keep<SchemaOptions>();
  CLI::App* const c = commands.add(
      "schema", "the JSON Schema of scenario files, for editors",
      [&commands, &options] { return schema(commands.common, options); }, "holdfast schema -o schema.json");
  c->add_option("-o,--output", options.output, "file; stdout unless given");
}

void add_classroom(Commands& commands) {
  auto& options = commands.keep<ClassroomOptions>();
  CLI::App* const c = commands.add(
      "classroom", "one HTML page in which a class moves the levers and sees 5,000 households live; works offline",
      [&commands, &options] { return classroom(commands.common, options); },
      "holdfast classroom -o class.html\n"
      "holdfast classroom --county 513428 --households 1000 --language zh -o puge.html");
  c->add_option("scenario", options.scenario, "what the levers move, by name or path")->capture_default_str();
  c->add_option("-o,--output", options.output, "the page")->capture_default_str();
  c->add_option("--county-class", options.county_class, "the county that is shown first")
      ->check(CLI::IsMember({"national_key", "provincial_key", "lifted_out", "other"}));
  c->add_option("--county", options.counties,
                "codes of counties.csv, with commas; one county of each class unless given")
      ->delimiter(',');
  c->add_option("--households", options.households, "about so many of each county are drawn")
      ->check(CLI::Range(200, 20000))
      ->capture_default_str();
  c->add_option("--language", options.language, "of the first look; the page has both")
      ->check(CLI::IsMember({"en", "zh"}))
      ->capture_default_str();
}

}  // namespace

void register_inputs(Commands& commands) {
  for (auto const add : {add_population, add_list, add_explain, add_check, add_schema, add_classroom}) add(commands);
}

}  // namespace holdfast::cli
