// Several runs against one base: what was changed in each, every figure with all scenarios below one another, and what
// stands after Holm's adjustment.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "output/compare.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr int title_width = 35, number_width = 12, interval_width = 24, chance_width = 9, pairing_width = 8;
constexpr double sure = 0.05;  // of an error on any scenario of the set

// What a scenario is called in the table: its name, or its file where two share a name.
std::vector<std::string> labels_of(std::vector<Comparison> const& all) {
  std::vector<ComparedRun const*> runs{&all.front().a};
  for (Comparison const& c : all) runs.push_back(&c.b);
  std::vector<std::string> out;
  for (ComparedRun const* run : runs) {
    auto const same = [&](ComparedRun const* other) { return other->name == run->name; };
    out.push_back(std::count_if(runs.begin(), runs.end(), same) > 1 ? run->file : run->name);
  }
  return out;
}

std::string chance_text(double p) {
  if (std::isnan(p)) return "";
  return p < 0.001 ? "<0.001" : fmt::format("{:.3f}", p);
}

std::string pairing_text(ComparedFigure const& f) {
  double const v = f.change.variance_reduction;
  Estimate const& d = f.change.difference;
  if (d.value == 0 && d.standard_error == 0) return "same";
  if (std::isnan(v)) return "";
  if (v >= 1000) return std::isinf(v) ? "exact" : ">1000";
  return fmt::format("{:.{}f}", v, v < 10 ? 1 : 0);
}

std::string row(std::string const& title, std::string const& value, std::string const& difference = "",
                std::string const& interval = "", std::string const& chance = "", std::string const& pairing = "",
                bool marked = false) {
  std::string line = pad_right(title, title_width) + pad_left(value, number_width) +
                     pad_left(difference, number_width) + pad_left(interval, interval_width) +
                     pad_left(chance, chance_width) + (marked ? "*" : " ") + pad_left(pairing, pairing_width - 1);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

ComparedFigure const* same_figure(std::vector<ComparedFigure> const& list, ComparedFigure const& named) {
  auto const at = std::find_if(list.begin(), list.end(),
                               [&](ComparedFigure const& f) { return f.group == named.group && f.key == named.key; });
  return at == list.end() ? nullptr : &*at;
}

bool changed(ComparedFigure const& f) {
  return f.change.difference.value != 0 || f.change.difference.standard_error > 0;
}

// One list of figures: the base, then each scenario that has the figure. Money that no scenario changes is left out.
std::string block(std::vector<Comparison> const& all, std::vector<ComparedFigure> Comparison::*list, bool only_changed,
                  std::vector<std::string> const& labels) {
  std::string out, heading;
  for (ComparedFigure const& named : all.front().*list) {
    std::vector<ComparedFigure const*> found;
    for (Comparison const& c : all) found.push_back(same_figure(c.*list, named));
    auto const moves = [](ComparedFigure const* f) { return f != nullptr && changed(*f); };
    if (only_changed && named.key != "total" && std::none_of(found.begin(), found.end(), moves)) continue;
    if (!only_changed && named.group != heading) out += (heading = named.group) + "\n";
    std::string const title = named.title.substr(std::min(named.title.find_first_not_of(' '), named.title.size()));
    out += "  " + title + "\n" + row("    " + labels[0], format_value(named.a));
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (found[k] == nullptr) continue;
      ComparedFigure const& f = *found[k];
      Estimate const& d = f.change.difference;
      out += row("    " + labels[k + 1], format_value(f.b), format_value(d), format_interval(d),
                 chance_text(f.holm_p_value), pairing_text(f), f.holm_p_value <= sure);
    }
  }
  return out;
}

std::string inputs_text(Comparison const& c, std::string const& label) {
  std::string const title = c.b.title.empty() || c.b.title == label ? "" : ": " + c.b.title;
  std::string out = "  " + wrap(label + title + "  (" + c.b.file + ")", 4, true) + "\n";
  if (c.inputs.empty()) out += "    nothing: the inputs are the same\n";
  std::size_t const most = 24;
  for (std::size_t i = 0; i < std::min(most, c.inputs.size()); ++i) {
    std::string const meaning = c.input_meanings[i].empty() ? "" : " (" + c.input_meanings[i] + ")";
    out += "    " + wrap(c.inputs[i] + meaning, 6, true) + "\n";
  }
  if (c.inputs.size() > most) out += fmt::format("    ... and {} more (all with --json)\n", c.inputs.size() - most);
  return out + (c.first_different_month.empty() ? "    no monthly result differs\n"
                                                : fmt::format("    first month with a different result: {} ({})\n",
                                                              c.first_different_month, c.first_different_variable));
}

std::string histories_text(std::vector<Comparison> const& all, std::vector<std::string> const& labels) {
  if (all.front().figure("latent_relapse") == nullptr) return "";
  std::string out = "Between histories: latent relapse that a share of replicates stays below, per 100 person-years\n";
  for (std::size_t q = 0; q < all.front().histories.size(); ++q) {
    double const level = all.front().histories[q].level;
    out += fmt::format("  {:g} % of histories\n", 100 * level);
    ComparedFigure const& named = *all.front().figure("latent_relapse");
    int fewest = all.front().histories[q].a.replicates;
    // Without an interval no digit finer than the spread of replicates is known.
    auto const one = [&](std::string const& label, Estimate e, Estimate const& mean) {
      if (std::isnan(e.standard_error)) e.standard_error = mean.standard_error * std::sqrt(mean.replicates);
      out += row("    " + label, format_value(e), "", format_interval(e));
      fewest = std::min(fewest, e.replicates);
    };
    one(labels[0], all.front().histories[q].a, named.a);
    for (std::size_t k = 0; k < all.size(); ++k)
      if (ComparedFigure const* const f = all[k].figure("latent_relapse"); f != nullptr)
        one(labels[k + 1], all[k].histories[q].b, f->b);
    if (fewest < replicates_for_quantile(level))
      out += fmt::format("    {} replicates allow no interval here: it takes {}.\n", fewest,
                         replicates_for_quantile(level));
  }
  return out;
}

