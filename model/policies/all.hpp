// Every instrument, in the order of payment within its phase. New policy: one header, one name here.
#pragma once

#include <tuple>

#include "model/policies/pension.hpp"

namespace holdfast {

using Policies = std::tuple<Pension>;

}  // namespace holdfast
