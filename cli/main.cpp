// holdfast: the command line. Registers the subcommands, runs one, turns trouble into a message and an exit code.
// docs/command-line.md is the manual.
#include "cli/registry.hpp"
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

std::string examples_text(std::string const& lines) {
  if (lines.empty()) return "";
  std::string out = "Examples:\n  ";
  for (char const c : lines) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return out;
}

int run_command_line(int argc, char** argv) {
  CLI::App app("Holdfast 守住: what a change of the support timeline does to the risk of falling back into poverty",
               "holdfast");
  app.set_version_flag("--version", "holdfast " HOLDFAST_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  Common common{default_share_dir(), false};
  Commands commands{app, common, {}, {}};
  register_simulating(commands);
  register_reading(commands);
  register_inputs(commands);
  register_app(commands);
  return guarded(app, commands, argc, argv);
}

}  // namespace holdfast::cli

int main(int argc, char** argv) { return holdfast::cli::run_command_line(argc, argv); }
