// The shocks behind the buttons of the classroom page. Shares of the earthquake are those of the centre of
// scenarios/stress/earthquake.json (S133, S147), the price year is that of stress/drought-and-price.json, the downturn
// that of stress/macro-downturn.json. assumption: flood and drought are severe ones of their kind, so that a class
// sees what they do (grade D).
#pragma once

#include <array>
#include <string_view>

#include "model/county.hpp"

namespace holdfast::classroom {

// A disaster in one month, with the numbers of an event of a scenario file.
struct DisasterShock {
  std::string_view key, title, title_zh;
  Hazard hazard;
  double village_hit_share, household_hit_share, loss_yuan_mean, crop_loss_share, herd_loss_share, house_damage_share,
      house_collapse_share, injury_share;
  int road_months;
};
inline constexpr std::array disaster_shocks{
    DisasterShock{"earthquake", "Earthquake", "地震", Hazard::earthquake, 0.95, 0.95, 12000, 0.05, 0.08, 0.55, 0.1,
                  0.03, 12},
    DisasterShock{"flood", "Flood", "洪涝", Hazard::flood, 0.5, 0.5, 5000, 0.3, 0.1, 0.1, 0.01, 0.001, 2},
    DisasterShock{"drought", "Drought", "旱灾", Hazard::drought, 0.9, 0.9, 0, 0.45, 0.05, 0, 0, 0, 0},
};

// Parameters that take another value for some months.
struct ValueShock {
  std::string_view key, title, title_zh;
  struct Setting {
    std::string_view path;
    double value;
  };
  std::array<Setting, 2> set;  // an empty path: none
  int months;
};
inline constexpr std::array value_shocks{
    ValueShock{"price",
               "Farm prices fall for a year",
               "农产品价格下跌一年",
               {{{"shocks.price_fall.shift", -0.16}, {"shocks.price_fall.herd_shift", -0.29}}},
               12},
    ValueShock{"downturn", "Jobs become scarce for a year", "就业形势转差一年", {{{"shocks.macro.shift", -2}, {}}}, 12},
};

}  // namespace holdfast::classroom
