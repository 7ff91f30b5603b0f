#include "output/patterns.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace holdfast {
namespace {

constexpr auto lifted_out = HouseholdClass::lifted_out;
constexpr char const* per_100 = "per 100 person-years";

// Everything that a pattern may be measured from.
struct Material {
  PatternSamples const& samples;
  RelapseByGroup const& groups;
  Month start;

  std::size_t replicates() const { return samples.at("base").size(); }
  PatternSample const& at(std::string const& variant, std::size_t r) const { return samples.at(variant).at(r); }
  // Relapse between two half-years of the run, counted from 0; the second is left out.
  double rate(std::string const& variant, std::size_t r, std::size_t from, std::size_t to) const {
    auto const& halves = at(variant, r).half_years;
    Relapses sum;
    for (std::size_t h = from; h < std::min(to, halves.size()); ++h) sum += halves[h];
    return sum.rate();
  }
  double worst_year(std::string const& variant, std::size_t r) const {
    double worst = 0;
    for (std::size_t h = 0; h + 1 < at(variant, r).half_years.size(); h += 2)
      worst = std::max(worst, rate(variant, r, h, h + 2));
    return worst;
  }
  double group(std::size_t r, RelapseByGroup::Group which) const {
    return groups.of(static_cast<int>(r), which).rate();
  }
  // Half-years of the run before this January.
  std::size_t halves_to(int year) const {
    return static_cast<std::size_t>(std::max(0, (Month::of(year, 1) - start) / 6));
  }
  std::size_t last() const { return samples.at("base").front().half_years.size(); }

  PatternFigure figure(std::string title, std::string unit, std::function<double(std::size_t)> const& of) const {
    std::vector<double> values;
    for (std::size_t r = 0; r < replicates(); ++r) values.push_back(of(r));
    return {std::move(title), std::move(unit), mean_of(values)};
  }
};

using Figures = std::vector<PatternFigure>;

Figures ill_and_few_workers(Material const& m) {
  using Group = RelapseByGroup::Group;
  auto const more = [&](char const* title, Group a, Group b) {
    return m.figure(title, per_100, [&m, a, b](std::size_t r) { return m.group(r, a) - m.group(r, b); });
  };
  return {more("a gravely ill member or care forgone, less the others", Group::struck, Group::spared),
          more("a chronically ill member, less the others", Group::chronic, Group::not_chronic),
          more("at most one worker, less the others", Group::few_workers, Group::more_workers)};
}

Figures poorer_counties(Material const& m) {
  auto const gap = [&m](std::string const& variant, std::size_t r) {
    auto const& thirds = m.at(variant, r).counties;
    return thirds[0].rate() - thirds[1].rate();
  };
  return {m.figure("rise in a downturn, poorest less richest third of counties", per_100,
                   [gap](std::size_t r) { return gap("downturn", r) - gap("base", r); }),
          m.figure("as the scenario is, poorest less richest third", per_100,
                   [gap](std::size_t r) { return gap("base", r); })};
}

Figures withdrawal_lags(Material const& m) {
  std::size_t const end = m.halves_to(2024);
  auto const rise = [&m](std::size_t r, std::size_t from, std::size_t to) {
    return m.rate("withdrawal", r, from, to) - m.rate("base", r, from, to);
  };
  return {m.figure("all of it, from January 2024", per_100, [=](std::size_t r) { return rise(r, end, m.last()); }),
          m.figure("second year less first half-year", per_100,
                   [=](std::size_t r) { return rise(r, end + 2, end + 4) - rise(r, end, end + 1); })};
}

Figures higher_line(Material const& m) {
  auto const wolves = [&m](std::string const& variant, std::size_t r) {
    PatternSample const& s = m.at(variant, r);
    return 1000 * s.false_alarms / s.household_months;
  };
  return {m.figure("newly listed", "households",
                   [&m](std::size_t r) { return m.at("higher_line", r).newly_listed - m.at("base", r).newly_listed; }),
          m.figure("false alarms", "per 1,000 household-months",
                   [wolves](std::size_t r) { return wolves("higher_line", r) - wolves("base", r); })};
}

Figures common_shocks(Material const& m) {
  return {m.figure("worst year of the province", per_100,
                   [&m](std::size_t r) { return m.worst_year("common", r) - m.worst_year("apart", r); }),
          m.figure("mean of all years", per_100,
                   [&m](std::size_t r) { return m.rate("common", r, 0, m.last()) - m.rate("apart", r, 0, m.last()); })};
}

Figures floor_then_growth(Material const& m) {
  auto const floor_less_growth = [&m](std::size_t r, int year) {
    std::size_t const h = m.halves_to(year);
    return m.rate("no_floor", r, h, h + 2) - m.rate("no_growth", r, h, h + 2);
  };
  return {m.figure("year one: without floor less without growth support", per_100,
                   [=](std::size_t r) { return floor_less_growth(r, 2021); }),
          m.figure("year five: without growth support less without floor", per_100,
                   [=](std::size_t r) { return -floor_less_growth(r, 2025); })};
}

}  // namespace

