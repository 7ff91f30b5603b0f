// Premium subsidy: the part of the medical insurance premium that government pays, by the household's highest class.
// Policy document: article 5. Values: MED-SUB-*, seen for Luzhou (policies-health.json); months are those of payment.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct PremiumSubsidy {
  static constexpr std::string_view key = "premium_subsidy";
  static constexpr int article = 5;
  static constexpr std::string_view title = "Medical insurance premium subsidy";
  static constexpr std::string_view title_zh = "资助参加城乡居民基本医疗保险";
  static constexpr Phase phase = Phase::season;
  static constexpr bool counted_on = true;

  struct Params {
    float tekun_share = 1, dibao_yuan = 240, listed_share = 0.75f, lifted_out_share = 0.75f;
  };
  static constexpr std::array fields{
      Field<Params>{"tekun_share",
                    &Params::tekun_share,
                    {0, 1},
                    "share",
                    "of the premium paid for tekun members",
                    "特困人员资助比例",
                    true},
      Field<Params>{"dibao_yuan",
                    &Params::dibao_yuan,
                    {0, 5000},
                    "yuan/person/year",
                    "fixed amount for dibao members",
                    "低保对象定额资助",
                    true},
      Field<Params>{"listed_share",
                    &Params::listed_share,
                    {0, 1},
                    "share",
                    "of the premium paid for members on the register",
                    "监测对象资助比例",
                    true},
      Field<Params>{"lifted_out_share",
                    &Params::lifted_out_share,
                    {0, 1},
                    "share",
                    "of the premium paid for stable lifted-out members",
                    "稳定脱贫人口资助比例",
                    true},
  };

  // Fen a person, of a premium of `premium` fen: the largest amount of any class that the household belongs to.
  static Fen a_person(Params const& p, Fen premium, bool tekun, bool dibao, bool listed, bool lifted_out) {
    Fen best = 0;
    auto const offer = [&best](bool belongs, Fen amount) { best = belongs && amount > best ? amount : best; };
    offer(tekun, exact_scale(premium, p.tekun_share));
    offer(dibao, fen(p.dibao_yuan));
    offer(listed, exact_scale(premium, p.listed_share));
    offer(lifted_out, exact_scale(premium, p.lifted_out_share));
    return best < premium ? best : premium;
  }
};
static_assert(Policy<PremiumSubsidy>);

}  // namespace holdfast
