// The names that a scenario file may use: sections, modules, and what stands inside a module.
#pragma once

#include <string>

#include "scenarios/catalogue.hpp"
#include "scenarios/layers.hpp"

namespace holdfast {

// Complains about every key at the top of the merged scenario and inside its sections that nobody knows.
void check_keys(Layers& layers, Catalogue const& catalogue);

// The same inside one module, whose object `spec` stands at `pointer`.
void check_module_keys(Layers& layers, ModuleInfo const& info, nlohmann::json const& spec, std::string const& pointer);

}  // namespace holdfast
