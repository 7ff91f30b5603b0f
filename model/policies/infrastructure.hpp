// Infrastructure of lifted-out areas: village roads (market access), irrigation and flood works, and their upkeep;
// funds become effect after the months that a project takes. Policy document: articles 18 and 27. Rows: INF-CONN,
// PLAN-27.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Infrastructure {
  static constexpr std::string_view key = "infrastructure";
  static constexpr int article = 18;
  static constexpr std::string_view title = "Village roads and field works";
  static constexpr std::string_view title_zh = "农村道路与农田水利";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float road_works_share_per_year = 0, field_works_share_per_year = 0, upkeep_share = 0;
    float cost_yuan_per_year = 0, lag_months = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"road_works_share_per_year", &Params::road_works_share_per_year, {0, 1}, "share/year", "of what a village's market access lacks, built in a year", "年补齐道路短板比例", true},
      Field<Params>{"field_works_share_per_year", &Params::field_works_share_per_year, {0, 1}, "share/year", "of what its irrigation and flood works lack, built in a year", "年补齐水利短板比例", true},
      Field<Params>{"upkeep_share", &Params::upkeep_share, {0, 1}, "share", "of the upkeep of roads and field works that is paid for", "道路水利管护经费到位率", true},
      Field<Params>{"cost_yuan_per_year", &Params::cost_yuan_per_year, {0, 10000}, "yuan/household/year", "spent on works and upkeep, for each rural household", "户均年投入", true},
      Field<Params>{"lag_months", &Params::lag_months, {0, 60}, "months", "from funds to finished works", "资金到见效时滞"},
  };
  // clang-format on

  static void tend(Params const& p, Params const& funded, Now const&, Villages& villages, std::size_t v) {
    villages.road[v] += (1.0f / 12.0f) * funded.road_works_share_per_year * (1.0f - villages.road[v]);
    villages.field_works[v] += (1.0f / 12.0f) * funded.field_works_share_per_year * (1.0f - villages.field_works[v]);
    villages.road_upkeep[v] += p.upkeep_share;
  }
  // The works of `times` as much money.
  static Params enlarged(Params const& funded, float times) {
    Params more = funded;
    for (float Params::*const works : {&Params::road_works_share_per_year, &Params::field_works_share_per_year})
      more.*works = funded.*works * times < 1.0f ? funded.*works * times : 1.0f;
    return more;
  }
  static float cost_yuan_per_year(Params const& p) { return p.cost_yuan_per_year; }
};
static_assert(TendsVillages<Infrastructure>);

}  // namespace holdfast
