// Do the 95 % intervals hold what they promise? Each estimator meets a process of known truth in many repeats; the 99 %
// Clopper-Pearson interval of the share of intervals that hold the truth must contain 0.95. Seed and number of repeats
// were set, and committed, before this study was run for the first time: the day they were set on, and five times the
// 2,000 repeats that are the least. A first study (seed 20250101) was widened after a look at it and proves less.
#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/core/draws.hpp"
#include "output/precision.hpp"
#include "output/statistics.hpp"

using namespace holdfast;

namespace {

constexpr std::uint32_t seed = 20261128;
constexpr int repeats = 10000;

// The luck of one repeat of a study.
KeyedEngine engine(Stream study, int repeat) {
  return {Draws(Key{seed, static_cast<std::uint32_t>(repeat)}), study, Month::of(2021, 1), 0};
}

struct Coverage {
  int held = 0, repeats = 0;

  using Binomial = boost::math::binomial_distribution<>;
  double share() const { return static_cast<double>(held) / repeats; }
  double low() const { return Binomial::find_lower_bound_on_p(repeats, held, 0.005); }
  double high() const { return Binomial::find_upper_bound_on_p(repeats, held, 0.005); }
};

// holds(engine) = the interval of this repeat holds the truth.
template <class Holds>
Coverage coverage_of(Stream study, Holds&& holds) {
  Coverage out{0, repeats};
  for (int repeat = 0; repeat < repeats; ++repeat) out.held += holds(engine(study, repeat)) ? 1 : 0;
  return out;
}

void check_95(Coverage const& c) {
  INFO("coverage " << c.share() << ", 99 % interval " << c.low() << " to " << c.high());
  CHECK(c.low() <= 0.95);
  CHECK(c.high() >= 0.95);
}

bool holds(Estimate const& e, double truth) { return e.low <= truth && truth <= e.high; }

// The figure of one replicate: an effect of common luck that is a little skewed, and the luck of households.
double figure(KeyedEngine& luck) { return 3 + 0.5 * std::exp(0.3 * luck.normal()) + 0.2 * luck.normal(); }
double const figure_mean = 3 + 0.5 * std::exp(0.045);

// Households with chances from a beta distribution (1, b), of whom every `weight`-th is drawn; their successes in
// `replicates`, and how many of the whole population truly lie above the threshold.
struct Chances {
  double b, threshold;
  int drawn, weight, replicates;

