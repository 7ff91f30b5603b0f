// Packages: the measures that a listed household receives, matched to the causes of its risk. `strength` 0 drops them
// while detection goes on. Policy document: article 3 (分层分类精准帮扶). Values: O028-O029, MON-DELAY2-NAT.
#pragma once

#include "model/monitoring/risk.hpp"

namespace holdfast {

// Bits of the column `package`; dibao's review reads `dibao` as a fast track, posts and transfers read the listing
// itself.
namespace measure {
inline constexpr unsigned job = 1, health = 2, dibao = 4, house = 8, school = 16, industry = 32;
}

struct Packages {
  static constexpr std::string_view key = "packages";
  static constexpr int article = 3;
  static constexpr std::string_view title = "Packages of measures";
  static constexpr std::string_view title_zh = "精准帮扶措施";

  struct Params {
    float delay_months = 0.5f;
    float job_chance = 0, health_chance = 0, dibao_chance = 0, house_chance = 0, school_chance = 0, industry_chance = 0;
    float job_urge_months = 3;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"delay_months", &Params::delay_months, {0, 12}, "months", "from listing to the first measure; the fraction is the share that takes one more", "纳入到帮扶时长"},
      Field<Params>{"job_chance", &Params::job_chance, {0, 1}, "1/month", "chance that a due job measure is delivered", "就业措施落实概率", true},
      Field<Params>{"health_chance", &Params::health_chance, {0, 1}, "1/month", "chance that a due health measure (insurance, care) is delivered", "健康措施落实概率", true},
      Field<Params>{"dibao_chance", &Params::dibao_chance, {0, 1}, "1/month", "chance that a due dibao fast track is opened", "低保快速通道概率", true},
      Field<Params>{"house_chance", &Params::house_chance, {0, 1}, "1/month", "chance that a due measure for house or water is delivered: water at once, the house by a place in housing repair", "住房饮水措施落实概率", true},
      Field<Params>{"school_chance", &Params::school_chance, {0, 1}, "1/month", "chance that a due return to school is achieved", "劝返复学概率", true},
      Field<Params>{"industry_chance", &Params::industry_chance, {0, 1}, "1/month", "chance that a household without any of these causes receives an industry measure", "产业措施落实概率", true},
      Field<Params>{"job_urge_months", &Params::job_urge_months, {0, 24}, "months", "for which a job measure keeps one more worker seeking", "就业帮扶求职月数"},
  };
  // clang-format on

  // The measures that answer these causes; a household without a cause of its own gets an industry measure.
  static unsigned due(unsigned causes) {
    unsigned measures = causes & (cause::work | cause::illness | cause::labour | cause::house | cause::school);
    if (measures == 0) measures = measure::industry;
    return measures;
  }
  // Whether any measure is given at all; `strength` 0 offers none.
  static bool offers(Params const& p) {
    return p.job_chance > 0 || p.health_chance > 0 || p.dibao_chance > 0 || p.house_chance > 0 || p.school_chance > 0 ||
           p.industry_chance > 0;
  }
  // Of the due measures, those delivered this month; luck[k] belongs to bit k.
  static unsigned delivered(Params const& p, unsigned due, std::array<float, 6> const& luck) {
    std::array const chance{p.job_chance,   p.health_chance, p.dibao_chance,
                            p.house_chance, p.school_chance, p.industry_chance};
    unsigned out = 0;
    for (unsigned k = 0; k < 6; ++k)
      if ((due >> k & 1u) != 0 && luck[k] < chance[k]) out |= 1u << k;
    return out;
  }
  // What the measures change at once; the rest follows where other steps read the package and the listing.
  static void apply(Params const& p, Block const& b, Index i, unsigned measures) {
    b.package[i] = static_cast<std::uint8_t>(b.package[i] | measures);
    if (measures & measure::job && static_cast<float>(b.urge_months[i]) < p.job_urge_months)
      b.urge_months[i] = static_cast<std::uint8_t>(p.job_urge_months);
    if (measures & measure::health) b.insured[i] = 1, b.care_forgone_months[i] = 0;
    if (measures & measure::house) b.water_cut[i] = 0;  // works on the house: first in the queue of housing_repair
    if (measures & measure::school) b.out_of_school[i] = 0;
  }
};
static_assert(measure::job == cause::work && measure::health == cause::illness && measure::dibao == cause::labour &&
              measure::house == cause::house && measure::school == cause::school);
static_assert(Module<Packages>);

}  // namespace holdfast
