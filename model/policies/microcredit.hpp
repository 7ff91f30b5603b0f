// Microcredit for lifted-out and listed households (脱贫人口小额信贷): a loan without collateral for three years, with
// subsidised interest, spent on productive capital; repaid at term, rolled over once, else taken over by the risk fund.
// Policy document: article 15 (with 25). Rows: MCR-CAP, MCR-TERM, MCR-INT-*, MCR-TAKEUP, MCR-CUM-NAT.
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Microcredit {
  static constexpr std::string_view key = "microcredit";
  static constexpr int article = 15;
  static constexpr std::string_view title = "Microcredit with subsidised interest";
  static constexpr std::string_view title_zh = "脱贫人口小额信贷";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float borrowing_share = 0, household_members = 1, ceiling_yuan = 0, sales_multiple = 0, term_months = 1;
    float interest_share_per_year = 0, subsidy_share = 0, debt_limit_share = 0, oldest_age = 65;
    float workers_score = 0, capital_score = 0, cushion_yuan = 0, capital_kept_share = 0, sale_price_factor = 1;
    float rollover_months = 0, compensation_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"borrowing_share", &Params::borrowing_share, {0, 1}, "share", "loans outstanding over lifted-out households: the places", "脱贫户贷款覆盖率", true},
      Field<Params>{"household_members", &Params::household_members, {1, 10}, "persons", "mean members of a lifted-out household", "脱贫户户均人口"},
      Field<Params>{"ceiling_yuan", &Params::ceiling_yuan, {0, 200000}, "yuan/household", "greatest loan", "贷款额度上限"},
      Field<Params>{"sales_multiple", &Params::sales_multiple, {0, 20}, "years of normal sales", "greatest loan that lenders grant a farm of this size", "授信额占年正常销售额倍数"},
      Field<Params>{"term_months", &Params::term_months, {1, 120}, "months", "until the loan is due", "贷款期限"},
      Field<Params>{"interest_share_per_year", &Params::interest_share_per_year, {0, 0.5f}, "1/year", "interest rate", "年利率"},
      Field<Params>{"subsidy_share", &Params::subsidy_share, {0, 1}, "share", "of the interest, paid by the programme", "财政贴息比例", true},
      Field<Params>{"debt_limit_share", &Params::debt_limit_share, {0, 10}, "years of income", "other debt above which no loan is granted", "授信负债收入比上限"},
      Field<Params>{"oldest_age", &Params::oldest_age, {18, 100}, "years", "greatest age of the borrower", "借款人最高年龄"},
      Field<Params>{"workers_score", &Params::workers_score, {0, 100}, "points", "for each member at home who can work", "在家劳动力得分"},
      Field<Params>{"capital_score", &Params::capital_score, {0, 100}, "points", "for own capital worth half a year's normal sales; proportional, at most twice", "自有资本得分"},
      Field<Params>{"cushion_yuan", &Params::cushion_yuan, {0, 20000}, "yuan/person", "of savings that a household keeps when the loan is due", "还款时保留存款"},
      Field<Params>{"capital_kept_share", &Params::capital_kept_share, {0, 2}, "share of yearly sales", "capital that a household keeps when the loan is due", "还款时保留生产资本比例"},
      Field<Params>{"sale_price_factor", &Params::sale_price_factor, {0.05f, 1}, "ratio", "price of stock sold in good time over its worth", "到期出售资产折价"},
      Field<Params>{"rollover_months", &Params::rollover_months, {1, 120}, "months", "by which an unpaid loan is extended once", "展期月数"},
      Field<Params>{"compensation_share", &Params::compensation_share, {0, 1}, "share", "of a loan in default, paid to the bank by the risk fund", "风险补偿比例"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 0; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.borrowing_share * static_cast<float>(lifted_out) / p.household_members;
  }
  static bool holds(Block const& b, Index i) { return b.loan_months[i] > 0; }
  static bool bound(Block const& b, Index i) { return holds(b, i); }  // a running loan takes its place until its term

  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const sound = (b.credit_record[i] < 2) & (b.members[i] > 0);
    return ((lifted | (b.category[i] != 0)) & sound) | (b.loan_months[i] > 0);
  }
  // Creditworthiness; 0 = no loan.
  static float score(Params const& p, Now const&, Block const& b, Index i) {
    int const hands = workers(p, b, i);
    float const limit = p.debt_limit_share * static_cast<float>(b.income_register_12[i]);
    bool const sound = b.credit_record[i] < 2 && b.members[i] > 0 && static_cast<float>(b.debt[i]) <= limit;
    bool const lifted = b.household_class == HouseholdClass::lifted_out || b.category[i] != 0;
    if (!lifted || !sound || hands == 0 || amount(p, b, i) <= 0) return 0;
    float const own = 2.0f * yuan(b.capital[i]) / numeric::exp(b.farm_log[i]);
    return 1.0f + p.workers_score * static_cast<float>(hands) + p.capital_score * (own < 2.0f ? own : 2.0f);
  }
  // The loan of a household: what its farm can use, up to the ceiling.
  static Fen amount(Params const& p, Block const& b, Index i) {
    float const usable = p.sales_multiple * numeric::exp(b.farm_log[i]);
    return fen(usable < p.ceiling_yuan ? usable : p.ceiling_yuan);
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    b.loan[i] = amount(p, b, i);
    b.capital[i] += b.loan[i];
    b.invested[i] += b.loan[i];
    b.loan_months[i] = static_cast<std::uint8_t>(p.term_months);
  }
  static void withdraw(Params const&, Now const&, Block const&, Index) {}  // a running loan is never called in

  // Of this month, a cash cost of the farm.
  HOLDFAST_RULE static Fen interest(Params const& p, Block const& b, Index i) {
    Fen const running = b.loan_months[i] > 0 ? b.loan[i] : 0;
    return scale(running, p.interest_share_per_year * (1.0f / 12.0f));
  }
  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    return scale(interest(p, b, i), p.subsidy_share);
  }

  // What the risk fund pays the bank this month for the loan of household i. Called for running loans.
  static Fen pass_term(Params const& p, Block const& b, Index i) {
    if (--b.loan_months[i] > 0) return 0;
    repay(p, b, i);
    if (b.loan[i] == 0) {
      b.credit_record[i] = 0;
      return 0;
    }
    if (b.credit_record[i] == 0) {
      b.credit_record[i] = 1;
      b.loan_months[i] = static_cast<std::uint8_t>(p.rollover_months);
      return 0;
    }
    // The household owes the rest all the same: to the fund and the bank, beside its other debt.
    Fen const unpaid = b.loan[i];
    b.credit_record[i] = 2;
    b.debt[i] += unpaid;
    b.loan[i] = 0;
    return scale(unpaid, p.compensation_share);
  }

 private:
  static int workers(Params const& p, Block const& b, Index i) {
    int n = 0;
    for (int k = 0; k < labour_slots; ++k) {
      auto const s = static_cast<Slot>(b.slot(k)[i]);
      bool const at_home = s == Slot::farm || s == Slot::local || s == Slot::post || s == Slot::jobless;
      n += at_home && static_cast<float>(b.slot_age(k)[i]) <= p.oldest_age;
    }
    return n;
  }
  // From savings above the cushion, then from capital beyond what the farm needs.
  static void repay(Params const& p, Block const& b, Index i) {
    Fen const spare = b.savings[i] - fen(p.cushion_yuan * static_cast<float>(b.members[i]));
    Fen const from_savings = spare <= 0 ? 0 : spare < b.loan[i] ? spare : b.loan[i];
    b.savings[i] -= from_savings;
    b.loan[i] -= from_savings;
    Fen const beyond = b.capital[i] - fen(p.capital_kept_share * numeric::exp(b.farm_log[i]));
    if (b.loan[i] == 0 || beyond <= 0) return;
    Fen const wanted = exact_scale(b.loan[i], 1.0f / p.sale_price_factor);
    Fen const sold = beyond < wanted ? beyond : wanted;
    Fen const earned = scale(sold, p.sale_price_factor);
    Fen const proceeds = sold == wanted || earned > b.loan[i] ? b.loan[i] : earned;
    b.capital[i] -= sold;
    b.invested[i] -= proceeds;
    b.loan[i] -= proceeds;
  }
};
static_assert(PaysCash<Microcredit> && Rations<Microcredit>);

}  // namespace holdfast
