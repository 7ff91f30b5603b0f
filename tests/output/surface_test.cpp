#include "output/surface.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace holdfast;

namespace {

OutcomeFigure const& persons = *find_outcome_figure("newly_relapsed");

// Persons and cost as functions of the point and the replicate, on a grid of 3 x 4 levels.
template <class Persons, class Cost>
Surface grid_of(Persons&& persons_at, Cost&& cost_at, int replicates = 5) {
  Surface s{"s", "S", "", "base", 0.02, {}, {}, {}};
  s.parameters = {{"a", "A", "", "share", {0, 0.5, 1}, 0.1, "ten points of A", ""},
                  {"b", "B", "", "share", {1, 2, 3, 4}, -1, "one B less", ""}};
  for (double const a : s.parameters[0].levels)
    for (double const b : s.parameters[1].levels) {
      s.points.push_back({a, b});
      s.outcomes.emplace_back();
      for (int r = 0; r < replicates; ++r) {
        Outcome o;
        o.onsets = persons_at(a, b, r);
        o.public_cost_yuan = cost_at(a, b, r);
        s.outcomes.back().push_back(o);
      }
    }
  return s;
}

double luck(int r) { return 1000.0 * ((r * 7) % 5); }

}  // namespace

TEST_CASE("a plane gives back its slopes without error, whatever luck all points share", "[output]") {
  Surface const s = grid_of([](double a, double b, int r) { return 500 - 300 * a + 20 * b + luck(r); },
                            [](double a, double b, int r) { return 4e6 * a + 1e6 * b + 1e7 * luck(r); });
  SurfaceFigure const f = surface_figure(s, persons);
  CHECK(f.at[0].standard_error > 100);  // of the level itself the luck is an error
  CHECK(f.slopes[0].per_step.value == Approx(-30));
  CHECK(f.slopes[0].per_step.half_width() == Approx(0).margin(1e-9));
  CHECK(f.slopes[1].per_step.value == Approx(-20));
  CHECK(f.slopes[0].cost_per_step.value == Approx(0.4));
  CHECK(f.slopes[1].cost_per_step.value == Approx(-1));
  CHECK(f.slopes[0].per_million.value == Approx(75));   // 0.4 million more, 30 persons less: 75 more for each saved
  CHECK(f.slopes[1].per_million.value == Approx(-20));  // saving a million takes 20 away
  double const mean = 500 - 150 + 50 + 2000;
  CHECK(f.slopes[0].elasticity.value == Approx(-300 * 0.5 / mean));
  CHECK(f.slopes[1].elasticity.value == Approx(20 * 2.5 / mean));
  REQUIRE(f.slopes[0].steps.size() == 2);
  CHECK(f.slopes[0].steps[1].value == Approx(-150));
  REQUIRE(f.slopes[1].steps.size() == 3);
  CHECK(f.slopes[1].steps[2].value == Approx(20));
}

TEST_CASE("an effect that is not sure has no price", "[output]") {
  Surface const s =
      grid_of([](double, double, int r) { return luck(r); }, [](double a, double b, int) { return 1e6 * (a + b); });
  CHECK(std::isnan(surface_figure(s, persons).slopes[0].per_million.value));
}

TEST_CASE("what cancels but for its last bits is no effect and has no price", "[output]") {
  Surface const s = grid_of([](double, double b, int r) { return 0.1 * b + luck(r); },
                            [](double a, double, int) { return 0.1e6 + 3e6 * a; });
  SurfaceFigure const f = surface_figure(s, persons);
  CHECK(f.slopes[0].per_step.value == 0);
  CHECK(f.slopes[1].cost_per_step.value == 0);
  CHECK(std::isnan(f.slopes[1].per_million.value));
}

TEST_CASE("a slope carries the error of how replicates differ in it", "[output]") {
  // The slope along a is -100, -200, -300 in the three replicates: mean -200, standard error 100 / sqrt 3.
  Surface const s = grid_of([](double a, double, int r) { return 900 - 100 * (r + 1) * a; },
                            [](double, double, int) { return 1e6; }, 3);
  SurfaceFigure const f = surface_figure(s, persons);
  CHECK(f.slopes[0].per_step.value == Approx(-20));
  CHECK(f.slopes[0].per_step.standard_error == Approx(10 / std::sqrt(3.0)));
}

