// The run file: one HDF5 file, readable as netCDF-4, with the results of a run replicate by replicate and its papers.
// Written as NAME.part and renamed at the end; a killed run leaves its complete replicates. Format: docs/run-file.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/provenance.hpp"
#include "output/table.hpp"

namespace holdfast {

// The unfinished name of a run file: "a.h5" -> "a.h5.part".
std::filesystem::path part_path(std::filesystem::path const& path);

// One thread, replicates in order. A process that may meet `ulimit -f` must ignore SIGXFSZ, else it is killed instead
// of told. Every refusal is a FileError that names the file and the likely cause.
class RunWriter {
 public:
  // Creates NAME.part with every dataset. Wrong declarations are a std::invalid_argument.
  RunWriter(std::filesystem::path path, Labels labels, std::vector<Variable> variables, Provenance const& provenance);
  // Without finish(): keeps NAME.part if a replicate is complete in it, removes it otherwise.
  ~RunWriter();
  RunWriter(RunWriter const&) = delete;
  RunWriter& operator=(RunWriter const&) = delete;

  // What was found when starting: the remains of a killed run. Empty if nothing; else a sentence to print.
  std::string const& notice() const;
  std::vector<Variable> const& variables() const;
  Labels const& labels() const;

  // The next replicate, counted from labels.first_replicate; one buffer per variable as make_buffers() makes them.
  // Variables that are the same for all replicates are taken from the first. On the disk when this returns.
  void write_replicate(int replicate, std::span<std::vector<double> const> buffers);
  // After the last replicate: gives the file its name, replacing an older one in one step.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The values of one variable, last index fastest. Missing values are NaN, also in counts.
struct Values {
  std::vector<double> data;
  std::vector<Dim> dims;
  std::vector<int> shape;  // [0] = complete replicates, if the variable has them
};

// A finished run file, or the NAME.part of a killed or running one: then only its complete replicates are seen.
class RunReader {
 public:
  explicit RunReader(std::filesystem::path path);
  ~RunReader();
  RunReader(RunReader&&) noexcept;
  RunReader& operator=(RunReader&&) noexcept;

  std::filesystem::path const& path() const;
  Labels const& labels() const;  // replicates = as planned
  Provenance const& provenance() const;
  std::vector<Variable> const& variables() const;         // in file order
  Variable const& variable(std::string_view name) const;  // "group/name", or "name" if only one has it
  bool has(std::string_view name) const;
  int complete_replicates() const;
  bool finished() const { return complete_replicates() == labels().replicates; }

  Values read(std::string_view name) const;
  Values read_replicate(std::string_view name, int index) const;  // index from 0; the shape is without replicate

  // One number for all results of the complete replicates: equal runs give equal numbers, whatever the machine.
  std::uint64_t results_fnv1a64() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast
