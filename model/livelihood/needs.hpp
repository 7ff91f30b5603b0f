// Needs: the six dimensions in which a household can be in need, the poverty line, and the hazards that unsettle house,
// water and school where no other step does. Policy document: articles 1 and 3 (两不愁三保障及饮水安全); model.md 5,
// 7a.3-4.
#pragma once

#include <array>
#include <bit>

#include "model/core/calendar.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Needs {
  static constexpr std::string_view key = "needs";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Needs and relapse";
  static constexpr std::string_view title_zh = "需求与返贫";

  struct Params {
    float poverty_line_yuan = 4000;
    float food_short_months = 2, house_grace_months = 3, water_grace_months = 3, uninsured_counts = 1;
    float relapse_months = 3, clear_after_months = 3;
    float subsistence_food_yuan = 200, capacity_floor_share = 0.25f;
    float dropout_chance = 0, dropout_minority_factor = 1, dropout_need_factor = 1, dropout_disabled_factor = 1,
          school_return_chance = 0;
    float house_decay_chance = 0, house_repair_chance = 0, own_repair_c_yuan = 0, own_repair_d_yuan = 0;
    float water_cut_chance = 0, water_dry_factor = 1, water_restore_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"poverty_line_yuan", &Params::poverty_line_yuan, {500, 20000}, "yuan/person/year", "poverty line, on 12-month register income", "贫困标准（年人均纯收入）"},
      Field<Params>{"food_short_months", &Params::food_short_months, {1, 12}, "months", "of the last 12 short of food that make the need", "近12个月缺粮月数阈值"},
      Field<Params>{"house_grace_months", &Params::house_grace_months, {0, 60}, "months", "in an unsafe house (grade C or D) before it is a need", "危房认定前月数"},
      Field<Params>{"water_grace_months", &Params::water_grace_months, {0, 60}, "months", "without secure water before it is a need", "饮水不安全认定前月数"},
      Field<Params>{"uninsured_counts", &Params::uninsured_counts, {0, 1}, "0/1", "1: no medical insurance is a medical need; 0: only care forgone is", "未参保是否计为医疗需求"},
      Field<Params>{"relapse_months", &Params::relapse_months, {1, 24}, "months", "in a row in need that make a spell of latent relapse", "认定潜在返贫的连续月数"},
      Field<Params>{"clear_after_months", &Params::clear_after_months, {1, 24}, "months", "in a row without need that end a spell", "结束返贫状态的连续月数"},
      Field<Params>{"subsistence_food_yuan", &Params::subsistence_food_yuan, {0, 2000}, "yuan/person/month", "subsistence food, taken off income for capacity to pay", "基本生存食物支出"},
      Field<Params>{"capacity_floor_share", &Params::capacity_floor_share, {0.01f, 1}, "share", "of income that is the least capacity to pay", "支付能力下限占收入比例"},
      Field<Params>{"dropout_chance", &Params::dropout_chance, {0, 0.02f}, "1/child/month", "chance that a child of 6-15 leaves school", "义务教育阶段辍学概率"},
      Field<Params>{"dropout_minority_factor", &Params::dropout_minority_factor, {0, 20}, "ratio", "dropout in minority households over others", "少数民族家庭辍学系数"},
      Field<Params>{"dropout_need_factor", &Params::dropout_need_factor, {0, 20}, "ratio", "dropout in households below the poverty line over others", "贫困家庭辍学系数"},
      Field<Params>{"dropout_disabled_factor", &Params::dropout_disabled_factor, {0, 20}, "ratio", "dropout in households with a disabled child over others", "残疾儿童家庭辍学系数"},
      Field<Params>{"school_return_chance", &Params::school_return_chance, {0, 0.2f}, "1/month", "chance that the children out of school return, in term", "复学概率"},
      Field<Params>{"house_decay_chance", &Params::house_decay_chance, {0, 0.02f}, "1/month", "chance that a safe house decays to grade C", "住房降为C级概率"},
      Field<Params>{"house_repair_chance", &Params::house_repair_chance, {0, 0.25f}, "1/month", "chance that the household repairs an unsafe house itself", "自行修缮概率"},
      Field<Params>{"own_repair_c_yuan", &Params::own_repair_c_yuan, {0, 300000}, "yuan/household", "own savings that such a repair takes at grade C", "C级自行修缮费用"},
      Field<Params>{"own_repair_d_yuan", &Params::own_repair_d_yuan, {0, 300000}, "yuan/household", "own savings that it takes at grade D", "D级自行重建费用"},
      Field<Params>{"water_cut_chance", &Params::water_cut_chance, {0, 0.1f}, "1/month", "chance of losing secure water in the wet season where no works reach", "饮水中断概率（无自来水地区雨季）"},
      Field<Params>{"water_dry_factor", &Params::water_dry_factor, {1, 5}, "ratio", "water cuts from November to April over other months", "枯水期系数"},
      Field<Params>{"water_restore_chance", &Params::water_restore_chance, {0, 0.5f}, "1/month", "chance that cut water comes back", "恢复供水概率"},
  };
  // clang-format on

  // Parts of the unit interval of life_luck[hardships]; a hazard h of a part fires for u in [from, from + h), so that a
  // higher hazard hits a superset. The same part serves loss and recovery, since a household can only do one of them.
  static constexpr float house_from = 0.0f, water_from = 0.25f, school_from = 0.75f, false_alarm_from = 0.95f;

  HOLDFAST_RULE static bool dry_season(int month_of_year) { return month_of_year >= 11 || month_of_year <= 4; }

  HOLDFAST_RULE static float house_chance(Params const& p, std::int32_t grade) {
    return grade == 0 ? p.house_decay_chance : p.house_repair_chance;
  }
  // Cuts hit what the village's supply lacks.
  static float water_cut_chance(Params const& p, Now const& now, float secure_share) {
    return p.water_cut_chance * (1.0f - secure_share) * (dry_season(now.month_of_year) ? p.water_dry_factor : 1.0f);
  }
  struct Pupils {
    bool minority, below_line, disabled;
  };
  // Whether a child leaves (out_of_school = 0) or all return this month, in term only. Dropout control multiplies the
  // first by `leaving` and adds `back` to the second.
  HOLDFAST_RULE static float school_chance(Params const& p, bool term, int children, int out_of_school, Pupils pupils,
                                           float leaving, float back) {
    float const leave = p.dropout_chance * leaving * static_cast<float>(children) *
                        (pupils.minority ? p.dropout_minority_factor : 1.0f) *
                        (pupils.below_line ? p.dropout_need_factor : 1.0f) *
                        (pupils.disabled ? p.dropout_disabled_factor : 1.0f);
    float const chance = out_of_school > 0 ? p.school_return_chance + back : leave;
    float const capped = chance < 0.2f ? chance : 0.2f;
    return term ? capped : 0.0f;
  }

  // Months of the run that do not count yet: a house or a well may be unsafe for a while before it is a need.
  HOLDFAST_RULE static int grace(Params const& p, int need) {
    return need == static_cast<int>(Need::house)   ? static_cast<int>(p.house_grace_months)
           : need == static_cast<int>(Need::water) ? static_cast<int>(p.water_grace_months)
                                                   : 0;
  }
  // Months in a row for which need k has been unmet, the months of grace not counted.
  HOLDFAST_RULE static int unmet_months(Params const& p, Block const& b, Index i, int need) {
    int const months = static_cast<int>(b.need(need)[i]) - grace(p, need);
    return months > 0 ? months : 0;
  }
  HOLDFAST_RULE static bool in_need(Params const& p, Block const& b, Index i) {
    return b.need_income[i] > 0 || b.need_food[i] > 0 || b.need_school[i] > 0 || b.need_medical[i] > 0 ||
           static_cast<float>(b.need_house[i]) > p.house_grace_months ||
           static_cast<float>(b.need_water[i]) > p.water_grace_months;
  }

  // What the columns show this month, before any run length: bit k = dimension k of enum Need.
  HOLDFAST_RULE static std::uint32_t conditions(Params const& p, Block const& b, Index i, Fen line_fen) {
    if (b.members[i] == 0) return 0;
    bool const poor = b.income_register_12[i] < line_fen * Fen{b.members[i]};
    std::uint32_t const food_bits = b.food_short_bits[i] & 0xFFFu;
    int const short_months = food_bits == 0 ? 0 : std::popcount(food_bits);
    bool const food = static_cast<float>(short_months) >= p.food_short_months;
    bool const medical = (b.insured[i] == 0 && p.uninsured_counts > 0.5f) || b.care_forgone_months[i] > 0;
    return (poor ? 1u : 0u) | (food ? 2u : 0u) | (b.out_of_school[i] > 0 ? 4u : 0u) | (medical ? 8u : 0u) |
           (b.house_grade[i] != 0 ? 16u : 0u) | (b.water_cut[i] != 0 ? 32u : 0u);
  }

  // Capacity to pay for health: income less subsistence food, but never less than a share of income. Fen a year.
  HOLDFAST_RULE static float capacity(Params const& p, Fen income_12, int members) {
    float const income = static_cast<float>(income_12 > 0 ? income_12 : 0);
    float const left = income - 1200.0f * p.subsistence_food_yuan * static_cast<float>(members);
    float const floor = p.capacity_floor_share * income;
    return left > floor ? left : floor;
  }
};
static_assert(Module<Needs>);

}  // namespace holdfast
