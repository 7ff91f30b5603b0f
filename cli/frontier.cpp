// holdfast frontier: the cheapest safe phase-out of a family of schedules, and what less risk costs. Searches under one
// luck (calibration/frontier.hpp), then confirms what it found under another.
#include "calibration/frontier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/whole_file.hpp"
#include "output/large_scale.hpp"
#include "output/outcome.hpp"
#include "output/text.hpp"
#include "scenarios/frontier_file.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

// Schedules simulated in one call: their counts are held until the replicate is complete, about 0.1 GB each.
constexpr std::size_t at_once = 12;
constexpr std::size_t most_confirmed = 12;
constexpr int resamples = 2000;

// What is printed of the constraint, and how one replicate is judged.
struct RiskFigure {
  std::string key, title, title_zh, unit;
  OutcomeFigure const* figure = nullptr;  // nullptr = large_scale_relapse
  double threshold = 0;
  int first_year = 0;  // of large_scale_relapse: years before any schedule begins say nothing

  void add(Series& to, ReplicateResult const& result, Scenario const& scenario, Outcome const& outcome) const {
    if (figure != nullptr) {
      Series const one = series_of(*figure, {&outcome, 1});
      to.factor = one.factor;
      to.top.push_back(one.top[0]);
      if (!one.bottom.empty()) to.bottom.push_back(one.bottom[0]);
      return;
    }
    CountyYears const years = county_years(result, scenario);
    require_a_county(years, least_drawn_households);
    double most = 0;
    for (int y = std::max(0, first_year - years.first_year); y < years.years; ++y)
      most = std::max(most, largest_share(years, 0, y, false, least_drawn_households));
    to.top.push_back(most >= threshold ? 1 : 0);
  }
};

RiskFigure risk_figure(FrontierFile const& file) {
  if (OutcomeFigure const* f = find_outcome_figure(file.figure))
    return {file.figure, std::string(f->title), std::string(f->title_zh), std::string(f->unit), f};
  Month first = file.ranges[0].first_start;
  for (ScheduleRange const& r : file.ranges) first = std::min(first, r.first_start);
  return {file.figure,
          fmt::format("P(at least {:g} % newly relapsed in a year in any county)", file.threshold_percent),
          "至少一县年度新发返贫超过阈值的概率",
          "probability",
          nullptr,
          file.threshold_percent / 100,
          first.year()};
}

struct Simulator {
  Common const& common;
  FrontierOptions const& options;
  FrontierFile const& file;
  RiskFigure const& risk;
  int simulated = 0;

  // Base first, then one for each list of schedules, all under the luck of `seed`.
  std::vector<Evaluated> run(std::vector<std::vector<Schedule>> const& wanted, std::uint32_t seed) {
    Overrides with = overrides_of(common, options);
    with.seed = seed;
    if (file.months) with.months = file.months;
    std::vector<ScenarioFile> files;
    files.push_back(load_scenario(file.base_path, with));
    for (auto const& schedules : wanted) {
      Overrides changed = with;
      for (std::string const& set : settings_of(schedules)) changed.set.push_back(set);
      files.push_back(load_scenario(file.base_path, changed));
    }
    std::vector<Scenario const*> scenarios;
    for (ScenarioFile const& f : files) scenarios.push_back(&f.scenario);
    SimulateOptions how = simulate_options(options, files[0]);
    how.batch = 1;
    std::vector<Evaluated> out(files.size());
    OutcomeFigure const& cost = *find_outcome_figure("public_cost");
    simulate(scenarios, files[0].counties, how, [&](std::size_t s, ReplicateResult const& result) {
      Outcome const outcome = outcome_of(result, *scenarios[s]);
      out[s].cost.factor = cost.factor;
      out[s].cost.top.push_back(outcome.*cost.top);
      risk.add(out[s].risk, result, *scenarios[s], outcome);
    });
    simulated += static_cast<int>(wanted.size());
    return out;
  }
  // Without the base, in calls that fit the memory.
  std::vector<Evaluated> in_parts(std::vector<Point> const& points, std::uint32_t seed) {
    std::vector<Evaluated> out;
    for (std::size_t begin = 0; begin < points.size(); begin += at_once) {
      std::vector<std::vector<Schedule>> wanted;
      for (std::size_t i = begin; i < std::min(points.size(), begin + at_once); ++i)
        wanted.push_back(file.at(points[i]));
      std::vector<Evaluated> part = run(wanted, seed);
      std::move(part.begin() + 1, part.end(), std::back_inserter(out));
      std::fprintf(stderr, "%d schedules simulated\n", simulated);
    }
    return out;
  }
};

