#include "output/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "model/core/errors.hpp"
#include "output/compare_measures.hpp"
#include "output/sums.hpp"

namespace holdfast {
namespace {

using nlohmann::json;

ComparedRun describe(RunReader const& run) {
  ComparedRun out{run.path().filename().string(), "", "", "", run.complete_replicates(), run.finished()};
  json const scenario = json::parse(run.provenance().scenario_json, nullptr, false);
  auto const text = [&](char const* key) {
    return scenario.is_object() && scenario.contains(key) && scenario[key].is_string()
               ? scenario[key].get<std::string>()
               : "";
  };
  out.name = text("name"), out.title = text("title"), out.title_zh = text("title_zh");
  if (out.name.empty()) out.name = run.path().stem().string();
  return out;
}

std::vector<std::int32_t> adcodes(RunReader const& run) {
  std::vector<std::int32_t> out;
  for (CountyLabel const& county : run.labels().counties) out.push_back(county.adcode);
  return out;
}

// Why the two cannot be paired; empty if they can.
std::vector<std::string> obstacles(RunReader const& a, RunReader const& b) {
  std::vector<std::string> out;
  Labels const &la = a.labels(), &lb = b.labels();
  Provenance const &pa = a.provenance(), &pb = b.provenance();
  if (pa.seed != pb.seed)
    out.push_back(
        fmt::format("the seeds differ ({} and {}): the runs have different luck. Run one of them again with --seed {}.",
                    pa.seed, pb.seed, pa.seed));
  if (pa.households_share != pb.households_share)
    out.push_back(fmt::format("the shares of households differ ({} and {}): run one of them again with --share {}.",
                              pa.households_share, pb.households_share, pa.households_share));
  if (la.first_month != lb.first_month || la.months != lb.months)
    out.push_back(fmt::format("the months differ ({} months from {}, and {} months from {}).", la.months,
                              la.first_month.text(), lb.months, lb.first_month.text()));
  if (adcodes(a) != adcodes(b) || simulated_counties(a) != simulated_counties(b))
    out.push_back("they do not hold the same counties: run one of them again with the --counties of the other.");
  if (la.first_replicate != lb.first_replicate)
    out.push_back(
        fmt::format("they begin with different replicates ({} and {}).", la.first_replicate, lb.first_replicate));
  for (RunReader const* run : {&a, &b})
    if (run->complete_replicates() == 0)
      out.push_back(run->path().filename().string() + " has no complete replicate yet.");
  return out;
}

// English and Chinese.
std::vector<Label> notes_on(RunReader const& a, RunReader const& b, int paired) {
  std::vector<Label> out;
  if (a.complete_replicates() != b.complete_replicates())
    out.push_back({fmt::format("A has {} replicates and B has {}: the first {} are paired.", a.complete_replicates(),
                               b.complete_replicates(), paired),
                   fmt::format("A有{}次重复模拟，B有{}次：只比较前{}次。", a.complete_replicates(),
                               b.complete_replicates(), paired)});
  for (RunReader const* run : {&a, &b})
    if (!run->finished()) {
      std::string const name = run->path().filename().string();
      int const complete = run->complete_replicates(), planned = run->labels().replicates;
      out.push_back({fmt::format("{} is not finished: {} of {} replicates are complete.", name, complete, planned),
                     fmt::format("{}尚未完成：{}次重复模拟中已完成{}次。", name, planned, complete)});
    }
  if (paired == 1)
    out.push_back({"One replicate only: differences have no interval. Run with --replicates 10 or more.",
                   "只有一次重复模拟，差异没有置信区间。请用 --replicates 10 或更多次运行。"});
  if (a.provenance().commit != b.provenance().commit)
    out.push_back({"The runs were made by different versions of the program; a difference may come from that.",
                   "两次运行所用的程序版本不同，差异可能由此而来。"});
  std::map<std::string, std::uint64_t> inputs;
  for (InputFile const& input : a.provenance().inputs) inputs[input.name] = input.fnv1a64;
  for (InputFile const& input : b.provenance().inputs) {
    auto const same = inputs.find(input.name);
    if (same != inputs.end() && same->second != input.fnv1a64)
      out.push_back({"The contents of " + input.name + " differ.", "两次运行的" + input.name + "内容不同。"});
  }
  return out;
}

// The first month in which any monthly variable differs in any replicate.
void find_first_difference(RunReader const& a, RunReader const& b, Comparison& out) {
  int first = out.months;
  for (Variable const& variable : a.variables()) {
    if (variable.dims.size() < 2 || variable.dims[1] != Dim::month || !variable.per_replicate() ||
        !b.has(variable.path()))
      continue;
    Values const va = a.read(variable.path()), vb = b.read(variable.path());
    if (va.shape.size() != vb.shape.size() || !std::equal(va.shape.begin() + 1, va.shape.end(), vb.shape.begin() + 1))
      continue;
    std::size_t cells = 1;
    for (std::size_t d = 2; d < va.shape.size(); ++d) cells *= static_cast<std::size_t>(va.shape[d]);
    auto const months = static_cast<std::size_t>(out.months);
    for (std::size_t i = 0; i < static_cast<std::size_t>(out.replicates) * months * cells; ++i) {
      int const month = static_cast<int>(i / cells % months);
      bool const equal = va.data[i] == vb.data[i] || (std::isnan(va.data[i]) && std::isnan(vb.data[i]));
      if (equal || month >= first) continue;
      first = month;
      out.first_different_variable = variable.path();
    }
  }
  if (first < out.months) out.first_different_month = (out.first_month + first).text();
}

// Pairs what both runs have, by key.
std::vector<ComparedFigure> pair_up(std::vector<Measure> const& a, std::vector<Measure> const& b) {
  std::vector<ComparedFigure> out;
  for (Measure const& mine : a) {
    auto const same = [&](Measure const& m) { return m.group == mine.group && m.key == mine.key; };
    auto const other = std::find_if(b.begin(), b.end(), same);
    if (other == b.end()) continue;
    ComparedFigure figure{mine.group,
                          mine.key,
                          mine.title,
                          mine.unit,
                          mine.series.estimate(),
                          other->series.estimate(),
                          paired(mine.series, other->series)};
    figure.p_value = figure.holm_p_value = p_value(figure.change.difference);
    if (!std::isnan(figure.a.value) && !std::isnan(figure.b.value)) out.push_back(std::move(figure));
  }
  return out;
}

// Yuan paid more by one run for each person-year in a spell that it averts; said only if both differences are sure.
void cost_per_averted(Sums const& a, Sums const& b, Comparison& out) {
  auto const spells = [](Sums const& s) {
    return s.of("poverty_monthly/in_spell", {s.only(Dim::household_class, {"lifted_out"})});
  };
  auto const cost_a = a.of("ledger/paid_by_payer"), cost_b = b.of("ledger/paid_by_payer");
  auto const spell_a = spells(a), spell_b = spells(b);
  std::vector<double> dearer, averted;
  for (std::size_t r = 0; r < cost_a.size(); ++r) {
    dearer.push_back(cost_b[r] - cost_a[r]);
    averted.push_back((spell_a[r] - spell_b[r]) / 12);
  }
  Estimate const cost = mean_of(dearer), years = mean_of(averted);
  auto const sign = [](Estimate const& e) { return e.low > 0 ? 1 : e.high < 0 ? -1 : 0; };
  out.cost_is_meaningful = sign(cost) != 0 && sign(cost) == sign(years);
  out.cost_per_averted = ratio_of_sums(dearer, averted);
}

// The parameter that a line of input_differences is about, in the words of the run file, English and Chinese.
Label meaning_of(std::string const& line, RunReader const& run) {
  std::string const path = line.substr(0, line.find_first_of("[:"));
  for (ParameterRow const& p : run.provenance().parameters)
    if (p.path == path) return {p.unit.empty() ? p.meaning : p.meaning + ", " + p.unit, p.meaning_zh};
  if (!path.ends_with(".strength")) return {};
  for (Label const& label : run.labels()[Dim::instrument])
    if (path == "policies." + label.text + ".strength")
      return {"all that it gives, times this; " + label.zh, label.zh + "：全部给付乘以此数"};
  return {"all that it does, times this", "全部作用乘以此数"};
}

std::vector<HistoryQuantile> histories_of(Series const& a, Series const& b) {
  std::vector<HistoryQuantile> out;
  std::vector<double> const of_a = a.replicate_values(), of_b = b.replicate_values();
  for (double const level : {0.05, 0.5, 0.95})
    out.push_back({level, quantile_of(of_a, level), quantile_of(of_b, level)});
  return out;
}

}  // namespace

ComparedFigure const* Comparison::figure(std::string_view key) const {
  for (auto const* list : {&figures, &money, &groups})
    for (ComparedFigure const& f : *list)
      if (f.key == key) return &f;
  return nullptr;
}

Comparison compare_runs(RunReader const& a, RunReader const& b, int replicates) {
  std::vector<Problem> problems;
  for (std::string const& reason : obstacles(a, b))
    problems.push_back({a.path().filename().string() + " and " + b.path().filename().string(), 0, 0, "",
                        "cannot be paired: " + reason});
  if (!problems.empty()) throw InputError(problems);
  Comparison out;
  out.a = describe(a), out.b = describe(b);
  out.seed = a.provenance().seed, out.households_share = a.provenance().households_share;
  out.replicates = std::min(a.complete_replicates(), b.complete_replicates());
  if (replicates > 0) out.replicates = std::min(out.replicates, replicates);
  out.first_month = a.labels().first_month, out.months = a.labels().months;
  out.inputs = input_differences(a.provenance().scenario_json, b.provenance().scenario_json);
  for (std::string const& line : out.inputs) {
    Label const meaning = meaning_of(line, b);
    out.input_meanings.push_back(meaning.text), out.input_meanings_zh.push_back(meaning.zh);
  }
  for (Label const& note : notes_on(a, b, out.replicates))
    out.notes.push_back(note.text), out.notes_zh.push_back(note.zh);
  find_first_difference(a, b, out);
  Sums const sums_a(a, out.replicates), sums_b(b, out.replicates);
  for (auto const measures : {relapse_measures, poverty_measures, health_measures}) {
    auto const figures = pair_up(measures(sums_a), measures(sums_b));
    out.figures.insert(out.figures.end(), figures.begin(), figures.end());
  }
  out.money = pair_up(money_measures(sums_a), money_measures(sums_b));
  out.groups = pair_up(group_measures(sums_a), group_measures(sums_b));
  out.histories = histories_of(relapse_measures(sums_a).front().series, relapse_measures(sums_b).front().series);
  cost_per_averted(sums_a, sums_b, out);
  return out;
}

std::vector<Comparison> compare_with_base(RunReader const& base, std::span<RunReader const> others, int replicates) {
  std::vector<Comparison> out;
  std::vector<Problem> problems;
  for (RunReader const& other : others) try {
      out.push_back(compare_runs(base, other, replicates));
    } catch (InputError const& e) {
      problems.insert(problems.end(), e.problems().begin(), e.problems().end());
    }
  if (!problems.empty()) throw InputError(problems);
  // The declared set of one figure: the scenarios that are held against the base.
  for (auto Comparison::*list : {&Comparison::figures, &Comparison::money, &Comparison::groups})
    for (ComparedFigure const& named : out.front().*list) {
      std::vector<ComparedFigure*> set;
      std::vector<double> p_values;
      for (Comparison& c : out)
        for (ComparedFigure& f : c.*list)
          if (f.group == named.group && f.key == named.key) set.push_back(&f), p_values.push_back(f.p_value);
      std::vector<double> const adjusted = holm_adjusted(p_values);
      for (std::size_t i = 0; i < set.size(); ++i) set[i]->holm_p_value = adjusted[i];
    }
  return out;
}

}  // namespace holdfast
