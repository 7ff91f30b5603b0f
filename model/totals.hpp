// What is counted each month in each county, by household class: whole numbers, so that sums do not depend on their
// order. The run file's tables are made from this list: table = HDF5 group, name = variable.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/core/timeline.hpp"

namespace holdfast {

enum class Over : std::uint8_t {
  nothing,
  need,
  component,
  channel,
  category,
  line,
  threshold,
  hazard,
  age_band,
  size_band,
  income_band,
  cause
};  // a further dimension
enum class Tally : std::uint8_t {
  flow,
  stock
};  // a year's value is the sum of its months, or the value of its December

inline constexpr std::array<std::string_view, 4> component_names{"wage", "operating", "property", "transfer"};
inline constexpr std::array<std::string_view, 4> channel_names{"group_reports", "data_screens", "visits",
                                                               "self_report"};
inline constexpr std::array<std::string_view, 3> listed_category_names{"unstable", "marginal", "sudden"};
// Main cause of a listing, in the order in which they are looked for.
enum class MainCause : std::uint8_t { disaster, illness, disability, labour, work, other };
inline constexpr std::array<std::string_view, 6> main_cause_names{"disaster", "illness", "disability",
                                                                  "labour",   "work",    "other"};
inline constexpr std::array<std::string_view, 2> line_names{"poverty_line", "monitoring_line"};
inline constexpr std::array<std::string_view, 3> threshold_names{"10", "25", "40"};  // percent of capacity to pay

inline constexpr std::array<std::string_view, 5> age_band_names{"0_5", "6_15", "16_18", "19_59", "60_plus"};
inline constexpr std::array<std::string_view, 6> size_band_names{"1", "2", "3", "4", "5", "6_plus"};
// Survey income per resident and year: the lower edge of each band, yuan. Edges are 2000 exp(0.2 k).
inline constexpr std::array<std::string_view, 24> income_band_names{
    "0",     "2000",  "2443",  "2984",  "3644",  "4451",  "5437",  "6640",  "8110",  "9906",   "12099",  "14778",
    "18050", "22046", "26927", "32889", "40171", "49065", "59928", "73196", "89402", "109196", "133373", "162902"};

constexpr int size_of(Over over) {
  switch (over) {
    case Over::need:
      return 6;
    case Over::component:
      return 4;
    case Over::channel:
      return 4;
    case Over::category:
      return 3;
    case Over::line:
      return 2;
    case Over::threshold:
      return 3;
    case Over::hazard:
      return 6;
    case Over::age_band:
      return 5;
    case Over::size_band:
      return 6;
    case Over::income_band:
      return 24;
    case Over::cause:
      return 6;
    default:
      return 1;
  }
}

// TOTAL(table, name, over, tally, unit, scale, meaning, meaning_zh): the file holds count / scale in `unit`.
// clang-format off
#define HOLDFAST_TOTALS(TOTAL)                                                                                                         \
  TOTAL(population, households, nothing, stock, "households", 1, "households with at least one member", "户数")                        \
  TOTAL(population, members, nothing, stock, "persons", 1, "registered members", "户籍人口")                                           \
  TOTAL(population, residents, nothing, stock, "persons", 1, "members at home", "常住人口")                                            \
  TOTAL(population, members_by_age, age_band, stock, "persons", 1, "registered members by age (counted in December and in the first month)", "户籍人口（年龄段）")                   \
  TOTAL(population, residents_by_age, age_band, stock, "persons", 1, "members at home by age; who is away is taken from 19-59 first (counted in December and in the first month)", "常住人口（年龄段）") \
  TOTAL(population, households_by_size, size_band, stock, "households", 1, "households by registered members (counted in December and in the first month)", "户数（户规模）")        \
  TOTAL(population, elderly_only, nothing, stock, "households", 1, "households whose members are all of 60 and over (counted in December and in the first month)", "纯老年户数")     \
  TOTAL(population, births, nothing, flow, "persons", 1, "births", "出生人数")                                                         \
  TOTAL(population, deaths, nothing, flow, "persons", 1, "deaths", "死亡人数")                                                         \
  TOTAL(population, without_labour, nothing, stock, "households", 1, "households without a member able to work", "无劳动力户数")       \
  TOTAL(population, workers, nothing, stock, "persons", 1, "members in local, migrant or post work", "就业人数")                       \
  TOTAL(population, migrants, nothing, stock, "persons", 1, "members working away", "外出务工人数")                                    \
  TOTAL(population, post_holders, nothing, stock, "persons", 1, "members in public-welfare posts, as rangers or in workshops", "公益性岗位、护林员和帮扶车间在岗人数")               \
  TOTAL(population, jobless, nothing, stock, "persons", 1, "members seeking work", "待业人数")                                         \
  TOTAL(poverty, at_risk_person_months, nothing, flow, "person-months", 1, "members not in need at the start and not in a spell, from the first month in which an onset can be confirmed", "面临风险的人月数") \
  TOTAL(poverty, at_risk_person_months_monitoring_line, nothing, flow, "person-months", 1, "as at_risk_person_months, with spells at the monitoring line", "面临风险的人月数（监测线）") \
  TOTAL(poverty, latent_onsets, line, flow, "persons", 1, "members whose household begins a spell of latent relapse (lifted-out) or new poverty (others)", "潜在返贫（致贫）新发人数") \
  TOTAL(poverty, latent_repeats, nothing, flow, "persons", 1, "of the onsets at the poverty line, not the first of the household", "重复返贫人数")            \
  TOTAL(poverty, in_spell, nothing, stock, "persons", 1, "members in a spell", "处于返贫（致贫）状态人数")                              \
  TOTAL(poverty, onsets_by_need, need, flow, "persons", 1, "onsets by the need that is longest unmet", "按需求类型的新发人数")         \
  TOTAL(poverty, in_need, need, stock, "persons", 1, "members of households with the need", "有需求缺口人数")                          \
  TOTAL(poverty, recorded_relapse, nothing, flow, "persons", 1, "found in need by the annual assessment after their package", "年度考核认定返贫人数") \
  TOTAL(poverty, below_line, line, stock, "persons", 1, "12-month register income per head below the line (FGT 0 numerator)", "低于标准线人数") \
  TOTAL(poverty, gap, line, stock, "yuan", 100, "sum over members of line less 12-month income per head (FGT 1 numerator)", "贫困缺口总额")   \
  TOTAL(poverty, gap_squared, line, stock, "persons", 1000000, "sum over members of the squared relative gap (FGT 2 numerator)", "贫困缺口平方和") \
  TOTAL(poverty, below_line_after_health, line, stock, "persons", 1, "as below_line, after 12 months of out-of-pocket health spending", "扣除医疗自付后低于标准线人数") \
  TOTAL(income, income_register, component, flow, "yuan", 100, "net income of registered members by component", "户籍口径纯收入（分项）") \
  TOTAL(income, income_survey, component, flow, "yuan", 100, "disposable income of residents by component", "住户调查口径可支配收入（分项）") \
  TOTAL(income, member_months, nothing, flow, "person-months", 1, "denominator of register income", "户籍人月数")                      \
  TOTAL(income, resident_months, nothing, flow, "person-months", 1, "denominator of survey income", "常住人月数")                      \
  TOTAL(income, consumption, nothing, flow, "yuan", 100, "consumption without health and school", "消费支出")                          \
  TOTAL(income, households_by_income, income_band, flow, "households", 1, "households with residents by survey income per resident of the calendar year, counted in December", "按人均可支配收入分组户数") \
  TOTAL(income, residents_by_income, income_band, flow, "persons", 1, "residents, likewise", "按人均可支配收入分组常住人口")            \
  TOTAL(income, income_by_band, income_band, flow, "yuan", 100, "survey income of the calendar year, likewise", "各收入组可支配收入")    \
  TOTAL(income, gifts_received, nothing, flow, "yuan", 100, "gifts between households, net; sums to zero over classes", "亲邻互助净额")  \
  TOTAL(health, admissions, nothing, flow, "admissions", 1, "hospital admissions", "住院人次")                                         \
  TOTAL(health, major_illnesses, nothing, flow, "persons", 1, "major illness or severe injury", "重大疾病或重伤人数")                  \
  TOTAL(health, care_forgone, nothing, flow, "admissions", 1, "admissions not sought for their price", "因费用放弃就医人次")            \
  TOTAL(health, bills, nothing, flow, "yuan", 100, "gross hospital bills", "住院医疗总费用")                                           \
  TOTAL(health, bills_left, nothing, flow, "yuan", 100, "hospital bills left after the settlement ladder", "住院自付费用")             \
  TOTAL(health, out_of_pocket, nothing, flow, "yuan", 100, "all health spending left with households", "医疗自付总额")                 \
  TOTAL(health, outpatient_reimbursed, nothing, flow, "yuan", 100, "outpatient cost of chronic members paid by the insurance", "慢性病门诊报销金额") \
  TOTAL(health, catastrophic, threshold, stock, "households", 1, "12-month out-of-pocket at or above this share of capacity to pay (12-month register income less subsistence)", "灾难性卫生支出户数") \
  TOTAL(health, insured, nothing, stock, "persons", 1, "members enrolled in resident medical insurance", "参加居民医保人数")           \
  TOTAL(shocks, disaster_hit, hazard, flow, "households", 1, "households hit by a disaster", "受灾户数")                               \
  TOTAL(shocks, disaster_hit_persons, nothing, flow, "persons", 1, "residents of households hit by a disaster", "受灾人口")            \
  TOTAL(shocks, disaster_loss, nothing, flow, "yuan", 100, "household loss to disasters", "灾害家庭损失")                              \
  TOTAL(shocks, houses_lost, nothing, flow, "households", 1, "houses falling to grade D by disasters", "因灾倒损住房户数")              \
  TOTAL(shocks, jobs_lost, nothing, flow, "persons", 1, "separations from local and migrant jobs", "失业人次")                         \
  TOTAL(shocks, jobs_found, nothing, flow, "persons", 1, "jobs found", "就业人次")                                                     \
  TOTAL(shocks, accidents, nothing, flow, "persons", 1, "accidents", "意外事故人数")                                                   \
  TOTAL(industry, coop_members, nothing, stock, "households", 1, "households in a co-op", "合作社带动户数")                              \
  TOTAL(industry, loans_outstanding, nothing, stock, "yuan", 100, "microcredit not yet repaid", "脱贫人口小额信贷余额")                   \
  TOTAL(industry, loans_compensated, nothing, flow, "yuan", 100, "paid by the risk fund for loans in default", "小额信贷风险补偿金额")     \
  TOTAL(register, listed, category, stock, "households", 1, "households on the monitoring register", "监测对象在册户数")               \
  TOTAL(register, listed_persons, category, stock, "persons", 1, "members of households on the register", "监测对象在册人数")          \
  TOTAL(register, ever_listed, nothing, stock, "households", 1, "households ever listed, the removed included", "累计纳入监测户数")    \
  TOTAL(register, ever_listed_by_cause, cause, stock, "households", 1, "households ever listed by the main cause of the current or last listing", "累计纳入监测户数（按主要致险原因）") \
  TOTAL(register, newly_listed_persons, nothing, flow, "persons", 1, "members of households newly listed", "新纳入监测人数")       \
  TOTAL(register, newly_listed, category, flow, "households", 1, "households newly listed", "新纳入监测户数")                          \
  TOTAL(register, newly_listed_by_channel, channel, flow, "households", 1, "newly listed by the channel that found them", "按渠道新纳入户数") \
  TOTAL(register, relisted, nothing, flow, "households", 1, "of the newly listed, listed before", "重新纳入户数")                      \
  TOTAL(register, removed, category, flow, "households", 1, "risk removed", "风险消除户数")                                            \
  TOTAL(register, wrongly_removed, nothing, flow, "households", 1, "removed while in need", "误消除户数")                              \
  TOTAL(register, alerts, channel, flow, "households", 1, "alerts raised by channel, several channels may find one household", "预警户次") \
  TOTAL(register, false_alarms, channel, flow, "households", 1, "alerts on households not at risk", "误报户次")                        \
  TOTAL(register, verified, nothing, flow, "households", 1, "queue entries verified", "核查户数")                                      \
  TOTAL(register, queue, nothing, stock, "households", 1, "entries waiting for verification", "待核查户数")                            \
  TOTAL(register, onsets_found_1, nothing, flow, "households", 1, "spell onsets of 6 months ago listed within 1 month of the onset", "发生后1个月内纳入户数") \
  TOTAL(register, onsets_found_3, nothing, flow, "households", 1, "spell onsets of 6 months ago listed within 3 months", "发生后3个月内纳入户数") \
  TOTAL(register, onsets_found_6, nothing, flow, "households", 1, "spell onsets of 6 months ago listed within 6 months", "发生后6个月内纳入户数") \
  TOTAL(register, support_restored, nothing, stock, "households", 1, "households in counties where conditional support is back this month", "所在县恢复帮扶的户数") \
  TOTAL(register, onsets_scored, nothing, flow, "households", 1, "spell onsets of 6 months ago, the denominator of recall", "召回率分母户数") \
  TOTAL(register, household_months, nothing, flow, "household-months", 1, "denominator of false alarms", "户月数")                            \
  TOTAL(register, alerts_alone, channel, flow, "households", 1, "of the true alerts, those that no other channel raised in the month", "单一渠道预警户次") \
  TOTAL(register, newly_listed_at_risk, nothing, flow, "households", 1, "of the newly listed, truly at risk when decided", "新纳入且确有风险户数") \
  TOTAL(register, newly_listed_in_need, nothing, flow, "households", 1, "of the newly listed, in need when decided", "新纳入且有需求缺口户数") \
  TOTAL(register, removed_too_soon, nothing, flow, "households", 1, "in need again within 6 months of removal", "消除后6个月内再现困难户数") \
  TOTAL(register, onsets_on_floor, nothing, flow, "households", 1, "of the onsets scored, on dibao or tekun 6 months after the onset", "低保特困兜底的新发户数") \
  TOTAL(register, onsets_listed_before, nothing, flow, "households", 1, "of the onsets scored, listed before the onset", "发生前已纳入户数") \
  TOTAL(register, lead_months, nothing, flow, "household-months", 1, "months from listing to onset, summed over onsets_listed_before", "预警提前月数合计") \
  TOTAL(register, onsets_found_by_channel, channel, flow, "households", 1, "onsets found within 6 months, by the channel that led to the listing", "按渠道6个月内发现户数") \
  TOTAL(register, onsets_found_alone, channel, flow, "households", 1, "of these, named by no other channel in that month", "仅由该渠道发现户数") \
  TOTAL(register, onsets_never_found, nothing, flow, "households", 1, "spell onsets of 12 months ago, not on the register at any time since", "12个月内始终未发现户数") \
  TOTAL(register, old_onsets_scored, nothing, flow, "households", 1, "spell onsets of 12 months ago, the denominator of never found", "未发现率分母户数")
// clang-format on

enum class Total : std::uint8_t {
#define HOLDFAST_TOTAL_NAME(table, name, over, tally, unit, scale, meaning, meaning_zh) name,
  HOLDFAST_TOTALS(HOLDFAST_TOTAL_NAME)
#undef HOLDFAST_TOTAL_NAME
};

struct TotalInfo {
  std::string_view table, name;
  Over over;
  Tally tally;
  std::string_view unit;
  double scale;
  std::string_view meaning, meaning_zh;
};
inline constexpr std::array total_infos{
#define HOLDFAST_TOTAL_INFO(table, name, over, tally, unit, scale, meaning, meaning_zh) \
  TotalInfo{#table, #name, Over::over, Tally::tally, unit, scale, meaning, meaning_zh},
    HOLDFAST_TOTALS(HOLDFAST_TOTAL_INFO)
#undef HOLDFAST_TOTAL_INFO
};
inline constexpr std::size_t totals = total_infos.size();

// Where a total begins in the flat array of cells; each cell holds the three household classes side by side.
inline constexpr auto total_offset = [] {
  std::array<int, totals + 1> offset{};
  for (std::size_t t = 0; t < totals; ++t) offset[t + 1] = offset[t] + size_of(total_infos[t].over);
  return offset;
}();
inline constexpr int total_cells = total_offset[totals];

// This month's counts of one county.
struct Totals {
  std::array<std::int64_t, static_cast<std::size_t>(total_cells) * household_classes> count{};
  std::vector<std::int64_t> ledger;  // fen, [instrument][class]; instruments in the order of policies/all.hpp

  std::int64_t& at(Total total, HouseholdClass c, int over = 0) {
    return count[(static_cast<std::size_t>(total_offset[static_cast<std::size_t>(total)]) +
                  static_cast<std::size_t>(over)) *
                     household_classes +
                 static_cast<std::size_t>(c)];
  }
  void add(Total total, HouseholdClass c, std::int64_t n, int over = 0) { at(total, c, over) += n; }
  void clear() {
    count.fill(0);
    std::fill(ledger.begin(), ledger.end(), 0);
  }
};

}  // namespace holdfast
