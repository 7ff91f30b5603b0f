// Every module of shocks/, by name. New one: one header, one name here.
#pragma once

#include <tuple>

namespace holdfast {

using Shocks = std::tuple<>;

}  // namespace holdfast
