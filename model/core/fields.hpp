// Field tables: each module declares its parameters once; JSON reading, schema, run-file metadata, calibration paths
// and labels are all made from this table.
#pragma once

#include <string_view>

namespace holdfast {

struct Range {
  float low;
  float high;
  constexpr bool holds(float value) const { return value >= low && value <= high; }
};

// One parameter of a module. Values, sources and grades live in the scenario files, never here.
template <class Params>
struct Field {
  std::string_view name;  // JSON key = C++ member = HDF5 name
  float Params::*member;
  Range range;                  // allowed values, inclusive
  std::string_view unit;        // "yuan/person/month", "share", "1/month", "persons" ...
  std::string_view meaning;     // English, one clause
  std::string_view meaning_zh;  // the same in Chinese
  bool scaled = false;          // true: the plan's `strength` multiplies this amount or capacity
};

}  // namespace holdfast
