#include "output/at_risk_figures.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "model/fork.hpp"

namespace holdfast {
namespace {

// Which households of which counties a slice is made of.
struct Choice {
  std::size_t group = 0;
  std::vector<std::size_t> counties;

  std::size_t household_class() const { return group < household_classes ? group : 0; }
  bool has(HouseholdTally const& t) const { return static_cast<std::size_t>(t.household_class) == household_class(); }
  std::uint32_t members(HouseholdTally const& t) const {
    return group < household_classes ? t.at_risk_members : t.kind_members[group - household_classes];
  }
  std::uint16_t at_risk(HouseholdTally const& t) const {
    return group < household_classes ? t.at_risk : t.kind_at_risk[group - household_classes];
  }
};

// The households of a slice that are at risk, as count_above_threshold wants them.
struct Drawn {
  std::vector<double> persons, households;  // that each stands for
  std::vector<HouseholdTally const*> who;

  Drawn(AtRiskRecord const& record, Choice const& choice) {
    for (std::size_t const k : choice.counties) {
      double const weight = record.weight(k)[choice.household_class()] / record.replicates();
      for (HouseholdTally const& t : record.tallies(k)) {
        if (!choice.has(t) || choice.at_risk(t) == 0) continue;
        persons.push_back(weight * choice.members(t));
        households.push_back(weight * choice.at_risk(t));
        who.push_back(&t);
      }
    }
  }
  double all(std::vector<double> const& weights) const { return std::accumulate(weights.begin(), weights.end(), 0.0); }
};

bool reaches(int successes, int replicates, double threshold) {
  return successes >= threshold * replicates - 1e-9;  // 2 of 20 are a tenth
}

template <class Successes>
ThresholdCount count_above(Drawn const& drawn, int replicates, double threshold, Successes&& successes_of) {
  ThresholdCount out{threshold, 0, 0, {}, {}};
  std::vector<int> successes;
  for (std::size_t i = 0; i < drawn.who.size(); ++i) {
    successes.push_back(successes_of(*drawn.who[i]));
    if (!reaches(successes.back(), replicates, threshold)) continue;
    out.raw_persons += drawn.persons[i];
    out.raw_households += drawn.households[i];
  }
  out.households = count_above_threshold(drawn.households, successes, replicates, threshold);
  double const persons = count_above_threshold(drawn.persons, successes, replicates, threshold).value;
  double const all = drawn.all(drawn.persons);
  // Members of those above; of less than one household nothing can be said but what holds for all.
  double const each = out.households.value >= 1 ? persons / out.households.value : all / drawn.all(drawn.households);
  out.persons = out.households.scaled(each);
  out.persons.high = std::min(out.persons.high, all);
  return out;
}

// One number for each replicate, at weight.
std::vector<double> by_replicate(AtRiskRecord const& record, Choice const& choice,
                                 std::function<double(GroupSums const&)> const& value) {
  std::vector<double> out;
  for (int r = 0; r < record.replicates(); ++r) {
    double sum = 0;
    for (std::size_t const k : choice.counties)
      sum += record.weight(k)[choice.household_class()] * value(record.cell(r, k).groups[choice.group]);
    out.push_back(sum);
  }
  return out;
}

struct Weighted {
  AtRiskRecord const& record;
  Choice const& choice;

