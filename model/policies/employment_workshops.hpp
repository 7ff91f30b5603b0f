// Village workshops (就业帮扶车间): part-time places near home for workers who cannot leave it, with children, old, ill
// or disabled members to look after. The workshop pays the wage; public money pays it a premium for each worker.
// Policy document: article 17 (继续落实推进就业载体建设的相关扶持政策).
#pragma once

#include "model/policies/paid_posts.hpp"

namespace holdfast {

struct EmploymentWorkshops {
  static constexpr std::string_view key = "employment_workshops";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Village workshops";
  static constexpr std::string_view title_zh = "就业帮扶车间";
  static constexpr Phase phase = Phase::ration;
  static constexpr bool for_lifted_out = true;
  static constexpr bool gives_work = true;
  static constexpr bool paid_by_employer = true;
  static constexpr PostKind kind = PostKind::workshop;

  struct Params {
    float places = 0, lifted_out_persons = 1, wage_yuan = 0, premium_yuan_per_year = 0, contract_months = 0;
    float youngest_age = 0, youngest_farmer_age = 0, oldest_age = 0, listed_score = 0, jobless_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places", &Params::places, {0, 5000000}, "persons", "places in the province for the lifted-out and listed", "全省帮扶车间岗位数", true},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the places", "全省脱贫人口（分配基数）"},
      Field<Params>{"wage_yuan", &Params::wage_yuan, {0, 10000}, "yuan/person/month", "part-time wage, paid by the workshop", "车间月工资"},
      Field<Params>{"premium_yuan_per_year", &Params::premium_yuan_per_year, {0, 50000}, "yuan/person/year", "public premium to the workshop for each worker, in twelve parts", "吸纳就业奖补", true},
      Field<Params>{"contract_months", &Params::contract_months, {0, 120}, "months", "in which a worker is safe while places last", "合同期"},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a jobless worker who is taken", "最低年龄"},
      Field<Params>{"youngest_farmer_age", &Params::youngest_farmer_age, {16, 100}, "years", "least age of a farmer who is taken", "务农者最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a worker", "最高年龄"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"jobless_score", &Params::jobless_score, {0, 100}, "points", "for a household with nobody in local or migrant work", "无业可扶得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 2; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.places * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  static bool holds(Block const& b, Index i) { return paid_posts::held(b, i, kind) > 0; }
  static bool bound(Block const& b, Index i) { return paid_posts::bound(b, i, kind); }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const target = lifted | (b.category[i] != 0);
    std::int32_t const tied = cares_at_home(b, i) ? 1 : 0;
    return (target & tied & paid_posts::idle(b, i)) | (paid_posts::held(b, i, kind) != 0);
  }
  // Points of need; 0 = not eligible.
  static float score(Params const& p, Now const&, Block const& b, Index i) {
    bool const listed = b.category[i] != 0;
    if ((b.household_class != HouseholdClass::lifted_out && !listed) || !cares_at_home(b, i)) return 0;
    if (paid_posts::too_old(b, i, p.oldest_age) || (candidate(p, b, i) < 0 && !holds(b, i))) return 0;
    bool const working = paid_posts::count(b, i, Slot::local) + paid_posts::count(b, i, Slot::migrant) > 0;
    return 1.0f + (listed ? p.listed_score : 0.0f) + (working ? 0.0f : p.jobless_score);
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    paid_posts::begin(b, i, kind, candidate(p, b, i), p.contract_months);
  }
  static void withdraw(Params const&, Now const&, Block const& b, Index i) { paid_posts::end(b, i); }

  static std::uint8_t const* trigger(Block const& b) { return b.post_kind; }
  static void pass_month(Params const&, Params const&, Block const& b, Index i) { paid_posts::pass_month(b, i, kind); }
  // A workshop without support closes at once.
  static Fen wage(Params const& p, Now const&, Block const& b, Index i) {
    float const wage_yuan = p.places > 0.0f ? p.wage_yuan : 0.0f;
    return fen(wage_yuan * static_cast<float>(paid_posts::held(b, i, kind)));
  }
  static Fen provider_cost(Params const& p, Now const&, Block const& b, Index i) {
    float const year_yuan = p.places > 0.0f ? p.premium_yuan_per_year : 0.0f;
    return fen(year_yuan / 12.0f * static_cast<float>(paid_posts::held(b, i, kind)));
  }

 private:
  HOLDFAST_RULE static bool cares_at_home(Block const& b, Index i) {
    return (b.persons_6_15[i] != 0) | paid_posts::tied_to_home(b, i);
  }
  static int candidate(Params const& p, Block const& b, Index i) {
    return paid_posts::candidate(b, i, p.youngest_age, p.youngest_farmer_age, p.oldest_age);
  }
};
static_assert(PaysWages<EmploymentWorkshops> && Rations<EmploymentWorkshops>);

}  // namespace holdfast
