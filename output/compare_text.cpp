// A comparison for people and for scripts. No word claims more than its interval allows.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/compare.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr int title_width = 37, number_width = 11, interval_width = 21, pairing_width = 8;

enum class Verdict : std::uint8_t { unknown, same, unclear, higher, lower };

Verdict verdict_of(ComparedFigure const& f) {
  Estimate const& d = f.change.difference;
  if (std::isnan(d.low) || std::isnan(d.high)) return Verdict::unknown;
  if (d.value == 0 && d.standard_error == 0) return Verdict::same;
  return d.low > 0 ? Verdict::higher : d.high < 0 ? Verdict::lower : Verdict::unclear;
}

std::string pairing_text(ComparedFigure const& f) {
  double const v = f.change.variance_reduction;
  if (verdict_of(f) == Verdict::same) return "same";
  if (std::isnan(v)) return "";
  if (v >= 1000) return std::isinf(v) ? "exact" : ">1000";
  return fmt::format("{:.{}f}", v, v < 10 ? 1 : 0);
}

std::string row(std::string const& title, std::string const& a, std::string const& b, std::string const& difference,
                std::string const& interval, std::string const& pairing, bool marked) {
  std::string line = pad_right(title, title_width) + pad_left(a, number_width) + pad_left(b, number_width) +
                     pad_left(difference, number_width) + pad_left(interval, interval_width) +
                     pad_left(pairing, pairing_width);
  line += marked ? "*" : "";
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

// An instrument's Chinese name is left out where it does not fit.
std::string fitting(ComparedFigure const& f) {
  bool const long_name = (f.group == "instrument" || f.group == "payer") && display_width(f.title) + 3 > title_width;
  return long_name ? f.title.substr(0, f.title.rfind(' ')) : f.title;
}

std::string row(ComparedFigure const& f) {
  Verdict const v = verdict_of(f);
  return row("  " + fitting(f), format_value(f.a), format_value(f.b), format_value(f.change.difference),
             format_interval(f.change.difference), pairing_text(f), v == Verdict::higher || v == Verdict::lower);
}

std::string title_of_run(ComparedRun const& run) {
  std::string out = run.name;
  if (!run.title.empty() && run.title != run.name) out += ": " + run.title;
  if (!run.title_zh.empty() && run.title_zh != run.title) out += " / " + run.title_zh;
  return out + "  (" + run.file + ")";
}

std::string list(std::string const& heading, std::vector<std::string> const& lines, std::size_t most) {
  std::string out = heading + "\n";
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) out += "  " + wrap(lines[i], 4, true) + "\n";
  if (lines.size() > most) out += fmt::format("  ... and {} more (all of them with --json)\n", lines.size() - most);
  return out;
}

// "34.2 million" is easier to hear than 34200000; nothing is printed below the error.
std::string spoken_interval(Estimate const& e) {
  std::string text = format_interval(e);  // "[a, b]"
  std::size_t const comma = text.find(", ");
  return comma == std::string::npos
             ? text
             : text.substr(1, comma - 1) + " to " + text.substr(comma + 2, text.size() - comma - 3);
}

std::string spoken(Estimate const& magnitude, std::string const& unit) { return format_value(magnitude) + " " + unit; }

Estimate magnitude_of(Estimate const& e) { return e.value < 0 ? e.scaled(-1) : e; }

std::string money_clause(Comparison const& c) {
  ComparedFigure const* const total = c.figure("total");
  if (total == nullptr) return "";
  Verdict const v = verdict_of(*total);
  if (v != Verdict::higher && v != Verdict::lower) return v == Verdict::same ? " Both cost the same." : "";
  std::string out =
      fmt::format(" B costs {} {} over the period", spoken(magnitude_of(total->change.difference), "million yuan"),
                  v == Verdict::higher ? "more" : "less");
  if (c.cost_is_meaningful)
    out += fmt::format(": {} yuan for each person-year of relapse averted by {}", format_value(c.cost_per_averted),
                       v == Verdict::higher ? "B" : "A");
  return out + ".";
}

std::string persons_clause(Comparison const& c) {
  ComparedFigure const* const f = c.figure("newly_relapsed");
  if (f == nullptr) return "";
  Verdict const v = verdict_of(*f);
  if (v != Verdict::higher && v != Verdict::lower) return "";
  return fmt::format(" That is {} newly relapsed persons over {} months.",
                     spoken(magnitude_of(f->change.difference), v == Verdict::higher ? "more" : "fewer"), c.months);
}

nlohmann::ordered_json json_of(ComparedFigure const& f) {
  Estimate const& d = f.change.difference;
  nlohmann::ordered_json out;
  out["a"] = f.a.value;
  out["b"] = f.b.value;
  out["difference"] = d.value;
  out["interval"] = {d.low, d.high};
  out["standard_error"] = d.standard_error;
  out["variance_reduction"] = f.change.variance_reduction;
  out["unit"] = f.unit;
  out["replicates"] = d.replicates;
  out["interval_a"] = {f.a.low, f.a.high};
  out["interval_b"] = {f.b.low, f.b.high};
  out["effective_replicates"] = d.effective_replicates;
  out["p_value"] = f.p_value;
  out["holm_p_value"] = f.holm_p_value;
  return out;
}

