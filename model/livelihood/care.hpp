// Care: members who cannot look after themselves keep one worker at home, who then neither searches nor migrates;
// disabled children need therapy. Policy document: articles 11 and 12 act on both (day care, visits, rehabilitation).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Care {
  static constexpr std::string_view key = "care";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Care at home";
  static constexpr std::string_view title_zh = "家庭照料";

  struct Params {
    float severe_dependent_share = 0;
    float eighty_dependent_share = 0;
    float child_dependent_share = 0;
    float seek_months = 0;
    float therapy_yuan = 0;
    float therapy_own_share = 0;
    float disabled_birth_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"severe_dependent_share", &Params::severe_dependent_share, {0, 1}, "share", "of the severely disabled, in need of constant care", "重度残疾人中生活不能自理占比"},
      Field<Params>{"eighty_dependent_share", &Params::eighty_dependent_share, {0, 1}, "share", "of members of 80 and over, in need of constant care", "80岁以上成员中生活不能自理占比"},
      Field<Params>{"child_dependent_share", &Params::child_dependent_share, {0, 1}, "share", "of disabled children, in need of constant care", "残疾儿童中需长期照料占比"},
      Field<Params>{"seek_months", &Params::seek_months, {0, 24}, "months", "in which a freed carer is likely to seek a job", "照料者释放后求职月数"},
      Field<Params>{"therapy_yuan", &Params::therapy_yuan, {0, 10000}, "yuan/child/month", "cost of the therapy and aids that a disabled child needs", "残疾儿童康复费用"},
      Field<Params>{"therapy_own_share", &Params::therapy_own_share, {0, 1}, "share", "of that cost that a family without aid spends", "无救助时家庭自付康复支出占比"},
      Field<Params>{"disabled_birth_share", &Params::disabled_birth_share, {0, 1}, "share", "of births, a disabled child", "出生残疾比例"},
  };
  // clang-format on

  // Whether somebody needs constant care; `luck` is lasting, so that more persons never end a need.
  HOLDFAST_RULE static bool dependent(Params const& p, Block const& b, Index i, float luck) {
    return luck < p.severe_dependent_share * static_cast<float>(b.severely_disabled[i]) +
                      p.eighty_dependent_share * static_cast<float>(b.persons_80_plus[i]) +
                      p.child_dependent_share * static_cast<float>(b.disabled_children[i]);
  }
  static bool at_home(std::uint8_t slot) {
    return slot == static_cast<std::uint8_t>(Slot::farm) || slot == static_cast<std::uint8_t>(Slot::jobless) ||
           slot == static_cast<std::uint8_t>(Slot::post);
  }
  // The labour slot that stays with the dependent member, -1 = none: whoever does already, else an old farmer, else the
  // least earner at home. Wage earners are not called back: relatives help until one of them is at home.
  static int carer_slot(Block const& b, Index i) {
    int const now = int{b.carer[i]} - 1;
    if (now >= 0 && at_home(b.slot(now)[i])) return now;
    int found = -1;
    for (int k = 0; k < labour_slots; ++k) {
      if (!at_home(b.slot(k)[i])) continue;
      if (b.slot_age(k)[i] >= 60) return k;
      found = k;
    }
    return found;
  }
};
static_assert(Module<Care>);

}  // namespace holdfast
