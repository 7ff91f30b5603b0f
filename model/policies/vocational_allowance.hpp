// Vocational allowance: yulu (雨露计划) for vocational students of lifted-out and listed households, "9+3" (living
// allowance and help with travel and clothing) for those of the ethnic areas, the state grant for the poor; paid at the
// start of each term. Served students are withdrawn less often, and schools place the finished ones in a first job.
// Policy document: articles 4 and 19. Amounts: EDU-YULU, EDU-93-*, EDU-VOC-GRANT.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct VocationalAllowance {
  static constexpr std::string_view key = "vocational_allowance";
  static constexpr int article = 19;
  static constexpr std::string_view title = "Vocational school allowances";
  static constexpr std::string_view title_zh = "职业教育资助（雨露计划、9+3）";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float yulu_yuan_per_year = 0;
    float grant_yuan_per_year = 0;
    float living_yuan_per_year = 0;
    float extra_yuan_per_year = 0;
    float funded_years_share = 0;
    float stay_share = 0;
    float placement_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"yulu_yuan_per_year", &Params::yulu_yuan_per_year, {0, 20000}, "yuan/student/year", "yulu subsidy, lifted-out or listed households", "雨露计划补助", true},
      Field<Params>{"grant_yuan_per_year", &Params::grant_yuan_per_year, {0, 20000}, "yuan/student/year", "state grant of poor students in its years", "中职国家助学金", true},
      Field<Params>{"living_yuan_per_year", &Params::living_yuan_per_year, {0, 20000}, "yuan/student/year", "9+3 living allowance in its years, minority households", "9+3生活补助", true},
      Field<Params>{"extra_yuan_per_year", &Params::extra_yuan_per_year, {0, 20000}, "yuan/student/year", "9+3 help with travel, clothing and costs", "9+3交通、着装等补助", true},
      Field<Params>{"funded_years_share", &Params::funded_years_share, {0, 1}, "share", "of the school years, with grant and 9+3 living allowance", "助学金与生活补助学年占比"},
      Field<Params>{"stay_share", &Params::stay_share, {0, 1}, "share", "of withdrawals of served students prevented", "资助避免退学比例", true},
      Field<Params>{"placement_share", &Params::placement_share, {0, 1}, "share", "of served students who finish, placed in a job at once", "毕业即就业比例", true},
  };
  // clang-format on

  static bool pays_in(Now const& now) { return now.month_of_year == 3 || now.month_of_year == 9; }

  HOLDFAST_RULE static std::int32_t helped(Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    return lifted | (b.category[i] != 0);
  }
  // A household with a vocational student whom any of the allowances reaches.
  static bool serves(Block const& b, Index i) {
    return b.vocational[i] > 0 && (helped(b, i) != 0 || b.dibao[i] != 0 || b.tekun[i] != 0 || b.minority[i] != 0);
  }
  // Multiplies the chance that a household short of food withdraws its student.
  static float withdrawing(Params const& p, Block const& b, Index i) {
    return serves(b, i) ? 1.0f - p.stay_share : 1.0f;
  }

  HOLDFAST_RULE static Fen relief(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const paid_now = (now.month_of_year == 3) | (now.month_of_year == 9);
    std::int32_t const yulu = helped(b, i);
    std::int32_t const poor = yulu | (b.dibao[i] != 0) | (b.tekun[i] != 0);
    float const living = p.living_yuan_per_year * p.funded_years_share + p.extra_yuan_per_year;
    float const year = p.yulu_yuan_per_year * static_cast<float>(yulu) +
                       p.grant_yuan_per_year * p.funded_years_share * static_cast<float>(poor) +
                       living * static_cast<float>(std::int32_t{b.minority[i]});
    return fen(0.5f * year * static_cast<float>(std::int32_t{b.vocational[i]})) * paid_now;
  }
};
static_assert(PaysCash<VocationalAllowance>);

}  // namespace holdfast
