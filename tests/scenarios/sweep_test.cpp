// Sweep files: what they say, what is wrong with them, and the paths that their points get.
#include "scenarios/sweep.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "model/fork.hpp"
#include "small_modules.hpp"

using namespace holdfast;
namespace fs = std::filesystem;

namespace {

fs::path const shipped = HOLDFAST_SOURCE_DIR "/scenarios";
std::vector<std::string> const figures{"newly_relapsed", "latent_relapse", "public_cost"};

std::vector<std::string> problems_of(small::Folder const& folder, std::string const& text) {
  fs::path const file = folder.write("sweep.json", text);
  std::vector<std::string> out;
  try {
    read_sweep(file, figures);
  } catch (InputError const& e) {
    for (Problem p : e.problems()) {
      p.file = "sweep.json";
      out.push_back(p.text());
    }
  }
  return out;
}

Sweep sweep_of(small::Folder const& folder, std::string const& text) {
  return read_sweep(folder.write("sweep.json", text), figures);
}

Overrides few() {
  Overrides out;
  out.share_dir = shipped;
  out.households_share = 0.001;
  out.replicates = 1;
  return out;
}

ScenarioFile base_of(Overrides const& overrides = few()) {
  return load_scenario(shipped / "adopted-2021-2025.json", overrides);
}

ScenarioFile point_of(Sweep const& sweep, ScenarioFile const& base, std::vector<double> const& point) {
  Overrides overrides = few();
  overrides.set = point_settings(sweep, base, point);
  return load_scenario(shipped / "adopted-2021-2025.json", overrides);
}

std::string one_parameter(std::string const& path, std::string const& as, std::string const& from,
                          std::string const& values) {
  return R"({"base": "adopted-2021-2025", "parameters": [{"key": "x", "path": ")" + path + R"(", "as": ")" + as +
         R"(", "from": ")" + from + R"(", "values": )" + values + "}]}";
}

}  // namespace

TEST_CASE("every problem of a sweep file is reported at once, with its place and the name that was meant",
          "[scenarios]") {
  small::Folder const folder("sweep");
  CHECK(problems_of(folder, R"({
  "bas": "adopted-2021-2025",
  "design": "gird",
  "run": {"replicate": 5},
  "parameters": [
    {"key": "floor", "path": "policies.premium_subsidy.lifted_out_shares", "as": "flor", "from": "2022", "values": [0, 1]},
    {"key": "floor", "path": "policies.dibao.take_up_share", "values": [0.5, 83]},
    {"key": "Growth", "path": "population.synthesis.scale", "range": [0, 1]}
  ],
  "figures": ["newly_relapse"],
  "thresholds": {"latent_relaps": 2.5}
})") == std::vector<std::string>{
            "sweep.json:1:1: needs \"base\".",
            "sweep.json:2:3: /bas is not known here. Did you mean \"base\"?",
            "sweep.json:3:13: /design is \"gird\"; it is \"grid\" or \"sobol\". Did you mean \"grid\"?",
            "sweep.json:4:11: /run/replicate is not known here. Did you mean \"replicates\"?",
            "sweep.json:6:30: /parameters/0/path is \"policies.premium_subsidy.lifted_out_shares\", which is no "
            "parameter. Did you mean \"policies.premium_subsidy.lifted_out_share\"? `holdfast list parameters` names "
            "all.",
            "sweep.json:6:82: /parameters/0/as is \"flor\"; it is one of value, floor, cap, times, growth. Did you "
            "mean \"floor\"?",
            "sweep.json:6:98: /parameters/0/from is \"2022\"; a month is needed, for example \"2024-01\".",
            "sweep.json:7:13: /parameters/1/key is the second one named floor.",
            "sweep.json:7:78: /parameters/1/values/1 is 83, outside 0..1 (share). It is a share: did you mean 0.83?",
            "sweep.json:8:5: /parameters/2 needs \"points\": how many values the range is cut into.",
            "sweep.json:8:13: /parameters/2/key must be a name in small letters, such as premium_floor.",
            "sweep.json:8:31: /parameters/2/path makes other households: the points of a sweep share one population. "
            "Compare two runs instead.",
            "sweep.json:10:15: /figures/0 \"newly_relapse\" is no figure. Did you mean \"newly_relapsed\"? There are: "
            "newly_relapsed, latent_relapse, public_cost.",
            "sweep.json:11:18: /thresholds/latent_relaps is no figure. Did you mean \"latent_relapse\"? There are: "
            "newly_relapsed, latent_relapse, public_cost.",
        });
}

