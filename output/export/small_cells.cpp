#include "output/export/small_cells.hpp"

#include <algorithm>
#include <cmath>

namespace holdfast {
namespace {

// Of cells that stand in one sum: when only one of them is blank, the smallest of the others must be too. True if so.
// Where nobody was drawn there is nothing to protect, and a nought hides nothing.
bool blank_a_second(std::vector<Shown*> const& shown, std::vector<double> const& drawn) {
  int blank = 0, others = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    blank += *shown[i] != Shown::yes && drawn[i] > 0;
    others += *shown[i] == Shown::yes;
  }
  if (blank != 1 || others == 0) return false;
  std::size_t least = shown.size();
  for (std::size_t i = 0; i < shown.size(); ++i)
    if (*shown[i] == Shown::yes && (least == shown.size() || drawn[i] < drawn[least])) least = i;
  *shown[least] = Shown::complementary;
  return true;
}

// Households at weight over weight, replicate by replicate; the smallest year. Runs without weights (older builds) are
// weighted by their share.
std::vector<std::vector<double>> drawn_households(RunReader const& run) {
  std::size_t const counties = run.labels().counties.size();
  auto const classes = static_cast<std::size_t>(run.labels().size(Dim::household_class));
  std::vector<std::vector<double>> out(counties, std::vector<double>(classes, missing));
  if (!run.has("population/households") || run.complete_replicates() == 0) return out;
  std::vector<double> weight(counties * classes, 1 / run.provenance().households_share);
  if (run.has("population/weight")) weight = run.read("population/weight").data;
  Values const households = run.read("population/households");  // replicate, year, county, class
  auto const replicates = static_cast<std::size_t>(households.shape[0]),
             years = static_cast<std::size_t>(households.shape[1]);
  for (std::size_t y = 0; y < years; ++y)
    for (std::size_t cell = 0; cell < counties * classes; ++cell) {
      double sum = 0;
      for (std::size_t r = 0; r < replicates; ++r)
        sum += std::round(households.data[(r * years + y) * counties * classes + cell] / weight[cell]);
      double& least = out[cell / classes][cell % classes];
      least = std::isnan(least) ? sum / static_cast<double>(replicates)
                                : std::min(least, sum / static_cast<double>(replicates));
    }
  return out;
}

}  // namespace

SmallCells::SmallCells(RunReader const& run, bool all_cells) : SmallCells(drawn_households(run), all_cells) {}

SmallCells::SmallCells(std::vector<std::vector<double>> drawn, bool all_cells)
    : drawn_(std::move(drawn)), all_cells_(all_cells) {
  shown_county_.assign(drawn_.size(), Shown::yes);
  for (auto const& classes : drawn_) shown_.emplace_back(classes.size(), Shown::yes);
  if (all_cells_) return;
  blank_small();
  blank_complements();
}

double SmallCells::drawn(int county, int household_class) const {
  double sum = 0;
  for (std::size_t k = 0; k < drawn_.size(); ++k)
    for (std::size_t c = 0; c < drawn_[k].size(); ++c)
      if ((county < 0 || county == static_cast<int>(k)) &&
          (household_class < 0 || household_class == static_cast<int>(c)))
        sum += std::isnan(drawn_[k][c]) ? 0 : drawn_[k][c];
  return sum;
}

Shown SmallCells::shown(int county, int household_class) const {
  if (all_cells_) return Shown::yes;
  if (county < 0) return drawn(county, household_class) < fewest_drawn_households ? Shown::small : Shown::yes;
  if (household_class < 0) return shown_county_[static_cast<std::size_t>(county)];
  return shown_[static_cast<std::size_t>(county)][static_cast<std::size_t>(household_class)];
}

void SmallCells::blank_small() {
  for (std::size_t k = 0; k < drawn_.size(); ++k) {
    if (drawn(static_cast<int>(k), -1) < fewest_drawn_households) shown_county_[k] = Shown::small;
    for (std::size_t c = 0; c < drawn_[k].size(); ++c)
      if (!(drawn_[k][c] >= fewest_drawn_households)) shown_[k][c] = Shown::small;
  }
}

// A second blank in a county may be the only one of its class, so both directions are gone through until nothing
// changes: every pass that goes on has blanked one more.
void SmallCells::blank_complements() {
  std::vector<std::size_t> simulated;
  for (std::size_t k = 0; k < drawn_.size(); ++k)
    if (std::any_of(drawn_[k].begin(), drawn_[k].end(), [](double d) { return !std::isnan(d); }))
      simulated.push_back(k);
  std::size_t const classes = drawn_.empty() ? 0 : drawn_.front().size();
  auto const second = [&](auto&& cell_of, std::size_t size) {
    std::vector<Shown*> shown;
    std::vector<double> drawn;
    for (std::size_t i = 0; i < size; ++i) {
      auto const [s, d] = cell_of(i);
      shown.push_back(s), drawn.push_back(d);
    }
    return blank_a_second(shown, drawn);
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t const k : simulated)
      changed |= second([&](std::size_t c) { return std::pair(&shown_[k][c], drawn_[k][c]); }, classes);
    for (std::size_t c = 0; c < classes; ++c)
      changed |= second([&](std::size_t i) { return std::pair(&shown_[simulated[i]][c], drawn_[simulated[i]][c]); },
                        simulated.size());
  }
  second(
      [&](std::size_t i) {
        std::size_t const k = simulated[i];
        return std::pair(&shown_county_[k], drawn(static_cast<int>(k), -1));
      },
      simulated.size());
}

}  // namespace holdfast
