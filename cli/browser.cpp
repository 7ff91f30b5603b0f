#include "cli/browser.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "cli/interrupt.hpp"
#include "model/core/errors.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

// A folder that is there while this object is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "holdfast-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw FileError(name + ": no temporary folder can be made: " + std::strerror(errno) + ".");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

std::string text_of(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_page(fs::path const& path, std::string const& page) {
  std::ofstream file(path, std::ios::binary);
  file << page << std::flush;
  if (!file) throw FileError(path.string() + ": cannot be written. Is the disk full?");
}

// In a group of its own, with its output in files of the folder. Throws FileError.
pid_t start(fs::path const& program, std::vector<std::string> const& arguments, fs::path const& folder) {
  std::vector<char*> argv;
  for (std::string const& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  int const flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, (folder / "stdout").c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, (folder / "stderr").c_str(), flags, 0600);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  int const failure = posix_spawn(&child, program.c_str(), &files, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) throw FileError(program.string() + ": cannot be started: " + std::strerror(failure) + ".");
  return child;
}

// The exit status, or -1 when the time is over; then the child and what it started are gone.
int wait_for(pid_t child, std::chrono::seconds patience) {
  auto const end = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (!stop_asked() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      continue;
    }
    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
    if (stop_asked()) throw BrowserStopped{};
    return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Browser::Browser() {
  char const* const path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  std::vector<fs::path> all;
  for (std::string folder; std::getline(folders, folder, ':');) all.emplace_back(folder);
  for (char const* const name : {"chromium", "chromium-browser", "google-chrome"})
    for (fs::path const& folder : all)
      if (program_.empty() && access((folder / name).c_str(), X_OK) == 0 && !fs::is_directory(folder / name))
        program_ = folder / name;
  if (program_.empty())
    throw FileError(
        "A browser is needed for PDF files, slides and figures, and none of chromium, chromium-browser and "
        "google-chrome "
        "is in PATH: apt install chromium fonts-noto-cjk. The HTML file needs none.");
}

void Browser::run(std::vector<std::string> arguments, fs::path const& folder) const {
  std::vector<std::string> line{program_.string(),
                                "--headless",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--virtual-time-budget=20000",
                                "--user-data-dir=" + (folder / "profile").string()};
  if (geteuid() == 0) line.emplace_back("--no-sandbox");  // Chromium refuses to start as root otherwise
  line.insert(line.end(), arguments.begin(), arguments.end());
  line.push_back("file://" + (folder / "page.html").string());
  watch_signals();
  int const status = wait_for(start(program_, line, folder), patience_);
  if (status == 0) return;
  std::string const said = text_of(folder / "stderr");
  std::string const last = said.substr(said.find_last_of('\n', said.size() < 2 ? 0 : said.size() - 2) + 1);
  throw FileError(status < 0 ? fmt::format("{} did not finish in {} seconds.", program_.string(), patience_.count())
                             : fmt::format("{} failed (exit code {}): {}", program_.string(), status, last));
}

std::string Browser::pdf_of(std::string const& page) const {
  TemporaryFolder const folder;
  write_page(folder.path() / "page.html", page);
  fs::path const pdf = folder.path() / "page.pdf";
  run({"--print-to-pdf=" + pdf.string(), "--no-pdf-header-footer", "--generate-pdf-document-outline"}, folder.path());
  std::string bytes = text_of(pdf);
  if (!bytes.starts_with("%PDF")) throw FileError(program_.string() + " made no PDF file. Is the disk full?");
  return bytes;
}

std::string Browser::document_of(std::string const& page) const {
  TemporaryFolder const folder;
  write_page(folder.path() / "page.html", page);
  run({"--dump-dom"}, folder.path());
  return text_of(folder.path() / "stdout");
}

}  // namespace holdfast::cli
