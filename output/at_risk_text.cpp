// The population at risk for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/at_risk_figures.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

// Of persons or households: whole ones. The interval of a corrected count can be far wider than its error at the value:
// no digit is printed below either.
Estimate printable(Estimate e) {
  double error = 1;
  for (double const other : {e.standard_error, e.half_width() / 2})
    if (other > error) error = other;  // one that is unknown never is
  e.standard_error = error;
  return e;
}

// "12,300 [11,000, 13,500]", the value right-aligned.
std::string figure(Estimate const& e, int width = 10) {
  return pad_left(format_value(printable(e)), width) + " " + pad_right(format_interval(printable(e)), 22);
}

std::string percent_of(double part, double whole) {
  return whole > 0 ? fmt::format("{:.1f} %", 100 * part / whole) : "";
}

// A raw count has no error of its own: rounded like the corrected one beside it.
std::string raw(double value, Estimate const& like) {
  return pad_left(format_number(value, last_digit(printable(like).standard_error)), 10);
}

std::string threshold_line(std::string const& name, ThresholdCount const& count, double whole) {
  return fmt::format("  {} {} {} {}  {} {}\n", pad_right(name, 40), figure(count.persons),
                     pad_left(percent_of(count.persons.value, whole), 7), figure(count.households),
                     raw(count.raw_persons, count.persons), raw(count.raw_households, count.households));
}

std::string stock_line(std::string const& name, Stock const& stock) {
  return fmt::format("  {} {} {} {}\n", pad_right(name, 40), figure(stock.persons), pad_left("", 7),
                     figure(stock.households));
}

std::string versions(AtRiskReport const& report, AtRiskSlice const& slice) {
  std::string const month = report.from.text(), end = (report.from + at_risk_window_months).text();
  double const whole = slice.persons_at_risk;
  std::string out = fmt::format(
      "\n{} / {} ({} drawn)\n  {} {} {} {}  {} {}\n", slice.title, slice.title_zh, slice.households_drawn,
      pad_right("", 40), pad_left("persons", 10) + pad_right(" 95 %", 23), pad_left("share", 7),
      pad_left("households", 10) + pad_right(" 95 %", 23), pad_left("raw pers.", 10), pad_left("raw hh.", 10));
  out += stock_line("all, at the end of the run", slice.members);
  out += stock_line("(a) on the register in " + month, slice.registered_start);
  out += stock_line("    at the end of the run", slice.registered);
  out += stock_line("not in need in " + month + ": at risk", slice.at_risk);
  for (std::size_t k = 0; k < vulnerable_thresholds.size(); ++k)
    out += threshold_line(fmt::format("{}chance of a spell by {} >= {:g} %", k == 0 ? "(b) " : "    ", end,
                                      100 * vulnerable_thresholds[k]),
                          slice.vulnerable[k], whole);
  if (report.b.empty()) return out;
  out += threshold_line("(c) exposed, >= 10 % of replicates", slice.exposed, whole);
  out += threshold_line("    relieved, >= 10 %", slice.relieved, whole);
  return out;
}

std::string group_lines(AtRiskReport const& report, std::vector<AtRiskSlice> const& slices) {
  std::string out;
  for (AtRiskSlice const& s : slices) {
    if (s.households_drawn < smallest_cell) {
      out += fmt::format("  {} fewer than {} households drawn\n", pad_right(s.title, 42), smallest_cell);
      continue;
    }
    ThresholdCount const& vulnerable = s.vulnerable[1];
    out += fmt::format("  {} {} {} {} {}", pad_right(s.title, 42), pad_left(format_value(s.at_risk.persons), 10),
                       pad_left(format_value(s.registered_start.persons), 9), figure(vulnerable.persons),
                       pad_left(percent_of(vulnerable.persons.value, s.persons_at_risk), 7));
    if (!report.b.empty()) out += "  " + figure(s.exposed.persons);
    out += "\n";
  }
  return out;
}

