// The run file opens in the tools people use. A tool that is not installed is a failure that names its package.
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "example.hpp"

using Catch::Contains;

namespace {

struct Outcome {
  int status;
  std::string text;  // what it printed, errors included
};

Outcome run(std::string const& command) {
  Outcome out{-1, ""};
  FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  while (std::size_t const count = std::fread(buffer, 1, sizeof buffer, pipe)) out.text.append(buffer, count);
  int const ended = ::pclose(pipe);
  out.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  return out;
}

std::string const scripts = HOLDFAST_SOURCE_DIR "/tests/output/";

void opens_with(std::string const& interpreter, std::string const& script, std::string const& arguments,
                std::string const& packages) {
  example::Folder folder;
  example::write(folder / "run.h5");
  // An empty report from a script that stops at its first wrong value.
  Outcome const out =
      run("LC_ALL=C.UTF-8 " + interpreter + " " + scripts + script + " " + (folder / "run.h5").string() + arguments);
  INFO("needs the packages " << packages << "; it said:\n" << out.text);
  CHECK(out.status == 0);
}

}  // namespace

TEST_CASE("h5py reads the run file", "[output][readers]") {
  opens_with("/usr/bin/python3", "read_h5py.py", "", "python3-h5py");
}

TEST_CASE("xarray reads the run file with the netcdf4 engine", "[output][readers]") {
  opens_with("/usr/bin/python3 -W error::FutureWarning", "read_xarray.py", " netcdf4",
             "python3-xarray python3-netcdf4");
}

TEST_CASE("xarray reads the run file with the h5netcdf engine", "[output][readers]") {
  opens_with("/usr/bin/python3 -W error::FutureWarning", "read_xarray.py", " h5netcdf",
             "python3-xarray python3-h5netcdf");
}

TEST_CASE("R's ncdf4 reads the run file", "[output][readers]") {
  opens_with("Rscript", "read_ncdf4.R", "", "r-base-core r-cran-ncdf4");
}

TEST_CASE("R's rhdf5 reads the run file", "[output][readers]") {
  opens_with("Rscript", "read_rhdf5.R", "", "r-base-core r-bioc-rhdf5");
}

TEST_CASE("ncdump prints the whole run file, Chinese labels and dates included", "[output][readers]") {
  example::Folder folder;
  example::write(folder / "run.h5");
  Outcome const out = run("ncdump -t " + (folder / "run.h5").string());
  INFO("needs the package netcdf-bin");
  REQUIRE(out.status == 0);
  CHECK_THAT(out.text, Contains("\"乐山市市中区\", \"内江市市中区\", \"石渠县\"") &&
                           Contains("month = \"2021-01-01\"") &&
                           Contains("int64 onsets(replicate, month, county, household_class)") &&
                           Contains("group: provenance") && !Contains("phony"));
}

TEST_CASE("h5diff finds two equal runs equal and a changed one different", "[output][readers]") {
  example::Folder folder;
  example::write(folder / "a.h5");
  example::write(folder / "b.h5");
  std::string const a = (folder / "a.h5").string(), b = (folder / "b.h5").string();
  INFO("needs the package hdf5-tools");
  CHECK(run("h5diff " + a + " " + b).status == 0);
  example::write(folder / "b.h5", 1, 1);
  CHECK(run("h5diff " + a + " " + b).status == 1);
}
