// Reading a sweep file: every problem at once, with line, column and the name that was probably meant.
#include "scenarios/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scenarios/suggest.hpp"

namespace holdfast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::vector<std::string> const top_keys{"name", "title",  "title_zh",     "note",       "base",    "with",
                                        "run",  "design", "sobol_points", "parameters", "figures", "thresholds"};
std::vector<std::string> const run_keys{"replicates", "households_share", "seed", "counties", "months",
                                        "start",      "spin_up_months"};
std::vector<std::string> const parameter_keys{"key",  "title",      "title_zh", "unit",         "path",
                                              "as",   "from",       "values",   "range",        "points",
                                              "step", "step_title", "note",     "step_title_zh"};

// What the levels of a path must keep to, and in which unit.
struct Known {
  std::string path;
  Limits limits;
};

// Parameters and strengths that a sweep may vary: all but those that make other households.
std::vector<Known> known_paths() {
  std::vector<Known> out;
  for (ModuleInfo const& module : catalogue()) {
    if (module.section == "population") continue;
    std::string const start = fmt::format("{}.{}.", module.section, module.key);
    out.push_back({start + "strength", {{0, 10}, "times the amounts"}});
    for (FieldInfo const& field : module.fields)
      out.push_back({start + std::string(field.name), {field.range, std::string(field.unit)}});
  }
  return out;
}

class SweepReader {
 public:
  SweepReader(Layers& layers, std::vector<std::string> const& figures) : layers_(layers), figures_(figures) {}

  Sweep read() {
    json const& doc = layers_.merged;
    only_keys(doc, "", top_keys);
    out_.name = word(doc, "", "name", false);
    if (out_.name.empty()) out_.name = fs::path(layers_.files[0].display).stem().string();
    out_.title = word(doc, "", "title", false);
    if (out_.title.empty()) out_.title = out_.name;
    out_.title_zh = word(doc, "", "title_zh", false);
    out_.note = word(doc, "", "note", false);
    out_.base = word(doc, "", "base", true);
    out_.with = words(doc, "with");
    run(doc);
    design(doc);
    parameters(doc);
    chosen_figures(doc);
    thresholds(doc);
    if (layers_.problems.empty() && out_.points().size() > most_sweep_points)
      layers_.complain("/parameters", fmt::format("make {} points; {} are possible. Take fewer values.",
                                                  out_.points().size(), most_sweep_points));
    return std::move(out_);
  }

 private:
  void only_keys(json const& object, std::string const& pointer, std::vector<std::string> const& known) {
    for (auto const& [key, value] : object.items())
      if (std::find(known.begin(), known.end(), key) == known.end())
        layers_.complain(pointer + "/" + pointer_step(key), "is not known here." + did_you_mean(key, known), true);
  }

  std::string word(json const& object, std::string const& pointer, char const* key, bool needed) {
    auto const found = object.find(key);
    if (found == object.end()) {
      if (needed) layers_.complain(pointer, fmt::format("needs \"{}\".", key));
      return "";
    }
    if (found->is_string() && !found->get<std::string>().empty()) return found->get<std::string>();
    layers_.complain(pointer + "/" + key, "must be text in quotation marks.");
    return "";
  }

  std::vector<std::string> words(json const& object, std::string const& key) {
    std::vector<std::string> out;
    auto const found = object.find(key);
    if (found == object.end()) return out;
    if (!found->is_array()) layers_.complain("/" + key, "must be a list of texts.");
    for (std::size_t i = 0; found->is_array() && i < found->size(); ++i)
      if ((*found)[i].is_string())
        out.push_back((*found)[i].get<std::string>());
      else
        layers_.complain(fmt::format("/{}/{}", key, i), "must be text in quotation marks.");
    return out;
  }

