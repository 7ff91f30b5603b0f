#include "output/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace holdfast {
namespace {

constexpr auto lifted_out = HouseholdClass::lifted_out;

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
    OutcomeFigure{"uninsured_share", "lifted-out without medical insurance", "脱贫人口未参保率", "percent",
                  &Outcome::uninsured_months, &Outcome::member_months, 100},
    OutcomeFigure{"public_cost", "public cost", "公共支出", "million yuan", &Outcome::public_cost_yuan, nullptr, 1e-6},
};

constexpr std::array fields{
    OutcomeField{"onsets", &Outcome::onsets, "persons", "onsets of latent relapse, lifted-out", "脱贫人口新发返贫人次"},
    OutcomeField{"at_risk_person_months", &Outcome::at_risk_person_months, "person-months",
                 "at risk of latent relapse, lifted-out", "脱贫人口暴露人月"},
    OutcomeField{"in_spell", &Outcome::in_spell, "persons", "lifted-out in a spell at the end", "期末返贫人数"},
    OutcomeField{"in_spell_months", &Outcome::in_spell_months, "person-months", "lifted-out in a spell", "返贫人月"},
    OutcomeField{"onsets_others", &Outcome::onsets_others, "persons", "onsets of new poverty, others",
                 "其他人口新致贫人次"},
    OutcomeField{"at_risk_person_months_others", &Outcome::at_risk_person_months_others, "person-months",
                 "at risk of new poverty, others", "其他人口暴露人月"},
    OutcomeField{"below_line", &Outcome::below_line, "persons", "lifted-out below the poverty line at the end",
                 "期末贫困线下脱贫人口"},
    OutcomeField{"members", &Outcome::members, "persons", "lifted-out at the end", "期末脱贫人口"},
    OutcomeField{"gap_yuan", &Outcome::gap_yuan, "yuan", "poverty gap of all at the end, a year", "期末贫困缺口"},
    OutcomeField{"out_of_pocket_yuan", &Outcome::out_of_pocket_yuan, "yuan", "health spending left with households",
                 "医疗自付支出"},
    OutcomeField{"resident_months", &Outcome::resident_months, "person-months", "residents", "常住人月"},
    OutcomeField{"income_yuan", &Outcome::income_yuan, "yuan", "register income of the lifted-out",
                 "脱贫人口登记口径收入"},
    OutcomeField{"member_months", &Outcome::member_months, "person-months", "lifted-out", "脱贫人口人月"},
    OutcomeField{"listed_households", &Outcome::listed_households, "households", "on the register at the end",
                 "期末监测对象户数"},
    OutcomeField{"tail_percent", &Outcome::tail_percent, "percent", "relapse share in a bad county-year",
                 "坏年份县返贫率"},
    OutcomeField{"public_cost_yuan", &Outcome::public_cost_yuan, "yuan", "paid by anybody but households", "公共支出"},
    OutcomeField{"uninsured_months", &Outcome::uninsured_months, "person-months",
                 "lifted-out without medical insurance", "脱贫人口未参保人月"},
};
static_assert(sizeof(Outcome) == fields.size() * sizeof(double), "list the new column in fields");

void add_month(Outcome& out, CountyResult const& county, int month) {
  out.onsets += weighted(county, month, Total::latent_onsets, lifted_out);
  out.at_risk_person_months += weighted(county, month, Total::at_risk_person_months, lifted_out);
  out.in_spell_months += weighted(county, month, Total::in_spell, lifted_out);
  out.member_months += weighted(county, month, Total::member_months, lifted_out);
  out.uninsured_months += weighted(county, month, Total::members, lifted_out);
  out.uninsured_months -= weighted(county, month, Total::insured, lifted_out);
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

constexpr double tail_level = 0.95;

// Share newly relapsed (percent) of the persons of January, and these at weight, for each whole calendar year.
std::vector<std::pair<double, double>> relapse_by_year(CountyResult const& county, Scenario const& scenario) {
  std::vector<std::pair<double, double>> out;
  int const january = Month::of(scenario.start.year(), 1) - scenario.start;
  for (int first = january < 0 ? january + 12 : 0; first + 12 <= scenario.months; first += 12) {
    double onsets = 0;
    for (int m = first; m < first + 12; ++m)
      onsets += static_cast<double>(county.count(m, Total::latent_onsets, lifted_out, 0));
    auto const persons = static_cast<double>(county.count(first, Total::members, lifted_out));
    if (persons > 0)
      out.emplace_back(100 * onsets / persons, persons * county.weight[static_cast<std::size_t>(lifted_out)]);
  }
  return out;
}

}  // namespace

std::vector<bool> public_instruments(Scenario const& scenario) {
  std::vector<bool> out;
  std::apply([&](auto const&... plan) { (out.push_back(plan.payer != Payer::household), ...); }, scenario.policies);
  return out;
}

std::span<OutcomeField const> outcome_fields() { return fields; }

OutcomePart outcome_part(CountyResult const& county, Scenario const& scenario) {
  OutcomePart out;
  if (county.counts.empty()) return out;
  for (int m = 0; m < scenario.months; ++m) add_month(out.sums, county, m);
  add_last_month(out.sums, county, scenario.months - 1);
  out.sums.public_cost_yuan += public_cost(county, scenario.months, public_instruments(scenario));
  out.relapse_by_year = relapse_by_year(county, scenario);
  return out;
}

Outcome outcome_of(std::span<OutcomePart const> counties) {
  Outcome out;
  std::vector<std::pair<double, double>> shares;
  for (OutcomePart const& part : counties) {
    for (OutcomeField const& field : fields) out.*field.member += part.sums.*field.member;
    shares.insert(shares.end(), part.relapse_by_year.begin(), part.relapse_by_year.end());
  }
  out.tail_percent = weighted_quantile(std::move(shares), tail_level);
  return out;
}

Outcome outcome_of(ReplicateResult const& result, Scenario const& scenario) {
  std::vector<OutcomePart> parts;
  for (CountyResult const& county : result.counties) parts.push_back(outcome_part(county, scenario));
  return outcome_of(parts);
}

int simulate_outcomes(std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties,
                      SimulateOptions options,
                      std::function<void(int replicate, std::span<Outcome const> by_scenario)> const& on_replicate) {
  std::vector<std::vector<OutcomePart>> parts(scenarios.size(), std::vector<OutcomePart>(counties.size()));
  std::vector<Outcome> outcomes(scenarios.size());
  options.batch = 1;  // one set of parts
  options.on_county = [&](std::size_t scenario, int, std::size_t county, CountyResult& result) {
    parts[scenario][county] = outcome_part(result, *scenarios[scenario]);
    result = {};
  };
  return simulate(scenarios, counties, options, [&](std::size_t scenario, ReplicateResult const& result) {
    outcomes[scenario] = outcome_of(parts[scenario]);
    if (scenario + 1 == scenarios.size()) on_replicate(result.replicate, outcomes);
  });
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
  for (CountyResult const& county : result.counties)
    if (!county.counts.empty())
      for (auto const& share : relapse_by_year(county, scenario)) shares.push_back(share);
  return weighted_quantile(std::move(shares), tail_level);
}

}  // namespace holdfast
