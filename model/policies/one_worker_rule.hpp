// One worker in every home (确保有劳动力的脱贫家庭至少有1人就业): lifted-out households with labour but nobody in work
// come first when local vacancies, posts and works are filled. Policy document: article 17. Row: EMP-ONE.
#pragma once

#include "model/policies/paid_posts.hpp"

namespace holdfast {

struct OneWorkerRule {
  static constexpr std::string_view key = "one_worker_rule";
  static constexpr int article = 17;
  static constexpr std::string_view title = "One worker in every home";
  static constexpr std::string_view title_zh = "脱贫家庭至少1人就业";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float reach_share = 0, round_points = 0, oldest_age = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"reach_share",
                    &Params::reach_share,
                    {0, 1},
                    "share",
                    "of the households without anybody in work that the rule reaches",
                    "规则覆盖比例",
                    true},
      Field<Params>{"round_points",
                    &Params::round_points,
                    {0, 100},
                    "points",
                    "added where posts, workshop places and works are handed out",
                    "岗位评分加分"},
      Field<Params>{"oldest_age",
                    &Params::oldest_age,
                    {16, 100},
                    "years",
                    "greatest age that counts as labour",
                    "劳动力最高年龄"},
  };

  // Labour, but nobody in a local, migrant or post job. `holder`: the post itself is at stake and counts as no job.
  static bool without_work(Params const& p, Block const& b, Index i, bool holder) {
    if (b.household_class != HouseholdClass::lifted_out) return false;
    if (paid_posts::count(b, i, Slot::local) + paid_posts::count(b, i, Slot::migrant) > 0) return false;
    if (paid_posts::count(b, i, Slot::post) > 0) return holder;
    for (int k = 0; k < labour_slots; ++k) {
      auto const s = static_cast<Slot>(b.slot(k)[i]);
      if ((s == Slot::jobless || s == Slot::farm) && static_cast<float>(b.slot_age(k)[i]) <= p.oldest_age) return true;
    }
    return false;
  }
  // `luck` is the household's for life.
  static bool comes_first(Params const& p, Block const& b, Index i, bool holder, float luck) {
    return luck < p.reach_share && without_work(p, b, i, holder);
  }
};
static_assert(Policy<OneWorkerRule>);

}  // namespace holdfast