  // Checked with the rest of the scenario when the base is read with them.
  void run(json const& doc) {
    auto const found = doc.find("run");
    if (found == doc.end()) return;
    if (!found->is_object()) return layers_.complain("/run", "must be an object, for example {\"replicates\": 20}.");
    only_keys(*found, "/run", run_keys);
    for (auto const& [key, value] : found->items()) out_.set.push_back(fmt::format("run.{}={}", key, value.dump()));
  }

  void design(json const& doc) {
    std::string const design = doc.contains("design") ? word(doc, "", "design", true) : "grid";
    std::vector<std::string> const known{"grid", "sobol"};
    if (!design.empty() && std::find(known.begin(), known.end(), design) == known.end())
      layers_.complain("/design",
                       fmt::format("is \"{}\"; it is \"grid\" or \"sobol\".{}", design, did_you_mean(design, known)));
    sobol_ = design == "sobol";
    if (!sobol_ && doc.contains("sobol_points"))
      layers_.complain("/sobol_points", "is of the design \"sobol\"; a grid has the values of its parameters.", true);
    if (!sobol_) return;
    if (!doc.contains("sobol_points")) return layers_.complain("", "needs \"sobol_points\": how many, such as 32.");
    if (auto const n = number(doc["sobol_points"], "/sobol_points", {{2, float{most_sweep_points}}, "points"})) {
      if (*n != std::floor(*n)) layers_.complain("/sobol_points", "must be a whole number.");
      out_.sobol_points = static_cast<int>(*n);
    }
  }

  std::optional<double> number(json const& value, std::string const& pointer, Limits const& limits) {
    return read_number(layers_, value, pointer, limits);
  }

  void parameters(json const& doc) {
    auto const found = doc.find("parameters");
    if (found == doc.end() || !found->is_array() || found->empty() || found->size() > 3)
      return layers_.complain(found == doc.end() ? "" : "/parameters", "needs \"parameters\": a list of one to three.");
    for (std::size_t i = 0; i < found->size(); ++i) {
      std::string const pointer = fmt::format("/parameters/{}", i);
      if (!(*found)[i].is_object()) {
        layers_.complain(pointer, "must be an object with \"key\", \"path\" and \"values\".");
        continue;
      }
      out_.parameters.push_back(parameter((*found)[i], pointer));
    }
  }

  SweepParameter parameter(json const& spec, std::string const& pointer) {
    only_keys(spec, pointer, parameter_keys);
    SweepParameter p;
    p.key = word(spec, pointer, "key", true);
    bool const good = std::all_of(p.key.begin(), p.key.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!p.key.empty() && (!good || p.key[0] < 'a'))
      layers_.complain(pointer + "/key", "must be a name in small letters, such as premium_floor.");
    if (!p.key.empty() && !keys_.insert(p.key).second)
      layers_.complain(pointer + "/key", fmt::format("is the second one named {}.", p.key));
    p.title = word(spec, pointer, "title", false);
    if (p.title.empty()) p.title = p.key;
    p.title_zh = word(spec, pointer, "title_zh", false);
    std::string const as = spec.contains("as") ? word(spec, pointer, "as", true) : "value";
    std::vector<std::string> const names(sweep_as_names.begin(), sweep_as_names.end());
    auto const at = std::find(names.begin(), names.end(), as);
    if (at != names.end())
      p.as = static_cast<SweepAs>(at - names.begin());
    else if (!as.empty())
      layers_.complain(pointer + "/as", fmt::format("is \"{}\"; it is one of {}.{}", as, fmt::join(names, ", "),
                                                    did_you_mean(as, names)));
    Limits const limits = paths(spec, pointer, p);
    p.unit = word(spec, pointer, "unit", false);
    if (p.unit.empty()) p.unit = limits.unit;
    from(spec, pointer, p);
    levels(spec, pointer, limits, p);
    step(spec, pointer, p);
    return p;
  }

