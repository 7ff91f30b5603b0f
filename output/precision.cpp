#include "output/precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr double look_ahead = 1.05;

bool holds(PrecisionTerm const& term, Estimate const& e) { return e.half_width() <= term.half_width; }

std::string duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.{}f} seconds", seconds, seconds < 10 ? 1 : 0);
  if (seconds < 5400) return fmt::format("{:.0f} minutes", seconds / 60);
  return fmt::format("{:.1f} hours", seconds / 3600);
}

}  // namespace

Estimate estimate_of(PrecisionTerm const& term, std::span<Outcome const> scenario, std::span<Outcome const> against) {
  Series const of_scenario = series_of(*term.figure, scenario);
  if (!term.of_difference) return of_scenario.estimate();
  return paired(series_of(*term.figure, against), of_scenario).difference;
}

bool precision_holds(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates) {
  return std::equal(terms.begin(), terms.end(), estimates.begin(), estimates.end(), holds);
}

int next_total(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates, int done, int cap) {
  if (precision_holds(terms, estimates)) return done;
  double factor = 1;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    double const wide = estimates[i].half_width() / terms[i].half_width;
    if (!(wide <= 1)) factor = std::isnan(wide) ? cap : std::max(factor, wide * wide);
  }
  double const wanted = std::ceil(done * factor * look_ahead);
  return wanted >= cap ? cap : std::min(cap, std::max(done + 1, static_cast<int>(wanted)));
}

std::string precision_text(std::span<PrecisionTerm const> terms, std::span<Estimate const> estimates, int replicates,
                           double seconds) {
  std::string out = fmt::format("Half-widths of 95 % intervals on {} replicates:\n", replicates);
  double widest = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    PrecisionTerm const& term = terms[i];
    Estimate const& e = estimates[i];
    std::string const name =
        term.of_difference ? fmt::format("difference of {}", term.figure->key) : std::string(term.figure->key);
    std::string const reached = std::isnan(e.half_width()) ? "unknown" : fmt::format("{:.3g}", e.half_width());
    out += fmt::format("  {}: {} {}; asked for {:g}, reached {}: {}\n", name, format_value(e), term.figure->unit,
                       term.half_width, reached, holds(term, e) ? "held" : "not held");
    // Without a half-width nothing can be projected.
    double const factor = e.half_width() / term.half_width;
    widest = std::isnan(factor) || std::isnan(widest) ? std::nan("") : std::max(widest, factor);
  }
  double const each = seconds / replicates;
  if (widest > 1) {
    double const needed = std::ceil(replicates * widest * widest * look_ahead);
    out += fmt::format("Holding all of them is projected to take {:.0f} replicates, {} more of computing.\n", needed,
                       duration(each * (needed - replicates)));
  }
  out += fmt::format("Half these errors would cost four times the replicates: {} in all, {} more of computing.\n",
                     4 * replicates, duration(each * 3 * replicates));
  return out;
}

}  // namespace holdfast