  std::vector<double> persons(AtRiskSum sum, int more = 0) const {
    auto const at = static_cast<std::size_t>(sum) + static_cast<std::size_t>(more);
    return by_replicate(record, choice, [at](GroupSums const& g) { return static_cast<double>(g.persons[at]); });
  }
  std::vector<double> households(AtRiskSum sum) const {
    auto const at = static_cast<std::size_t>(sum);
    return by_replicate(record, choice, [at](GroupSums const& g) { return static_cast<double>(g.households[at]); });
  }
  Stock stock(AtRiskSum sum) const { return {mean_of(persons(sum)), mean_of(households(sum))}; }
};

Movement movement_of(Weighted const& sums) {
  auto const mean = [&](AtRiskSum sum) { return mean_of(sums.persons(sum)); };
  auto const change = [&](AtRiskSum a, AtRiskSum b) {
    return paired_difference(sums.persons(a), sums.persons(b)).difference;
  };
  Movement out;
  out.pushed_into_spell = mean(AtRiskSum::pushed_into_spell);
  out.pulled_out_of_spell = mean(AtRiskSum::pulled_out_of_spell);
  out.in_spell_change = change(AtRiskSum::in_spell, AtRiskSum::in_spell_b);
  out.pushed_below_line = mean(AtRiskSum::pushed_below_line);
  out.pulled_above_line = mean(AtRiskSum::pulled_above_line);
  out.below_line_change = change(AtRiskSum::below_line, AtRiskSum::below_line_b);
  std::vector<double> const compared = sums.persons(AtRiskSum::compared);
  for (int bin = 0; bin < income_bins; ++bin)
    out.income_percent[static_cast<std::size_t>(bin)] =
        ratio_of_sums(sums.persons(AtRiskSum::income_bin, bin), compared).scaled(100);
  out.income_change_yuan =
      ratio_of_sums(by_replicate(sums.record, sums.choice,
                                 [](GroupSums const& g) { return 0.01 * static_cast<double>(g.income_change); }),
                    compared);
  std::size_t k = 0;
  for (AtRiskSum const sum : {AtRiskSum::pushed_into_spell, AtRiskSum::pulled_out_of_spell,
                              AtRiskSum::pushed_below_line, AtRiskSum::pulled_above_line})
    out.households[k++] = mean_of(sums.households(sum));
  return out;
}

// The two records of at_risk_report.
struct Both {
  AtRiskRecord const &known, &lives;
};

// All figures of households chosen by `choice`, but the names.
AtRiskSlice slice_of(Both const& records, Choice const& choice, bool same) {
  Drawn const drawn(records.known, choice);
  Weighted const sums{records.lives, choice};
  int const replicates = records.known.replicates();
  AtRiskSlice out;
  out.households_drawn = static_cast<int>(drawn.who.size());
  out.persons_at_risk = drawn.all(drawn.persons);
  out.households_at_risk = drawn.all(drawn.households);
  out.members = sums.stock(AtRiskSum::members);
  out.at_risk = sums.stock(AtRiskSum::at_risk);
  out.registered_start = sums.stock(AtRiskSum::registered_start);
  out.registered = sums.stock(AtRiskSum::registered);
  for (std::size_t k = 0; k < vulnerable_thresholds.size(); ++k)
    out.vulnerable[k] = count_above(drawn, replicates, vulnerable_thresholds[k],
                                    [](HouseholdTally const& t) { return int{t.relapses[0]}; });
  if (!records.known.has_b()) return out;
  out.exposed =
      count_above(drawn, replicates, exposed_threshold, [](HouseholdTally const& t) { return int{t.exposed}; });
  out.relieved =
      count_above(drawn, replicates, exposed_threshold, [](HouseholdTally const& t) { return int{t.relieved}; });
  if (same)  // nobody's luck could have shown anybody: what was not seen does not exist
    for (ThresholdCount* const count : {&out.exposed, &out.relieved})
      count->persons = count->households = {0, 0, 0, 0, replicates};
  out.movement = movement_of(sums);
  return out;
}

AtRiskSlice named(AtRiskSlice slice, std::string key, std::string title, std::string title_zh) {
  slice.key = std::move(key), slice.title = std::move(title), slice.title_zh = std::move(title_zh);
  return slice;
}

std::array<CauseFigures, needs> causes_of(AtRiskRecord const& record, Choice const& choice, AtRiskSlice const& all) {
  Drawn const drawn(record, choice);
  int const replicates = record.replicates();
  std::array<double, needs> relapsing{}, vulnerable{}, exposed{};
  for (std::size_t i = 0; i < drawn.who.size(); ++i) {
    HouseholdTally const& t = *drawn.who[i];
    for (std::size_t k = 0; k < needs; ++k) {
      // Persons of the household in the replicates at risk, spread over all: those of one relapse are one share of it.
      relapsing[k] += drawn.persons[i] * t.relapse_cause[k] / t.at_risk;
      if (reaches(t.relapses[0], replicates, vulnerable_thresholds[1]))
        vulnerable[k] += drawn.persons[i] * t.relapse_cause[k] / t.relapses[0];
      if (record.has_b() && reaches(t.exposed, replicates, exposed_threshold))
        exposed[k] += drawn.persons[i] * t.exposed_cause[k] / t.exposed;
    }
  }
  std::array<CauseFigures, needs> out;
  auto const split = [](ThresholdCount const& total, double part) {
    return total.raw_persons > 0 ? total.persons.scaled(part / total.raw_persons) : Estimate{};
  };
  for (std::size_t k = 0; k < needs; ++k)
    out[k] = {relapsing[k], split(all.vulnerable[1], vulnerable[k]), split(all.exposed, exposed[k])};
  return out;
}

// Probabilities of lifted-out persons; matrix_of(replicate, county) gives the whole numbers, summed over `years`.
Passages passages_of(AtRiskRecord const& record, std::vector<std::size_t> const& counties, int years,
                     std::function<StateMatrix(int, std::size_t)> const& matrix_of) {
  constexpr std::size_t n = household_states;
  std::array<std::array<std::vector<double>, n>, n> persons;
  std::array<std::vector<double>, n> total;
  for (int r = 0; r < record.replicates(); ++r) {
    std::array<std::array<double, n>, n> sum{};
    for (std::size_t const k : counties) {
      StateMatrix const matrix = matrix_of(r, k);
      double const weight = record.weight(k)[static_cast<std::size_t>(HouseholdClass::lifted_out)];
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) sum[i][j] += weight * static_cast<double>(matrix[i][j]);
    }
    for (std::size_t i = 0; i < n; ++i) {
      total[i].push_back(std::accumulate(sum[i].begin(), sum[i].end(), 0.0));
      for (std::size_t j = 0; j < n; ++j) persons[i][j].push_back(sum[i][j]);
    }
  }
  Passages out;
  for (std::size_t i = 0; i < n; ++i) {
    out.total[i] = mean_of(total[i]).scaled(1.0 / years);
    for (std::size_t j = 0; j < n; ++j) out.probability[i][j] = ratio_of_sums(persons[i][j], total[i]);
  }
  return out;
}

std::vector<YearlyPassages> yearly_of(AtRiskRecord const& record, std::vector<std::size_t> const& counties,
                                      std::size_t scenario, int pairs) {
  std::vector<YearlyPassages> out;
  auto const matrix = [&](int r, std::size_t k, int pair) -> StateMatrix const& {
    return record.cell(r, k).yearly[scenario][static_cast<std::size_t>(pair)][0];
  };
  if (pairs > 1)
    out.push_back({0, passages_of(record, counties, pairs, [&](int r, std::size_t k) {
                     StateMatrix sum{};
                     for (int pair = 0; pair < pairs; ++pair)
                       for (std::size_t i = 0; i < household_states; ++i)
                         for (std::size_t j = 0; j < household_states; ++j) sum[i][j] += matrix(r, k, pair)[i][j];
                     return sum;
                   })});
  for (int pair = 0; pair < pairs; ++pair)
    out.push_back({record.first_december() + pair,
                   passages_of(record, counties, 1, [&](int r, std::size_t k) { return matrix(r, k, pair); })});
  return out;
}

struct Area {
  std::string key, title, title_zh;
  std::function<bool(CountyFacts const&)> has;
};

std::vector<Area> areas() {
  auto const of_class = [](CountyClass c) { return [c](CountyFacts const& f) { return f.county_class() == c; }; };
  auto const of_group = [](char const* group) {
    return [group](CountyFacts const& f) { return f.area_group == group; };
  };
  return {
      {"national_key", "national key counties", "国家乡村振兴重点帮扶县", of_class(CountyClass::national_key)},
      {"provincial_key", "provincial key counties", "省级乡村振兴重点帮扶县", of_class(CountyClass::provincial_key)},
      {"lifted_out", "other lifted-out counties", "其他脱贫县", of_class(CountyClass::lifted_out)},
      {"other", "other counties", "其他县", of_class(CountyClass::other)},
      {"plateau_tibetan", "Tibetan plateau (ethnic area)", "高原藏区（民族地区）", of_group("plateau_tibetan")},
      {"daliangshan_xiaoliangshan", "Greater and Lesser Liangshan (ethnic area)", "大小凉山彝区（民族地区）",
       of_group("daliangshan_xiaoliangshan")},
      {"qinba", "Qinba mountains", "秦巴山区", of_group("qinba")},
      {"wumeng", "Wumeng mountains", "乌蒙山区", of_group("wumeng")}};
}

void add_kinds(AtRiskReport& report, Both const& records, std::vector<std::size_t> const& all) {
  static constexpr std::array<std::pair<char const*, char const*>, household_classes> titles{
      {{"lifted-out households", "脱贫户"}, {"marginal households", "边缘易致贫户"}, {"other households", "其他农户"}}};
  for (std::size_t c = 0; c < household_classes; ++c)
    report.classes.push_back(named(slice_of(records, {c, all}, report.same), std::string(household_class_names[c]),
                                   titles[c].first, titles[c].second));
  for (std::size_t k = 0; k < household_kinds; ++k)
    report.kinds.push_back(named(slice_of(records, {household_classes + k, all}, report.same),
                                 std::string(household_kind_names[k]), std::string(household_kind_titles[k]),
                                 std::string(household_kind_titles_zh[k])));
}

}  // namespace

