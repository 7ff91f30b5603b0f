// The local app.
#include "cli/registry.hpp"

namespace holdfast::cli {

void register_app(Commands& commands) {
  auto& options = commands.keep<ServeOptions>();
  CLI::App* const c = commands.add(
      "serve", "the app in the browser: edit a timeline, run it, compare, drill down; for this machine alone",
      [&commands, &options] { return serve(commands.common, options); },
      "holdfast serve --workspace results --no-open --seconds 1");
  c->add_option("--port", options.port, "on 127.0.0.1; 0 = any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  c->add_option("--workspace", options.workspace, "folder of the results, made if it is missing")
      ->capture_default_str();
  c->add_flag("--no-open", options.no_open, "only print the address, do not open the browser");
  c->add_option("--seconds", options.seconds, "end after so many seconds; unless given, when Ctrl-C says so")
      ->check(CLI::Range(0.0, 1e9))
      ->check(finite_number);
}

}  // namespace holdfast::cli