std::string group_head(AtRiskReport const& report, std::string const& what) {
  return fmt::format("\n  {} {} {} {} {}{}\n", pad_right(what, 42), pad_left("at risk", 10), pad_left("listed", 9),
                     pad_left("(b) 10 %", 10) + pad_right(" 95 %", 23), pad_left("share", 7),
                     report.b.empty() ? "" : "  " + pad_left("(c) exposed", 10) + " 95 %");
}

std::string cause_lines(AtRiskReport const& report) {
  std::string out =
      "\nBy main unmet need of the spell, lifted-out persons (b and c: corrected totals, split as the raw "
      "ones)\n";
  out += fmt::format("  {} {} {}{}\n", pad_right("", 10), pad_left("relapsing", 10), pad_left("(b) 10 %", 10),
                     report.b.empty() ? "" : pad_left("(c) exposed", 33));
  double all = 0;
  for (CauseFigures const& cause : report.causes) all += cause.relapsing;
  for (std::size_t k = 0; k < needs; ++k) {
    CauseFigures const& cause = report.causes[k];
    out += fmt::format("  {} {} {}", pad_right(need_names[k], 10), pad_left(percent_of(cause.relapsing, all), 10),
                       figure(cause.vulnerable));
    if (!report.b.empty()) out += figure(cause.exposed);
    out += "\n";
  }
  return out;
}

// The counties of enough households with the highest share exposed; without B, vulnerable.
std::vector<AtRiskSlice> top_counties(AtRiskReport const& report, int top) {
  std::vector<AtRiskSlice> out;
  for (AtRiskSlice const& county : report.counties)
    if (county.households_drawn >= smallest_cell) out.push_back(county);
  auto const share = [&](AtRiskSlice const& s) {
    ThresholdCount const& of = report.b.empty() ? s.vulnerable[1] : s.exposed;
    return of.persons.value / s.persons_at_risk;
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](AtRiskSlice const& x, AtRiskSlice const& y) { return share(x) > share(y); });
  if (out.size() > static_cast<std::size_t>(top)) out.resize(static_cast<std::size_t>(top));
  for (AtRiskSlice& county : out) county.title = fmt::format("{} {} {}", county.adcode, county.title_zh, county.title);
  return out;
}

std::string county_lines(AtRiskReport const& report, std::vector<AtRiskSlice> const& counties) {
  auto const small = std::count_if(report.counties.begin(), report.counties.end(),
                                   [](AtRiskSlice const& s) { return s.households_drawn < smallest_cell; });
  std::string out = group_head(
      report, fmt::format("counties with the highest share {}", report.b.empty() ? "vulnerable" : "exposed"));
  out += group_lines(report, counties);
  if (small > 0)
    out += fmt::format("  {} of {} counties are left out: fewer than {} households at risk were drawn.\n", small,
                       report.counties.size(), smallest_cell);
  return out;
}

std::string movement_lines(AtRiskReport const& report, std::vector<AtRiskSlice> const& counties) {
  std::string out = fmt::format("\nPushed under and pulled out by {} against {}, persons at the end of the run\n",
                                report.b, report.a);
  out += fmt::format("  {} {} {} {} {}\n", pad_right("", 42), pad_left("into spell", 10) + pad_right(" 95 %", 23),
                     pad_left("out of it", 10) + pad_right(" 95 %", 23),
                     pad_left("below line", 10) + pad_right(" 95 %", 23), pad_left("above it", 10));
  auto const lines = [&](std::vector<AtRiskSlice> const& slices) {
    for (AtRiskSlice const& s : slices) {
      if (s.households_drawn < smallest_cell) continue;
      Movement const& m = s.movement;
      out += fmt::format("  {} {} {} {} {}\n", pad_right(s.title, 42), figure(m.pushed_into_spell),
                         figure(m.pulled_out_of_spell), figure(m.pushed_below_line), figure(m.pulled_above_line));
    }
  };
  lines(report.classes), lines(report.kinds), lines(report.areas), lines(counties);
  Movement const& m = report.classes[0].movement;
  out += fmt::format("  lifted-out, net change: in a spell {} {}, below the line {} {}\n",
                     format_value(m.in_spell_change), format_interval(m.in_spell_change),
                     format_value(m.below_line_change), format_interval(m.below_line_change));
  return out;
}

