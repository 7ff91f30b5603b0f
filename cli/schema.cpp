// holdfast schema: the JSON Schema of scenario files.
#include "scenarios/schema.hpp"

#include <fstream>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "scenarios/read.hpp"

namespace holdfast::cli {

int schema(Common const&, SchemaOptions const& options) {
  std::string const text = schema_text(catalogue());
  if (options.output.empty()) {
    print(text);
    return ok;
  }
  std::ofstream file(options.output, std::ios::binary);
  file << text << std::flush;
  if (!file)
    throw FileError(options.output.string() + ": cannot be written. Does the folder exist, and may you write there?");
  return ok;
}

}  // namespace holdfast::cli
