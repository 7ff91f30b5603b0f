// Ecological rangers (生态护林员、护草员): paid posts for one member of a lifted-out household in forest and grassland
// counties, by the year. Policy document: article 17 (逐步调整优化生态护林（草）员政策). Rows: RNG-N-SC-*, RNG-PAY-*.
#pragma once

#include "model/policies/paid_posts.hpp"

namespace holdfast {

struct ForestRangers {
  static constexpr std::string_view key = "forest_rangers";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Ecological rangers";
  static constexpr std::string_view title_zh = "生态护林（草）员";
  static constexpr Phase phase = Phase::ration;
  static constexpr bool for_lifted_out = true;
  static constexpr bool gives_work = true;
  static constexpr PostKind kind = PostKind::ranger;

  struct Params {
    float places = 0, lifted_out_persons = 1, pay_yuan_per_year = 0, contract_months = 0;
    float youngest_age = 0, oldest_age = 0, listed_score = 0, jobless_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places", &Params::places, {0, 5000000}, "persons", "rangers in the province", "全省护林（草）员人数", true},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "in the forest and grassland counties: the key by which villages share the places", "林草县脱贫人口（分配基数）"},
      Field<Params>{"pay_yuan_per_year", &Params::pay_yuan_per_year, {0, 100000}, "yuan/person/year", "pay of a ranger, in twelve parts", "护林（草）员年补助"},
      Field<Params>{"contract_months", &Params::contract_months, {0, 120}, "months", "in which a ranger is safe while places last", "聘期"},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a ranger", "最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a ranger", "最高年龄"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"jobless_score", &Params::jobless_score, {0, 100}, "points", "for a household with nobody in local or migrant work", "无业可扶得分"},
  };
  // clang-format on

  // Chosen for a year; places that fall free are filled each quarter.
  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 1; }
  static float places(Params const& p, Now const& now, Index lifted_out) {
    return now.forest ? p.places * static_cast<float>(lifted_out) / p.lifted_out_persons : 0.0f;
  }
  static bool holds(Block const& b, Index i) { return paid_posts::held(b, i, kind) > 0; }
  static bool bound(Block const& b, Index i) { return paid_posts::bound(b, i, kind); }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const& now, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const here = now.forest ? 1 : 0;
    return (lifted & here & paid_posts::idle(b, i)) | (paid_posts::held(b, i, kind) != 0);
  }
  // Points of need; 0 = not eligible.
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (!now.forest || b.household_class != HouseholdClass::lifted_out || paid_posts::too_old(b, i, p.oldest_age))
      return 0;
    if (candidate(p, b, i) < 0 && !holds(b, i)) return 0;
    bool const working = paid_posts::count(b, i, Slot::local) + paid_posts::count(b, i, Slot::migrant) > 0;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) + (working ? 0.0f : p.jobless_score);
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    paid_posts::begin(b, i, kind, candidate(p, b, i), p.contract_months);
  }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) { paid_posts::end(b, i); }

  static std::uint8_t const* trigger(Block const& b) { return b.post_kind; }
  static void pass_month(Params const&, Params const&, Block const& b, Index i) { paid_posts::pass_month(b, i, kind); }
  // Without places nothing is paid, even before the next round ends the posts.
  static Fen wage(Params const& p, Now const&, Block const& b, Index i) {
    float const year_yuan = p.places > 0.0f ? p.pay_yuan_per_year : 0.0f;
    return fen(year_yuan / 12.0f * static_cast<float>(paid_posts::held(b, i, kind)));
  }

 private:
  static int candidate(Params const& p, Block const& b, Index i) {
    return paid_posts::candidate(b, i, p.youngest_age, p.youngest_age, p.oldest_age);
  }
};
static_assert(PaysWages<ForestRangers> && Rations<ForestRangers>);

}  // namespace holdfast
