// Pension contribution: each December households pay the yearly contribution to resident pension insurance for members
// of 19-59 without other cover (migrants in part have that of employees); nearly all pay the lowest tier.
// Policy document: article 12 helps with it. Rows: PEN-TIER, PEN-PROXY.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct PensionContribution {
  static constexpr std::string_view key = "pension_contribution";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Pension contribution";
  static constexpr std::string_view title_zh = "城乡居民养老保险缴费";

  struct Params {
    float tier_yuan = 0;
    float joined_share = 0;
    float employee_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"tier_yuan", &Params::tier_yuan, {0, 10000}, "yuan/person/year", "lowest ordinary contribution", "一般最低缴费档次"},
      Field<Params>{"joined_share", &Params::joined_share, {0, 1}, "share", "of households, pay each year", "参保缴费户占比"},
      Field<Params>{"employee_share", &Params::employee_share, {0, 1}, "share", "of migrants, covered by employees' insurance", "外出者职工养老保险占比"},
  };
  // clang-format on

  static float persons(Params const& p, Block const& b, Index i) {
    int migrants = 0;
    for (int k = 0; k < labour_slots; ++k)
      migrants += b.slot(k)[i] == static_cast<std::uint8_t>(Slot::migrant) && b.slot_age(k)[i] < 60;
    float const left = static_cast<float>(b.persons_19_59[i]) - p.employee_share * static_cast<float>(migrants);
    return left > 0.0f ? left : 0.0f;
  }
};
static_assert(Module<PensionContribution>);

}  // namespace holdfast
