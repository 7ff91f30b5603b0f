// Monitoring line: 12-month income per head after rigid spending below which a household counts as prone to poverty.
// Policy document: article 3 (合理确定监测标准). Values: MON-LINE-* (scenarios/data/monitoring.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct MonitoringLine {
  static constexpr std::string_view key = "monitoring_line";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Monitoring line";
  static constexpr std::string_view title_zh = "监测标准";

  struct Params {
    float line_yuan = 6000;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"line_yuan", &Params::line_yuan, {500, 40000}, "yuan/person/year", "monitoring line, on 12-month register income after rigid spending", "防返贫监测标准（年人均）"},
  };
  // clang-format on
};
static_assert(Module<MonitoringLine>);

}  // namespace holdfast