TEST_CASE("a threshold is where the straight line crosses it, with the error that replicates give", "[output]") {
  Surface s{"s", "S", "", "base", 0.02, {{"a", "A", "", "share", {0, 1, 2}, 1, "one", ""}}, {{0}, {1}, {2}}, {}};
  // Means 2, 6, 5; level 4 is crossed half way from 0 to 1. There the replicates stand at 3 and 5: half a slope of 4
  // away by 0.25 on either side.
  for (auto const& pair : std::vector<std::vector<double>>{{1, 3}, {5, 7}, {5, 5}}) {
    s.outcomes.emplace_back();
    for (double const value : pair) s.outcomes.back().push_back(Outcome{.onsets = value});
  }
  std::vector<Crossing> const at_4 = crossings(s, {&persons, 4});
  REQUIRE(at_4.size() == 1);
  CHECK(at_4[0].crossings == 1);
  CHECK(at_4[0].at.value == Approx(0.5));
  CHECK(at_4[0].at.standard_error == Approx(0.25));
  std::vector<Crossing> const at_5 = crossings(s, {&persons, 5.5});
  CHECK(at_5[0].crossings == 2);
  CHECK(at_5[0].at.value == Approx(0.875));
  std::vector<Crossing> const never = crossings(s, {&persons, 8});
  CHECK(never[0].crossings == 0);
  CHECK(std::isnan(never[0].at.value));
}

TEST_CASE("on a grid a threshold is looked for along each parameter at all levels of the others", "[output]") {
  Surface const s = grid_of([](double a, double b, int r) { return 100 * a + 10 * b + 0.001 * luck(r); },
                            [](double, double, int) { return 1e6; });
  std::vector<Crossing> const found = crossings(s, {&persons, 72});  // the shared luck adds 2 on average
  REQUIRE(found.size() == 4 + 3);
  CHECK(found[1].parameter == 0);
  CHECK(found[1].others == std::vector<double>{2});
  CHECK(found[1].at.value == Approx(0.5));
  CHECK(found[5].parameter == 1);
  CHECK(found[5].others == std::vector<double>{0.5});
  CHECK(found[5].at.value == Approx(2));
}

TEST_CASE("scattered points have the slopes of their plane and its thresholds", "[output]") {
  Surface s{"s",
            "S",
            "",
            "base",
            0.02,
            {{"a", "A", "", "", {}, 1, "one", ""}, {"b", "B", "", "", {}, 1, "one", ""}},
            {{0, 0}, {3, 1}, {1, 4}, {5, 2}, {2, 2}},
            {}};
  for (auto const& p : s.points)
    s.outcomes.push_back({Outcome{.onsets = 7 * p[0] - 2 * p[1]}, Outcome{.onsets = 7 * p[0] - 2 * p[1] + 4}});
  SurfaceFigure const f = surface_figure(s, persons);
  CHECK(f.slopes[0].per_step.value == Approx(7));
  CHECK(f.slopes[1].per_step.value == Approx(-2));
  CHECK(f.slopes[0].steps.empty());
  std::vector<Crossing> const found = crossings(s, {&persons, 12.4});  // mean of b 1.8: 7 a - 3.6 + 2 = 12.4 at a = 2
  REQUIRE(found.size() == 2);
  CHECK(found[0].at.value == Approx(2));
  CHECK(found[0].others == std::vector<double>{1.8});
}

TEST_CASE("the surface as JSON and as text names what scripts and readers look for", "[output]") {
  Surface const s = grid_of([](double a, double b, int r) { return 5000 - 300 * a + 20 * b + luck(r); },
                            [](double a, double, int) { return 4e6 * a; });
  auto const json = nlohmann::json::parse(surface_json(s, {&persons}, {{&persons, 6900}}));
  CHECK(json["points"].size() == 12);
  CHECK(json["figures"]["newly_relapsed"]["at"].size() == 12);
  CHECK(json["figures"]["newly_relapsed"]["slopes"]["a"]["per_step"]["value"].get<double>() == Approx(-30));
  CHECK(json["thresholds"][0]["crossings"].size() == 7);
  std::string text;
  for (char const c : surface_text(s, {&persons}, {{&persons, 6900}}))  // lines are broken at words
    if (char const plain = c == '\n' ? ' ' : c; plain != ' ' || text.empty() || text.back() != ' ') text += plain;
  for (char const* part : {"a \\ b", "Each ten points of A: -30", "+75 persons for each million yuan saved",
                           "Elasticity", "Threshold: lifted-out newly relapsed = 6900 persons"})
    CHECK_THAT(text, Catch::Contains(part));
}
