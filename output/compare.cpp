#include "output/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "model/core/errors.hpp"
#include "output/sums.hpp"

namespace holdfast {
namespace {

using nlohmann::json;

struct Measure {
  std::string group, key, title, unit;
  Series series;
};

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

std::vector<std::string> notes_on(RunReader const& a, RunReader const& b, int paired) {
  std::vector<std::string> out;
  if (a.complete_replicates() != b.complete_replicates())
    out.push_back(fmt::format("A has {} replicates and B has {}: the first {} are paired.", a.complete_replicates(),
                              b.complete_replicates(), paired));
  for (RunReader const* run : {&a, &b})
    if (!run->finished())
      out.push_back(fmt::format("{} is not finished: {} of {} replicates are complete.",
                                run->path().filename().string(), run->complete_replicates(), run->labels().replicates));
  if (paired == 1) out.push_back("One replicate only: differences have no interval. Run with --replicates 10 or more.");
  if (a.provenance().commit != b.provenance().commit)
    out.push_back("The runs were made by different versions of the program; a difference may come from that.");
  std::map<std::string, std::uint64_t> inputs;
  for (InputFile const& input : a.provenance().inputs) inputs[input.name] = input.fnv1a64;
  for (InputFile const& input : b.provenance().inputs) {
    auto const same = inputs.find(input.name);
    if (same != inputs.end() && same->second != input.fnv1a64)
      out.push_back("The contents of " + input.name + " differ.");
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

Where operator+(Where where, Keep const& keep) {
  where.push_back(keep);
  return where;
}

std::vector<Measure> relapse_measures(Sums const& sums) {
  std::vector<Measure> out;
  Where const lifted{sums.only(Dim::household_class, {"lifted_out"})};
  Where const others{sums.only(Dim::household_class, {"marginal", "ordinary"})};
  Keep const poverty = sums.only(Dim::line, {"poverty_line"}), monitoring = sums.only(Dim::line, {"monitoring_line"});
  std::string const onsets = "poverty_monthly/latent_onsets", at_risk = "poverty_monthly/at_risk_person_months";
  std::string const rates = "Relapse, per 100 person-years", unit = "per 100 person-years", persons = "Persons";
  auto const rate = [&](char const* key, char const* title, Where const& who, Keep const& line, int first) {
    Keep const when = Sums::month_range(first, sums.months());
    std::string const months =
        std::string_view(key) == "latent_relapse_monitoring_line" ? at_risk + "_monitoring_line" : at_risk;
    out.push_back({rates, key, title, unit, {sums.of(onsets, who + line + when), sums.of(months, who + when), 1200}});
  };
  rate("latent_relapse", "latent relapse of the lifted-out", lifted, poverty, 0);
  if (sums.months() > 24)
    rate("latent_relapse_last_two_years", "  in the last two years", lifted, poverty, sums.months() - 24);
  rate("latent_relapse_monitoring_line", "  at the monitoring line", lifted, monitoring, 0);
  out.push_back(
      {rates,
       "recorded_relapse",
       "recorded by the assessment",
       unit,
       {sums.of("poverty_monthly/recorded_relapse", lifted), sums.of("income_monthly/member_months", lifted), 1200}});
  rate("new_poverty", "new poverty among the others", others, poverty, 0);
  auto const count = [&](char const* key, char const* title, std::string const& variable, Where const& where) {
    out.push_back({persons, key, title, "persons", {sums.of(variable, where)}});
  };
  count("newly_relapsed", "lifted-out newly relapsed", onsets, lifted + poverty);
  count("in_spell", "lifted-out in a spell at the end", "poverty_monthly/in_spell", lifted + sums.last_month());
  count("recorded_relapse_persons", "lifted-out recorded as relapsed", "poverty_monthly/recorded_relapse", lifted);
  count("newly_poor_others", "others newly poor", onsets, others + poverty);
  count("at_risk_register", "on the register at the end", "register_monthly/listed_persons", {sums.last_month()});
  count("at_risk_monitoring_line", "below the monitoring line at end", "poverty_monthly/below_line",
        Where{sums.last_month()} + monitoring);
  return out;
}

std::vector<Measure> poverty_measures(Sums const& sums) {
  std::vector<Measure> out;
  std::string const heading = "Below the poverty line, in the last month";
  Where const line = Where{sums.last_month()} + sums.only(Dim::line, {"poverty_line"});
  for (std::string_view const name : {"", "lifted_out", "marginal", "ordinary"}) {
    Where const who = name.empty() ? Where{} : Where{sums.only(Dim::household_class, {name})};
    std::string const tail = name.empty() ? "" : "_" + std::string(name);
    std::string const indent = name.empty() ? "" : "  ";
    std::string const whom = name.empty() ? "all" : name == "lifted_out" ? "lifted-out" : std::string(name);
    Where both = line;
    both.insert(both.end(), who.begin(), who.end());
    auto const below = sums.of("poverty_monthly/below_line", both);
    out.push_back({heading,
                   "headcount_ratio" + tail,
                   indent + "headcount ratio, " + whom,
                   "percent",
                   {below, sums.of("population_monthly/members", who + sums.last_month()), 100}});
    out.push_back({heading, "below_poverty_line" + tail, indent + "persons, " + whom, "persons", {below}});
  }
  out.push_back({heading,
                 "poverty_gap",
                 "poverty gap, million yuan a year",
                 "million yuan a year",
                 {sums.of("poverty_monthly/gap", line), {}, 1e-6}});
  out.push_back({heading,
                 "poverty_gap_squared",
                 "FGT 2, per 1000",
                 "per 1000",
                 {sums.of("poverty_monthly/gap_squared", line),
                  sums.of("population_monthly/members", {sums.last_month()}), 1000}});
  return out;
}

std::vector<Measure> health_measures(Sums const& sums) {
  std::string const heading = "Health";
  Where const last{sums.last_month()};
  auto const residents = sums.of("income_monthly/resident_months");
  return {{heading,
           "catastrophic_40",
           "catastrophic 40 %, % of households",
           "percent",
           {sums.of("health_monthly/catastrophic", last + sums.only(Dim::threshold, {"40"})),
            sums.of("population_monthly/households", last), 100}},
          {heading,
           "out_of_pocket_per_person",
           "out-of-pocket, yuan/person/year",
           "yuan/person/year",
           {sums.of("health_monthly/out_of_pocket"), residents, 12}},
          {heading,
           "insured_share",
           "insured at the end, % of members",
           "percent",
           {sums.of("health_monthly/insured", last), sums.of("population_monthly/members", last), 100}}};
}

std::vector<Measure> money_measures(Sums const& sums) {
  std::vector<Measure> out;
  std::string const unit = "million yuan", ledger = "ledger/paid_by_payer";
  Labels const& labels = sums.run().labels();
  for (Label const& label : labels[Dim::instrument])
    out.push_back({"instrument",
                   label.text,
                   label.text + (label.zh.empty() ? "" : " " + label.zh),
                   unit,
                   {sums.of(ledger, {sums.only(Dim::instrument, {label.text})}), {}, 1e-6}});
  for (Label const& label : labels[Dim::payer])
    out.push_back({"payer",
                   label.text,
                   "by " + label.text + (label.zh.empty() ? "" : " " + label.zh),
                   unit,
                   {sums.of(ledger, {sums.only(Dim::payer, {label.text})}), {}, 1e-6}});
  out.push_back({"total", "total", "total", unit, {sums.of(ledger), {}, 1e-6}});
  return out;
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

}  // namespace

ComparedFigure const* Comparison::figure(std::string_view key) const {
  for (auto const* list : {&figures, &money})
    for (ComparedFigure const& f : *list)
      if (f.key == key) return &f;
  return nullptr;
}

Comparison compare_runs(RunReader const& a, RunReader const& b) {
  std::vector<Problem> problems;
  for (std::string const& reason : obstacles(a, b))
    problems.push_back({a.path().filename().string() + " and " + b.path().filename().string(), 0, 0, "",
                        "cannot be paired: " + reason});
  if (!problems.empty()) throw InputError(problems);
  Comparison out;
  out.a = describe(a), out.b = describe(b);
  out.seed = a.provenance().seed, out.households_share = a.provenance().households_share;
  out.replicates = std::min(a.complete_replicates(), b.complete_replicates());
  out.first_month = a.labels().first_month, out.months = a.labels().months;
  out.inputs = input_differences(a.provenance().scenario_json, b.provenance().scenario_json);
  out.notes = notes_on(a, b, out.replicates);
  find_first_difference(a, b, out);
  Sums const sums_a(a, out.replicates), sums_b(b, out.replicates);
  for (auto const measures : {relapse_measures, poverty_measures, health_measures}) {
    auto const figures = pair_up(measures(sums_a), measures(sums_b));
    out.figures.insert(out.figures.end(), figures.begin(), figures.end());
  }
  out.money = pair_up(money_measures(sums_a), money_measures(sums_b));
  cost_per_averted(sums_a, sums_b, out);
  return out;
}

}  // namespace holdfast
