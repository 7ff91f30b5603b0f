// Risk: who truly is at risk of falling into or back into poverty, why, and in which of the three categories: what a
// perfect verification would find. Policy document: article 3. Definitions: MON-CAT-*, MON-RULE-15X-2020, policy.md 3.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

// Why a household is at risk; the package answers each cause with its measure.
namespace cause {
inline constexpr unsigned work = 1;       // someone seeks work and nobody has any
inline constexpr unsigned illness = 2;    // rigid health spending, an ill worker, no insurance, care forgone
inline constexpr unsigned labour = 4;     // no labour, a severe disability, or food short
inline constexpr unsigned house = 8;      // unsafe house or water
inline constexpr unsigned school = 16;    // a child out of school
inline constexpr unsigned disaster = 32;  // disaster damage
}  // namespace cause

struct Risk {
  static constexpr std::string_view key = "risk";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Risk and its causes";
  static constexpr std::string_view title_zh = "返贫致贫风险认定";

  struct Params {
    float rigid_share = 0.25f;
    float sudden_category = 1, sudden_share = 0.5f, sudden_line_factor = 1.5f;
    float near_line_factor = 1.5f, savings_limit_months = 12;
    float floor_excluded = 0, confirm_months = 0, need_line_factor = 0;
    float visible_share = 1, visible_severity_factor = 1, news_months = 3, old_news_factor = 1;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"rigid_share", &Params::rigid_share, {0, 2}, "share of income", "12-month out-of-pocket spending, or disaster loss, from which illness or disaster is a cause", "因病因灾认定的支出或损失占收入比例"},
      Field<Params>{"sudden_category", &Params::sudden_category, {0, 1}, "0/1", "1: the category of sudden severe hardship exists", "是否设突发严重困难户类别"},
      Field<Params>{"sudden_share", &Params::sudden_share, {0, 5}, "share of income", "12-month rigid spending or disaster loss that makes a sudden hardship", "突发困难刚性支出占收入比例"},
      Field<Params>{"sudden_line_factor", &Params::sudden_line_factor, {1, 5}, "ratio to the monitoring line", "income per head after rigid spending up to which hardship is severe", "突发困难收入上限倍数"},
      Field<Params>{"savings_limit_months", &Params::savings_limit_months, {0, 1000}, "months of the line", "savings per member from which a household is turned down", "存款排除上限（监测线月数）"},
      Field<Params>{"floor_excluded", &Params::floor_excluded, {0, 1}, "0/1", "1: a household on dibao or tekun is held by the floor and not newly found at risk, unless by a sudden hardship", "已纳入低保特困者不再新纳入"},
      Field<Params>{"confirm_months", &Params::confirm_months, {0, 24}, "months", "of risk in a row before a risk that is not sudden is recognised: short dips are not confirmed", "风险确认所需持续月数"},
      Field<Params>{"need_line_factor", &Params::need_line_factor, {0, 10000}, "ratio to the monitoring line", "income per head after rigid spending up to which any unmet need is a risk by itself; 0 = needs are only causes", "需求缺口单独构成风险的收入上限倍数"},
      Field<Params>{"visible_share", &Params::visible_share, {0, 1}, "share", "of households at mild risk that any channel can notice or an appraisal would accept", "轻度风险户可识别比例"},
      Field<Params>{"visible_severity_factor", &Params::visible_severity_factor, {1, 20}, "ratio", "multiplies the visible share for each degree of severity", "严重程度对可识别比例的倍数"},
      Field<Params>{"news_months", &Params::news_months, {0, 60}, "months", "for which a risk, a fall below the poverty line or an unmet need is news", "新发风险月数"},
      Field<Params>{"old_news_factor", &Params::old_news_factor, {0, 1}, "ratio", "detection of a risk that is no news over one that is", "存量风险发现系数"},
      Field<Params>{"near_line_factor", &Params::near_line_factor, {1, 5}, "ratio to the monitoring line", "income per head after rigid spending up to which channels raise false alarms", "误报收入上限倍数"},
  };
  // clang-format on

  // 12-month income after rigid spending, fen.
  HOLDFAST_RULE static Fen after_spending(Block const& b, Index i) {
    return b.income_register_12[i] - b.out_of_pocket_12[i];
  }
  HOLDFAST_RULE static float line_fen(Now const& now, Block const& b, Index i) {
    return 100.0f * now.monitoring_line_yuan * static_cast<float>(b.members[i]);
  }
  HOLDFAST_RULE static bool below_line(Now const& now, Block const& b, Index i) {
    return b.members[i] > 0 && static_cast<float>(after_spending(b, i)) < line_fen(now, b, i);
  }
  HOLDFAST_RULE static bool has_labour(Block const& b, Index i) {
    for (int k = 0; k < labour_slots; ++k) {
      auto const slot = static_cast<Slot>(b.slot(k)[i]);
      if (slot != Slot::none && slot != Slot::unable) return true;
    }
    return false;
  }

  static unsigned causes(Params const& p, Block const& b, Index i) {
    bool seeking = false, employed = false;
    for (int k = 0; k < labour_slots; ++k) {
      auto const slot = static_cast<Slot>(b.slot(k)[i]);
      seeking = seeking || slot == Slot::jobless;
      employed = employed || slot == Slot::local || slot == Slot::migrant || slot == Slot::post;
    }
    float const income = static_cast<float>(b.income_register_12[i]);
    float const spending = static_cast<float>(b.out_of_pocket_12[i]);
    bool const ill = spending > 0 && spending >= p.rigid_share * income;
    unsigned out = 0;
    if (seeking && !employed) out |= cause::work;
    if (ill || b.acute_months[i] > 0 || b.insured[i] == 0 || b.care_forgone_months[i] > 0) out |= cause::illness;
    if (!has_labour(b, i) || b.severely_disabled[i] > 0 || b.need_food[i] > 0) out |= cause::labour;
    if (b.house_grade[i] != 0 || b.water_cut[i] != 0) out |= cause::house;
    if (b.out_of_school[i] > 0) out |= cause::school;
    float const loss = b.damage_months[i] > 0 ? static_cast<float>(b.damage_loss[i]) : 0.0f;
    if (loss > 0 && loss >= p.rigid_share * income) out |= cause::disaster;
    return out;
  }

  // What stands on the record of a listing: the first of disaster, grave illness, severe disability, chronic illness,
  // disability, lack of labour, lack of work that applies; other = low income from a farm or odd jobs, house, school.
  static MainCause main_cause(Params const& p, Block const& b, Index i) {
    unsigned const found = causes(p, b, i);
    float const spending = static_cast<float>(b.out_of_pocket_12[i]);
    bool const ill = spending > 0 && spending >= p.rigid_share * static_cast<float>(b.income_register_12[i]);
    if (found & cause::disaster) return MainCause::disaster;
    if (ill || b.acute_months[i] > 0) return MainCause::illness;
    if (b.severely_disabled[i] > 0) return MainCause::disability;
    if (b.chronic[i] > 0) return MainCause::illness;
    if (b.disabled[i] > 0) return MainCause::disability;
    if (!has_labour(b, i)) return MainCause::labour;
    return found & cause::work ? MainCause::work : MainCause::other;
  }

  // Rigid spending or a loss out of proportion to income; income itself may exceed the line.
  static bool sudden(Params const& p, Now const& now, Block const& b, Index i) {
    if (p.sudden_category < 0.5f || b.members[i] == 0) return false;
    float const income = static_cast<float>(b.income_register_12[i]);
    float const spending = static_cast<float>(b.out_of_pocket_12[i]);
    float const loss = b.damage_months[i] > 0 ? static_cast<float>(b.damage_loss[i]) : 0.0f;
    bool const severe = income - spending - loss < p.sudden_line_factor * line_fen(now, b, i);
    return severe && spending + loss > 0 && spending + loss >= p.sudden_share * income;
  }

  static Category lasting_category(Block const& b) {
    return b.household_class == HouseholdClass::lifted_out ? Category::unstable : Category::marginal;
  }

  // The category a perfect verification would give; none = not at risk. Sudden hardship is named so only when income
  // alone is not below the line; otherwise the two older categories apply. In need is who has no clear month.
  static Category category(Params const& p, Now const& now, Block const& b, Index i) {
    bool const income_below = static_cast<float>(b.income_register_12[i]) < line_fen(now, b, i);
    if (sudden(p, now, b, i) && !income_below) return Category::sudden;
    bool const in_need = b.members[i] > 0 && b.clear_months[i] == 0;
    if (in_need && static_cast<float>(after_spending(b, i)) < p.need_line_factor * line_fen(now, b, i))
      return lasting_category(b);
    bool const held = p.floor_excluded > 0.5f && b.category[i] == 0 && (b.dibao[i] != 0 || b.tekun[i] != 0);
    bool const brief = static_cast<float>(b.risk_months[i]) < p.confirm_months;
    bool const cushioned =
        static_cast<float>(b.savings[i]) >= p.savings_limit_months * (1.0f / 12) * line_fen(now, b, i);
    if (!below_line(now, b, i) || held || brief || cushioned || causes(p, b, i) == 0) return Category::none;
    return lasting_category(b);
  }

  // Whether a household at risk can be noticed at all, by lasting luck: some hide it, have children who are held to
  // support them, or are never accepted by the village appraisal.
  static bool is_visible(Params const& p, int severity, float luck) {
    float share = p.visible_share;
    for (int s = severity; s > 0; --s) share *= p.visible_severity_factor;
    return luck < share;
  }

  // Channels notice changes: what has long been known and judged is seldom reported again. 1 where a risk (a bill that
  // pushes the household below the line counts like lost income), a fall below the poverty line or an unmet need is
  // recent, and for a hardship this month.
  static float news_factor(Params const& p, Block const& b, Index i) {
    auto const recent = [&](std::uint8_t run) { return run > 0 && static_cast<float>(run) <= p.news_months; };
    bool const news = recent(b.risk_months[i]) || recent(b.need_income[i]) || recent(b.need_food[i]) ||
                      recent(b.need_school[i]) || recent(b.need_medical[i]);
    return news || b.hardship[i] != 0 ? 1.0f : p.old_news_factor;
  }

  // 0 (mild) to 2: below the poverty line after rigid spending; sudden hardship this month. That nobody can work is no
  // degree of it: such households receive dibao before an appraisal, and are 9 percent of the listed (O042).
  static int severity(Now const& now, Block const& b, Index i) {
    float const poverty_fen = 100.0f * now.poverty_line_yuan * static_cast<float>(b.members[i]);
    return (static_cast<float>(after_spending(b, i)) < poverty_fen ? 1 : 0) + (b.hardship[i] != 0 ? 1 : 0);
  }
};
static_assert(Module<Risk>);

}  // namespace holdfast
