// The rule by which a run under a precision contract goes on or ends, by hand.
#include "output/precision.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace holdfast;

namespace {

OutcomeFigure const persons{"in_spell", "", "", "persons", &Outcome::in_spell};

Estimate with_half_width(double half) { return {10, half / 2, 10 - half, 10 + half, 50}; }

int next(std::vector<double> const& half_widths, std::vector<double> const& asked, int done, int cap = 1000) {
  std::vector<PrecisionTerm> terms;
  std::vector<Estimate> estimates;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    terms.push_back({&persons, false, asked[i]});
    estimates.push_back(with_half_width(half_widths[i]));
  }
  return next_total(terms, estimates, done, cap);
}

}  // namespace

TEST_CASE("a contract goes at once to the projected number of replicates and a twentieth more", "[output][precision]") {
  CHECK(next({2}, {1}, 50) == 210);          // 50 x 2^2 x 1.05
  CHECK(next({2, 3}, {1, 1}, 50) == 473);    // the widest decides: 50 x 9 x 1.05 = 472.5
  CHECK(next({0.5, 3}, {1, 1}, 50) == 473);  // one that holds does not pull down
  CHECK(next({1.001}, {1}, 100) == 106);
}

TEST_CASE("a contract ends when all its terms hold, or at the cap", "[output][precision]") {
  CHECK(next({1}, {1}, 50) == 50);
  CHECK(next({0, 0.9}, {0.1, 1}, 50) == 50);
  CHECK(next({100}, {1}, 50, 400) == 400);
  CHECK(next({100}, {1}, 400, 400) == 400);
  CHECK(next({1e9}, {1e-9}, 50, 400) == 400);  // beyond what an int holds
  CHECK(next({std::nan("")}, {1}, 50, 400) == 400);
}

TEST_CASE("a difference is the scenario minus the one it is held against, paired", "[output][precision]") {
  std::vector<Outcome> scenario(3), against(3);
  for (std::size_t r = 0; r < 3; ++r) {
    against[r].in_spell = 100.0 * static_cast<double>(r);
    scenario[r].in_spell = against[r].in_spell + 7 + static_cast<double>(r);
  }
  PrecisionTerm const term{&persons, true, 1};
  Estimate const d = estimate_of(term, scenario, against);
  CHECK(d.value == Approx(8));
  CHECK(d.standard_error == Approx(1 / std::sqrt(3.0)));
  CHECK(estimate_of({&persons, false, 1}, scenario, {}).value == Approx(108));
}

TEST_CASE("the text says what was reached and what half the error would cost", "[output][precision]") {
  std::vector<PrecisionTerm> const terms{{&persons, false, 2}, {&persons, true, 1}};
  std::string const text = precision_text(terms, std::vector{with_half_width(1), with_half_width(2)}, 100, 40);
  CHECK(text.find("on 100 replicates") != std::string::npos);
  CHECK(text.find("in_spell: 10.0 persons; asked for 2, reached 1: held") != std::string::npos);
  CHECK(text.find("difference of in_spell: 10 persons; asked for 1, reached 2: not held") != std::string::npos);
  CHECK(text.find("projected to take 420 replicates, 2 minutes more") != std::string::npos);  // 100 x 4 x 1.05
  CHECK(text.find("400 in all, 2 minutes more") != std::string::npos);                        // 300 x 0.4 s
}
