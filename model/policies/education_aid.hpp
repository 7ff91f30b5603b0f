// Education aid: living allowance for the poor pupils of compulsory school; boarders in full, day pupils half, paid at
// the start of each term (March, September). Poor: lifted-out, on dibao or tekun, or on the monitoring register.
// Policy document: article 4 (家庭经济困难学生资助). Amounts: EDU-BOARD-P-*, EDU-BOARD-J-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct EducationAid {
  static constexpr std::string_view key = "education_aid";
  static constexpr int article = 4;
  static constexpr std::string_view title = "Aid for poor pupils";
  static constexpr std::string_view title_zh = "家庭经济困难学生生活补助";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float primary_boarder_yuan_per_year = 0;
    float junior_boarder_yuan_per_year = 0;
    float day_pupil_share = 0;
    float junior_pupil_share = 0;
    float primary_boarding_share = 0;
    float junior_boarding_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"primary_boarder_yuan_per_year",
                    &Params::primary_boarder_yuan_per_year,
                    {0, 20000},
                    "yuan/pupil/year",
                    "poor boarder, primary school",
                    "小学寄宿生生活补助",
                    true},
      Field<Params>{"junior_boarder_yuan_per_year",
                    &Params::junior_boarder_yuan_per_year,
                    {0, 20000},
                    "yuan/pupil/year",
                    "poor boarder, junior high school",
                    "初中寄宿生生活补助",
                    true},
      Field<Params>{"day_pupil_share",
                    &Params::day_pupil_share,
                    {0, 1},
                    "share",
                    "of a boarder's allowance, paid to a poor day pupil",
                    "非寄宿生补助比例"},
      Field<Params>{"junior_pupil_share",
                    &Params::junior_pupil_share,
                    {0, 1},
                    "share",
                    "of the pupils of 6-15, in junior high school",
                    "初中生占比"},
      Field<Params>{"primary_boarding_share",
                    &Params::primary_boarding_share,
                    {0, 1},
                    "share",
                    "of rural primary pupils, boarding",
                    "小学寄宿比例"},
      Field<Params>{"junior_boarding_share",
                    &Params::junior_boarding_share,
                    {0, 1},
                    "share",
                    "of rural junior pupils, boarding",
                    "初中寄宿比例"},
  };

  static bool pays_in(Now const& now) { return now.month_of_year == 3 || now.month_of_year == 9; }

  // A term's allowance of the mean pupil: grade and boarding of a child are not in the state.
  HOLDFAST_RULE static float term_yuan(Params const& p) {
    float const primary = p.primary_boarding_share + (1.0f - p.primary_boarding_share) * p.day_pupil_share;
    float const junior = p.junior_boarding_share + (1.0f - p.junior_boarding_share) * p.day_pupil_share;
    return 0.5f * ((1.0f - p.junior_pupil_share) * primary * p.primary_boarder_yuan_per_year +
                   p.junior_pupil_share * junior * p.junior_boarder_yuan_per_year);
  }

  HOLDFAST_RULE static Fen relief(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const paid_now = (now.month_of_year == 3) | (now.month_of_year == 9);
    std::int32_t const poor = lifted | b.dibao[i] | b.tekun[i] | b.category[i];
    std::int32_t const pupils = std::int32_t{b.persons_6_15[i]} - std::int32_t{b.out_of_school[i]};
    std::int32_t const aided = pupils > 0 ? pupils : 0;
    std::int32_t const due = fen(term_yuan(p) * static_cast<float>(aided));
    return poor != 0 ? due * paid_now : 0;
  }
};
static_assert(PaysCash<EducationAid>);

}  // namespace holdfast
