// What main.cpp and the register_*.cpp share: the command line under construction. CLI11 is slow to compile, so that
// subcommands are registered in files by what they read: scenarios to simulate, run files, inputs; and the app.
#pragma once

#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"

namespace holdfast::cli {

// "Examples:" and the lines, indented.
std::string examples_text(std::string const& lines);

struct Commands {
  CLI::App& app;
  Common& common;
  std::vector<std::pair<CLI::App*, std::function<int()>>> all;  // what to do once the line is parsed
  std::vector<std::shared_ptr<void>> kept;

  // The options of a subcommand; they live as long as the command line.
  template <class Options>
  Options& keep() {
    auto options = std::make_shared<Options>();
    kept.push_back(options);
    return *options;
  }
  // `examples`: one command as it is typed on each line. They end the --help of the subcommand, and a test runs them:
  // small and quick, in an empty folder but for what other examples write with -o.
  CLI::App* add(char const* name, char const* description, std::function<int()> run, char const* examples = "") {
    CLI::App* const command = app.add_subcommand(name, description);
    command->footer(examples_text(examples));
    command->add_option("--data", common.share_dir, "folder of the shipped scenarios (with data/ inside)")
        ->check(CLI::ExistingDirectory);
    all.emplace_back(command, std::move(run));
    return command;
  }
  void with_json(CLI::App* command) const { command->add_flag("--json", common.json, "for machines"); }
};

inline constexpr char const* set_help = "change one value: run.seed=7, policies.dibao.line_yuan=480; may be repeated";
inline constexpr char const* with_help =
    "a file laid over the scenario, such as stress/earthquake; may be repeated, later ones win";

// CLI::Range lets "nan" pass.
inline std::string finite_number(std::string const& text) {
  return std::isfinite(std::strtod(text.c_str(), nullptr)) ? "" : text + " is no number";
}

// --share, --replicates, --seed, --counties, --threads and --set. `share` and `replicates` end the sentences about
// them: "; 20 unless given".
void add_simulation_options(CLI::App* command, SimulationOptions& options, std::string const& share = "",
                            std::string const& replicates = "");

void register_simulating(Commands& commands);  // scenarios to simulate
void register_reading(Commands& commands);     // run files
void register_inputs(Commands& commands);      // inputs and what there is to name
void register_app(Commands& commands);         // the local app

}  // namespace holdfast::cli
