// holdfast equal-cost: by how much one instrument must change so that a variant costs the public as much as its base.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "output/outcome.hpp"
#include "scenarios/lint.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

constexpr int most_runs = 14;

// Mean over replicates, yuan of the whole reported window, at weight.
struct Cost {
  double all = 0, scaled = 0;  // of every instrument that households do not pay; of the instrument that is scaled
};

struct Try {
  double factor = 0, gap = 0;  // gap: what the variant costs more than the base
  Cost cost;
};

struct Search {
  Common const& common;
  EqualCostOptions const& options;
  int instrument = -1;  // row of the ledger
  std::string key;
  fs::path base, variant;
  int runs = 0;

  Overrides overrides() const { return overrides_of(common, options); }
  nlohmann::json factor_path(double factor) const {
    if (options.from.empty()) return factor;
    return {{"value", 1}, {options.from, factor}};
  }
  ScenarioFile variant_at(double factor) const {
    Overrides with = overrides();
    if (factor != 1) with.set.push_back(fmt::format("policies.{}.strength.times={}", key, factor_path(factor).dump()));
    return load_scenario(variant, with);
  }
  std::vector<Cost> costs(std::vector<ScenarioFile const*> const& files);
};

Cost cost_of(Scenario const& scenario, std::vector<bool> const& counted, int instrument,
             ReplicateResult const& result) {
  Cost out;
  for (CountyResult const& county : result.counties) {
    if (county.ledger.empty()) continue;
    for (int i = 0; i < instruments; ++i) {
      double fen_sum = 0;
      for (int m = 0; m < scenario.months; ++m)
        for (int c = 0; c < household_classes; ++c)
          fen_sum += county.weight[static_cast<std::size_t>(c)] *
                     static_cast<double>(county.paid(m, i, static_cast<HouseholdClass>(c)));
      if (counted[static_cast<std::size_t>(i)]) out.all += fen_sum / 100;
      if (i == instrument) out.scaled += fen_sum / 100;
    }
  }
  return out;
}

std::vector<Cost> Search::costs(std::vector<ScenarioFile const*> const& files) {
  std::vector<Scenario const*> scenarios;
  std::vector<std::vector<bool>> counted;
  for (ScenarioFile const* file : files) {
    scenarios.push_back(&file->scenario);
    counted.push_back(public_instruments(file->scenario));
  }
  SimulateOptions const how = simulate_options(options, *files[0]);
  std::vector<Cost> sums(files.size());
  int const replicates = scenarios[0]->replicates;
  simulate(scenarios, files[0]->counties, how, [&](std::size_t s, ReplicateResult const& result) {
    Cost const one = cost_of(*scenarios[s], counted[s], instrument, result);
    sums[s].all += one.all / replicates;
    sums[s].scaled += one.scaled / replicates;
  });
  runs += static_cast<int>(files.size());
  return sums;
}

int instrument_of(Scenario const& scenario, std::string const& key) {
  std::vector<std::string> keys;
  auto const add = [&]<class M>(Plan<M> const&) { keys.emplace_back(M::key); };
  std::apply([&](auto const&... plan) { (add(plan), ...); }, scenario.policies);
  auto const found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end())
    throw InputError(
        Problem{"--scale", 0, 0, "", fmt::format("\"{}\" is no instrument.{}", key, did_you_mean(key, keys))});
  return static_cast<int>(found - keys.begin());
}

// The next factor to try: what the money of the instrument says at first, then the chord between the two tries that
// enclose zero, kept off their ends; without such a pair the chord of the last two.
double next_factor(std::vector<Try> const& tries) {
  Try const& last = tries.back();
  if (tries.size() == 1) return 1 - last.gap / last.cost.scaled;
  Try const *over = nullptr, *under = nullptr;
  for (Try const& t : tries) {
    if (t.gap > 0 && (over == nullptr || t.gap < over->gap)) over = &t;
    if (t.gap <= 0 && (under == nullptr || t.gap > under->gap)) under = &t;
  }
  Try const& a = over != nullptr && under != nullptr ? *over : tries[tries.size() - 2];
  Try const& b = over != nullptr && under != nullptr ? *under : last;
  if (a.gap == b.gap) return b.factor * (b.gap < 0 ? 1.5 : 0.5);
  double const chord = a.factor - a.gap * (b.factor - a.factor) / (b.gap - a.gap);
  if (over == nullptr || under == nullptr) return chord;
  double const low = std::min(a.factor, b.factor), high = std::max(a.factor, b.factor), edge = 0.05 * (high - low);
  return std::clamp(chord, low + edge, high - edge);
}

std::string yuan(double amount) { return fmt::format("{:.2f} million yuan", amount / 1e6); }

Try const& nearest_of(std::vector<Try> const& tries) {
  return *std::min_element(tries.begin(), tries.end(),
                           [](Try const& a, Try const& b) { return std::abs(a.gap) < std::abs(b.gap); });
}

