// County hospitals (县级医院提标扩能, 城乡对口支援): better county hospitals keep stays that would have gone to a city
// or another province; the stay then has the bill, deductible and rate of a county hospital. They pay nothing: the
// health step reads them. Policy document: article 19. Row: HLT-PAIR.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct CountyHospitals {
  static constexpr std::string_view key = "county_hospitals";
  static constexpr int article = 19;
  static constexpr std::string_view title = "County hospitals";
  static constexpr std::string_view title_zh = "县级医院能力提升";
  static constexpr Phase phase = Phase::none;

  struct Params {
    float kept_share = 0, kept_major_share = 0;
  };
  static constexpr std::array fields{
      Field<Params>{"kept_share",
                    &Params::kept_share,
                    {0, 1},
                    "share",
                    "of ordinary stays that would leave the county, kept in its own hospital",
                    "普通住院留在县域的比例",
                    true},
      Field<Params>{"kept_major_share",
                    &Params::kept_major_share,
                    {0, 1},
                    "share",
                    "of major illnesses that would leave the county, kept in its own hospital",
                    "重大疾病留在县域的比例",
                    true},
  };

  // The share of all stays that still leaves the county, of a share that would leave it without the instrument. The
  // patients nearest to the county hospital in luck stay first, so that a higher share keeps a superset.
  static float leaving(Params const& p, float would_leave, bool major) {
    return would_leave * (1.0f - (major ? p.kept_major_share : p.kept_share));
  }
};
static_assert(Policy<CountyHospitals>);

}  // namespace holdfast
