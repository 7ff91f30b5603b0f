// Group reports: village groups, grid workers, trade union, youth league and women's federation name a household at
// risk. Policy document: article 3 (乡村基层组织和群团组织及社会组织). Values: MON-ZY-*, assumption
// (scenarios/data/monitoring.json).
#pragma once

#include "model/monitoring/risk.hpp"

namespace holdfast {

struct GroupReports {
  static constexpr std::string_view key = "group_reports";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Reports by grass-roots and mass organisations";
  static constexpr std::string_view title_zh = "基层组织与群团组织发现";

  struct Params {
    float report_chance = 0, severity_factor = 1, false_alarm_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"report_chance", &Params::report_chance, {0, 1}, "1/month", "chance that neighbours' organisations report a household at mild risk", "组织上报概率", true},
      Field<Params>{"severity_factor", &Params::severity_factor, {1, 5}, "ratio", "multiplies the chance for each degree of severity", "严重程度倍数"},
      Field<Params>{"false_alarm_chance", &Params::false_alarm_chance, {0, 0.0125f}, "1/month", "chance of a false alarm on a household near the line", "误报概率"},
  };
  // clang-format on

  static float chance(Params const& p, Now const& now, Block const& b, Villages const&, Index i) {
    float chance = p.report_chance;
    for (int s = Risk::severity(now, b, i); s > 0; --s) chance *= p.severity_factor;
    return chance < 1.0f ? chance : 1.0f;
  }
};
static_assert(Detects<GroupReports>);

}  // namespace holdfast
