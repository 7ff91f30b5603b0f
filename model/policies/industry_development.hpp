// Industry development (发展壮大乡村特色产业): grants of productive capital to lifted-out and listed households with
// labour at home, field visits of technicians, and cold storage. What was granted lasts beyond the measure.
// Policy document: article 15. Rows: FND-SC-*, IND-SHARE-*, IND-GAIN, IND-LINK-2025.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct IndustryDevelopment {
  static constexpr std::string_view key = "industry_development";
  static constexpr int article = 15;
  static constexpr std::string_view title = "Rural industry development";
  static constexpr std::string_view title_zh = "乡村特色产业发展";
  static constexpr Phase phase = Phase::ration;

  struct Params {
    float funds_yuan_per_year = 0, industry_share = 0, household_share = 0, grant_yuan = 1, lifted_out_persons = 1;
    float gap_years = 1, listed_score = 0, measure_score = 0, labour_score = 0;
    float service_share = 0, capital_use_gain = 0, crop_loss_cut = 0, cold_storage_share = 0, spoilage_cut = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"funds_yuan_per_year", &Params::funds_yuan_per_year, {0, 1e12f}, "yuan/year", "transition funds of the province", "全省衔接资金", true},
      Field<Params>{"industry_share", &Params::industry_share, {0, 1}, "share", "of the funds, for industry", "产业资金占比"},
      Field<Params>{"household_share", &Params::household_share, {0, 1}, "share", "of the industry money, granted to single households as stock, seedlings and tools", "产业资金中到户奖补占比"},
      Field<Params>{"grant_yuan", &Params::grant_yuan, {1, 100000}, "yuan/household", "worth of a grant", "到户产业奖补额"},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the grants", "全省脱贫人口（分配基数）"},
      Field<Params>{"gap_years", &Params::gap_years, {1, 50}, "years", "until a household may receive another grant", "再次享受间隔年数"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"measure_score", &Params::measure_score, {0, 100}, "points", "for a listed household whose package names an industry measure", "产业措施监测户得分"},
      Field<Params>{"labour_score", &Params::labour_score, {0, 100}, "points", "for a household with somebody who farms at home", "有务农劳动力得分"},
      Field<Params>{"service_share", &Params::service_share, {0, 1}, "share of villages", "with field visits of technicians", "科技服务覆盖村占比", true},
      Field<Params>{"capital_use_gain", &Params::capital_use_gain, {0, 1}, "share", "by which served households get more out of their capital", "科技服务提高资本利用率"},
      Field<Params>{"crop_loss_cut", &Params::crop_loss_cut, {0, 1}, "share", "of a crop loss, saved by served households", "科技服务减少作物损失比例"},
      Field<Params>{"cold_storage_share", &Params::cold_storage_share, {0, 1}, "share of villages", "that sell through cold storage", "冷链覆盖村占比", true},
      Field<Params>{"spoilage_cut", &Params::spoilage_cut, {0, 1}, "share", "of the spoilage, saved by cold storage", "冷链减少损耗比例"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year == 3; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return p.funds_yuan_per_year * p.industry_share * p.household_share / p.grant_yuan *
           (static_cast<float>(lifted_out) / p.lifted_out_persons);
  }
  // A grant is given once and not held: who had one waits, and takes no place from the others.
  static bool holds(Block const&, Index) { return false; }
  static bool bound(Block const&, Index) { return false; }

  HOLDFAST_RULE static std::int32_t concerns(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const lifted = b.household_class == HouseholdClass::lifted_out ? 1 : 0;
    std::int32_t const at_home = stays(b.slot_0[i]) | stays(b.slot_1[i]) | stays(b.slot_2[i]) | stays(b.slot_3[i]);
    return (lifted | (b.category[i] != 0)) & at_home & waited(p, now, b, i) & (b.members[i] > 0);
  }
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    if (concerns(p, now, b, i) == 0) return 0;
    constexpr unsigned industry_measure = 32;  // bit of the column `package`
    auto const farms = static_cast<std::uint8_t>(Slot::farm);
    bool const farmer = b.slot_0[i] == farms || b.slot_1[i] == farms || b.slot_2[i] == farms || b.slot_3[i] == farms;
    bool const measure = b.category[i] != 0 && (b.package[i] & industry_measure) != 0;
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) + (measure ? p.measure_score : 0.0f) +
           (farmer ? p.labour_score : 0.0f);
  }
  // These grants are projects: key villages come first, and the tilts of a county pay for more of them, at this price.
  static float projects(Params const& p) { return p.grant_yuan; }
  // Fen booked for each grant, all of it in kind.
  static Fen worth(Params const& p, Block const&, Index) { return fen(p.grant_yuan); }
  static void grant(Params const& p, Now const& now, Block const& b, Index i) {
    b.capital[i] += worth(p, b, i);
    b.industry_year[i] = static_cast<std::uint8_t>(now.month.year() - 2000);
  }
  static void withdraw(Params const&, Now const&, Block const&, Index) {}

  // Villages keep their order in the queue: `luck` is lasting, so a greater share adds villages and drops none.
  static bool serves(Params const& p, float luck) { return luck < p.service_share; }
  static bool cools(Params const& p, float luck) { return luck < p.cold_storage_share; }

 private:
  HOLDFAST_RULE static std::int32_t stays(std::uint8_t slot) {
    std::int32_t const s = slot;
    return (s != static_cast<std::int32_t>(Slot::none)) & (s != static_cast<std::int32_t>(Slot::migrant)) &
           (s != static_cast<std::int32_t>(Slot::unable));
  }
  HOLDFAST_RULE static std::int32_t waited(Params const& p, Now const& now, Block const& b, Index i) {
    std::int32_t const last = b.industry_year[i];
    return (last == 0) | (static_cast<float>(now.month.year() - 2000 - last) >= p.gap_years);
  }
};
static_assert(Rations<IndustryDevelopment>);

}  // namespace holdfast
