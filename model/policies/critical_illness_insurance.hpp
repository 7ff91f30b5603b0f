// Critical-illness insurance: the second tier; pays on a year's own share above a threshold, more for poor classes.
// Policy document: article 5. Values: MED-CI-* (policies-health.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct CriticalIllnessInsurance {
  static constexpr std::string_view key = "critical_illness_insurance";
  static constexpr int article = 5;
  static constexpr std::string_view title = "Critical-illness insurance";
  static constexpr std::string_view title_zh = "城乡居民大病保险";
  static constexpr Phase phase = Phase::settle;

  struct Params {
    float threshold_yuan = 12000, band_2_yuan = 50000, band_3_yuan = 100000;
    float rate_1 = 0.6f, rate_2 = 0.7f, rate_3 = 0.8f, poor_threshold_factor = 0.5f, poor_bonus_rate = 0.05f;
  };
  static constexpr std::array fields{
      Field<Params>{"threshold_yuan",
                    &Params::threshold_yuan,
                    {0, 200000},
                    "yuan/year",
                    "own share of a year above which it pays",
                    "起付线"},
      Field<Params>{"band_2_yuan",
                    &Params::band_2_yuan,
                    {0, 1000000},
                    "yuan/year",
                    "own share from which the second rate holds",
                    "第二段起点"},
      Field<Params>{"band_3_yuan",
                    &Params::band_3_yuan,
                    {0, 1000000},
                    "yuan/year",
                    "own share from which the third rate holds",
                    "第三段起点"},
      Field<Params>{"rate_1", &Params::rate_1, {0, 1}, "share", "paid up to the second band", "第一段支付比例", true},
      Field<Params>{"rate_2", &Params::rate_2, {0, 1}, "share", "paid in the second band", "第二段支付比例", true},
      Field<Params>{"rate_3", &Params::rate_3, {0, 1}, "share", "paid in the third band", "第三段支付比例", true},
      Field<Params>{"poor_threshold_factor",
                    &Params::poor_threshold_factor,
                    {0, 1},
                    "ratio",
                    "threshold for tekun, dibao and listed households",
                    "困难群众起付线系数"},
      Field<Params>{"poor_bonus_rate",
                    &Params::poor_bonus_rate,
                    {0, 1},
                    "share",
                    "added to each rate for tekun, dibao and listed households",
                    "困难群众提高比例"},
  };

  // Since 2020 nobody is officially "returned poor", the third poor class of the rule: the register takes its place.
  static bool poor(Patient const& patient) { return patient.tekun || patient.dibao || patient.listed; }

  // Fen paid in a year on an own share of this size, before rounding.
  static double paid_on(Params const& p, bool is_poor, FenSum own_share) {
    FenSum const low = fen(p.threshold_yuan * (is_poor ? p.poor_threshold_factor : 1.0f));
    FenSum const middle = fen(p.band_2_yuan) > low ? fen(p.band_2_yuan) : low;
    FenSum const high = fen(p.band_3_yuan) > middle ? fen(p.band_3_yuan) : middle;
    float const bonus = is_poor ? p.poor_bonus_rate : 0.0f;
    auto const part = [bonus](FenSum from, FenSum to, float rate) {
      float const raised = rate + bonus < 1.0f ? rate + bonus : 1.0f;
      return to > from ? static_cast<double>(to - from) * static_cast<double>(raised) : 0.0;
    };
    auto const smaller = [](FenSum a, FenSum b) { return a < b ? a : b; };
    return part(low, smaller(own_share, middle), p.rate_1) + part(middle, smaller(own_share, high), p.rate_2) +
           part(high, own_share, p.rate_3);
  }
  // Rounded once, so that a higher rate never pays a fen less.
  static Fen covers(Params const& p, Patient const& patient, Fen left) {
    if (!patient.insured) return 0;
    bool const is_poor = poor(patient);
    FenSum const before = patient.own_share_year;
    return static_cast<Fen>(paid_on(p, is_poor, before + left) - paid_on(p, is_poor, before) + 0.5);
  }
};
static_assert(SettlesBills<CriticalIllnessInsurance>);

}  // namespace holdfast
