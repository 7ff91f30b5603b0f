// The surface for people and for machines.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/surface.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json estimate_json(Estimate const& e) {
  return {{"value", number(e.value)},
          {"interval", Json::array({number(e.low), number(e.high)})},
          {"standard_error", number(e.standard_error)}};
}

std::string level_text(double level) { return fmt::format("{:.6g}", level); }

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string signed_value(Estimate const& e) { return (e.value > 0 ? "+" : "") + format_value(e); }

// Rows: the first of two parameters; columns: the second. `first`: the point of the corner.
std::string matrix(Surface const& surface, SurfaceFigure const& f, std::size_t rows, std::size_t columns,
                   std::size_t first) {
  SurfaceParameter const& across = surface.parameters[columns];
  std::size_t const n = across.levels.size();
  std::vector<int> widths(n, 0);
  for (std::size_t c = 0; c < n; ++c) {
    widths[c] = display_width(level_text(across.levels[c]));
    for (std::size_t r = 0; r < surface.parameters[rows].levels.size(); ++r)
      widths[c] = std::max(widths[c], display_width(format_value(f.at[first + r * n + c])));
  }
  std::string out = fmt::format("  {} \\ {}\n  {}", surface.parameters[rows].key, across.key, pad_left("", 10));
  for (std::size_t c = 0; c < n; ++c) out += "  " + pad_left(level_text(across.levels[c]), widths[c]);
  out += "\n";
  for (std::size_t r = 0; r < surface.parameters[rows].levels.size(); ++r) {
    out += "  " + pad_left(level_text(surface.parameters[rows].levels[r]), 10);
    for (std::size_t c = 0; c < n; ++c) out += "  " + pad_left(format_value(f.at[first + r * n + c]), widths[c]);
    out += "\n";
  }
  return out;
}

std::string list_of_points(Surface const& surface, SurfaceFigure const& f) {
  std::string out = "  ";
  for (SurfaceParameter const& p : surface.parameters) out += pad_left(p.key, 18);
  out += "\n";
  for (std::size_t p = 0; p < surface.points.size(); ++p) {
    out += "  ";
    for (double const level : surface.points[p]) out += pad_left(level_text(level), 18);
    out += trimmed("  " + pad_left(format_value(f.at[p]), 12) + "  " + format_interval(f.at[p]));
  }
  return out;
}

std::string table_text(Surface const& surface, SurfaceFigure const& f) {
  std::size_t const k = surface.parameters.size();
  std::string out = fmt::format("{} {} ({}), mean over {} replicates\n", f.figure->title, f.figure->title_zh,
                                f.figure->unit, surface.replicates());
  if (!surface.grid() || k == 1) return out + list_of_points(surface, f);
  if (k == 2) return out + matrix(surface, f, 0, 1, 0);
  std::size_t const plane = surface.parameters[1].levels.size() * surface.parameters[2].levels.size();
  for (std::size_t i = 0; i < surface.parameters[0].levels.size(); ++i)
    out += fmt::format("{} = {}\n", surface.parameters[0].key, level_text(surface.parameters[0].levels[i])) +
           matrix(surface, f, 1, 2, i * plane);
  return out;
}

std::string slope_text(Surface const& surface, SurfaceFigure const& f) {
  std::string out;
  for (std::size_t j = 0; j < surface.parameters.size(); ++j) {
    SurfaceParameter const& p = surface.parameters[j];
    SurfaceSlope const& slope = f.slopes[j];
    std::string sentence = fmt::format("Each {}: {} {} {}", p.step_title, signed_value(slope.per_step), f.figure->unit,
                                       format_interval(slope.per_step));
    if (f.figure->key != "public_cost")
      sentence += fmt::format(", public cost {} million yuan {}", signed_value(slope.cost_per_step),
                              format_interval(slope.cost_per_step));
    if (std::isfinite(slope.per_million.value) && f.figure->key != "public_cost")
      sentence += fmt::format("; {} {} for each million yuan saved {}", signed_value(slope.per_million), f.figure->unit,
                              format_interval(slope.per_million));
    sentence += ".";
    if (std::isfinite(slope.elasticity.value))
      sentence += fmt::format(" Elasticity {} {}.", format_value(slope.elasticity), format_interval(slope.elasticity));
    out += wrap(sentence, 2) + "\n";
    for (std::size_t i = 0; i < slope.steps.size(); ++i)
      out += trimmed(fmt::format("    {} {} -> {} {} {}", pad_right(p.key, 24), pad_left(level_text(p.levels[i]), 8),
                                 pad_right(level_text(p.levels[i + 1]), 8), pad_left(signed_value(slope.steps[i]), 12),
                                 format_interval(slope.steps[i])));
  }
  return out;
}

