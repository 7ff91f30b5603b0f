// From a scenario file to the pack of the classroom page: native only.
#pragma once

#include <string>
#include <vector>

#include "scenarios/read.hpp"
#include "viz/classroom/pack.hpp"

namespace holdfast::classroom {

// What the page tells about a lever, beside the pack.
struct LeverLabel {
  std::string path, title, title_zh, section;
  LeverKind kind = LeverKind::strength;
  double most = 1;  // the highest level that keeps every value in its range
  int instrument = -1;
};

struct Made {
  Pack pack;
  std::vector<LeverLabel> levers;  // like Pack::levers
};

// About `households` households of each county; `adcodes` empty: one county of each class, the nearest to the class's
// median rural income among those with 20,000 rural households and more. Throws InputError: an unknown county, one
// without enough people, a scenario whose policies are held or nothing of which can be moved.
Made make_pack(ScenarioFile const& file, std::vector<int> const& adcodes, int households,
               std::vector<double> student_t_975);

}  // namespace holdfast::classroom
