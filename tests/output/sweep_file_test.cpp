// The file of a sweep: gone on with after a kill, the same to the byte, and refused when it is of another sweep.
#include "output/sweep_file.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "example.hpp"

using namespace holdfast;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr int replicates = 5;

Surface plan(double top = 1) {
  Surface s{"s", "S", "", "base", 0.02, {}, {}, {}};
  s.parameters = {{"a", "A", "甲", "share", {0, top}, top, "one", ""}};
  s.points = {{0}, {top}};
  return s;
}

// Any value can be computed by hand: 100 * point + 10 * replicate + number of the column.
std::vector<Outcome> row(int replicate) {
  std::vector<Outcome> out(2);
  for (std::size_t p = 0; p < 2; ++p) {
    double n = 0;
    for (OutcomeField const& field : outcome_fields())
      out[p].*field.member = 100.0 * static_cast<double>(p) + 10 * replicate + n++;
  }
  return out;
}

Provenance papers(std::string const& scenario = R"({"name": "base"})", std::uint64_t input = 1) {
  Provenance out = example::provenance();
  out.machine.clear();
  out.scenario_json = scenario;
  out.sweep_json = R"({"name": "s"})";
  out.inputs = {{"data/shocks.json", input}};
  return out;
}

void write_all(fs::path const& path, int until = replicates) {
  Surface s = plan();
  SweepFile file(path, s, replicates, papers());
  for (int r = file.done(); r < until; ++r) file.write(r, row(r));
  if (until == replicates) file.finish();
}

void killed_after(fs::path const& path, int until) {
  pid_t const id = ::fork();
  if (id == 0) {
    Surface s = plan();
    SweepFile file(path, s, replicates, papers());
    for (int r = file.done(); r < until; ++r) file.write(r, row(r));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(id, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

std::string bytes_of(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("a sweep killed after any replicate, once or several times, ends as the same bytes", "[output]") {
  example::Folder folder;
  write_all(folder / "whole.h5");
  std::string const whole = bytes_of(folder / "whole.h5");
  REQUIRE(!whole.empty());
  for (int until = 0; until < replicates; ++until) {
    fs::path const path = folder / ("k" + std::to_string(until) + ".h5");
    killed_after(path, until);
    CHECK_FALSE(fs::exists(path));
    write_all(path);
    CHECK(bytes_of(path) == whole);
  }
  fs::path const often = folder / "often.h5";
  for (int until : {1, 1, 3, 2, 4}) killed_after(often, until);
  write_all(often);
  CHECK(bytes_of(often) == whole);
  CHECK_FALSE(fs::exists(folder / "often.h5.part.old"));
}

TEST_CASE("what was complete is taken up, also from the copy that was set aside", "[output]") {
  example::Folder folder;
  fs::path const path = folder / "a.h5";
  killed_after(path, 3);
  fs::rename(folder / "a.h5.part", folder / "a.h5.part.old");  // killed while it began anew
  killed_after(path, 3);
  Surface s = plan();
  SweepFile const file(path, s, replicates, papers());
  CHECK(file.done() == 3);
  CHECK_FALSE(file.finished());
  REQUIRE(s.outcomes.size() == 2);
  REQUIRE(s.outcomes[1].size() == 3);
  CHECK(s.outcomes[1][2].onsets == 120);
  CHECK(s.outcomes[0][1].uninsured_months == 10 + static_cast<double>(outcome_fields().size()) - 1);
}

TEST_CASE("a finished sweep is read and not written again; its variables are those of outcomes and figures",
          "[output]") {
  example::Folder folder;
  fs::path const path = folder / "a.h5";
  write_all(path);
  std::string const before = bytes_of(path);
  {
    Surface s = plan();
    SweepFile const file(path, s, replicates, papers());
    CHECK(file.finished());
    CHECK(s.replicates() == replicates);
  }
  CHECK(bytes_of(path) == before);
  RunReader const run(path);
  CHECK(run.read("points/a").data == std::vector<double>{0, 1});
  CHECK(run.read("outcome/onsets").shape == std::vector<int>{replicates, 2});
  Outcome const last = row(4)[1];
  CHECK(run.read("figures/latent_relapse").data.back() == Approx(1200 * last.onsets / last.at_risk_person_months));
  CHECK(run.labels().text(Dim::point) == std::vector<std::string>{"a=0", "a=1"});
  CHECK(run.provenance().sweep_json == papers().sweep_json);
}

TEST_CASE("remains of another sweep are refused with all that differs, and left as they are", "[output]") {
  example::Folder folder;
  fs::path const path = folder / "a.h5";
  killed_after(path, 2);
  std::string const before = bytes_of(folder / "a.h5.part");
  auto const said = [&](Surface s, int n, Provenance const& provenance) -> std::string {
    try {
      SweepFile const file(path, s, n, provenance);
    } catch (InputError const& e) {
      return e.problems().at(0).text();
    }
    return "";
  };
  CHECK_THAT(said(plan(0.5), replicates, papers()),
             Contains("a.h5.part: holds 2 replicates of another sweep") && Contains("the sweep: its parameters"));
  Provenance other = papers(R"({"name": "base", "run": {"seed": 2}})", 2);
  other.seed += 1;
  other.commit = "another";
  CHECK_THAT(said(plan(), 7, other), Contains("replicates: 5 there, 7 now") && Contains("seed: ") &&
                                         Contains("the file data/shocks.json") && Contains("the program: built from"));
  CHECK(bytes_of(folder / "a.h5.part") == before);
  write_all(path);
  CHECK_THAT(said(plan(), replicates, papers(R"({"name": "base"})", 3)),
             Contains("exists and is no file of this sweep"));
}

TEST_CASE("a sweep that another process writes is not taken up", "[output]") {
  example::Folder folder;
  Surface s = plan(), t = plan();
  SweepFile file(folder / "a.h5", s, replicates, papers());
  file.write(0, row(0));
  CHECK_THROWS_WITH(SweepFile(folder / "a.h5", t, replicates, papers()), Contains("another process is writing it"));
}
