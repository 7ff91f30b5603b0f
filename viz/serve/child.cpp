#include "viz/serve/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "model/core/errors.hpp"

namespace holdfast::serve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t most_file_bytes = 16ull * 1024 * 1024 * 1024;
constexpr std::chrono::seconds time_to_end{5};  // between being asked to end and being killed
constexpr int command_not_started = 125;
#ifdef __SANITIZE_ADDRESS__
constexpr bool limits_memory = false;  // the sanitizer reserves terabytes of addresses before it starts
#else
constexpr bool limits_memory = true;
#endif

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw FileError(std::string("no pipe: ") + std::strerror(errno));
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(Pipe const&) = delete;
  Pipe& operator=(Pipe const&) = delete;
  void close_read() { read = closed(read); }
  void close_write() { write = closed(write); }

 private:
  static int closed(int end) {
    if (end >= 0) close(end);
    return -1;
  }
};

void limit(decltype(RLIMIT_CORE) what, std::uint64_t most) {
  rlimit const both{most, most};
  setrlimit(what, &both);
}

// Between fork and exec in a process with threads: only what is safe there, nothing that allocates.
[[noreturn]] void become_the_command(ChildOrder const& order, char** words, int out, int messages, pid_t server) {
  setpgid(0, 0);                     // Ctrl-C in the terminal is for the server, which tells us
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // however the server dies
  if (getppid() != server) _exit(command_not_started);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int const changed : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) signal(changed, SIG_DFL);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, most_file_bytes);
  if (limits_memory && order.memory_bytes > 0) limit(RLIMIT_AS, order.memory_bytes);
  if (order.gentle) setpriority(PRIO_PROCESS, 0, 5);
  int const nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
      dup2(messages, STDERR_FILENO) < 0 || chdir(order.folder.c_str()) != 0)
    _exit(command_not_started);
  execv("/proc/self/exe", words);
  _exit(command_not_started);
}

// What a child has said so far, and the lines among it.
class Reader {
 public:
  Reader(ChildOrder const& order, ChildEnd& end) : order_(order), end_(end) {}

  // False at the end of the stream.
  bool take(int from, bool messages) {
    char buffer[16384];
    ssize_t const bytes = ::read(from, buffer, sizeof buffer);
    if (bytes < 0) return errno == EINTR || errno == EAGAIN;
    std::string_view const text(buffer, static_cast<std::size_t>(bytes));
    messages ? add_message(text) : add_output(text);
    return bytes > 0;
  }

 private:
  void add_output(std::string_view text) {
    end_.too_much = end_.too_much || end_.output.size() + text.size() > most_output_bytes;
    if (!end_.too_much) end_.output += text;
  }
  void add_message(std::string_view text) {
    end_.messages += text;
    if (end_.messages.size() > most_message_bytes) end_.messages.erase(0, end_.messages.size() - most_message_bytes);
    for (char const c : text) {
      if (c != '\n' && line_.size() < most_message_bytes) line_ += c;
      if (c != '\n') continue;
      if (order_.on_message) order_.on_message(line_);
      line_.clear();
    }
  }

  ChildOrder const& order_;
  ChildEnd& end_;
  std::string line_;
};

// Asks the child to end when it must, kills it when it does not.
class Watch {
 public:
  Watch(ChildOrder const& order, ChildEnd& end, pid_t child) : order_(order), end_(end), child_(child) {}

  void look() {
    auto const now = Clock::now();
    if (!asked_) {
      end_.stopped = order_.stop && order_.stop();
      end_.timed_out = order_.time.count() > 0 && now - start_ > order_.time;
      if (!end_.stopped && !end_.timed_out && !end_.too_much) return;
      kill(-child_, SIGTERM);
      asked_ = true;
      asked_at_ = now;
    } else if (now - asked_at_ > time_to_end) {
      kill(-child_, SIGKILL);
    }
  }

 private:
  ChildOrder const& order_;
  ChildEnd& end_;
  pid_t child_;
  bool asked_ = false;
  Clock::time_point start_ = Clock::now(), asked_at_{};
};

void read_to_the_end(Pipe& out, Pipe& messages, Reader& reader, Watch& watch) {
  while (out.read >= 0 || messages.read >= 0) {
    pollfd both[2] = {{out.read, POLLIN, 0}, {messages.read, POLLIN, 0}};
    poll(both, 2, 100);
    if (both[0].revents != 0 && !reader.take(out.read, false)) out.close_read();
    if (both[1].revents != 0 && !reader.take(messages.read, true)) messages.close_read();
    watch.look();
  }
}

void wait_for(pid_t child, ChildEnd& end, Watch& watch) {
  int status = 0;
  for (pid_t ended = 0; ended == 0;) {
    ended = waitpid(child, &status, WNOHANG);
    if (ended < 0) return;
    if (ended == 0) {
      watch.look();
      usleep(5000);
    }
  }
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
}

}  // namespace

ChildEnd run_child(ChildOrder const& order) {
  std::vector<std::string> words = order.words;
  words.insert(words.begin(), "holdfast");
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  Pipe out, messages;
  pid_t const server = getpid(), child = fork();
  if (child < 0) throw FileError(std::string("no new process: ") + std::strerror(errno));
  if (child == 0) become_the_command(order, pointers.data(), out.write, messages.write, server);
  setpgid(child, child);  // both sides, so that it is done whoever comes first
  out.close_write();
  messages.close_write();
  ChildEnd end;
  Reader reader(order, end);
  Watch watch(order, end, child);
  read_to_the_end(out, messages, reader, watch);
  wait_for(child, end, watch);
  if (end.exit_code == command_not_started) throw FileError("the command could not be started again");
  return end;
}

std::uint64_t machine_memory_bytes() {
  long const pages = sysconf(_SC_PHYS_PAGES), bytes = sysconf(_SC_PAGESIZE);
  return pages > 0 && bytes > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(bytes) : 0;
}

}  // namespace holdfast::serve
