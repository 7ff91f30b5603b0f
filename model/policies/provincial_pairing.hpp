// Pairing within the province (省内对口帮扶): 47 better-off cities and counties give the 50 key counties a part of
// their revenue, and people who know the work. Policy document: article 21. Rows: PRV-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct ProvincialPairing {
  static constexpr std::string_view key = "provincial_pairing";
  static constexpr int article = 21;
  static constexpr std::string_view title = "Pairing within the province";
  static constexpr std::string_view title_zh = "省内对口帮扶";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float helper_revenue_yuan = 0, helpers = 0, helped = 0, given_share = 0, grants_share = 0, works_share = 0,
          casework_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"helper_revenue_yuan", &Params::helper_revenue_yuan, {0, 1e12f}, "yuan/helper/year", "general revenue of a helping city or county in the year before", "帮扶方上年一般公共预算收入"},
      Field<Params>{"helpers", &Params::helpers, {0, 500}, "areas", "helping cities and counties", "帮扶方个数"},
      Field<Params>{"helped", &Params::helped, {1, 183}, "counties", "key counties that share the money", "受援县个数"},
      Field<Params>{"given_share", &Params::given_share, {0, 0.1f}, "share", "of that revenue, given", "帮扶资金占收入比例", true},
      Field<Params>{"grants_share", &Params::grants_share, {0, 1}, "share", "of the yuan, granted to households as productive capital", "到户产业奖补占比"},
      Field<Params>{"works_share", &Params::works_share, {0, 1}, "share", "of the yuan, for village roads and field works; what remains is spent on what the model does not follow", "基础设施占比"},
      Field<Params>{"casework_share", &Params::casework_share, {0, 2}, "share", "more verifications and visits than without", "核查走访能力增幅", true},
  };
  // clang-format on

  static CountyFunds funds(Params const& p, CountyFacts const& facts) {
    if (!facts.national_key_county && !facts.provincial_key_county) return {};
    float const yuan = p.helper_revenue_yuan * p.given_share * p.helpers / p.helped;
    return {yuan, p.grants_share, p.works_share, p.casework_share};
  }
};
static_assert(Funds<ProvincialPairing>);

}  // namespace holdfast