struct Row {
  std::vector<Schedule> schedules;
  double search_cost = 0, search_risk = 0;
  Evaluated fresh;
  bool chosen = false;
};

struct Answer {
  std::vector<Row> rows;  // in order of cost in the search
  Evaluated base;         // fresh luck
  Selection selection;    // likewise
  double limit = 0, fresh_limit = 0;
  std::optional<std::size_t> chosen;
  int simulated = 0, replicates = 0;
  double share = 0, seconds = 0;
  std::uint32_t seed = 0, fresh_seed = 0;
  std::vector<fs::path> files;
};

// At most `count` of the positions, evenly; the ends and `must` among them.
std::vector<std::size_t> spread(std::vector<std::size_t> const& all, std::size_t count,
                                std::optional<std::size_t> must) {
  if (all.size() <= count) return all;
  std::vector<std::size_t> out;
  for (std::size_t k = 0; k < count; ++k) out.push_back(all[k * (all.size() - 1) / (count - 1)]);
  if (must && std::find(out.begin(), out.end(), *must) == out.end()) {
    auto const place = static_cast<std::size_t>(std::find(all.begin(), all.end(), *must) - all.begin());
    out[std::clamp<std::size_t>(place * (count - 1) / (all.size() - 1), 1, count - 2)] = *must;
  }
  return out;
}

Answer answer(Common const& common, FrontierOptions const& options, FrontierFile const& file, RiskFigure const& risk) {
  auto const began = std::chrono::steady_clock::now();
  Simulator simulator{common, options, file, risk};
  Answer out;
  Scenario const& base = file.base.scenario;
  out.seed = base.seed, out.fresh_seed = options.fresh_seed.value_or(base.seed + 1000);
  if (out.fresh_seed == out.seed)
    throw InputError(
        Problem{"--fresh-seed", 0, 0, "", "is the seed of the search: its luck is not fresh. Name another one."});
  out.replicates = base.replicates, out.share = base.households_share;
  std::vector<Evaluated> const at_first = simulator.run({}, out.seed);
  auto const limit_over = [&](Series const& of_base) {
    return file.at_most ? SafeLimit{*file.at_most} : SafeLimit{*file.times_base, &of_base};
  };
  out.limit = limit_over(at_first[0].risk).now();
  SearchPlan plan{file.dimensions(), out.limit, options.scan, options.rounds, options.a_round, {}};
  plan.settle = [&](Point const& p) { return file.settle(p); };
  std::vector<Tried> const tried =
      search_frontier(plan, [&](std::vector<Point> const& points) { return simulator.in_parts(points, out.seed); });
  std::vector<double> costs, risks;
  for (Tried const& t : tried) costs.push_back(t.cost), risks.push_back(t.risk);
  auto const best = cheapest_safe(costs, risks, out.limit);
  std::vector<Point> confirmed;
  for (std::size_t const i : spread(non_dominated(costs, risks), most_confirmed, best)) {
    if (best == i) out.chosen = out.rows.size();
    out.rows.push_back({file.at(tried[i].point), tried[i].cost, tried[i].risk, {}, best == i});
    confirmed.push_back(tried[i].point);
  }
  std::fprintf(stderr, "confirming %zu schedules under seed %u\n", confirmed.size(), out.fresh_seed);
  std::vector<std::vector<Schedule>> wanted;
  for (Row const& row : out.rows) wanted.push_back(row.schedules);
  std::vector<Evaluated> fresh = simulator.run(wanted, out.fresh_seed);
  out.base = std::move(fresh[0]);
  fresh.erase(fresh.begin());
  SafeLimit const fresh_limit = limit_over(out.base.risk);
  out.fresh_limit = fresh_limit.now();
  out.selection = bootstrap_selection(fresh, out.chosen, fresh_limit, resamples, out.fresh_seed);
  for (std::size_t i = 0; i < fresh.size(); ++i) out.rows[i].fresh = std::move(fresh[i]);
  out.simulated = simulator.simulated;
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return out;
}

