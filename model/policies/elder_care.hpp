// Care visits (探访照料、互助养老): bought services call on the old, the severely disabled and children without parents
// who cannot look after themselves; first in households on social assistance. Visits see the sick to a doctor, and
// enough of them free the member who stayed at home. Policy document: articles 11 and 12. No number was seen:
// assumption.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct ElderCare {
  static constexpr std::string_view key = "elder_care";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Care visits";
  static constexpr std::string_view title_zh = "探访照料与农村养老服务";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float assisted_share = 0;
    float other_share = 0;
    float freeing_share = 0;
    float visits_yuan = 0;
    float escort_chance = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"assisted_share", &Params::assisted_share, {0, 1}, "share", "of such households on dibao, in tekun or listed, visited", "社会救助家庭探访照料覆盖率", true},
      Field<Params>{"other_share", &Params::other_share, {0, 1}, "share", "of other such households, visited (mutual help)", "其他家庭互助养老覆盖率", true},
      Field<Params>{"freeing_share", &Params::freeing_share, {0, 1}, "share", "of the visited, whose visits suffice to free the carer", "探访足以替代家庭照料的比例"},
      Field<Params>{"visits_yuan", &Params::visits_yuan, {0, 10000}, "yuan/household/month", "public cost of the visits", "每户每月服务费用"},
      Field<Params>{"escort_chance", &Params::escort_chance, {0, 1}, "1/month", "chance that visitors see a member with unmet need to a doctor", "陪护就医月概率"},
  };
  // clang-format on

  static constexpr std::uint8_t visited = 1, freeing = 2;  // values of `care_visits`

  static bool due(Params const&, Now const& now, HouseholdId id) { return reviewed_quarterly(id, now.month_of_year); }
  HOLDFAST_RULE static std::int32_t frail(Block const& b, Index i) {
    return (b.persons_80_plus[i] != 0) | (b.severely_disabled[i] != 0) | (b.orphans[i] != 0);
  }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    return frail(b, i) | (b.care_visits[i] != 0);
  }
  static void review(Params const& p, Now const&, Block const& b, Index i, float luck) {
    bool const assisted = b.dibao[i] != 0 || b.tekun[i] != 0 || b.category[i] != 0;
    float const share = assisted ? p.assisted_share : p.other_share;
    bool const comes = frail(b, i) != 0 && luck < share;
    b.care_visits[i] = !comes ? std::uint8_t{0} : luck < share * p.freeing_share ? freeing : visited;
  }

  // Booked once a quarter.
  static bool pays_in(Now const& now) { return now.month_of_year % 3 == 2; }
  HOLDFAST_RULE static Fen worth(Params const& p, Now const&, Block const& b, Index i) {
    return b.care_visits[i] != 0 ? fen(3.0f * p.visits_yuan) : 0;
  }
};
static_assert(Reviews<ElderCare> && GivesInKind<ElderCare>);

}  // namespace holdfast