  struct Sample {
    std::vector<double> weights;
    std::vector<int> successes;
    int truth = 0;
  };
  Sample draw(KeyedEngine luck) const {
    Sample out;
    double const below = 1 - std::pow(1 - threshold, b);
    for (int i = 0; i < drawn * weight; ++i) {
      double const u = luck.uniform();
      out.truth += u >= below ? 1 : 0;
      if (i % weight != 0) continue;
      double const chance = 1 - std::pow(1 - u, 1 / b);
      int successes = 0;
      for (int r = 0; r < replicates; ++r) successes += luck.uniform() < chance ? 1 : 0;
      out.weights.push_back(weight), out.successes.push_back(successes);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("intervals of means and paired differences hold the truth in 95 % of repeats", "[statistics][coverage]") {
  using V = std::vector<double>;
  check_95(coverage_of(stream("coverage_of_means"), [](KeyedEngine luck) {
    V values;
    for (int r = 0; r < 20; ++r) values.push_back(figure(luck));
    return holds(mean_of(values), figure_mean);
  }));
  // Onsets over person-years that differ from replicate to replicate: 2 per 100 as A, 2.5 as B.
  auto const both = [](KeyedEngine luck, bool difference) {
    V onsets_a, onsets_b, years_a, years_b;
    for (int r = 0; r < 20; ++r) {
      double const common = 1 + 0.2 * luck.normal(), years = 1000 * (1 + 0.1 * luck.normal());
      years_a.push_back(years), years_b.push_back(years * 0.98);
      onsets_a.push_back(years * 0.02 * common + 0.5 * luck.normal());
      onsets_b.push_back(years * 0.98 * 0.025 * common + 0.5 * luck.normal());
    }
    return difference ? holds(paired_ratio_difference(onsets_a, years_a, onsets_b, years_b).difference, 0.005)
                      : holds(ratio_of_sums(onsets_a, years_a), 0.02);
  };
  check_95(coverage_of(stream("coverage_of_ratios"), [&](KeyedEngine luck) { return both(luck, false); }));
  check_95(coverage_of(stream("coverage_of_ratio_differences"), [&](KeyedEngine luck) { return both(luck, true); }));
  check_95(coverage_of(stream("coverage_of_differences"), [](KeyedEngine luck) {
    V a, b;
    for (int r = 0; r < 20; ++r) {
      double const common = figure(luck);
      a.push_back(common + 0.1 * luck.normal()), b.push_back(1.2 * common - 0.4 + 0.1 * luck.normal());
    }
    return holds(paired_difference(a, b).difference, 0.2 * figure_mean - 0.4);
  }));
}

TEST_CASE("intervals of quantiles hold the truth in 95 % of repeats", "[statistics][coverage]") {
  // Log-normal, so that the two tails differ: the quantile at 0.95 is exp(1.645), at 0.05 exp(-1.645).
  double const z = 1.6448536269514722;
  auto const study = [](KeyedEngine luck, int replicates, double level, double truth) {
    std::vector<double> values;
    for (int r = 0; r < replicates; ++r) values.push_back(std::exp(luck.normal()));
    return holds(quantile_of(values, level), truth);
  };
  check_95(coverage_of(stream("coverage_of_medians"), [&](KeyedEngine e) { return study(e, 20, 0.5, 1); }));
  check_95(coverage_of(stream("coverage_high"), [&](KeyedEngine e) { return study(e, 200, 0.95, std::exp(z)); }));
  check_95(coverage_of(stream("coverage_low"), [&](KeyedEngine e) { return study(e, 100, 0.05, std::exp(-z)); }));
  // As good as seven replicates allow: the interpolation takes values as evenly spread between order statistics.
  Coverage const few =
      coverage_of(stream("coverage_of_few_medians"), [&](KeyedEngine e) { return study(e, 7, 0.5, 1); });
  INFO("median of seven: coverage " << few.share());
  CHECK(few.low() > 0.93);
  CHECK(few.high() < 0.96);
}

TEST_CASE("a contract that stops when its half-width is reached holds the truth", "[statistics][coverage]") {
  // The standard deviation of a figure is 0.253; 0.05 takes about 100 replicates, so that runs stop at any stage.
  OutcomeFigure const plain{"figure", "", "", "", &Outcome::in_spell};
  struct Stops {
    int total = 0, after_first_stage = 0, too_wide = 0;
  };
  auto const study = [&](double half_width, KeyedEngine luck, Stops& stops) {
    std::vector<PrecisionTerm> const terms{{&plain, false, half_width}};
    std::vector<Outcome> replicates;
    int wanted = precision_replicates, done = 0;
    Estimate e;
    while (done < wanted) {
      for (; done < wanted; ++done) {
        replicates.emplace_back();
        replicates.back().in_spell = figure(luck);
      }
      e = estimate_of(terms[0], replicates, {});
      wanted = next_total(terms, std::vector{e}, done, 1000);
    }
    stops.total += done, stops.after_first_stage += done == precision_replicates ? 1 : 0;
    stops.too_wide += e.half_width() > half_width ? 1 : 0;
    return holds(e, figure_mean);
  };
  Stops far, near;
  Coverage const c =
      coverage_of(stream("coverage_of_contracts"), [&](KeyedEngine luck) { return study(0.05, luck, far); });
  INFO("coverage " << c.share() << ", 99 % interval " << c.low() << " to " << c.high() << "; " << far.total / repeats
                   << " replicates on average");
  CHECK(c.high() >= 0.95);
  CHECK(far.too_wide == 0);
  CHECK(far.total / repeats > 100);  // 103 for whoever knows the deviation; a twentieth and second looks on top
  CHECK(far.total / repeats < 125);
  // Where the first stage is just about enough, it is narrow intervals that stop: the worst case.
  Coverage const worst =
      coverage_of(stream("coverage_of_near_contracts"), [&](KeyedEngine luck) { return study(0.07, luck, near); });
  INFO("near the first stage: coverage " << worst.share() << ", 99 % interval to " << worst.high() << "; "
                                         << near.after_first_stage << " ended there");
  CHECK(worst.high() >= 0.95);
  CHECK(near.after_first_stage > repeats / 5);
  CHECK(near.after_first_stage < 4 * repeats / 5);
}

TEST_CASE("counts above a threshold of noisy chances hold the truth in 95 % of repeats", "[statistics][coverage]") {
  // A sixth of the households above 0.10, known from 30 replicates: the raw count is half too high.
  Chances const whole{17, 0.10, 300, 1, 30}, tenth{17, 0.10, 300, 10, 30};
  double raw = 0, corrected = 0, truth = 0;
  check_95(coverage_of(stream("at_risk_of_all"), [&](KeyedEngine luck) {
    auto const sample = whole.draw(luck);
    Estimate const e = count_above_threshold(sample.weights, sample.successes, whole.replicates, whole.threshold);
    for (int const k : sample.successes) raw += k >= whole.threshold * whole.replicates ? 1 : 0;
    corrected += e.value, truth += sample.truth;
    return holds(e, sample.truth);
  }));
  INFO("raw count " << raw / truth << " of the truth, corrected " << corrected / truth);
  CHECK(raw / truth > 1.3);
  CHECK(corrected / truth == Approx(1).margin(0.01));
  check_95(coverage_of(stream("at_risk_of_a_sample"), [&](KeyedEngine luck) {
    auto const sample = tenth.draw(luck);
    return holds(count_above_threshold(sample.weights, sample.successes, tenth.replicates, tenth.threshold),
                 sample.truth);
  }));
}
