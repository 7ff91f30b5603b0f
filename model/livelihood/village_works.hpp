// Village works: what a road, water works and field works do for those who live there, and how they wear without
// upkeep. Policy document: none (the world); articles 7, 9 and 18 act on them. Values: livelihood-needs.json.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct VillageWorks {
  static constexpr std::string_view key = "village_works";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Village roads, water and field works";
  static constexpr std::string_view title_zh = "村级道路、供水与农田水利";

  struct Params {
    float transport_margin_share = 0, usual_road = 1;
    float flood_protect_share = 0, drought_protect_share = 0, quick_reopen_share = 0;
    float road_decay = 0, water_decay = 0, field_decay = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"transport_margin_share", &Params::transport_margin_share, {0, 0.9f}, "share of the price", "taken by transport and traders where no road leads", "无路时运销成本占价格比"},
      Field<Params>{"usual_road", &Params::usual_road, {0, 1}, "index", "market access of the households' villages at the start: there the farm receives what the synthetic start says", "初始平均通达度（按户类）"},
      Field<Params>{"flood_protect_share", &Params::flood_protect_share, {0, 1}, "share", "of the crop loss by flood that complete field works avert", "完善水利工程减少洪涝作物损失比例"},
      Field<Params>{"drought_protect_share", &Params::drought_protect_share, {0, 1}, "share", "of the crop loss by drought that complete field works avert", "完善水利工程减少旱灾作物损失比例"},
      Field<Params>{"quick_reopen_share", &Params::quick_reopen_share, {0, 1}, "share", "of the months a road is closed, saved where its upkeep is paid for", "管护到位缩短道路中断比例"},
      Field<Params>{"road_decay", &Params::road_decay, {0, 0.2f}, "share/month", "of market access lost without upkeep", "无管护时道路月衰减"},
      Field<Params>{"water_decay", &Params::water_decay, {0, 0.2f}, "share/month", "of the security of water lost without upkeep", "无管护时供水保障月衰减"},
      Field<Params>{"field_decay", &Params::field_decay, {0, 0.2f}, "1/month", "of complete field works, lost without upkeep (paid with that of the roads)", "无管护时农田水利月衰减"},
  };
  // clang-format on

  // Of the county's price, what is received at the farm gate; over a closed road only what carriers pay.
  HOLDFAST_RULE static float price_share(Params const& p, float road, bool closed) {
    return 1.0f - p.transport_margin_share * (1.0f - (closed ? 0.0f : road));
  }
  // What the crops of a hit field lose, over what they would lose with the works of the start.
  static float loss_factor(Params const& p, Hazard hazard, float field_works) {
    float const protect = hazard == Hazard::flood     ? p.flood_protect_share
                          : hazard == Hazard::drought ? p.drought_protect_share
                                                      : 0.0f;
    return 1.0f - protect * field_works;
  }
  static int closed_months(Params const& p, int months, float upkeep) {
    float const paid = upkeep < 1.0f ? upkeep : 1.0f;
    return static_cast<int>(static_cast<float>(months) * (1.0f - p.quick_reopen_share * paid) + 0.5f);
  }
  // A month of wear on the works of village v, as far as nobody paid for its upkeep.
  static void wear(Params const& p, Villages& villages, std::size_t v) {
    float const road = villages.road_upkeep[v] < 1.0f ? 1.0f - villages.road_upkeep[v] : 0.0f;
    float const water = villages.water_upkeep[v] < 1.0f ? 1.0f - villages.water_upkeep[v] : 0.0f;
    villages.road[v] *= 1.0f - p.road_decay * road;
    villages.water[v] *= 1.0f - p.water_decay * water;
    float const worn = villages.field_works[v] - p.field_decay * road;
    villages.field_works[v] = worn > -1.0f ? worn : -1.0f;
  }
};
static_assert(Module<VillageWorks>);

}  // namespace holdfast
