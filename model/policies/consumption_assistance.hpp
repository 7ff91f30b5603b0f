// Consumption assistance (消费帮扶): public bodies, firms and partner cities buy from growers who are linked to a
// co-op, at a better price and within a budget; what they buy no longer weighs on the local market. Policy document:
// article 16. Row: CONS-PREM.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct ConsumptionAssistance {
  static constexpr std::string_view key = "consumption_assistance";
  static constexpr int article = 16;
  static constexpr std::string_view title = "Consumption assistance";
  static constexpr std::string_view title_zh = "消费帮扶";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float purchases_yuan_per_year = 0, lifted_out_persons = 1, price_bonus = 0, additional_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"purchases_yuan_per_year", &Params::purchases_yuan_per_year, {0, 1e12f}, "yuan/year", "that the province's lifted-out growers can sell through it", "全省消费帮扶采购额", true},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the purchases", "全省脱贫人口（分配基数）"},
      Field<Params>{"price_bonus", &Params::price_bonus, {0, 1}, "share of sales", "paid above the price received otherwise", "收购加价比例"},
      Field<Params>{"additional_share", &Params::additional_share, {0, 1}, "share", "of the purchases, that would not have been made on the open market", "新增需求占比"},
  };
  // clang-format on

  // Purchases of a month in a village, fen; limited by what its linked growers sell.
  static FenSum bought(Params const& p, Index lifted_out, FenSum linked_sales) {
    double const key = static_cast<double>(lifted_out) / static_cast<double>(p.lifted_out_persons);
    auto const demand = static_cast<FenSum>(static_cast<double>(p.purchases_yuan_per_year) * 100.0 / 12.0 * key);
    return demand < linked_sales ? demand : linked_sales;
  }
  // What is left on the open market over all that is sold.
  static float open_market(Params const& p, FenSum bought, FenSum sales) {
    if (sales <= 0) return 1;
    return 1.0f - p.additional_share * static_cast<float>(static_cast<double>(bought) / static_cast<double>(sales));
  }
  // Paid to a linked grower for these sales, when `assisted` of all linked sales are bought.
  static Fen bonus(Params const& p, float assisted, Fen sales) { return scale(sales, p.price_bonus * assisted); }
};
static_assert(Policy<ConsumptionAssistance>);

}  // namespace holdfast
