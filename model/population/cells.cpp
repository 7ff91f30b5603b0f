#include "model/population/cells.hpp"

#include <algorithm>

#include "model/core/numeric.hpp"

namespace holdfast::population {
namespace {

constexpr std::size_t options = away_options.size();

// Whole numbers that follow a list of real ones: each within one, each run of neighbours within one, the sum exact.
class SystematicRounding {
 public:
  explicit SystematicRounding(double start) : sum_(start), given_(static_cast<std::int64_t>(start)) {}
  Index next(double expected) {
    sum_ += expected;
    auto const upto = static_cast<std::int64_t>(sum_);
    auto const n = upto - given_;
    given_ = upto;
    return static_cast<Index>(n);
  }

 private:
  double sum_;
  std::int64_t given_;
};

// How much more often than others a household of this kind has absent members: prior only, the register sizes decide.
double away_odds(Archetype const& a) {
  if (a.skipped) return 6.0;              // the parents are away
  if (a.adults_19_59() == 0) return 1.3;  // old people alone: grown children away
  if (a.children() > 0 && a.adults_19_59() == 1 && a.generations == 2) return 2.5;  // one parent at home
  if (a.size() == 1) return 0.8;
  if (a.generations >= 3) return a.persons[age_19_44] >= 2 ? 0.5 : 1.5;
  return 0.6;
}

std::array<double, options> option_seeds(Synthesis::Params const& p) {
  double const pair = p.away_two_share;
  double const one = std::max(0.0, 1.0 - p.away_two_share - p.away_three_share);
  return {1.0,
          one,
          pair * (1.0 - p.away_child_share),
          double(p.away_three_share),
          pair * p.away_child_share * 0.65,
          pair * p.away_child_share * 0.35};
}

std::size_t size_bin(int members) { return static_cast<std::size_t>(std::min(members, 9) - 1); }

// Weight of each cell: the archetype's weight, split over the options so that register sizes meet their target as far
// as residents allow (a household is never smaller than its residents).
std::vector<double> cell_weights(std::vector<double> const& weight, Synthesis::Params const& p, double mean) {
  auto const& list = archetypes();
  auto const seeds = option_seeds(p);
  auto const target = register_sizes(p, mean);
  std::vector<double> cell(list.size() * options);
  std::vector<std::uint8_t> bin(cell.size());
  for (std::size_t a = 0; a < list.size(); ++a)
    for (std::size_t o = 0; o < options; ++o) {
      cell[a * options + o] = seeds[o] * (o > 0 ? away_odds(list[a]) : 1.0);
      bin[a * options + o] = static_cast<std::uint8_t>(size_bin(list[a].size() + away_options[o].size()));
    }
  bool last = false;
  for (int round = 0;; ++round) {  // ends with the archetypes exact
    std::array<double, 9> sum{};
    for (std::size_t a = 0; a < list.size(); ++a) {
      double total = 0;
      for (std::size_t o = 0; o < options; ++o) total += cell[a * options + o];
      double const scale = weight[a] / total;
      for (std::size_t o = 0; o < options; ++o) {
        double& w = cell[a * options + o];
        w *= scale;
        sum[bin[a * options + o]] += w;
      }
    }
    if (last) break;
    std::array<double, 9> factor{};
    double worst = 0;
    for (std::size_t s = 0; s < 9; ++s) {
      factor[s] = sum[s] > 1e-12 ? std::clamp(target[s] / sum[s], 0.1, 10.0) : 1.0;
      worst = std::max(worst, sum[s] > target[s] ? sum[s] - target[s] : target[s] - sum[s]);
    }
    last = worst < 1e-5 || round == 28;
    for (std::size_t c = 0; c < cell.size(); ++c) cell[c] = std::max(cell[c] * factor[bin[c]], 1e-30);
  }
  return cell;
}

// Odds of being lifted-out (or marginal) relative to the average household.
double lifted_odds(Cell const& c, Synthesis::Params const& p) {
  Archetype const& a = c.kind();
  bool const no_worker = a.adults_19_59() + c.away().adults == 0;
  double const dependants = a.children() - a.persons[age_16_18] + a.with_65_plus() + c.away().children;
  return numeric::exp(p.lifted_no_worker_log_odds * double(no_worker) +
                      p.lifted_dependency_log_odds * dependants / c.members() + p.lifted_size_log_odds * c.members());
}

// The multiplier m with sum over cells of n * members * m odds / (1 + m odds) = persons, by Newton's method in log m.
double odds_multiplier(std::vector<Index> const& count, std::vector<double> const& odds, double persons) {
  struct Term {
    double members, odds;
  };
  std::vector<Term> terms;
  double all = 0;
  for (std::size_t c = 0; c < count.size(); ++c)
    if (count[c] > 0) {
      terms.push_back({double(count[c]) * cell_of(c).members(), odds[c]});
      all += terms.back().members;
    }
  double log_m = numeric::log(std::max(persons, 1e-9) / std::max(all - persons, 1e-9));
  for (int round = 0; round < 40; ++round) {
    double const m = numeric::exp(log_m);
    double sum = 0, slope = 0;
    for (Term const& t : terms) {
      double const share = m * t.odds / (1.0 + m * t.odds);
      sum += t.members * share;
      slope += t.members * share * (1.0 - share);
    }
    double const step = std::clamp((persons - sum) / std::max(slope, 1e-9), -2.0, 2.0);
    log_m += step;
    if (step < 1e-10 && step > -1e-10) break;
  }
  return numeric::exp(log_m);
}

// Moves whole households between two classes until `persons` members are in `to`; a household of one is always there
// to close the last gap.
void move_to_exact(std::vector<Index>& to, std::vector<Index>& from, std::int64_t have, std::int64_t persons,
                   std::size_t start) {
  while (have != persons) {
    bool const more = have < persons;
    auto& source = more ? from : to;
    auto& sink = more ? to : from;
    std::int64_t const gap = more ? persons - have : have - persons;
    std::size_t best = source.size();
    int best_size = 0;
    for (std::size_t k = 0; k < source.size(); ++k) {
      std::size_t const c = (start + k) % source.size();
      int const size = source[c] > 0 ? cell_of(c).members() : 0;
      if (size > best_size && size <= gap && size <= 4) best = c, best_size = size;
    }
    if (best == source.size()) return;  // only larger households are left: reported by the fit report
    --source[best];
    ++sink[best];
    have += more ? best_size : -best_size;
    start = best + 1;
  }
}

std::int64_t members_in(std::vector<Index> const& count) {
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < count.size(); ++c) sum += std::int64_t{count[c]} * cell_of(c).members();
  return sum;
}

constexpr Stream cells_stream = stream("population.cells");

// Splits `all` into lifted-out, marginal and ordinary households.
void split_classes(Cells& cells, std::vector<Index> const& all, CountyFacts const& facts, ClassParams const& params,
                   Words const& words) {
  std::vector<double> odds(all.size());
  for (std::size_t c = 0; c < all.size(); ++c)
    if (all[c] > 0) odds[c] = lifted_odds(cell_of(c), params[lifted_out]);
  auto const persons = std::min(static_cast<std::int64_t>(facts.lifted_out_persons + 0.5), members_in(all));
  double const multiplier = persons > 0 ? odds_multiplier(all, odds, double(persons)) : 0.0;
  auto& [poor, near, rest] = cells.count;
  poor.assign(all.size(), 0);
  near.assign(all.size(), 0);
  rest = all;
  SystematicRounding lifted_rounding(uniform(words[1]));
  for (std::size_t c = 0; c < all.size(); ++c) {
    double const m = multiplier * odds[c];
    poor[c] = std::min(all[c], lifted_rounding.next(all[c] * m / (1.0 + m)));
    rest[c] -= poor[c];
  }
  move_to_exact(poor, rest, members_in(poor), persons, words[2] % all.size());
  SystematicRounding marginal_rounding(uniform(words[3]));
  auto const& p = params[marginal];
  double const no_worker_odds = numeric::exp(double(p.marginal_no_worker_log_odds));
  double const odds_mean = p.marginal_share / std::max(1.0 - p.marginal_share, 1e-6);
  for (std::size_t c = 0; c < all.size(); ++c) {
    if (rest[c] == 0) continue;
    Cell const cell = cell_of(c);
    bool const no_worker = cell.kind().adults_19_59() + cell.away().adults == 0;
    double const m = odds_mean * (no_worker ? no_worker_odds : 1.0);
    near[c] = std::min(rest[c], marginal_rounding.next(rest[c] * m / (1.0 + m)));
    rest[c] -= near[c];
  }
}

}  // namespace

