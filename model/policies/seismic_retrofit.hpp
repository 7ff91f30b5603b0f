// Seismic retrofit (农房抗震改造): strengthens houses of low-income households where the design intensity is 7 and
// more; a strengthened house falls less often when the ground shakes, for good. Policy document: article 6. Rows:
// HOU-SEIS-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct SeismicRetrofit : GivenOnce {
  static constexpr std::string_view key = "seismic_retrofit";
  static constexpr int article = 6;
  static constexpr std::string_view title = "Seismic retrofit of rural houses";
  static constexpr std::string_view title_zh = "农房抗震改造";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float places_per_year = 0, least_intensity = 0, zone_rural_share = 1;
    float grant_yuan = 0, own_part_yuan = 0, damage_cut_share = 0;
    float listed_score = 0, lifted_out_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places_per_year", &Params::places_per_year, {0, 1000000}, "households/year", "houses strengthened in the province", "全省年度改造户数", true},
      Field<Params>{"least_intensity", &Params::least_intensity, {5, 10}, "degree", "design intensity from which a county takes part", "最低设防烈度"},
      Field<Params>{"zone_rural_share", &Params::zone_rural_share, {0.01f, 1}, "share", "rural residents of the province in these counties: the key by which they share the places", "设防区农村人口占比（分配基数）"},
      Field<Params>{"grant_yuan", &Params::grant_yuan, {0, 100000}, "yuan/household", "for a house", "补助标准"},
      Field<Params>{"own_part_yuan", &Params::own_part_yuan, {0, 100000}, "yuan/household", "what the household adds", "自筹"},
      Field<Params>{"damage_cut_share", &Params::damage_cut_share, {0, 1}, "share", "by which the chance of damage or collapse in an earthquake falls", "震损概率降幅"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"lifted_out_score", &Params::lifted_out_score, {0, 100}, "points", "for a lifted-out household", "脱贫户得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year == 4; }
  static float places(Params const& p, Now const&, CountyPart const& part) {
    bool const inside = static_cast<float>(part.facts->seismic_intensity) >= p.least_intensity;
    return inside ? p.places_per_year * part.rural / p.zone_rural_share : 0.0f;
  }
  // Estates were built to the code.
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const of_class = b.household_class == HouseholdClass::ordinary ? 0 : 1;
    std::int32_t const group =
        of_class | (b.category[i] != 0) | (b.dibao[i] != 0) | (b.tekun[i] != 0) | (b.low_income_file[i] != 0);
    return group & (b.retrofitted[i] == 0) & (b.relocated[i] == 0) & (b.members[i] != 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0) return 0;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) +
           (b.household_class == HouseholdClass::lifted_out ? p.lifted_out_score : 0.0f);
  }
  static Fen worth(Params const& p, Block const&, Index) { return fen(p.grant_yuan); }
  static Fen own_part(Params const& p, Block const&, Index) { return fen(p.own_part_yuan); }
  static constexpr bool builds = true;
  static void grant(Params const&, Now const&, Block const& b, Index i) { b.retrofitted[i] = 1; }

  // The chance of damage, over that of a house as it was; it lasts when the programme ends.
  static float damage_factor(Params const& p, bool retrofitted) {
    return retrofitted ? 1.0f - p.damage_cut_share : 1.0f;
  }
};
static_assert(RationsByCounty<SeismicRetrofit>);

}  // namespace holdfast
