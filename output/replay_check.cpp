#include "output/replay_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/record.hpp"
#include "output/tables/counted.hpp"

namespace holdfast {
namespace {

// Counts that nearly every step of the month moves.
constexpr std::array<std::string_view, 5> telling{"poverty/latent_onsets", "income/income_register",
                                                  "health/bills_left", "register/newly_listed", "shocks/jobs_found"};

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace

std::string replay_difference(RunReader const& run, Scenario const& scenario, std::vector<CountyFacts> const& counties,
                              Biography const& life) {
  Labels const labels = labels_of(scenario, counties);
  auto const number = static_cast<std::size_t>(life.id >> 40);
  ReplicateResult result{life.replicate, std::vector<CountyResult>(counties.size())};
  result.counties[number] = life.counted;
  auto const variables = CountedByYear::variables();
  auto buffers = make_buffers(variables, labels);
  CountedByYear::fill(buffers, TableSource{result, scenario, labels});
  for (std::size_t v = 0; v < variables.size(); ++v) {
    Variable const& variable = variables[v];
    if (std::find(telling.begin(), telling.end(), variable.path()) == telling.end() || !run.has(variable.path()))
      continue;
    Values const stored = run.read_replicate(variable.path(), life.replicate - run.labels().first_replicate);
    if (stored.data.size() != buffers[v].size()) return variable.path() + " has another shape in the run file";
    // [year][county][the rest]
    std::size_t const rest = stored.data.size() / (static_cast<std::size_t>(labels.years) * counties.size());
    for (std::size_t k = 0; k < stored.data.size(); ++k) {
      if (k / rest % counties.size() != number || same(stored.data[k], buffers[v][k])) continue;
      if (std::isnan(stored.data[k])) return fmt::format("{} was not simulated in this run", life.county);
      return fmt::format("{} of {} is {} in the run file and {} in the replay", variable.path(), life.county,
                         stored.data[k], buffers[v][k]);
    }
  }
  return "";
}

}  // namespace holdfast
