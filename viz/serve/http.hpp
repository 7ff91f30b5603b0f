// HTTP/1.1 as far as a local app needs it: one request on each connection, a body of known length, nothing else. What
// is not understood is refused. Pure functions over text; sockets are in server.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::serve {

inline constexpr std::size_t most_head_bytes = 16 * 1024, most_body_bytes = 1024 * 1024;

struct Request {
  std::string method;
  std::string path;                            // decoded once; without the query
  std::map<std::string, std::string> query;    // decoded once
  std::map<std::string, std::string> headers;  // names in lower case
  std::size_t body_bytes = 0;                  // announced
  std::string body;

  std::string header(std::string const& name) const;
  std::string parameter(std::string const& name) const;  // of the query; "" = none
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// A request that is not served. `code` is the key of a message of the page ("serve.error.CODE"); message and hint say
// the same in English to who reads the answer itself.
class Refused : public std::runtime_error {
 public:
  Refused(int status, std::string code, std::string message, std::string hint = "")
      : std::runtime_error(message), status(status), code(std::move(code)), hint(std::move(hint)) {}
  int status;
  std::string code, hint;
};

// {"error": {"code", "message", "hint"}}
Response answer_of(Refused const& refused);

// The request line and the headers, which end with an empty line. Throws Refused.
Request read_head(std::string_view head);

// %41 to A, once. Throws Refused for what is no code, and for control characters.
std::string percent_decoded(std::string_view text);

// As it is sent: status line, the headers that every answer has, its own, body.
std::string sent_text(Response const& response);

}  // namespace holdfast::serve
