// Skills training (职业技能培训): courses with limited places for jobless workers and farmers of lifted-out and listed
// households, with an allowance for living. Who has completed one finds work sooner and earns more, for life. Policy
// document: article 17 (增强脱贫劳动力就业本领). Row of the course's price: TRG-SC.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct SkillsTraining {
  static constexpr std::string_view key = "skills_training";
  static constexpr int article = 17;
  static constexpr std::string_view title = "Skills training";
  static constexpr std::string_view title_zh = "职业技能培训";
  static constexpr Phase phase = Phase::pay;
  static constexpr bool for_lifted_out = true;
  static constexpr bool one_off = true;

  struct Params {
    float places_per_year = 0, lifted_out_persons = 1, course_months = 1, allowance_yuan = 0, course_yuan = 0;
    float youngest_age = 0, oldest_age = 0, listed_score = 0, jobless_score = 0, low_income_score = 0;
    float finding_bonus = 0, wage_premium = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"places_per_year", &Params::places_per_year, {0, 5000000}, "persons/year", "places in the province, a quarter of them in each round", "全省年培训人数", true},
      Field<Params>{"lifted_out_persons", &Params::lifted_out_persons, {1, 100000000}, "persons", "of the province: the key by which villages share the places", "全省脱贫人口（分配基数）"},
      Field<Params>{"course_months", &Params::course_months, {1, 24}, "months", "length of a course, in which no work is sought", "培训月数"},
      Field<Params>{"allowance_yuan", &Params::allowance_yuan, {0, 10000}, "yuan/person/month", "living allowance of a trainee", "培训期间生活费补贴", true},
      Field<Params>{"course_yuan", &Params::course_yuan, {0, 50000}, "yuan/course", "paid to the school for each trainee, at the end", "培训补贴", true},
      Field<Params>{"youngest_age", &Params::youngest_age, {16, 100}, "years", "least age of a trainee", "最低年龄"},
      Field<Params>{"oldest_age", &Params::oldest_age, {16, 100}, "years", "greatest age of a trainee", "最高年龄"},
      Field<Params>{"listed_score", &Params::listed_score, {0, 100}, "points", "for a household on the monitoring register", "监测对象得分"},
      Field<Params>{"jobless_score", &Params::jobless_score, {0, 100}, "points", "for a household with a jobless worker", "待业劳动力得分"},
      Field<Params>{"low_income_score", &Params::low_income_score, {0, 100}, "points", "times the share by which 12-month income per head is below the monitoring line", "低收入得分"},
      Field<Params>{"finding_bonus", &Params::finding_bonus, {0, 0.5f}, "1/month", "added for life to the chance that a trained jobless worker finds a job", "培训后月就业概率增量"},
      Field<Params>{"wage_premium", &Params::wage_premium, {0, 1}, "log points", "rise of the trained worker's wage, once and for life", "培训后工资增幅"},
  };
  // clang-format on

  static bool due(Params const&, Now const& now) { return now.month_of_year % 3 == 0; }
  static float places(Params const& p, Now const&, Index lifted_out) {
    return 0.25f * p.places_per_year * static_cast<float>(lifted_out) / p.lifted_out_persons;
  }
  static bool holds(Block const&, Index) { return false; }
  static bool bound(Block const&, Index) { return false; }
  HOLDFAST_RULE static std::int32_t concerns(Params const&, Now const&, Block const& b, Index i) {
    std::int32_t const target = (b.household_class == HouseholdClass::lifted_out ? 1 : 0) | (b.category[i] != 0);
    std::int32_t const s0 = b.slot_0[i], s1 = b.slot_1[i], s2 = b.slot_2[i], s3 = b.slot_3[i], trained = b.trained[i];
    std::int32_t const open = (idle(s0) & ~trained) | (idle(s1) & ~(trained >> 1)) | (idle(s2) & ~(trained >> 2)) |
                              (idle(s3) & ~(trained >> 3));
    return target & open & (b.course_months[i] == 0);
  }
  // Points of need; 0 = not eligible.
  static float score(Params const& p, Now const& now, Block const& b, Index i) {
    int const k = candidate(p, b, i);
    if (concerns(p, now, b, i) == 0 || k < 0) return 0;
    float const line = 100.0f * now.monitoring_line_yuan * static_cast<float>(b.members[i]);
    float const gap = line > 0.0f ? 1.0f - static_cast<float>(b.income_register_12[i]) / line : 0.0f;
    bool const jobless = b.slot(k)[i] == static_cast<std::uint8_t>(Slot::jobless);
    return 1.0f + (b.category[i] != 0 ? p.listed_score : 0.0f) + (jobless ? p.jobless_score : 0.0f) +
           p.low_income_score * (gap < 0.0f ? 0.0f : (gap > 1.0f ? 1.0f : gap));
  }
  static void grant(Params const& p, Now const&, Block const& b, Index i) {
    b.course_slot[i] = static_cast<std::uint8_t>(candidate(p, b, i));
    b.course_months[i] = static_cast<std::uint8_t>(p.course_months + 1.0f);
  }
  static void withdraw(Params const&, Now const&, Block const&, Index) {}

  static std::uint8_t const* trigger(Block const& b) { return b.course_months; }
  // The month after the last one brings the certificate. The household's wage level carries all its workers: it rises
  // by the trainee's part.
  static void pass_month(Params const& before, Params const&, Block const& b, Index i) {
    if (b.course_months[i] == 0 || --b.course_months[i] > 0) return;
    b.trained[i] |= static_cast<std::uint8_t>(1u << b.course_slot[i]);
    int workers = 0;
    for (int k = 0; k < labour_slots; ++k) workers += b.slot(k)[i] != static_cast<std::uint8_t>(Slot::none);
    b.wage_log[i] += before.wage_premium / static_cast<float>(workers > 0 ? workers : 1);
  }
  static Fen relief(Params const& p, Now const&, Block const& b, Index i) {
    return b.course_months[i] > 0 ? fen(p.allowance_yuan) : 0;
  }
  // In the last month of the course.
  static Fen provider_cost(Params const& p, Now const&, Block const& b, Index i) {
    return b.course_months[i] == 1 ? fen(p.course_yuan) : 0;
  }
  static bool in_course(Block const& b, Index i, int slot) {
    return b.course_months[i] > 0 && b.course_slot[i] == slot;
  }
  static bool is_trained(Block const& b, Index i, int slot) { return (b.trained[i] >> slot & 1) != 0; }

 private:
  HOLDFAST_RULE static std::int32_t idle(std::int32_t slot) {
    return (slot == static_cast<std::int32_t>(Slot::jobless)) | (slot == static_cast<std::int32_t>(Slot::farm));
  }
  // Jobless before farmer; the better earner of two. -1: nobody.
  static int candidate(Params const& p, Block const& b, Index i) {
    for (Slot const wanted : {Slot::jobless, Slot::farm})
      for (int k = 0; k < labour_slots; ++k) {
        float const age = b.slot_age(k)[i];
        if (b.slot(k)[i] == static_cast<std::uint8_t>(wanted) && !is_trained(b, i, k) && age >= p.youngest_age &&
            age <= p.oldest_age)
          return k;
      }
    return -1;
  }
};
static_assert(PaysCash<SkillsTraining> && Rations<SkillsTraining>);

}  // namespace holdfast
