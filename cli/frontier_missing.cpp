// holdfast frontier in a build without NLopt: says what to install.
#include "cli/commands.hpp"

namespace holdfast::cli {

int frontier(Common const&, FrontierOptions const&) {
  throw FileError(
      "This build has no search for the frontier: it needs NLopt. Install libnlopt-dev (Debian, Ubuntu) and build "
      "again: "
      "cmake --preset release && cmake --build --preset release");
}

}  // namespace holdfast::cli
