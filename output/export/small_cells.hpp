// Which estimates of a run rest on too few drawn households to be passed on. A run draws a share of all households; a
// county with a small class may have three of them, and weighted up they look like a finding about real people.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "output/run_file.hpp"

namespace holdfast {

inline constexpr int fewest_drawn_households = 10;

inline constexpr std::string_view small_cell_rule =
    "A cell is blank when it rests on fewer than 10 drawn households (in the year of the run in which they are "
    "fewest), "
    "and when a single blank cell among the classes of a county, or among the counties of a class, would follow from a "
    "total: then the smallest of the others is blank too.";
inline constexpr std::string_view small_cell_rule_zh =
    "样本户（运行期内最少的一年）少于10户的单元格留空；同一县各类农户中或同一类农户各县中只有一格留空、"
    "可由合计推出时，其余中样本户最少的一格也留空。";

enum class Shown : std::uint8_t { yes, small, complementary };

class SmallCells {
 public:
  // all_cells: everything is shown.
  SmallCells(RunReader const& run, bool all_cells);
  // For tests: drawn[county][class], NaN = not simulated.
  SmallCells(std::vector<std::vector<double>> drawn, bool all_cells);

  // Drawn households of a county and class; -1 = all of them. 0 where nothing was simulated.
  double drawn(int county, int household_class) const;
  Shown shown(int county, int household_class) const;

 private:
  void blank_small();
  void blank_complements();

  std::vector<std::vector<double>> drawn_;
  std::vector<std::vector<Shown>> shown_;  // by county and class
  std::vector<Shown> shown_county_;        // all classes together
  bool all_cells_;
};

}  // namespace holdfast
