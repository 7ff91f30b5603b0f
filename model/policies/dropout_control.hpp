// Dropout control (控辍保学): five chiefs (county, education office, township, school, village) answer for each child
// of 6-15; pupils are watched, those who left are sought and brought back. Boarding places, teachers, preschool
// Mandarin and special education keep the children concerned at school. Factors multiply the hazard of leaving that
// needs.hpp holds. Policy document: article 4 (五长责任制). Row: EDU-DROP (none may leave for poverty).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DropoutControl {
  static constexpr std::string_view key = "dropout_control";
  static constexpr int article = 4;
  static constexpr std::string_view title = "Dropout control";
  static constexpr std::string_view title_zh = "控辍保学";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float watched_share = 0;
    float boarding_share = 0;
    float boarding_effect = 0;
    float teachers_share = 0;
    float teachers_effect = 0;
    float mandarin_share = 0;
    float mandarin_effect = 0;
    float special_share = 0;
    float special_effect = 0;
    float return_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"watched_share", &Params::watched_share, {0, 1}, "share", "of leavings prevented by the five chiefs", "五长责任制避免辍学比例", true},
      Field<Params>{"boarding_share", &Params::boarding_share, {0, 1}, "share", "of the boarding places needed that exist", "寄宿学位满足率", true},
      Field<Params>{"boarding_effect", &Params::boarding_effect, {0, 1}, "share", "of leavings prevented where every place needed exists", "寄宿学位充足时避免辍学比例"},
      Field<Params>{"teachers_share", &Params::teachers_share, {0, 1}, "share", "of rural teaching posts filled with qualified teachers", "乡村教师到岗率", true},
      Field<Params>{"teachers_effect", &Params::teachers_effect, {0, 1}, "share", "of leavings prevented where every post is filled", "教师充足时避免辍学比例"},
      Field<Params>{"mandarin_share", &Params::mandarin_share, {0, 1}, "share", "of children of minority households who learn Mandarin before school", "学前学会普通话覆盖率", true},
      Field<Params>{"mandarin_effect", &Params::mandarin_effect, {0, 1}, "share", "of leavings in minority households prevented where all learn it", "全面普及时避免辍学比例"},
      Field<Params>{"special_share", &Params::special_share, {0, 1}, "share", "of disabled children with a place or a teacher who comes home", "特殊教育覆盖率", true},
      Field<Params>{"special_effect", &Params::special_effect, {0, 1}, "share", "of leavings of disabled children prevented where all are served", "全面覆盖时避免辍学比例"},
      Field<Params>{"return_chance", &Params::return_chance, {0, 0.2f}, "1/month", "added to the chance that children out of school return, in term", "劝返增加的月复学概率", true},
  };
  // clang-format on

  // Multiplies the chance that a child of the household leaves school; 1 without any of the measures.
  HOLDFAST_RULE static float leaving(Params const& p, bool minority, bool disabled_child) {
    float const all = (1.0f - p.watched_share) * (1.0f - p.boarding_share * p.boarding_effect) *
                      (1.0f - p.teachers_share * p.teachers_effect);
    return all * (minority ? 1.0f - p.mandarin_share * p.mandarin_effect : 1.0f) *
           (disabled_child ? 1.0f - p.special_share * p.special_effect : 1.0f);
  }
  // No household of a block has a larger factor.
  static float largest(Params const& p) { return leaving(p, false, false); }
};
static_assert(Policy<DropoutControl>);

}  // namespace holdfast
