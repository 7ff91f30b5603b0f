// Disaster relief: cash for a share of the household's loss, and a grant to rebuild a lost house, over a few months.
// Policy document: article 6 (reconstruction). Values: S152, HOU-SUB-D (policies-health.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DisasterRelief {
  static constexpr std::string_view key = "disaster_relief";
  static constexpr int article = 6;
  static constexpr std::string_view title = "Disaster relief and reconstruction";
  static constexpr std::string_view title_zh = "受灾救助与灾后重建";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float loss_share = 0.3f, rebuild_grant_yuan = 30000, relief_months = 3;
  };
  static constexpr std::array fields{
      Field<Params>{
          "loss_share", &Params::loss_share, {0, 2}, "share", "of the household's loss", "补偿损失比例", true},
      Field<Params>{"rebuild_grant_yuan",
                    &Params::rebuild_grant_yuan,
                    {0, 300000},
                    "yuan/household",
                    "for a lost house",
                    "重建补助",
                    true},
      Field<Params>{"relief_months",
                    &Params::relief_months,
                    {1, 24},
                    "months",
                    "over which both are paid, from the month of the disaster",
                    "发放月数"},
  };

  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    float const loss = b.damage_months[i] > 0 ? p.loss_share * 0.01f * static_cast<float>(b.damage_loss[i]) : 0.0f;
    float const grant = b.grant_months[i] > 0 ? p.rebuild_grant_yuan : 0.0f;
    return fen((loss + grant) / p.relief_months);
  }
};
static_assert(PaysCash<DisasterRelief>);

}  // namespace holdfast
