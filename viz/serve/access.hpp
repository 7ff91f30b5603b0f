// Who may ask: the page that the printed address opened, and nobody else. Other sites in the same browser, other names
// for this machine and whoever does not know the token are refused before anything is read.
#pragma once

#include <string>
#include <string_view>

#include "viz/serve/http.hpp"

namespace holdfast::serve {

// 192 random bits of the operating system, hexadecimal. Throws FileError.
std::string new_token();

// Takes as long for any two texts of the same lengths.
bool equal_in_constant_time(std::string_view a, std::string_view b);

class Access {
 public:
  Access(int port, std::string token);
  // Throws Refused. A page brings its token in the address, everything below /api/ in the header X-Holdfast-Token.
  void admit(Request const& request) const;

 private:
  std::string port_, token_;
};

}  // namespace holdfast::serve
