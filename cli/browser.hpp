// Chromium without a window, for what only a browser can do: a page as PDF, and files that a page makes. It sees a copy
// of the page in a folder of its own, which is removed afterwards, and takes nothing from the user's own browser.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace holdfast::cli {

struct BrowserStopped {};  // thrown after Ctrl-C

class Browser {
 public:
  // Takes the first of chromium, chromium-browser and google-chrome in PATH. Throws FileError, saying what to install.
  Browser();

  std::string pdf_of(std::string const& page) const;
  // The document once the page's scripts have done their work.
  std::string document_of(std::string const& page) const;

 private:
  // Throws FileError when it fails or takes longer than `patience`.
  void run(std::vector<std::string> arguments, std::filesystem::path const& folder) const;

  std::filesystem::path program_;
  std::chrono::seconds patience_{60};
};

}  // namespace holdfast::cli