  // Reads the paths and gives the limits of the levels.
  Limits paths(json const& spec, std::string const& pointer, SweepParameter& p) {
    static std::vector<Known> const known = known_paths();
    Limits limits{{-1e9f, 1e9f}, ""};
    auto const one = [&](json const& value, std::string const& at) {
      if (!value.is_string()) return layers_.complain(at, "must be a path in quotation marks.");
      std::string const path = value.get<std::string>();
      auto const found = std::find_if(known.begin(), known.end(), [&](Known const& k) { return k.path == path; });
      if (found == known.end()) return layers_.complain(at, unknown_path(path, known));
      if (!paths_.insert(path).second) return layers_.complain(at, "is varied twice.");
      limits = {
          {std::max(limits.range.low, found->limits.range.low), std::min(limits.range.high, found->limits.range.high)},
          found->limits.unit};
      p.paths.push_back(path);
    };
    auto const found = spec.find("path");
    if (found == spec.end())
      layers_.complain(pointer, "needs \"path\": a parameter, such as \"policies.dibao.line_yuan\".");
    else if (found->is_array())
      for (std::size_t i = 0; i < found->size(); ++i) one((*found)[i], fmt::format("{}/path/{}", pointer, i));
    else
      one(*found, pointer + "/path");
    if (p.as == SweepAs::times) return times_limits;
    if (p.as == SweepAs::growth) return {{-0.5f, 1}, "share/year"};
    return limits;
  }

  static std::string unknown_path(std::string const& path, std::vector<Known> const& known) {
    if (path.starts_with("population."))
      return "makes other households: the points of a sweep share one population. Compare two runs instead.";
    std::vector<std::string> names;
    for (Known const& k : known) names.push_back(k.path);
    return fmt::format("is \"{}\", which is no parameter.{} `holdfast list parameters` names all.", path,
                       did_you_mean(path, names));
  }

  void from(json const& spec, std::string const& pointer, SweepParameter& p) {
    auto const found = spec.find("from");
    if (found == spec.end()) return;
    int year = 0, month = 0;
    if (found->is_string() && read_month(found->get<std::string>(), year, month))
      p.from = Month::of(year, month);
    else
      layers_.complain(pointer + "/from",
                       fmt::format("is {}; a month is needed, for example \"2024-01\".", found->dump()));
  }

  void levels(json const& spec, std::string const& pointer, Limits const& limits, SweepParameter& p) {
    bool const has_values = spec.contains("values"), has_range = spec.contains("range");
    if (has_values == has_range || (sobol_ && has_values))
      return layers_.complain(pointer, sobol_ ? "needs \"range\": [lowest, highest]; Sobol points lie between them."
                                              : "needs either \"values\" or \"range\" with \"points\".");
    std::string const list = has_values ? "/values" : "/range";
    json const& given = has_values ? spec["values"] : spec["range"];
    std::size_t const before = layers_.problems.size();
    if (!given.is_array() || given.size() < 2 || (has_range && given.size() != 2))
      return layers_.complain(pointer + list, has_values ? "must be a list of two or more numbers."
                                                         : "must be a list of two numbers: lowest and highest.");
    for (std::size_t i = 0; i < given.size(); ++i)
      if (auto const level = number(given[i], fmt::format("{}{}/{}", pointer, list, i), limits))
        p.levels.push_back(*level);
    bool const rising = std::adjacent_find(p.levels.begin(), p.levels.end(), std::greater_equal<>()) == p.levels.end();
    if (layers_.problems.size() == before && !rising)
      layers_.complain(pointer + list, "must rise from one to the next.");
    if (!spec.contains("points")) {
      if (has_range && !sobol_) layers_.complain(pointer, "needs \"points\": how many values the range is cut into.");
      return;
    }
    if (has_values || sobol_) return layers_.complain(pointer + "/points", "belongs to \"range\" of a grid.", true);
    auto const n = number(spec["points"], pointer + "/points", {{2, 100}, "values"});
    if (n && *n != std::floor(*n)) layers_.complain(pointer + "/points", "must be a whole number.");
    if (!n || p.levels.size() != 2) return;
    double const low = p.levels[0], high = p.levels[1];
    p.levels.clear();
    for (int i = 0; i < static_cast<int>(*n); ++i)  // 0.1 rather than 0.09999999999999999
      p.levels.push_back(std::stod(fmt::format("{:.12g}", low + (high - low) * i / (*n - 1))));
  }

