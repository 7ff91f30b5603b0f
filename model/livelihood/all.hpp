// Every module of livelihood/, by name. New one: one header, one name here.
#pragma once

#include <tuple>

namespace holdfast {

using Livelihood = std::tuple<>;

}  // namespace holdfast
