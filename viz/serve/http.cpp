#include "viz/serve/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace holdfast::serve {
namespace {

[[noreturn]] void malformed(std::string what) {
  throw Refused(400, "malformed_request", std::move(what), "Use the page that holdfast serve opens.");
}

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::map<std::string, std::string> read_query(std::string_view text) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    std::string_view const pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    std::size_t const equals = pair.find('=');
    std::string name = percent_decoded(pair.substr(0, equals));
    std::string value = equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1));
    if (!name.empty() && !out.emplace(std::move(name), std::move(value)).second)
      malformed("A parameter of the address is given twice.");
  }
  return out;
}

void read_request_line(std::string_view line, Request& out) {
  std::size_t const first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) malformed("The request line is not METHOD PATH VERSION.");
  out.method = std::string(line.substr(0, first));
  std::string_view const target = line.substr(first + 1, last - first - 1), version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    throw Refused(505, "http_version", "Only HTTP/1.1 is spoken here.");
  bool const plain = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (target.empty() || target.front() != '/' || !plain) malformed("The address is not a path of this server.");
  std::size_t const question = target.find('?');
  out.path = percent_decoded(target.substr(0, question));
  if (question != std::string_view::npos) out.query = read_query(target.substr(question + 1));
}

void read_header_line(std::string_view line, Request& out) {
  std::size_t const colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) malformed("A header is not NAME: VALUE.");
  std::string_view const name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
  if (!std::all_of(name.begin(), name.end(), is_token_character)) malformed("A header has an impossible name.");
  if (std::any_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F; }))
    malformed("A header has a control character in it.");
  // Two hosts, lengths or tokens are an attempt to be understood in two ways.
  if (!out.headers.emplace(lower(name), std::string(value)).second) malformed("A header is given twice.");
}

// The only way to announce a body is its length: what comes in chunks cannot be refused before it is read.
void read_length(Request& out) {
  if (out.headers.contains("transfer-encoding"))
    throw Refused(411, "length_required", "A body in chunks is not taken.", "Send it with a Content-Length.");
  std::string const length = out.header("content-length");
  if (length.empty()) {
    if (out.method == "POST")
      throw Refused(411, "length_required", "A POST needs a Content-Length.", "Send the length of the body.");
    return;
  }
  bool const digits = std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) malformed("The Content-Length is no number.");
  out.body_bytes = length.size() > 12 ? most_body_bytes + 1 : std::stoull(length);
  if (out.body_bytes > most_body_bytes)
    throw Refused(413, "too_large", fmt::format("The body is larger than {} bytes.", most_body_bytes),
                  "A scenario is a small file that says only what differs.");
  if (out.body_bytes > 0 && out.method != "POST") malformed("Only a POST has a body.");
}

char const* reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

}  // namespace

std::string Request::header(std::string const& name) const {
  auto const found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::string Request::parameter(std::string const& name) const {
  auto const found = query.find(name);
  return found == query.end() ? "" : found->second;
}

Response answer_of(Refused const& refused) {
  nlohmann::ordered_json const error{{"code", refused.code}, {"message", refused.what()}, {"hint", refused.hint}};
  // What a child said may not be UTF-8.
  std::string const text =
      nlohmann::ordered_json{{"error", error}}.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return {refused.status, "application/json", text + "\n", {}};
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      int const high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      int const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) malformed("The address has a % that is no code.");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if ((c >= 0 && c < 0x20) || c == 0x7F) malformed("The address has a control character in it.");
    out += c;
  }
  return out;
}

Request read_head(std::string_view head) {
  if (!head.ends_with("\r\n\r\n")) malformed("The head has no end.");
  head.remove_suffix(2);
  Request out;
  for (bool first = true; !head.empty(); first = false) {
    std::size_t const end = head.find("\r\n");
    std::string_view const line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (line.find('\n') != std::string_view::npos || line.find('\r') != std::string_view::npos)
      malformed("A line of the head ends without CR LF.");
    first ? read_request_line(line, out) : read_header_line(line, out);
  }
  read_length(out);
  return out;
}

std::string sent_text(Response const& response) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  out += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", response.type, response.body.size());
  bool policy = false;
  for (auto const& [name, value] : response.headers) {
    out += fmt::format("{}: {}\r\n", name, value);
    policy = policy || name == "Content-Security-Policy";
  }
  if (!policy) out += "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
  out +=
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n"
      "Connection: close\r\n\r\n";
  return out + response.body;
}

}  // namespace holdfast::serve
