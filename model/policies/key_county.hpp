// Key counties for rural revitalisation (国家和省级乡村振兴重点帮扶县): extra funds and casework; more for the Yi
// counties of Greater and Lesser Liangshan. Amounts by county class in the data. Policy document: article 13. Rows:
// KEY-GRANT-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct KeyCounty {
  static constexpr std::string_view key = "key_county";
  static constexpr int article = 13;
  static constexpr std::string_view title = "Key counties for rural revitalisation";
  static constexpr std::string_view title_zh = "乡村振兴重点帮扶县";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float yuan_per_county = 0, liangshan_yuan_per_county = 0, grants_share = 0, works_share = 0, casework_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"yuan_per_county", &Params::yuan_per_county, {0, 1e10f}, "yuan/county/year", "extra grant to a key county, by county class", "重点帮扶县补助", true},
      Field<Params>{"liangshan_yuan_per_county", &Params::liangshan_yuan_per_county, {0, 1e10f}, "yuan/county/year", "on top, to a key county of Greater or Lesser Liangshan", "大小凉山彝区重点帮扶县加补", true},
      Field<Params>{"grants_share", &Params::grants_share, {0, 1}, "share", "of the yuan, granted to households as productive capital", "到户产业奖补占比"},
      Field<Params>{"works_share", &Params::works_share, {0, 1}, "share", "of the yuan, for village roads and field works; what remains is spent on what the model does not follow", "基础设施占比"},
      Field<Params>{"casework_share", &Params::casework_share, {0, 2}, "share", "more verifications and visits than without", "核查走访能力增幅", true},
  };
  // clang-format on

  static CountyFunds funds(Params const& p, CountyFacts const& facts) {
    if (!facts.national_key_county && !facts.provincial_key_county) return {};
    float const yi = facts.area_group == "daliangshan_xiaoliangshan" ? p.liangshan_yuan_per_county : 0.0f;
    return {p.yuan_per_county + yi, p.grants_share, p.works_share, p.casework_share};
  }
};
static_assert(Funds<KeyCounty>);

}  // namespace holdfast
