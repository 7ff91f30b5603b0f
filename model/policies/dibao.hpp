// Dibao (最低生活保障): tops a household's countable income up to the living-allowance line, month by month.
// Policy document: article 11 (single-person rule, income test, employment-cost deduction, gradual exit).
// Line: DIB-FLOOR-SC-*; size of the scheme and mean top-up: DIB-N-SC-*, DIB-TOPUP-SC-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Dibao {
  static constexpr std::string_view key = "dibao";
  static constexpr int article = 11;
  static constexpr std::string_view title = "Dibao living allowance";
  static constexpr std::string_view title_zh = "农村最低生活保障";
  static constexpr Phase phase = Phase::pay;
  static constexpr std::uint8_t fast_track = 4;  // bit of `package`: the monitoring asks for an immediate review

  struct Params {
    float line_yuan = 0;
    float take_up_share = 0;
    float property_pass_share = 0;
    float assessed_income_share = 0;
    float employment_cost_share = 0;
    float exempt_pension_yuan = 0;
    float minimum_topup_share = 0;
    float near_poor_multiple = 0;
    float inclusion_error_share = 0;
    float exit_months = 0;
    float savings_limit_months = 0;
    float grave_illness_months = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"line_yuan",
                    &Params::line_yuan,
                    {0, 5000},
                    "yuan/person/month",
                    "provincial floor of the rural dibao line",
                    "农村低保标准低限",
                    true},
      Field<Params>{"take_up_share",
                    &Params::take_up_share,
                    {0, 1},
                    "share",
                    "of those who pass the property test, apply; those on the fast track always do",
                    "申请率"},
      Field<Params>{"property_pass_share",
                    &Params::property_pass_share,
                    {0, 1},
                    "share",
                    "of households, pass the property test",
                    "财产核查通过率"},
      Field<Params>{"assessed_income_share",
                    &Params::assessed_income_share,
                    {0, 1.5f},
                    "share",
                    "of countable income that the assessment sees",
                    "核定收入占实际收入比例"},
      Field<Params>{"employment_cost_share",
                    &Params::employment_cost_share,
                    {0, 1},
                    "share",
                    "of wages, deducted as necessary cost of employment",
                    "就业成本扣减比例"},
      Field<Params>{"exempt_pension_yuan",
                    &Params::exempt_pension_yuan,
                    {0, 3000},
                    "yuan/person/month",
                    "basic pension that does not count as income",
                    "不计入收入的基础养老金"},
      Field<Params>{"minimum_topup_share",
                    &Params::minimum_topup_share,
                    {0, 1},
                    "share",
                    "of the line, least top-up per member",
                    "最低补差占标准比例"},
      Field<Params>{"near_poor_multiple",
                    &Params::near_poor_multiple,
                    {1, 3},
                    "ratio",
                    "of the line: below it severely disabled members qualify alone",
                    "单人户家庭收入上限倍数"},
      Field<Params>{"inclusion_error_share",
                    &Params::inclusion_error_share,
                    {0, 1},
                    "share",
                    "of applicants between the line and the near-poor limit, admitted at the least top-up",
                    "错保率"},
      Field<Params>{"exit_months",
                    &Params::exit_months,
                    {0, 36},
                    "months",
                    "for which dibao is kept after income passes the line",
                    "渐退期"},
      Field<Params>{"savings_limit_months",
                    &Params::savings_limit_months,
                    {0, 600},
                    "months of the line",
                    "per member, savings above which the property test fails",
                    "人均储蓄上限（低保标准月数）"},
      Field<Params>{"grave_illness_months",
                    &Params::grave_illness_months,
                    {1, 60},
                    "months",
                    "left of an illness that count as grave: the patient of a near-poor household qualifies alone",
                    "重病单人户认定的剩余病程月数"},
  };

  // Applications in quarterly rounds; recertification once a year, in one of the household's four rounds.
  static bool due(Params const&, Now const& now, HouseholdId id) { return reviewed_quarterly(id, now.month_of_year); }
  HOLDFAST_RULE static std::int32_t urgent(Block const& b, Index i) {
    return ((b.package[i] & fast_track) != 0) & (b.category[i] != 0) & (b.dibao[i] == 0);
  }
  // Rows that a review could change: the poor who are not on dibao, those leaving, those due for recertification. Float
  // and generous; review() decides in whole fen.
  HOLDFAST_RULE static std::int32_t concerns(Params const& p, Now const& now, Block const& b, Index i) {
    float const heads = static_cast<float>(b.members[i]);
    float const counted = yuan(b.income_register_12[i]) -
                          12.0f * p.exempt_pension_yuan * static_cast<float>(b.persons_60_plus[i]) -
                          p.employment_cost_share * yuan(b.wages_year[i]);
    float const limit = 12.0f * p.line_yuan * p.near_poor_multiple * heads;
    std::int32_t const low = p.assessed_income_share * counted < limit * 1.001f + 1.0f ? 1 : 0;
    std::int32_t const outside = (b.dibao[i] == 0) & low;
    std::int32_t const certified = reviewed_yearly(b.id[i], now.month_of_year) ? 1 : 0;
    std::int32_t const on_trial = (b.dibao[i] != 0) & (certified | (b.dibao_exit_months[i] != 0) | (b.tekun[i] != 0));
    return (outside & (b.members[i] != 0)) | on_trial;
  }

  static void review(Params const& p, Now const& now, Block const& b, Index i, float luck) {
    bool const receives = b.dibao[i] != 0;
    bool const leaving = b.dibao_exit_months[i] > 0;
    if (b.members[i] == 0 || b.tekun[i] > 0) return stop(b, i);
    if (receives && !leaving && !reviewed_yearly(b.id[i], now.month_of_year)) return;
    Fen const topup = entitlement(p, b, i, luck);
    if (topup > 0) {
      if (!receives) b.dibao_months[i] = 0;
      b.dibao[i] = 1;
      b.dibao_exit_months[i] = 0;
      b.dibao_topup[i] = topup;
    } else if (receives && !leaving) {
      // one more, since the count falls before each payment
      b.dibao_exit_months[i] =
          p.exit_months >= 1.0f ? static_cast<std::uint8_t>(p.exit_months + 1.0f) : std::uint8_t{0};
      if (b.dibao_exit_months[i] == 0) stop(b, i);
    }
  }

  // Yearly countable income as the assessment sees it, fen: without dibao itself, exempt pension and the cost of work.
  static double assessed_income(Params const& p, Block const& b, Index i) {
    std::int64_t const own = std::int64_t{b.dibao_months[i]} * b.dibao_topup[i];
    std::int64_t const exempt = std::int64_t{12} * fen(p.exempt_pension_yuan) * b.persons_60_plus[i];
    double const counted =
        static_cast<double>(b.income_register_12[i] - own - exempt) - double{p.employment_cost_share} * b.wages_year[i];
    return counted > 0.0 ? double{p.assessed_income_share} * counted : 0.0;
  }

  // Members of a near-poor household counted as households of their own: the severely disabled and the gravely ill.
  static int single_persons(Params const& p, Block const& b, Index i) {
    bool const ill = b.acute_months[i] > 0 && static_cast<float>(b.acute_months[i]) >= p.grave_illness_months;
    int const persons = b.severely_disabled[i] + (ill ? 1 : 0);
    return persons < b.members[i] ? persons : b.members[i];
  }

  // Monthly top-up in fen; 0 = not entitled. `luck` is lasting: who applies keeps applying.
  static Fen entitlement(Params const& p, Block const& b, Index i, float luck) {
    float const applies = ((b.package[i] & fast_track) != 0) & (b.category[i] != 0)
                              ? p.property_pass_share
                              : p.take_up_share * p.property_pass_share;
    if (luck >= applies) return 0;
    double const line = fen(p.line_yuan);
    double const need = line * b.members[i];
    double const least = double{p.minimum_topup_share} * need;
    if (b.savings[i] > double{p.savings_limit_months} * need) return 0;
    double const income = assessed_income(p, b, i);
    if (income < 12.0 * need) return whole(need - income / 12.0 > least ? need - income / 12.0 : least);
    if (income >= 12.0 * need * double{p.near_poor_multiple}) return 0;
    int const alone = single_persons(p, b, i);
    if (alone > 0) return whole(line * alone);
    return luck < p.inclusion_error_share * applies ? whole(least) : 0;
  }

  // Each month before payment: the top-up follows the line at once, gradual exit runs, months in receipt are counted.
  HOLDFAST_RULE static void pass_month(Params const& before, Params const& p, Block const& b, Index i) {
    std::int32_t const exit = b.dibao_exit_months[i];
    std::int32_t const left = exit > 0 ? exit - 1 : 0;
    std::int32_t const ends = (exit > 0) & (left == 0);
    std::int32_t const abolished = p.line_yuan <= 0.0f ? 1 : 0;
    std::int32_t const on = (b.dibao[i] != 0) & (ends == 0) & (abolished == 0) & (b.members[i] != 0);
    std::int32_t const months = b.dibao_months[i] < 12 ? b.dibao_months[i] + 1 : 12;
    std::int32_t const raised =
        b.dibao_topup[i] + fen((p.line_yuan - before.line_yuan) * static_cast<float>(b.members[i]));
    std::int32_t const topup = raised > 0 ? raised : 0;
    b.dibao_exit_months[i] = static_cast<std::uint8_t>(on * left);
    b.dibao[i] = static_cast<std::uint8_t>(on);
    b.dibao_months[i] = static_cast<std::uint8_t>(on * months);
    b.dibao_topup[i] = on * topup;
  }

  HOLDFAST_RULE static Fen relief(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const paid = (b.dibao[i] != 0) & (b.tekun[i] == 0) & (b.members[i] != 0);
    return paid * b.dibao_topup[i];
  }

 private:
  static Fen whole(double amount) { return static_cast<Fen>(amount + 0.5); }
  static void stop(Block const& b, Index i) {
    b.dibao[i] = b.dibao_exit_months[i] = b.dibao_months[i] = 0;
    b.dibao_topup[i] = 0;
  }
};
static_assert(PaysCash<Dibao> && Reviews<Dibao>);

}  // namespace holdfast
