// Where a household stands at the end of a month, and what kind of household it is: how `holdfast at-risk` sorts them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "model/households.hpp"

namespace holdfast {

// Each household is in one, the last that holds. Absent: it has ended, or is not there (yet).
enum class HouseholdState : std::uint8_t { secure, below_monitoring_line, on_register, in_need, in_spell, absent };
inline constexpr int household_states = 6;
inline constexpr std::array<std::string_view, household_states> household_state_names{
    "secure", "below_monitoring_line", "on_register", "in_need", "in_spell", "absent"};
inline constexpr std::array<std::string_view, household_states> household_state_titles{
    "none of these", "below monitoring line", "on the register", "in need", "in a spell", "ended"};
inline constexpr std::array<std::string_view, household_states> household_state_titles_zh{
    "均不属于", "低于监测线", "在册监测对象", "有未满足需求", "处于返贫状态", "已消失"};

inline HouseholdState state_of(Households const& h, std::size_t row) {
  if (h.members[row] == 0) return HouseholdState::absent;
  if (h.in_spell[row] != 0) return HouseholdState::in_spell;
  if (h.clear_months[row] == 0) return HouseholdState::in_need;
  if (h.category[row] != 0) return HouseholdState::on_register;
  return h.below_monitoring[row] != 0 ? HouseholdState::below_monitoring_line : HouseholdState::secure;
}

// A household can be of several kinds; of exactly one size. Few workers: at most one who can work.
enum class HouseholdKind : std::uint8_t {
  chronic_illness,
  few_workers,
  on_dibao,
  one_person,
  two_persons,
  three_persons,
  four_persons,
  five_or_more
};
inline constexpr int household_kinds = 8;
inline constexpr std::array<std::string_view, household_kinds> household_kind_names{
    "chronic_illness", "few_workers",   "on_dibao",     "one_person",
    "two_persons",     "three_persons", "four_persons", "five_or_more"};
inline constexpr std::array<std::string_view, household_kinds> household_kind_titles{
    "with chronic illness", "at most one worker", "on dibao", "1 person", "2 persons", "3 persons", "4 persons",
    "5 and more persons"};
inline constexpr std::array<std::string_view, household_kinds> household_kind_titles_zh{
    "有慢性病人", "劳动力不超过一人", "低保户", "1人户", "2人户", "3人户", "4人户", "5人及以上户"};

// Bit k = of kind k; for a household with members.
inline std::uint8_t kinds_of(Households const& h, std::size_t row) {
  int workers = 0;
  for (auto const* slot : {&h.slot_0, &h.slot_1, &h.slot_2, &h.slot_3})
    workers += (*slot)[row] != static_cast<std::uint8_t>(Slot::none) &&
               (*slot)[row] != static_cast<std::uint8_t>(Slot::unable);
  int const size = h.members[row] < 5 ? h.members[row] : 5;
  int const bits = (h.chronic[row] > 0 ? 1 : 0) | (workers <= 1 ? 2 : 0) | (h.dibao[row] != 0 ? 4 : 0) |
                   1 << (static_cast<int>(HouseholdKind::one_person) + size - 1);
  return static_cast<std::uint8_t>(bits);
}

}  // namespace holdfast
