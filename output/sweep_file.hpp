// The file of a sweep: a run file (docs/run-file.md) whose replicates hold outcomes by point instead of tables. A sweep
// that was killed goes on from its complete replicates, and the finished file is the same to the byte.
#pragma once

#include <memory>

#include "output/run_file.hpp"
#include "output/surface.hpp"

namespace holdfast {

class SweepFile {
 public:
  // Takes up what is there under this name: a finished file, the NAME.part of a killed sweep, or nothing. Outcomes that
  // are there are put into surface.outcomes. `replicates`: of the whole sweep. Throws InputError when what is there is
  // of another sweep, scenario, input, seed or build, with all that differs, FileError when it is no sweep or another
  // process writes it.
  SweepFile(std::filesystem::path path, Surface& surface, int replicates, Provenance const& provenance);
  ~SweepFile();

  int done() const;  // complete replicates
  bool finished() const;
  // The next replicate, by point; also added to surface.outcomes. On the disk when this returns.
  void write(int replicate, std::span<Outcome const> by_point);
  // After the last replicate: gives the file its name.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What is in the file of a sweep, for who reads it: parameters by point, columns of Outcome and figures by replicate.
std::vector<Variable> sweep_variables(Surface const& surface);
Labels sweep_labels(Surface const& surface, int replicates);

}  // namespace holdfast
