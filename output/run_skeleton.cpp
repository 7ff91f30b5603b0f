// Creates everything a run file holds before its first replicate. Order in the file = order here.
#include "output/run_skeleton.hpp"

#include <chrono>
#include <map>
#include <set>
#include <string>

namespace holdfast {
namespace {

// CF time: days from 2000-01-01 to the first day of the month.
std::int32_t days_since_2000(Month month) {
  using namespace std::chrono;
  auto const days_of = [](int y, int m) { return sys_days{year{y} / m / 1}; };
  return static_cast<std::int32_t>((days_of(month.year(), month.month_of_year()) - days_of(2000, 1)).count());
}

// CF flag_meanings: names with blanks between them.
std::string joined(std::span<std::string_view const> names) {
  std::string out;
  for (std::string_view const name : names) out += (out.empty() ? "" : " ") + std::string(name);
  return out;
}

// Everything that is written once, before the first replicate.
class Builder {
 public:
  Builder(h5::File const& file, Labels const& labels) : file_(file), labels_(labels) {}

  void root(int format_version, std::string const& title) {
    using std::string_view;
    h5::attribute(file_, file_.handle, "Conventions", string_view("CF-1.10"));
    h5::attribute(file_, file_.handle, "title", title);
    h5::attribute(file_, file_.handle, "program", string_view("holdfast"));
    h5::attribute(file_, file_.handle, "format_version", static_cast<std::int32_t>(format_version));
    for (int d = 0; d < dim_count; ++d)
      if (labels_.size(static_cast<Dim>(d)) > 0) dimension(static_cast<Dim>(d));
    if (!labels_.counties.empty()) counties();
  }

  // 0 until a replicate is complete on the disk.
  h5::Handle done() {
    h5::Handle made = companion<std::int8_t>("done", Dim::replicate, H5T_STD_I8LE,
                                             std::vector<std::int8_t>(static_cast<std::size_t>(labels_.replicates), 0));
    flags(made, 2, "not_written complete");
    title(made, "whether this replicate is complete", "该次重复模拟是否已完整写入");
    return made;
  }

  h5::Handle variable(Variable const& v) {
    h5::Layout layout;
    for (Dim const dim : v.dims) layout.sizes.push_back(static_cast<hsize_t>(labels_.size(dim)));
    if (v.per_replicate()) {
      layout.chunk = layout.sizes;
      layout.chunk[0] = 1;
    }
    bool const count = v.kind == Kind::count;
    std::int64_t const fill_count = count_fill(v);
    hid_t const type = count ? H5T_STD_I64LE : H5T_IEEE_F64LE, native = count ? H5T_NATIVE_INT64 : H5T_NATIVE_DOUBLE;
    void const* const fill = count ? static_cast<void const*>(&fill_count) : &v.fill;
    // HDF5 wants the fill value in the file's type; both are little endian on every machine this is built for.
    h5::Handle made = h5::create_dataset(file_, v.path(), type, layout, fill);
    h5::attribute(file_, made, "_FillValue", type, native, fill, 1);
    title(made, v.long_name, v.long_name_zh);
    h5::attribute(file_, made, "units", v.unit);
    if (!v.cell_methods.empty()) h5::attribute(file_, made, "cell_methods", v.cell_methods);
    std::string dims, companions;
    for (std::size_t d = 0; d < v.dims.size(); ++d) {
      h5::attach_scale(file_, made, scales_.at(v.dims[d]), static_cast<unsigned>(d));
      dims += (d == 0 ? "" : " ") + std::string(name_of(v.dims[d]));
      for (std::string const& name : companions_[v.dims[d]]) companions += (companions.empty() ? "" : " ") + name;
    }
    if (!companions.empty()) h5::attribute(file_, made, "coordinates", companions);
    h5::attribute(file_, made, "dims", dims);
    return made;
  }

 private:
  void title(h5::Handle const& dataset, std::string_view en, std::string_view zh) {
    h5::attribute(file_, dataset, "long_name", en);
    h5::attribute(file_, dataset, "long_name_zh", zh);
  }

  // Categories: int8 with the meaning of each value beside it (an HDF5 enum makes R refuse the file).
  void flags(h5::Handle const& dataset, int values, std::string const& meanings) {
    std::vector<std::int8_t> numbers;
    for (int i = 0; i < values; ++i) numbers.push_back(static_cast<std::int8_t>(i));
    h5::attribute(file_, dataset, "flag_values", H5T_STD_I8LE, H5T_NATIVE_INT8, numbers.data(), numbers.size());
    h5::attribute(file_, dataset, "flag_meanings", meanings);
  }

  h5::Handle scale(Dim dim, hid_t type) {
    std::string const name(name_of(dim));
    h5::Handle made = h5::create_dataset(file_, name, type, {{static_cast<hsize_t>(labels_.size(dim))}}, nullptr);
    h5::make_scale(file_, made, name);
    title(made, title_of(dim), title_zh_of(dim));
    return made;
  }