nlohmann::ordered_json json_of(ComparedRun const& run) {
  return {{"file", run.file},
          {"name", run.name},
          {"title", run.title},
          {"title_zh", run.title_zh},
          {"replicates", run.replicates},
          {"finished", run.finished}};
}

}  // namespace

std::string compare_sentence(Comparison const& c) {
  ComparedFigure const* const f = c.figure("latent_relapse");
  if (f == nullptr) return "These runs hold no latent relapse.";
  Estimate const& d = f->change.difference;
  std::string const paired = fmt::format("{} paired replicates", c.replicates);
  Verdict const v = verdict_of(*f);
  if (v == Verdict::unknown)
    return fmt::format(
        "On one replicate, latent relapse is {} {} under A ({}) and {} under B ({}); how sure the difference is cannot "
        "be said "
        "from one replicate.",
        format_value(f->a), f->unit, c.a.name, format_value(f->b), c.b.name);
  if (v == Verdict::same) return "Latent relapse is the same under A and B in every replicate." + money_clause(c);
  if (v == Verdict::unclear)
    return fmt::format(
               "On {}, the latent relapse of the lifted-out under B ({}) cannot be told from that under A ({}): the 95 "
               "% interval of the "
               "difference, {} {}, includes zero.",
               paired, c.b.name, c.a.name, spoken_interval(d), f->unit) +
           money_clause(c);
  return fmt::format(
             "On {}, the latent relapse of the lifted-out is {} under B ({}) than under A ({}): by {}, 95 % interval "
             "of the difference {}.",
             paired, v == Verdict::higher ? "higher" : "lower", c.b.name, c.a.name, spoken(magnitude_of(d), f->unit),
             spoken_interval(d)) +
         persons_clause(c) + money_clause(c);
}

std::string compare_text(Comparison const& c) {
  std::string out = "A  " + wrap(title_of_run(c.a), 3, true) + "\nB  " + wrap(title_of_run(c.b), 3, true) + "\n";
  out += fmt::format("Same luck: seed {}, {} % of households, {} paired replicates; {} to {}\n", c.seed,
                     c.households_share * 100, c.replicates, c.first_month.text(),
                     (c.first_month + (c.months - 1)).text());
  if (!c.notes.empty()) out += list("Note", c.notes, 12);
  out += c.inputs.empty() ? "The inputs are the same.\n" : list("What differs in the inputs, A -> B", c.inputs, 24);
  if (c.first_different_month.empty())
    out += "No monthly result differs.\n";
  else
    out += fmt::format("First month with a different result: {} ({})\n", c.first_different_month,
                       c.first_different_variable);
  out += "\n" + row("", "A", "B", "B - A", "95 % interval", "pairing", false);
  std::string heading;
  for (ComparedFigure const& f : c.figures) {
    if (f.group != heading) out += f.group + "\n";
    heading = f.group;
    out += row(f);
  }
  if (!c.money.empty()) out += "Money, million yuan over the period\n";
  for (ComparedFigure const& f : c.money)
    if (f.a.value != 0 || f.b.value != 0 || f.key == "total") out += row(f);
  out += "* the interval excludes zero. pairing: how many times fewer replicates common luck needs.\n";
  if (std::string const why = pairing_explanation(c); !why.empty()) out += wrap(why) + "\n";
  return out + "\n" + wrap(compare_sentence(c)) + "\n";
}

std::string compare_json(Comparison const& c) {
  nlohmann::ordered_json out;
  for (ComparedFigure const& f : c.figures) out[f.key] = json_of(f);
  nlohmann::ordered_json money = nlohmann::ordered_json::object(), payers = nlohmann::ordered_json::object();
  for (ComparedFigure const& f : c.money) (f.group == "payer" ? payers : money)[f.key] = json_of(f);
  out["money"] = money;
  out["money_by_payer"] = payers;
  for (ComparedFigure const& f : c.groups) out["groups"][f.key] = json_of(f);
  for (HistoryQuantile const& q : c.histories)
    out["histories"].push_back({{"level", q.level},
                                {"a", q.a.value},
                                {"interval_a", {q.a.low, q.a.high}},
                                {"b", q.b.value},
                                {"interval_b", {q.b.low, q.b.high}}});
  out["pairing_explanation"] = pairing_explanation(c);
  nlohmann::ordered_json cost;
  cost["meaningful"] = c.cost_is_meaningful;
  cost["value"] = c.cost_is_meaningful ? c.cost_per_averted.value : missing;
  cost["interval"] = {c.cost_is_meaningful ? c.cost_per_averted.low : missing,
                      c.cost_is_meaningful ? c.cost_per_averted.high : missing};
  cost["unit"] = "yuan per person-year of relapse averted";
  out["cost_per_averted"] = cost;
  out["first_different_month"] =
      c.first_different_month.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(c.first_different_month);
  out["inputs"] = c.inputs;
  out["notes"] = c.notes;
  out["sentence"] = compare_sentence(c);
  out["a_run"] = json_of(c.a);
  out["b_run"] = json_of(c.b);
  out["seed"] = c.seed;
  out["households_share"] = c.households_share;
  out["replicates"] = c.replicates;
  out["first_month"] = c.first_month.text();
  out["months"] = c.months;
  return out.dump(2) + "\n";
}

}  // namespace holdfast
