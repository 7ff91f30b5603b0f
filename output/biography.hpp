// The life of one household, month by month, as a chain of dated events: from shock to bill to settlement to line
// crossing to listing to help. Replays the household's county alone; draws are keyed, so the replay is the full run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/simulate.hpp"

namespace holdfast {

// EVENT(name, title, title_zh): the kinds of events, in the order in which a month's line tells them.
// clang-format off
#define HOLDFAST_LIFE_EVENTS(EVENT)                                        \
  EVENT(split_off, "leaves the parents' household", "分户")                 \
  EVENT(ended, "nobody is left", "户内无人")                                \
  EVENT(members, "births, deaths, departures", "人口变动")                  \
  EVENT(relocated, "moves to a resettlement estate", "搬迁入住安置点")       \
  EVENT(orphans, "children without parents", "事实无人抚养儿童")            \
  EVENT(care_at_home, "a worker stays at home to care", "劳动力居家照护")   \
  EVENT(carer_free, "a carer is free to work", "照护者恢复就业可能")        \
  EVENT(care_service, "day care or care visits", "日间照料或探访关爱")      \
  EVENT(vocational, "enters vocational school", "就读职业学校")             \
  EVENT(retrofitted, "house strengthened against earthquakes", "农房抗震加固") \
  EVENT(disaster, "hit by a disaster", "受灾")                              \
  EVENT(house_unsafe, "house unsafe", "住房不安全")                         \
  EVENT(house_safe, "house safe again", "住房修缮完成")                     \
  EVENT(water_cut, "no secure water", "饮水不安全")                         \
  EVENT(water_back, "secure water again", "饮水恢复安全")                   \
  EVENT(stay, "hospital stay", "住院")                                      \
  EVENT(major_illness, "major illness", "大病")                             \
  EVENT(injury, "severe injury", "意外伤害")                                \
  EVENT(bill, "hospital bill settled", "医疗费用结算")                      \
  EVENT(chronic, "chronic illness", "慢性病")                               \
  EVENT(disabled, "certified disability", "残疾")                           \
  EVENT(care_forgone, "care forgone for its price", "因费用放弃就医")       \
  EVENT(unable, "a worker cannot work", "劳动力失能")                       \
  EVENT(recovered, "able to work again", "恢复劳动能力")                    \
  EVENT(job_lost, "job lost", "失业")                                       \
  EVENT(migrant_returned, "migrant comes home", "外出人员返乡")             \
  EVENT(seeks_work, "seeks work", "求职")                                   \
  EVENT(gives_up, "back to the farm", "返回务农")                           \
  EVENT(job_found, "job found", "就业")                                     \
  EVENT(post_gained, "public post gained", "公益性岗位上岗")                \
  EVENT(post_lost, "public post lost", "公益性岗位离岗")                    \
  EVENT(insured, "enrolled in medical insurance", "参加医保")               \
  EVENT(uninsured, "no medical insurance", "断保")                          \
  EVENT(support_begins, "support begins", "开始享受帮扶政策")               \
  EVENT(support_paid, "paid once", "一次性补助")                            \
  EVENT(support_ends, "support ends", "停止享受帮扶政策")                   \
  EVENT(loan_taken, "takes a microcredit", "获得小额信贷")                  \
  EVENT(loan_ended, "microcredit repaid or written off", "小额信贷结清")    \
  EVENT(coop_joined, "joins the co-op", "加入合作社")                       \
  EVENT(coop_left, "no longer in a co-op", "退出合作社")                    \
  EVENT(savings_out, "savings used up", "积蓄用尽")                         \
  EVENT(debt_up, "borrows", "举债")                                         \
  EVENT(capital_sold, "sells livestock or tools", "变卖资产")               \
  EVENT(food_short, "cuts food", "减少食物")                                \
  EVENT(student_withdrawn, "a student leaves for work", "子女辍学务工")     \
  EVENT(out_of_school, "a child leaves school", "失学辍学")                 \
  EVENT(back_in_school, "back in school", "返校复学")                       \
  EVENT(below_monitoring_line, "below the monitoring line", "跌破监测线")   \
  EVENT(above_monitoring_line, "above the monitoring line", "升至监测线以上") \
  EVENT(below_poverty_line, "below the poverty line", "跌破贫困线")         \
  EVENT(above_poverty_line, "above the poverty line", "升至贫困线以上")     \
  EVENT(need_begins, "need begins", "出现需求缺口")                         \
  EVENT(need_ends, "need ends", "需求缺口消除")                             \
  EVENT(spell_begins, "falls into poverty", "返贫致贫")                     \
  EVENT(spell_ends, "out of poverty", "脱离贫困")                           \
  EVENT(alert, "alert", "预警")                                             \
  EVENT(turned_down, "verification turns the alert down", "核查未认定")     \
  EVENT(listed, "on the register", "纳入监测")                              \
  EVENT(measure, "measure delivered", "帮扶措施落实")                       \
  EVENT(removed, "risk removed", "风险消除")                                \
  EVENT(follow_up_ends, "follow-up ends", "跟踪监测结束")                   \
  EVENT(recorded, "recorded as relapsed by the assessment", "年度考核认定返贫")
// clang-format on

enum class LifeEventKind : std::uint8_t {
#define HOLDFAST_LIFE_EVENT_NAME(name, title, title_zh) name,
  HOLDFAST_LIFE_EVENTS(HOLDFAST_LIFE_EVENT_NAME)
#undef HOLDFAST_LIFE_EVENT_NAME
};
struct LifeEventInfo {
  std::string_view key, title, title_zh;
};
inline constexpr std::array life_event_infos{
#define HOLDFAST_LIFE_EVENT_INFO(name, title, title_zh) LifeEventInfo{#name, title, title_zh},
    HOLDFAST_LIFE_EVENTS(HOLDFAST_LIFE_EVENT_INFO)
#undef HOLDFAST_LIFE_EVENT_INFO
};

// All columns of one household at the end of a month.
struct HouseholdRow {
#define HOLDFAST_ROW_COLUMN(type, name, unit, meaning) type name{};
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_ROW_COLUMN)
#undef HOLDFAST_ROW_COLUMN
};
HouseholdRow row_of(Households const& households, Index row);
std::uint64_t digest(HouseholdRow const& row);  // of every column: equal rows, equal digests

