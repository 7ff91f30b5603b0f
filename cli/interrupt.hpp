// Ctrl-C during a simulation: the first one asks to end cleanly, the second one ends at once.
#pragma once

namespace holdfast::cli {

// From here on SIGINT and SIGTERM only ask; a file grown beyond `ulimit -f` is an error to report, no death.
void watch_signals();
bool stop_asked();

}  // namespace holdfast::cli
