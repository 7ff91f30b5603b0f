// Tekun (特困人员救助供养): support of those without labour, income and anybody bound to support them; 1.3 times dibao.
// Policy document: article 11. Amounts: TEK-SC-*; they start in the same months as the dibao line.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Tekun {
  static constexpr std::string_view key = "tekun";
  static constexpr int article = 11;
  static constexpr std::string_view title = "Tekun support";
  static constexpr std::string_view title_zh = "特困人员救助供养";
  static constexpr Phase phase = Phase::pay;
  static constexpr std::uint8_t fast_track = 4;  // bit of `package`, as for dibao

  struct Params {
    float standard_yuan = 0;
    float income_limit_share = 0;
    float exempt_pension_yuan = 0;
    float no_support_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"standard_yuan",
                    &Params::standard_yuan,
                    {0, 6000},
                    "yuan/person/month",
                    "basic living standard",
                    "特困人员基本生活标准",
                    true},
      Field<Params>{"income_limit_share",
                    &Params::income_limit_share,
                    {0, 2},
                    "share",
                    "of the standard: countable income per head at entry lies below it (the dibao line)",
                    "收入上限占标准比例"},
      Field<Params>{"exempt_pension_yuan",
                    &Params::exempt_pension_yuan,
                    {0, 3000},
                    "yuan/person/month",
                    "basic pension that does not count as income",
                    "不计入收入的基础养老金"},
      Field<Params>{"no_support_share",
                    &Params::no_support_share,
                    {0, 1},
                    "share",
                    "of households without labour and income that nobody is bound to support and that apply",
                    "无赡养抚养义务人且申请比例"},
  };

  // Labour: a member in or seeking work, below 60 (who is 60 counts as without labour).
  HOLDFAST_RULE static std::int32_t able(std::uint8_t slot, std::uint8_t age) {
    return (slot != static_cast<std::uint8_t>(Slot::none)) & (slot != static_cast<std::uint8_t>(Slot::unable)) &
           (age < 60);
  }
  HOLDFAST_RULE static std::int32_t labour(Block const& b, Index i) {
    return able(b.slot_0[i], b.slot_age_0[i]) | able(b.slot_1[i], b.slot_age_1[i]) |
           able(b.slot_2[i], b.slot_age_2[i]) | able(b.slot_3[i], b.slot_age_3[i]);
  }

  static bool due(Params const&, Now const& now, HouseholdId id) { return reviewed_quarterly(id, now.month_of_year); }
  // The floor of the monitoring: a listed household without labour whose package opened the fast track is reviewed at
  // once.
  HOLDFAST_RULE static std::int32_t urgent(Block const& b, Index i) {
    return ((b.package[i] & fast_track) != 0) & (b.category[i] != 0) & (b.tekun[i] == 0) & (labour(b, i) == 0);
  }
  // Rows that a review could change: in support, or without labour.
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    return (b.tekun[i] != 0) | ((labour(b, i) == 0) & (b.members[i] != 0));
  }
  // Support, once given, lasts as long as there is no labour: income is tested at entry only.
  static void review(Params const& p, Now const&, Block const& b, Index i, float luck) {
    bool const stays = b.tekun[i] > 0 && luck < p.no_support_share;
    bool const given = p.standard_yuan > 0 && b.members[i] > 0 && labour(b, i) == 0 &&
                       (stays || (luck < p.no_support_share && no_income(p, b, i)));
    b.tekun[i] = given ? b.members[i] : std::uint8_t{0};
  }

  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    std::int32_t const persons = b.tekun[i] < b.members[i] ? b.tekun[i] : b.members[i];
    return fen(p.standard_yuan * static_cast<float>(persons));
  }

 private:
  static bool no_income(Params const& p, Block const& b, Index i) {
    std::int64_t const exempt = std::int64_t{12} * fen(p.exempt_pension_yuan) * b.persons_60_plus[i];
    std::int64_t const dibao = std::int64_t{b.dibao_months[i]} * b.dibao_topup[i];
    double const limit = 12.0 * double{p.income_limit_share} * fen(p.standard_yuan) * b.members[i];
    return static_cast<double>(b.income_register_12[i] - exempt - dibao) < limit;
  }
};
static_assert(PaysCash<Tekun> && Reviews<Tekun>);

}  // namespace holdfast
