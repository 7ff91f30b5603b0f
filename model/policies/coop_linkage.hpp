// Co-op linkage (联农带农、利益联结): lifted-out and listed farmers join the co-op of their village; members sell more
// of what they grow, at a better price, and share the co-op's profit at the end of the year. Co-ops are founded and
// fail. Policy document: article 15. Rows: IND-LINK-2025. Members among other households stand in the level of farm
// sales.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct CoopLinkage {
  static constexpr std::string_view key = "coop_linkage";
  static constexpr int article = 15;
  static constexpr std::string_view title = "Linkage to co-ops";
  static constexpr std::string_view title_zh = "合作社利益联结";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float start_share = 0, founding_chance_per_year = 0, failure_chance_per_year = 0;
    float member_share = 0, household_members = 1, listed_score = 0;
    float price_gain = 0, volume_gain = 0, margin_share = 0, dividend_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"start_share", &Params::start_share, {0, 1}, "share of villages", "with a co-op at the start of the spin-up", "初始有合作社村占比"},
      Field<Params>{"founding_chance_per_year", &Params::founding_chance_per_year, {0, 1}, "1/year", "chance that a village without a co-op founds one", "合作社年新建概率"},
      Field<Params>{"failure_chance_per_year", &Params::failure_chance_per_year, {0, 1}, "1/year", "chance that a co-op fails; its profit is lost", "合作社年失败概率"},
      Field<Params>{"member_share", &Params::member_share, {0, 2}, "share", "places in a village's co-op over its lifted-out households", "合作社带动名额占脱贫户比例", true},
      Field<Params>{"household_members", &Params::household_members, {1, 10}, "persons", "mean members of a lifted-out household", "脱贫户户均人口"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"price_gain", &Params::price_gain, {0, 1}, "share of sales", "better price of a member", "社员价格增益", true},
      Field<Params>{"volume_gain", &Params::volume_gain, {0, 1}, "share of sales", "more of the output sold instead of spoilt or given away", "社员销量增益", true},
      Field<Params>{"margin_share", &Params::margin_share, {0, 1}, "share of members' sales", "profit that the co-op earns on them", "合作社经营利润率", true},
      Field<Params>{"dividend_share", &Params::dividend_share, {0, 1}, "share", "of the co-op's profit, shared out each December", "盈余分红比例"},
  };
  // clang-format on

  static bool opens(Params const& p, float luck) { return luck < p.start_share; }
  // Whether there is a co-op this year; `luck` of the year.
  static bool lives_on(Params const& p, bool open, float luck) {
    return open ? luck >= p.failure_chance_per_year : luck < p.founding_chance_per_year;
  }

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 2; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.member_share * static_cast<float>(lifted_out) / p.household_members;
  }
  static bool open_in(Villages const& villages, std::size_t v) { return villages.markets.coop[v] != 0; }
  static std::vector<Index>& held(Villages& villages) { return villages.markets.coop_members; }
  static bool holds(Block const& b, Index i) { return b.coop[i] != 0; }
  static bool bound(Block const& b, Index i) { return holds(b, i); }

  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const farms = static_cast<std::int32_t>(Slot::farm);
    std::int32_t const s0 = b.slot_0[i], s1 = b.slot_1[i], s2 = b.slot_2[i], s3 = b.slot_3[i];
    std::int32_t const farmer = (s0 == farms) | (s1 == farms) | (s2 == farms) | (s3 == farms);
    return ((lifted | (b.category[i] != 0)) & farmer & (b.members[i] > 0)) | (b.coop[i] != 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (b.members[i] == 0 || concerns(p, now, b, i) == 0) return 0;
    bool const lifted = b.household_class == HouseholdClass::lifted_out;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) + (lifted ? 1.0f : 0.0f);
  }
  static void grant(Params const&, Now const&, Block const& b, Index i) { b.coop[i] = 1; }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) { b.coop[i] = 0; }

  // More that a member earns on these sales.
  static Fen gain(Params const& p, Fen sales) { return scale(sales, p.price_gain + p.volume_gain); }
  // What the co-op earns on all sales of its members.
  static FenSum profit(Params const& p, FenSum sales) {
    return static_cast<FenSum>(static_cast<double>(p.margin_share) * static_cast<double>(sales));
  }
  // To each of `members` households, so that their sum is never more than the profit.
  static Fen dividend(Params const& p, Now const& now, FenSum profit, Index members) {
    if (now.month_of_year != 12 || members <= 0 || profit <= 0) return 0;
    FenSum const shared = static_cast<FenSum>(static_cast<double>(p.dividend_share) * static_cast<double>(profit));
    FenSum const each = shared / members;
    return static_cast<Fen>(each < 100'000'000 ? each : 100'000'000);
  }
};
static_assert(Rations<CoopLinkage>);

}  // namespace holdfast
