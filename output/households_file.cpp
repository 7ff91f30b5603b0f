#include "output/households_file.hpp"

#include <algorithm>
#include <string>
#include <system_error>

#include "model/core/errors.hpp"
#include "output/hdf5.hpp"
#include "output/run_file.hpp"
#include "output/run_skeleton.hpp"

namespace holdfast {
namespace {

namespace fs = std::filesystem;

// A household and what its county adds.
struct Line {
  HouseholdTally const* tally = nullptr;
  std::int32_t adcode = 0;
  double weight = 1;
};

// By county, then by id.
std::vector<Line> lines_of(AtRiskRecord const& record, std::vector<CountyFacts> const& counties) {
  std::vector<Line> out;
  for (std::size_t k = 0; k < counties.size(); ++k) {
    std::size_t const first = out.size();
    for (HouseholdTally const& t : record.tallies(k))
      out.push_back({&t, counties[k].adcode, record.weight(k)[static_cast<std::size_t>(t.household_class)]});
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
              [](Line const& x, Line const& y) { return x.tally->id < y.tally->id; });
  }
  return out;
}

class Writer {
 public:
  Writer(h5::File const& file, std::vector<Line> const& lines) : file_(file), lines_(lines) {
    scale_ = made("household", H5T_STD_I64LE, "household, for life and over scenarios", "农户编号", "1");
    h5::make_scale(file_, scale_, "household");
    fill<std::int64_t>(scale_, [](Line const& l) { return static_cast<std::int64_t>(l.tally->id); });
  }
  template <class Value>
  void whole(std::string const& name, char const* title, char const* title_zh, Value&& value,
             char const* unit = "replicates") {
    h5::Handle const dataset = column(name, H5T_STD_I32LE, title, title_zh, unit);
    fill<std::int32_t>(dataset, [&](Line const& l) { return static_cast<std::int32_t>(value(l)); });
  }
  template <class Value>
  void real(std::string const& name, char const* title, char const* title_zh, char const* unit, Value&& value) {
    fill<double>(column(name, H5T_IEEE_F64LE, title, title_zh, unit), value);
  }
  void household_class() {
    h5::Handle const dataset = column("household_class", H5T_STD_I8LE, "household class", "农户类别", "1");
    std::string meanings;
    std::vector<std::int8_t> numbers;
    for (std::string_view const name : household_class_names) {
      numbers.push_back(static_cast<std::int8_t>(numbers.size()));
      meanings += (meanings.empty() ? "" : " ") + std::string(name);
    }
    h5::attribute(file_, dataset, "flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, numbers.data(), numbers.size());
    h5::attribute(file_, dataset, "flag_meanings", meanings);
    fill<std::int8_t>(dataset, [](Line const& l) { return static_cast<std::int8_t>(l.tally->household_class); });
  }

 private:
  h5::Handle made(std::string const& name, hid_t type, char const* title, char const* title_zh, char const* unit) {
    hsize_t const n = lines_.size();
    h5::Layout layout{{n}};
    if (n > 0) layout.chunk = {std::min<hsize_t>(n, 65536)};
    h5::Handle dataset = h5::create_dataset(file_, "households/" + name, type, layout, nullptr);
    h5::attribute(file_, dataset, "long_name", std::string_view(title));
    h5::attribute(file_, dataset, "long_name_zh", std::string_view(title_zh));
    h5::attribute(file_, dataset, "units", std::string_view(unit));
    return dataset;
  }
  h5::Handle column(std::string const& name, hid_t type, char const* title, char const* title_zh, char const* unit) {
    h5::Handle dataset = made(name, type, title, title_zh, unit);
    h5::attach_scale(file_, dataset, scale_, 0);
    return dataset;
  }
  template <class T, class Value>
  void fill(h5::Handle const& dataset, Value&& value) {
    std::vector<T> values;
    values.reserve(lines_.size());
    for (Line const& line : lines_) values.push_back(value(line));
    h5::write<T>(file_, dataset, values);
  }

  h5::File const& file_;
  std::vector<Line> const& lines_;
  h5::Handle scale_;
};

void write_columns(h5::File const& file, std::vector<Line> const& lines, bool with_b) {
  h5::Handle const group = h5::create_group(file, "households");
  Writer out(file, lines);
  out.whole(
      "county", "administrative division code of the county", "县（市、区）行政区划代码",
      [](Line const& l) { return l.adcode; }, "1");
  out.household_class();
  out.real("weight", "households that this one stands for", "代表户数", "households",
           [](Line const& l) { return l.weight; });
  out.real("members", "members at the start of the window, mean over the replicates at risk", "窗口期初平均户籍人口",
           "persons", [](Line const& l) {
             return l.tally->at_risk == 0 ? 0.0 : static_cast<double>(l.tally->at_risk_members) / l.tally->at_risk;
           });
  out.whole("at_risk", "not in need and in no spell at the start of the window, under A",
            "窗口期初无未满足需求（方案A）", [](Line const& l) { return l.tally->at_risk; });
  out.whole("registered", "on the monitoring register at the start of the window, under A", "窗口期初在册（方案A）",
            [](Line const& l) { return l.tally->registered; });
  out.whole("relapses_a", "at risk at the start, a spell begins in the window, under A", "窗口期内返贫（方案A）",
            [](Line const& l) { return l.tally->relapses[0]; });
  if (with_b) {
    out.whole("relapses_b", "at risk at the start, a spell begins in the window, under B", "窗口期内返贫（方案B）",
              [](Line const& l) { return l.tally->relapses[1]; });
    out.whole("exposed", "at risk under A, in a spell in the window under B and not under A", "仅在方案B下返贫",
              [](Line const& l) { return l.tally->exposed; });
    out.whole("relieved", "at risk under A, in a spell in the window under A and not under B", "仅在方案A下返贫",
              [](Line const& l) { return l.tally->relieved; });
  }
  for (std::size_t k = 0; k < household_kinds; ++k) {
    std::string const title = "of at_risk: " + std::string(household_kind_titles[k]);
    out.whole(std::string(household_kind_names[k]), title.c_str(), household_kind_titles_zh[k].data(),
              [k](Line const& l) { return l.tally->kind_at_risk[k]; });
  }
}

void write_file(h5::File const& file, AtRiskRecord const& record, std::vector<Line> const& lines,
                std::span<Provenance const> papers) {
  using std::string_view;
  h5::attribute(file, file.handle, "Conventions", string_view("CF-1.10"));
  h5::attribute(file, file.handle, "title",
                string_view("Holdfast: rural households of Sichuan and their risk of relapse"));
  h5::attribute(file, file.handle, "program", string_view("holdfast at-risk"));
  h5::attribute(file, file.handle, "window_first", string_view((record.from() + 1).text()));
  h5::attribute(file, file.handle, "window_last", string_view((record.from() + at_risk_window_months).text()));
  h5::attribute(file, file.handle, "replicates", static_cast<std::int32_t>(record.replicates()));
  write_columns(file, lines, record.has_b());
  for (std::size_t v = 0; v < papers.size(); ++v)
    write_provenance(file, papers[v], record.replicates(), v == 0 ? "provenance" : "provenance_b");
  h5::flush(file);
}

}  // namespace

void require_writable(fs::path const& path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    throw FileError(path.string() + ": cannot write: it is a folder; name a file in it");
  if (fs::exists(path, error) && (!fs::is_regular_file(path, error) || H5Fis_hdf5(path.c_str()) <= 0))
    throw FileError(path.string() + ": cannot write: it exists and is no HDF5 file; name another file");
  fs::path const folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error)) throw FileError(path.string() + ": cannot write: there is no such folder");
}

void write_households(fs::path const& path, AtRiskRecord const& record, std::vector<CountyFacts> const& counties,
                      std::span<Provenance const> papers) {
  require_writable(path);
  fs::path const part = part_path(path);
  std::error_code error;
  h5::File file = h5::create(part, 1);
  try {
    write_file(file, record, lines_of(record, counties), papers);
    h5::finish(file);
  } catch (...) {
    h5::abandon(file);
    fs::remove(part, error);
    throw;
  }
  fs::rename(part, path, error);
  if (error)
    throw FileError(part.string() + ": cannot rename to " + path.string() + ": " + h5::cause_of(error.value()));
}

}  // namespace holdfast
