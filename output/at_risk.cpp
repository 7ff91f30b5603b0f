#include "output/at_risk.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace holdfast {
namespace {

// Calls visit(row, household class) for every row in use.
template <class Visit>
void each_row(Households const& h, Visit&& visit) {
  for (std::size_t c = 0; c < household_classes; ++c)
    for (auto i = static_cast<std::size_t>(h.class_begin[c]); i < static_cast<std::size_t>(h.class_end[c]); ++i)
      visit(i, static_cast<HouseholdClass>(c));
}

// The need that has been unmet longest, as the month's assessment chose it (model/month/needs.cpp).
int main_need(Households const& h, std::size_t i, Needs::Params const& p) {
  std::vector<std::uint8_t> const* const columns[needs] = {&h.need_income,  &h.need_food,  &h.need_school,
                                                           &h.need_medical, &h.need_house, &h.need_water};
  int longest = 0, need = 0;
  for (int k = 0; k < needs; ++k) {
    int const months = static_cast<int>((*columns[k])[i]) - Needs::grace(p, k);
    if (months > longest) longest = months, need = k;
  }
  return need;
}

// Calls add(group) for the household's class and, of the lifted-out, its kinds.
template <class Add>
void each_group(std::uint8_t household_class, std::uint8_t kinds, Add&& add) {
  add(std::size_t{household_class});
  if (household_class != static_cast<std::uint8_t>(HouseholdClass::lifted_out)) return;
  for (std::size_t k = 0; k < household_kinds; ++k)
    if ((kinds >> k & 1u) != 0) add(household_classes + k);
}

constexpr auto absent = static_cast<std::uint8_t>(HouseholdState::absent);
constexpr auto in_spell_state = static_cast<std::uint8_t>(HouseholdState::in_spell);

// Adds one household to the sums of its groups, as persons and as one household.
struct Adder {
  AtRiskCell& cell;
  std::uint8_t household_class, kinds;

  void operator()(AtRiskSum sum, int persons, int more = 0) const {
    each_group(household_class, kinds, [&](std::size_t g) {
      auto const k = static_cast<std::size_t>(sum) + static_cast<std::size_t>(more);
      cell.groups[g].persons[k] += persons;
      cell.groups[g].households[k] += 1;
    });
  }
  void income_change(std::int64_t fen) const {
    each_group(household_class, kinds, [&](std::size_t g) { cell.groups[g].income_change += fen; });
  }
};

}  // namespace

int income_bin_of(double income_a, double income_b) {
  double const change = income_b - income_a, size = std::abs(income_a);
  int bin = change < -0.10 * size ? 0 : change < -0.05 * size ? 1 : change < -0.01 * size ? 2 : 3;
  if (change > 0.10 * size) return 6;
  return change > 0.05 * size ? 5 : change > 0.01 * size ? 4 : bin;
}

int december_pairs(Scenario const& scenario) {
  int decembers = 0;
  for (int m = 0; m < scenario.months; ++m) decembers += (scenario.start + m).month_of_year() == 12;
  return std::max(0, decembers - 1);
}

AtRiskRecord::AtRiskRecord(std::span<Scenario const* const> scenarios, std::size_t counties, Month from)
    : scenarios_(scenarios.begin(), scenarios.end()), from_(from), lives_(counties) {
  if (scenarios.empty() || scenarios.size() > 2) throw std::invalid_argument("one or two scenarios are compared");
  if (from < start() || last() - from < at_risk_window_months)
    throw std::invalid_argument("the window of twelve months after " + from.text() + " is not in the run");
  if (replicates() > 3000) throw std::invalid_argument("at most 3,000 replicates are counted");
  cells_.resize(static_cast<std::size_t>(replicates()) * counties);
  for (AtRiskCell& cell : cells_)
    for (std::size_t v = 0; v < scenarios_.size(); ++v)
      cell.yearly[v].resize(static_cast<std::size_t>(december_pairs(*scenarios_[v])));
}

