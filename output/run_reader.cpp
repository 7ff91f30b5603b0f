// Reads a run file, finished or not, and says clearly what is wrong with anything else.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <sstream>
#include <system_error>

#include "model/core/errors.hpp"
#include "output/hdf5.hpp"
#include "output/run_file.hpp"

namespace holdfast {
namespace {

namespace fs = std::filesystem;

Month month_of_days(std::int32_t days) {
  Month month{days / 31};
  while (true) {  // the estimate by 31 is never late, and at most a few months early
    Month const next = month + 1;
    int const y = next.year(), m = next.month_of_year();
    // days from civil, proleptic Gregorian (Hinnant), relative to 2000-01-01
    int const shifted = y - (m <= 2);
    int const day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5;
    int const era = shifted / 400, of_era = shifted - era * 400;
    int const first = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 730425;
    if (first > days) return month;
    month = next;
  }
}

Labels read_labels(h5::File const& file) {
  Labels labels;
  auto numbers = [&](std::string const& name) {
    return h5::exists(file, name) ? h5::read<std::int32_t>(file, name) : std::vector<std::int32_t>{};
  };
  auto strings = [&](std::string const& name) {
    return h5::exists(file, name) ? h5::read_strings(file, name) : std::vector<std::string>{};
  };
  std::vector<std::int32_t> const replicate = numbers("replicate"), month = numbers("month"), year = numbers("year");
  labels.replicates = static_cast<int>(replicate.size()), labels.months = static_cast<int>(month.size());
  labels.years = static_cast<int>(year.size());
  if (!replicate.empty()) labels.first_replicate = replicate.front();
  if (!month.empty()) labels.first_month = month_of_days(month.front());
  if (!year.empty()) labels.first_year = year.front();
  for (int d = static_cast<int>(Dim::household_class); d < dim_count; ++d) {
    std::string const name(name_of(static_cast<Dim>(d)));
    std::vector<std::string> const text = strings(name), zh = strings(name + "_zh");
    for (std::size_t i = 0; i < text.size(); ++i)
      labels[static_cast<Dim>(d)].push_back({text[i], i < zh.size() ? zh[i] : ""});
  }
  if (!h5::exists(file, "county")) return labels;
  std::vector<std::int32_t> const adcode = numbers("adcode"), county_class = numbers("county_class");
  std::vector<std::string> const name_zh = strings("name_zh"), name_en = strings("name_en");
  std::vector<std::string> const prefecture_zh = strings("prefecture_zh"), prefecture_en = strings("prefecture_en");
  std::vector<double> const lon = h5::read<double>(file, "lon"), lat = h5::read<double>(file, "lat");
  for (std::size_t i = 0; i < adcode.size(); ++i)
    labels.counties.push_back({adcode[i], name_zh.at(i), name_en.at(i), prefecture_zh.at(i), prefecture_en.at(i),
                               lon.at(i), lat.at(i), static_cast<CountyClass>(county_class.at(i))});
  return labels;
}

Provenance read_provenance(h5::File const& file) {
  Provenance p;
  h5::Handle const group(H5Gopen2(file.handle.get(), "provenance", H5P_DEFAULT), H5Gclose);
  p.seed = h5::unsigned_attribute(file, group, "seed");
  p.households_share = h5::number_attribute(file, group, "households_share");
  p.commit = h5::text_attribute(file, group, "commit");
  p.compiler = h5::text_attribute(file, group, "compiler");
  p.flags = h5::text_attribute(file, group, "flags");
  p.command_line = h5::text_attribute(file, group, "command_line");
  for (std::string const& name : h5::attribute_names(file, group)) {
    if (name.starts_with("library_")) p.libraries.emplace_back(name.substr(8), h5::text_attribute(file, group, name));
    if (name.starts_with("machine_")) p.machine.emplace_back(name.substr(8), h5::text_attribute(file, group, name));
  }
  p.title = h5::text_attribute(file, file.handle, "title");
  p.scenario_json = h5::read_strings(file, "provenance/scenario").at(0);
  if (h5::exists(file, "provenance/sweep")) p.sweep_json = h5::read_strings(file, "provenance/sweep").at(0);
  if (h5::exists(file, "provenance/input")) {
    std::vector<std::string> const names = h5::read_strings(file, "provenance/input");
    std::vector<std::string> const hashes = h5::read_strings(file, "provenance/fnv1a64");
    for (std::size_t i = 0; i < names.size(); ++i)
      p.inputs.push_back({names[i], std::stoull(hashes.at(i), nullptr, 16)});
  }
  if (!h5::exists(file, "parameters/parameter")) return p;
  std::vector<std::string> const path = h5::read_strings(file, "parameters/parameter");
  std::vector<std::string> const unit = h5::read_strings(file, "parameters/unit");
  std::vector<std::string> const meaning = h5::read_strings(file, "parameters/meaning");
  std::vector<std::string> const meaning_zh = h5::read_strings(file, "parameters/meaning_zh");
  std::vector<double> const low = h5::read<double>(file, "parameters/low"),
                            high = h5::read<double>(file, "parameters/high");
  for (std::size_t i = 0; i < path.size(); ++i)
    p.parameters.push_back({path[i], unit.at(i), low.at(i), high.at(i), meaning.at(i), meaning_zh.at(i)});
  return p;
}

Variable read_variable(h5::File const& file, h5::Handle const& dataset, std::string const& group,
                       std::string const& name) {
  Variable v;
  v.group = group, v.name = name;
  v.unit = h5::text_attribute(file, dataset, "units");
  v.long_name = h5::text_attribute(file, dataset, "long_name");
  v.long_name_zh = h5::text_attribute(file, dataset, "long_name_zh");
  v.cell_methods = h5::text_attribute(file, dataset, "cell_methods");
  v.fill = h5::number_attribute(file, dataset, "_FillValue");
  h5::Handle const type(H5Dget_type(dataset.get()), H5Tclose);
  v.kind = H5Tget_class(type.get()) == H5T_INTEGER ? Kind::count : Kind::value;
  std::istringstream dims(h5::text_attribute(file, dataset, "dims"));
  for (std::string dim; dims >> dim;) {
    auto const at = std::find(dim_names.begin(), dim_names.end(), dim);
    if (at == dim_names.end())
      throw FileError(file.path.string() + ": " + v.path() + " has the unknown dimension " + dim +
                      "; the file comes from a newer version");
    v.dims.push_back(static_cast<Dim>(at - dim_names.begin()));
  }
  return v;
}

// Results carry the attribute `dims`; labels and papers do not.
std::vector<Variable> read_variables(h5::File const& file) {
  std::vector<Variable> out;
  std::vector<std::string> groups = h5::members(file, "/", H5O_TYPE_GROUP);
  groups.insert(groups.begin(), "");
  for (std::string const& group : groups) {
    for (std::string const& name : h5::members(file, "/" + group, H5O_TYPE_DATASET)) {
      h5::Handle const dataset = h5::open_dataset(file, group + "/" + name);
      if (h5::has_attribute(dataset, "dims")) out.push_back(read_variable(file, dataset, group, name));
    }
  }
  return out;
}

h5::File open_run_file(fs::path const& path) {
  std::error_code error;
  if (!fs::exists(path, error) && fs::exists(part_path(path), error))
    throw FileError(path.string() +
                    ": cannot open: the run was killed or is not over; its complete replicates are in " +
                    part_path(path).string());
  h5::File file = h5::open(path);
  if (!h5::has_attribute(file.handle, "format_version") || !h5::exists(file, "provenance/scenario") ||
      !h5::exists(file, "done"))
    throw FileError(path.string() + ": cannot open: it is an HDF5 file, but not a Holdfast run file");
  double const version = h5::number_attribute(file, file.handle, "format_version");
  if (version > run_file_format_version)
    throw FileError(
        fmt::format("{}: cannot open: it has format version {}, this program reads up to {}; install the newer one",
                    path.string(), version, run_file_format_version));
  return file;
}

}  // namespace

struct RunReader::State {
  h5::File file;
  Labels labels;
  Provenance provenance;
  std::vector<Variable> variables;
  int complete = 0;

