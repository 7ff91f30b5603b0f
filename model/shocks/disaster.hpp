// Disasters: flood, drought, hail, earthquake, landslide (with fire) and animal disease; one set of rules, one module
// for each hazard. Policy document: articles 3, 6 and 18 act on them. Values: dynamics.md section 3 of the evidence
// (S086-S152).
#pragma once

#include "model/core/numeric.hpp"
#include "model/modules.hpp"

namespace holdfast {

struct Disaster {
  struct Params {
    float basin_per_year = 0, basin_rim_per_year = 0, west_plateau_per_year = 0, panxi_per_year = 0;
    float season_peak = 7.5f, season_half_width = 3, panxi_season_peak = 7.5f, season_floor_share = 0;
    float field_sd = 0, field_yearly = 0, spread_km = 0, uses_exposure = 0;
    float village_hit_low_share = 0, village_hit_high_share = 0, household_hit_share = 1;
    float loss_yuan = 0, loss_log_sd = 1.4f, capital_tie_share = 0.5f, capital_yuan = 8000;
    float crop_loss_share = 0, herd_loss_share = 0, house_damage_share = 0, house_collapse_share = 0, injury_share = 0;
    float injury_months = 3, road_months = 0, repair_months = 4, rebuild_months = 10;
  };
  static constexpr std::array fields{
      Field<Params>{"basin_per_year",
                    &Params::basin_per_year,
                    {0, 20},
                    "1/county/year",
                    "events in a county of the basin",
                    "盆地县年均次数"},
      Field<Params>{"basin_rim_per_year",
                    &Params::basin_rim_per_year,
                    {0, 20},
                    "1/county/year",
                    "events in a county of the basin's rim",
                    "盆周县年均次数"},
      Field<Params>{"west_plateau_per_year",
                    &Params::west_plateau_per_year,
                    {0, 20},
                    "1/county/year",
                    "events in a county of the western plateau",
                    "川西高原县年均次数"},
      Field<Params>{"panxi_per_year",
                    &Params::panxi_per_year,
                    {0, 20},
                    "1/county/year",
                    "events in a county of Panxi",
                    "攀西县年均次数"},
      Field<Params>{
          "season_peak", &Params::season_peak, {0.5f, 12.5f}, "month of year", "middle of the season", "季节中心月"},
      Field<Params>{"season_half_width",
                    &Params::season_half_width,
                    {0.1f, 12},
                    "months",
                    "from the middle of the season to its ends",
                    "季节半宽"},
      Field<Params>{"panxi_season_peak",
                    &Params::panxi_season_peak,
                    {0.5f, 12.5f},
                    "month of year",
                    "middle of the season in Panxi",
                    "攀西季节中心月"},
      Field<Params>{"season_floor_share",
                    &Params::season_floor_share,
                    {0, 1},
                    "share of the peak",
                    "of the rate outside the season",
                    "季外强度"},
      Field<Params>{"field_sd",
                    &Params::field_sd,
                    {0, 2},
                    "log points",
                    "spread of the climate field that multiplies the rate",
                    "气候场标准差"},
      Field<Params>{"field_yearly",
                    &Params::field_yearly,
                    {0, 1},
                    "0/1",
                    "one climate field a year (1) or a month (0)",
                    "气候场按年"},
      Field<Params>{"spread_km",
                    &Params::spread_km,
                    {0, 500},
                    "km",
                    "distance at which the share hit falls by 1/e; 0: the county alone",
                    "影响衰减距离"},
      Field<Params>{"uses_exposure",
                    &Params::uses_exposure,
                    {0, 1},
                    "0/1",
                    "the village's exposure multiplies its chance",
                    "按村庄暴露度"},
      Field<Params>{"village_hit_low_share",
                    &Params::village_hit_low_share,
                    {0, 1},
                    "share",
                    "least share of villages hit",
                    "受灾村比例下限"},
      Field<Params>{"village_hit_high_share",
                    &Params::village_hit_high_share,
                    {0, 1},
                    "share",
                    "largest share of villages hit",
                    "受灾村比例上限"},
      Field<Params>{"household_hit_share",
                    &Params::household_hit_share,
                    {0, 1},
                    "share",
                    "of the households of a hit village",
                    "受灾村中受灾户比例"},
      Field<Params>{"loss_yuan",
                    &Params::loss_yuan,
                    {0, 500000},
                    "yuan",
                    "mean loss of a hit household in stores, tools and clean-up",
                    "户均物资损失"},
      Field<Params>{
          "loss_log_sd", &Params::loss_log_sd, {0, 2.5f}, "log points", "spread of that loss", "损失对数标准差"},
      Field<Params>{"capital_tie_share",
                    &Params::capital_tie_share,
                    {0, 1},
                    "share",
                    "of that loss that grows with the household's capital",
                    "损失随资产变化的部分"},
      Field<Params>{"capital_yuan",
                    &Params::capital_yuan,
                    {1, 1000000},
                    "yuan",
                    "capital of a household with the mean loss",
                    "基准资产"},
      Field<Params>{
          "crop_loss_share", &Params::crop_loss_share, {0, 1}, "share", "mean loss of the year's crop", "作物损失比例"},
      Field<Params>{"herd_loss_share",
                    &Params::herd_loss_share,
                    {0, 1},
                    "share",
                    "mean loss of productive capital",
                    "畜禽等资产损失比例"},
      Field<Params>{"house_damage_share",
                    &Params::house_damage_share,
                    {0, 1},
                    "share",
                    "of hit households: house falls to grade C",
                    "房屋损坏比例"},
      Field<Params>{"house_collapse_share",
                    &Params::house_collapse_share,
                    {0, 1},
                    "share",
                    "of hit households: house falls to grade D",
                    "房屋倒塌或严重损坏比例"},
      Field<Params>{"injury_share",
                    &Params::injury_share,
                    {0, 1},
                    "share",
                    "of hit households: one worker hurt",
                    "有人受伤户比例"},
      Field<Params>{"injury_months",
                    &Params::injury_months,
                    {0, 60},
                    "months",
                    "mean time without work of the hurt, geometric",
                    "受伤误工月数"},
      Field<Params>{"road_months",
                    &Params::road_months,
                    {0, 36},
                    "months",
                    "roads and local jobs of a hit village down",
                    "道路与本地就业中断月数"},
      Field<Params>{"repair_months",
                    &Params::repair_months,
                    {0, 60},
                    "months",
                    "until a damaged house is repaired",
                    "修缮所需月数"},
      Field<Params>{"rebuild_months",
                    &Params::rebuild_months,
                    {0, 60},
                    "months",
                    "until a lost house is rebuilt",
                    "重建所需月数"},
  };

