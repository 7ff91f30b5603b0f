// Pension: the basic pension of resident pension insurance, for every member of 60 and over.
// Policy document: article 12. Amounts: PEN-SC-* (scenarios/data/policies.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Pension {
  static constexpr std::string_view key = "pension";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Basic pension";
  static constexpr std::string_view title_zh = "城乡居民基本养老金";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float basic_yuan = 0;
    float supplement_80_plus_yuan = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"basic_yuan",
                    &Params::basic_yuan,
                    {0, 3000},
                    "yuan/person/month",
                    "basic pension from the age of 60",
                    "60岁以上基础养老金",
                    true},
      Field<Params>{"supplement_80_plus_yuan",
                    &Params::supplement_80_plus_yuan,
                    {0, 1000},
                    "yuan/person/month",
                    "supplement from the age of 80",
                    "80岁以上加发",
                    true},
  };

  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    return fen(p.basic_yuan * static_cast<float>(b.persons_60_plus[i]) +
               p.supplement_80_plus_yuan * static_cast<float>(b.persons_80_plus[i]));
  }
};
static_assert(PaysCash<Pension>);

}  // namespace holdfast
