// Orphan allowance: basic living allowance of orphans and of children who in fact have nobody to raise them, in a
// family. Members in tekun support get none: that standard covers them. Policy document: article 12
// (孤儿、事实无人抚养儿童). Amounts: ORP-SCAT-*.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct OrphanAllowance {
  static constexpr std::string_view key = "orphan_allowance";
  static constexpr int article = 12;
  static constexpr std::string_view title = "Orphan allowance";
  static constexpr std::string_view title_zh = "孤儿和事实无人抚养儿童基本生活费";
  static constexpr Phase phase = Phase::pay;

  struct Params {
    float month_yuan = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"month_yuan", &Params::month_yuan, {0, 10000}, "yuan/child/month", "basic living allowance of a child in a family", "社会散居孤儿基本生活最低养育标准", true},
  };
  // clang-format on

  HOLDFAST_RULE static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    return b.tekun[i] == 0 ? fen(p.month_yuan * static_cast<float>(std::int32_t{b.orphans[i]})) : 0;
  }
};
static_assert(PaysCash<OrphanAllowance>);

}  // namespace holdfast