std::string crossing_text(Surface const& surface, SurfaceThreshold const& threshold) {
  std::string out = fmt::format("{} = {:.6g} {}\n", threshold.figure->title, threshold.level, threshold.figure->unit);
  for (Crossing const& c : crossings(surface, threshold)) {
    std::string others;
    for (std::size_t j = 0, o = 0; j < surface.parameters.size(); ++j)
      if (j != c.parameter)
        others +=
            fmt::format("{}{} {}", others.empty() ? "at " : ", ", surface.parameters[j].key, level_text(c.others[o++]));
    std::string const where =
        c.crossings == 0 ? "not crossed between the lowest and the highest level"
                         : fmt::format("{} {}{}", format_value(c.at), format_interval(c.at),
                                       c.crossings > 1 ? fmt::format(", the first of {} crossings", c.crossings) : "");
    out += trimmed(
        fmt::format("  {} {} {}", pad_right(surface.parameters[c.parameter].key, 24), pad_right(where, 30), others));
  }
  return out;
}

Json slope_json(Surface const& surface, SurfaceFigure const& f, std::size_t j) {
  SurfaceParameter const& p = surface.parameters[j];
  SurfaceSlope const& slope = f.slopes[j];
  Json steps = Json::array();
  for (std::size_t i = 0; i < slope.steps.size(); ++i) {
    Json one = estimate_json(slope.steps[i]);
    one["from"] = p.levels[i], one["to"] = p.levels[i + 1];
    steps.push_back(std::move(one));
  }
  return {{"step", p.step},
          {"per_step", estimate_json(slope.per_step)},
          {"cost_per_step", estimate_json(slope.cost_per_step)},
          {"per_million_saved", estimate_json(slope.per_million)},
          {"elasticity", estimate_json(slope.elasticity)},
          {"steps", steps}};
}

Json crossings_json(Surface const& surface, SurfaceThreshold const& threshold) {
  Json list = Json::array();
  for (Crossing const& c : crossings(surface, threshold)) {
    Json one = estimate_json(c.at), others = Json::object();
    for (std::size_t j = 0, o = 0; j < surface.parameters.size(); ++j)
      if (j != c.parameter) others[surface.parameters[j].key] = c.others[o++];
    one["parameter"] = surface.parameters[c.parameter].key;
    one["others"] = others;
    one["crossings"] = c.crossings;
    list.push_back(std::move(one));
  }
  return {{"figure", threshold.figure->key}, {"level", threshold.level}, {"crossings", list}};
}

}  // namespace

std::string surface_text(Surface const& surface, std::vector<OutcomeFigure const*> const& figures,
                         std::vector<SurfaceThreshold> const& thresholds) {
  std::string out = trimmed(surface.title + " " + surface.title_zh);
  out += fmt::format(
      "{}: {} points, {} replicates of {:g} % of households, the same luck at all points; 95 % intervals.\n",
      surface.base, surface.points.size(), surface.replicates(), surface.households_share * 100);
  for (SurfaceParameter const& p : surface.parameters)
    out += trimmed(fmt::format("  {} {} {} ({})", pad_right(p.key, 18), p.title, p.title_zh, p.unit));
  for (OutcomeFigure const* figure : figures) {
    SurfaceFigure const f = surface_figure(surface, *figure);
    out += "\n" + table_text(surface, f) + slope_text(surface, f);
  }
  for (SurfaceThreshold const& threshold : thresholds) out += "\nThreshold: " + crossing_text(surface, threshold);
  return out;
}

std::string surface_json(Surface const& surface, std::vector<OutcomeFigure const*> const& figures,
                         std::vector<SurfaceThreshold> const& thresholds) {
  Json parameters = Json::array(), of_figures = Json::object(), of_thresholds = Json::array();
  for (SurfaceParameter const& p : surface.parameters)
    parameters.push_back({{"key", p.key},
                          {"title", p.title},
                          {"title_zh", p.title_zh},
                          {"unit", p.unit},
                          {"levels", p.levels},
                          {"step", p.step},
                          {"step_title", p.step_title},
                          {"step_title_zh", p.step_title_zh}});
  for (OutcomeFigure const* figure : figures) {
    SurfaceFigure const f = surface_figure(surface, *figure);
    Json at = Json::array(), slopes = Json::object();
    for (Estimate const& e : f.at) at.push_back(estimate_json(e));
    for (std::size_t j = 0; j < surface.parameters.size(); ++j)
      slopes[surface.parameters[j].key] = slope_json(surface, f, j);
    of_figures[std::string(figure->key)] = {{"title", figure->title},
                                            {"title_zh", figure->title_zh},
                                            {"unit", figure->unit},
                                            {"at", at},
                                            {"slopes", slopes}};
  }
  for (SurfaceThreshold const& threshold : thresholds) of_thresholds.push_back(crossings_json(surface, threshold));
  return Json{{"name", surface.name},
              {"title", surface.title},
              {"title_zh", surface.title_zh},
              {"base", surface.base},
              {"replicates", surface.replicates()},
              {"households_share", surface.households_share},
              {"parameters", parameters},
              {"points", surface.points},
              {"figures", of_figures},
              {"thresholds", of_thresholds}}
             .dump(1) +
         "\n";
}

}  // namespace holdfast