std::string change_text(Series const& base, Series const& with) {
  Estimate const d = paired(base, with).difference;
  return fmt::format("{} {}", format_value(d), format_interval(d));
}

std::string row_text(Answer const& a, std::size_t i) {
  Row const& row = a.rows[i];
  std::string out = fmt::format("\n{:2}. ", i + 1);
  for (std::size_t k = 0; k < row.schedules.size(); ++k) out += (k == 0 ? "" : "\n    ") + row.schedules[k].text();
  Estimate const cost = row.fresh.cost.estimate(), risk = row.fresh.risk.estimate();
  out += fmt::format("\n    cost {} million yuan, against the base {}\n    risk {}, against the base {}\n",
                     format_value(cost), change_text(a.base.cost, row.fresh.cost), format_value(risk),
                     change_text(a.base.risk, row.fresh.risk));
  out += fmt::format("    P(not dominated) {:.2f}, P(safe) {:.2f}{}\n", a.selection.non_dominated[i],
                     a.selection.safe[i], row.chosen ? "  <- the cheapest safe one of the search" : "");
  return out;
}

std::string text_of(FrontierFile const& file, RiskFigure const& risk, Answer const& a) {
  std::string out =
      fmt::format("{} {}\nRisk: {} {} ({}); safe: at most {:.6g} in the search, {:.6g} under fresh luck.\n", file.title,
                  file.title_zh, risk.title, risk.title_zh, risk.unit, a.limit, a.fresh_limit);
  if (risk.figure == nullptr) out += fmt::format("{}\n{}\n", no_official_number, no_official_number_zh);
  out +=
      wrap(fmt::format("{} schedules simulated at a share of {:g}, {} replicates under one luck (seed {}); {} that no "
                       "other beats, simulated again under fresh luck (seed {}), which the figures are of. Base: {}, "
                       "cost {} million yuan, risk {}.",
                       a.simulated, a.share, a.replicates, a.seed, a.rows.size(), a.fresh_seed, file.base.scenario.name,
                       format_value(a.base.cost.estimate()), format_value(a.base.risk.estimate()))) +
      "\n";
  for (std::size_t i = 0; i < a.rows.size(); ++i) out += row_text(a, i);
  out += "\n";
  if (a.chosen)
    out +=
        wrap(fmt::format("Number {} is the cheapest safe schedule found. Under fresh luck it is {}; probability of "
                         "correct selection {:.2f}.",
                         *a.chosen + 1,
                         a.rows[*a.chosen].fresh.risk.estimate().value <= a.fresh_limit ? "safe as well" : "NOT safe",
                         a.selection.chosen_is_best)) +
        "\n";
  else
    out += "No schedule of the family is safe.\n";
  if (file.ends_late())
    out += wrap(
               "Some schedules of this family end less than a year before the run does: what they save is counted, "
               "what they "
               "do later is not seen. Give the family more \"months\" or earlier schedules.") +
           "\n";
  out += wrap(fmt::format(
             "Probabilities: {} bootstrap samples of the fresh replicates, the same for every schedule, among "
             "the schedules listed.",
             resamples)) +
         "\n";
  for (fs::path const& path : a.files) out += path.generic_string() + "\n";
  return out;
}

Json json_of(Estimate const& e) {
  auto const number = [](double x) { return std::isfinite(x) ? Json(x) : Json(); };
  return {{"value", number(e.value)}, {"interval", {number(e.low), number(e.high)}}};
}

Json json_of(Evaluated const& base, Evaluated const& with) {
  return {{"cost", json_of(with.cost.estimate())},
          {"cost_difference", json_of(paired(base.cost, with.cost).difference)},
          {"risk", json_of(with.risk.estimate())},
          {"risk_difference", json_of(paired(base.risk, with.risk).difference)}};
}

