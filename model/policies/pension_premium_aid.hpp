// Pension premium aid (养老保险费代缴): government pays the lowest yearly contribution to resident pension insurance
// for members on dibao, in tekun, on the register or severely disabled; the lowest tier is kept for them and for
// lifted-out members when tiers rise. The contribution itself: livelihood/pension_contribution.hpp. Policy document:
// article 12. Rows: PEN-PROXY, PEN-TIER, PEN-TIER-SEED.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct PensionPremiumAid {
  static constexpr std::string_view key = "pension_premium_aid";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Pension premium aid";
  static constexpr std::string_view title_zh = "城乡居民养老保险费代缴";
  static constexpr Phase phase = Phase::season;
  static constexpr bool counted_on = true;

  struct Params {
    float paid_yuan = 0;
    float lifted_out_yuan = 0;
    float kept_tier_yuan = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"paid_yuan", &Params::paid_yuan, {0, 5000}, "yuan/person/year", "of the contribution, paid for dibao, tekun, listed and severely disabled members", "困难群体代缴标准", true},
      Field<Params>{"lifted_out_yuan", &Params::lifted_out_yuan, {0, 5000}, "yuan/person/year", "of the contribution, paid for other lifted-out members", "其他脱贫人口代缴标准", true},
      Field<Params>{"kept_tier_yuan", &Params::kept_tier_yuan, {0, 5000}, "yuan/person/year", "by which the tier kept for all of them lies below the lowest ordinary tier", "保留最低档次与一般最低档次之差", true},
  };
  // clang-format on

  // Whether the whole household is paid for; a severely disabled member is, whatever the household.
  static bool helps(Block const& b, Index i) { return b.dibao[i] != 0 || b.tekun[i] != 0 || b.category[i] != 0; }

  struct Share {
    float tier_yuan;  // due for a person
    float paid_yuan;  // of it, by government
  };
  static Share a_person(Params const& p, float ordinary_tier_yuan, bool helped, bool lifted_out) {
    if (!helped && !lifted_out) return {ordinary_tier_yuan, 0.0f};
    float const kept = ordinary_tier_yuan - p.kept_tier_yuan;
    float const tier = kept > 0.0f ? kept : 0.0f;
    float const paid = helped ? p.paid_yuan : p.lifted_out_yuan;
    return {tier, paid < tier ? paid : tier};
  }
};
static_assert(Policy<PensionPremiumAid>);

}  // namespace holdfast
