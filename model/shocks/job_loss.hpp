// Job loss: the monthly chance that a worker loses a local or migrant job.
// Policy document: none (a shock). Hazards: dynamics.md section 4 of the evidence (S160-S163, S185, S190, S191).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct JobLoss {
  static constexpr std::string_view key = "job_loss";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Job loss";
  static constexpr std::string_view title_zh = "失业";

  struct Params {
    float separation_chance = 0.022f, local_factor = 1, winter_factor = 2, market_slope = 0.15f;
    float age_50_slope = 0.3f, sick_factor = 1.5f, control_factor = 1, stop_share = 0, hiring_factor = 1;
  };
  static constexpr std::array fields{
      Field<Params>{"separation_chance",
                    &Params::separation_chance,
                    {0, 0.9f},
                    "1/month",
                    "chance to lose a job outside the winter peak, under 50, in an average labour market",
                    "月度失业概率"},
      Field<Params>{"local_factor",
                    &Params::local_factor,
                    {0, 10},
                    "odds ratio",
                    "local jobs over jobs away",
                    "本地岗位相对系数"},
      Field<Params>{"winter_factor",
                    &Params::winter_factor,
                    {0, 10},
                    "odds ratio",
                    "in December and January",
                    "十二月至一月系数"},
      Field<Params>{"market_slope",
                    &Params::market_slope,
                    {0, 2},
                    "log odds per sd",
                    "fall of the odds with the county's labour market",
                    "县域劳动力市场对失业的影响"},
      Field<Params>{"age_50_slope",
                    &Params::age_50_slope,
                    {0, 2},
                    "log odds per 10 years",
                    "rise of the odds from the age of 50 to 70",
                    "50至70岁每10年增幅"},
      Field<Params>{"sick_factor",
                    &Params::sick_factor,
                    {0, 10},
                    "odds ratio",
                    "when somebody of the household is acutely ill",
                    "家有急病者系数"},
      Field<Params>{"control_factor",
                    &Params::control_factor,
                    {0, 10},
                    "odds ratio",
                    "epidemic control of the month",
                    "疫情管控系数"},
      Field<Params>{
          "stop_share", &Params::stop_share, {0, 1}, "share", "of all jobs that stop this month", "当月停工比例"},
      Field<Params>{"hiring_factor",
                    &Params::hiring_factor,
                    {0, 5},
                    "ratio",
                    "finding of jobs this month over an ordinary month",
                    "当月招工系数"},
  };

  // Odds of separation this month for a healthy worker under 50 in `from` (local or migrant; other states keep theirs).
  HOLDFAST_RULE static float odds(Params const& p, Now const& now, Slot from) {
    bool const winter = now.month_of_year == 12 || now.month_of_year == 1;
    float const place = from == Slot::migrant ? 1.0f : (from == Slot::local ? p.local_factor : 0.0f);
    return place * p.separation_chance / (1.0f - p.separation_chance) * (winter ? p.winter_factor : 1.0f) *
           p.control_factor * numeric::exp(-p.market_slope * now.labour_market);
  }
  HOLDFAST_RULE static float chance_of(Params const& p, float odds, bool employed) {
    return employed ? p.stop_share + (1.0f - p.stop_share) * (odds / (1.0f + odds)) : 0.0f;
  }
  HOLDFAST_RULE static float chance(Params const& p, Now const& now, Slot from, int age, bool sick) {
    float const years = age > 70 ? 20.0f : (age > 50 ? static_cast<float>(age - 50) : 0.0f);
    float const person = numeric::exp(0.1f * p.age_50_slope * years) * (sick ? p.sick_factor : 1.0f);
    return chance_of(p, odds(p, now, from) * person, from == Slot::local || from == Slot::migrant);
  }
  // No worker in `from` has more than this: for the dense trigger.
  static float chance_bound(Params const& p, Now const& now, Slot from) {
    float const sickest = p.sick_factor > 1.0f ? p.sick_factor : 1.0f;
    return chance_of(p, odds(p, now, from) * numeric::exp(2.0f * p.age_50_slope) * sickest,
                     from == Slot::local || from == Slot::migrant);
  }
};
static_assert(Module<JobLoss>);

}  // namespace holdfast