std::string income_lines(AtRiskReport const& report) {
  static constexpr std::array<char const*, income_bins> heads{"-10 %", "-5 %", "-1 %", "same", "+1 %", "+5 %", "+10 %"};
  std::string out = fmt::format(
      "\nChange of 12-month income per member at the end, {} against {}: percent of persons who lose more than 10, "
      "5-10, "
      "1-5 %,\nchange by less than 1 %, gain 1-5, 5-10, more than 10 %; mean in yuan a year\n  {}",
      report.b, report.a, pad_right("", 42));
  for (char const* head : heads) out += pad_left(head, 10);
  out += pad_left("yuan", 10) + "\n";
  for (auto const* slices : {&report.classes, &report.kinds, &report.areas})
    for (AtRiskSlice const& s : *slices) {
      if (s.households_drawn < smallest_cell) continue;
      out += "  " + pad_right(s.title, 42);
      for (Estimate const& e : s.movement.income_percent) out += pad_left(format_value(e), 10);
      out += pad_left(format_value(s.movement.income_change_yuan), 10) + "\n";
    }
  return out;
}

std::string passages_text(Passages const& passages) {
  std::string out = "  " + pad_right("", 22);
  for (std::string_view const title : household_state_titles) out += pad_left(title, 22);
  out += pad_left("persons", 12) + "\n";
  for (std::size_t i = 0; i < household_states; ++i) {
    if (!(passages.total[i].value > 0)) continue;
    out += "  " + pad_right(household_state_titles[i], 22);
    for (Estimate const& e : passages.probability[i]) out += pad_left(format_short(e.scaled(100)), 22);
    out += pad_left(format_value(printable(passages.total[i])), 12) + "\n";
  }
  return out;
}

std::string yearly_text(AtRiskReport const& report) {
  std::string out;
  for (std::size_t v = 0; v < 2; ++v)
    if (!report.yearly[v].empty()) {
      YearlyPassages const& first = report.yearly[v].front();
      out += fmt::format("\n{}: lifted-out persons by state in December and a year later, percent of the row{}\n",
                         v == 0 ? report.a : report.b,
                         first.year == 0 ? ", all years (each year: --json)" : fmt::format(", {}", first.year));
      out += passages_text(first.passages);
    }
  if (report.b.empty()) return out;
  out += fmt::format("\nAt the end: lifted-out persons by state under {} (rows) and {} (columns), percent of the row\n",
                     report.a, report.b);
  return out + passages_text(report.flow);
}

}  // namespace

std::string at_risk_text(AtRiskReport const& report, int top) {
  std::string out =
      fmt::format("{}{}: population at risk; {} replicates, {:g} % of rural households\n", report.a,
                  report.b.empty() ? "" : " and " + report.b, report.replicates, 100 * report.households_share);
  out += fmt::format(
      "Window: {} to {}. Persons and households with 95 % intervals. (b) and (c): chances of households as they stand "
      "in "
      "{}\nafter one past, corrected for luck, raw counts beside them. All else: over replicates with a past of their "
      "own.\n",
      (report.from + 1).text(), (report.from + at_risk_window_months).text(), report.from.text());
  if (report.same) out += "The two order the same in every month: nobody is exposed.\n";
  for (AtRiskSlice const& slice : report.classes) out += versions(report, slice);
  out +=
      group_head(report, "lifted-out persons") + group_lines(report, report.kinds) + group_lines(report, report.areas);
  std::vector<AtRiskSlice> const counties = top_counties(report, top);
  out += cause_lines(report) + county_lines(report, counties);
  if (!report.b.empty()) out += movement_lines(report, counties) + income_lines(report);
  return out + yearly_text(report);
}

}  // namespace holdfast