struct LifeEvent {
  LifeEventKind kind;
  std::string text;  // one clause with its numbers, English
};

// One month as it was lived.
struct LivedMonth {
  Month month{};
  HouseholdRow row;
  Followed noted;
  float poverty_line_yuan = 0, monitoring_line_yuan = 0;  // per person and year
};

struct LifeMonth {
  Month month{};
  std::uint64_t digest = 0;
  std::vector<LifeEvent> events;  // in order of kinds
};

// What a household's year came to; the lines are those of its last month.
struct LifeYear {
  int year = 0;
  double income_yuan = 0, poverty_line_yuan = 0, monitoring_line_yuan = 0;  // register concept, per head
  double out_of_pocket_yuan = 0, savings_yuan = 0, debt_yuan = 0;
  int members = 0, months_in_need = 0;
};

struct Biography {
  HouseholdId id = 0;
  int replicate = 0;
  std::string scenario, county, county_zh;
  int adcode = 0;
  double households_share = 1;
  HouseholdClass household_class = HouseholdClass::ordinary;
  Index village = 0;
  HouseholdRow first{};             // as the run finds it, or as it begins
  Month first_month{};              // of `first`
  std::vector<LifeMonth> months{};  // all reported months in which it exists, quiet ones too
  std::vector<LifeYear> years{};
  CountyResult counted{};  // of the replayed county, to be held against a run file
};

// What `now` shows that `before` did not; pure. `before` is null in a household's first month.
std::vector<LifeEvent> events_between(LivedMonth const* before, LivedMonth const& now, HouseholdClass household_class,
                                      Needs::Params const& needs, std::vector<std::string> const& instrument_titles);

// Replays replicate `replicate` of the household's county (bits 47-40 of the id). Throws InputError when there is no
// such household at this share.
Biography live_biography(Scenario const& scenario, std::vector<CountyFacts> const& counties, HouseholdId id,
                         int replicate);

// For a terminal of 100 columns; two lives side by side, with the first month marked in which any column differs.
std::string biography_text(Biography const& life);
std::string biographies_text(Biography const& a, Biography const& b);
std::string biography_json(std::vector<Biography> const& lives);
// The first month in which the columns of the two lives differ; nothing if none does.
std::string first_different_month(Biography const& a, Biography const& b);

}  // namespace holdfast
