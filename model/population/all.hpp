// Every module of population/, by name: parameters of the households that exist before the first month.
#pragma once

#include <tuple>

#include "model/population/synthesis.hpp"

namespace holdfast {

using Population = std::tuple<Synthesis>;

}  // namespace holdfast
