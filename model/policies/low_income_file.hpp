// Low-income file (农村低收入人口库): a second list on the base of social assistance: tekun, dibao, dibao-margin
// families and families made poor by their spending. Civil affairs match it every month; the data screens of the
// monitoring look closer at who is on it, and medical assistance treats the margin like households on the register.
// Policy document: article 10. Rows: LOW-MARGIN, LOW-MON-SEED, LOW-SHARE.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct LowIncomeFile {
  static constexpr std::string_view key = "low_income_file";
  static constexpr int article = 10;
  static constexpr std::string_view title = "Low-income file";
  static constexpr std::string_view title_zh = "农村低收入人口动态监测";
  static constexpr Phase phase = Phase::season;
  enum Kind : std::uint8_t { none, tekun, dibao, margin, spending };  // column low_income_file

  struct Params {
    float assisted_share = 0, margin_share = 0, spending_share = 0;
    float margin_line_yuan = 0, spending_income_factor = 1, rigid_share = 1, savings_limit_months = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"assisted_share", &Params::assisted_share, {0, 1}, "share", "of tekun and dibao households entered", "特困与低保户入库比例", true},
      Field<Params>{"margin_share", &Params::margin_share, {0, 1}, "share", "of households in the margin above dibao that apply or are found, and are entered", "低保边缘家庭入库比例", true},
      Field<Params>{"spending_share", &Params::spending_share, {0, 1}, "share", "of households made poor by rigid spending that apply or are found, and are entered", "支出型困难家庭入库比例", true},
      Field<Params>{"margin_line_yuan", &Params::margin_line_yuan, {0, 8000}, "yuan/person/month", "limit of the margin: 1.5 times the rural dibao line", "低保边缘家庭收入上限"},
      Field<Params>{"spending_income_factor", &Params::spending_income_factor, {1, 5}, "ratio to the margin line", "income per head up to which a household can be poor by spending", "支出型困难家庭收入上限倍数"},
      Field<Params>{"rigid_share", &Params::rigid_share, {0, 2}, "share of income", "12-month out-of-pocket spending from which spending is rigid", "刚性支出占收入比例"},
      Field<Params>{"savings_limit_months", &Params::savings_limit_months, {0, 1000}, "months of the line", "savings per member from which a household is turned down", "存款排除上限（月数）"},
  };
  // clang-format on

  static bool due(Params const&, Now const&, HouseholdId) { return true; }
  // Rows that this month's matching could change; everybody on the file is confirmed once a year.
  HOLDFAST_RULE static std::int32_t concerns(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const assisted = b.tekun[i] != 0 ? tekun : b.dibao[i] != 0 ? dibao : none;
    std::int32_t const file = b.low_income_file[i];
    float const line = 1200.0f * p.margin_line_yuan * static_cast<float>(b.members[i]);
    std::int32_t const low = static_cast<float>(b.income_register_12[i] - b.out_of_pocket_12[i]) < line * 1.001f;
    std::int32_t const yearly = reviewed_yearly(b.id[i], now.month_of_year) ? 1 : 0;
    std::int32_t const assisted_changes = (assisted != none) & (file != assisted);
    std::int32_t const own = (assisted == none) & ((file != none) | low);
    return assisted_changes | own | (yearly & (file != none)) | ((file != none) & (p.assisted_share <= 0.0f));
  }
  // `luck` is lasting: who applies or is known stays so.
  static void review(Params const& p, Now const&, Block const& b, Index i, float luck) {
    b.low_income_file[i] = kind(p, b, i, luck);
  }

  static std::uint8_t kind(Params const& p, Block const& b, Index i, float luck) {
    if (b.members[i] == 0) return none;
    if (b.tekun[i] != 0 || b.dibao[i] != 0) return luck >= p.assisted_share ? none : b.tekun[i] != 0 ? tekun : dibao;
    double const line = 12.0 * fen(p.margin_line_yuan) * b.members[i];
    if (b.savings[i] >= double{p.savings_limit_months} / 12.0 * line) return none;
    double const income = b.income_register_12[i], spent = b.out_of_pocket_12[i];
    if (income < line) return luck < p.margin_share ? margin : none;
    bool const poor_by_spending = income < double{p.spending_income_factor} * line &&
                                  spent >= double{p.rigid_share} * income && income - spent < line;
    return poor_by_spending && luck < p.spending_share ? spending : none;
  }
};
static_assert(Reviews<LowIncomeFile>);

}  // namespace holdfast
