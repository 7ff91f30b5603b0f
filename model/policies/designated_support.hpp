// Designated support (定点帮扶): provincial units each adopt a county and a village: project money and people who check
// and visit. Policy document: article 22. Rows: DPT-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DesignatedSupport {
  static constexpr std::string_view key = "designated_support";
  static constexpr int article = 22;
  static constexpr std::string_view title = "Designated support by units";
  static constexpr std::string_view title_zh = "定点帮扶";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float units = 0, supported = 0, yuan_per_unit = 0, casework_share_per_unit = 0, grants_share = 0, works_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"units", &Params::units, {0, 10000}, "units", "of the province that support a county", "省直定点帮扶单位数", true},
      Field<Params>{"supported", &Params::supported, {1, 183}, "counties", "that share the units", "受帮扶县个数"},
      Field<Params>{"yuan_per_unit", &Params::yuan_per_unit, {0, 1e9f}, "yuan/unit/year", "project money that a unit brings", "单位年投入资金"},
      Field<Params>{"casework_share_per_unit", &Params::casework_share_per_unit, {0, 1}, "share", "more verifications and visits for each unit in a county", "每单位核查走访能力增幅"},
      Field<Params>{"grants_share", &Params::grants_share, {0, 1}, "share", "of the yuan, granted to households as productive capital", "到户产业奖补占比"},
      Field<Params>{"works_share", &Params::works_share, {0, 1}, "share", "of the yuan, for village roads and field works; what remains is spent on what the model does not follow", "基础设施占比"},
  };
  // clang-format on

  static CountyFunds funds(Params const& p, CountyFacts const& facts) {
    if (!facts.paired_county) return {};
    float const here = p.units / p.supported;
    return {here * p.yuan_per_unit, p.grants_share, p.works_share, here * p.casework_share_per_unit};
  }
};
static_assert(Funds<DesignatedSupport>);

}  // namespace holdfast
