// holdfast attribute: how much each cause (illness, disasters, job loss ...) or instrument adds to relapse and cost:
// Shapley values over runs with parts off, under the same luck.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/figures.hpp"
#include "cli/terminal.hpp"
#include "output/attribution.hpp"
#include "scenarios/couplings.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

namespace {

std::vector<Coupling> chosen_parts(std::vector<Coupling> causes, std::vector<std::string> const& keys) {
  if (keys.empty()) return causes;
  std::vector<Coupling> out;
  std::vector<std::string> known;
  for (Coupling const& c : causes) known.push_back(c.key);
  std::vector<Problem> problems;
  auto const complain = [&](std::string message) { problems.push_back({"--parts", 0, 0, "", std::move(message)}); };
  for (std::string const& key : keys) try {
      auto const at = std::find_if(causes.begin(), causes.end(), [&](Coupling const& c) { return c.key == key; });
      if (std::find(&keys.front(), &key, key) != &key)
        complain(fmt::format("{} stands there twice.", key));
      else if (at != causes.end())
        out.push_back(*at);
      else if (key.starts_with("policies."))
        out.push_back(instrument_to_take(key, "--parts"));
      else
        complain(fmt::format("{} is no cause.{} There are: {}; an instrument is named policies.KEY.", key,
                             did_you_mean(key, known), fmt::join(known, ", ")));
    } catch (InputError const& e) {
      problems.insert(problems.end(), e.problems().begin(), e.problems().end());
    }
  if (out.size() > most_parts) complain(fmt::format("names {} parts; {} are possible.", out.size(), most_parts));
  if (!problems.empty()) throw InputError(problems);
  return out;
}

// The scenario of each coalition: the parts that are not in it are off.
std::vector<Scenario> scenarios_of(std::vector<Coalition> const& coalitions, std::vector<Coupling> const& parts,
                                   ScenarioFile const& base) {
  std::vector<Scenario> out;
  for (Coalition const coalition : coalitions) {
    std::vector<Coupling const*> off;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if ((coalition >> i & 1u) == 0) off.push_back(&parts[i]);
    out.push_back(scenario_without(base, off, base.scenario.start));
  }
  return out;
}

}  // namespace

int attribute(Common const& common, AttributeOptions const& options) {
  auto const figures =
      chosen_figures(options.figures, {"newly_relapsed", "latent_relapse", "poverty_gap", "public_cost"});
  std::vector<Coupling> const parts = chosen_parts(
      read_couplings(options.table.empty() ? common.share_dir / "data" / "causes.json" : options.table, "causes"),
      options.parts);
  ScenarioFile const base =
      load_scenario(find_scenario(options.scenario, common.share_dir), overrides_of(common, options));
  int const count = static_cast<int>(parts.size());

  AttributionGame game{{}, {}, {}, base.scenario.name, base.scenario.start.text(), base.scenario.households_share};
  for (Coupling const& part : parts) game.parts.push_back({part.key, part.title, part.title_zh, part.meaning});
  if (count > most_exact_parts || options.orders > 0)
    game.orders = sampled_orders(count, std::max(1, options.orders > 0 ? options.orders : 12), base.scenario.seed);
  std::vector<Coalition> coalitions = coalitions_needed(count, game.orders);
  std::reverse(coalitions.begin(), coalitions.end());  // the scenario as it is comes first: it is the trunk
  std::vector<Scenario> const scenarios = scenarios_of(coalitions, parts, base);
  std::vector<Scenario const*> all;
  for (Scenario const& s : scenarios) all.push_back(&s);

  std::fprintf(stderr, "%zu coalitions of %d parts, %d replicates\n", coalitions.size(), count,
               base.scenario.replicates);
  simulate_outcomes(all, base.counties, simulate_options(options, base),
                    [&](int replicate, std::span<Outcome const> outcomes) {
                      for (std::size_t k = 0; k < coalitions.size(); ++k)
                        game.outcomes[coalitions[k]].push_back(outcomes[k]);
                      std::fprintf(stderr, "replicate %d of %d\n", replicate + 1, base.scenario.replicates);
                    });
  std::vector<Attributed> attributed;
  for (OutcomeFigure const* figure : figures) attributed.push_back(attribute_figure(game, *figure));
  print(common.json ? attribution_json(game, attributed) : attribution_text(game, attributed));
  return ok;
}

}  // namespace holdfast::cli
