// The state of all households of one county, as columns; row i is one household. One fact, one line.
// Rows are sorted by household class and cut into blocks of one class each, so that parameters are scalars in a kernel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/core/ids.hpp"
#include "model/core/timeline.hpp"
#include "model/core/units.hpp"

namespace holdfast {

enum class Slot : std::uint8_t { none, farm, local, migrant, post, jobless, unable };  // state of a labour slot
// Which paid post a household holds, if one of its labour slots is in state `post`; at most one a household.
enum class PostKind : std::uint8_t { none, welfare, ranger, workshop };
inline constexpr int labour_slots = 4;
enum class HouseGrade : std::uint8_t { safe, grade_c, grade_d };
// Moved out of a place that cannot feed its people (易地扶贫搬迁); a corner household (掉边掉角户) was left behind
// alone.
enum class Relocated : std::uint8_t { no, estate, corner_waiting, corner_moved };
enum class Category : std::uint8_t { none, unstable, marginal, sudden };  // on the monitoring register
inline constexpr std::array<std::string_view, 4> category_names{"none", "unstable", "marginal", "sudden"};
enum class Need : std::uint8_t { income, food, school, medical, house, water };
inline constexpr std::array<std::string_view, 6> need_names{"income", "food", "school", "medical", "house", "water"};
inline constexpr int needs = 6;
inline constexpr std::int16_t never = -32768;  // for month columns

// COLUMN(type, name, unit, meaning). Moments: "now" = at this point of this month; "last" = at the end of last month.
// A household that has ended (everybody died or left) keeps its row with members = 0.
// clang-format off
#define HOLDFAST_HOUSEHOLD_COLUMNS(COLUMN)                                                                              \
  COLUMN(HouseholdId, id, "", "for life, never reused")                                                                 \
  COLUMN(std::int32_t, village, "", "row of the village in this county")                                                \
  COLUMN(std::int32_t, group, "", "row of the village group in this county")                                            \
  COLUMN(std::int32_t, kin, "", "row of the kin ring in this county")                                                   \
  /* persons: registered (hukou) members, the absent included */                                                        \
  COLUMN(std::uint8_t, members, "persons", "registered members, the absent included")                                   \
  COLUMN(std::uint8_t, away, "persons", "of the members, absent for more than half a year, migrants included")          \
  COLUMN(std::uint8_t, persons_0_5, "persons", "members by age band")                                                   \
  COLUMN(std::uint8_t, persons_6_15, "persons", "members by age band")                                                  \
  COLUMN(std::uint8_t, persons_16_18, "persons", "members by age band")                                                 \
  COLUMN(std::uint8_t, persons_19_59, "persons", "members by age band")                                                 \
  COLUMN(std::uint8_t, persons_60_plus, "persons", "members by age band")                                               \
  COLUMN(std::uint8_t, persons_80_plus, "persons", "of the members of 60 and over")                                     \
  COLUMN(std::uint8_t, disabled, "persons", "members with a certified disability")                                      \
  COLUMN(std::uint8_t, severely_disabled, "persons", "of the disabled, grade 1 or 2")                                   \
  COLUMN(std::uint8_t, chronic, "persons", "members with a chronic illness")                                            \
  COLUMN(std::uint8_t, orphans, "persons", "members below 19 whom no parent raises")                                      \
  COLUMN(std::uint8_t, disabled_children, "persons", "of the disabled, below 16")                                       \
  COLUMN(std::uint8_t, vocational, "persons", "of the members of 16-18, in vocational school")                          \
  COLUMN(std::uint8_t, schooling_years, "years", "of the head")                                                         \
  COLUMN(std::uint8_t, minority, "0/1", "head belongs to an ethnic minority")                                           \
  /* labour slots: up to four members who can or could work, best earner first */                                       \
  COLUMN(std::uint8_t, slot_0, "Slot", "state of labour slot 0")                                                        \
  COLUMN(std::uint8_t, slot_1, "Slot", "state of labour slot 1")                                                        \
  COLUMN(std::uint8_t, slot_2, "Slot", "state of labour slot 2")                                                        \
  COLUMN(std::uint8_t, slot_3, "Slot", "state of labour slot 3")                                                        \
  COLUMN(std::uint8_t, slot_age_0, "years", "age of the person in slot 0")                                              \
  COLUMN(std::uint8_t, slot_age_1, "years", "age of the person in slot 1")                                              \
  COLUMN(std::uint8_t, slot_age_2, "years", "age of the person in slot 2")                                              \
  COLUMN(std::uint8_t, slot_age_3, "years", "age of the person in slot 3")                                              \
  COLUMN(std::uint8_t, acute_months, "months", "left of the acute illness of the worker in acute_slot")                 \
  COLUMN(std::uint8_t, acute_slot, "", "labour slot of the ill or injured worker; 255 = none")                          \
  COLUMN(std::uint8_t, urge_months, "months", "left in which one more worker seeks work away (coping)")                 \
  COLUMN(std::uint8_t, carer, "", "1 + labour slot kept at home by a member in need of constant care; 0 = none")        \
  COLUMN(float, frailty, "", "multiplies all illness hazards of the household; mean 1")                                 \
  COLUMN(float, wage_log, "log yuan/month", "permanent wage level of slot 0 in a local job at January 2020 wages")      \
  COLUMN(float, wage_shock, "log", "transitory wage component, AR(1)")                                                  \
  COLUMN(float, farm_log, "log yuan/year", "permanent gross farm sales at January 2020 prices, full labour and capital") \
  COLUMN(float, farm_shock, "log", "transitory farm component of this farm year")                                       \
  COLUMN(float, land_mu, "mu", "contracted land (15 mu = 1 ha)")                                                        \
  COLUMN(float, crop_loss, "share", "of a year's crop, lost to disasters: taken from the sales of the 12 months after")         \
  COLUMN(float, hardship_luck, "", "word `hardships` of this month's stream \"life\", kept from the first to the second pass") \
  /* balances, whole fen */                                                                                             \
  COLUMN(Fen, savings, "fen", "liquid")                                                                                 \
  COLUMN(Fen, debt, "fen", "owed to kin, informal lenders and banks")                                                   \
  COLUMN(Fen, capital, "fen", "livestock and tools")                                                                    \
  COLUMN(Fen, loan, "fen", "microcredit not yet repaid; not in debt")                                                   \
  COLUMN(Fen, property_income, "fen/month", "rents and dividends")                                                      \
  COLUMN(Fen, bills_year, "fen", "gross hospital bills since January")                                                  \
  COLUMN(Fen, own_share_year, "fen", "in-scope hospital costs left after basic insurance since January")                \
  COLUMN(Fen, assistance_year, "fen", "medical assistance received since January")                                      \
  COLUMN(Fen, relief_year, "fen", "temporary relief received since January")                                            \
  /* house, water, school */                                                                                            \
  COLUMN(std::uint8_t, house_grade, "HouseGrade", "now")                                                                \
  COLUMN(std::uint8_t, house_rebuild_months, "months", "until the granted repair or rebuilding is done; 0 = none")      \
  COLUMN(std::uint8_t, water_cut, "0/1", "no secure drinking water now")                                                \
  COLUMN(std::uint8_t, out_of_school, "persons", "aged 6-15 and not in school")                                         \
  COLUMN(std::uint16_t, food_short_bits, "", "bit k = food was short k months ago (12 bits used)")                      \
  COLUMN(std::uint8_t, care_forgone_months, "months", "in a row in which needed care was not sought for its price")     \
  /* entitlements */                                                                                                    \
  COLUMN(std::uint8_t, insured, "0/1", "members are enrolled in resident medical insurance this year")                  \
  COLUMN(std::uint8_t, insured_next, "0/1", "enrolled for next year (premium season)")                                  \
  COLUMN(std::uint8_t, dibao, "0/1", "receives dibao")                                                                  \
  COLUMN(std::uint8_t, dibao_exit_months, "months", "left of gradual exit; 0 = not leaving")                            \
  COLUMN(std::uint8_t, dibao_months, "months", "of dibao received in a row, counted up to 12")                           \
  COLUMN(Fen, dibao_topup, "fen/month", "fixed at the last review")                                                     \
  COLUMN(std::uint8_t, post_kind, "PostKind", "of the household's paid post; means nothing without a slot in state post") \
  COLUMN(std::uint8_t, post_months, "months", "left of the contract of the paid post")                                  \
  COLUMN(std::uint8_t, post_seeks, "0/1", "the holder of the paid post seeks other work; means nothing without a holder") \
  COLUMN(std::uint8_t, relief_work_months, "months", "until work relief may be granted again; paid in the first of them") \
  COLUMN(std::uint8_t, course_months, "months", "left of the training course, this one included")                        \
  COLUMN(std::uint8_t, course_slot, "", "labour slot of the trainee while course_months is not 0")                       \
  COLUMN(std::uint8_t, trained, "bits", "bit k = the worker of labour slot k has completed a course")                    \
  COLUMN(std::uint8_t, returned, "bits", "bit k = the worker of labour slot k lost a job away and seeks another")         \
  COLUMN(std::uint8_t, loan_months, "months", "left of the term of the microcredit; 0 = none")                          \
  COLUMN(std::uint8_t, credit_record, "", "of microcredit: 0 = good, 1 = rolled over, 2 = defaulted: no further loan")  \
  COLUMN(std::uint8_t, coop, "0/1", "member of the village's co-op")                                                    \
  COLUMN(std::uint8_t, industry_year, "year", "since 2000, of the last grant of productive capital; 0 = none yet")      \
  COLUMN(std::uint8_t, day_care, "0/1", "a severely disabled member has a place in day care")                           \
  COLUMN(std::uint8_t, care_visits, "", "0 = none, 1 = visited, 2 = enough to free the carer")                          \
  COLUMN(std::uint8_t, tekun, "persons", "members in tekun support (no labour, no income, no support)")                 \
  COLUMN(std::uint8_t, low_income_file, "LowIncomeFile::Kind", "on the low-income file: 1 tekun, 2 dibao, 3 dibao margin, 4 poor by spending; 0 = not on it") \
  COLUMN(std::uint8_t, risk_months, "months", "in a row with income after rigid spending below the monitoring line, or a burden of sudden hardship") \
  COLUMN(std::uint8_t, retrofitted, "0/1", "house strengthened against earthquakes")                                     \
  COLUMN(std::uint8_t, relocated, "Relocated", "resettled, or a corner household that waits for it")                    \
  COLUMN(std::uint8_t, crop_loss_months, "months", "left in which crop_loss lowers sales")                               \
  COLUMN(std::uint8_t, grant_months, "months", "left in which the rebuilding grant is paid")                            \
  COLUMN(std::uint8_t, damage_months, "months", "left in which disaster relief is due")                                 \
  COLUMN(Fen, damage_loss, "fen", "household loss of the last disaster, base of disaster relief")                       \
  COLUMN(std::uint8_t, hardship, "0/1", "sudden hardship this month (large bill, death, disaster): temporary relief")   \
  /* monitoring register; months count from January 2000, `never` = not set */                                          \
  COLUMN(std::uint8_t, category, "Category", "on the register now; 0 = not listed")                                     \
  COLUMN(std::uint8_t, ever_listed, "0/1", "listed now or before")                                                      \
  COLUMN(std::uint8_t, queued, "", "1 = an alert waits for verification; 2 + channel = a false alarm of this month")     \
  COLUMN(std::uint8_t, listed_by, "", "channel whose alert led to the listing (0-3), + 4 when no other named it that month; 255 = listed at the start") \
  COLUMN(std::uint8_t, listed_cause, "MainCause", "of the current or last listing")                                      \
  COLUMN(std::uint8_t, package, "bits", "measures delivered: 1 job, 2 health, 4 dibao, 8 house, 16 school, 32 industry")  \
  COLUMN(std::uint8_t, stable_months, "months", "in a row above the line without need, while listed; in follow-up 1 = in need again soon after removal")                   \
  COLUMN(std::uint8_t, follow_up_months, "months", "left of follow-up visits after removal")                            \
  COLUMN(std::int16_t, listed_month, "month", "of the current or last listing")                                         \
  COLUMN(std::int16_t, alert_month, "month", "of the first alert of the current queue entry")                           \
  COLUMN(std::int16_t, help_due_month, "month", "when the package takes effect")                                        \
  /* needs and relapse */                                                                                               \
  COLUMN(std::uint8_t, need_income, "months", "in a row with the need, capped at 255")                                  \
  COLUMN(std::uint8_t, need_food, "months", "in a row with the need")                                                   \
  COLUMN(std::uint8_t, need_school, "months", "in a row with the need")                                                 \
  COLUMN(std::uint8_t, need_medical, "months", "in a row with the need")                                                \
  COLUMN(std::uint8_t, need_house, "months", "in a row in an unsafe house; a need after the months of grace")             \
  COLUMN(std::uint8_t, need_water, "months", "in a row without secure water; a need after the months of grace")           \
  COLUMN(std::uint8_t, below_monitoring, "months", "in a row with 12-month income below the monitoring line")            \
  COLUMN(std::uint8_t, in_spell_monitoring, "", "1 + clear months in a spell at the monitoring line; 0 = in none")       \
  COLUMN(std::uint8_t, in_spell, "0/1", "in a spell of latent relapse (lifted-out) or new poverty (others)")            \
  COLUMN(std::uint8_t, clear_months, "months", "in a row without any need")                                             \
  COLUMN(std::uint8_t, spells, "", "spells begun since the start of the run")                                           \
  COLUMN(std::uint8_t, needy_at_start, "0/1", "in need on the last day before the run: not at risk until clear")        \
  COLUMN(std::uint8_t, recorded, "0/1", "recorded as relapsed by an annual assessment")                                 \
  COLUMN(std::int16_t, onset_month, "month", "first month of the current or last spell")                                \
  /* flows of this month, fen; income_register and income_survey are the two concepts, never mixed (model.md 7a.2) */   \
  COLUMN(Fen, wages, "fen/month", "of all members, migrants in full")                                                   \
  COLUMN(Fen, migrant_wages, "fen/month", "of the wages, earned by migrants")                                           \
  COLUMN(Fen, farm_income, "fen/month", "sales less cash costs")                                                        \
  COLUMN(Fen, public_cash, "fen/month", "benefits paid by public programmes")                                           \
  COLUMN(Fen, out_of_pocket, "fen/month", "health spending left with the household")                                    \
  COLUMN(Fen, school_costs, "fen/month", "boarding and fees left with the household")                                   \
  COLUMN(Fen, gifts, "fen/month", "from kin and village, negative when given; sums to zero in each kin ring and village") \
  COLUMN(Fen, income_register, "fen/month", "net income of registered members")                                         \
  COLUMN(Fen, income_survey, "fen/month", "disposable income of residents")                                             \
  COLUMN(Fen, income_survey_year, "fen", "of the reported months since January")                                                \
  COLUMN(Fen, consumption, "fen/month", "without health and school")                                                    \
  COLUMN(Fen, interest, "fen/month", "paid on debt")                                                                    \
  COLUMN(Fen, invested, "fen/month", "put into capital; negative: cash from capital sold")                              \
  COLUMN(Fen, premium_paid, "fen/month", "own part of the yearly medical and pension contributions (season only)")      \
  COLUMN(Fen, school_meals, "fen/month", "worth of meals eaten at school; no income")                                   \
  COLUMN(Fen, wages_year, "fen", "wages of the last year; older months fade by a twelfth a month")                      \
  COLUMN(Fen, repairs, "fen/month", "own money put into the house: repair, and the own part of subsidised works")        \
  /* 12-month sums; the months themselves stand in the two rings */                                                     \
  COLUMN(Fen, income_register_12, "fen", "sum of the last 12 months")                                                   \
  COLUMN(Fen, out_of_pocket_12, "fen", "sum of the last 12 months")
// clang-format on

inline constexpr int ring_months = 12;

// A stretch of rows of one class, as raw columns: what kernels loop over. Copy it into a local before the loop, so that
// the compiler keeps only the columns it needs in registers.
struct Block {
  Index n = 0;      // rows
  Index first = 0;  // row of the county where the block begins
  HouseholdClass household_class = HouseholdClass::ordinary;
  std::ptrdiff_t ring_stride = 0;  // rows between two months of a ring
  Fen* income_ring = nullptr;      // [month % 12 * ring_stride + i]
  Fen* out_of_pocket_ring = nullptr;
#define HOLDFAST_POINTER(type, name, unit, meaning) type* name = nullptr;
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_POINTER)
#undef HOLDFAST_POINTER