// What can be said of the headline after the adjustment, one sentence for each scenario.
std::string sentences(std::vector<Comparison> const& all, std::vector<std::string> const& labels) {
  std::string out;
  for (std::size_t k = 0; k < all.size(); ++k) {
    ComparedFigure const* const f = all[k].figure("latent_relapse");
    if (f == nullptr) continue;
    Estimate const& d = f->change.difference;
    std::string const sentence =
        std::isnan(f->holm_p_value)
            ? fmt::format("{}: how sure a difference is cannot be said from one replicate.", labels[k + 1])
        : f->holm_p_value <= sure
            ? fmt::format("The latent relapse of the lifted-out is {} under {} than under {}, by {} {}.",
                          d.value > 0 ? "higher" : "lower", labels[k + 1], labels[0],
                          format_value(d.value < 0 ? d.scaled(-1) : d), f->unit)
        : changed(*f) ? fmt::format("The latent relapse of the lifted-out under {} cannot be told from that under {}.",
                                    labels[k + 1], labels[0])
                      : fmt::format("The latent relapse of the lifted-out is the same under {} and {}.", labels[k + 1],
                                    labels[0]);
    out += wrap(sentence) + "\n";
  }
  return out;
}

std::string head_text(std::vector<Comparison> const& all, std::vector<std::string> const& labels) {
  Comparison const& first = all.front();
  auto const fewer = [](Comparison const& a, Comparison const& b) { return a.replicates < b.replicates; };
  auto const [least, most] = std::minmax_element(all.begin(), all.end(), fewer);
  std::string const title = first.a.title.empty() || first.a.title == labels[0] ? "" : ": " + first.a.title;
  std::string out = "Base  " + wrap(labels[0] + title + "  (" + first.a.file + ")", 6, true) + "\n";
  std::string const replicates = least->replicates == most->replicates
                                     ? std::to_string(least->replicates)
                                     : fmt::format("{} to {}", least->replicates, most->replicates);
  out += fmt::format("Same luck: seed {}, {} % of households, {} paired replicates; {} to {}\n", first.seed,
                     first.households_share * 100, replicates, first.first_month.text(),
                     (first.first_month + (first.months - 1)).text());
  for (std::size_t k = 0; k < all.size(); ++k)
    for (std::string const& note : all[k].notes) out += "Note  " + wrap(labels[k + 1] + ": " + note, 6, true) + "\n";
  out += "What was changed against the base\n";
  for (std::size_t k = 0; k < all.size(); ++k) out += inputs_text(all[k], labels[k + 1]);
  return out;
}

}  // namespace

std::string compare_many_text(std::vector<Comparison> const& all) {
  std::vector<std::string> const labels = labels_of(all);
  std::string out = head_text(all, labels);
  out += "\n" + row("", "value", "difference", "95 % interval", "Holm p", "pairing");
  out += block(all, &Comparison::figures, false, labels) + block(all, &Comparison::groups, false, labels);
  std::string const money = block(all, &Comparison::money, true, labels);
  if (!money.empty()) out += "Money, million yuan over the period; what no scenario changes is left out\n" + money;
  out += histories_text(all, labels);
  out +=
      wrap(fmt::format("* stands at 0.05 over the declared set of {} scenarios (Holm, figure by figure). Differences "
                       "and intervals are paired with the base. pairing: how many times fewer replicates common "
                       "luck needs.",
                       all.size())) +
      "\n";
  for (std::size_t k = 0; k < all.size(); ++k)
    if (std::string const why = pairing_explanation(all[k]); !why.empty())
      out += wrap(labels[k + 1] + ": " + why) + "\n";
  return out + "\n" + sentences(all, labels);
}

std::string compare_many_json(std::vector<Comparison> const& all) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (Comparison const& c : all) out.push_back(nlohmann::ordered_json::parse(compare_json(c)));
  return out.dump(2) + "\n";
}

std::string pairing_explanation(Comparison const& c) {
  std::vector<std::string> low;
  for (ComparedFigure const& f : c.figures) {
    double const least = f.key.starts_with("headcount_ratio")            ? 5
                         : f.key.starts_with("out_of_pocket_per_person") ? 20
                                                                         : 0;
    if (!(f.change.variance_reduction < least) || !changed(f)) continue;
    std::string const title = f.title.substr(std::min(f.title.find_first_not_of(' '), f.title.size()));
    low.push_back(fmt::format("{} ({:.1f})", title.substr(0, title.find(", yuan")), f.change.variance_reduction));
  }
  if (low.empty()) return "";
  return fmt::format(
      "The pairing of {} is low because from {} on the two scenarios leave households in different states (jobs, "
      "savings, debts), so that the same luck no longer has the same effect, and what it does differently is noise "
      "that "
      "pairing cannot share.",
      fmt::join(low, " and "), c.first_different_month.empty() ? "the start" : c.first_different_month);
}

}  // namespace holdfast
