// Importance sampling against Vasicek's one-factor portfolio: given the factor Z a share
// Phi((Phi^-1(pd) - sqrt(r) Z) / sqrt(1 - r)) fails, so P(share >= x) = Phi((Phi^-1(pd) - sqrt(1 - r) Phi^-1(x)) /
// sqrt(r)).
#include "output/rare_event.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/core/draws.hpp"

using namespace holdfast;

namespace {

boost::math::normal const standard;
double phi(double x) { return cdf(standard, x); }
double point(double p) { return quantile(standard, p); }

struct Portfolio {
  double failing = 0.02, common = 0.15;
  int loans = 0;  // 0 = infinitely many: only the factor is luck
  std::uint32_t seed = 1;
  int spent = 0;

  double share(double z) const { return phi((point(failing) - std::sqrt(common) * z) / std::sqrt(1 - common)); }
  double exact(double x) const {
    if (loans == 0) return phi((point(failing) - std::sqrt(1 - common) * point(x)) / std::sqrt(common));
    double sum = 0;  // the finite portfolio: binomial given Z, trapezoids over Z
    double const least = std::ceil(x * loans - 1e-9);
    for (double z = -8; z <= 8; z += 0.001)
      sum += 0.001 * pdf(standard, z) * cdf(complement(boost::math::binomial(loans, share(z)), least - 1));
    return sum;
  }
  TiltedSampler sampler() {
    return [this](double shift, int first, int count) {
      std::vector<Tilted> out;
      for (int r = first; r < first + count; ++r) {
        Draws const draws(Key{seed, static_cast<std::uint32_t>(r)});
        double const z = static_cast<double>(draws.normal(stream("toy_factor"), Month{1}, 0)) + shift;
        double score = share(z);
        if (loans > 0) {
          int failed = 0;
          auto const chance = static_cast<float>(score);
          for (int i = 0; i < loans; ++i)
            failed += draws.uniform(stream("toy_loan"), Month{1}, static_cast<std::uint64_t>(i)) < chance;
          score = static_cast<double>(failed) / loans;
        }
        out.push_back({z, score});
      }
      spent += count;
      return out;
    };
  }
};

// The 99 % interval of Clopper and Pearson for a share of `hits` out of `trials`.
std::pair<double, double> clopper_pearson_99(int hits, int trials) {
  using boost::math::beta_distribution;
  double const low = hits == 0 ? 0 : quantile(beta_distribution<>(hits, trials - hits + 1), 0.005);
  double const high = hits == trials ? 1 : quantile(beta_distribution<>(hits + 1, trials - hits), 0.995);
  return {low, high};
}

int covered(Portfolio portfolio, double threshold, int repeats) {
  int hits = 0;
  double const exact = portfolio.exact(threshold);
  for (int k = 0; k < repeats; ++k) {
    portfolio.seed = 1000 + static_cast<std::uint32_t>(k);
    RareEvent const e = estimate_rare_event(portfolio.sampler(), {.threshold = threshold, .replicates = 400});
    hits += e.probability.low <= exact && exact <= e.probability.high;
  }
  return hits;
}

}  // namespace

TEST_CASE("the weight is the density ratio of the normals, bounded by the plain share", "[rare_event]") {
  CHECK(mixture_weight(1.3, 0, 0) == 1);
  for (double const u : {-3.0, 0.0, 2.5})
    CHECK(mixture_weight(u, -2, 0) == Approx(pdf(standard, u) / pdf(standard, u + 2)));
  CHECK(mixture_weight(-1, -2, 0.25) ==
        Approx(pdf(standard, -1) / (0.25 * pdf(standard, -1) + 0.75 * pdf(standard, 1))));
  CHECK(mixture_weight(50, -3, 0.1) <= 10);
}

TEST_CASE("the one-factor tail is covered at the nominal rate over 200 repeats", "[rare_event]") {
  double const threshold = 0.1764;
  CHECK(Portfolio{}.exact(threshold) == Approx(1e-3).epsilon(0.02));
  int const hits = covered({}, threshold, 200);
  auto const [low, high] = clopper_pearson_99(hits, 200);
  INFO(hits << " of 200 intervals cover the closed form");
  CHECK(low <= 0.95);
  CHECK(high >= 0.95);
}

