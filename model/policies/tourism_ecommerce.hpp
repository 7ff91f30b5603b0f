// Tourism and e-commerce villages (乡村旅游、农村电商): visitors bring positions and buy the village's product; selling
// online saves the trader's margin. Good roads come first; damage and closed months stop both or the visitors.
// Policy document: article 16. No count for Sichuan was found: shares are assumptions.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct TourismEcommerce {
  static constexpr std::string_view key = "tourism_ecommerce";
  static constexpr int article = 16;
  static constexpr std::string_view title = "Rural tourism and e-commerce";
  static constexpr std::string_view title_zh = "乡村旅游与农村电商";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float tourism_share = 0, jobs_per_household = 0, visitor_price_gain = 0, open_share = 1;
    float online_share = 0, online_price_gain = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"tourism_share", &Params::tourism_share, {0, 1}, "share of villages", "that receive visitors, were all roads perfect", "旅游村占比（道路完好时）", true},
      Field<Params>{"jobs_per_household", &Params::jobs_per_household, {0, 1}, "positions/household", "local positions in a village with visitors", "旅游村户均岗位数"},
      Field<Params>{"visitor_price_gain", &Params::visitor_price_gain, {0, 1}, "share", "better price of the village's product, sold to visitors", "游客购买价格增益"},
      Field<Params>{"open_share", &Params::open_share, {0, 1}, "share", "of the usual visitors who come this month (epidemic)", "游客恢复比例（疫情）"},
      Field<Params>{"online_share", &Params::online_share, {0, 1}, "share of villages", "that sell online, were all roads perfect", "电商村占比（道路完好时）", true},
      Field<Params>{"online_price_gain", &Params::online_price_gain, {0, 1}, "share", "better price of the village's product, sold online", "电商销售价格增益"},
  };
  // clang-format on

  // `luck` is lasting: a village that became one stays while the share does not fall.
  static bool receives_visitors(Params const& p, float road, float luck) { return luck < p.tourism_share * road; }
  static bool sells_online(Params const& p, float road, float luck) { return luck < p.online_share * road; }
  // Usual visitors who come: none while roads are down.
  static float visitors(Params const& p, bool damaged) { return damaged ? 0.0f : p.open_share; }
  static float jobs(Params const& p, float visitors, Index households) {
    return p.jobs_per_household * visitors * static_cast<float>(households);
  }
  // Price of the product over that of a village without either.
  static float price(Params const& p, float visitors, bool online) {
    return (1.0f + p.visitor_price_gain * visitors) * (1.0f + (online ? p.online_price_gain : 0.0f));
  }
};
static_assert(Policy<TourismEcommerce>);

}  // namespace holdfast
