// What is allowed but hardly meant: values that never count, paths that end early, budgets for nothing.
#pragma once

#include <vector>

#include "scenarios/read.hpp"

namespace holdfast {

// Findings on a scenario that has no errors, in its file and in those that it extends itself, in order of file and
// line. Each names what would put it right.
std::vector<Problem> lint(ScenarioFile const& file);

// The same over parts, for tests with modules of their own.
std::vector<Problem> lint(Layers const& layers, Resolved const& resolved, Catalogue const& modules);

}  // namespace holdfast
