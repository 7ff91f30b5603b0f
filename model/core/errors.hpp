// Errors for people: where, what is wrong, what is allowed, the likely fix; all problems of one reading at once.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace holdfast {

struct Problem {
  std::string file;
  int line = 0;         // 1-based; 0 = the whole file
  int column = 0;       // 1-based, in characters; 0 = the whole line
  std::string pointer;  // JSON pointer or column name; empty = none
  std::string message;  // one sentence: what is wrong, what is allowed, the likely fix

  // "adopted.json:14:23: /policies/dibao/take_up_share is 83, outside 0..1 ..."
  std::string text() const {
    std::string out = file;
    if (line > 0) out += ":" + std::to_string(line);
    if (column > 0) out += ":" + std::to_string(column);
    if (!out.empty()) out += ": ";
    if (!pointer.empty()) out += pointer + " ";
    return out + message;
  }
};

// Bad input, found while reading and before anything is simulated.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems)
      : std::runtime_error(join(problems)), problems_(std::move(problems)) {}
  explicit InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}
  std::vector<Problem> const& problems() const { return problems_; }

 private:
  static std::string join(std::vector<Problem> const& problems) {
    std::string out;
    for (Problem const& p : problems) out += (out.empty() ? "" : "\n") + p.text();
    return out;
  }
  std::vector<Problem> problems_;
};

// The machine refused: no room, no permission, a broken file.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace holdfast