TEST_CASE("values, ranges and designs that do not go together are refused", "[scenarios]") {
  small::Folder const folder("sweep");
  auto const with = [&](std::string const& top, std::string const& levels) {
    auto const said =
        problems_of(folder, R"({"base": "b", )" + top +
                                R"("parameters": [{"key": "x", "path": "policies.dibao.strength", )" + levels + "}]}");
    REQUIRE(said.size() == 1);
    return said[0];
  };
  using Catch::Contains;
  CHECK_THAT(with("", R"("values": [1, 0.5])"), Contains("/parameters/0/values must rise from one to the next."));
  CHECK_THAT(with("", R"("values": [1])"), Contains("must be a list of two or more numbers."));
  CHECK_THAT(with("", R"("values": [0, 11])"), Contains("/parameters/0/values/1 is 11, outside 0..10"));
  CHECK_THAT(with("", R"("range": [0, 1, 2], "points": 3)"), Contains("must be a list of two numbers"));
  CHECK_THAT(with("", R"("range": [0, 1], "points": 2.5)"), Contains("/points must be a whole number."));
  CHECK_THAT(with("", R"("values": [0, 1], "points": 3)"), Contains("belongs to \"range\" of a grid."));
  CHECK_THAT(with("", R"("values": [0, 1], "range": [0, 1])"), Contains("needs either \"values\" or \"range\""));
  CHECK_THAT(with(R"("design": "sobol", "sobol_points": 8, )", R"("values": [0, 1])"),
             Contains("Sobol points lie between"));
  CHECK_THAT(with(R"("design": "sobol", )", R"("range": [0, 1])"), Contains("needs \"sobol_points\""));
  CHECK_THAT(with(R"("sobol_points": 8, )", R"("values": [0, 1])"), Contains("is of the design \"sobol\""));
  CHECK_THAT(with("", R"("values": [0, 1], "step": 0)"), Contains("/step is 0"));
  CHECK_THAT(with("", R"("values": [0, 2], "as": "growth")"), Contains("/values/1 is 2, outside -0.5..1 (share/year)"));
}

TEST_CASE("a sweep has at most 400 points and three parameters, and varies nothing twice", "[scenarios]") {
  small::Folder const folder("sweep");
  auto const p = [](std::string const& key, std::string const& path, int points) {
    return fmt::format(R"({{"key": "{}", "path": "policies.{}", "range": [0, 1], "points": {}}})", key, path, points);
  };
  auto const file = [&](std::string const& list) {
    return problems_of(folder, R"({"base": "b", "parameters": [)" + list + "]}");
  };
  using Catch::Contains;
  CHECK(file(p("a", "dibao.strength", 20) + "," + p("b", "tekun.strength", 20)).empty());
  CHECK_THAT(file(p("a", "dibao.strength", 20) + "," + p("b", "tekun.strength", 21)).at(0),
             Contains("make 420 points; 400"));
  CHECK_THAT(file(p("a", "dibao.strength", 2) + "," + p("b", "dibao.strength", 2)).at(0), Contains("is varied twice."));
  CHECK_THAT(file("").at(0), Contains("a list of one to three."));
}

TEST_CASE("a grid runs through its points with the last parameter fastest; Sobol points fill the box evenly",
          "[scenarios]") {
  small::Folder const folder("sweep");
  Sweep const grid = sweep_of(folder, R"({"base": "b", "parameters": [
    {"key": "a", "path": "policies.dibao.strength", "values": [0, 1]},
    {"key": "b", "path": "policies.tekun.strength", "range": [0, 0.3], "points": 4}]})");
  CHECK(grid.points() ==
        std::vector<std::vector<double>>{{0, 0}, {0, 0.1}, {0, 0.2}, {0, 0.3}, {1, 0}, {1, 0.1}, {1, 0.2}, {1, 0.3}});
  CHECK(grid.parameters[0].step == 1);
  CHECK(grid.figures.size() == 4);
  Sweep const sobol = sweep_of(folder, R"({"base": "b", "design": "sobol", "sobol_points": 64, "parameters": [
    {"key": "a", "path": "policies.dibao.strength", "range": [0, 1]},
    {"key": "b", "path": "policies.tekun.strength", "range": [2, 4]}]})");
  auto const points = sobol.points();
  REQUIRE(points.size() == 64);
  CHECK(points == sobol.points());
  std::array<int, 16> cell{};
  for (auto const& p : points) {
    REQUIRE((p[0] >= 0 && p[0] <= 1 && p[1] >= 2 && p[1] <= 4));
    ++cell[static_cast<std::size_t>(std::min(3.0, 4 * p[0])) * 4 +
           static_cast<std::size_t>(std::min(3.0, 2 * (p[1] - 2)))];
  }
  for (int const n : cell) CHECK(std::abs(n - 4) <= 1);  // one point of the sequence may be left out or doubled
}

TEST_CASE("a floor keeps the base above it and lifts it to the floor below, month by month and class by class",
          "[scenarios]") {
  small::Folder const folder("sweep");
  ScenarioFile const base = base_of();
  Sweep const sweep = sweep_of(
      folder, one_parameter("policies.premium_subsidy.lifted_out_share", "floor", "2022-10", "[0, 0.4, 0.75]"));
  CHECK(shared_months(base.scenario, point_of(sweep, base, {0}).scenario) == 84);  // nothing is changed
  ScenarioFile const lifted = point_of(sweep, base, {0.4});
  auto const& was = base.scenario.plan<PremiumSubsidy>();
  auto const& is = lifted.scenario.plan<PremiumSubsidy>();
  for (int m = 0; m < 84; ++m) {
    Month const month = base.resolved.run.first() + m;
    float const old = was.at(month, CountyClass::other).lifted_out_share;
    CHECK(is.at(month, CountyClass::other).lifted_out_share == std::max(old, month < Month::of(2022, 10) ? 0 : 0.4f));
    CHECK(is.at(month, CountyClass::other).tekun_share == was.at(month, CountyClass::other).tekun_share);
  }
  CHECK(shared_months(base.scenario, lifted.scenario) == 24 + 33);  // 0.5 in the season of 2022, 0.25 from October 2023
}

