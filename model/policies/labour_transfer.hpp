// Labour transfer: organised job export. Jobless workers of lifted-out and listed households find work sooner; those
// who work outside the province get their fare once a year. Those who came back without a job are helped more. Policy
// document: article 17 (有组织劳务输出). Amounts: TRN-SC; size: EMP-SC-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct LabourTransfer {
  static constexpr std::string_view key = "labour_transfer";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Organised labour transfer";
  static constexpr std::string_view title_zh = "有组织劳务输出";
  static constexpr Phase phase = Phase::pay;
  static constexpr bool lasting_luck = true;
  static constexpr bool for_lifted_out = true;

  struct Params {
    float finding_bonus = 0;
    float returned_bonus = 0;
    float transport_yuan_per_year = 0;
    float take_up_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"finding_bonus",
                    &Params::finding_bonus,
                    {0, 0.5f},
                    "1/month",
                    "added to the chance that a jobless worker finds a job",
                    "月就业概率增量",
                    true},
      Field<Params>{"returned_bonus",
                    &Params::returned_bonus,
                    {0, 0.5f},
                    "1/month",
                    "added as well for a worker who lost a job away (返乡失业人员再就业)",
                    "返乡失业人员月再就业概率增量",
                    true},
      Field<Params>{"transport_yuan_per_year",
                    &Params::transport_yuan_per_year,
                    {0, 5000},
                    "yuan/migrant/year",
                    "transport subsidy, paid in March",
                    "外出务工交通补贴",
                    true},
      Field<Params>{"take_up_share",
                    &Params::take_up_share,
                    {0, 1},
                    "share",
                    "of households with migrants, work outside the province and claim",
                    "交通补贴申领率"},
  };

  static bool pays_in(Now const& now) { return now.month_of_year == 3; }
  HOLDFAST_RULE static std::int32_t eligible(Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    return lifted | (b.category[i] != 0);
  }
  HOLDFAST_RULE static Fen relief(Params const& p, Now const& now, Block const& b, Index i, float luck) {
    constexpr auto away = static_cast<std::uint8_t>(Slot::migrant);
    std::int32_t const migrants =
        (b.slot_0[i] == away) + (b.slot_1[i] == away) + (b.slot_2[i] == away) + (b.slot_3[i] == away);
    std::int32_t const claims = luck < p.take_up_share ? 1 : 0;
    std::int32_t const paid = claims & eligible(b, i) & (now.month_of_year == 3);
    return paid * fen(p.transport_yuan_per_year * static_cast<float>(migrants));
  }
};
static_assert(PaysCash<LabourTransfer>);

}  // namespace holdfast
