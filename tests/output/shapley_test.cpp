#include "output/shapley.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <numeric>

#include "model/core/draws.hpp"
#include "output/attribution.hpp"

using namespace holdfast;

namespace {

template <class Worth>
std::vector<double> game_of(int parts, Worth&& worth) {
  std::vector<double> out;
  for (Coalition c = 0; c < Coalition{1} << parts; ++c) out.push_back(worth(c));
  return out;
}

bool has(Coalition c, int part) { return (c >> part & 1u) != 0; }

// The worth of a coalition in one replicate: interactions of all orders, and luck of its own.
double noisy_worth(Coalition c, int parts, int replicate, std::uint32_t seed, double noise) {
  double sum = 0;
  for (int i = 0; i < parts; ++i) sum += has(c, i) ? 10.0 * (i + 1) : 0;
  sum += has(c, 0) && has(c, 1) && has(c, 2) ? 60 : 0;
  sum -= has(c, 1) && has(c, 3) && has(c, 4) ? 45 : 0;
  sum += std::popcount(c) == 3 ? 25 : 0;
  Draws const draws(Key{seed, static_cast<std::uint32_t>(replicate)});
  return sum + noise * static_cast<double>(draws.normal(stream("game"), Month{0}, c));
}

AttributionGame noisy_game(int parts, int replicates, std::uint32_t seed, std::vector<std::vector<int>> orders) {
  AttributionGame game;
  for (int i = 0; i < parts; ++i) game.parts.push_back({std::string(1, static_cast<char>('a' + i)), "", "", ""});
  game.orders = std::move(orders);
  for (Coalition const c : coalitions_needed(parts, game.orders))
    for (int r = 0; r < replicates; ++r) {
      Outcome outcome;
      outcome.onsets = noisy_worth(c, parts, r, seed, 5);
      game.outcomes[c].push_back(outcome);
    }
  return game;
}

}  // namespace

