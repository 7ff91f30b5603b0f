// Assets of the poverty projects: operating assets of villages yield; the yield pays upkeep of public works and
// dividends to lifted-out and listed households each January; the rest serves village affairs. Assets handed to
// households are their capital. Policy document: article 9 (分类落实管护责任; 收益分配). Rows: AST-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct AssetDividends {
  static constexpr std::string_view key = "asset_dividends";
  static constexpr int article = 9;
  static constexpr std::string_view title = "Upkeep and dividends of project assets";
  static constexpr std::string_view title_zh = "扶贫项目资产管护与收益分配";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float operating_assets_yuan = 0, lifted_out_persons = 1, yield_share_per_year = 0;
    float poor_share = 0, upkeep_share = 0;
    float works_upkeep_yuan_per_year = 1, assets_upkeep_share_per_year = 0.01f, assets_decay = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"operating_assets_yuan", &Params::operating_assets_yuan, {0, 1e12f}, "yuan", "operating assets in the province", "全省经营性资产"},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages hold the assets", "全省脱贫人口（分布基数）"},
      Field<Params>{"yield_share_per_year", &Params::yield_share_per_year, {0, 0.5f}, "share/year", "yield of operating assets in good condition", "年收益率", true},
      Field<Params>{"poor_share", &Params::poor_share, {0, 1}, "share", "of the yield, paid to lifted-out and listed households", "分给脱贫户和监测户的比例"},
      Field<Params>{"upkeep_share", &Params::upkeep_share, {0, 1}, "share", "of the yield, spent on the upkeep of the assets and of roads and water", "用于管护的比例"},
      Field<Params>{"works_upkeep_yuan_per_year", &Params::works_upkeep_yuan_per_year, {1, 100000}, "yuan/household/year", "that the upkeep of a village's roads and water needs", "村级道路供水户均年管护需求"},
      Field<Params>{"assets_upkeep_share_per_year", &Params::assets_upkeep_share_per_year, {0.001f, 1}, "share/year", "of their value that keeps the assets in condition", "经营性资产年维护需求"},
      Field<Params>{"assets_decay", &Params::assets_decay, {0, 0.2f}, "share/month", "of their condition lost without upkeep", "无维护时资产月衰减"},
  };
  // clang-format on

  static bool pays_in(Now const& now) { return now.month_of_year == 1; }

  static void tend(Params const& p, Params const&, Now const& now, Villages& villages, std::size_t v) {
    float const value =  // of the drawn part, at book
        p.operating_assets_yuan * static_cast<float>(villages.lifted_members[v]) / p.lifted_out_persons;
    float const yield = p.yield_share_per_year * villages.asset_condition[v];
    auto const drawn = static_cast<float>(villages.households[v] > 0 ? villages.households[v] : 1);
    float const works = value * yield * p.upkeep_share / (drawn * p.works_upkeep_yuan_per_year);
    villages.road_upkeep[v] += works;
    villages.water_upkeep[v] += works;
    float const kept = yield * p.upkeep_share / p.assets_upkeep_share_per_year;
    villages.asset_condition[v] *= 1.0f - p.assets_decay * (kept < 1.0f ? 1.0f - kept : 0.0f);
    if (!pays_in(now)) return;
    Index const aided = villages.aided_members[v];
    villages.dividend_yuan[v] = aided > 0 ? value * yield * p.poor_share / static_cast<float>(aided) : 0.0f;
  }
  static Fen relief(Params const&, Now const&, Villages const& villages, Block const& b, Index i) {
    bool const entitled = b.household_class == HouseholdClass::lifted_out || b.category[i] != 0;
    return entitled
               ? fen(villages.dividend_yuan[static_cast<std::size_t>(b.village[i])] * static_cast<float>(b.members[i]))
               : 0;
  }
};
static_assert(TendsVillages<AssetDividends> && PaysFromVillages<AssetDividends>);

}  // namespace holdfast
