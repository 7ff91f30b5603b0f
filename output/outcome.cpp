#include "output/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace holdfast {
namespace {

constexpr auto lifted_out = HouseholdClass::lifted_out;

// Calls visit(county) for every county that was simulated.
template <class Visit>
void each_county(ReplicateResult const& result, Visit&& visit) {
  for (CountyResult const& county : result.counties)
    if (!county.counts.empty()) visit(county);
}

// The count at the weight of its class, over all positions of a further dimension.
double weighted(CountyResult const& county, int month, Total total, HouseholdClass c, int first = 0, int count = 1) {
  double sum = 0;
  for (int k = first; k < first + count; ++k) sum += static_cast<double>(county.count(month, total, c, k));
  return county.weight[static_cast<std::size_t>(c)] * sum;
}

constexpr std::array figures{
    OutcomeFigure{"latent_relapse", "latent relapse of the lifted-out", "脱贫人口潜在返贫率", "per 100 person-years",
                  &Outcome::onsets, &Outcome::at_risk_person_months, 1200},
    OutcomeFigure{"newly_relapsed", "lifted-out newly relapsed", "脱贫人口新发返贫人数", "persons", &Outcome::onsets},
    OutcomeFigure{"in_spell", "lifted-out in a spell at the end", "期末处于返贫状态的脱贫人口", "persons",
                  &Outcome::in_spell},
    OutcomeFigure{"new_poverty", "new poverty among the others", "其他农村人口新致贫率", "per 100 person-years",
                  &Outcome::onsets_others, &Outcome::at_risk_person_months_others, 1200},
    OutcomeFigure{"headcount_ratio_lifted_out", "headcount ratio of the lifted-out", "脱贫人口贫困发生率", "percent",
                  &Outcome::below_line, &Outcome::members, 100},
    OutcomeFigure{"poverty_gap", "poverty gap", "贫困缺口", "million yuan a year", &Outcome::gap_yuan, nullptr, 1e-6},
    OutcomeFigure{"out_of_pocket_per_person", "out-of-pocket health spending", "医疗自付支出", "yuan/person/year",
                  &Outcome::out_of_pocket_yuan, &Outcome::resident_months, 12},
    OutcomeFigure{"relapse_tail", "relapse share in a bad county-year", "坏年份县返贫率", "percent, 95th percentile",
                  &Outcome::tail_percent},
    OutcomeFigure{"listed_households", "on the register at the end", "期末监测对象户数", "households",
                  &Outcome::listed_households},
    OutcomeFigure{"income", "register income of the lifted-out", "脱贫人口人均纯收入", "yuan/person/year",
                  &Outcome::income_yuan, &Outcome::member_months, 12},
    OutcomeFigure{"public_cost", "public cost", "公共支出", "million yuan", &Outcome::public_cost_yuan, nullptr, 1e-6},
};

void add_month(Outcome& out, CountyResult const& county, int month) {
  out.onsets += weighted(county, month, Total::latent_onsets, lifted_out);
  out.at_risk_person_months += weighted(county, month, Total::at_risk_person_months, lifted_out);
  out.in_spell_months += weighted(county, month, Total::in_spell, lifted_out);
  out.member_months += weighted(county, month, Total::member_months, lifted_out);
  out.income_yuan += weighted(county, month, Total::income_register, lifted_out, 0, size_of(Over::component)) / 100;
  for (auto const c : {HouseholdClass::marginal, HouseholdClass::ordinary}) {
    out.onsets_others += weighted(county, month, Total::latent_onsets, c);
    out.at_risk_person_months_others += weighted(county, month, Total::at_risk_person_months, c);
  }
  for (int k = 0; k < household_classes; ++k) {
    auto const c = static_cast<HouseholdClass>(k);
    out.out_of_pocket_yuan += weighted(county, month, Total::out_of_pocket, c) / 100;
    out.resident_months += weighted(county, month, Total::resident_months, c);
  }
}

void add_last_month(Outcome& out, CountyResult const& county, int month) {
  out.in_spell += weighted(county, month, Total::in_spell, lifted_out);
  out.below_line += weighted(county, month, Total::below_line, lifted_out);
  out.members += weighted(county, month, Total::members, lifted_out);
  for (int k = 0; k < household_classes; ++k) {
    auto const c = static_cast<HouseholdClass>(k);
    out.gap_yuan += weighted(county, month, Total::gap, c) / 100;
    out.listed_households += weighted(county, month, Total::listed, c, 0, size_of(Over::category));
  }
}

double public_cost(CountyResult const& county, int months, std::vector<bool> const& counted) {
  double fen_sum = 0;
  for (int i = 0; i < instruments; ++i) {
    if (!counted[static_cast<std::size_t>(i)]) continue;
    for (int m = 0; m < months; ++m)
      for (int c = 0; c < household_classes; ++c)
        fen_sum += county.weight[static_cast<std::size_t>(c)] *
                   static_cast<double>(county.paid(m, i, static_cast<HouseholdClass>(c)));
  }
  return fen_sum / 100;
}

}  // namespace

std::vector<bool> public_instruments(Scenario const& scenario) {
  std::vector<bool> out;
  std::apply([&](auto const&... plan) { (out.push_back(plan.payer != Payer::household), ...); }, scenario.policies);
  return out;
}

Outcome outcome_of(ReplicateResult const& result, Scenario const& scenario) {
  Outcome out;
  std::vector<bool> const counted = public_instruments(scenario);
  each_county(result, [&](CountyResult const& county) {
    for (int m = 0; m < scenario.months; ++m) add_month(out, county, m);
    add_last_month(out, county, scenario.months - 1);
    out.public_cost_yuan += public_cost(county, scenario.months, counted);
  });
  out.tail_percent = relapse_tail(result, scenario);
  return out;
}

std::span<OutcomeFigure const> outcome_figures() { return figures; }

OutcomeFigure const* find_outcome_figure(std::string_view key) {
  auto const at = std::find_if(figures.begin(), figures.end(), [&](OutcomeFigure const& f) { return f.key == key; });
  return at == figures.end() ? nullptr : &*at;
}

Series series_of(OutcomeFigure const& figure, std::span<Outcome const> replicates) {
  Series out{{}, {}, figure.factor};
  for (Outcome const& o : replicates) {
    out.top.push_back(o.*figure.top);
    if (figure.bottom != nullptr) out.bottom.push_back(o.*figure.bottom);
  }
  return out;
}

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
  each_county(result, [&](CountyResult const& county) {
    for (int year = 0; year < years; ++year) {
      double onsets = 0;
      for (int m = 12 * year; m < 12 * year + 12; ++m)
        onsets += static_cast<double>(county.count(m, Total::latent_onsets, lifted_out, 0));
      auto const persons = static_cast<double>(county.count(12 * year, Total::members, lifted_out));
      if (persons > 0)
        shares.emplace_back(100 * onsets / persons, persons * county.weight[static_cast<std::size_t>(lifted_out)]);
    }
  });
  return weighted_quantile(std::move(shares), 0.95);
}

}  // namespace holdfast
