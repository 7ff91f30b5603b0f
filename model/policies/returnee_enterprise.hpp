// Enterprises of returned founders (返乡创业): supported start-ups open local jobs month by month; some fail each year.
// The jobs outlive the support. Policy document: article 17 (回引优秀农民工返乡创业，创业带动就业).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct ReturneeEnterprise {
  static constexpr std::string_view key = "returnee_enterprise";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Enterprises of returned founders";
  static constexpr std::string_view title_zh = "返乡创业带动就业";
  static constexpr Phase phase = Phase::none;
  static constexpr bool has_budget = true;

  struct Params {
    float new_jobs_per_year = 0, failure_chance_per_year = 0, subsidy_yuan_per_job = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"new_jobs_per_year",
                    &Params::new_jobs_per_year,
                    {0, 1000000},
                    "jobs/year",
                    "opened in the province for rural workers, beyond those of the start",
                    "年新增带动就业岗位",
                    true},
      Field<Params>{"failure_chance_per_year",
                    &Params::failure_chance_per_year,
                    {0, 0.99f},
                    "1/year",
                    "chance that such a job closes within a year",
                    "年消失概率"},
      Field<Params>{"subsidy_yuan_per_job",
                    &Params::subsidy_yuan_per_job,
                    {0, 100000},
                    "yuan/job",
                    "public start-up money for each job opened",
                    "创业补贴（每岗位）"},
  };

  // Jobs opened this month in a county with this share of the province's rural residents.
  static double opened(Params const& p, double rural_share) { return double{p.new_jobs_per_year} / 12.0 * rural_share; }
  // Jobs that are left after a month.
  static float after_a_month(Params const& p, float jobs) {
    return jobs * numeric::exp(numeric::log(1.0f - p.failure_chance_per_year) / 12.0f);
  }
};
static_assert(Policy<ReturneeEnterprise>);

}  // namespace holdfast