TEST_CASE("in an additive game each part is worth what it adds", "[output]") {
  std::vector<double> const adds{3, -1, 0.5, 7};
  auto const game = game_of(4, [&](Coalition c) {
    double sum = 100;
    for (int i = 0; i < 4; ++i) sum += has(c, i) ? adds[static_cast<std::size_t>(i)] : 0;
    return sum;
  });
  auto const values = shapley_values(game, 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(values[i] == Approx(adds[i]).epsilon(1e-12));
}

TEST_CASE("parts that are alike share alike", "[output]") {
  auto const values = shapley_values(game_of(5, [](Coalition c) { return std::popcount(c) * std::popcount(c); }), 5);
  for (double const value : values) CHECK(value == Approx(5).epsilon(1e-12));  // 25 among five
}

TEST_CASE("of one left and two right gloves the left one is worth two thirds of a pair", "[output]") {
  auto const values =
      shapley_values(game_of(3, [](Coalition c) { return has(c, 0) && (has(c, 1) || has(c, 2)) ? 1.0 : 0.0; }), 3);
  CHECK(values[0] == Approx(2.0 / 3).epsilon(1e-12));
  CHECK(values[1] == Approx(1.0 / 6).epsilon(1e-12));
  CHECK(values[2] == Approx(1.0 / 6).epsilon(1e-12));
}

TEST_CASE("Shapley values sum to the total and a part without effect gets exactly 0", "[output]") {
  for (int parts : {1, 2, 5, 8}) {
    auto const game =
        game_of(parts, [&](Coalition c) { return noisy_worth(c & ~Coalition{1}, parts, 0, 3, 50); });  // part 0 is null
    auto const values = shapley_values(game, parts);
    double const sum = std::accumulate(values.begin(), values.end(), 0.0), total = game.back() - game.front();
    CHECK(sum == Approx(total).epsilon(1e-9));
    CHECK(values[0] == 0);
  }
  CHECK_THROWS_AS(shapley_values(std::vector<double>(7), 3), std::invalid_argument);
}

TEST_CASE("sampled orders are permutations, each followed by its reverse, the same for a seed", "[output]") {
  auto const orders = sampled_orders(9, 20, 7);
  REQUIRE(orders.size() == 40);
  for (std::size_t k = 0; k < orders.size(); k += 2) {
    std::vector<int> sorted = orders[k];
    std::sort(sorted.begin(), sorted.end());
    for (int i = 0; i < 9; ++i) CHECK(sorted[static_cast<std::size_t>(i)] == i);
    CHECK(std::equal(orders[k].begin(), orders[k].end(), orders[k + 1].rbegin(), orders[k + 1].rend()));
  }
  CHECK(orders == sampled_orders(9, 20, 7));
  CHECK(orders != sampled_orders(9, 20, 8));
  CHECK(coalitions_on_the_way(std::vector<int>{2, 0, 1}) == std::vector<Coalition>{0, 4, 5, 7});
  CHECK(coalitions_needed(3, {{2, 0, 1}}) == std::vector<Coalition>{0, 4, 5, 7});
  CHECK(coalitions_needed(3, {}).size() == 8);
}

TEST_CASE("every order is about as frequent among the sampled ones", "[output]") {
  std::map<std::vector<int>, int> seen;
  for (auto const& order : sampled_orders(3, 3000, 1)) ++seen[order];
  REQUIRE(seen.size() == 6);
  for (auto const& [order, n] : seen) CHECK(std::abs(n - 1000) < 130);  // four standard deviations
}

TEST_CASE("what pairs of parts do together is exact from one order and its reverse", "[output]") {
  auto const worth = [](Coalition c) {
    return (has(c, 0) ? 5.0 : 0) + (has(c, 0) && has(c, 1) ? 8.0 : 0) - (has(c, 1) && has(c, 2) ? 2.0 : 0);
  };
  AttributionGame game;
  game.parts.resize(3);
  game.orders = sampled_orders(3, 1, 4);
  for (Coalition const c : coalitions_needed(3, game.orders)) {
    Outcome outcome;
    outcome.onsets = worth(c);
    game.outcomes[c] = {outcome, outcome};
  }
  Attributed const sampled = attribute_figure(game, *find_outcome_figure("newly_relapsed"));
  auto const exact = shapley_values(game_of(3, worth), 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(sampled.parts[i].value == Approx(exact[i]).epsilon(1e-12));
}

TEST_CASE("the interval of sampled values holds the exact one, and would not without the error of sampling",
          "[output]") {
  constexpr int parts = 6, replicates = 12, pairs = 10, seeds = 250;
  auto const truth = shapley_values(game_of(parts, [](Coalition c) { return noisy_worth(c, parts, 0, 0, 0); }), parts);
  int held = 0, held_by_luck_alone = 0;
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
    AttributionGame const game = noisy_game(parts, replicates, seed, sampled_orders(parts, pairs, seed));
    Attributed const sampled = attribute_figure(game, *find_outcome_figure("newly_relapsed"));
    double sum = 0;
    for (std::size_t i = 0; i < parts; ++i) {
      Estimate const& e = sampled.parts[i];
      Estimate const luck = mean_of(sampled.by_replicate[i]);
      held += e.low <= truth[i] && truth[i] <= e.high;
      held_by_luck_alone += luck.low <= truth[i] && truth[i] <= luck.high;
      sum += e.value;
    }
    CHECK(sum == Approx(sampled.total.value).epsilon(1e-9));
  }
  double const all = parts * seeds;
  CHECK(held / all > 0.91);  // 0.95 less three standard deviations of 250 independent trials
  CHECK(held_by_luck_alone / all < 0.85);
}

TEST_CASE("exact values of a figure come with the interval over replicates, a rate with its own ratio", "[output]") {
  AttributionGame game;
  game.parts = {{"x", "", "", ""}, {"y", "", "", ""}};
  // Two replicates; y does nothing. Onsets / person-months x 1200.
  for (Coalition c = 0; c < 4; ++c)
    for (int r = 0; r < 2; ++r) {
      Outcome o;
      o.onsets = has(c, 0) ? 30 + 10 * r : 10;
      o.at_risk_person_months = 12000;
      game.outcomes[c].push_back(o);
    }
  Attributed const rate = attribute_figure(game, *find_outcome_figure("latent_relapse"));
  CHECK(rate.none.value == Approx(1));
  CHECK(rate.all.value == Approx(3.5));
  CHECK(rate.parts[0].value == Approx(2.5));  // 2 and 3
  CHECK(rate.parts[0].standard_error == Approx(0.5));
  CHECK(rate.parts[1].value == 0);
  CHECK(rate.parts[1].high == 0);
  CHECK(rate.shares[0].value == Approx(100));
  CHECK(rate.by_replicate[0] == std::vector<double>{2, 3});
}
