// holdfast show: what a run file says, finished or not, beside the evidence.
#include "output/show.hpp"

#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace holdfast::cli {

void require_run(RunReader const& file) {
  if (file.labels().size(Dim::point) > 0)
    throw InputError(Problem{file.path().string(), 0, 0, "",
                             "is the file of a sweep: `holdfast sweep` with its sweep file prints it; `holdfast show "
                             "--table` prints one of its variables."});
}

RunReader open_run(std::filesystem::path const& path) {
  RunReader file(path);
  require_run(file);
  return file;
}

std::vector<Target> shipped_targets(Common const& common) {
  // In the source tree and when installed.
  std::filesystem::path const file = common.share_dir.parent_path() / "calibration" / "targets" / "targets.csv";
  if (std::filesystem::exists(file)) return read_targets(file);
  std::fputs(
      "The published numbers (calibration/targets/targets.csv) are not beside the shipped scenarios: left out.\n",
      stderr);
  return {};
}

int show(Common const& common, ShowOptions const& options) {
  RunReader const run(options.run);
  if (options.list) {
    print(common.json ? show_list_json(run) : show_list(run));
    return ok;
  }
  if (!options.table.empty()) {
    print(common.json ? show_table_json(run, options.table) : show_table(run, options.table));
    return ok;
  }
  require_run(run);
  std::vector<Target> const targets = shipped_targets(common);
  print(common.json ? show_json(run, targets) : show_text(run, targets));
  return ok;
}

}  // namespace holdfast::cli
