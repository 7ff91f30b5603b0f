#include "output/find_lives.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "output/statistics.hpp"

namespace holdfast {
namespace {

// What is remembered of one row over the run.
struct Memory {
  HouseholdId id = 0;
  std::int16_t onset = never;   // first month of the first spell
  std::int16_t listed = never;  // of the first listing at or after the spell was confirmed
  std::int16_t pushed = never;  // first month in which health spending alone puts it below the line
  int months_in_spell = 0;
  bool ever_listed = false;
  bool was_clear = false;                                    // above the line after health spending last month
  double income_yuan = 0, spending_yuan = 0, line_yuan = 0;  // per head, in that month
};

using Memories = std::vector<Memory>;  // by row

void look(Memory& memory, Households const& h, std::size_t i, std::int16_t month, Fen line) {
  memory.id = h.id[i];
  memory.ever_listed = h.ever_listed[i] != 0;
  if (h.members[i] == 0) return;
  if (h.spells[i] > 0 && memory.onset == never) memory.onset = h.onset_month[i];
  memory.months_in_spell += h.in_spell[i];
  if (memory.onset != never && memory.listed == never && h.category[i] != 0) memory.listed = h.listed_month[i];
  Fen const needed = line * Fen{h.members[i]};
  bool const pushed = h.income_register_12[i] >= needed && h.income_register_12[i] - h.out_of_pocket_12[i] < needed;
  bool const was_clear = std::exchange(memory.was_clear, h.income_register_12[i] - h.out_of_pocket_12[i] >= needed);
  if (!pushed || !was_clear || memory.pushed != never) return;
  memory.pushed = month;
  double const persons = 100.0 * h.members[i];
  memory.income_yuan = h.income_register_12[i] / persons;
  memory.spending_yuan = h.out_of_pocket_12[i] / persons;
  memory.line_yuan = static_cast<double>(line) / 100;
}

// Lives some counties; the answer has one entry for each county of the province. Their common luck is made once.
std::vector<Memories> live(Scenario const& scenario, std::vector<CountyFacts> const& counties,
                           std::vector<bool> const& these, int replicate) {
  Scenario alone = scenario;
  alone.replicates = replicate + 1;
  SimulateOptions options;
  options.batch = 1;
  options.first_replicate = replicate;
  options.only_counties = these;
  std::vector<Memories> all(counties.size());
  options.observe = [&](std::size_t, County const& county, Month month, int) {
    Households const& h = county.households;
    auto const c = static_cast<std::size_t>(HouseholdClass::lifted_out);
    Memories& out = all[county.facts->number];
    out.resize(static_cast<std::size_t>(h.class_end[c]));
    Fen const line = fen(scenario.plan<Needs>().at(month, county.facts->county_class()).poverty_line_yuan);
    for (auto i = static_cast<std::size_t>(h.class_begin[c]); i < out.size(); ++i)
      look(out[i], h, i, static_cast<std::int16_t>(month.since_2000), line);
  };
  simulate(alone, counties, options, [](ReplicateResult const&) {});
  return all;
}

std::string text(std::int16_t month) { return Month{month}.text(); }

// Why this life tells something; empty = it does not.
std::string reason(Telling what, Memory const& a, Memories const& under_b) {
  switch (what) {
    case Telling::relapsed_under_b: {
      auto const b = std::find_if(under_b.begin(), under_b.end(), [&](Memory const& m) { return m.id == a.id; });
      if (a.onset != never || b == under_b.end() || b->onset == never) return "";
      return fmt::format("relapses in {} under B, never under A", text(b->onset));
    }
    case Telling::found_too_late:
      if (a.onset == never || a.listed == never || a.listed - a.onset <= late_months) return "";
      return fmt::format("in need from {}, listed in {}, {} months later", text(a.onset), text(a.listed),
                         a.listed - a.onset);
    case Telling::never_found:
      if (a.onset == never || a.ever_listed || a.months_in_spell < unfound_months) return "";
      return fmt::format("in need from {}, {} months in a spell, never listed", text(a.onset), a.months_in_spell);
    default:
      if (a.pushed == never) return "";
      return fmt::format("{}: 12-month income {} a head, {} after health spending, line {}", text(a.pushed),
                         format_number(a.income_yuan, 0), format_number(a.income_yuan - a.spending_yuan, 0),
                         format_number(a.line_yuan, 0));
  }
}

}  // namespace

std::vector<FoundLife> find_lives(Telling what, Scenario const& a, Scenario const* b,
                                  std::vector<CountyFacts> const& counties, std::vector<bool> const& only_counties,
                                  int replicate, std::size_t limit) {
  constexpr std::size_t at_once = 8;  // a search that finds early does not live the whole province
  std::vector<std::size_t> wanted;
  for (std::size_t k = 0; k < counties.size(); ++k)
    if ((only_counties.empty() || only_counties[k]) && counties[k].margins.rural_households > 0) wanted.push_back(k);
  std::vector<FoundLife> out;
  for (std::size_t from = 0; from < wanted.size() && out.size() < limit; from += at_once) {
    std::size_t const to = std::min(from + at_once, wanted.size());
    std::vector<bool> these(counties.size(), false);
    for (std::size_t k = from; k < to; ++k) these[wanted[k]] = true;
    auto const under_a = live(a, counties, these, replicate);
    auto const under_b = what == Telling::relapsed_under_b && b != nullptr ? live(*b, counties, these, replicate)
                                                                           : std::vector<Memories>(counties.size());
    for (std::size_t k = from; k < to; ++k)
      for (Memory const& memory : under_a[wanted[k]]) {
        std::string const why = reason(what, memory, under_b[wanted[k]]);
        if (!why.empty() && out.size() < limit) out.push_back({memory.id, counties[wanted[k]].adcode, why});
      }
  }
  return out;
}

}  // namespace holdfast
