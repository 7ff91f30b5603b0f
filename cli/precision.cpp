#include "cli/precision.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "model/core/errors.hpp"
#include "scenarios/suggest.hpp"

namespace holdfast::cli {
namespace {

std::string_view trimmed(std::string_view text) {
  std::size_t const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// How the half-width of a figure is written: points of a rate or share, or what is counted.
std::string_view unit_of(OutcomeFigure const& figure) {
  if (figure.unit.starts_with("per 100") || figure.unit.starts_with("percent")) return "pp";
  if (figure.unit.starts_with("yuan")) return "yuan";
  if (figure.unit.starts_with("million yuan")) return "million";
  return figure.unit;  // persons, households
}

struct ContractReader {
  bool against;
  std::vector<PrecisionTerm> terms{};
  std::vector<Problem> problems{};
  std::set<std::string, std::less<>> seen{};

  void refuse(std::string message) { problems.push_back({"--until", 0, 0, "", std::move(message)}); }

  // nullptr = refused. `difference` is of the first figure that was named, or of latent_relapse.
  OutcomeFigure const* figure_of(std::string_view key) {
    if (key == "difference") {
      if (!against) refuse("difference needs another scenario to differ from: add --against SCENARIO.");
      return terms.empty() ? find_outcome_figure("latent_relapse") : terms.front().figure;
    }
    if (OutcomeFigure const* const figure = find_outcome_figure(key)) return figure;
    std::vector<std::string> known;
    for (OutcomeFigure const& f : outcome_figures()) known.emplace_back(f.key);
    known.emplace_back("difference");
    refuse(fmt::format("\"{}\" is no figure.{} There are: {}.", key, did_you_mean(key, known), fmt::join(known, ", ")));
    return nullptr;
  }

  void read_width(PrecisionTerm term, std::string_view key, std::string_view written) {
    char const* const end = written.data() + written.size();
    auto const [after, error] = std::from_chars(written.data(), end, term.half_width);
    std::string_view const unit = trimmed({after, static_cast<std::size_t>(end - after)}),
                           wanted = unit_of(*term.figure);
    std::string_view const space = wanted == "pp" ? "" : " ";
    if (error != std::errc{} || !(term.half_width > 0) || term.half_width > 1e15)
      return refuse(fmt::format("{}: \"{}\" is no half-width: write a number above 0 with its unit, such as 0.05{}{}.",
                                key, written, space, wanted));
    if (unit.empty())
      return refuse(fmt::format("{}: {} has no unit: write {}{}{}, the figure is {}.", key, written, written, space,
                                wanted, term.figure->unit));
    if (unit != wanted && !(wanted == "million" && unit == "million yuan"))
      return refuse(fmt::format("{}: \"{}\" is not its unit: the figure is {}, write {:g}{}{}{}.", key, unit,
                                term.figure->unit, term.half_width, space, wanted,
                                wanted == "pp" ? " (percentage points, or cases per 100 person-years)" : ""));
    terms.push_back(term);
  }

  void read_term(std::string_view text) {
    std::size_t const colon = text.find(':');
    if (colon == std::string_view::npos)
      return refuse(fmt::format("\"{}\" is no term: write KEY: HALF-WIDTH, such as \"latent_relapse: 0.05pp\".", text));
    std::string_view const key = trimmed(text.substr(0, colon));
    if (!seen.emplace(key).second) return refuse(fmt::format("{} stands in it twice.", key));
    OutcomeFigure const* const figure = figure_of(key);
    if (figure != nullptr) read_width({figure, key == "difference", 0}, key, trimmed(text.substr(colon + 1)));
  }
};

}  // namespace

std::vector<PrecisionTerm> read_precision(std::string_view text, bool against) {
  ContractReader reader{against};
  for (std::size_t from = 0; from <= text.size();) {
    std::size_t const end = std::min(text.find(',', from), text.size());
    reader.read_term(trimmed(text.substr(from, end - from)));
    from = end + 1;
  }
  if (!reader.problems.empty()) throw InputError(reader.problems);
  return reader.terms;
}

Growth ContractRun::growth(std::vector<RunOrder> const& orders, std::function<Provenance(std::size_t, int)> papers,
                           std::function<void(int from, int to)> going_on) {
  outcomes_.assign(orders.size(), {});
  std::vector<Scenario const*> scenarios;
  for (RunOrder const& order : orders) scenarios.push_back(order.scenario);
  Growth out;
  out.first_total = std::min(precision_replicates, cap_);
  out.observe = [this, scenarios](std::size_t k, ReplicateResult const& result) {
    outcomes_[k].push_back(outcome_of(result, *scenarios[k]));
  };
  out.next = [this, going_on = std::move(going_on)](int done) {
    int const total = next_total(terms_, estimates(), done, cap_);
    if (total > done) going_on(done, total);
    return total;
  };
  out.papers = std::move(papers);
  return out;
}

std::vector<Estimate> ContractRun::estimates() const {
  std::vector<Estimate> out;
  for (PrecisionTerm const& term : terms_) out.push_back(estimate_of(term, outcomes_.back(), outcomes_.front()));
  return out;
}

bool ContractRun::holds() const { return precision_holds(terms_, estimates()); }

std::string ContractRun::text(double seconds) const {
  return precision_text(terms_, estimates(), static_cast<int>(outcomes_.back().size()), seconds);
}

}  // namespace holdfast::cli
