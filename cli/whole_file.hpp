// A file that appears whole or not at all: written as NAME.part, then renamed.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace holdfast::cli {

// Before long work whose result goes to `path`. Throws FileError when that is a folder or cannot be written.
void require_writable(std::filesystem::path const& path);

// Throws FileError, or what `write` throws; then nothing of it is left and an older file stands as it was. `write` is
// told the name to write to.
void write_whole(std::filesystem::path const& path,
                 std::function<void(std::filesystem::path const& part)> const& write);
void write_whole(std::filesystem::path const& path, std::string_view bytes);

}  // namespace holdfast::cli