  void step(json const& spec, std::string const& pointer, SweepParameter& p) {
    if (p.levels.size() > 1)
      p.step = (p.levels.back() - p.levels.front()) / static_cast<double>(sobol_ ? 10 : p.levels.size() - 1);
    if (spec.contains("step")) {
      if (auto const given = number(spec["step"], pointer + "/step", {{-1e9f, 1e9f}, p.unit})) p.step = *given;
      if (p.step == 0) layers_.complain(pointer + "/step", "is 0; slopes are told for a change.");
    }
    p.step_title = word(spec, pointer, "step_title", false);
    p.step_title_zh = word(spec, pointer, "step_title_zh", false);
    if (p.step_title.empty()) p.step_title = fmt::format("{:+.6g} of {}", p.step, p.title);
  }

  void check_figure(std::string const& key, std::string const& pointer, bool at_key) {
    if (std::find(figures_.begin(), figures_.end(), key) == figures_.end())
      layers_.complain(pointer,
                       fmt::format("{}is no figure.{} There are: {}.", at_key ? "" : "\"" + key + "\" ",
                                   did_you_mean(key, figures_), fmt::join(figures_, ", ")),
                       at_key);
  }

  void chosen_figures(json const& doc) {
    out_.figures = words(doc, "figures");
    for (std::size_t i = 0; i < out_.figures.size(); ++i)
      check_figure(out_.figures[i], fmt::format("/figures/{}", i), false);
    if (out_.figures.empty()) out_.figures = {"newly_relapsed", "latent_relapse", "poverty_gap", "public_cost"};
  }

  void thresholds(json const& doc) {
    auto const found = doc.find("thresholds");
    if (found == doc.end()) return;
    if (!found->is_object())
      return layers_.complain("/thresholds", "must be an object of figures and levels: {\"latent_relapse\": 2.5}.");
    for (auto const& [key, value] : found->items()) {
      std::string const pointer = "/thresholds/" + pointer_step(key);
      check_figure(key, pointer, true);
      if (auto const level = number(value, pointer, {{-1e12f, 1e12f}, ""})) out_.thresholds.push_back({key, *level});
    }
  }

  Layers& layers_;
  std::vector<std::string> const& figures_;
  Sweep out_;
  bool sobol_ = false;
  std::set<std::string> keys_, paths_;
};

}  // namespace

Sweep read_sweep(fs::path const& file, std::vector<std::string> const& figures) {
  std::string const display = file.generic_string();
  std::string const text = read_text(file, display);
  Layers layers = read_layers_text(text, display, {});
  if (!layers.problems.empty()) throw InputError(layers.problems);
  Sweep out = SweepReader(layers, figures).read();
  layers.sort_problems();
  if (!layers.problems.empty()) throw InputError(layers.problems);
  out.text = layers.merged.dump(1);
  out.input = {file.filename().string(), layers.files[0].hash};
  return out;
}

fs::path find_sweep(std::string const& name, fs::path const& share_dir) {
  fs::path const shipped_in = share_dir / "sweeps";
  for (fs::path const& folder : {fs::path(), shipped_in})
    for (char const* ending : {"", ".json"})
      if (!name.empty() && fs::is_regular_file(folder / (name + ending))) return folder / (name + ending);
  std::vector<std::string> shipped;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(shipped_in, error))
    if (entry.path().extension() == ".json") shipped.push_back(entry.path().stem().string());
  std::sort(shipped.begin(), shipped.end());
  throw FileError(fmt::format("{}: there is no such sweep file.{} Shipped sweeps: {}.", name,
                              did_you_mean(name, shipped), fmt::join(shipped, ", ")));
}

}  // namespace holdfast
