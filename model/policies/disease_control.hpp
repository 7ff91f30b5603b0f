// Disease control (艾滋病和包虫病防治): treatment, screening and deworming lower the hazard of the two endemic
// diseases, HIV in Liangshan and echinococcosis in the Tibetan counties. It pays nothing: the health step multiplies
// the hazards. Policy document: article 19. Values: assumptions (scenarios/data/policies-watch.json).
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct DiseaseControl {
  static constexpr std::string_view key = "disease_control";
  static constexpr int article = 19;
  static constexpr std::string_view title = "Control of HIV and echinococcosis";
  static constexpr std::string_view title_zh = "艾滋病和包虫病防治";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float hiv_prevented_share = 0, echinococcosis_prevented_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"hiv_prevented_share",
                    &Params::hiv_prevented_share,
                    {0, 1},
                    "share",
                    "of the infections and illnesses by HIV that treatment and education prevent",
                    "艾滋病防治避免的发病比例",
                    true},
      Field<Params>{"echinococcosis_prevented_share",
                    &Params::echinococcosis_prevented_share,
                    {0, 1},
                    "share",
                    "of the illnesses by echinococcosis that screening and deworming prevent",
                    "包虫病防治避免的发病比例",
                    true},
  };

  // Factor on the hazards of a county's endemic disease.
  static float left_of_hiv(Params const& p) { return 1.0f - p.hiv_prevented_share; }
  static float left_of_echinococcosis(Params const& p) { return 1.0f - p.echinococcosis_prevented_share; }
};
static_assert(Policy<DiseaseControl>);

}  // namespace holdfast
