// holdfast serve: the local app. Prints the address with its token, answers until Ctrl-C.
#include <fmt/format.h>
#include <spawn.h>

#include <chrono>
#include <csignal>
#include <cstdlib>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"
#include "viz/serve/access.hpp"
#include "viz/serve/app.hpp"
#include "viz/serve/server.hpp"

extern char** environ;

namespace holdfast::cli {
namespace {

// Where there is a desktop. Whether it works does not matter: the address is printed.
void open_browser(std::string address) {
  if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return;
  std::string program = "xdg-open";
  char* words[] = {program.data(), address.data(), nullptr};
  pid_t child = 0;
  posix_spawnp(&child, program.c_str(), nullptr, nullptr, words, environ);
}

}  // namespace

int serve(Common const& common, ServeOptions const& options) {
  using Clock = std::chrono::steady_clock;
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGCHLD, SIG_DFL);  // whoever ignores it does not learn how a run ended
  watch_signals();
  // The pages stand beside the scenarios, in the source tree as well as in an installed package.
  std::filesystem::path const share = std::filesystem::canonical(common.share_dir);
  holdfast::serve::Server server(options.port);
  holdfast::serve::App app(options.workspace, share, share.parent_path() / "viz" / "built" / "app.html");
  std::string const token = holdfast::serve::new_token();
  holdfast::serve::Access const access(server.port(), token);
  std::string const address = fmt::format("http://127.0.0.1:{}/?token={}", server.port(), token);
  print(fmt::format("{}\nOpen this address on this machine. Results are kept in {}. Ctrl-C ends the app.\n", address,
                    options.workspace.string()));
  if (!options.no_open) open_browser(address);

  auto const end = Clock::now() + std::chrono::duration<double>(options.seconds);
  holdfast::serve::Handler const handler{[&](auto const& request) { access.admit(request); },
                                         [&](auto const& request) { return app.answer(request); }};
  server.run(handler, [&] {
    bool const over = stop_asked() || (options.seconds > 0 && Clock::now() >= end);
    if (over) app.stop();
    return over;
  });
  std::fputs("Ended. Finished runs are kept.\n", stderr);
  return ok;
}

}  // namespace holdfast::cli
