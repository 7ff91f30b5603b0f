// Housing repair (农村危房改造): works on houses of grade C and D for low-income households, on a grant; the only place
// where public money repairs a house that no disaster hit. Policy document: article 6 (动态监测、及时解决). Rows:
// HOU-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct HousingRepair : GivenOnce {
  static constexpr std::string_view key = "housing_repair";
  static constexpr int article = 6;
  static constexpr std::string_view title = "Repair of dangerous houses";
  static constexpr std::string_view title_zh = "农村危房改造";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float places_per_year = 0, lifted_out_key_share = 0;
    float grant_c_yuan = 0, grant_d_yuan = 0, own_part_c_yuan = 0, own_part_d_yuan = 0;
    float works_c_months = 1, works_d_months = 1;
    float grade_d_score = 0, listed_score = 0, dibao_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places_per_year", &Params::places_per_year, {0, 1000000}, "households/year", "houses repaired in the province", "全省年度改造户数", true},
      Field<Params>{"lifted_out_key_share", &Params::lifted_out_key_share, {0, 1}, "share", "of the places split among counties by lifted-out persons, the rest by rural residents", "按脱贫人口分配的名额比例"},
      Field<Params>{"grant_c_yuan", &Params::grant_c_yuan, {0, 300000}, "yuan/household", "for the repair of a house of grade C", "C级修缮补助"},
      Field<Params>{"grant_d_yuan", &Params::grant_d_yuan, {0, 300000}, "yuan/household", "for a new house instead of one of grade D", "D级重建补助"},
      Field<Params>{"own_part_c_yuan", &Params::own_part_c_yuan, {0, 300000}, "yuan/household", "what the household adds to a repair", "C级自筹"},
      Field<Params>{"own_part_d_yuan", &Params::own_part_d_yuan, {0, 300000}, "yuan/household", "what the household adds to a new house", "D级自筹"},
      Field<Params>{"works_c_months", &Params::works_c_months, {1, 60}, "months", "until a repair is done", "修缮工期"},
      Field<Params>{"works_d_months", &Params::works_d_months, {1, 60}, "months", "until a new house is built", "重建工期"},
      Field<Params>{"grade_d_score", &Params::grade_d_score, {0, 100}, "points", "for a house of grade D", "D级得分"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"dibao_score", &Params::dibao_score, {0, 100}, "points", "for a household with dibao or tekun", "低保特困得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 2; }
  static float places(Params const& p, Now const&, CountyPart const& part) {
    float const key = p.lifted_out_key_share * part.lifted_out + (1.0f - p.lifted_out_key_share) * part.rural;
    return 0.25f * p.places_per_year * key;
  }
  // Six groups: lifted-out, marginal, listed (in danger of falling back), dibao, tekun, and the margin of the
  // low-income file. A home under
  // works waits for nothing.
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const of_class = b.household_class == HouseholdClass::ordinary ? 0 : 1;
    std::int32_t const group =
        of_class | (b.category[i] != 0) | (b.dibao[i] != 0) | (b.tekun[i] != 0) | (b.low_income_file[i] != 0);
    return group & (b.house_grade[i] != 0) & (b.house_rebuild_months[i] == 0) & (b.members[i] != 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0) return 0;
    return 1.0f + (lost(b, i) ? p.grade_d_score : 0.0f) + (b.category[i] != 0 ? p.listed_score : 0.0f) +
           (b.dibao[i] != 0 || b.tekun[i] != 0 ? p.dibao_score : 0.0f);
  }
  static Fen worth(Params const& p, Block const& b, Index i) {
    return fen(lost(b, i) ? p.grant_d_yuan : p.grant_c_yuan);
  }
  static Fen own_part(Params const& p, Block const& b, Index i) {
    return fen(lost(b, i) ? p.own_part_d_yuan : p.own_part_c_yuan);
  }
  static constexpr bool builds = true;
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    b.house_rebuild_months[i] = static_cast<std::uint8_t>((lost(b, i) ? p.works_d_months : p.works_c_months) + 0.5f);
  }

 private:
  static bool lost(Block const& b, Index i) {
    return b.house_grade[i] == static_cast<std::uint8_t>(HouseGrade::grade_d);
  }
};
static_assert(RationsByCounty<HousingRepair>);

}  // namespace holdfast
