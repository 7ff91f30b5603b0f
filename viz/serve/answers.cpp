#include "viz/serve/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "viz/serve/http.hpp"

namespace holdfast::serve {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t most_answer_memory = 4ull * 1024 * 1024 * 1024;
constexpr int wrong_command_line = 2;

// Waits for its turn; who is one too many is refused.
class Turn {
 public:
  Turn(std::counting_semaphore<>& free, std::atomic<int>& waiting, std::atomic<bool> const& stopping) : free_(free) {
    if (++waiting > most_questions_waiting) {
      --waiting;
      throw Refused(503, "busy", "Too many questions are waiting for an answer.", "Wait a moment and try again.");
    }
    bool mine = false;
    while (!mine && !stopping) mine = free_.try_acquire_for(std::chrono::milliseconds(200));
    --waiting;
    if (!mine) throw Refused(503, "stopping", "The server is about to end.");
  }
  ~Turn() { free_.release(); }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

 private:
  std::counting_semaphore<>& free_;
};

// A browser reserves far more address space than it uses.
bool starts_browser(std::vector<std::string> const& words) {
  return std::any_of(words.begin(), words.end(), [](auto const& word) { return word == "--pdf" || word == "--pptx"; });
}

std::string without_label(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.starts_with("error: ")) text.erase(0, 7);
  return text;
}

}  // namespace

Answers::Answers(Workspace const& workspace, fs::path share_dir)
    : workspace_(workspace), share_dir_(std::move(share_dir)) {}

ChildEnd Answers::end_of(std::vector<std::string> words, fs::path const& folder) const {
  Turn const turn(free_, waiting_, stopping_);
  words.insert(words.end(), {"--data", share_dir_.string()});
  ChildOrder order;
  order.words = std::move(words);
  order.folder = folder;
  order.time = time_to_answer;
  if (!starts_browser(order.words)) order.memory_bytes = most_answer_memory;
  order.stop = [this] { return stopping_.load(); };
  ChildEnd end = run_child(order);
  if (end.timed_out)
    throw Refused(503, "too_long", fmt::format("The answer took more than {} s.", time_to_answer.count()),
                  "Ask for less, or use the command in a terminal.");
  if (end.too_much)
    throw Refused(503, "too_much", "The answer is too large for the app.", "Use holdfast export in a terminal.");
  if (end.signal != 0)
    throw Refused(500, "answer_killed", fmt::format("The answer was ended by signal {}.", end.signal),
                  "The server goes on: try again.");
  return end;
}

std::string Answers::of(std::vector<std::string> words) const {
  ChildEnd end = end_of(std::move(words), workspace_.folder());
  if (end.exit_code == wrong_command_line)
    throw Refused(501, "not_built", without_label(end.messages), "This build of holdfast cannot do this.");
  if (!end.well()) throw Refused(422, "command_failed", without_label(end.messages));
  return std::move(end.output);
}

std::string Answers::kept(std::vector<std::string> const& words) {
  {
    std::scoped_lock const lock(mutex_);
    auto const found = kept_.find(words);
    if (found != kept_.end()) return found->second;
  }
  std::string answer = of(words);
  std::scoped_lock const lock(mutex_);
  return kept_.emplace(words, std::move(answer)).first->second;
}

std::string Answers::file_of(std::vector<std::string> words, std::string const& option,
                             std::string const& ending) const {
  Scratch const scratch(workspace_);
  fs::path const file = scratch.folder() / ("out" + ending);
  words.insert(words.end(), {option, file.string()});
  of(std::move(words));
  if (fs::file_size(file) > 4 * most_output_bytes)
    throw Refused(503, "too_much", "The file is too large for the app.", "Use holdfast export in a terminal.");
  return read_file(file);
}

}  // namespace holdfast::serve
