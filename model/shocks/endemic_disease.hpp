// Endemic diseases: HIV in the counties of the Greater and Lesser Liangshan, echinococcosis in the Tibetan counties of
// the plateau. They add to the hazards of chronic and major illness there. Policy document: none (a shock); article 19
// acts on it. Values: assumptions (scenarios/data/policies-watch.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

enum class Endemic : std::uint8_t { none, hiv, echinococcosis };

struct EndemicDisease {
  static constexpr std::string_view key = "endemic_disease";
  static constexpr int article = 0;
  static constexpr std::string_view title = "HIV and echinococcosis";
  static constexpr std::string_view title_zh = "艾滋病与包虫病";

  struct Params {
    float hiv_onset_per_year = 0, hiv_major_per_year = 0;
    float echinococcosis_onset_per_year = 0, echinococcosis_major_per_year = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"hiv_onset_per_year",
                    &Params::hiv_onset_per_year,
                    {0, 0.1f},
                    "1/person/year",
                    "new infections with HIV in need of lasting treatment, ages 19-59, without control",
                    "无防治时19-59岁艾滋病新发率"},
      Field<Params>{"hiv_major_per_year",
                    &Params::hiv_major_per_year,
                    {0, 0.1f},
                    "1/person/year",
                    "major illnesses by HIV, ages 19-59, without control",
                    "无防治时19-59岁艾滋病重病率"},
      Field<Params>{"echinococcosis_onset_per_year",
                    &Params::echinococcosis_onset_per_year,
                    {0, 0.1f},
                    "1/person/year",
                    "new chronic echinococcosis, ages 19 and over, without control",
                    "无防治时19岁以上包虫病新发率"},
      Field<Params>{"echinococcosis_major_per_year",
                    &Params::echinococcosis_major_per_year,
                    {0, 0.1f},
                    "1/person/year",
                    "echinococcosis that needs an operation, ages 19 and over, without control",
                    "无防治时19岁以上包虫病手术率"},
  };

  static Endemic endemic_in(std::string_view area_group) {
    return area_group == "daliangshan_xiaoliangshan" ? Endemic::hiv
           : area_group == "plateau_tibetan"         ? Endemic::echinococcosis
                                                     : Endemic::none;
  }

  struct Hazards {
    float major_adult = 0, major_elder = 0, onset_adult = 0, onset_elder = 0;  // a person and month
  };
  // Added to the hazards of illness; `left`: share that the control of the disease leaves.
  static Hazards hazards(Params const& p, Endemic disease, float left) {
    float const month = left * (1.0f / 12.0f);
    if (disease == Endemic::hiv) return {month * p.hiv_major_per_year, 0, month * p.hiv_onset_per_year, 0};
    if (disease == Endemic::none) return {};
    float const major = month * p.echinococcosis_major_per_year, onset = month * p.echinococcosis_onset_per_year;
    return {major, major, onset, onset};
  }
};
static_assert(Module<EndemicDisease>);

}  // namespace holdfast
