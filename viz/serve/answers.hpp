// Answers that the own command gives: each question is one call of it in a process of its own, few at once.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <semaphore>
#include <string>
#include <vector>

#include "viz/serve/child.hpp"
#include "viz/serve/workspace.hpp"

namespace holdfast::serve {

inline constexpr int most_questions_at_once = 2, most_questions_waiting = 16;
inline constexpr std::chrono::seconds time_to_answer{300};

class Answers {
 public:
  Answers(Workspace const& workspace, std::filesystem::path share_dir);

  // What the command prints. Throws Refused with its own words when it fails; `--data` is added to the words.
  std::string of(std::vector<std::string> words) const;
  // The same, whatever the exit code; `folder`: where it runs.
  ChildEnd end_of(std::vector<std::string> words, std::filesystem::path const& folder) const;
  // Asked once: of what does not change while the server runs.
  std::string kept(std::vector<std::string> const& words);
  // The file that the command writes; `option`: "-o", for one; `ending` with its dot.
  std::string file_of(std::vector<std::string> words, std::string const& option, std::string const& ending) const;
  void stop() { stopping_ = true; }

 private:
  Workspace const& workspace_;
  std::filesystem::path share_dir_;
  mutable std::counting_semaphore<> free_{most_questions_at_once};
  mutable std::atomic<int> waiting_{0};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;  // of kept_
  std::map<std::vector<std::string>, std::string> kept_;
};

}  // namespace holdfast::serve
