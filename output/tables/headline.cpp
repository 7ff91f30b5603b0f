#include "output/tables/headline.hpp"

#include <array>

namespace holdfast {
namespace {

using Rate = HeadlineRate;

constexpr std::array rates{
    Rate{"latent_relapse", Total::latent_onsets, 0, Total::at_risk_person_months, 1200, "per 100 person-years",
         "onsets of latent relapse (lifted-out) or new poverty (others) at the poverty line per 100 person-years at "
         "risk",
         "潜在返贫（致贫）发生率（贫困线）"},
    Rate{"latent_relapse_monitoring_line", Total::latent_onsets, 1, Total::at_risk_person_months_monitoring_line, 1200,
         "per 100 person-years", "as latent_relapse, with the monitoring line in place of the poverty line",
         "潜在返贫（致贫）发生率（监测线）"},
    Rate{"recorded_relapse", Total::recorded_relapse, -1, Total::member_months, 1200, "per 100 person-years",
         "relapse recorded by the annual assessment per 100 person-years", "考核认定返贫率"},
    Rate{"headcount_ratio", Total::below_line, 0, Total::members, 1, "share",
         "FGT 0 at the poverty line, 12-month register income, mean over months", "贫困发生率（贫困线）"},
    Rate{"headcount_ratio_monitoring_line", Total::below_line, 1, Total::members, 1, "share",
         "FGT 0 at the monitoring line", "低于监测线比例"},
    Rate{"in_spell_share", Total::in_spell, -1, Total::members, 1, "share",
         "share of members in a spell of latent relapse or new poverty", "处于返贫（致贫）状态比例"},
    Rate{"poverty_gap_squared", Total::gap_squared, 0, Total::members, 1, "1", "FGT 2 at the poverty line",
         "贫困距平方指数"},
    Rate{"income_register", Total::income_register, -1, Total::member_months, 12, "yuan/person/year",
         "net income per registered member", "人均纯收入（户籍口径）"},
    Rate{"wage_share_register", Total::income_register, 0, Total::income_register, 1, "share",
         "wages in net income of registered members", "工资性收入占比（户籍口径）"},
    Rate{"income_survey", Total::income_survey, -1, Total::resident_months, 12, "yuan/person/year",
         "disposable income per resident", "人均可支配收入（常住口径）"},
    Rate{"wage_share_survey", Total::income_survey, 0, Total::income_survey, 1, "share",
         "wages in disposable income of residents", "工资性收入占比（常住口径）"},
    Rate{"operating_share_survey", Total::income_survey, 1, Total::income_survey, 1, "share",
         "farm and business in disposable income", "经营净收入占比（常住口径）"},
    Rate{"transfer_share_survey", Total::income_survey, 3, Total::income_survey, 1, "share",
         "transfers and remittances in disposable income", "转移净收入占比（常住口径）"},
    Rate{"admissions_per_person", Total::admissions, -1, Total::resident_months, 12, "1/year",
         "hospital admissions per resident and year", "人均年住院次数"},
    Rate{"out_of_pocket_per_person", Total::out_of_pocket, -1, Total::resident_months, 12, "yuan/person/year",
         "out-of-pocket health spending", "人均医疗自付支出"},
    Rate{"hospital_own_share", Total::bills_left, -1, Total::bills, 1, "share",
         "share of hospital bills left with households", "住院费用自付比例"},
    Rate{"catastrophic_40", Total::catastrophic, 2, Total::households, 1, "share",
         "households whose 12-month out-of-pocket reaches 40 percent of capacity to pay",
         "灾难性卫生支出发生率（40%）"},
    Rate{"insured_share", Total::insured, -1, Total::members, 1, "share",
         "members enrolled in resident medical insurance", "居民医保参保率"},
    Rate{"disaster_share", Total::disaster_hit_persons, -1, Total::resident_months, 12, "1/year",
         "residents hit by a disaster a year", "年受灾人口比例"},
};

double sum_of(CountyResult const& county, Total total, int over, int c, int first, int end) {
  double sum = 0;
  int const size = size_of(total_infos[static_cast<std::size_t>(total)].over);
  for (int m = first; m < end; ++m)
    for (int o = over < 0 ? 0 : over; o < (over < 0 ? size : over + 1); ++o)
      sum += static_cast<double>(county.count(m, total, static_cast<HouseholdClass>(c), o));
  return sum * county.weight[static_cast<std::size_t>(c)] / total_infos[static_cast<std::size_t>(total)].scale;
}

}  // namespace

std::span<HeadlineRate const> headline_rates() { return rates; }

std::vector<Variable> Headline::variables() {
  std::vector<Variable> out;
  for (Rate const& rate : rates)
    out.push_back({"headline",
                   rate.name,
                   {Dim::replicate, Dim::year, Dim::household_class},
                   rate.unit,
                   rate.long_name,
                   rate.long_name_zh,
                   "year: mean"});
  return out;
}

void Headline::fill(std::span<std::vector<double>> buffers, TableSource const& source) {
  auto const& [result, scenario, labels] = source;
  for (std::size_t r = 0; r < rates.size(); ++r) {
    Rate const& rate = rates[r];
    for (int y = 0; y < labels.years; ++y) {
      int const first = std::max(0, Month::of(labels.first_year + y, 1) - scenario.start);
      int const end = std::min(scenario.months, Month::of(labels.first_year + y + 1, 1) - scenario.start);
      for (int c = 0; c < household_classes; ++c) {
        double above = 0, below = 0;
        for (CountyResult const& county : result.counties) {
          if (county.counts.empty()) continue;
          above += sum_of(county, rate.numerator, rate.over, c, first, end);
          below += sum_of(county, rate.denominator, -1, c, first, end);
        }
        buffers[r][static_cast<std::size_t>(y * household_classes + c)] =
            below > 0 ? rate.factor * above / below : missing;
      }
    }
  }
}

}  // namespace holdfast
