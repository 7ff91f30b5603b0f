// The folder of an app's results: for each run its order and how it ended (ID.run.json), the scenario if it is one of
// the user's own (ID.scenario.json) and the run file (ID.h5). Other run files in the folder are runs, too. Whatever
// ends the server, what was finished is listed again.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::serve {

enum class RunState : std::uint8_t { waiting, running, finished, failed, cancelled, interrupted };
inline constexpr std::array<std::string_view, 6> run_state_names{"waiting", "running",   "finished",
                                                                 "failed",  "cancelled", "interrupted"};

struct RunRecord {
  std::string id;        // "003-cliff-2024"; never part of a path unless it was found in the list
  std::string scenario;  // a shipped one by name; "" = its own file
  std::string name, title, title_zh;
  double share = 0;  // of households; 0 = as the scenario says, likewise below
  int replicates = 0;
  std::optional<std::uint32_t> seed;
  std::vector<int> counties;
  RunState state = RunState::waiting;
  double percent = 0;
  std::string error_code, error;  // of a failed one: key of a message, and what the command said
  bool foreign = false;           // a run file that was not made here: there is no ID.run.json

  std::string run_file() const { return id + ".h5"; }
  std::string scenario_file() const { return id + ".scenario.json"; }
};
nlohmann::ordered_json json_of(RunRecord const& run);

class Workspace {
 public:
  // Makes the folder if it is missing. Throws FileError, also when another server uses it.
  explicit Workspace(std::filesystem::path const& folder);
  ~Workspace();
  Workspace(Workspace const&) = delete;
  Workspace& operator=(Workspace const&) = delete;

  std::filesystem::path const& folder() const { return folder_; }
  // What is there. Who waited or ran when the last server ended was interrupted.
  std::vector<RunRecord> read() const;
  // Whole or not at all.
  void write(RunRecord const& run) const;
  void write_scenario(RunRecord const& run, std::string const& text) const;

 private:
  std::filesystem::path folder_;
  int lock_ = -1;  // file that the only server of this folder holds
};

// A folder for what is only needed for one answer; gone with its owner.
class Scratch {
 public:
  explicit Scratch(Workspace const& workspace);
  ~Scratch();
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  std::filesystem::path const& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// Throws FileError.
void write_file(std::filesystem::path const& path, std::string_view text);
std::string read_file(std::filesystem::path const& path);

// "Cliff 2024 / 断崖" to "Cliff-2024": what may stand in the name of a file anywhere.
std::string plain_name(std::string_view name);

}  // namespace holdfast::serve
