// holdfast compare: run files under the same luck, paired replicate by replicate: two, or several against a base.
#include "output/compare.hpp"

#include "cli/commands.hpp"
#include "cli/terminal.hpp"

namespace holdfast::cli {

int compare(Common const& common, CompareOptions const& options) {
  RunReader const base = open_run(options.base);
  std::vector<RunReader> others;
  for (auto const& path : options.others) others.push_back(open_run(path));
  std::vector<Comparison> const all = compare_with_base(base, others);
  if (all.size() == 1)
    print(common.json ? compare_json(all.front()) : compare_text(all.front()));
  else
    print(common.json ? compare_many_json(all) : compare_many_text(all));
  return ok;
}

}  // namespace holdfast::cli
