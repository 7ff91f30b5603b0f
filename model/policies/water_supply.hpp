// Water supply: taps and scaled works make a village's water more secure, upkeep keeps it so, emergency supply shortens
// a cut. Policy document: article 7. Rows: WAT-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct WaterSupply {
  static constexpr std::string_view key = "water_supply";
  static constexpr int article = 7;
  static constexpr std::string_view title = "Rural water supply";
  static constexpr std::string_view title_zh = "农村供水保障";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float connect_share_per_year = 0, scaled_works_share_per_year = 0, small_works_gap_share = 0;
    float upkeep_share = 0, emergency_chance = 0, cost_yuan_per_year = 0, lag_months = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"connect_share_per_year", &Params::connect_share_per_year, {0, 1}, "share/year", "of what a village's supply lacks, connected in a year", "年新增通水占缺口比例", true},
      Field<Params>{"scaled_works_share_per_year", &Params::scaled_works_share_per_year, {0, 1}, "share/year", "of rural people moved from small to scaled works in a year", "规模化供水年增幅", true},
      Field<Params>{"small_works_gap_share", &Params::small_works_gap_share, {0, 1}, "share", "of its security that a small works lacks against a scaled one", "小型工程保障差距"},
      Field<Params>{"upkeep_share", &Params::upkeep_share, {0, 1}, "share", "of the upkeep of water works that is paid for", "供水工程管护经费到位率", true},
      Field<Params>{"emergency_chance", &Params::emergency_chance, {0, 0.5f}, "1/month", "added to the chance that cut water comes back", "应急供水恢复概率", true},
      Field<Params>{"cost_yuan_per_year", &Params::cost_yuan_per_year, {0, 10000}, "yuan/household/year", "spent on works and upkeep, for each rural household", "户均年投入", true},
      Field<Params>{"lag_months", &Params::lag_months, {0, 60}, "months", "from funds to new works", "资金到见效时滞"},
  };
  // clang-format on

  static void tend(Params const& p, Params const& funded, Now const&, Villages& villages, std::size_t v) {
    float const lacking = 1.0f - villages.water[v];
    float const gain = (1.0f / 12.0f) * (funded.connect_share_per_year * lacking +
                                         funded.scaled_works_share_per_year * funded.small_works_gap_share);
    villages.water[v] += gain < lacking ? gain : lacking;
    villages.water_upkeep[v] += p.upkeep_share;
  }
  static float cost_yuan_per_year(Params const& p) { return p.cost_yuan_per_year; }
};
static_assert(TendsVillages<WaterSupply>);

}  // namespace holdfast
