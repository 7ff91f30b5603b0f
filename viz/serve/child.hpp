// The own command in a process of its own, so that what fails or is killed there never takes the server along: no
// shell, limits on time, memory and output, and nobody outlives the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::serve {

inline constexpr std::size_t most_output_bytes = 16 * 1024 * 1024, most_message_bytes = 16 * 1024;

struct ChildOrder {
  std::vector<std::string> words;  // without the name of the command: {"check", "mine.json", "--json"}
  std::filesystem::path folder;    // where it runs
  std::chrono::seconds time{0};    // on the clock; 0 = without limit
  std::uint64_t memory_bytes = 0;  // of address space; 0 = without limit
  bool gentle = false;             // lets other processes go first
  std::function<void(std::string_view line)> on_message;  // each line of stderr as it comes
  std::function<bool()> stop;                             // asked several times a second
};

struct ChildEnd {
  int exit_code = -1;    // -1 = it did not end by itself
  int signal = 0;        // that ended it
  bool stopped = false;  // `stop` said so
  bool timed_out = false;
  bool too_much = false;  // more output than is taken
  std::string output;     // stdout
  std::string messages;   // the end of stderr

  bool well() const { return exit_code == 0; }
};

// Starts it and waits for its end. Throws FileError when it cannot be started.
ChildEnd run_child(ChildOrder const& order);

// Physical memory of this machine.
std::uint64_t machine_memory_bytes();

}  // namespace holdfast::serve
