// Consumption and coping: a buffer-stock rule, and what a household does, in fixed order, when cash does not reach the
// minimum. Policy document: none (livelihood). Priors: dynamics.md section 5 (P204, P209, P210, P213, P214).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Consumption {
  static constexpr std::string_view key = "consumption";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Consumption and coping";
  static constexpr std::string_view title_zh = "消费与应对";

  struct Params {
    float propensity = 0.92f, buffer_months = 3, cash_elasticity = 0.4f;
    float minimum_yuan = 200, food_minimum_yuan = 140;
    float debt_service_share = 0.02f, interest_share = 0.005f, free_credit_months = 1, debt_limit_months = 12;
    float sale_price_factor = 0.7f, urge_months = 3, invest_share = 0.1f, capital_norm_share = 0.5f;
    float boarding_yuan = 120, senior_school_yuan = 350, school_leaver_chance = 0.2f;
    float foresight_months = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"propensity", &Params::propensity, {0, 2}, "ratio", "consumption over permanent income at the target buffer", "目标储备下消费倾向"},
      Field<Params>{"buffer_months", &Params::buffer_months, {0.1f, 60}, "months of permanent income", "target of cash on hand, this month's income included", "目标储备月数"},
      Field<Params>{"cash_elasticity", &Params::cash_elasticity, {0, 1}, "elasticity", "of consumption with respect to cash on hand over its target", "消费对现金弹性"},
      Field<Params>{"minimum_yuan", &Params::minimum_yuan, {0, 5000}, "yuan/person/month", "consumption below which a household copes: food and fixed costs", "最低消费"},
      Field<Params>{"food_minimum_yuan", &Params::food_minimum_yuan, {0, 5000}, "yuan/person/month", "consumption below which food is short", "食物不足线"},
      Field<Params>{"debt_service_share", &Params::debt_service_share, {0, 1}, "1/month", "of the debt repaid a month", "月还本比例"},
      Field<Params>{"interest_share", &Params::interest_share, {0, 0.1f}, "1/month", "interest on debt", "月利率"},
      Field<Params>{"free_credit_months", &Params::free_credit_months, {0, 24}, "months of permanent income", "borrowed without further coping (kin and informal)", "可随时借款额度"},
      Field<Params>{"debt_limit_months", &Params::debt_limit_months, {0, 60}, "months of permanent income", "largest debt lenders allow", "债务上限"},
      Field<Params>{"sale_price_factor", &Params::sale_price_factor, {0, 1}, "ratio", "price of capital sold in need over its worth", "应急变卖折价"},
      Field<Params>{"urge_months", &Params::urge_months, {0, 24}, "months", "for which one more worker seeks a job after a shortfall", "困难后求职月数"},
      Field<Params>{"invest_share", &Params::invest_share, {0, 1}, "1/month", "of cash above target put into missing capital", "富余现金投资比例"},
      Field<Params>{"capital_norm_share", &Params::capital_norm_share, {0.01f, 10}, "share of yearly sales", "capital up to which households invest", "资本目标占年销售额比例"},
      Field<Params>{"boarding_yuan", &Params::boarding_yuan, {0, 5000}, "yuan/pupil/term month", "cost of compulsory school", "义务教育月支出"},
      Field<Params>{"senior_school_yuan", &Params::senior_school_yuan, {0, 5000}, "yuan/student/term month", "cost of senior or vocational school", "高中阶段月支出"},
      Field<Params>{"school_leaver_chance", &Params::school_leaver_chance, {0, 1}, "1/month", "chance that a household short of food withdraws a student of 16-18", "因困辍学（16-18岁）概率"},
      Field<Params>{"foresight_months", &Params::foresight_months, {0, 12}, "months", "ahead in which a household counts with announced strengths of support; 0 = it goes by the last 12 months alone", "对已公布政策变化的预见期（0为不预见）"},
  };
  // clang-format on

  // Fen this month. `cash` = what is left after bills, `usual` = permanent monthly income, both fen as float.
  HOLDFAST_RULE static float wanted(Params const& p, float cash, float usual, float minimum) {
    float const target = p.buffer_months * usual;
    float const ratio = cash > 0.01f * target ? cash / target : 0.01f;
    float const spend = p.propensity * usual * numeric::power(ratio, p.cash_elasticity);
    return spend > minimum ? spend : minimum;
  }
};
static_assert(Module<Consumption>);

}  // namespace holdfast
