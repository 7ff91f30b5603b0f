// The runs of the app: one at a time, each in a process of its own, the others wait in line.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "viz/serve/workspace.hpp"

namespace holdfast::serve {

inline constexpr int most_waiting = 8;

class Runs {
 public:
  // share_dir: of the shipped scenarios.
  Runs(Workspace const& workspace, std::filesystem::path share_dir);
  ~Runs();  // ends the run in progress
  Runs(Runs const&) = delete;
  Runs& operator=(Runs const&) = delete;

  // Puts a run in line and gives its id. `scenario_text`: of a scenario of the user's own. Throws Refused when the line
  // is full.
  std::string submit(RunRecord run, std::string const& scenario_text);
  std::vector<RunRecord> all() const;
  RunRecord find(std::string const& id) const;      // throws Refused when there is none
  RunRecord finished(std::string const& id) const;  // and when it is not finished
  void cancel(std::string const& id);
  void name_foreign(std::string const& id, std::string const& name, std::string const& title,
                    std::string const& title_zh);
  void stop();  // ends the run in progress and starts no other

 private:
  void work();
  bool take_next(RunRecord& run);
  void live(RunRecord run);
  void heard(std::string const& id, std::string_view line);
  bool must_end(std::string const& id) const;
  void keep(RunRecord const& run);
  RunRecord* at(std::string const& id);
  RunRecord const* at(std::string const& id) const;

  Workspace const& workspace_;
  std::filesystem::path share_dir_;
  mutable std::mutex mutex_;  // of everything below
  std::condition_variable changed_;
  std::vector<RunRecord> runs_;
  int next_number_ = 1;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace holdfast::serve
