// Writes a run file replicate by replicate; nothing in it depends on time or threads.
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "model/core/errors.hpp"
#include "output/run_file.hpp"
#include "output/run_skeleton.hpp"

#include <hdf5.h>

namespace holdfast {
namespace {

namespace fs = std::filesystem;
// Looks at what an earlier run left under the working name, and clears the way. Returns what to tell the user.
std::string clear_remains(fs::path const& part) {
  std::error_code error;
  if (!fs::is_regular_file(part, error)) return {};
  if (h5::being_written(part))
    throw FileError(part.string() + ": cannot write: another run is writing it; give this run another name");
  std::string const found = fmt::format("an earlier run was killed and left {}", part.string());
  int complete = 0, planned = 0;
  try {
    RunReader const reader(part);
    complete = reader.complete_replicates(), planned = reader.labels().replicates;
  } catch (std::exception const&) {  // unreadable remains hold nothing worth keeping
  }
  if (complete == 0) {
    fs::remove(part, error);
    return found + " without a complete replicate; it is removed";
  }
  fs::path const kept = part.string() + ".old";
  fs::rename(part, kept, error);
  if (error) throw FileError(part.string() + ": cannot set aside: " + h5::cause_of(error.value()));
  return fmt::format("{} with {} of {} replicates; it is kept as {}", found, complete, planned, kept.string());
}

}  // namespace

fs::path part_path(fs::path const& path) { return path.string() + ".part"; }

struct RunWriter::State {
  fs::path path, part;
  Labels labels;
  std::vector<Variable> variables;
  std::string notice;
  h5::File file;
  h5::Handle done;
  std::vector<h5::Handle> datasets;
  std::vector<std::int64_t> counts;  // a buffer on its way to int64
  int written = 0;
  bool broken = false;

  void write_variable(std::size_t at, std::vector<double> const& values, int row);
  void write_row(std::span<std::vector<double> const> buffers, int row);
  void abandon();
};

void RunWriter::State::write_variable(std::size_t at, std::vector<double> const& values, int row) {
  Variable const& v = variables[at];
  if (!v.per_replicate() && row > 0) return;
  void const* data = values.data();
  hid_t type = H5T_NATIVE_DOUBLE;
  std::vector<double> filled;
  if (v.kind == Kind::count) {
    std::int64_t const fill = count_fill(v);
    counts.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      counts[i] = std::isnan(values[i]) ? fill : static_cast<std::int64_t>(values[i] + (values[i] < 0 ? -0.5 : 0.5));
    data = counts.data(), type = H5T_NATIVE_INT64;
  } else {
    filled = values;
    for (double& value : filled)
      if (std::isnan(value)) value = v.fill;  // also makes every NaN the same bits
    data = filled.data();
  }
  if (v.per_replicate()) {
    h5::write_rows(file, datasets[at], type, data, static_cast<hsize_t>(row));
  } else if (H5Dwrite(datasets[at].get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0) {
    h5::fail(part, "write");
  }
}

void RunWriter::State::write_row(std::span<std::vector<double> const> buffers, int row) {
  for (std::size_t i = 0; i < variables.size(); ++i) write_variable(i, buffers[i], row);
  h5::flush(file);
  std::int8_t const complete = 1;
  h5::write_rows(file, done, H5T_NATIVE_INT8, &complete, static_cast<hsize_t>(row));
  h5::flush(file);
}

void RunWriter::State::abandon() {
  for (h5::Handle& dataset : datasets) dataset.release();
  done.release();
  h5::abandon(file);
}

RunWriter::RunWriter(fs::path path, Labels labels, std::vector<Variable> variables, Provenance const& provenance)
    : state_(std::make_unique<State>()) {
  check_declaration(variables, labels);
  State& s = *state_;
  s.path = std::move(path), s.part = part_path(s.path);
  s.labels = std::move(labels), s.variables = std::move(variables);
  std::error_code error;
  if (fs::is_directory(s.path, error))
    throw FileError(s.path.string() + ": cannot write: it is a folder; name a file in it");
  if (fs::exists(s.path, error) && (!fs::is_regular_file(s.path, error) || H5Fis_hdf5(s.path.c_str()) <= 0))
    throw FileError(s.path.string() + ": cannot write: it exists and is no run file; name another file");
  s.notice = clear_remains(s.part);
  s.file = h5::create(s.part, s.labels.replicates);
  try {
    Skeleton skeleton = write_skeleton(s.file, s.labels, s.variables, provenance);
    s.done = std::move(skeleton.done), s.datasets = std::move(skeleton.datasets);
    h5::flush(s.file);
  } catch (...) {
    s.abandon();
    fs::remove(s.part, error);
    throw;
  }
}

RunWriter::~RunWriter() {
  State& s = *state_;
  if (s.broken) {
    s.abandon();
  } else {
    for (h5::Handle& dataset : s.datasets) dataset.close();
    s.done.close();
    s.file.handle.close();
  }
  std::error_code error;
  if (s.written == 0) fs::remove(s.part, error);
}

std::string const& RunWriter::notice() const { return state_->notice; }
std::vector<Variable> const& RunWriter::variables() const { return state_->variables; }
Labels const& RunWriter::labels() const { return state_->labels; }

void RunWriter::write_replicate(int replicate, std::span<std::vector<double> const> buffers) {
  State& s = *state_;
  if (s.broken) throw FileError(s.part.string() + ": cannot write: an earlier write failed");
  if (replicate != s.labels.first_replicate + s.written || s.written >= s.labels.replicates)
    throw std::invalid_argument(fmt::format("replicate {} is written out of order", replicate));
  if (buffers.size() != s.variables.size()) throw std::invalid_argument("there must be one buffer per variable");
  for (std::size_t i = 0; i < buffers.size(); ++i)
    if (static_cast<std::int64_t>(buffers[i].size()) != cell_count(s.variables[i], s.labels))
      throw std::invalid_argument("the buffer of " + s.variables[i].path() + " has the wrong size");
  try {
    s.write_row(buffers, s.written);
  } catch (...) {
    s.broken = true;
    throw;
  }
  ++s.written;
}

void RunWriter::finish() {
  State& s = *state_;
  if (s.written != s.labels.replicates)
    throw std::invalid_argument(fmt::format("{} of {} replicates are written", s.written, s.labels.replicates));
  for (h5::Handle& dataset : s.datasets) dataset.close();
  s.done.close();
  h5::finish(s.file);
  std::error_code error;
  fs::rename(s.part, s.path, error);
  if (error)
    throw FileError(s.part.string() + ": cannot rename to " + s.path.string() + ": " + h5::cause_of(error.value()));
}

}  // namespace holdfast
