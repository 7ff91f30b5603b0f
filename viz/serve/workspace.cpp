#include "viz/serve/workspace.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "model/core/errors.hpp"

namespace holdfast::serve {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view record_ending = ".run.json", scratch_beginning = ".scratch-";
constexpr std::size_t most_name = 40, most_record_bytes = 64 * 1024;

// A record that somebody edited or that was cut short is no reason not to start: it is left out.
std::optional<RunRecord> record_in(fs::path const& path) try {
  if (fs::file_size(path) > most_record_bytes) return std::nullopt;
  Json doc = Json::parse(read_file(path));
  RunRecord out;
  std::string const file = path.filename().string();
  out.id = file.substr(0, file.size() - record_ending.size());
  out.scenario = doc.value("scenario", "");
  out.name = doc.value("name", "");
  out.title = doc.value("title", "");
  out.title_zh = doc.value("title_zh", "");
  out.share = doc["share"].is_number() ? doc["share"].get<double>() : 0;
  out.replicates = doc["replicates"].is_number() ? doc["replicates"].get<int>() : 0;
  if (doc["seed"].is_number()) out.seed = doc["seed"].get<std::uint32_t>();
  out.counties = doc.value("counties", std::vector<int>());
  out.error_code = doc.value("error_code", "");
  out.error = doc.value("error", "");
  auto const state = std::find(run_state_names.begin(), run_state_names.end(), doc.value("state", ""));
  if (state == run_state_names.end()) return std::nullopt;
  out.state = static_cast<RunState>(state - run_state_names.begin());
  bool const there = fs::exists(path.parent_path() / out.run_file());
  if (out.state == RunState::waiting || out.state == RunState::running) out.state = RunState::interrupted;
  // A run file appears only when it is complete.
  if (there) out.state = RunState::finished;
  if (out.state == RunState::finished && !there) return std::nullopt;
  out.percent = there ? 100 : 0;
  return out;
} catch (std::exception const&) {
  return std::nullopt;
}

RunRecord foreign_run(fs::path const& path) {
  RunRecord out;
  out.id = out.name = path.stem().string();
  out.state = RunState::finished;
  out.percent = 100;
  out.foreign = true;
  return out;
}

}  // namespace

Json json_of(RunRecord const& run) {
  auto const or_null = [](bool given, auto const& value) { return given ? Json(value) : Json(); };
  return {{"id", run.id},
          {"state", run_state_names[static_cast<std::size_t>(run.state)]},
          {"percent", run.percent},
          {"scenario", run.scenario},
          {"foreign", run.foreign},
          {"name", run.name},
          {"title", run.title},
          {"title_zh", run.title_zh},
          {"share", or_null(run.share > 0, run.share)},
          {"replicates", or_null(run.replicates > 0, run.replicates)},
          {"seed", or_null(run.seed.has_value(), run.seed.value_or(0))},
          {"counties", run.counties},
          {"file", run.state == RunState::finished ? run.run_file() : ""},
          {"error_code", run.error_code},
          {"error", run.error}};
}

Workspace::Workspace(fs::path const& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) folder_ = fs::canonical(folder, error);
  if (error) throw FileError(folder.string() + ": cannot be the folder of the results: " + error.message());
  lock_ = open((folder_ / ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (lock_ < 0) throw FileError(folder.string() + ": cannot be written to. Name another folder with --workspace.");
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    close(lock_);
    throw FileError(folder.string() + ": another holdfast serve uses this folder. Name another one with --workspace.");
  }
  // Left by a server that was killed.
  for (auto const& entry : fs::directory_iterator(folder_))
    if (entry.path().filename().string().starts_with(scratch_beginning)) fs::remove_all(entry.path(), error);
}

Workspace::~Workspace() { close(lock_); }

std::vector<RunRecord> Workspace::read() const {
  std::vector<RunRecord> out;
  std::vector<fs::path> run_files;  // one that begins like an option of the command is left alone
  for (auto const& entry : fs::directory_iterator(folder_)) {
    std::string const name = entry.path().filename().string();
    if (name.ends_with(record_ending)) {
      if (auto record = record_in(entry.path())) out.push_back(std::move(*record));
    } else if (entry.path().extension() == ".h5" && entry.is_regular_file() && !name.starts_with("-")) {
      run_files.push_back(entry.path());
    }
  }
  for (fs::path const& file : run_files)
    if (std::none_of(out.begin(), out.end(), [&](RunRecord const& r) { return r.run_file() == file.filename(); }))
      out.push_back(foreign_run(file));
  std::sort(out.begin(), out.end(), [](RunRecord const& a, RunRecord const& b) { return a.id < b.id; });
  return out;
}

void Workspace::write(RunRecord const& run) const {
  if (run.foreign) return;
  fs::path const path = folder_ / (run.id + std::string(record_ending)), part = path.string() + ".part";
  write_file(part, json_of(run).dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
  fs::rename(part, path);
}

void Workspace::write_scenario(RunRecord const& run, std::string const& text) const {
  write_file(folder_ / run.scenario_file(), text);
}

Scratch::Scratch(Workspace const& workspace) {
  std::string pattern = (workspace.folder() / (std::string(scratch_beginning) + "XXXXXX")).string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw FileError(workspace.folder().string() + ": cannot be written to. Is the disk full?");
  folder_ = pattern;
}

Scratch::~Scratch() {
  std::error_code error;
  fs::remove_all(folder_, error);
}

void write_file(fs::path const& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  if (!file) throw FileError(path.filename().string() + ": cannot be written. Is the disk full?");
}

std::string read_file(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw FileError(path.filename().string() + ": cannot be read");
  return text.str();
}

std::string plain_name(std::string_view name) {
  std::string out;
  for (char const c : name.substr(0, most_name)) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "scenario" : out;
}

}  // namespace holdfast::serve
