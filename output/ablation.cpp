#include "output/ablation.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/text.hpp"

namespace holdfast {
namespace {

nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

}  // namespace

std::vector<AblationFigure> ablation_figures(std::span<Outcome const> with, std::span<Outcome const> without) {
  std::vector<AblationFigure> out;
  for (char const* key : {"latent_relapse", "relapse_tail", "listed_households", "income"}) {
    OutcomeFigure const& figure = *find_outcome_figure(key);
    Series const a = series_of(figure, with), b = series_of(figure, without);
    out.push_back(
        {std::string(figure.key), std::string(figure.title), std::string(figure.unit), a.estimate(), paired(a, b)});
  }
  return out;
}

std::string ablation_text(std::string const& scenario, std::vector<Ablation> const& ablations) {
  if (ablations.empty()) return "There is no coupling to take away.\n";
  std::string out =
      fmt::format("{}: what each coupling does. Differences: without it minus with it, 95 % intervals.\n\n", scenario);
  for (AblationFigure const& f : ablations[0].figures)
    out += fmt::format("  {} {} {}\n", pad_right(f.title, 36), pad_left(format_value(f.with), 12), f.unit);
  for (Ablation const& a : ablations) {
    out += fmt::format("\nWithout {} {} ({})\n", a.key, a.title_zh, a.meaning);
    for (AblationFigure const& f : a.figures)
      out += fmt::format("  {} {} {}\n", pad_right(f.title, 36), pad_left(format_value(f.difference.difference), 12),
                         format_interval(f.difference.difference));
  }
  return out;
}

std::string ablation_json(std::string const& scenario, std::vector<Ablation> const& ablations) {
  using Json = nlohmann::ordered_json;
  auto couplings = Json::array();
  for (Ablation const& a : ablations) {
    Json figures = Json::object();
    for (AblationFigure const& f : a.figures) {
      Estimate const& d = f.difference.difference;
      figures[f.key] = {{"with", number(f.with.value)},
                        {"difference", number(d.value)},
                        {"interval", Json::array({number(d.low), number(d.high)})},
                        {"variance_reduction", number(f.difference.variance_reduction)},
                        {"unit", f.unit},
                        {"replicates", d.replicates}};
    }
    couplings.push_back(
        {{"key", a.key}, {"title", a.title}, {"title_zh", a.title_zh}, {"meaning", a.meaning}, {"figures", figures}});
  }
  return Json{{"scenario", scenario}, {"couplings", couplings}}.dump(1) + "\n";
}

}  // namespace holdfast
