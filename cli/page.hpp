// The built pages of viz/built/: HTML files that hold all they need but the data.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "cli/commands.hpp"

namespace holdfast::cli {

// The page NAME.html, which stands beside the shipped scenarios, in the source tree and when installed. Throws
// FileError when it is missing or has no place for data.
std::string read_page(Common const& common, std::string const& name);

// The page with the data in it. JSON is written so that no text in it can end the element that holds it.
std::string filled_page(std::string page, std::string const& json);

// What the page for slides leaves in its document once it is drawn: name to bytes. Throws FileError, with what the page
// says of its failure, when there are no such files or a name would lead elsewhere than into a folder `figures`.
std::map<std::string, std::string> files_in(std::string const& document);

}  // namespace holdfast::cli