void AtRiskRecord::look(std::size_t scenario, County const& county, Month month, int replicate) {
  Lives& lives = lives_[county.facts->number];
  std::vector<Row>& rows = lives.rows[scenario];
  if (month == start()) {
    rows.assign(static_cast<std::size_t>(county.households.rows), Row{});
    lives.weight = county.weight;
  }
  look_at_spells(scenario, county, month, rows);
  AtRiskCell& cell = cells_[static_cast<std::size_t>(replicate) * counties() + county.facts->number];
  if (month.month_of_year() == 12) {
    int const pair = month.year() - start().year() - 1;
    each_row(county.households, [&](std::size_t i, HouseholdClass c) {
      Row& row = rows[i];
      auto const state = static_cast<std::size_t>(state_of(county.households, i));
      if (pair >= 0 && row.members > 0)
        cell.yearly[scenario][static_cast<std::size_t>(pair)][static_cast<std::size_t>(c)][row.state][state] +=
            row.members;
      row.state = static_cast<std::uint8_t>(state);
      row.members = county.households.members[i];
    });
  }
  if (month == from_) look_at_start(county, rows);
  if (month != last()) return;
  look_at_end(scenario, county, rows);
  if (++lives.finished < scenarios_.size()) return;
  lives.finished = 0;
  settle(lives, cell);
}

void AtRiskRecord::look_at_spells(std::size_t scenario, County const& county, Month month,
                                  std::vector<Row>& rows) const {
  Households const& h = county.households;
  bool const in_window = month > from_ && month - from_ <= at_risk_window_months;
  each_row(h, [&](std::size_t i, HouseholdClass c) {
    Row& row = rows[i];
    if (row.household_class == Row::unseen) {
      row.id = h.id[i];
      row.household_class = static_cast<std::uint8_t>(c);
      if (month > from_) row.kinds = kinds_of(h, i);
    }
    if (in_window && h.in_spell[i] != 0) row.flags |= spell_in_window;
    if (h.spells[i] == row.spells) return;
    row.spells = h.spells[i];
    row.cause = static_cast<std::uint8_t>(
        main_need(h, i, scenarios_[scenario]->plan<Needs>().at(month, county.facts->county_class(), c)));
    if (in_window && (row.flags & at_risk) != 0) row.flags |= relapsed;
  });
}

void AtRiskRecord::look_at_start(County const& county, std::vector<Row>& rows) const {
  Households const& h = county.households;
  each_row(h, [&](std::size_t i, HouseholdClass) {
    Row& row = rows[i];
    row.members_start = h.members[i];
    if (h.members[i] == 0) return;
    row.kinds = kinds_of(h, i);
    if (h.category[i] != 0) row.flags |= registered_start;
    if (h.in_spell[i] == 0 && h.clear_months[i] > 0 && h.needy_at_start[i] == 0) row.flags |= at_risk;
  });
}

void AtRiskRecord::look_at_end(std::size_t scenario, County const& county, std::vector<Row>& rows) const {
  Households const& h = county.households;
  each_row(h, [&](std::size_t i, HouseholdClass c) {
    Row& row = rows[i];
    row.members = h.members[i];
    row.state = static_cast<std::uint8_t>(state_of(h, i));
    row.income_12 = h.income_register_12[i];
    if (h.members[i] == 0) return;
    if (h.category[i] != 0) row.flags |= registered;
    Fen const line =
        fen(scenarios_[scenario]->plan<Needs>().at(last(), county.facts->county_class(), c).poverty_line_yuan);
    if (h.income_register_12[i] < line * Fen{h.members[i]}) row.flags |= below_line;
  });
}

void AtRiskRecord::tally(Lives& lives, Row const& a, Row const* b) const {
  if (a.members_start == 0) return;
  auto const [at, added] = lives.tally_of.try_emplace(a.id, static_cast<std::uint32_t>(lives.tallies.size()));
  if (added) {
    lives.tallies.emplace_back();
    lives.tallies.back().id = a.id;
    lives.tallies.back().household_class = static_cast<HouseholdClass>(a.household_class);
  }
  HouseholdTally& t = lives.tallies[at->second];
  if ((a.flags & registered_start) != 0) ++t.registered;
  if (b != nullptr && (b->flags & relapsed) != 0) ++t.relapses[1];
  if ((a.flags & at_risk) == 0) return;
  ++t.at_risk;
  t.at_risk_members += a.members_start;
  for (std::size_t k = 0; k < household_kinds; ++k)
    if ((a.kinds >> k & 1u) != 0) ++t.kind_at_risk[k], t.kind_members[k] += a.members_start;
  if ((a.flags & relapsed) != 0) ++t.relapses[0], ++t.relapse_cause[a.cause];
  bool const under_a = (a.flags & spell_in_window) != 0, under_b = b != nullptr && (b->flags & spell_in_window) != 0;
  if (under_a) ++t.in_spell[0];
  if (!has_b()) return;
  if (under_b) ++t.in_spell[1];
  if (under_b && !under_a) ++t.exposed, ++t.exposed_cause[b->cause];
  if (under_a && !under_b) ++t.relieved;
}

