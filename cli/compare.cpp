// holdfast compare: two run files under the same luck, paired replicate by replicate.
#include "output/compare.hpp"

#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace holdfast::cli {

int compare(Common const& common, CompareOptions const& options) {
  Comparison const comparison = compare_runs(RunReader(options.a), RunReader(options.b));
  print(common.json ? compare_json(comparison) : compare_text(comparison));
  return ok;
}

}  // namespace holdfast::cli
