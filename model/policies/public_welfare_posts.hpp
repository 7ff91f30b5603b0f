// Public-welfare posts (公益性岗位): paid village posts, first for those who cannot leave home, have no job and are at
// risk. Places follow lifted-out persons; one post a household, contract of a year, orderly exit. Policy document:
// article 17 (按需设岗、以岗聘任、在岗领补、有序退岗). Rows: PWP-N-SC-*, PWP-PAY-SC-*, PWP-TERM.
#pragma once

#include <vector>

#include "model/modules.hpp"

namespace holdfast {

struct PublicWelfarePosts {
  static constexpr std::string_view key = "public_welfare_posts";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Public-welfare posts";
  static constexpr std::string_view title_zh = "乡村公益性岗位";
  static constexpr Phase phase = Phase::ration;
  static constexpr bool for_lifted_out = true;

  struct Params {
    float places = 0;
    float lifted_out_persons = 1;
    float pay_yuan = 0;
    float contract_months = 0;
    float youngest_age = 0;
    float oldest_age = 0;
    float listed_score = 0;
    float dibao_score = 0;
    float jobless_score = 0;
    float tied_score = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"places", &Params::places, {0, 5000000}, "persons", "posts in the province", "全省岗位数", true},
      Field<Params>{"lifted_out_persons",
                    &Params::lifted_out_persons,
                    {1, 100000000},
                    "persons",
                    "of the province: the key by which villages share the places",
                    "全省脱贫人口（分配基数）"},
      Field<Params>{"pay_yuan", &Params::pay_yuan, {0, 10000}, "yuan/person/month", "pay of a post", "岗位补贴"},
      Field<Params>{"contract_months",
                    &Params::contract_months,
                    {0, 120},
                    "months",
                    "in which a post is safe while places last",
                    "聘期"},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a holder", "最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a holder", "最高年龄"},
      Field<Params>{"listed_score",
                    &Params::listed_score,
                    {0, 100},
                    "points",
                    "for a household on the monitoring register",
                    "监测对象得分"},
      Field<Params>{"dibao_score", &Params::dibao_score, {0, 100}, "points", "for a dibao household", "低保户得分"},
      Field<Params>{"jobless_score",
                    &Params::jobless_score,
                    {0, 100},
                    "points",
                    "for a household with nobody in local or migrant work",
                    "无业可扶得分"},
      Field<Params>{"tied_score",
                    &Params::tied_score,
                    {0, 100},
                    "points",
                    "for a household with small children, old, disabled or ill members to look after",
                    "无法离乡得分"},
  };

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 1; }
  // For a village in which `lifted_out` members of lifted-out households were drawn.
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.places * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  static std::vector<Index>& held(Villages& villages) { return villages.posts_held; }
  static bool holds(Block const& b, Index i) { return posts(b, i) > 0; }
  static bool bound(Block const& b, Index i) { return holds(b, i) && b.post_months[i] > 0; }
  // A holder past the greatest age leaves in good order (有序退岗).
  static bool too_old(Params const& p, Block const& b, Index i) {
    for (int k = 0; k < labour_slots; ++k)
      if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::post) && static_cast<float>(b.slot_age(k)[i]) > p.oldest_age)
        return true;
    return false;
  }

  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const target = lifted | (b.category[i] != 0) | (b.dibao[i] != 0);
    std::int32_t const free = (count(b, i, Slot::jobless) + count(b, i, Slot::farm)) != 0;
    return (target & free) | (posts(b, i) != 0);
  }
  // Points of need; 0 = not eligible. The present post counts as no job, so that holders and applicants compare.
  static float score(Params const& p, Now const&, Block const& b, Index i) {
    bool const listed = b.category[i] != 0;
    bool const of_target = b.household_class == HouseholdClass::lifted_out || listed || b.dibao[i] != 0;
    if (!of_target || too_old(p, b, i) || (candidate(p, b, i) < 0 && !holds(b, i))) return 0;
    bool const working = count(b, i, Slot::local) + count(b, i, Slot::migrant) > 0;
    bool const tied = b.persons_0_5[i] + b.persons_60_plus[i] + b.disabled[i] + b.chronic[i] > 0;
    return 1.0f + (listed ? p.listed_score : 0.0f) + (b.dibao[i] != 0 ? p.dibao_score : 0.0f) +
           (working ? 0.0f : p.jobless_score) + (tied ? p.tied_score : 0.0f);
  }
  // To the jobless first, then to a farmer; the better earner of two.
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    if (!holds(b, i)) {
      int const k = candidate(p, b, i);
      if (k < 0) return;
      b.slot(k)[i] = static_cast<std::uint8_t>(Slot::post);
    }
    b.post_months[i] = static_cast<std::uint8_t>(p.contract_months);
  }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) {
    for (int k = 0; k < labour_slots; ++k)
      if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::post))
        b.slot(k)[i] = static_cast<std::uint8_t>(Slot::jobless);
    b.post_months[i] = 0;
  }

  HOLDFAST_RULE static void pass_month(Params const&, Params const&, Block const& b, Index i) {
    std::int32_t const left = b.post_months[i];
    b.post_months[i] = static_cast<std::uint8_t>(left > 0 ? left - 1 : 0);
  }
  // Without places nothing is paid, even before the next round ends the posts.
  HOLDFAST_RULE static Fen wage(Params const& p, Now const&, Block const& b, Index i) {
    float const pay_yuan = p.places > 0.0f ? p.pay_yuan : 0.0f;
    return fen(pay_yuan * static_cast<float>(posts(b, i)));
  }

 private:
  HOLDFAST_RULE static std::int32_t count(Block const& b, Index i, Slot s) {
    auto const code = static_cast<std::uint8_t>(s);
    return (b.slot_0[i] == code) + (b.slot_1[i] == code) + (b.slot_2[i] == code) + (b.slot_3[i] == code);
  }
  HOLDFAST_RULE static std::int32_t posts(Block const& b, Index i) { return count(b, i, Slot::post); }
  static int candidate(Params const& p, Block const& b, Index i) {
    for (Slot const wanted : {Slot::jobless, Slot::farm})
      for (int k = 0; k < labour_slots; ++k) {
        float const age = b.slot_age(k)[i];
        if (b.slot(k)[i] == static_cast<std::uint8_t>(wanted) && age >= p.youngest_age && age <= p.oldest_age) return k;
      }
    return -1;
  }
};
static_assert(PaysWages<PublicWelfarePosts> && Rations<PublicWelfarePosts>);

}  // namespace holdfast
