// Do the 95 % intervals hold what they promise? Each estimator meets a process of known truth in many repeats; the 99 %
// Clopper-Pearson interval of the share of intervals that hold the truth must contain 0.95. Seed and number of repeats
// were fixed before the first look.
#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/core/draws.hpp"
#include "output/statistics.hpp"

using namespace holdfast;

namespace {

constexpr std::uint32_t seed = 20250101;
constexpr int repeats = 2000;

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
