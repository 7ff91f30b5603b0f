#include "cli/interrupt.hpp"

#include <csignal>

namespace holdfast::cli {
namespace {

volatile std::sig_atomic_t asked = 0;

void ask_to_stop(int) { asked = 1; }

}  // namespace

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  action.sa_flags = SA_RESETHAND;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool stop_asked() { return asked != 0; }

}  // namespace holdfast::cli
