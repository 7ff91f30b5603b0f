// Runs that do not end well: killed, out of room, started twice.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>

#include "example.hpp"
#include "output/run_file.hpp"

using namespace holdfast;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// Runs `child` in a process of its own; returns how it ended, as waitpid() says it.
template <class Child>
int in_child(Child const& child) {
  pid_t const id = ::fork();
  if (id == 0) {
    try {
      child();
    } catch (...) {
      ::_exit(99);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(id, &status, 0);
  return status;
}

// A run whose files are big enough to meet a limit: 400 kB of noise a replicate.
Labels wide_labels() {
  Labels labels;
  labels.replicates = 20;
  labels[Dim::category].resize(50000);
  for (std::size_t i = 0; i < 50000; ++i) labels[Dim::category][i].text = std::to_string(i);
  return labels;
}
std::vector<Variable> wide_variables() {
  return {{"wide", "noise", {Dim::replicate, Dim::category}, "1", "noise", "噪声"}};
}
std::vector<std::vector<double>> wide_buffers(int replicate) {
  std::vector<double> noise(50000);
  std::uint64_t state = static_cast<std::uint64_t>(replicate) + 1;
  for (double& value : noise) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    value = static_cast<double>(state >> 11);
  }
  return {noise};
}

}  // namespace

TEST_CASE("a run killed after two of five replicates leaves exactly those, and no finished name", "[output]") {
  example::Folder folder;
  int const status = in_child([&] {
    RunWriter writer(folder / "run.h5", example::labels(), example::variables(), example::provenance());
    for (int r = 0; r < 2; ++r) writer.write_replicate(r, example::buffers(r, writer.labels()));
    ::kill(::getpid(), SIGKILL);
  });
  REQUIRE(WIFSIGNALED(status));
  CHECK_FALSE(fs::exists(folder / "run.h5"));
  {
    RunReader const run(folder / "run.h5.part");
    CHECK(run.complete_replicates() == 2);
    CHECK(run.labels().replicates == 5);
    CHECK_FALSE(run.finished());
    Values const values = run.read("spending");
    CHECK(values.shape == std::vector<int>{2, 2, 2, 8});
    CHECK(values.data.size() == 64);
    CHECK(values.data.back() == 3131.25);  // variable 3, replicate 1, cell 31
  }
  RunWriter next(folder / "run.h5", example::labels(), example::variables(), example::provenance());
  CHECK_THAT(next.notice(),
             Contains("an earlier run was killed") && Contains("2 of 5 replicates") && Contains("run.h5.part.old"));
  CHECK(RunReader(folder / "run.h5.part.old").complete_replicates() == 2);
}

TEST_CASE("a run killed at any moment leaves a readable file", "[output]") {
  example::Folder folder;
  // Killed within the time of some twenty replicates, however fast this machine and this build are.
  auto const begun = std::chrono::steady_clock::now();
  example::write(folder / "timed.h5", 5);
  auto const step =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun) / 10;
  int with_replicates = 0;
  for (int wait = 0; wait < 40; ++wait) {
    pid_t const id = ::fork();
    if (id == 0) {
      RunWriter writer(folder / "run.h5", example::labels(2000), example::variables(), example::provenance());
      std::ofstream(folder / "started").flush();
      for (int r = 0; r < 2000; ++r) writer.write_replicate(r, example::buffers(r, writer.labels()));
      ::_exit(0);
    }
    while (!fs::exists(folder / "started")) ::usleep(200);
    std::this_thread::sleep_for(step * wait);
    ::kill(id, SIGKILL);
    ::waitpid(id, nullptr, 0);
    RunReader const run(folder / "run.h5.part");
    int const complete = run.complete_replicates();
    with_replicates += complete > 0;
    if (complete > 0) REQUIRE(run.read_replicate("onsets", complete - 1).data.at(0) == 1000.0 + 100.0 * (complete - 1));
    REQUIRE(run.read("headcount").data.size() == static_cast<std::size_t>(9 * complete));
    fs::remove(folder / "run.h5.part");
    fs::remove(folder / "started");
  }
  CHECK(with_replicates > 5);  // else the waits are too short to test anything
}

TEST_CASE("a run killed before its first replicate is reported and cleared away", "[output]") {
  example::Folder folder;
  in_child([&] {
    RunWriter writer(folder / "run.h5", example::labels(), example::variables(), example::provenance());
    ::kill(::getpid(), SIGKILL);
  });
  REQUIRE(fs::exists(folder / "run.h5.part"));
  RunWriter next(folder / "run.h5", example::labels(), example::variables(), example::provenance());
  CHECK_THAT(next.notice(), Contains("without a complete replicate; it is removed"));
  CHECK_FALSE(fs::exists(folder / "run.h5.part.old"));
}

TEST_CASE("a run abandoned by an error keeps complete replicates and leaves nothing otherwise", "[output]") {
  example::Folder folder;
  example::write(folder / "none.h5", 0);
  CHECK_FALSE(fs::exists(folder / "none.h5.part"));
  example::write(folder / "some.h5", 3);
  CHECK_FALSE(fs::exists(folder / "some.h5"));
  CHECK(RunReader(folder / "some.h5.part").complete_replicates() == 3);
}

