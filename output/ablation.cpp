#include "output/ablation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr auto lifted_out = HouseholdClass::lifted_out;

// Calls visit(county, weight of a lifted-out person) for every county that was simulated.
template <class Visit>
void each_county(ReplicateResult const& result, Visit&& visit) {
  for (CountyResult const& county : result.counties)
    if (!county.counts.empty()) visit(county, county.weight[static_cast<std::size_t>(lifted_out)]);
}

std::vector<double> column(std::span<AblationSample const> samples, double AblationSample::*member) {
  std::vector<double> out;
  for (AblationSample const& s : samples) out.push_back(s.*member);
  return out;
}

nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

}  // namespace

double weighted_quantile(std::vector<std::pair<double, double>> values, double level) {
  std::sort(values.begin(), values.end());
  double all = 0, below = 0;
  for (auto const& [value, weight] : values) all += weight;
  for (auto const& [value, weight] : values) {
    below += weight;
    if (below >= level * all) return value;
  }
  return values.empty() ? std::nan("") : values.back().first;
}

double relapse_tail(ReplicateResult const& result, Scenario const& scenario) {
  std::vector<std::pair<double, double>> shares;
  int const years = scenario.months / 12;
  each_county(result, [&](CountyResult const& county, double weight) {
    for (int year = 0; year < years; ++year) {
      double onsets = 0;
      for (int m = 12 * year; m < 12 * year + 12; ++m)
        onsets += static_cast<double>(county.count(m, Total::latent_onsets, lifted_out, 0));
      auto const persons = static_cast<double>(county.count(12 * year, Total::members, lifted_out));
      if (persons > 0) shares.emplace_back(100 * onsets / persons, persons * weight);
    }
  });
  return weighted_quantile(std::move(shares), 0.95);
}

AblationSample sample(ReplicateResult const& result, Scenario const& scenario) {
  AblationSample out;
  each_county(result, [&](CountyResult const& county, double weight) {
    for (int m = 0; m < scenario.months; ++m) {
      out.onsets += weight * static_cast<double>(county.count(m, Total::latent_onsets, lifted_out, 0));
      out.at_risk_person_months +=
          weight * static_cast<double>(county.count(m, Total::at_risk_person_months, lifted_out));
      out.member_months += weight * static_cast<double>(county.count(m, Total::member_months, lifted_out));
      for (int c = 0; c < size_of(Over::component); ++c)
        out.income_yuan += weight * static_cast<double>(county.count(m, Total::income_register, lifted_out, c)) / 100;
    }
    for (int c = 0; c < household_classes; ++c)
      for (int k = 0; k < size_of(Over::category); ++k)
        out.listed_households +=
            county.weight[static_cast<std::size_t>(c)] *
            static_cast<double>(county.count(scenario.months - 1, Total::listed, static_cast<HouseholdClass>(c), k));
  });
  out.tail_percent = relapse_tail(result, scenario);
  return out;
}

std::vector<AblationFigure> ablation_figures(std::span<AblationSample const> with,
                                             std::span<AblationSample const> without) {
  std::vector<AblationFigure> out;
  auto const rate = [&](char const* key, char const* title, char const* unit, double AblationSample::*top,
                        double AblationSample::*bottom, double factor) {
    std::vector<double> tops[2], bottoms[2] = {column(with, bottom), column(without, bottom)};
    for (int side = 0; side < 2; ++side)
      for (double const value : column(side == 0 ? with : without, top)) tops[side].push_back(value * factor);
    out.push_back({key, title, unit, ratio_of_sums(tops[0], bottoms[0]),
                   paired_ratio_difference(tops[0], bottoms[0], tops[1], bottoms[1])});
  };
  auto const value = [&](char const* key, char const* title, char const* unit, double AblationSample::*member) {
    auto const a = column(with, member), b = column(without, member);
    out.push_back({key, title, unit, mean_of(a), paired_difference(a, b)});
  };
  rate("latent_relapse", "latent relapse of the lifted-out", "per 100 person-years", &AblationSample::onsets,
       &AblationSample::at_risk_person_months, 1200);
  value("relapse_tail", "relapse share in a bad county-year", "percent, 95th percentile",
        &AblationSample::tail_percent);
  value("listed_households", "on the register at the end", "households", &AblationSample::listed_households);
  rate("income", "register income of the lifted-out", "yuan/person/year", &AblationSample::income_yuan,
       &AblationSample::member_months, 12);
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
