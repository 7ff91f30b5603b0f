// The curve of large-scale relapse in words and as JSON.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/large_scale.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

struct Measure {
  char const *key, *title, *title_zh;
  Estimate LargeScalePoint::*member;
};
constexpr Measure measures[] = {
    {"any_county", "P(any county)", "至少一县的概率", &LargeScalePoint::any_county},
    {"expected_counties", "expected number of counties", "预期县数", &LargeScalePoint::expected_counties},
    {"province", "P(province)", "全省的概率", &LargeScalePoint::province},
};

// "0.35 [0.18, 0.57]": of a share the interval decides, since its error is 0 when all replicates agree.
std::string shown(Estimate e) {
  if (std::isnan(e.value)) return "n/a";
  if (!(e.standard_error > 0) && e.high > e.low) e.standard_error = e.half_width() / 2;
  return format_value(e) + " " + format_interval(e);
}

std::string drawing_note(LargeScaleRun const& run, double least_households) {
  std::string out = fmt::format("{} counties", run.curve.counties_used);
  if (run.curve.counties_left_out > 0)
    out += fmt::format("; {} with fewer than {:g} drawn lifted-out households are left out of the first two blocks",
                       run.curve.counties_left_out, least_households);
  if (run.households_share < 1 && run.curve.median_drawn_households > 0)
    out += fmt::format(
        ". At a share of {:g} the middle county has {:.0f} drawn households: drawing alone moves a share of 2 % by "
        "{:.1f} percentage points or more (standard deviation), which lifts the curve. At share 1 it does not",
        run.households_share, run.curve.median_drawn_households,
        100 * std::sqrt(0.02 * 0.98 / run.curve.median_drawn_households));
  return out + ".";
}

std::string block_text(LargeScaleCurve const& curve, Measure const& measure) {
  std::string head = "    " + pad_right("at least", 9), rows;
  bool first_row = true;
  for (std::size_t i = 0; i < curve.points.size();) {
    int const year = curve.points[i].year;
    rows += "    " + pad_right(year == 0 ? "any year" : std::to_string(year), 9);
    for (; i < curve.points.size() && curve.points[i].year == year; ++i) {
      if (first_row) head += pad_left(fmt::format("{:g} %", 100 * curve.points[i].threshold), 21);
      rows += pad_left(shown(curve.points[i].*measure.member), 21);
    }
    rows += "\n";
    first_row = false;
  }
  return fmt::format("  {} {}\n{}\n{}", measure.title, measure.title_zh, head, rows);
}

nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

nlohmann::ordered_json json_of(Estimate const& e) {
  return {{"value", number(e.value)}, {"interval", {number(e.low), number(e.high)}}};
}

}  // namespace

std::string large_scale_text(std::vector<LargeScaleRun> const& runs, double least_households) {
  std::string out = fmt::format("{}\n{}\n", no_official_number, no_official_number_zh);
  out += wrap(
             "Share of a county's lifted-out persons newly relapsed (latent relapse, poverty line) in a calendar year; "
             "95 % intervals (probabilities: Wilson).") +
         "\n";
  for (LargeScaleRun const& run : runs) {
    out += fmt::format("\n{} {} ({}, {} replicates)\n", run.scenario, run.scenario_zh, run.run, run.replicates);
    out += wrap(drawing_note(run, least_households), 2) + "\n";
    for (Measure const& m : measures) out += block_text(run.curve, m);
  }
  return out;
}

std::string large_scale_json(std::vector<LargeScaleRun> const& runs, double least_households) {
  using Json = nlohmann::ordered_json;
  Json out{{"note", no_official_number},
           {"note_zh", no_official_number_zh},
           {"least_drawn_households", least_households},
           {"runs", Json::array()}};
  for (LargeScaleRun const& run : runs) {
    Json points = Json::array();
    for (LargeScalePoint const& p : run.curve.points) {
      Json point{{"threshold_percent", 100 * p.threshold}, {"year", p.year == 0 ? Json("any") : Json(p.year)}};
      for (Measure const& m : measures) point[m.key] = json_of(p.*m.member);
      points.push_back(std::move(point));
    }
    out["runs"].push_back({{"run", run.run},
                           {"scenario", run.scenario},
                           {"replicates", run.replicates},
                           {"households_share", run.households_share},
                           {"counties_used", run.curve.counties_used},
                           {"counties_left_out", run.curve.counties_left_out},
                           {"median_drawn_households", run.curve.median_drawn_households},
                           {"curve", std::move(points)}});
  }
  return out.dump(1) + "\n";
}

}  // namespace holdfast
