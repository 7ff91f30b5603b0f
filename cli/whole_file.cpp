#include "cli/whole_file.hpp"

#include <fstream>

#include "model/core/errors.hpp"
#include "output/run_file.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

void require_writable(fs::path const& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw FileError(path.string() + ": is a folder; name a file in it.");
  fs::path const part = part_path(path);
  bool const written = static_cast<bool>(std::ofstream(part, std::ios::binary));
  fs::remove(part, error);
  if (!written) throw FileError(path.string() + ": cannot be written. Does the folder exist, and may you write there?");
}

void write_whole(fs::path const& path, std::function<void(fs::path const& part)> const& write) {
  require_writable(path);
  fs::path const part = part_path(path);
  std::error_code error;
  try {
    write(part);
  } catch (...) {
    fs::remove(part, error);
    throw;
  }
  fs::rename(part, path, error);
  if (!error) return;
  std::string const why = error.message();
  fs::remove(part, error);
  throw FileError(path.string() + ": cannot be written: " + why + ".");
}

void write_whole(fs::path const& path, std::string_view bytes) {
  write_whole(path, [&](fs::path const& part) {
    std::ofstream file(part, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!file) throw FileError(path.string() + ": cannot be written. Is the disk full?");
  });
}

}  // namespace holdfast::cli
