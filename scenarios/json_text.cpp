// A JSON file with the place of every value in its text.
#include "scenarios/json_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

namespace holdfast {

using nlohmann::json;

namespace {

constexpr int deepest = 64;  // levels of nesting; ours have six

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Finds the first syntax error and where; keeps nothing.
struct SyntaxCheck : nlohmann::json_sax<json> {
  std::size_t last_read = 0;  // byte at which the parser gave up: the end of what it did not like
  std::string message;
  int depth = 0;
  bool too_deep = false;

  bool open() {
    too_deep = ++depth > deepest;
    return !too_deep;
  }
  bool close() {
    --depth;
    return true;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, string_t const&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool key(string_t&) override { return true; }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, std::string const&, json::exception const& e) override {
    last_read = position > 0 ? position - 1 : 0;
    message = e.what();
    return false;
  }
};

// Walks over valid JSON and notes where each value and key stands.
class Scanner {
 public:
  Scanner(std::string_view text, JsonText& out, std::vector<Problem>& problems)
      : text_(text), out_(out), problems_(problems) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // byte order mark: no character
  }

  void value(std::string const& pointer, Position key) {
    skip_space();
    out_.places[pointer] = {key.line == 0 ? here_ : key, here_};
    if (text_[at_] == '{')
      object(pointer);
    else if (text_[at_] == '[')
      array(pointer);
    else if (text_[at_] == '"')
      string();
    else
      while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != ',' && text_[at_] != '}' && text_[at_] != ']')
        step();
  }

 private:
  void step() {
    if (text_[at_] == '\n')
      here_ = {here_.line + 1, 1};
    else if (at_ + 1 == text_.size() || starts_character(text_[at_ + 1]))
      ++here_.column;
    ++at_;
  }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) step();
  }
  // Reads a string, returns it as written, with its quotation marks.
  std::string_view string() {
    std::size_t const begin = at_;
    step();
    while (text_[at_] != '"') {
      if (text_[at_] == '\\') step();
      step();
    }
    step();
    return text_.substr(begin, at_ - begin);
  }
  void object(std::string const& pointer) {
    std::map<std::string, Position> seen;
    step();
    for (skip_space(); text_[at_] != '}'; skip_space()) {
      if (text_[at_] == ',') step();
      skip_space();
      Position const place = here_;
      std::string const key = json::parse(string()).get<std::string>();
      std::string const inside = pointer + "/" + pointer_step(key);
      auto const [first, is_new] = seen.emplace(key, place);
      if (!is_new)
        problems_.push_back({out_.display, place.line, place.column, inside,
                             fmt::format("is written twice (first in line {}). Keep one.", first->second.line)});
      skip_space();
      step();  // the colon
      value(inside, place);
    }
    step();
  }
  void array(std::string const& pointer) {
    step();
    int index = 0;
    for (skip_space(); text_[at_] != ']'; skip_space()) {
      if (text_[at_] == ',') step();
      value(pointer + "/" + std::to_string(index++), {});
    }
    step();
  }

  std::string_view text_;
  JsonText& out_;
  std::vector<Problem>& problems_;
  std::size_t at_ = 0;
  Position here_{1, 1};
};

// From the last byte of a token that is wrong back to its first.
std::size_t start_of_token(std::string_view text, std::size_t last, std::string const& message) {
  if (last >= text.size()) return text.size();
  std::size_t at = last;
  if (message.find("unexpected string literal") != std::string::npos) {
    for (bool opening = false; at > 0 && !opening;) opening = text[--at] == '"' && (at == 0 || text[at - 1] != '\\');
    return at;
  }
  auto const inside = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '-' ||
           c == '.';
  };
  while (at > 0 && !starts_character(text[at])) --at;
  if (message.find("invalid string") != std::string::npos) return at;
  while (at > 0 && inside(text[at]) && inside(text[at - 1])) --at;
  return at;
}

// The likely slip behind a syntax error, or "".
std::string hint(std::string_view text, std::size_t byte) {
  std::string_view const rest = byte < text.size() ? text.substr(byte) : std::string_view{};
  std::size_t before = byte;
  while (before > 0 && is_space(text[before - 1])) --before;
  char const previous = before > 0 ? text[before - 1] : '\0';
  for (std::string_view const wide : {"“", "”", "，", "：", "｛", "｝", "［", "］", "＂"})
    if (rest.starts_with(wide)) return " It is a full-width character: JSON needs the ASCII one.";
  if (rest.starts_with("/") || rest.starts_with("#")) return " JSON has no comments: use a \"note\" key.";
  if (rest.starts_with("'")) return " Use double quotation marks.";
  for (std::string_view const word : {"NaN", "nan", "Inf", "inf", "-Inf", "-inf", "-nan", "-NaN"})
    if (rest.starts_with(word)) return " Numbers are finite.";
  for (std::string_view const word : {"True", "False", "None", "NULL", "TRUE", "FALSE"})
    if (rest.starts_with(word)) return " Write true, false or null.";
  if (previous == ',' && (rest.starts_with("}") || rest.starts_with("]"))) return " Remove the comma before it.";
  if (rest.starts_with("\"") && before > 0 && previous != ',' && previous != '{' && previous != '[' && previous != ':')
    return " Is a comma missing before it?";
  if (rest.empty()) return " Is a closing bracket missing?";
  return "";
}

// nlohmann's sentence without its preamble, from "unexpected" or "number overflow" on.
std::string plain(std::string const& message) {
  for (std::string_view const start :
       {"invalid literal", "invalid string", "invalid number", "number overflow", "unexpected"})
    if (auto const at = message.find(start); at != std::string::npos) {
      std::string const sentence = message.substr(at, message.find("; last read", at) - at);
      return sentence;
    }
  return message;
}

}  // namespace

std::string read_text(std::filesystem::path const& path, std::string const& display) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw FileError(display + ": is a folder; a file is needed.");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw FileError(fmt::format("{}: cannot be opened ({}).", display, std::strerror(errno != 0 ? errno : ENOENT)));
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) throw FileError(display + ": cannot be read to its end.");
  return text.str();
}

std::string pointer_step(std::string_view key) {
  std::string out;
  for (char const c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

Position position_of(std::string_view text, std::size_t byte) {
  Position here{1, 1};
  for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < byte && i < text.size(); ++i) {
    if (text[i] == '\n')
      here = {here.line + 1, 1};
    else if (i + 1 >= text.size() || starts_character(text[i + 1]))
      ++here.column;
  }
  return here;
}

JsonText parse_json(std::string const& text, std::string const& display, std::vector<Problem>& problems) {
  JsonText out;
  out.name = out.display = display;
  out.hash = fnv1a64(text);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    problems.push_back({display, 0, 0, "", "the file is empty; a JSON object is needed."});
    return out;
  }
  SyntaxCheck check;
  if (!json::sax_parse(text, &check)) {
    if (check.too_deep) {
      problems.push_back({display, 0, 0, "", fmt::format("is nested more than {} levels deep.", deepest)});
      return out;
    }
    std::size_t const byte = start_of_token(text, check.last_read, check.message);
    Position const place = position_of(text, byte);
    std::string const what = plain(check.message);
    problems.push_back({display, place.line, place.column, "", "is not valid JSON: " + what + "." + hint(text, byte)});
    return out;
  }
  out.doc = json::parse(text);
  Scanner(text, out, problems).value("", {});
  return out;
}

}  // namespace holdfast