  h5::Handle numbers(Dim dim, std::vector<std::int32_t> const& values) {
    h5::Handle made = scale(dim, H5T_STD_I32LE);
    h5::write<std::int32_t>(file_, made, values);
    return made;
  }

  void dimension(Dim dim) {
    std::vector<std::string> const text = labels_.text(dim);
    std::vector<std::int32_t> values(text.size());
    h5::Handle made;
    if (dim == Dim::replicate || dim == Dim::year) {
      int const first = dim == Dim::replicate ? labels_.first_replicate : labels_.first_year;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = first + static_cast<std::int32_t>(i);
      made = numbers(dim, values);
    } else if (dim == Dim::month) {
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = days_since_2000(labels_.first_month + static_cast<int>(i));
      made = numbers(dim, values);
      h5::plain_attribute(file_, made, "standard_name", "time");
      h5::plain_attribute(file_, made, "units", "days since 2000-01-01");
      h5::plain_attribute(file_, made, "calendar", "proleptic_gregorian");
    } else {
      made = scale(dim, h5::string_type().get());
      h5::write_strings(file_, made, text);
    }
    scales_[dim] = std::move(made);
    if (dim == Dim::month) strings("month_label", dim, text, "month as text", "月份（文本）");
    std::vector<std::string> zh;
    bool translated = false;
    for (Label const& label : labels_[dim]) zh.push_back(label.zh), translated = translated || !label.zh.empty();
    if (translated) {
      std::string const en_title = std::string(title_of(dim)) + ", in Chinese";
      strings(std::string(name_of(dim)) + "_zh", dim, zh, en_title, title_zh_of(dim));
    }
  }

  void strings(std::string const& name, Dim dim, std::vector<std::string> const& values, std::string_view en,
               std::string_view zh) {
    h5::Layout const layout{{static_cast<hsize_t>(labels_.size(dim))}};
    h5::Handle const made = h5::create_dataset(file_, name, h5::string_type().get(), layout, nullptr);
    h5::write_strings(file_, made, values);
    h5::attach_scale(file_, made, scales_.at(dim), 0);
    title(made, en, zh);
    companions_[dim].push_back(name);
  }

  template <class T>
  h5::Handle companion(std::string const& name, Dim dim, hid_t type, std::vector<T> const& values) {
    h5::Layout const layout{{static_cast<hsize_t>(labels_.size(dim))}};
    h5::Handle made = h5::create_dataset(file_, name, type, layout, nullptr);
    h5::write<T>(file_, made, values);
    h5::attach_scale(file_, made, scales_.at(dim), 0);
    if (dim != Dim::replicate) companions_[dim].push_back(name);
    return made;
  }

  void degrees(std::string const& name, std::vector<double> const& values, std::string_view standard_name,
               std::string_view units, std::string_view zh) {
    h5::Handle const made = companion<double>(name, Dim::county, H5T_IEEE_F64LE, values);
    h5::attribute(file_, made, "standard_name", standard_name);
    h5::attribute(file_, made, "units", units);
    title(made, standard_name, zh);
  }

  void counties() {
    std::vector<std::int32_t> adcode;
    std::vector<std::int8_t> classes;
    std::vector<double> lon, lat;
    std::vector<std::string> name_zh, name_en, prefecture_zh, prefecture_en;
    for (CountyLabel const& c : labels_.counties) {
      adcode.push_back(c.adcode), classes.push_back(static_cast<std::int8_t>(c.county_class));
      lon.push_back(c.lon), lat.push_back(c.lat);
      name_zh.push_back(c.name_zh), name_en.push_back(c.name_en);
      prefecture_zh.push_back(c.prefecture_zh), prefecture_en.push_back(c.prefecture_en);
    }
    title(companion("adcode", Dim::county, H5T_STD_I32LE, adcode), "administrative division code (GB/T 2260)",
          "行政区划代码");
    strings("name_zh", Dim::county, name_zh, "county, Chinese name", "县（市、区）名称");
    strings("name_en", Dim::county, name_en, "county, English name", "县（市、区）英文名称");
    strings("prefecture_zh", Dim::county, prefecture_zh, "prefecture, Chinese name", "市（州）名称");
    strings("prefecture_en", Dim::county, prefecture_en, "prefecture, English name", "市（州）英文名称");
    degrees("lon", lon, "longitude", "degrees_east", "经度");
    degrees("lat", lat, "latitude", "degrees_north", "纬度");
    h5::Handle const county_class = companion("county_class", Dim::county, H5T_STD_I8LE, classes);
    title(county_class, "designation of the county", "县的类别");
    flags(county_class, county_classes, joined(county_class_names));
  }

