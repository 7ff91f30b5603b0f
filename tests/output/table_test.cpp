// Declarations: mistakes are found before anything runs, and a table is one header.
#include "output/table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "example.hpp"
#include "output/provenance.hpp"

using namespace holdfast;
using Catch::Contains;

namespace {

struct Births {
  static std::vector<Variable> variables() {
    return {{"births", "born", {Dim::replicate, Dim::month, Dim::county}, "persons", "born", "出生人口"},
            {"births", "share", {Dim::replicate}, "1", "share", "比例"}};
  }
  static void fill(std::span<std::vector<double>> buffers, Labels const& labels, double const& value) {
    Cells<2> const born(buffers[0], variables()[0], labels);
    born(2, 1) = value;
    buffers[1][0] = 0.5;
  }
};
struct Deaths {
  static std::vector<Variable> variables() {
    return {{"deaths", "died", {Dim::replicate}, "persons", "died", "死亡人口"}};
  }
  static void fill(std::span<std::vector<double>> buffers, Labels const&, double const& value) {
    buffers[0][0] = -value;
  }
};

std::string complaint(std::vector<Variable> const& variables) {
  try {
    check_declaration(variables, example::labels());
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("each table of a list fills the buffers of its own variables", "[output]") {
  using Tables = TableList<Births, Deaths>;
  Labels const labels = example::labels();
  auto buffers = make_buffers(Tables::variables(), labels);
  REQUIRE(buffers.size() == 3);
  REQUIRE(buffers[0].size() == 9);
  CHECK(std::isnan(buffers[0][0]));
  Tables::fill(buffers, labels, 4.0);
  CHECK(buffers[0][7] == 4);  // month 2, county 1 of 3
  CHECK(buffers[1][0] == 0.5);
  CHECK(buffers[2][0] == -4);
}

TEST_CASE("a wrong declaration is refused, all mistakes at once", "[output]") {
  CHECK(complaint(example::variables()) == "");
  Variable const good = example::variables()[1];
  CHECK_THAT(complaint({good, good}), Contains("relapse/onsets is declared twice"));
  Variable bad = good;
  bad.name = "Onsets", bad.unit = "days", bad.long_name_zh = "";
  bad.dims = {Dim::month, Dim::replicate, Dim::month};
  CHECK_THAT(complaint({bad}), Contains("snake_case") && Contains("duration") && Contains("Chinese") &&
                                   Contains("replicate first") && Contains("month twice"));
  Variable clash = good;
  clash.group = "", clash.name = "lon";
  CHECK_THAT(complaint({clash}), Contains("reserved name"));
  Labels none;
  CHECK_THROWS_WITH(check_declaration(std::vector{good}, none),
                    Contains("at least one replicate") && Contains("no labels"));
}

TEST_CASE("FNV-1a gives its published values", "[output]") {
  // Noll's test vectors, http://www.isthe.com/chongo/tech/comp/fnv/
  CHECK(fnv1a64("") == 0xcbf29ce484222325u);
  CHECK(fnv1a64("a") == 0xaf63dc4c8601ec8cu);
  CHECK(fnv1a64("foobar") == 0x85944171f73967e8u);
  CHECK(hex(0xabc) == "0000000000000abc");
}

TEST_CASE("an input file is hashed under the name it is given, and a missing one is an error", "[output]") {
  example::Folder folder;
  std::ofstream(folder / "in.csv") << "foobar";
  InputFile const input = hash_input(folder / "in.csv", "data/in.csv");
  CHECK(input.name == "data/in.csv");
  CHECK(hex(input.fnv1a64) == "85944171f73967e8");
  CHECK_THAT(example::refusal([&] { hash_input(folder / "none.csv", "x"); }), Contains("none.csv cannot be read"));
}

TEST_CASE("the build knows its compiler, flags and libraries, and no path of its machine", "[output]") {
  Provenance const build = build_provenance();
  CHECK_FALSE(build.commit.empty());
  CHECK_FALSE(build.compiler.empty());
  CHECK_THAT(build.flags, Contains("-ffp-contract=off") && !Contains("/"));
  REQUIRE(build.libraries.size() == 4);
  CHECK(build.libraries[0].first == "hdf5");
  CHECK_THAT(build.libraries[0].second, Catch::StartsWith("1."));
}
