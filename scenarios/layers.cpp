// A scenario file with all that it extends, merged.
#include "scenarios/layers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/suggest.hpp"

namespace holdfast {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::size_t deepest_chain = 16;  // files extending files

// Everything needed while following `extends`.
struct Reader {
  Layers& layers;
  Overrides const& overrides;
  fs::path top;                    // folder of the scenario
  std::vector<fs::path> chain;     // canonical paths from the scenario down to here
  std::vector<std::string> shown;  // the same, as displayed

  std::string name_of(fs::path const& path) const {
    fs::path const near = fs::relative(path, top);
    if (!near.empty() && *near.begin() != "..") return near.generic_string();
    if (!overrides.share_dir.empty()) {
      fs::path const shipped = fs::relative(path, overrides.share_dir);
      if (!shipped.empty() && *shipped.begin() != "..") return shipped.generic_string();
    }
    return near.is_relative() ? near.generic_string() : path.filename().string();
  }
};

void follow(Reader& reader, fs::path const& path, std::string const& display);

std::vector<std::string> neighbours(fs::path const& folder, fs::path const& share) {
  std::vector<std::string> out;
  std::error_code error;
  for (auto const& entry : fs::directory_iterator(share, error))
    if (entry.path().extension() == ".json" && entry.path().stem() != "schema")
      out.push_back(entry.path().stem().string());
  for (auto const& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".json") out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

// Beside the extending file, then among the shipped ones; ".json" may be left out.
bool locate(fs::path const& folder, std::string const& folder_shown, fs::path const& share, std::string const& wanted,
            fs::path& path, std::string& display) {
  for (char const* ending : {"", ".json"}) {
    fs::path const candidate = folder / (wanted + ending);
    if (fs::is_regular_file(candidate)) {
      path = candidate;
      display = (fs::path(folder_shown) / (wanted + ending)).lexically_normal().generic_string();
      return true;
    }
  }
  for (char const* ending : {"", ".json"}) {
    if (share.empty() || !fs::is_regular_file(share / (wanted + ending))) continue;
    path = share / (wanted + ending);
    display = wanted + ending;
    return true;
  }
  return false;
}

void extend(Reader& reader, JsonText const& file, std::string const& pointer, json const& wanted) {
  auto const complain = [&](std::string message) {
    auto const found = file.places.find(pointer);
    Position const at = found == file.places.end() ? Position{} : found->second.value;
    reader.layers.problems.push_back({file.display, at.line, at.column, pointer, std::move(message)});
  };
  if (!wanted.is_string()) return complain("must be a file name or a list of file names.");
  std::string const name = wanted.get<std::string>();
  if (name.empty()) return complain("is an empty file name. Name the scenario to extend, or leave \"extends\" out.");
  fs::path const folder = file.path.parent_path();
  std::string const folder_shown = fs::path(file.display).parent_path().generic_string();
  fs::path path;
  std::string display;
  if (!locate(folder, folder_shown, reader.overrides.share_dir, name, path, display))
    return complain(
        fmt::format("is \"{}\", and there is no such file.{}", name,
                    did_you_mean(name, neighbours(folder.empty() ? "." : folder, reader.overrides.share_dir))));
  fs::path const canonical = fs::weakly_canonical(path);
  if (auto const again = std::find(reader.chain.begin(), reader.chain.end(), canonical); again != reader.chain.end()) {
    std::string circle;
    for (auto i = static_cast<std::size_t>(again - reader.chain.begin()); i < reader.shown.size(); ++i)
      circle += reader.shown[i] + " -> ";
    return complain("closes a circle: " + circle + display + ". A file cannot extend itself.");
  }
  if (reader.chain.size() >= deepest_chain)
    return complain(fmt::format("is more than {} files deep. Merge some of them.", deepest_chain));
  try {
    follow(reader, path, display);
  } catch (FileError const& e) {
    complain(std::string("cannot be read: ") + e.what());
  }
}

void follow(Reader& reader, fs::path const& path, std::string const& display) {
  JsonText file = parse_json(read_text(path, display), display, reader.layers.problems);
  file.path = path;
  file.name = reader.name_of(path);
  file.depth = static_cast<int>(reader.chain.size());
  if (file.doc.is_null() && file.places.empty()) return;
  if (!file.doc.is_object()) {
    reader.layers.problems.push_back({display, 1, 1, "",
                                      fmt::format("is {}; a scenario is a JSON object {{...}}.",
                                                  file.doc.is_array() ? "a list" : "a single value")});
    return;
  }
  reader.chain.push_back(fs::weakly_canonical(path));
  reader.shown.push_back(display);
  if (auto const extends = file.doc.find("extends"); extends != file.doc.end()) {
    if (extends->is_array()) {
      for (std::size_t i = 0; i < extends->size(); ++i)
        extend(reader, file, "/extends/" + std::to_string(i), (*extends)[i]);
    } else {
      extend(reader, file, "/extends", *extends);
    }
  }
  reader.chain.pop_back();
  reader.shown.pop_back();
  merge(reader.layers.merged, file.doc);
  reader.layers.files.push_back(std::move(file));
}

// A file that comes after the scenario. What it extended would undo the scenario's own changes.
void lay_over(Reader& reader, fs::path const& path) {
  std::size_t const before = reader.layers.files.size();
  std::string const display = path.generic_string();
  JsonText const peek = parse_json(read_text(path, display), display, reader.layers.problems);
  if (peek.doc.is_object() && peek.doc.contains("extends")) {
    Position const at = peek.places.at("/extends").key;
    reader.layers.problems.push_back({display, at.line, at.column, "/extends",
                                      "cannot be in a file that is laid over a scenario: it would undo the "
                                      "scenario's changes. Leave it out."});
    return;
  }
  if (!peek.doc.is_object()) return;
  follow(reader, path, display);
  if (reader.layers.files.size() > before) reader.layers.over.push_back(before);
}

// A setting has no lines and columns; what stands inside its value is known by its pointers.
void note_inside(JsonText& layer, json const& value, std::string const& pointer) {
  layer.places[pointer] = {};
  if (value.is_object())
    for (auto const& [key, inside] : value.items()) note_inside(layer, inside, pointer + "/" + pointer_step(key));
}

// One --set: "policies.dibao.line_yuan=480". Text without quotation marks is taken as text where it is no JSON.
void apply_setting(Layers& layers, std::string const& setting) {
  std::size_t const equals = setting.find('=');
  if (equals == 0 || equals == std::string::npos) {
    layers.problems.push_back({"--set " + setting, 0, 0, "", "must read path=value, for example run.seed=7."});
    return;
  }
  std::string const value = setting.substr(equals + 1);
  json leaf = json::parse(value, nullptr, false);
  if (leaf.is_discarded()) leaf = value;
  JsonText layer;
  layer.name = layer.display = "--set " + setting;
  layer.doc = json::object();
  json* at = &layer.doc;
  std::string pointer;
  std::size_t from = 0;
  while (from <= equals) {
    std::size_t const dot = std::min(setting.find('.', from), equals);
    std::string const key = setting.substr(from, dot - from);
    pointer += "/" + pointer_step(key);
    layer.places[pointer] = {};
    at = &(*at)[key];
    from = dot + 1;
  }
  note_inside(layer, leaf, pointer);
  *at = std::move(leaf);
  merge(layers.merged, layer.doc);
  layers.files.push_back(std::move(layer));
}

void apply_settings(Layers& layers, Overrides const& overrides) {
  for (std::string const& setting : settings_of(overrides)) apply_setting(layers, setting);
}

bool has_months(json const& object) {
  return std::any_of(object.items().begin(), object.items().end(),
                     [](auto const& item) { return is_month_key(item.key()); });
}

// Only changes what there is of a path, and gives no value of its own.
bool bends_path(json const& object) {
  if (object.contains("value")) return false;
  return has_months(object) || std::any_of(object.items().begin(), object.items().end(), [](auto const& item) {
           std::string const& key = item.key();
           return key == "times" || key == "indexed" || key == "restore_when" || key == "announced" ||
                  key == "by_county_class" || key == "by_household_class";
         });
}

}  // namespace

std::vector<std::string> settings_of(Overrides const& overrides) {
  std::vector<std::string> settings = overrides.set;
  auto const add = [&settings](char const* name, auto const& value) {
    if (value) settings.push_back(fmt::format("run.{}={}", name, *value));
  };
  add("months", overrides.months);
  add("spin_up_months", overrides.spin_up_months);
  add("replicates", overrides.replicates);
  add("seed", overrides.seed);
  add("households_share", overrides.households_share);
  add("replay_events", overrides.replay_events);
  if (!overrides.counties.empty())
    settings.push_back(fmt::format("run.counties=[{}]", fmt::join(overrides.counties, ",")));
  return settings;
}

bool is_month_key(std::string_view key) {
  if (key.size() != 7 || key[4] != '-') return false;
  for (std::size_t const i : {0u, 1u, 2u, 3u, 5u, 6u})
    if (key[i] < '0' || key[i] > '9') return false;
  return true;
}

bool read_month(std::string_view key, int& year, int& month) {
  if (!is_month_key(key)) return false;
  auto const digit = [&](std::size_t i) { return key[i] - '0'; };
  year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  month = digit(5) * 10 + digit(6);
  return year >= 2000 && year <= 2100 && month >= 1 && month <= 12;
}

void merge(json& target, json const& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (target.is_number() && bends_path(patch)) target = json{{"value", target}};
  if (!target.is_object()) target = json::object();
  if (patch.contains("value") && !has_months(patch)) {
    for (auto item = target.begin(); item != target.end();)
      item = is_month_key(item.key()) || item.key() == "path" ? target.erase(item) : std::next(item);
  }
  for (auto const& [key, value] : patch.items()) {
    if (value.is_null())
      target.erase(key);
    else
      merge(target[key], value);
  }
}

JsonText const* Layers::setter(std::string const& pointer, bool or_above) const {
  for (std::string at = pointer;; at.resize(at.rfind('/'))) {
    for (auto file = files.rbegin(); file != files.rend(); ++file)
      if (file->places.contains(at) && !(at.empty() && file->display.starts_with("--set"))) return &*file;
    if (!or_above || at.empty()) return nullptr;
  }
}

Problem Layers::problem_at(std::string const& pointer, std::string message, bool at_key) const {
  JsonText const* const file = setter(pointer, true);
  if (file == nullptr) return {files.empty() ? "" : files[scenario].display, 0, 0, pointer, std::move(message)};
  std::string at = pointer;
  while (!file->places.contains(at)) at.resize(at.rfind('/'));
  bool const exact = at == pointer;
  Place const place = file->places.at(at);
  Position const p = at_key || !exact ? place.key : place.value;
  return {file->display, p.line, p.column, pointer, std::move(message)};
}

void Layers::complain(std::string const& pointer, std::string message, bool at_key) {
  problems.push_back(problem_at(pointer, std::move(message), at_key));
}

void Layers::sort_problems() {
  auto const rank = [this](Problem const& p) {
    for (std::size_t i = 0; i < files.size(); ++i)
      if (files[i].display == p.file) return i;
    return files.size();
  };
  std::stable_sort(problems.begin(), problems.end(), [&](Problem const& a, Problem const& b) {
    return std::tuple(rank(a), a.line, a.column) < std::tuple(rank(b), b.line, b.column);
  });
  auto const same = [](Problem const& a, Problem const& b) { return a.text() == b.text(); };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

Layers read_layers(fs::path const& file, Overrides const& overrides) {
  Layers layers;
  Reader reader{layers, overrides, fs::weakly_canonical(file).parent_path(), {}, {}};
  follow(reader, file, file.generic_string());
  layers.scenario = layers.files.empty() ? 0 : layers.files.size() - 1;
  for (fs::path const& over : overrides.with) lay_over(reader, over);
  if (layers.problems.empty()) apply_settings(layers, overrides);
  return layers;
}

Layers read_layers_text(std::string const& text, std::string const& name, Overrides const& overrides) {
  Layers layers;
  JsonText file = parse_json(text, name, layers.problems);
  file.name = name;
  if (layers.problems.empty() && !file.doc.is_object())
    layers.problems.push_back({name, 1, 1, "", "holds no scenario: a scenario is a JSON object {...}."});
  if (!layers.problems.empty()) return layers;
  merge(layers.merged, file.doc);
  layers.files.push_back(std::move(file));
  apply_settings(layers, overrides);
  return layers;
}

}  // namespace holdfast
