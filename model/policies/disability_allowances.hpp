// Disability allowances: a living allowance for the disabled of dibao households, a care allowance for the severely
// disabled (grades 1 and 2). Members in tekun support get neither: their care is in that standard.
// Policy document: article 12 (残疾人两项补贴). Amounts: DIS-LIV-*, DIS-CARE1-*, DIS-CARE2-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DisabilityAllowances {
  static constexpr std::string_view key = "disability_allowances";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Disability allowances";
  static constexpr std::string_view title_zh = "残疾人两项补贴";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float living_yuan = 0;
    float care_grade_1_yuan = 0;
    float care_grade_2_yuan = 0;
    float grade_1_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"living_yuan",
                    &Params::living_yuan,
                    {0, 2000},
                    "yuan/person/month",
                    "living allowance of the disabled in dibao households",
                    "困难残疾人生活补贴",
                    true},
      Field<Params>{"care_grade_1_yuan",
                    &Params::care_grade_1_yuan,
                    {0, 2000},
                    "yuan/person/month",
                    "care allowance, grade 1",
                    "一级重度残疾人护理补贴",
                    true},
      Field<Params>{"care_grade_2_yuan",
                    &Params::care_grade_2_yuan,
                    {0, 2000},
                    "yuan/person/month",
                    "care allowance, grade 2",
                    "二级重度残疾人护理补贴",
                    true},
      Field<Params>{"grade_1_share",
                    &Params::grade_1_share,
                    {0, 1},
                    "share",
                    "of the severely disabled, grade 1; a household is paid the mean of the two grades",
                    "重度残疾人中一级占比"},
  };

  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    float const care_yuan = p.grade_1_share * p.care_grade_1_yuan + (1.0f - p.grade_1_share) * p.care_grade_2_yuan;
    float const living = static_cast<float>(b.dibao[i] * b.disabled[i]) * p.living_yuan;
    float const due = living + static_cast<float>(b.severely_disabled[i]) * care_yuan;
    return b.tekun[i] == 0 ? fen(due) : 0;
  }
};
static_assert(PaysCash<DisabilityAllowances>);

}  // namespace holdfast
