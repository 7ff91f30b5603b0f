// The figures of a report, its lines over time and the effects by replicate.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "output/compare_measures.hpp"
#include "output/report_parts.hpp"
#include "output/yearly.hpp"

namespace holdfast::report {

namespace {

Json strings(std::vector<std::string> const& list) { return Json(list); }

std::string trimmed(std::string const& text) { return text.substr(std::min(text.find_first_not_of(' '), text.size())); }

// Headings of `compare` as the page groups them.
std::string group_of(Measure const& measure) {
  static constexpr std::pair<std::string_view, char const*> groups[]{{"Relapse", "relapse"},
                                                                     {"Persons", "persons"},
                                                                     {"Below", "poverty"},
                                                                     {"Health", "health"},
                                                                     {"By household class", "household_class"},
                                                                     {"By class of county", "county_class"}};
  for (auto const& [heading, group] : groups)
    if (measure.group.starts_with(heading)) return group;
  return measure.group;
}

Label title_of(Measure const& measure, Sums const& base, ReportContext const& context) {
  if (measure.group == "total") return {"total", "合计"};
  if (measure.group != "instrument" && measure.group != "payer") return {trimmed(measure.title), ""};
  if (auto const known = context.instrument_titles.find(measure.key);
      measure.group == "instrument" && known != context.instrument_titles.end())
    return known->second;
  for (Label const& label : base.run().labels()[measure.group == "payer" ? Dim::payer : Dim::instrument])
    if (label.text == measure.key) {
      std::string words = label.text;
      std::replace(words.begin(), words.end(), '_', ' ');
      return {words, label.zh};
    }
  return {measure.title, ""};
}

std::vector<Measure> all_measures(Sums const& sums) {
  std::vector<Measure> out;
  for (auto const measures : {relapse_measures, poverty_measures, health_measures, money_measures, group_measures})
    for (Measure& measure : measures(sums)) out.push_back(std::move(measure));
  return out;
}

bool same_figure(std::string const& group, std::string const& key, Measure const& measure) {
  return group == measure.group && key == measure.key;
}

ComparedFigure const* compared(Comparison const& c, Measure const& measure) {
  for (auto const* list : {&c.figures, &c.money, &c.groups})
    for (ComparedFigure const& figure : *list)
      if (same_figure(figure.group, figure.key, measure)) return &figure;
  return nullptr;
}

Json difference_of(ComparedFigure const& figure) {
  Estimate const& d = figure.change.difference;
  Json out = json_of(d);
  out["same"] = d.value == 0 && d.standard_error == 0;
  out["variance_reduction"] = figure.change.variance_reduction;
  out["p_value"] = figure.p_value;
  out["holm_p_value"] = figure.holm_p_value;
  return out;
}

// The months or the year that a point of a line stands for.
struct Time {
  Keep months, year;
};

struct Line {
  char const *key, *title, *title_zh, *unit;
  bool monthly;
  Series (*series)(Sums const&, Time const&);
};

Line const lines[]{
    {"in_spell", "lifted-out persons in a spell of latent relapse", "处于潜在返贫状态的脱贫人口", "persons", true,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("poverty_monthly/in_spell", {lifted_out(s), t.months})};
     }},
    {"latent_relapse", "latent relapse of the lifted-out", "脱贫人口潜在返贫率", "per 100 person-years", false,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("poverty_monthly/latent_onsets", {lifted_out(s), poverty_line(s), t.months}),
               s.of("poverty_monthly/at_risk_person_months", {lifted_out(s), t.months}), 1200};
     }},
    {"headcount_ratio_lifted_out", "lifted-out persons below the poverty line", "脱贫人口中低于贫困标准的比例",
     "percent", true,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("poverty_monthly/below_line", {lifted_out(s), poverty_line(s), t.months}),
               s.of("population_monthly/members", {lifted_out(s), t.months}), 100};
     }},
    {"insured_share", "members enrolled in resident medical insurance", "居民医保参保率", "percent", true,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("health_monthly/insured", {t.months}), s.of("population_monthly/members", {t.months}), 100};
     }},
    {"at_risk_register", "persons on the monitoring register", "在册监测对象", "persons", true,
     [](Sums const& s, Time const& t) -> Series { return {s.of("register_monthly/listed_persons", {t.months})}; }},
    {"out_of_pocket_per_person", "out-of-pocket health spending", "医疗自付费用", "yuan/person/year", false,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("health_monthly/out_of_pocket", {t.months}), s.of("income_monthly/resident_months", {t.months}),
               12};
     }},
    {"total", "paid by all instruments", "各项政策支出合计", "million yuan", false,
     [](Sums const& s, Time const& t) -> Series {
       return {s.of("ledger/paid_by_payer", {t.year}), {}, 1e-6};
     }},
};

std::vector<Time> months_of(Sums const& sums) {
  std::vector<Time> out;
  for (int m = 0; m < sums.months(); ++m) out.push_back({Sums::month_range(m, m + 1), {}});
  return out;
}

std::vector<Time> calendar_years_of(Sums const& sums) {
  std::vector<Time> out;
  for (int const year : years_of(sums.run()))
    out.push_back({sums.year(year), {Dim::year, {year - sums.run().labels().first_year}}});
  return out;
}