AtRiskReport at_risk_report(AtRiskRecord const& known, AtRiskRecord const& lives,
                            std::span<Scenario const* const> scenarios, std::vector<CountyFacts> const& counties) {
  Both const records{known, lives};
  Scenario const& a = *scenarios[0];
  AtRiskReport report;
  report.a = a.name;
  if (lives.has_b()) report.b = scenarios[1]->name;
  report.from = lives.from(), report.replicates = lives.replicates();
  report.households_share = a.households_share;
  report.same = lives.has_b() && shared_months(a, *scenarios[1]) == a.spin_up_months + a.months;
  std::vector<std::size_t> all;
  for (std::size_t k = 0; k < counties.size(); ++k)
    if (!known.tallies(k).empty()) all.push_back(k);
  add_kinds(report, records, all);
  for (Area const& area : areas()) {
    Choice choice{0, {}};
    for (std::size_t const k : all)
      if (area.has(counties[k])) choice.counties.push_back(k);
    if (choice.counties.empty()) continue;
    report.areas.push_back(named(slice_of(records, choice, report.same), area.key, area.title, area.title_zh));
  }
  for (std::size_t const k : all) {
    AtRiskSlice slice = named(slice_of(records, {0, {k}}, report.same), std::to_string(counties[k].adcode),
                              counties[k].name_en, counties[k].name_zh);
    slice.adcode = counties[k].adcode;
    if (slice.households_drawn > 0) report.counties.push_back(std::move(slice));
  }
  report.causes = causes_of(known, {0, all}, report.classes[0]);
  for (std::size_t v = 0; v < scenarios.size(); ++v) report.yearly[v] = yearly_of(lives, all, v, december_pairs(a));
  if (lives.has_b())
    report.flow = passages_of(lives, all, 1, [&](int r, std::size_t k) { return lives.cell(r, k).flow[0]; });
  return report;
}

}  // namespace holdfast