  std::uint8_t* slot(int k) const { return k == 0 ? slot_0 : k == 1 ? slot_1 : k == 2 ? slot_2 : slot_3; }
  std::uint8_t* slot_age(int k) const {
    return k == 0 ? slot_age_0 : k == 1 ? slot_age_1 : k == 2 ? slot_age_2 : slot_age_3;
  }
  std::uint8_t* need(int k) const {
    std::uint8_t* const columns[needs] = {need_income, need_food, need_school, need_medical, need_house, need_water};
    return columns[k];
  }
  HOLDFAST_RULE Index residents(Index i) const { return Index{members[i]} - Index{away[i]}; }
};

inline constexpr Index block_rows = 1024;

struct Households {
#define HOLDFAST_VECTOR(type, name, unit, meaning) std::vector<type> name;
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_VECTOR)
#undef HOLDFAST_VECTOR
  std::vector<Fen> income_ring;         // [12][rows]
  std::vector<Fen> out_of_pocket_ring;  // [12][rows]

  Index rows = 0;                                      // capacity included
  std::array<Index, household_classes> class_begin{};  // first row of each class
  std::array<Index, household_classes> class_end{};    // one past the last used row of each class
  std::array<Index, household_classes>
      class_capacity{};  // one past the last row reserved for the class (splits fill it)

  // All columns zero, dates `never`; `capacity` rows for each class, none used yet.
  void resize(std::array<Index, household_classes> const& capacity);
  // The rows [first, first + n) as a block.
  Block block(Index first, Index n, HouseholdClass household_class);
  // Used rows of all classes cut into blocks of at most block_rows.
  std::vector<Block> blocks();
  // All rows of a class as one block (cold passes).
  Block whole(HouseholdClass household_class);
  HouseholdClass class_of(Index row) const {
    return row < class_begin[1]   ? HouseholdClass::lifted_out
           : row < class_begin[2] ? HouseholdClass::marginal
                                  : HouseholdClass::ordinary;
  }
  // All columns of row `from`, rings included, to row `to`.
  void copy_row(Index from, Index to);
  static std::size_t bytes_per_household();
};

}  // namespace holdfast
