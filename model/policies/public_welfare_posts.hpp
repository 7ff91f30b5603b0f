// Public-welfare posts (公益性岗位): paid village posts, first for those who cannot leave home, have no job and are at
// risk. Places follow lifted-out persons; one post a household, contract of a year, orderly exit. Policy document:
// article 17 (按需设岗、以岗聘任、在岗领补、有序退岗). Rows: PWP-N-SC-*, PWP-PAY-SC-*, PWP-TERM.
#pragma once

#include <vector>

#include "model/policies/paid_posts.hpp"

namespace holdfast {

struct PublicWelfarePosts {
  static constexpr std::string_view key = "public_welfare_posts";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Public-welfare posts";
  static constexpr std::string_view title_zh = "乡村公益性岗位";
  static constexpr Phase phase = Phase::ration;
  static constexpr bool for_lifted_out = true;
  static constexpr bool gives_work = true;
  static constexpr PostKind kind = PostKind::welfare;

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
    float income_limit = 0;
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
      Field<Params>{"income_limit",
                    &Params::income_limit,
                    {0, 100},
                    "times the monitoring line",
                    "12-month income per head above which a household that is not listed gets or keeps no post",
                    "人均收入上限（监测线倍数）"},
  };

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 1; }
  // For a village in which `lifted_out` members of lifted-out households were drawn.
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.places * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  static std::vector<Index>& held(Villages& villages) { return villages.posts_held; }
  static bool holds(Block const& b, Index i) { return paid_posts::held(b, i, kind) > 0; }
  static bool bound(Block const& b, Index i) { return paid_posts::bound(b, i, kind); }

  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const target = lifted | (b.category[i] != 0) | (b.dibao[i] != 0);
    return (target & paid_posts::idle(b, i)) | (paid_posts::held(b, i, kind) != 0);
  }
  // Points of need; 0 = not eligible. The present post counts as no job, so that holders and applicants compare.
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    bool const listed = b.category[i] != 0;
    bool const of_target = b.household_class == HouseholdClass::lifted_out || listed || b.dibao[i] != 0;
    if (!of_target || paid_posts::too_old(b, i, p.oldest_age) || (candidate(p, b, i) < 0 && !holds(b, i))) return 0;
    double const limit = 100.0 * double{p.income_limit} * double{now.monitoring_line_yuan} * b.members[i];
    if (static_cast<double>(b.income_register_12[i]) > limit && !listed) return 0;
    bool const working = paid_posts::count(b, i, Slot::local) + paid_posts::count(b, i, Slot::migrant) > 0;
    return 1.0f + (listed ? p.listed_score : 0.0f) + (b.dibao[i] != 0 ? p.dibao_score : 0.0f) +
           (working ? 0.0f : p.jobless_score) + (paid_posts::tied_to_home(b, i) ? p.tied_score : 0.0f);
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    paid_posts::begin(b, i, kind, candidate(p, b, i), p.contract_months);
  }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) { paid_posts::end(b, i); }

  static std::uint8_t const* trigger(Block const& b) { return b.post_kind; }
  static void pass_month(Params const&, Params const&, Block const& b, Index i) { paid_posts::pass_month(b, i, kind); }
  // Without places nothing is paid, even before the next round ends the posts.
  static Fen wage(Params const& p, Now const&, Block const& b, Index i) {
    float const pay_yuan = p.places > 0.0f ? p.pay_yuan : 0.0f;
    return fen(pay_yuan * static_cast<float>(paid_posts::held(b, i, kind)));
  }

 private:
  static int candidate(Params const& p, Block const& b, Index i) {
    return paid_posts::candidate(b, i, p.youngest_age, p.youngest_age, p.oldest_age);
  }
};
static_assert(PaysWages<PublicWelfarePosts> && Rations<PublicWelfarePosts>);

}  // namespace holdfast
