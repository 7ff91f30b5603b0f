// Accident: an injury of a worker with a hospital bill, lost months and a small chance of disability.
// Policy document: none (a shock). Values: assumptions beside S080 and S084 (scenarios/data/shocks.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Accident {
  static constexpr std::string_view key = "accident";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Accidents";
  static constexpr std::string_view title_zh = "意外事故";

  struct Params {
    float injuries_per_year = 0.006f, bill_yuan = 15000, bill_log_sd = 0.9f, mean_months = 3;
    float disability_chance = 0.06f, severe_share = 0.35f;
  };
  static constexpr std::array fields{
      Field<Params>{"injuries_per_year",
                    &Params::injuries_per_year,
                    {0, 0.5f},
                    "1/worker/year",
                    "injuries that need a hospital",
                    "每名劳动力年均受伤住院率"},
      Field<Params>{
          "bill_yuan", &Params::bill_yuan, {0, 500000}, "yuan", "mean gross bill of an injury", "平均医疗费用"},
      Field<Params>{
          "bill_log_sd", &Params::bill_log_sd, {0, 2}, "log points", "spread of the bill", "医疗费用对数标准差"},
      Field<Params>{
          "mean_months", &Params::mean_months, {0, 36}, "months", "mean time without work, geometric", "平均误工月数"},
      Field<Params>{"disability_chance",
                    &Params::disability_chance,
                    {0, 1},
                    "share",
                    "of the injured who stay disabled",
                    "致残比例"},
      Field<Params>{"severe_share",
                    &Params::severe_share,
                    {0, 1},
                    "share",
                    "of new disabilities that are of grade 1 or 2",
                    "重度残疾比例"},
  };

  // Monthly hazard of a household with `workers` at work (farm, local, migrant or post).
  HOLDFAST_RULE static float hazard(Params const& p, float workers) {
    return p.injuries_per_year * (1.0f / 12.0f) * workers;
  }
};
static_assert(Module<Accident>);

}  // namespace holdfast
