// Relocation follow-up: on resettlement estates at least one job for each home with labour, and services that do not
// depend on the old village. Policy document: article 8 (稳得住、有就业). Rows: REL-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct RelocationSupport : GivenOnce {
  static constexpr std::string_view key = "relocation_support";
  static constexpr int article = 8;
  static constexpr std::string_view title = "Support after relocation";
  static constexpr std::string_view title_zh = "易地扶贫搬迁后续扶持";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float jobs_per_year = 0, youngest_age = 0, oldest_age = 0, listed_score = 0, jobless_score = 0;
    float services_share = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"jobs_per_year", &Params::jobs_per_year, {0, 1000000}, "jobs/year", "that the province's estates can place in and near them", "全省安置区年可匹配岗位", true},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a worker who is placed", "最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a worker who is placed", "最高年龄"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"jobless_score", &Params::jobless_score, {0, 100}, "points", "for a household with somebody seeking work", "待业户得分"},
      Field<Params>{"services_share", &Params::services_share, {0, 1}, "share", "of the cuts of the village's water that an estate's services spare its homes", "安置区公共服务供水保障比例", true},
  };
  // clang-format on

  HOLDFAST_RULE static bool resettled(std::uint8_t relocated) {
    return relocated == static_cast<std::uint8_t>(Relocated::estate) ||
           relocated == static_cast<std::uint8_t>(Relocated::corner_moved);
  }
  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 0; }
  static float places(Params const& p, Now const&, CountyPart const& part) {
    return 0.25f * p.jobs_per_year * part.lifted_out;
  }
  // One job a home: only where nobody earns a wage.
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const earning = count(b, i, Slot::local) + count(b, i, Slot::migrant) + count(b, i, Slot::post);
    std::int32_t const free = count(b, i, Slot::jobless) + count(b, i, Slot::farm);
    return (resettled(b.relocated[i]) ? 1 : 0) & (earning == 0) & (free != 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0 || candidate(p, b, i) < 0) return 0;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) +
           (count(b, i, Slot::jobless) > 0 ? p.jobless_score : 0.0f);
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    b.slot(candidate(p, b, i))[i] = static_cast<std::uint8_t>(Slot::local);
  }

 private:
  HOLDFAST_RULE static std::int32_t count(Block const& b, Index i, Slot s) {
    auto const code = static_cast<std::uint8_t>(s);
    return (b.slot_0[i] == code) + (b.slot_1[i] == code) + (b.slot_2[i] == code) + (b.slot_3[i] == code);
  }
  static int candidate(Params const& p, Block const& b, Index i) {
    for (Slot const wanted : {Slot::jobless, Slot::farm})
      for (int k = 0; k < labour_slots; ++k) {
        float const age = b.slot_age(k)[i];
        if (b.slot(k)[i] == static_cast<std::uint8_t>(wanted) && age >= p.youngest_age && age <= p.oldest_age) return k;
      }
    return -1;
  }
};
static_assert(RationsByCounty<RelocationSupport>);

}  // namespace holdfast