Relapses& Relapses::operator+=(Relapses const& other) {
  onsets += other.onsets;
  at_risk_months += other.at_risk_months;
  return *this;
}

std::vector<int> income_thirds(std::vector<CountyFacts> const& counties) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < counties.size(); ++k)
    if (counties[k].lifted_out_persons > 0 && counties[k].margins.rural_households > 0) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return counties[a].rural_income_2020_yuan < counties[b].rural_income_2020_yuan;
  });
  std::vector<int> third(counties.size(), -1);
  for (std::size_t i = 0; i < order.size(); ++i) third[order[i]] = static_cast<int>(3 * i / order.size());
  return third;
}

PatternSample pattern_sample(ReplicateResult const& result, Scenario const& scenario, std::vector<int> const& thirds) {
  PatternSample out;
  out.half_years.resize(static_cast<std::size_t>((scenario.months + 5) / 6));
  for (std::size_t k = 0; k < result.counties.size(); ++k) {
    CountyResult const& county = result.counties[k];
    if (county.counts.empty()) continue;
    for (int month = 0; month < scenario.months; ++month) {
      double const w = county.weight[static_cast<std::size_t>(lifted_out)];
      Relapses const found{w * static_cast<double>(county.count(month, Total::latent_onsets, lifted_out, 0)),
                           w * static_cast<double>(county.count(month, Total::at_risk_person_months, lifted_out))};
      out.half_years[static_cast<std::size_t>(month / 6)] += found;
      if (thirds[k] == 0 || thirds[k] == 2) out.counties[static_cast<std::size_t>(thirds[k] / 2)] += found;
      for (int c = 0; c < household_classes; ++c) {
        double const weight = county.weight[static_cast<std::size_t>(c)];
        auto const all = [&](Total total) {
          double sum = 0;
          for (int over = 0; over < size_of(total_infos[static_cast<std::size_t>(total)].over); ++over)
            sum += weight * static_cast<double>(county.count(month, total, static_cast<HouseholdClass>(c), over));
          return sum;
        };
        out.newly_listed += all(Total::newly_listed);
        out.false_alarms += all(Total::false_alarms);
        out.household_months += all(Total::household_months);
      }
    }
  }
  return out;
}

RelapseByGroup::RelapseByGroup(int replicates, std::size_t counties)
    : counties_(counties), found_(static_cast<std::size_t>(replicates) * counties) {}

void RelapseByGroup::look(County const& county, Month month, int replicate) {
  auto& found = found_[static_cast<std::size_t>(replicate) * counties_ + county.facts->number];
  Households const& h = county.households;
  auto const c = static_cast<std::size_t>(lifted_out);
  double const weight = county.weight[c];
  for (auto i = static_cast<std::size_t>(h.class_begin[c]); i < static_cast<std::size_t>(h.class_end[c]); ++i) {
    // An onset is confirmed and counted in its third month.
    bool const new_onset = h.in_spell[i] != 0 && h.onset_month[i] == month.since_2000 - 2;
    if (h.members[i] == 0 || h.needy_at_start[i] != 0 || (h.in_spell[i] != 0 && !new_onset)) continue;
    int workers = 0;
    for (auto const* slot : {&h.slot_0, &h.slot_1, &h.slot_2, &h.slot_3})
      workers +=
          (*slot)[i] != static_cast<std::uint8_t>(Slot::none) && (*slot)[i] != static_cast<std::uint8_t>(Slot::unable);
    double const persons = weight * h.members[i];
    Relapses const one{new_onset ? persons : 0, persons};
    found[h.acute_months[i] > 0 || h.care_forgone_months[i] > 0 ? struck : spared] += one;
    found[h.chronic[i] > 0 ? chronic : not_chronic] += one;
    found[workers <= 1 ? few_workers : more_workers] += one;
  }
}

Relapses RelapseByGroup::of(int replicate, Group group) const {
  Relapses sum;
  for (std::size_t k = 0; k < counties_; ++k) sum += found_[static_cast<std::size_t>(replicate) * counties_ + k][group];
  return sum;
}

std::string_view verdict_name(PatternVerdict verdict) {
  return verdict == PatternVerdict::holds ? "holds" : verdict == PatternVerdict::fails ? "fails" : "not shown";
}

PatternVerdict verdict_of(Estimate const& estimate) {
  if (estimate.low > 0) return PatternVerdict::holds;
  return estimate.high < 0 ? PatternVerdict::fails : PatternVerdict::not_shown;
}

std::vector<PatternFigure> pattern_figures(std::string const& pattern, PatternSamples const& samples,
                                           RelapseByGroup const& groups, Month start) {
  static std::map<std::string, Figures (*)(Material const&)> const measures{
      {"ill_and_few_workers", ill_and_few_workers},
      {"poorer_counties", poorer_counties},
      {"withdrawal_lags", withdrawal_lags},
      {"higher_line", higher_line},
      {"common_shocks", common_shocks},
      {"floor_then_growth", floor_then_growth}};
  return measures.at(pattern)({samples, groups, start});
}

}  // namespace holdfast
