// Corner households (掉边掉角农户): a few homes left alone where their neighbours moved away; they follow in order, by
// yearly places: a sound house and secure water, less land. Policy document: article 8 (有序推进). Rows: none found.
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct CornerRelocation : GivenOnce {
  static constexpr std::string_view key = "corner_relocation";
  static constexpr int article = 8;
  static constexpr std::string_view title = "Relocation of corner households";
  static constexpr std::string_view title_zh = "掉边掉角农户搬迁";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float places_per_year = 0, grant_yuan = 0, own_part_yuan = 0, land_factor = 1;
    float unsafe_house_score = 0, water_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places_per_year", &Params::places_per_year, {0, 1000000}, "households/year", "moved in the province", "全省年度搬迁户数", true},
      Field<Params>{"grant_yuan", &Params::grant_yuan, {0, 300000}, "yuan/person", "for the new home", "人均建房补助"},
      Field<Params>{"own_part_yuan", &Params::own_part_yuan, {0, 300000}, "yuan/household", "what the household adds", "户自筹"},
      Field<Params>{"land_factor", &Params::land_factor, {0.01f, 1}, "ratio", "land and farm sales after the move over before", "搬迁后土地与农业收入系数"},
      Field<Params>{"unsafe_house_score", &Params::unsafe_house_score, {0, 100}, "points", "for a house of grade C or D", "危房得分"},
      Field<Params>{"water_score", &Params::water_score, {0, 100}, "points", "for a household without secure water", "饮水不安全得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year == 5; }
  static float places(Params const& p, Now const&, CountyPart const& part) {
    return p.places_per_year * part.lifted_out;
  }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    return (b.relocated[i] == static_cast<std::uint8_t>(Relocated::corner_waiting)) & (b.members[i] != 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0) return 0;
    return 1.0f + (b.house_grade[i] != 0 ? p.unsafe_house_score : 0.0f) + (b.water_cut[i] != 0 ? p.water_score : 0.0f);
  }
  static Fen worth(Params const& p, Block const& b, Index i) {
    return fen(p.grant_yuan * static_cast<float>(b.members[i]));
  }
  static Fen own_part(Params const& p, Block const&, Index) { return fen(p.own_part_yuan); }
  static constexpr bool builds = true;
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    b.relocated[i] = static_cast<std::uint8_t>(Relocated::corner_moved);
    b.house_grade[i] = static_cast<std::uint8_t>(HouseGrade::safe);
    b.house_rebuild_months[i] = 0;
    b.water_cut[i] = 0;
    b.land_mu[i] *= p.land_factor;
    b.farm_log[i] += numeric::log(p.land_factor);
  }
};
static_assert(RationsByCounty<CornerRelocation>);

}  // namespace holdfast