  static float per_year(Params const& p, HazardZone zone) {
    switch (zone) {
      case HazardZone::basin:
        return p.basin_per_year;
      case HazardZone::basin_rim:
        return p.basin_rim_per_year;
      case HazardZone::west_plateau:
        return p.west_plateau_per_year;
      default:
        return p.panxi_per_year;
    }
  }
  // Rate of the month over a twelfth of the year's: a triangle around the season's middle over a floor, mean 1.
  static float season(Params const& p, HazardZone zone, int month_of_year) {
    float const peak = zone == HazardZone::panxi ? p.panxi_season_peak : p.season_peak;
    auto const height = [&](int month) {
      float const apart =
          static_cast<float>(month) > peak ? static_cast<float>(month) - peak : peak - static_cast<float>(month);
      float const round = apart > 6.0f ? 12.0f - apart : apart;
      float const inside = 1.0f - round / p.season_half_width;
      return p.season_floor_share + (1.0f - p.season_floor_share) * (inside > 0.0f ? inside : 0.0f);
    };
    float sum = 0;
    for (int month = 1; month <= 12; ++month) sum += height(month);
    return sum > 0.0f ? 12.0f * height(month_of_year) / sum : 0.0f;
  }
  // Expected events this month; `field` is the climate field, a standard normal. Its mean over the field is the rate.
  static float intensity(Params const& p, HazardZone zone, int month_of_year, float field) {
    return per_year(p, zone) * (1.0f / 12.0f) * season(p, zone, month_of_year) *
           numeric::exp(p.field_sd * field - 0.5f * p.field_sd * p.field_sd);
  }
  // Poisson number of events by inversion of one uniform.
  static int events(float mean, float u) {
    double below = numeric::exp(-static_cast<double>(mean));
    double term = below;
    int n = 0;
    while (u >= below && n < 60) {
      ++n;
      term *= static_cast<double>(mean) / n;
      below += term;
    }
    return n;
  }
  // A number in [0, 1] with this mean: a Beta distribution with second parameter 1, so that total losses happen.
  static float share_with_mean(float mean, float u) {
    if (mean <= 0.0f) return 0.0f;
    return mean >= 1.0f ? 1.0f : numeric::power(u, (1.0f - mean) / mean);
  }
  // Loss in stores, tools and clean-up of a household with this capital; its mean over luck z is loss_mean_yuan at
  // capital_yuan.
  static float loss(Params const& p, float loss_mean_yuan, float capital_yuan, float z) {
    float const relative = capital_yuan / p.capital_yuan;
    float const size = 1.0f - p.capital_tie_share + p.capital_tie_share * (relative < 4.0f ? relative : 4.0f);
    return loss_mean_yuan * size * numeric::exp(p.loss_log_sd * z - 0.5f * p.loss_log_sd * p.loss_log_sd);
  }
};

// One hazard: the common rules under its own name.
#define HOLDFAST_DISASTER(Name, name, english, chinese)   \
  struct Name : Disaster {                                \
    static constexpr std::string_view key = #name;        \
    static constexpr int article = 0;                     \
    static constexpr std::string_view title = english;    \
    static constexpr std::string_view title_zh = chinese; \
    static constexpr Hazard hazard = Hazard::name;        \
  };                                                      \
  static_assert(Module<Name>);
HOLDFAST_DISASTER(Flood, flood, "Floods and debris flows", "洪涝与泥石流")
HOLDFAST_DISASTER(Drought, drought, "Drought", "干旱")
HOLDFAST_DISASTER(Hail, hail, "Hail, wind and frost", "风雹与低温冷冻")
HOLDFAST_DISASTER(Earthquake, earthquake, "Earthquakes", "地震")
HOLDFAST_DISASTER(Landslide, landslide, "Landslides and fires", "滑坡与火灾")
HOLDFAST_DISASTER(AnimalDisease, animal_disease, "Animal disease", "动物疫病")
#undef HOLDFAST_DISASTER

}  // namespace holdfast