TEST_CASE("growth compounds every full year from the value of its month; a factor and a value begin at theirs",
          "[scenarios]") {
  small::Folder const folder("sweep");
  ScenarioFile const base = base_of();
  auto const line = [&](ScenarioFile const& file, int year, int month) {
    return static_cast<double>(file.scenario.plan<Dibao>().at(Month::of(year, month), CountyClass::other).line_yuan);
  };
  auto const at = [&](char const* as, double level) {
    std::string const values = std::string(as) == "value" ? "[0, 700]" : "[0, 1]";
    return point_of(sweep_of(folder, one_parameter("policies.dibao.line_yuan", as, "2022-07", values)), base, {level});
  };
  ScenarioFile const grown = at("growth", 0.1);
  CHECK(line(grown, 2021, 12) == 415);
  CHECK(line(grown, 2022, 7) == 480);
  CHECK(line(grown, 2023, 6) == 480);
  CHECK(line(grown, 2023, 7) == Approx(528));
  CHECK(line(grown, 2025, 12) == Approx(480 * 1.331));
  ScenarioFile const half = at("times", 0.5), fixed = at("value", 700);
  CHECK(line(half, 2022, 6) == 415);
  CHECK(line(half, 2024, 7) == 290);
  CHECK(line(fixed, 2022, 6) == 415);
  CHECK(line(fixed, 2025, 12) == 700);
}

TEST_CASE("a path by class is bent for every class", "[scenarios]") {
  small::Folder const folder("sweep");
  ScenarioFile const base = base_of();
  Sweep const sweep =
      sweep_of(folder, one_parameter("policies.dibao.property_pass_share", "cap", "2023-01", "[0.5, 1]"));
  ScenarioFile const capped = point_of(sweep, base, {0.5});
  auto const pass = [&](int year, HouseholdClass c) {
    return capped.scenario.plan<Dibao>().at(Month::of(year, 6), CountyClass::other, c).property_pass_share;
  };
  CHECK(pass(2022, HouseholdClass::lifted_out) == 0.85f);
  CHECK(pass(2023, HouseholdClass::lifted_out) == 0.5f);
  CHECK(pass(2023, HouseholdClass::marginal) == 0.5f);
  CHECK(pass(2023, HouseholdClass::ordinary) == 0.15f);
}

TEST_CASE("a path that the base indexes, holds or does not live through is refused in the name of the parameter",
          "[scenarios]") {
  small::Folder const folder("sweep");
  auto const said = [&](std::string const& from, std::string const& set) -> std::string {
    Overrides overrides = few();
    if (!set.empty()) overrides.set = {set};
    Sweep const sweep = sweep_of(folder, one_parameter("policies.dibao.line_yuan", "times", from, "[0.5, 1]"));
    try {
      point_settings(sweep, base_of(overrides), {0.5});
    } catch (InputError const& e) {
      return e.problems().at(0).text();
    }
    return "";
  };
  CHECK(said("2023-01", "").empty());
  CHECK(said("2026-01", "") ==
        "x: policies.dibao.line_yuan is varied from 2026-01, outside the run of 2019-01 to 2025-12.");
  CHECK_THAT(said("2023-01", R"(policies.dibao.line_yuan.indexed={"from":"2023-01","rate_per_year":0.05})"),
             Catch::Contains("is indexed in the base"));
  CHECK_THAT(said("2023-01", "hold_policies_after=2021-12"), Catch::Contains("is held from 2021-12 on in the base"));
}

TEST_CASE("the shipped sweep reads, and its points part when a level first says something else", "[scenarios]") {
  Sweep const sweep = read_sweep(find_sweep("premium-floor-by-dibao-growth", shipped),
                                 {"newly_relapsed", "latent_relapse", "uninsured_share", "public_cost"});
  auto const points = sweep.points();
  REQUIRE(points.size() == 49);
  ScenarioFile const base = base_of();
  ScenarioFile const corner = point_of(sweep, base, points[0]);
  auto const shared = [&](std::size_t p) {
    return shared_months(corner.scenario, point_of(sweep, base, points[p]).scenario);
  };
  CHECK(shared(1) == 24 + 30);   // another growth: July 2023
  CHECK(shared(7) == 24 + 45);   // a floor of 0.125: October 2024
  CHECK(shared(28) == 24 + 33);  // of 0.5: October 2023
  CHECK(shared(48) == 24 + 21);  // of 0.75: October 2022
  CHECK_THROWS_WITH(find_sweep("premium-floor", shipped),
                    Catch::Contains("Shipped sweeps: premium-floor-by-dibao-growth"));
}
