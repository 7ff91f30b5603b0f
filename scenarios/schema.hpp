// The JSON Schema of scenario files, generated from the field tables: editors complete and check with it offline.
#pragma once

#include <string>

#include "scenarios/catalogue.hpp"

namespace holdfast {

// Draft-07, ends with a line break. The committed scenarios/schema.json is schema_text(catalogue()).
std::string schema_text(Catalogue const& modules);

}  // namespace holdfast
