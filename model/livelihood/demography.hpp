// Demography: each January people age, are born and die, leave school and home, and households split or end.
// Policy document: none (livelihood). Rates: dynamics.md section 6 (P020, S085) and margins.csv.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Demography {
  static constexpr std::string_view key = "demography";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Demography";
  static constexpr std::string_view title_zh = "人口变动";

  struct Params {
    float birth_permille = 6.4f, death_permille_60_plus = 30, death_permille_80_plus = 90, death_permille_younger = 2;
    float split_chance = 0.012f, leave_chance = 0.1f, retire_chance = 0.1f;
    float vocational_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"birth_permille", &Params::birth_permille, {0, 60}, "per 1,000 members and year", "births", "出生率"},
      Field<Params>{"death_permille_younger", &Params::death_permille_younger, {0, 1000}, "per 1,000 persons and year", "deaths below 60", "60岁以下死亡率"},
      Field<Params>{"death_permille_60_plus", &Params::death_permille_60_plus, {0, 1000}, "per 1,000 persons and year", "deaths from 60 to 79", "60-79岁死亡率"},
      Field<Params>{"death_permille_80_plus", &Params::death_permille_80_plus, {0, 1000}, "per 1,000 persons and year", "deaths from 80", "80岁以上死亡率"},
      Field<Params>{"split_chance", &Params::split_chance, {0, 0.03f}, "1/year", "chance that a household with two or more workers splits", "分户概率"},
      Field<Params>{"leave_chance", &Params::leave_chance, {0, 1}, "share", "of those who finish school at 18 and leave the register", "18岁离户比例"},
      Field<Params>{"retire_chance", &Params::retire_chance, {0, 1}, "1/year", "chance that a farm worker of 70 and over stops", "70岁以上停止务农概率"},
      Field<Params>{"vocational_share", &Params::vocational_share, {0, 1}, "share", "of those who turn 16, enter vocational school", "16岁进入中职学校比例"},
  };
  // clang-format on
};
static_assert(Module<Demography>);

}  // namespace holdfast