std::string json_text_of(FrontierFile const& file, RiskFigure const& risk, Answer const& a) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    Row const& row = a.rows[i];
    Json schedules = Json::array();
    for (Schedule const& s : row.schedules)
      schedules.push_back({{"instrument", s.instrument},
                           {"start", s.start.text()},
                           {"length_months", s.length_months},
                           {"floor", s.floor}});
    rows.push_back({{"schedules", std::move(schedules)},
                    {"chosen", row.chosen},
                    {"search", {{"cost", row.search_cost}, {"risk", row.search_risk}}},
                    {"fresh", json_of(a.base, row.fresh)},
                    {"probability_not_dominated", a.selection.non_dominated[i]},
                    {"probability_safe", a.selection.safe[i]}});
    if (!a.files.empty()) rows.back()["file"] = a.files[i].generic_string();
  }
  Json out{{"name", file.name},
           {"base", file.base.scenario.name},
           {"figure", risk.key},
           {"unit", risk.unit},
           {"cost_unit", "million yuan"},
           {"limit", a.limit},
           {"fresh_limit", a.fresh_limit},
           {"seed", a.seed},
           {"fresh_seed", a.fresh_seed},
           {"replicates", a.replicates},
           {"households_share", a.share},
           {"schedules_simulated", a.simulated},
           {"seconds", a.seconds},
           {"ends_late", file.ends_late()},
           {"base_fresh", {{"cost", json_of(a.base.cost.estimate())}, {"risk", json_of(a.base.risk.estimate())}}},
           {"probability_of_correct_selection", a.chosen ? Json(a.selection.chosen_is_best) : Json()},
           {"schedules", std::move(rows)}};
  if (risk.figure == nullptr) out["note"] = no_official_number;
  return out.dump(1) + "\n";
}

// Before anything is simulated: schedules must find their place.
void require_folder(fs::path const& folder) {
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  if (!folder.empty() && (error || !fs::is_directory(folder)))
    throw FileError(folder.string() + ": is no folder and cannot be made one; name another one with -o");
}

// A scenario for each schedule.
void write_scenarios(Common const& common, FrontierOptions const& options, FrontierFile const& file, Answer& a) {
  std::error_code error;
  bool const shipped = fs::equivalent(file.base_path.parent_path(), common.share_dir, error);
  fs::path const near = fs::relative(file.base_path, fs::absolute(options.output), error);
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    Json out{{"name", fmt::format("{}-{:02}", file.name, i + 1)}};
    std::string words;
    for (Schedule const& s : a.rows[i].schedules) words += (words.empty() ? "" : "; ") + s.text();
    out["title"] = words;
    out["title_zh"] = fmt::format("{}（方案{}）", file.title_zh, i + 1);
    out["note"] = fmt::format("Written by: holdfast frontier {} --share {:g} --replicates {} --seed {}{}.", file.name,
                              a.share, a.replicates, a.seed, a.rows[i].chosen ? "; the cheapest safe one" : "");
    out["extends"] = shipped ? file.base_path.stem().string() : near.generic_string();
    if (file.months) out["run"] = {{"months", *file.months}};
    out["policies"] = policies_of(a.rows[i].schedules);
    fs::path const path = options.output / (out["name"].get<std::string>() + ".json");
    write_whole(path, out.dump(2) + "\n");
    a.files.push_back(path);
  }
}

// Like a scenario, but what is shipped stands in a folder of its own.
fs::path find_frontier(std::string const& name, fs::path const& share_dir) {
  try {
    return find_scenario(name, share_dir);
  } catch (FileError const&) {
    std::string shipped;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(share_dir / "frontiers", error))
      shipped += (shipped.empty() ? "frontiers/" : ", frontiers/") + entry.path().stem().string();
    throw FileError(fmt::format("{}: there is no such frontier file. Shipped: {}.", name, shipped));
  }
}

}  // namespace

int frontier(Common const& common, FrontierOptions const& options) {
  std::vector<std::string> figures;
  for (OutcomeFigure const& f : outcome_figures())
    if (f.key != "income" && f.key != "public_cost") figures.emplace_back(f.key);  // more of a risk is worse
  FrontierFile const file =
      read_frontier(find_frontier(options.file, common.share_dir), figures, overrides_of(common, options));
  RiskFigure const risk = risk_figure(file);
  require_folder(options.output);
  std::fprintf(stderr, "%s: %d numbers to choose, %d schedules to scan, %d rounds of %d\n", file.name.c_str(),
               file.dimensions(), options.scan, options.rounds, options.a_round);
  Answer a = answer(common, options, file, risk);
  if (!options.output.empty()) write_scenarios(common, options, file, a);
  print(common.json ? json_text_of(file, risk, a) : text_of(file, risk, a));
  return ok;
}

}  // namespace holdfast::cli