  std::vector<double> rows(Variable const& v, int first, int count) const;
};

std::vector<double> RunReader::State::rows(Variable const& v, int first, int count) const {
  std::vector<double> out;
  if (v.per_replicate()) {
    out.resize(static_cast<std::size_t>(cell_count(v, labels)) * static_cast<std::size_t>(count));
    h5::Handle const dataset = h5::open_dataset(file, v.path());
    h5::read_rows(file, dataset, out.data(), static_cast<hsize_t>(first), static_cast<hsize_t>(count));
  } else {
    out = h5::read<double>(file, v.path());
  }
  for (double& value : out)
    if (value == v.fill) value = missing;
  return out;
}

RunReader::RunReader(fs::path path) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.file = open_run_file(path);
  try {
    s.labels = read_labels(s.file);
    s.provenance = read_provenance(s.file);
    s.variables = read_variables(s.file);
    std::vector<std::int8_t> const done = h5::read<std::int8_t>(s.file, "done");
    s.complete = static_cast<int>(std::find(done.begin(), done.end(), 0) - done.begin());
  } catch (std::logic_error const&) {  // columns of different lengths, a hash that is no number
    throw FileError(path.string() + ": cannot open: its labels or papers contradict each other; the file is damaged");
  }
}

RunReader::~RunReader() = default;
RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;