TEST_CASE("a finite portfolio, whose luck is not the factor's alone, is covered too", "[rare_event]") {
  Portfolio finite;
  finite.loans = 150;
  int const hits = covered(finite, 0.19, 200);
  auto const [low, high] = clopper_pearson_99(hits, 200);
  INFO(hits << " of 200 intervals cover the quadrature");
  CHECK(low <= 0.95);
  CHECK(high >= 0.95);
}

TEST_CASE("at one in a thousand it needs ten times less work than brute force, the pilot counted in", "[rare_event]") {
  Portfolio finite;
  finite.loans = 150;
  double const threshold = 0.19, exact = finite.exact(threshold);
  CHECK(exact == Approx(1e-3).epsilon(0.3));
  RareEvent const e = estimate_rare_event(finite.sampler(), {.threshold = threshold, .replicates = 4000});
  CHECK(finite.spent == e.replicates + e.pilot_replicates);
  CHECK(e.shift < -1.5);
  CHECK(e.gain() > 10);
  // The variance that the estimator reports is the variance that repeats show.
  std::vector<double> estimates;
  for (std::uint32_t k = 0; k < 100; ++k) {
    finite.seed = 5000 + k;
    estimates.push_back(
        estimate_rare_event(finite.sampler(), {.threshold = threshold, .replicates = 1000}).probability.value);
  }
  Estimate const over = mean_of(estimates);
  double const variance = 100 * over.standard_error * over.standard_error;
  CHECK(std::abs(over.value - exact) < 3 * over.standard_error);
  double const measured = exact * (1 - exact) / variance / (1000 + e.pilot_replicates);
  INFO("measured gain " << measured << ", reported " << e.gain());
  CHECK(measured > 10);
}

TEST_CASE("brute force by the same code is the counted share with Wilson's interval", "[rare_event]") {
  Portfolio p;
  p.loans = 50;
  RareEvent const e = estimate_rare_event(p.sampler(), {.threshold = 0.04, .replicates = 2000, .plain_share = 1});
  CHECK(e.pilot_replicates == 0);
  CHECK(e.shift == 0);
  CHECK(e.probability.value == Approx(e.hits / 2000.0));
  Estimate const counted = wilson(e.hits / 2000.0, 2000);
  CHECK(e.probability.low == Approx(counted.low).epsilon(1e-3));
  CHECK(e.probability.high == Approx(counted.high).epsilon(1e-3));
  CHECK(e.effective_hits == Approx(e.hits));
  CHECK(std::abs(e.probability.value - p.exact(0.04)) < 4 * e.probability.standard_error);
}

TEST_CASE("an event that never happens has an upper end and no false precision", "[rare_event]") {
  TiltedSampler const never = [](double, int, int count) {
    return std::vector<Tilted>(static_cast<std::size_t>(count), Tilted{0, 0});
  };
  RareEvent const e = estimate_rare_event(never, {.threshold = 1, .replicates = 100});
  CHECK(e.probability.value == 0);
  CHECK(e.hits == 0);
  CHECK(e.probability.high == Approx(1.96 * 1.96 / (100 + 1.96 * 1.96)).epsilon(1e-3));
  CHECK(std::isnan(e.gain()));
  CHECK_THROWS_AS(estimate_rare_event(never, {.threshold = 1, .replicates = 1}), std::invalid_argument);
}

TEST_CASE("an event that has nothing to do with the factor is counted plainly", "[rare_event]") {
  TiltedSampler const unrelated = [](double shift, int first, int count) {
    std::vector<Tilted> out;
    for (int r = first; r < first + count; ++r) {
      Draws const draws(Key{77, static_cast<std::uint32_t>(r)});
      out.push_back({static_cast<double>(draws.normal(stream("toy_factor"), Month{1}, 0)) + shift,
                     static_cast<double>(draws.uniform(stream("toy_loan"), Month{1}, 0))});
    }
    return out;
  };
  RareEvent const e = estimate_rare_event(unrelated, {.threshold = 0.95, .replicates = 4000});
  CHECK(e.probability.low < 0.05);
  CHECK(e.probability.high > 0.05);
  CHECK(e.shift == 0);  // the pilot sees no link
  CHECK(e.gain() == Approx(4000 / 4200.0).margin(0.01));
}
