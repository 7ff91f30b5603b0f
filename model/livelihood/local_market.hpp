// Local market: the price of a village's product falls with what the village itself sells and rises with demand from
// outside; part of the harvest spoils on the way. Policy document: none (livelihood); articles 15 and 16 act on it.
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct LocalMarket {
  static constexpr std::string_view key = "local_market";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Local product market";
  static constexpr std::string_view title_zh = "本地农产品市场";

  struct Params {
    float product_share = 0, quantity_elasticity = 0, lowest_price = 1, highest_price = 1, spoilage_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"product_share", &Params::product_share, {0, 1}, "share of sales", "the village's own product, whose price is made locally", "一村一品销售占比"},
      Field<Params>{"quantity_elasticity", &Params::quantity_elasticity, {0, 2}, "elasticity", "of the product's price with respect to the quantity sold in the village, sign reversed", "本地价格对本村销量的弹性（取反）"},
      Field<Params>{"lowest_price", &Params::lowest_price, {0.1f, 1}, "ratio", "floor of the product's price over the county's: buyers from elsewhere come", "本地价格下限"},
      Field<Params>{"highest_price", &Params::highest_price, {1, 5}, "ratio", "ceiling of the product's price over the county's: goods from elsewhere come", "本地价格上限"},
      Field<Params>{"spoilage_share", &Params::spoilage_share, {0, 0.9f}, "share", "of the product, lost between harvest and sale without cold storage", "无冷藏条件下产后损耗率"},
  };
  // clang-format on

  // Price of the product over the county's; `quantity` = sold on the open market over the usual quantity.
  static float product_price(Params const& p, float quantity) {
    if (quantity <= 0.0f) return p.highest_price;
    float const price = numeric::power(quantity, -p.quantity_elasticity);
    return price < p.lowest_price ? p.lowest_price : price > p.highest_price ? p.highest_price : price;
  }
  // What a unit of the product brings in more when `cut` (0-1) of the spoilage is saved.
  static float kept(Params const& p, float cut) {
    return (1.0f - p.spoilage_share * (1.0f - cut)) / (1.0f - p.spoilage_share);
  }
  // Price received for all sales of the village.
  static float received(Params const& p, float product) { return 1.0f + p.product_share * (product - 1.0f); }
};
static_assert(Module<LocalMarket>);

}  // namespace holdfast
