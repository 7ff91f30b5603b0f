#include "output/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/core/errors.hpp"
#include "output/large_scale.hpp"
#include "output/report_parts.hpp"
#include "output/text.hpp"

namespace holdfast::report {

Json json_of(Label const& text) { return {{"en", text.text}, {"zh", text.zh}}; }

Json json_of(Estimate const& e) {
  return {{"value", e.value},
          {"low", e.low},
          {"high", e.high},
          {"standard_error", e.standard_error},
          {"place", last_place(e)}};
}

Json json_of_share(Estimate const& share) {
  Estimate shown = share;  // Wilson's interval is all that is known of it: 0 of 20 replicates is no sure 0
  if (!(shown.standard_error > 0)) shown.standard_error = shown.half_width() / 2;
  return json_of(shown);
}

namespace {

std::string scenario_word(Json const& scenario, char const* key) {
  return scenario.is_object() && scenario.contains(key) && scenario[key].is_string() ? scenario[key].get<std::string>()
                                                                                     : "";
}

Json json_of_run(RunReader const& run) {
  Provenance const& papers = run.provenance();
  Json const scenario = Json::parse(papers.scenario_json, nullptr, false);
  std::string const name = scenario_word(scenario, "name");
  return {{"file", run.path().filename().string()},
          {"name", name.empty() ? run.path().stem().string() : name},
          {"title", json_of(Label{scenario_word(scenario, "title"), scenario_word(scenario, "title_zh")})},
          {"replicates", run.complete_replicates()},
          {"planned", run.labels().replicates},
          {"seed", papers.seed},
          {"households_share", papers.households_share},
          {"first_month", run.labels().first_month.text()},
          {"months", run.labels().months},
          {"commit", papers.commit},
          {"compiler", papers.compiler},
          {"command_line", papers.command_line},
          {"results_fnv1a64", hex(run.results_fnv1a64())}};
}

Json json_of_target(Judged const& judged) {
  Target const& t = judged.target;
  return {{"number", t.number},
          {"name", t.name},
          {"moment", t.moment},
          {"year", t.year},
          {"value", t.value},
          {"low", t.low},
          {"high", t.high},
          {"unit", t.unit},
          {"grade", t.grade},
          {"ids", t.ids},
          {"result", json_of(judged.result)},
          {"standing", standing_names[static_cast<std::size_t>(judged.standing)]},
          {"note", judged.note},
          {"if_missed", t.if_missed}};
}

Json json_of_assumption(ReportAssumption const& a) {
  return {
      {"path", a.path},     {"meaning", json_of(a.meaning)}, {"unit", a.unit}, {"value", a.value}, {"grade", a.grade},
      {"source", a.source}, {"why", json_of(a.why)}};
}

template <class List, class Make>
Json array_of(List const& list, Make const& json_of_one) {
  Json out = Json::array();
  for (auto const& entry : list) out.push_back(json_of_one(entry));
  return out;
}

// Of one run: what its inputs change against the base.
Json changes_of(Comparison const& c) {
  Json out = Json::array();
  for (std::size_t i = 0; i < c.inputs.size(); ++i)
    out.push_back({{"path", c.inputs[i].substr(0, c.inputs[i].find_first_of("[:"))},
                   {"text", c.inputs[i]},
                   {"meaning", json_of(Label{c.input_meanings[i], c.input_meanings_zh[i]})}});
  return out;
}

// What was said of several pairs is said once; of several runs each note says which one it is about.
Json notes_of(std::vector<Comparison> const& comparisons) {
  Json out = Json::array();
  for (Comparison const& c : comparisons)
    for (std::size_t i = 0; i < c.notes.size(); ++i) {
      bool const many = comparisons.size() > 1;
      Json const note = json_of(Label{many ? c.b.name + ": " + c.notes[i] : c.notes[i],
                                      many ? c.b.name + "：" + c.notes_zh[i] : c.notes_zh[i]});
      if (std::find(out.begin(), out.end(), note) == out.end()) out.push_back(note);
    }
  return out;
}

int common_replicates(std::span<RunReader const> runs) {
  std::vector<Problem> problems;
  int out = runs.front().complete_replicates();
  for (RunReader const& run : runs) {
    out = std::min(out, run.complete_replicates());
    if (run.complete_replicates() == 0)
      problems.push_back({run.path().string(), 0, 0, "", "has no complete replicate yet: there is nothing to report."});
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

}  // namespace

// The shares of a county's lifted-out persons of which a curve is drawn.
constexpr std::array large_shares{0.01, 0.02, 0.03, 0.05, 0.08, 0.1};

Json large_scale(std::span<RunReader const> runs) {
  std::vector<LargeScaleCurve> curves;
  for (RunReader const& run : runs) {
    Labels const& labels = run.labels();
    bool const from_january = labels.first_month == Month::of(labels.first_month.year(), 1);
    int const first_year = labels.first_month.year() + (from_january ? 0 : 1);
    // Without a calendar year, or counties, there is no such curve.
    if (labels.first_month + labels.months - Month::of(first_year, 1) < 12 || !run.has("poverty/latent_onsets"))
      return Json::array();
    curves.push_back(large_scale_curve(county_years(run), large_shares, least_drawn_households));
  }
  Json out = Json::array();
  for (std::size_t p = 0; p < curves.front().points.size(); ++p) {
    Json point{{"threshold", curves.front().points[p].threshold}, {"year", curves.front().points[p].year}};
    for (LargeScaleCurve const& curve : curves) {
      Estimate const nothing{missing, missing, missing, missing, 0};
      point["any_county"].push_back(json_of_share(curve.counties_used > 0 ? curve.points[p].any_county : nothing));
      point["province"].push_back(json_of_share(curve.points[p].province));
    }
    out.push_back(std::move(point));
  }
  return out;
}

}  // namespace holdfast::report

namespace holdfast {

std::string report_json(std::span<RunReader const> files, ReportContext const& context) {
  using namespace report;
  int const replicates = common_replicates(files);
  std::vector<Comparison> comparisons;
  if (files.size() > 1) comparisons = compare_with_base(files.front(), files.subspan(1), replicates);
  Runs runs;
  for (RunReader const& file : files) runs.emplace_back(file, replicates);
  Json changes = Json::array({Json::array()}), costs = Json::array({nullptr});
  for (Comparison const& c : comparisons) {
    changes.push_back(changes_of(c));
    costs.push_back(c.cost_is_meaningful ? json_of(c.cost_per_averted) : Json());
  }
  Json out;
  out["format"] = 1;
  out["language"] = context.language;
  out["version"] = context.version;
  out["runs"] = array_of(files, json_of_run);
  out["changes"] = changes;
  out["figures"] = figures(runs, comparisons, context);
  out["timelines"] = timelines(runs);
  out["early_warning"] = early_warning(runs);
  out["counties"] = counties(runs);
  out["county_figures"] = county_figures(runs);
  out["effects"] = effects(runs);
  out["large_scale"] = large_scale(files);
  out["targets"] = array_of(judge(files.front(), context.targets), json_of_target);
  out["assumptions"] = array_of(context.assumptions, json_of_assumption);
  out["cost_per_averted"] = costs;
  out["notes"] = notes_of(comparisons);
  out["commands"] = context.commands;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);  // a file name may be no UTF-8
}

}  // namespace holdfast