TEST_CASE("an older result stays until the new one is complete, then is replaced", "[output]") {
  example::Folder folder;
  example::write(folder / "run.h5", 1, 1);
  {
    RunWriter writer(folder / "run.h5", example::labels(2), example::variables(), example::provenance());
    CHECK(writer.notice().empty());
    writer.write_replicate(0, example::buffers(0, writer.labels()));
    CHECK(RunReader(folder / "run.h5").labels().replicates == 1);
    writer.write_replicate(1, example::buffers(1, writer.labels()));
    writer.finish();
  }
  CHECK(RunReader(folder / "run.h5").labels().replicates == 2);
  CHECK_FALSE(fs::exists(folder / "run.h5.part"));
}

TEST_CASE("two runs cannot write one file, and a living run can be read", "[output]") {
  example::Folder folder;
  RunWriter writer(folder / "run.h5", example::labels(), example::variables(), example::provenance());
  writer.write_replicate(0, example::buffers(0, writer.labels()));
  int const second = in_child([&] {
    std::string const said = example::refusal(
        [&] { RunWriter(folder / "run.h5", example::labels(), example::variables(), example::provenance()); });
    ::_exit(said.find("another run is writing it") != std::string::npos ? 7 : 8);
  });
  CHECK(WEXITSTATUS(second) == 7);
  // A program of its own, since HDF5 shares an open file within one process.
  std::string const script = "import sys, h5py; sys.exit(40 + int(h5py.File(sys.argv[1], 'r')['done'][:].sum()))";
  std::string const command = "/usr/bin/python3 -c \"" + script + "\" " + (folder / "run.h5.part").string();
  int const reader = std::system(command.c_str());
  CHECK(WEXITSTATUS(reader) == 41);
}

TEST_CASE("a full disk is said to be full, and what was complete stays readable", "[output]") {
  for (rlim_t const limit : {1300000u, 3000000u, 3333333u, 3700000u}) {
    example::Folder folder;
    int const status = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      rlimit const room{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &room);
      int complete = 0;
      std::string const said = example::refusal([&] {
        RunWriter writer(folder / "run.h5", wide_labels(), wide_variables(), example::provenance());
        for (int r = 0; r < 20; ++r) writer.write_replicate(r, wide_buffers(r)), ++complete;
      });
      bool const named = said.find("run.h5.part") != std::string::npos && said.find("ulimit -f") != std::string::npos;
      ::_exit(named ? complete : 50);
    });
    REQUIRE(WIFEXITED(status));
    int const complete = WEXITSTATUS(status);
    INFO("limit " << limit << ", complete " << complete);
    REQUIRE(complete < 20);
    CHECK_FALSE(fs::exists(folder / "run.h5"));
    if (complete == 0) {
      CHECK_FALSE(fs::exists(folder / "run.h5.part"));
      continue;
    }
    RunReader const run(folder / "run.h5.part");
    REQUIRE(run.complete_replicates() == complete);
    CHECK(run.read_replicate("noise", complete - 1).data == wide_buffers(complete - 1)[0]);
  }
}

TEST_CASE("wherever the room ends, the file stays readable", "[output]") {
  // Small replicates: the limit falls now into values, now into HDF5's own records.
  example::Folder folder;
  example::write(folder / "all.h5", 60, 60);
  rlim_t const whole = fs::file_size(folder / "all.h5");
  int stopped = 0;
  for (rlim_t limit = whole * 6 / 10; limit < whole; limit += 401) {
    int const status = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      rlimit const room{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &room);
      example::refusal([&] { example::write(folder / "run.h5", 60, 60); });
    });
    REQUIRE(status == 0);
    INFO("limit " << limit << " of " << whole);
    if (fs::exists(folder / "run.h5.part")) {
      RunReader const run(folder / "run.h5.part");
      int const complete = run.complete_replicates();
      REQUIRE(complete > 0);
      REQUIRE(run.read("onsets").data.size() == static_cast<std::size_t>(27 * complete));
      ++stopped;
    }
    fs::remove(folder / "run.h5.part");
    fs::remove(folder / "run.h5");
  }
  CHECK(stopped > 15);  // else the limits are too wide or too narrow to test anything
}

TEST_CASE("a disk too small for the labels leaves nothing behind", "[output]") {
  example::Folder folder;
  int const status = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit const room{20000, 20000};
    ::setrlimit(RLIMIT_FSIZE, &room);
    std::string const said =
        example::refusal([&] { RunWriter(folder / "run.h5", wide_labels(), wide_variables(), example::provenance()); });
    ::_exit(said.find("ulimit -f") != std::string::npos ? 7 : 8);
  });
  CHECK(WEXITSTATUS(status) == 7);
  CHECK_FALSE(fs::exists(folder / "run.h5.part"));
}
