// East-west cooperation (浙川东西部协作): Zhejiang's money for 68 counties, and organised jobs away through its labour
// offices. Policy document: article 20. Rows: EW-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct EastWestCooperation {
  static constexpr std::string_view key = "east_west_cooperation";
  static constexpr int article = 20;
  static constexpr std::array also_articles{17};
  static constexpr std::string_view title = "East-west cooperation with Zhejiang";
  static constexpr std::string_view title_zh = "浙川东西部协作";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float liangshan_yuan_per_county = 0, highland_yuan_per_county = 0, other_yuan_per_county = 0, grants_share = 0,
          works_share = 0, organised_jobs = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"liangshan_yuan_per_county", &Params::liangshan_yuan_per_county, {0, 1e10f}, "yuan/county/year", "to a national key county of Liangshan", "凉山州国家重点帮扶县协作资金", true},
      Field<Params>{"highland_yuan_per_county", &Params::highland_yuan_per_county, {0, 1e10f}, "yuan/county/year", "to another county of the Tibetan area or of Lesser Liangshan", "涉藏及小凉山县协作资金", true},
      Field<Params>{"other_yuan_per_county", &Params::other_yuan_per_county, {0, 1e10f}, "yuan/county/year", "to any other paired county", "其他协作县资金", true},
      Field<Params>{"grants_share", &Params::grants_share, {0, 1}, "share", "of the yuan, granted to households as productive capital", "到户产业奖补占比"},
      Field<Params>{"works_share", &Params::works_share, {0, 1}, "share", "of the yuan, for village roads and field works; what remains is spent on what the model does not follow", "基础设施占比"},
      Field<Params>{"organised_jobs", &Params::organised_jobs, {0, 100000}, "persons/county/year", "jobs away, kept for lifted-out and listed workers without work", "组织输出就业人数", true},
  };
  // clang-format on

  static CountyFunds funds(Params const& p, CountyFacts const& facts) {
    if (!facts.paired_county) return {};
    bool const yi = facts.area_group == "daliangshan_xiaoliangshan", tibetan = facts.area_group == "plateau_tibetan";
    float const yuan = yi && facts.national_key_county ? p.liangshan_yuan_per_county
                       : yi || tibetan                 ? p.highland_yuan_per_county
                                                       : p.other_yuan_per_county;
    return {yuan, p.grants_share, p.works_share, 0, p.organised_jobs};
  }
};
static_assert(Funds<EastWestCooperation>);

}  // namespace holdfast
