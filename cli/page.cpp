#include "cli/page.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "model/core/errors.hpp"

namespace holdfast::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view place = ">\"__HOLDFAST_DATA__\"<";

std::string decoded_base64(std::string const& text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (char const c : text) {
    if (c == '=') break;
    std::size_t const digit = digits.find(c);
    if (digit == std::string_view::npos) throw FileError("The page of the slides gave a file that is no base64.");
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if ((held += 6) < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xff);
  }
  return out;
}

// "briefing.pptx" or "figures/map.svg": nothing that could leave the folder it is written into.
bool is_plain(std::string name) {
  if (name.starts_with("figures/")) name.erase(0, 8);
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !name.empty() && name[0] != '.' && name.find_first_not_of(allowed) == std::string::npos;
}

}  // namespace

std::string read_page(Common const& common, std::string const& name) {
  fs::path const path = common.share_dir.parent_path() / "viz" / "built" / (name + ".html");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw FileError(
        path.string() +
        ": is missing. It belongs beside the shipped scenarios: take it from the source tree (viz/built), or "
        "build it there with `npm ci && node build.mjs` in viz/pages.");
  std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (page.find(place) == std::string::npos)
    throw FileError(path.string() + ": has no place for data, so it is not the page that `node build.mjs` makes.");
  return page;
}

std::string filled_page(std::string page, std::string const& json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    std::string_view const rest(json.data() + i, std::min<std::size_t>(3, json.size() - i));
    if (json[i] == '<')
      safe += "\\u003c";
    else if (rest == "\u2028" || rest == "\u2029")
      safe += rest == "\u2028" ? "\\u2028" : "\\u2029", i += 2;
    else
      safe += json[i];
  }
  return page.replace(page.find(place) + 1, place.size() - 2, safe);
}

std::map<std::string, std::string> files_in(std::string const& document) {
  std::size_t const element = document.find("id=\"holdfast-files\"");
  std::size_t const start = element == std::string::npos ? element : document.find('>', element);
  std::size_t const end = start == std::string::npos ? start : document.find("</script>", start);
  if (end == std::string::npos)
    throw FileError("The slides were not made: the page did not finish. Is the machine very busy? Try again.");
  auto const json = nlohmann::json::parse(document.substr(start + 1, end - start - 1), nullptr, false);
  if (json.is_object() && json.contains("error") && json["error"].is_string())
    throw FileError("The slides were not made: " + json["error"].get<std::string>());
  if (!json.is_object() || !json.contains("files") || !json["files"].is_object())
    throw FileError("The slides were not made: what the page left is no list of files.");
  std::map<std::string, std::string> out;
  for (auto const& [name, content] : json["files"].items()) {
    if (!is_plain(name) || !content.is_string())
      throw FileError("The slides were not made: the page gave the file name \"" + name + "\".");
    out[name] = decoded_base64(content.get<std::string>());
  }
  return out;
}

}  // namespace holdfast::cli
