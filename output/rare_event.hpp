// Probabilities of 1e-3 and below by importance sampling: a common factor of the replicates, standard normal, is drawn
// with its mean shifted to where the event happens, and each replicate counts with its likelihood ratio. Defensive: a
// tenth of the replicates keeps the factor as it is (deterministic mixture, balance heuristic), so no weight exceeds
// ten and an event that has little to do with the factor costs at most a tenth of the work. (Hesterberg 1995,
// Technometrics 37, "Weighted average importance sampling and defensive mixture distributions"; the pilot is the
// cross-entropy method, Rubinstein 1999.) Knows no model: replicates come from a function, so that tests hold it
// against closed forms.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "output/statistics.hpp"

namespace holdfast {

// One replicate under a shifted factor: the factor as it came out, shift included, and what is held against the
// threshold.
struct Tilted {
  double factor = 0, score = 0;
};
// Replicates first .. first + count - 1, each with its own luck, the factor's mean shifted by `shift`.
using TiltedSampler = std::function<std::vector<Tilted>(double shift, int first, int count)>;

struct RareEventPlan {
  double threshold = 0;      // the event: score >= threshold
  int replicates = 1000;     // of the estimate
  int pilot = 200;           // of each step of the pilot, which chooses the shift
  int most_steps = 6;        // of the pilot
  double elite = 0.1;        // share of a pilot step from which the next shift is taken
  double plain_share = 0.1;  // of the replicates that keep the factor unshifted; 1 = brute force, without a pilot
  double largest_shift = 6;  // standard deviations
};

struct RareEvent {
  Estimate probability;  // 95 % interval: Wilson's with the number of plain replicates that would be as sure
  double shift = 0;
  int replicates = 0, pilot_replicates = 0;
  int hits = 0;                       // replicates in which the event happened
  double effective_hits = 0;          // Kish: (sum w)^2 / sum w^2 over the hits
  double brute_force_replicates = 0;  // that give the same standard error: p (1 - p) / se^2; NaN without a hit
  double largest_weight_share = 0;    // of the estimate that hangs on one replicate

  double all_replicates() const { return replicates + pilot_replicates; }
  // How many times more replicates brute force needs, the pilot counted in.
  double gain() const { return brute_force_replicates / all_replicates(); }
};

// Density of N(0, 1) over that of the mixture plain * N(0, 1) + (1 - plain) * N(shift, 1), at `factor`.
double mixture_weight(double factor, double shift, double plain);

// The shift whose normal is nearest (cross-entropy) to the factor given the event, found in steps: each takes the elite
// of its replicates as the event until that is beyond the threshold. 0 when the first step shows no more than chance
// (two standard errors): then the event has little to do with the factor. `used` receives the replicates spent.
double pilot_shift(TiltedSampler const& sample, RareEventPlan const& plan, int& used);

// Pilot and estimate on separate replicates. Throws std::invalid_argument for a plan without replicates or a share
// outside 0..1.
RareEvent estimate_rare_event(TiltedSampler const& sample, RareEventPlan const& plan);

}  // namespace holdfast
