// Nutrition meals (营养改善计划): a school meal on each school day for rural pupils of compulsory age, in kind. What is
// eaten at school need not be bought at home; neither income concept counts it (the register counts cash, the survey
// books services of schools as social transfers in kind, outside disposable income).
// Policy document: article 4. Amounts: EDU-MEAL-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct NutritionMeals {
  static constexpr std::string_view key = "nutrition_meals";
  static constexpr int article = 4;
  static constexpr std::string_view title = "School meals";
  static constexpr std::string_view title_zh = "农村义务教育学生营养改善计划";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float day_yuan = 0;
    float days_per_month = 0;
    float pupil_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"day_yuan", &Params::day_yuan, {0, 50}, "yuan/pupil/day", "meal subsidy of a school day", "每生每日膳食补助", true},
      Field<Params>{"days_per_month", &Params::days_per_month, {0, 31}, "days", "school days of a month in term", "学期内每月就餐天数"},
      Field<Params>{"pupil_share", &Params::pupil_share, {0, 1}, "share", "of rural pupils, at a school that serves the meal", "享受营养餐学生占比"},
  };
  // clang-format on

  static Fen* in_kind(Block const& b) { return b.school_meals; }
  static bool pays_in(Now const& now) { return now.term; }

  HOLDFAST_RULE static Fen worth(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const pupils = std::int32_t{b.persons_6_15[i]} - std::int32_t{b.out_of_school[i]};
    float const meals = now.term ? p.days_per_month * p.pupil_share : 0.0f;
    return fen(p.day_yuan * meals * static_cast<float>(pupils > 0 ? pupils : 0));
  }
};
static_assert(GivesInKind<NutritionMeals>);

}  // namespace holdfast