void AtRiskRecord::settle(Lives& lives, AtRiskCell& cell) const {
  std::vector<Row> const &rows_a = lives.rows[0], &rows_b = lives.rows[1];
  // The same household mostly stands in the same row; who was split off under only one scenario moves the others.
  std::unordered_map<HouseholdId, std::size_t> moved;
  std::vector<bool> taken(rows_b.size(), false);
  for (std::size_t i = 0; i < rows_b.size(); ++i)
    if (rows_b[i].household_class != Row::unseen &&
        (i >= rows_a.size() || rows_a[i].id != rows_b[i].id || rows_a[i].household_class == Row::unseen))
      moved.emplace(rows_b[i].id, i);
  auto const partner = [&](std::size_t i) -> Row const* {
    if (i < rows_b.size() && rows_b[i].household_class != Row::unseen && rows_b[i].id == rows_a[i].id) {
      taken[i] = true;
      return &rows_b[i];
    }
    auto const at = moved.find(rows_a[i].id);
    if (at == moved.end()) return nullptr;
    taken[at->second] = true;
    return &rows_b[at->second];
  };
  for (std::size_t i = 0; i < rows_a.size(); ++i) {
    if (rows_a[i].household_class == Row::unseen) continue;
    Row const* const b = has_b() ? partner(i) : nullptr;
    tally(lives, rows_a[i], b);
    settle_pair(rows_a[i], b == nullptr ? Row{} : *b, cell);
  }
  for (std::size_t i = 0; i < rows_b.size() && has_b(); ++i)
    if (rows_b[i].household_class != Row::unseen && !taken[i]) settle_pair(Row{}, rows_b[i], cell);
}

void AtRiskRecord::settle_pair(Row const& a, Row const& b, AtRiskCell& cell) const {
  bool const there = a.household_class != Row::unseen;
  Row const& known = there ? a : b;
  Adder const add{cell, known.household_class, known.kinds};
  auto const has = [](Row const& row, Flag flag) { return (row.flags & flag) != 0; };
  if (has(a, at_risk)) add(AtRiskSum::at_risk, a.members_start);
  if (has(a, registered_start)) add(AtRiskSum::registered_start, a.members_start);
  if (a.members > 0) add(AtRiskSum::members, a.members);
  if (has(a, registered)) add(AtRiskSum::registered, a.members);
  if (has(a, below_line)) add(AtRiskSum::below_line, a.members);
  bool const spell_a = a.state == in_spell_state, spell_b = b.state == in_spell_state;
  if (spell_a) add(AtRiskSum::in_spell, a.members);
  if (!has_b()) return;
  if (has(b, registered)) add(AtRiskSum::registered_b, b.members);
  if (has(b, below_line)) add(AtRiskSum::below_line_b, b.members);
  if (spell_b) add(AtRiskSum::in_spell_b, b.members);
  if (spell_b && !spell_a) add(AtRiskSum::pushed_into_spell, b.members);
  if (spell_a && !spell_b) add(AtRiskSum::pulled_out_of_spell, a.members);
  if (has(b, below_line) && !has(a, below_line)) add(AtRiskSum::pushed_below_line, b.members);
  if (has(a, below_line) && !has(b, below_line)) add(AtRiskSum::pulled_above_line, a.members);
  if (a.state != absent || b.state != absent)
    cell.flow[known.household_class][a.state][b.state] += a.members > 0 ? a.members : b.members;
  if (a.members == 0 || b.members == 0) return;
  add(AtRiskSum::compared, a.members);
  double const income_a = static_cast<double>(a.income_12) / a.members,
               income_b = static_cast<double>(b.income_12) / b.members;
  add(AtRiskSum::income_bin, a.members, income_bin_of(income_a, income_b));
  add.income_change(std::llround((income_b - income_a) * a.members));
}

}  // namespace holdfast
