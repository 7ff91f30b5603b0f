// Every module of monitoring/, by name. New one: one header, one name here.
#pragma once

#include <tuple>

namespace holdfast {

using Monitoring = std::tuple<>;

}  // namespace holdfast