std::array<double, 9> register_sizes(Synthesis::Params const& p, double mean) {
  // 6 and more falls by 0.45 from size to size, mean 6.7
  std::array<double, 9> const shape{p.register_size_1_share,
                                    p.register_size_2_share,
                                    p.register_size_3_share,
                                    p.register_size_4_share,
                                    p.register_size_5_share,
                                    p.register_size_6_plus_share * 0.574,
                                    p.register_size_6_plus_share * 0.258,
                                    p.register_size_6_plus_share * 0.116,
                                    p.register_size_6_plus_share * 0.052};
  std::array<double, 9> out{};
  double low = -5, high = 5;
  for (int halving = 0; halving < 50; ++halving) {
    double const tilt = 0.5 * (low + high);
    double sum = 0, persons = 0;
    for (std::size_t s = 0; s < 9; ++s) {
      out[s] = shape[s] * numeric::exp(tilt * double(s));
      sum += out[s];
      persons += out[s] * double(s + 1);
    }
    for (double& share : out) share /= sum;
    (persons < mean * sum ? low : high) = tilt;
  }
  return out;
}

std::size_t Cells::at(std::size_t household_class, Index i) const {
  auto const& list = upto[household_class];
  return static_cast<std::size_t>(std::upper_bound(list.begin(), list.end(), i) - list.begin());
}

