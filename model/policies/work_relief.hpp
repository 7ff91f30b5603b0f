// Work relief (以工代赈): some months of paid days on small public works near home, for households with idle labour
// that are lifted out, listed or hit by a disaster. A part of the works' funds must go into wages. Policy document:
// article
// 17. Rows: WRL-*.
#pragma once

#include "model/policies/paid_posts.hpp"

namespace holdfast {

struct WorkRelief {
  static constexpr std::string_view key = "work_relief";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Work relief";
  static constexpr std::string_view title_zh = "以工代赈";
  static constexpr Phase phase = Phase::ration;
  static constexpr bool for_lifted_out = true;
  static constexpr bool gives_work = true;
  static constexpr bool one_off = true;
  static constexpr int rest_months = 12;  // one project a household and year

  struct Params {
    float funds_yuan_per_year = 0, wage_share = 0, wage_yuan = 1, project_months = 1, lifted_out_persons = 1;
    float youngest_age = 0, oldest_age = 0, listed_score = 0, disaster_score = 0, jobless_score = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"funds_yuan_per_year", &Params::funds_yuan_per_year, {0, 1e11f}, "yuan/year", "funds of the works in the province; only the wages are booked", "全省以工代赈资金", true},
      Field<Params>{"wage_share", &Params::wage_share, {0, 1}, "share", "of the funds paid as wages", "劳务报酬占比"},
      Field<Params>{"wage_yuan", &Params::wage_yuan, {1, 100000}, "yuan/worker", "wages of a worker over one project", "人均劳务报酬"},
      Field<Params>{"project_months", &Params::project_months, {1, 12}, "months", "over which a project pays its workers", "项目务工月数"},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the places", "全省脱贫人口（分配基数）"},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a worker", "最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a worker", "最高年龄"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"disaster_score", &Params::disaster_score, {0, 100}, "points", "for a household hit by a disaster", "受灾户得分"},
      Field<Params>{"jobless_score", &Params::jobless_score, {0, 100}, "points", "for a household with a jobless worker", "待业劳动力得分"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 2; }
  // A quarter of the year's workers.
  static float places(Params const& p, Now const&, Index lifted_out) {
    float const workers_per_year = p.funds_yuan_per_year * p.wage_share / p.wage_yuan;
    return 0.25f * workers_per_year * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  static bool holds(Block const&, Index) { return false; }
  static bool bound(Block const&, Index) { return false; }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const target = lifted | (b.category[i] != 0) | (b.damage_months[i] != 0);
    return target & paid_posts::idle(b, i) & (b.relief_work_months[i] <= 1);
  }
  // Points of need; 0 = not eligible.
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0 || paid_posts::candidate(b, i, p.youngest_age, p.youngest_age, p.oldest_age) < 0)
      return 0;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) + (b.damage_months[i] != 0 ? p.disaster_score : 0.0f) +
           (paid_posts::count(b, i, Slot::jobless) > 0 ? p.jobless_score : 0.0f);
  }
  // The worker keeps looking for a job meanwhile; the first pay comes next month.
  static void grant(Params const&, Now const&, Block const& b, Index i) { b.relief_work_months[i] = rest_months + 1; }
  static void withdraw(Params const&, Now const&, Block const&, Index) {}

  static std::uint8_t const* trigger(Block const& b) { return b.relief_work_months; }
  static void pass_month(Params const&, Params const&, Block const& b, Index i) {
    if (b.relief_work_months[i] > 0) --b.relief_work_months[i];
  }
  // Nothing once the funds have ended, or while nobody idle is at home.
  static Fen wage(Params const& p, Now const&, Block const& b, Index i) {
    bool const on_site =
        static_cast<float>(b.relief_work_months[i]) > static_cast<float>(rest_months) - p.project_months;
    bool const idle = paid_posts::count(b, i, Slot::jobless) + paid_posts::count(b, i, Slot::farm) > 0;
    return on_site && idle && p.funds_yuan_per_year > 0 ? fen(p.wage_yuan / p.project_months) : 0;
  }
};
static_assert(PaysWages<WorkRelief> && Rations<WorkRelief>);

}  // namespace holdfast
