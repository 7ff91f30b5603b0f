#include "viz/serve/access.hpp"

#include <sys/random.h>

#include <array>

#include "model/core/errors.hpp"

namespace holdfast::serve {

std::string new_token() {
  std::array<unsigned char, 24> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw FileError("this system gives no random numbers, so that no token can be made");
  std::string out;
  for (unsigned char const byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  unsigned char different = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size(); ++i)
    different |= static_cast<unsigned char>(a[i] ^ (b.empty() ? '\0' : b[i % b.size()]));
  return different == 0;
}

Access::Access(int port, std::string token) : port_(std::to_string(port)), token_(std::move(token)) {}

void Access::admit(Request const& request) const {
  std::string const hint = "Open the address that holdfast serve printed.";
  std::string const host = request.header("host");
  // A name of another site that leads to 127.0.0.1 comes with that name (DNS rebinding).
  if (host != "127.0.0.1:" + port_ && host != "localhost:" + port_)
    throw Refused(421, "other_host", "This server answers to 127.0.0.1 and localhost only.", hint);
  std::string const origin = request.header("origin");
  if (!origin.empty() && origin != "http://" + host)
    throw Refused(403, "other_origin", "Another site asked for this.", hint);
  std::string const site = request.header("sec-fetch-site");
  bool const api = request.path.starts_with("/api/");
  if (api && !site.empty() && site != "same-origin")
    throw Refused(403, "other_origin", "Another site asked for this.", hint);
  std::string const token = api ? request.header("x-holdfast-token") : request.parameter("token");
  if (!equal_in_constant_time(token, token_))
    throw Refused(403, "no_token", "The token is missing or is another one.", hint);
}

}  // namespace holdfast::serve