Json time_labels(Sums const& sums, bool monthly) {
  Json out = Json::array();
  if (monthly)
    for (int m = 0; m < sums.months(); ++m) out.push_back((sums.run().labels().first_month + m).text());
  else
    for (int const year : years_of(sums.run())) out.push_back(std::to_string(year));
  return out;
}

bool says_nothing(std::vector<Series> const& series) {
  return std::all_of(series.begin(), series.end(), [](Series const& s) { return std::isnan(s.estimate().value); });
}

std::vector<YearlyLine> register_lines(Sums const& sums) {
  std::vector<YearlyLine> out;
  for (YearlyBlock& block : yearly_blocks(sums))
    if (block.key == "register" || block.key == "monitoring")
      for (YearlyLine& line : block.lines) out.push_back(std::move(line));
  return out;
}

}  // namespace

void put_series(Json& out, SeriesByRun const& series) {
  std::vector<std::string> sources;
  for (Series const& place : series.front())
    for (std::string const& source : place.sources())
      if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
  out["sources"] = strings(sources);
  Json values = Json::array(), differences = Json::array();
  for (std::vector<Series> const& run : series) {
    Json of_run = Json::array(), to_base = Json::array();
    for (std::size_t p = 0; p < run.size(); ++p) {
      of_run.push_back(json_of(run[p].estimate()));
      to_base.push_back(json_of(paired(series.front()[p], run[p]).difference));
    }
    values.push_back(std::move(of_run));
    differences.push_back(&run == &series.front() ? Json() : std::move(to_base));
  }
  out["values"] = std::move(values);
  out["differences"] = std::move(differences);
}

Json figures(Runs const& runs, std::vector<Comparison> const& comparisons, ReportContext const& context) {
  std::vector<std::vector<Measure>> measures;
  for (Sums const& run : runs) measures.push_back(all_measures(run));
  Json out = Json::array();
  for (Measure const& measure : measures.front()) {
    if (std::isnan(measure.series.estimate().value)) continue;
    Json values = Json::array({json_of(measure.series.estimate())}), differences = Json::array({nullptr});
    for (std::size_t r = 1; r < runs.size(); ++r) {
      auto const other = std::find_if(measures[r].begin(), measures[r].end(),
                                      [&](Measure const& m) { return same_figure(m.group, m.key, measure); });
      values.push_back(json_of(other == measures[r].end() ? Series{}.estimate() : other->series.estimate()));
      ComparedFigure const* const figure = compared(comparisons[r - 1], measure);
      differences.push_back(figure == nullptr ? Json() : difference_of(*figure));
    }
    out.push_back({{"key", measure.key},
                   {"group", group_of(measure)},
                   {"title", json_of(title_of(measure, runs.front(), context))},
                   {"unit", measure.unit},
                   {"sources", strings(measure.series.sources())},
                   {"values", std::move(values)},
                   {"differences", std::move(differences)}});
  }
  return out;
}

Json timelines(Runs const& runs) {
  Json out = Json::array();
  for (Line const& line : lines) {
    SeriesByRun series;
    for (Sums const& run : runs) {
      series.emplace_back();
      for (Time const& time : line.monthly ? months_of(run) : calendar_years_of(run))
        series.back().push_back(line.series(run, time));
    }
    if (says_nothing(series.front())) continue;
    Json entry{{"key", line.key}, {"title", json_of(Label{line.title, line.title_zh})}, {"unit", line.unit}};
    entry["times"] = time_labels(runs.front(), line.monthly);
    put_series(entry, series);
    out.push_back(std::move(entry));
  }
  return out;
}

Json early_warning(Runs const& runs) {
  std::vector<std::vector<YearlyLine>> lines_of;
  for (Sums const& run : runs) lines_of.push_back(register_lines(run));
  Json out = Json::array();
  for (YearlyLine const& line : lines_of.front()) {
    SeriesByRun series;
    for (std::vector<YearlyLine> const& run : lines_of) {
      auto const same = std::find_if(run.begin(), run.end(), [&](YearlyLine const& l) { return l.key == line.key; });
      if (same != run.end()) series.push_back(same->series);
    }
    if (series.size() < runs.size()) continue;  // a run of another build lacks it
    Json entry{{"key", line.key}, {"title", json_of(Label{trimmed(line.title), line.title_zh})}, {"unit", line.unit}};
    entry["times"] = time_labels(runs.front(), false);
    put_series(entry, series);
    out.push_back(std::move(entry));
  }
  return out;
}

Json effects(Runs const& runs) {
  std::vector<std::vector<Measure>> measures;
  for (Sums const& run : runs) measures.push_back(all_measures(run));
  Json out = Json::array();
  for (std::string_view const key : {"latent_relapse", "newly_relapsed", "total"}) {
    std::vector<Measure const*> found;
    for (std::vector<Measure> const& of_run : measures)
      for (Measure const& measure : of_run)
        if (measure.key == key) found.push_back(&measure);
    if (found.size() != runs.size()) continue;
    std::vector<double> const base = found.front()->series.by_replicate();
    Json by_run = Json::array();
    for (Measure const* const measure : found) {
      Json differences = Json::array();
      std::vector<double> const values = measure->series.by_replicate();
      for (std::size_t r = 0; r < values.size() && measure != found.front(); ++r)
        differences.push_back(values[r] - base[r]);
      by_run.push_back(std::move(differences));
    }
    out.push_back({{"key", key}, {"unit", found.front()->unit}, {"by_replicate", std::move(by_run)}});
  }
  return out;
}

}  // namespace holdfast::report