// Tries factors until the gap is small; an order that the scenario reader refuses (a share above one) is an upper end.
std::vector<Try> search(Search& s, double base_cost, Cost const& at_one) {
  std::vector<Try> tries{{1, at_one.all - base_cost, at_one}};
  double const wanted = std::min(s.options.tolerance * base_cost, 0.05 * std::abs(tries[0].gap));
  double refused = 10.000001;
  while (std::abs(nearest_of(tries).gap) > wanted && s.runs < most_runs) {
    double const best = nearest_of(tries).factor;
    double factor = std::max(0.0, next_factor(tries));
    if (factor >= refused) factor = (best + refused) / 2;
    factor = std::round(factor * 1e6) / 1e6;
    if (std::any_of(tries.begin(), tries.end(), [&](Try const& t) { return t.factor == factor; })) break;
    try {
      ScenarioFile const file = s.variant_at(factor);
      Cost const cost = s.costs({&file})[0];
      tries.push_back({factor, cost.all - base_cost, cost});
      std::fprintf(stderr, "  %s times %.6g: %+.3f million yuan\n", s.key.c_str(), factor, tries.back().gap / 1e6);
    } catch (InputError const& e) {
      std::fprintf(stderr, "  %s times %.6g is not allowed: %s\n", s.key.c_str(), factor,
                   e.problems().front().message.c_str());
      refused = factor;
      if (refused - best < 1e-4) break;
      ++s.runs;
    }
  }
  return tries;
}

void write_scenario(Search const& s, Try const& found, double base_cost, ScenarioFile const& variant) {
  fs::path const output = s.options.output;
  RunSettings const& run = variant.resolved.run;
  std::error_code error;
  fs::path const folder = fs::absolute(output).parent_path();
  fs::path const near = fs::relative(s.variant, folder, error);
  nlohmann::ordered_json out;
  out["name"] = output.stem().string();
  out["title"] = run.title + ", paid for by " + s.key;
  out["title_zh"] = run.title_zh + "（等成本）";
  out["note"] = fmt::format(
      "{}{}Written by: holdfast equal-cost {} {} --scale policies.{}{} --tolerance {:g}% --share {:g} --replicates {} "
      "--seed {}. {} costs the public {} over the run there, this one {:+.3f} % of it. Renew it when amounts change.",
      run.note, run.note.empty() ? "" : " ", s.base.stem().string(), s.variant.stem().string(), s.key,
      s.options.from.empty() ? "" : " --from " + s.options.from, s.options.tolerance * 100, run.households_share,
      run.replicates, run.seed, s.base.stem().string(), yuan(base_cost), 100 * found.gap / base_cost);
  out["extends"] = near.empty() ? s.variant.filename().generic_string() : near.generic_string();
  out["policies"][s.key]["strength"]["times"] = s.factor_path(found.factor);
  std::ofstream file(output, std::ios::binary);
  file << out.dump(2) << "\n";
  if (!file.flush()) throw FileError(output.string() + ": cannot be written");
}

}  // namespace

int equal_cost(Common const& common, EqualCostOptions const& options) {
  Search s{common, options, -1, options.scale, {}, {}, 0};
  if (constexpr std::string_view section = "policies."; s.key.starts_with(section)) s.key.erase(0, section.size());
  s.base = find_scenario(options.base, common.share_dir);
  s.variant = find_scenario(options.variant, common.share_dir);
  ScenarioFile const base = load_scenario(s.base, s.overrides()), variant = s.variant_at(1);
  s.instrument = instrument_of(base.scenario, s.key);
  std::vector<Cost> const first = s.costs({&base, &variant});
  double const base_cost = first[0].all;
  std::fprintf(stderr, "%s: %s; %s: %+.3f million yuan\n", base.scenario.name.c_str(), yuan(base_cost).c_str(),
               variant.scenario.name.c_str(), (first[1].all - base_cost) / 1e6);
  if (first[1].scaled <= 0)
    throw InputError(Problem{
        "--scale", 0, 0, "",
        fmt::format("{} pays nothing in {}: no factor can change what it costs.", s.key, variant.scenario.name)});
  std::vector<Try> const tries = search(s, base_cost, first[1]);
  Try const& found = nearest_of(tries);
  bool const reached = std::abs(found.gap) <= options.tolerance * base_cost;
  if (common.json)
    print(nlohmann::ordered_json{{"instrument", s.key},
                                 {"factor", found.factor},
                                 {"reached", reached},
                                 {"base_yuan", base_cost},
                                 {"variant_unscaled_yuan", first[1].all},
                                 {"variant_yuan", found.cost.all},
                                 {"instrument_base_yuan", first[0].scaled},
                                 {"instrument_variant_yuan", found.cost.scaled},
                                 {"runs", s.runs}}
              .dump(1) +
          "\n");
  else
    print(fmt::format(
        "{} times {:.6g}: {} costs the public {}, {} {} ({:+.4f} %); {} itself pays {} there and {} in {}.\n", s.key,
        found.factor, variant.scenario.name, yuan(found.cost.all), base.scenario.name, yuan(base_cost),
        100 * found.gap / base_cost, s.key, yuan(found.cost.scaled), yuan(first[0].scaled), base.scenario.name));
  if (!reached) {
    std::fprintf(stderr, "Not within the tolerance after %d runs: %s cannot pay for the change.\n", s.runs,
                 s.key.c_str());
    return bad_input;
  }
  if (!options.output.empty()) write_scenario(s, found, base_cost, variant);
  return ok;
}

}  // namespace holdfast::cli
