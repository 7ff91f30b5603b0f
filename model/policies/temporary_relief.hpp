// Temporary relief (临时救助): a lump sum for a household in sudden hardship; spending type at least twice, emergency
// type at least once the monthly dibao line per person, within a yearly cap. Policy document: article 11
// (凡困必帮、有难必救). Rules: TR-EXP-MULT, TR-EMG-MULT, TR-CAP-CD, TR-RATE-SC.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct TemporaryRelief {
  static constexpr std::string_view key = "temporary_relief";
  static constexpr int article = 11;
  static constexpr std::string_view title = "Temporary relief";
  static constexpr std::string_view title_zh = "临时救助";
  static constexpr Phase phase = Phase::pay;
  static constexpr bool lasting_luck = false;

  struct Params {
    float base_yuan = 0;
    float spending_multiple = 0;
    float emergency_multiple = 0;
    float spending_months = 0;
    float cap_yuan_per_year = 0;
    float take_up_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"base_yuan",
                    &Params::base_yuan,
                    {0, 5000},
                    "yuan/person/month",
                    "dibao line on which the amounts rest",
                    "救助基数（低保标准）",
                    true},
      Field<Params>{"spending_multiple",
                    &Params::spending_multiple,
                    {0, 24},
                    "months of the base",
                    "paid per member when bills caused the hardship",
                    "支出型救助倍数"},
      Field<Params>{"emergency_multiple",
                    &Params::emergency_multiple,
                    {0, 24},
                    "months of the base",
                    "paid per member in other hardship",
                    "急难型救助倍数"},
      Field<Params>{"spending_months",
                    &Params::spending_months,
                    {0, 100},
                    "months of the base",
                    "out-of-pocket spending per member from which the spending type applies",
                    "支出型认定门槛"},
      Field<Params>{"cap_yuan_per_year",
                    &Params::cap_yuan_per_year,
                    {0, 200000},
                    "yuan/household/year",
                    "most relief in a calendar year",
                    "年度救助上限"},
      Field<Params>{"take_up_share",
                    &Params::take_up_share,
                    {0, 1},
                    "share",
                    "of the eligible who apply and are served in the month",
                    "申请率"},
  };

  static std::uint8_t const* trigger(Block const& b) { return b.hardship; }
  static Fen* year_sum(Block const& b) { return b.relief_year; }

  // Income limit of the spending type: last year's disposable income per head of the place (base year 2020).
  static Fen relief(Params const& p, Now const& now, Block const& b, Index i, float luck) {
    float const heads = static_cast<float>(b.members[i]);
    bool const spending = yuan(b.out_of_pocket[i]) >= p.spending_months * p.base_yuan * heads;
    bool const too_rich = spending && yuan(b.income_register_12[i]) > now.county_income_yuan * heads;
    if (b.hardship[i] == 0 || luck >= p.take_up_share || too_rich) return 0;
    Fen const due = fen(p.base_yuan * (spending ? p.spending_multiple : p.emergency_multiple) * heads);
    Fen const room = fen(p.cap_yuan_per_year) - b.relief_year[i];
    return due < room ? due : room > 0 ? room : 0;
  }
};
static_assert(PaysCash<TemporaryRelief>);

}  // namespace holdfast