Cells make_cells(CountyFacts const& facts, ClassParams const& params, Draws const& draws) {
  Cells cells;
  Margins const& margins = facts.margins;
  auto const& p = params[ordinary];
  std::vector<Index> all(archetypes().size() * options, 0);
  auto const total = static_cast<Index>(margins.rural_households + 0.5);
  if (total > 0) {
    cells.fit = fit_archetypes(margins);
    double const away =
        p.away_per_household + p.away_age_slope * (margins.age_share[age_19_44] - p.young_adult_reference_share);
    auto const weight = cell_weights(cells.fit.weight, p, margins.mean_size + std::clamp(away, 0.1, 2.0));
    Words const words = draws.words(cells_stream, lasting_month, county_agent(facts.number));
    double sum = 0;
    for (double const w : weight) sum += w;
    SystematicRounding rounding(uniform(words[0]));
    Index given = 0;
    std::size_t largest = 0;
    for (std::size_t c = 0; c < all.size(); ++c) {
      given += all[c] = rounding.next(total * weight[c] / sum);
      if (all[c] > all[largest]) largest = c;
    }
    all[largest] += total - given;  // the last bits of the floating sum
    split_classes(cells, all, facts, params, words);
  } else {
    for (auto& count : cells.count) count = all;
  }
  for (std::size_t k = 0; k < household_classes; ++k) {
    cells.upto[k].resize(all.size());
    for (std::size_t c = 0; c < all.size(); ++c) {
      Index const n = cells.count[k][c];
      cells.upto[k][c] = cells.households[k] += n;
      if (n == 0) continue;
      cells.members[k] += std::int64_t{n} * cell_of(c).members();
      cells.residents[k] += std::int64_t{n} * cell_of(c).kind().size();
    }
  }
  return cells;
}

KeyedOrder::KeyedOrder(Draws const& draws, Stream stream, std::uint64_t agent, std::uint32_t index, Index n)
    : n_(static_cast<std::uint32_t>(std::max(n, 1))) {
  Words const a = draws.words(stream, lasting_month, agent, index, 1),
              b = draws.words(stream, lasting_month, agent, index, 2);
  std::copy(a.begin(), a.end(), key_.begin());
  std::copy(b.begin(), b.end(), key_.begin() + 4);
  int bits = 2;
  while ((std::uint64_t{1} << bits) < n_) ++bits;
  low_bits_ = bits / 2;
  high_bits_ = bits - low_bits_;
}

std::uint32_t KeyedOrder::once(std::uint32_t x) const {
  auto const mix = [](std::uint32_t h) {  // murmur3 finaliser
    h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
    h = (h ^ (h >> 13)) * 0xC2B2AE35u;
    return h ^ (h >> 16);
  };
  std::uint32_t const low_mask = (1u << low_bits_) - 1, high_mask = (1u << high_bits_) - 1;
  std::uint32_t low = x & low_mask, high = x >> low_bits_;
  for (std::size_t round = 0; round < 8; round += 2) {
    high = (high ^ mix(low ^ key_[round])) & high_mask;
    low = (low ^ mix(high ^ key_[round + 1])) & low_mask;
  }
  return (high << low_bits_) | low;
}

Index KeyedOrder::at(Index i) const {
  std::uint32_t x = static_cast<std::uint32_t>(i);
  do x = once(x);
  while (x >= n_);
  return static_cast<Index>(x);
}

}  // namespace holdfast::population
