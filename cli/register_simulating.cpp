// Subcommands that simulate scenarios.
#include "cli/registry.hpp"
#include "output/precision.hpp"

namespace holdfast::cli {

void add_simulation_options(CLI::App* command, SimulationOptions& options, std::string const& share,
                            std::string const& replicates) {
  command->add_option("--share", options.share, "of all rural households, 0.001 to 1" + share);
  command->add_option("--replicates", options.replicates, "how many times, each with other luck" + replicates);
  command->add_option("--seed", options.seed, "runs with one seed, one share and the same counties can be compared");
  command->add_option("--counties", options.counties, "codes of counties.csv, with commas; the others are left out")
      ->delimiter(',');
  command->add_option("--threads", options.threads, "never changes a result")->check(CLI::Range(1, 4096));
  command->add_option("--set", options.set, set_help)->allow_extra_args(false);
}

namespace {

void add_run(Commands& commands) {
  auto& options = commands.keep<RunOptions>();
  CLI::App* const c = commands.add(
      "run", "simulates a scenario into a run file", [&commands, &options] { return run(commands.common, options); },
      "holdfast run adopted-2021-2025 --share 0.002 --replicates 4 -o a.h5\n"
      "holdfast run half-premium-subsidy --share 0.002 --replicates 4 --set policies.dibao.take_up_share=0.9 -o b.h5\n"
      "holdfast run cliff-2024 --against adopted-2021-2025 --until \"latent_relapse: 2pp, difference: 1pp\" --share "
      "0.001 "
      "--counties 513401 -o precise");
  c->add_option(
       "scenario", options.scenarios,
       "by name or path; several are simulated in one go, each from the month in which it parts from the first")
      ->required();
  c->add_option("-o,--output", options.output,
                "run file; the scenario's name with .h5 unless given; with several scenarios: a folder");
  add_simulation_options(c, options);
  c->add_option("--batch", options.batch, "replicates simulated together; never changes a result")
      ->check(CLI::Range(1, 100000));
  c->add_option("--with", options.with, with_help)->allow_extra_args(false);
  CLI::Option* const until =
      c->add_option("--until", options.until,
                    "adds replicates until 95 % half-widths hold: \"latent_relapse: 0.05pp, difference: 0.02pp\"")
          ->excludes("--replicates");
  c->add_option("--against", options.against, "scenario that the difference of --until is from; simulated as well")
      ->needs(until);
  c->add_option("--cap", options.cap, "the most replicates of --until")
      ->check(CLI::Range(precision_replicates, 1000000))
      ->needs(until)
      ->capture_default_str();
  c->add_option("--fork-at", options.fork_at,
                "month from which the scenarios may differ, such as 2023-01: refused when one differs before");
  c->add_option("--progress-step", options.progress_step,
                "percent between two lines of progress where stderr is no terminal")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
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

void add_equal_cost(Commands& commands) {
  auto& options = commands.keep<EqualCostOptions>();
  CLI::App* const c = commands.add(
      "equal-cost", "the factor on one instrument with which a variant costs as much as a base",
      [&commands, &options] { return equal_cost(commands.common, options); },
      "holdfast equal-cost adopted-2021-2025 half-premium-subsidy --scale policies.public_welfare_posts --counties "
      "513401,511921 --share 0.002 --replicates 2 --tolerance 5% -o remix.json");
  c->add_option("base", options.base, "scenario by name or path")->required();
  c->add_option("variant", options.variant, "scenario by name or path")->required();
  c->add_option("--scale", options.scale, "instrument whose strength is multiplied: policies.public_welfare_posts")
      ->required();
  c->add_option("--from", options.from, "month from which it is, such as 2024-01; in all months unless given");
  c->add_option("--tolerance", options.tolerance, "of the public cost of the base")
      ->transform(as_share)
      ->check(CLI::Range(1e-6, 1.0))
      ->capture_default_str();
  add_simulation_options(c, options);
  c->add_option("-o,--output", options.output, "scenario file to write, which extends the variant");
  commands.with_json(c);
}

void add_ablate(Commands& commands) {
  auto& options = commands.keep<AblateOptions>();
  CLI::App* const c = commands.add(
      "ablate", "what each coupling of households does: the scenario without it",
      [&commands, &options] { return ablate(commands.common, options); },
      "holdfast ablate --only kin_sharing,village_sharing --share 0.002 --replicates 3 --counties 513401,511921");
  c->add_option("scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--only", options.only, "keys of couplings, with commas; all unless given")->delimiter(',');
  c->add_option("--table", options.table, "another table of couplings than data/couplings.json")
      ->check(CLI::ExistingFile);
  add_simulation_options(c, options);
  commands.with_json(c);
}

void add_attribute(Commands& commands) {
  auto& options = commands.keep<AttributeOptions>();
  CLI::App* const c = commands.add(
      "attribute", "how much each cause or instrument adds to relapse and cost",
      [&commands, &options] { return attribute(commands.common, options); },
      "holdfast attribute --parts illness,job --share 0.002 --replicates 3 --counties 513401,511921\n"
      "holdfast attribute --parts policies.dibao,policies.premium_subsidy --share 0.002 --replicates 3 --counties "
      "513401");
  c->add_option("scenario", options.scenario, "by name or path")->capture_default_str();
  c->add_option("--parts", options.parts,
                "causes (illness, accident, disaster, job, price) or instruments (policies.dibao), with commas; all "
                "causes unless given")
      ->delimiter(',');
  c->add_option("--figures", options.figures, "keys of figures, with commas")->delimiter(',');
  c->add_option("--table", options.table, "another table of causes than data/causes.json")->check(CLI::ExistingFile);
  c->add_option("--orders", options.orders,
                "so many sampled orders of the parts, each with its reverse, instead of all coalitions; 12 for more "
                "than 8 parts")
      ->check(CLI::Range(2, 1000));
  add_simulation_options(c, options);
  commands.with_json(c);
}

void add_sweep(Commands& commands) {
  auto& options = commands.keep<SweepOptions>();
  CLI::App* const c = commands.add(
      "sweep", "one to three parameters varied together: surface, slopes, elasticities, thresholds",
      [&commands, &options] { return sweep(commands.common, options); },
      "holdfast sweep premium-floor-by-dibao-growth --share 0.001 --replicates 2 --counties 513401 -o "
      "surface.h5");
  c->add_option("file", options.file, "sweep file, by path or the name of a shipped one")->required();
  c->add_option("-o,--output", options.output,
                "the sweep's name with .h5 unless given; a finished or killed sweep under this name is gone on with");
  c->add_option("--figures", options.figures, "keys of figures to print, with commas")->delimiter(',');
  c->add_option("--threshold", options.thresholds,
                "where a figure crosses a level: latent_relapse=2.5; may be repeated")
      ->allow_extra_args(false);
  add_simulation_options(c, options);
  commands.with_json(c);
}

void add_patterns(Commands& commands) {
  auto& options = commands.keep<PatternsOptions>();
  CLI::App* const c = commands.add(
      "patterns", "what a credible run shows: each pattern with direction and interval",
      [&commands, &options] { return patterns(commands.common, options); },
      "holdfast patterns --share 0.001 --replicates 3 --counties 513401,511921,510121");
  c->add_option("scenario", options.scenario, "by name or path")->capture_default_str();
  add_simulation_options(c, options, "; 0.004 unless given", "; 20 unless given");
  commands.with_json(c);
}

void add_frontier(Commands& commands) {
  auto& options = commands.keep<FrontierOptions>();
  CLI::App* const c = commands.add(
      "frontier", "the cheapest safe phase-out, and what less risk costs, over a family of schedules",
      [&commands, &options] { return frontier(commands.common, options); },
      "holdfast frontier frontiers/premium-and-posts --share 0.002 --replicates 2 --counties 513401,511921 "
      "--scan 6 --rounds 1 --a-round 2 -o schedules");
  c->add_option("file", options.file, "the family and what is safe, by path or name (frontiers/premium-and-posts)")
      ->required();
  add_simulation_options(c, options, "; 0.02 unless given", "; 8 unless given");
  c->add_option("--scan", options.scan, "schedules of the first, coarse look (Sobol' points)")
      ->check(CLI::Range(4, 1024))
      ->capture_default_str();
  c->add_option("--rounds", options.rounds, "of refinement after it")->check(CLI::Range(0, 20))->capture_default_str();
  c->add_option("--a-round", options.a_round, "schedules of a round")->check(CLI::Range(1, 256))->capture_default_str();
  c->add_option("--fresh-seed", options.fresh_seed, "of the runs that confirm; the seed plus 1000 unless given");
  c->add_option("-o,--output", options.output, "folder for a scenario file of each schedule found");
  commands.with_json(c);
}

void add_at_risk(Commands& commands) {
  auto& options = commands.keep<AtRiskOptions>();
  CLI::App* const c = commands.add(
      "at-risk", "who is at risk of relapse, whom a change of support exposes, pushes under and pulls out",
      [&commands, &options] { return at_risk(commands.common, options); },
      "holdfast at-risk adopted-2021-2025 cliff-2024 --share 0.01 --replicates 4 --counties "
      "513401,511921 -o who.h5");
  c->add_option("scenarios", options.scenarios, "A, or A and B, by name or path: what is, and the adjustment of it")
      ->required()
      ->expected(1, 2);
  c->add_option("--from", options.from,
                "month at whose end the window of twelve months starts, such as 2023-12; the last twelve months of the "
                "run unless given");
  c->add_option("-o,--output", options.output,
                "file of all households that were drawn, counted over replicates (HDF5)");
  c->add_option("--top", options.top, "counties to print; --json has all")
      ->check(CLI::Range(0, 183))
      ->capture_default_str();
  add_simulation_options(c, options, "; 0.01 unless given", "; 20 unless given");
  commands.with_json(c);
}

}  // namespace

void register_simulating(Commands& commands) {
  for (auto const add :
       {add_run, add_equal_cost, add_ablate, add_attribute, add_sweep, add_frontier, add_at_risk, add_patterns})
    add(commands);
}

}  // namespace holdfast::cli