  h5::File const& file_;
  Labels const& labels_;
  std::map<Dim, h5::Handle> scales_;
  std::map<Dim, std::vector<std::string>> companions_;  // what the CF attribute `coordinates` lists
};

// Columns of text or numbers over one dimension of their own, in a group of their own.
class Columns {
 public:
  Columns(h5::File const& file, std::string group, std::string const& dim, std::vector<std::string> const& keys)
      : file_(file), group_(std::move(group)), size_(keys.size()) {
    scale_ = strings(dim, keys);
    h5::make_scale(file_, scale_, dim);
  }
  void add(std::string const& name, std::vector<std::string> const& values) {
    h5::attach_scale(file_, strings(name, values), scale_, 0);
  }
  void add(std::string const& name, std::vector<double> const& values) {
    h5::Handle const made = h5::create_dataset(file_, group_ + "/" + name, H5T_IEEE_F64LE, {{size_}}, nullptr);
    h5::write<double>(file_, made, values);
    h5::attach_scale(file_, made, scale_, 0);
  }

 private:
  h5::Handle strings(std::string const& name, std::vector<std::string> const& values) {
    h5::Handle made = h5::create_dataset(file_, group_ + "/" + name, h5::string_type().get(), {{size_}}, nullptr);
    h5::write_strings(file_, made, values);
    return made;
  }
  h5::File const& file_;
  std::string group_;
  hsize_t size_;
  h5::Handle scale_;
};

void write_parameters(h5::File const& file, std::vector<ParameterRow> const& rows) {
  if (rows.empty()) return;
  h5::Handle const group = h5::create_group(file, "parameters");
  std::vector<std::string> path, unit, meaning, meaning_zh;
  std::vector<double> low, high;
  for (ParameterRow const& row : rows) {
    path.push_back(row.path), unit.push_back(row.unit);
    meaning.push_back(row.meaning), meaning_zh.push_back(row.meaning_zh);
    low.push_back(row.low), high.push_back(row.high);
  }
  Columns columns(file, "parameters", "parameter", path);
  columns.add("unit", unit);
  columns.add("low", low);
  columns.add("high", high);
  columns.add("meaning", meaning);
  columns.add("meaning_zh", meaning_zh);
}

}  // namespace

void write_provenance(h5::File const& file, Provenance const& p, int replicates, std::string const& name) {
  h5::Handle const group = h5::create_group(file, name);
  h5::attribute(file, group, "format_version", static_cast<std::int32_t>(run_file_format_version));
  h5::attribute(file, group, "seed", H5T_STD_U64LE, H5T_NATIVE_UINT64, &p.seed, 0);
  h5::attribute(file, group, "replicates", static_cast<std::int32_t>(replicates));
  h5::attribute(file, group, "households_share", p.households_share);
  h5::attribute(file, group, "commit", p.commit);
  h5::attribute(file, group, "compiler", p.compiler);
  h5::attribute(file, group, "flags", p.flags);
  h5::attribute(file, group, "command_line", p.command_line);
  for (auto const& [library, value] : p.libraries) h5::attribute(file, group, "library_" + library, value);
  for (auto const& [fact, value] : p.machine) h5::attribute(file, group, "machine_" + fact, value);
  h5::Handle const scenario = h5::create_dataset(file, name + "/scenario", h5::string_type().get(), {}, nullptr);
  h5::write_strings(file, scenario, std::vector<std::string>{p.scenario_json});
  h5::attribute(file, scenario, "long_name", std::string_view("resolved scenario, JSON text"));
  if (!p.sweep_json.empty()) {
    h5::Handle const sweep = h5::create_dataset(file, "provenance/sweep", h5::string_type().get(), {}, nullptr);
    h5::write_strings(file, sweep, std::vector<std::string>{p.sweep_json});
    h5::attribute(file, sweep, "long_name", std::string_view("what is varied over the scenario, JSON text"));
  }
  if (p.inputs.empty()) return;
  std::vector<std::string> names, hashes;
  for (InputFile const& input : p.inputs) names.push_back(input.name), hashes.push_back(hex(input.fnv1a64));
  Columns(file, name, "input", names).add("fnv1a64", hashes);
}

Skeleton write_skeleton(h5::File const& file, Labels const& labels, std::span<Variable const> variables,
                        Provenance const& provenance) {
  Skeleton out;
  Builder builder(file, labels);
  builder.root(run_file_format_version, provenance.title);
  out.done = builder.done();
  std::set<std::string> groups{""};
  for (Variable const& v : variables) {
    if (groups.insert(v.group).second) h5::create_group(file, v.group);
    out.datasets.push_back(builder.variable(v));
  }
  write_parameters(file, provenance.parameters);
  write_provenance(file, provenance, labels.replicates);
  return out;
}

}  // namespace holdfast