fs::path const& RunReader::path() const { return state_->file.path; }
Labels const& RunReader::labels() const { return state_->labels; }
Provenance const& RunReader::provenance() const { return state_->provenance; }
std::vector<Variable> const& RunReader::variables() const { return state_->variables; }
int RunReader::complete_replicates() const { return state_->complete; }

bool RunReader::has(std::string_view name) const {
  return std::any_of(variables().begin(), variables().end(),
                     [&](Variable const& v) { return v.path() == name || v.name == name; });
}

Variable const& RunReader::variable(std::string_view name) const {
  Variable const* found = nullptr;
  std::string names;
  for (Variable const& v : variables()) {
    if (v.path() == name) return v;
    names += (names.empty() ? "" : ", ") + v.path();
    if (v.name != name) continue;
    if (found)
      throw FileError(path().string() + ": " + std::string(name) + " is in several groups; write the group before it");
    found = &v;
  }
  if (!found) throw FileError(path().string() + ": there is no variable " + std::string(name) + "; there are " + names);
  return *found;
}

Values RunReader::read(std::string_view name) const {
  Variable const& v = variable(name);
  Values out{state_->rows(v, 0, complete_replicates()), v.dims, {}};
  for (Dim const dim : v.dims) out.shape.push_back(dim == Dim::replicate ? complete_replicates() : labels().size(dim));
  return out;
}

Values RunReader::read_replicate(std::string_view name, int index) const {
  Variable const& v = variable(name);
  if (index < 0 || index >= complete_replicates())
    throw FileError(fmt::format("{}: replicate {} is not in it; complete are {} of {}", path().string(), index,
                                complete_replicates(), labels().replicates));
  Values out{state_->rows(v, index, 1), v.dims, {}};
  if (v.per_replicate()) out.dims.erase(out.dims.begin());
  for (Dim const dim : out.dims) out.shape.push_back(labels().size(dim));
  return out;
}

std::uint64_t RunReader::results_fnv1a64() const {
  std::uint64_t hash = fnv1a64_start;
  for (Variable const& v : variables()) {
    hash = fnv1a64(v.path(), hash);
    for (int r = 0; r < (v.per_replicate() ? complete_replicates() : 1); ++r) {
      std::vector<double> const values = state_->rows(v, r, 1);
      hash = fnv1a64({reinterpret_cast<char const*>(values.data()), values.size() * sizeof(double)}, hash);
    }
  }
  return hash;
}

}  // namespace holdfast
