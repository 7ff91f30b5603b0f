// What the classroom page shows as numbers: each figure once, with its title and unit, computed from a county's counts.
// At weight: estimates for the whole county, as in a run file.
#pragma once

#include <array>
#include <string_view>

#include "model/simulate.hpp"

namespace holdfast::classroom {

// How the months of a figure make one number for the whole run.
enum class OverRun : std::uint8_t { sum, last };

struct Figure {
  std::string_view key, title, title_zh, unit, unit_zh;
  OverRun over;
  double (*of)(CountyResult const& result, int month);
};

namespace detail {

inline double weighted(CountyResult const& r, int month, Total total, HouseholdClass c, int over = 0) {
  return r.weight[static_cast<std::size_t>(c)] * static_cast<double>(r.count(month, total, c, over));
}
inline double of_all(CountyResult const& r, int month, Total total, int over = 0) {
  double sum = 0;
  for (int c = 0; c < household_classes; ++c) sum += weighted(r, month, total, static_cast<HouseholdClass>(c), over);
  return sum;
}
}  // namespace detail

// What an instrument paid in a month, yuan.
inline double spent_yuan(CountyResult const& r, int month, int instrument) {
  double sum = 0;
  for (int c = 0; c < household_classes; ++c)
    sum += r.weight[static_cast<std::size_t>(c)] *
           static_cast<double>(r.paid(month, instrument, static_cast<HouseholdClass>(c))) / 100;
  return sum;
}

inline constexpr std::array figures{
    Figure{"spell_lifted_out", "Lifted-out persons fallen back (latent relapse)", "脱贫人口中处于返贫状态", "persons",
           "人", OverRun::last,
           [](CountyResult const& r, int m) {
             return detail::weighted(r, m, Total::in_spell, HouseholdClass::lifted_out);
           }},
    Figure{"onsets_lifted_out", "Lifted-out persons who newly fell back", "脱贫人口新发返贫", "persons", "人",
           OverRun::sum,
           [](CountyResult const& r, int m) {
             return detail::weighted(r, m, Total::latent_onsets, HouseholdClass::lifted_out);
           }},
    Figure{"spell_others", "Other persons in new poverty", "其他农户中处于致贫状态", "persons", "人", OverRun::last,
           [](CountyResult const& r, int m) {
             return detail::weighted(r, m, Total::in_spell, HouseholdClass::marginal) +
                    detail::weighted(r, m, Total::in_spell, HouseholdClass::ordinary);
           }},
    Figure{"below_line", "Persons with 12-month income below the poverty line", "近12个月收入低于标准线", "persons",
           "人", OverRun::last, [](CountyResult const& r, int m) { return detail::of_all(r, m, Total::below_line); }},
    Figure{"listed", "Households on the monitoring register", "监测对象在册户数", "households", "户", OverRun::last,
           [](CountyResult const& r, int m) {
             double sum = 0;
             for (int k = 0; k < size_of(Over::category); ++k) sum += detail::of_all(r, m, Total::listed, k);
             return sum;
           }},
    Figure{"found_6", "Onsets found by the register within 6 months", "新发户6个月内被纳入监测", "households", "户",
           OverRun::sum, [](CountyResult const& r, int m) { return detail::of_all(r, m, Total::onsets_found_6); }},
    Figure{"scored", "Onsets that the register could have found", "可供监测发现的新发户", "households", "户",
           OverRun::sum, [](CountyResult const& r, int m) { return detail::of_all(r, m, Total::onsets_scored); }},
    Figure{"disaster_hit", "Households hit by a disaster", "受灾户数", "households", "户", OverRun::sum,
           [](CountyResult const& r, int m) {
             double sum = 0;
             for (int k = 0; k < size_of(Over::hazard); ++k) sum += detail::of_all(r, m, Total::disaster_hit, k);
             return sum;
           }},
    Figure{"insured", "Persons insured in resident medical insurance", "参加居民医保人数", "persons", "人",
           OverRun::last, [](CountyResult const& r, int m) { return detail::of_all(r, m, Total::insured); }},
    Figure{"cost", "Public money, all instruments", "公共支出（全部政策工具）", "yuan", "元", OverRun::sum,
           [](CountyResult const& r, int m) {
             double sum = 0;
             for (int k = 0; k < instruments; ++k) sum += spent_yuan(r, m, k);
             return sum;
           }},
    Figure{"residents", "Registered members", "户籍人口", "persons", "人", OverRun::last,
           [](CountyResult const& r, int m) { return detail::of_all(r, m, Total::members); }},
    Figure{"lifted_out", "Lifted-out members", "脱贫人口", "persons", "人", OverRun::last,
           [](CountyResult const& r, int m) {
             return detail::weighted(r, m, Total::members, HouseholdClass::lifted_out);
           }},
};

// Of the months [from, to).
inline double over_run(Figure const& figure, CountyResult const& result, int from, int to) {
  if (to <= from) return 0;
  if (figure.over == OverRun::last) return figure.of(result, to - 1);
  double sum = 0;
  for (int m = from; m < to; ++m) sum += figure.of(result, m);
  return sum;
}

}  // namespace holdfast::classroom
