// One county while it is simulated: its facts, households, villages, this month's totals and its ledger.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/core/calendar.hpp"
#include "model/core/timeline.hpp"
#include "model/followed.hpp"
#include "model/households.hpp"
#include "model/receipts.hpp"
#include "model/totals.hpp"
#include "model/trail.hpp"

namespace holdfast {

enum class HazardZone : std::uint8_t { basin, basin_rim, west_plateau, panxi };
inline constexpr std::array<std::string_view, 4> hazard_zone_names{"basin", "basin_rim", "west_plateau", "panxi"};

// Rural margins of the 2020 census, adjusted (scenarios/data/margins.csv). Shares sum to 1 within each array.
struct Margins {
  double rural_households = 0;  // resident households
  double rural_persons = 0;     // residents
  double mean_size = 0;         // residents per household
  double one_person_share = 0;
  std::array<double, 4> generations_share{};   // 1, 2, 3, 4 and more
  std::array<double, 4> with_65_plus_share{};  // households with 0, 1, 2, 3 and more persons of 65 and over
  std::array<double, 8> age_share{};           // residents 0-5, 6-15, 16-18, 19-44, 45-59, 60-64, 65-74, 75 and over
  double male_share = 0;
  std::array<double, 4> schooling_share{};  // none, primary, junior, senior and more (aged 15 and over)
  double illiterate_share = 0;
  double agriculture_share = 0;  // of the employed
  double employed_share = 0;     // of 16 and over
  double unable_share = 0;       // unable to work, of 16 and over (2010)
  double piped_water_share = 0;
  double self_built_share = 0;
  double bathing_share = 0;
  double car_share = 0;
  double minority_share = 0;
  double birth_permille = 0;
  double death_permille = 0;
};

// What is known of a county before the first month. Never changes.
struct CountyFacts {
  std::uint32_t number = 0;  // 0-182, row of counties.csv
  int adcode = 0;
  std::string name_zh, name_en, prefecture_zh, prefecture_en, area_group;
  double lon = 0, lat = 0, x_km = 0, y_km = 0;
  bool lifted_out_county = false, deep_poverty_county = false, national_key_county = false,
       provincial_key_county = false;
  bool paired_county = false;  // one of the 68 of east-west cooperation and designated support
  int seismic_intensity = 0;
  double rural_income_2020_yuan = 0;  // survey concept, per resident and year
  double lifted_out_persons = 0;      // registered members
  HazardZone hazard_zone = HazardZone::basin;
  Margins margins;

  // In the mountain areas (Qinba, Wumeng, Greater and Lesser Liangshan, Tibetan plateau) with forest and grassland
  // posts.
  bool forest() const { return area_group != "other"; }
  CountyClass county_class() const {
    if (national_key_county) return CountyClass::national_key;
    if (provincial_key_county) return CountyClass::provincial_key;
    return lifted_out_county ? CountyClass::lifted_out : CountyClass::other;
  }
};

// A dated event of the replay (scenarios/data/events.csv) or a drawn one.
enum class Hazard : std::uint8_t { flood, drought, hail, earthquake, landslide, animal_disease };
inline constexpr std::array<std::string_view, 6> hazard_names{"flood",      "drought",   "hail",
                                                              "earthquake", "landslide", "animal_disease"};
inline constexpr int hazards = 6;
struct DisasterEvent {
  Month month;
  Hazard hazard = Hazard::flood;
  float village_hit_share = 0;     // of villages, each hit with this chance
  float household_hit_share = 1;   // of households in a hit village
  float loss_yuan_mean = 0;        // household loss given hit, lognormal
  float crop_loss_share = 0;       // of the farm year
  float herd_loss_share = 0;       // of capital
  float house_damage_share = 0;    // of hit households: grade C
  float house_collapse_share = 0;  // of hit households: grade D
  float injury_share = 0;          // of hit households: one member hurt
  int road_months = 0;             // roads and local jobs down
  bool further = false;            // of the scenario: comes on top of all others, whether they are replayed or drawn
  std::uint32_t serial = 0;        // within county and month; part of the draws' index
};

// What a village sells, to whom and at what price; set at the beginning of a month from what was sold the month before.
struct VillageMarkets {
  std::vector<float> price;           // received for farm sales, relative to the county's price
  std::vector<float> service;         // 1 = technicians of the industry programme visit
  std::vector<std::uint8_t> coop;     // 1 = a co-op works here
  std::vector<Index> coop_members;    // households of the co-op, drawn
  std::vector<FenSum> coop_profit;    // fen, kept by the co-op
  std::vector<Fen> dividend;          // to each member household this month
  std::vector<float> assisted_share;  // of the members' sales, bought by consumption assistance
  std::vector<float> service_jobs;    // local positions with visitors this month, drawn part
  std::vector<Index> lifted_out;      // members of lifted-out households, drawn; counted each January
  std::vector<FenSum> volume;         // sold, valued without prices, season and trend
  std::vector<FenSum> usual_volume;   // the same in the usual year of the start
  std::vector<FenSum> sales;          // fen
  std::vector<FenSum> member_sales;   // of the sales, by members of the co-op
  // A market without co-op, service or visitors, at the county's price.
  void resize(std::size_t villages) {
    price.assign(villages, 1.0f);
    for (auto* real : {&service, &assisted_share, &service_jobs}) real->assign(villages, 0.0f);
    coop.assign(villages, 0);
    dividend.assign(villages, 0);
    for (auto* count : {&coop_members, &lifted_out}) count->assign(villages, 0);
    for (auto* sum : {&coop_profit, &volume, &usual_volume, &sales, &member_sales}) sum->assign(villages, 0);
  }
  std::size_t size() const { return price.size(); }
};

struct Villages {
  std::vector<Index> households_all;     // of the real village (share 1)
  std::vector<Index> households;         // drawn
  std::vector<std::uint8_t> team;        // 1 = resident work team
  std::vector<std::uint8_t> lifted_out;  // 1 = former poor village
  std::vector<std::uint8_t> key;         // 1 = key village
  std::vector<float> priority;           // multiplies the projects of the village; mean 1 over the county's households
  std::vector<float> exposure;           // multiplies the hit chance of floods and landslides; mean 1
  std::vector<float> road;               // market access 0-1
  std::vector<float> migrant_share;      // of workers, last month
  std::vector<std::uint8_t> damage_months;   // left, roads and local jobs down
  std::vector<float> visit_share;            // of the planned visits, that cadres and team can make; set monthly
  std::vector<Index> posts_held;             // public-welfare posts filled at the last round
  std::vector<std::int64_t> workers_packed;  // scratch of the work step: workers, + 2^32 for each who works away
  VillageMarkets markets;
  // Works that the village has in common; instruments tend them, time wears them.
  std::vector<float> water;            // security of the water supply 0-1
  std::vector<float> field_works;      // irrigation and flood works since the start: 1 = all that was missing
  std::vector<float> road_upkeep;      // share of the upkeep that is paid for, this month
  std::vector<float> water_upkeep;     // the same
  std::vector<float> price_share;      // of the county's price that is received at the farm gate
  std::vector<float> asset_condition;  // of operating assets, 1 = as handed over
  std::vector<float> dividend_yuan;    // of the assets, for each entitled member, this year
  std::vector<Index> lifted_members;   // drawn, of lifted-out households, in January
  std::vector<Index> aided_members;    // drawn, of lifted-out or listed households, in January
  float least_water = 0;               // of the villages
  // Works of n villages as they stand at the start; roads and water are set by the population.
  void set_up_works(std::size_t n) {
    for (auto* column : {&water, &field_works, &road_upkeep, &water_upkeep, &dividend_yuan}) column->assign(n, 0.0f);
    road.resize(n, 1.0f);
    price_share.assign(n, 1.0f);
    asset_condition.assign(n, 1.0f);
    lifted_members.assign(n, 0);
    aided_members.assign(n, 0);
  }
  Index size() const { return static_cast<Index>(households.size()); }
};

// Kin rings and villages share; rounding residuals go to one household, chosen once by keyed hash.
struct SharingCircles {
  std::vector<Index> kin_residual_row, village_residual_row;
};

// What all households of a county have in common this month.
struct Now {
  Month month;
  int month_of_year = 1;
  bool term = true;
  CountyClass county_class = CountyClass::other;
  bool forest = false;                         // county of the forest and grassland areas
  Restored restored = 0, restored_before = 0;  // conditions that hold this month, and held last month
  float labour_market = 0;                     // Z of this county, mean 0, sd 1
  float macro = 0;                             // M of the province, mean 0, sd 1
  float farm_price = 1;            // relative to January 2020, product of trend, cycle and season-free shock
  float herd_price = 1;            // pigs and other livestock
  float illness_season = 1;        // multiplies admissions
  float poverty_line_yuan = 0;     // per person and year
  float monitoring_line_yuan = 0;  // per person and year
  float kept_share = 1;            // of the support, not withdrawn since the county was lifted out
  float casework = 1;              // multiplies verifications and visits
  float responsiveness = 1;        // divides the monitoring's delays and errors
  float county_income_yuan = 0;    // survey income per resident of 2020, base of insurance thresholds
};

// Money of the tilts that households can still be granted this calendar year, giver by giver; fen at weight.
struct CountyPurse {
  struct Giver {
    int instrument = 0;  // its row in the ledger
    FenSum left = 0;
  };
  std::vector<Giver> givers;
  FenSum left() const {
    FenSum sum = 0;
    for (Giver const& giver : givers) sum += giver.left;
    return sum;
  }
};

struct County {
  CountyFacts const* facts = nullptr;
  Households households;
  Villages villages;
  SharingCircles circles;
  std::array<double, household_classes> weight{
      1, 1, 1};  // persons of the class at weight / persons drawn; constant over the run
  std::array<double, household_classes> drawn_share{1, 1,
                                                    1};  // of the class's groups; capacities and budgets scale by it
  float returnee_jobs = 0;  // open or filled in enterprises of returned founders, at the drawn scale
  CountyPurse purse;
  std::int32_t local_jobs = 0;              // positions in the local labour market, set before the first month
  std::vector<std::uint8_t> restored_left;  // by condition: months for which it still holds
  Restored restored = 0;                    // conditions that hold this month
  std::vector<Receipts> receipts;           // by instrument, those without an announced change empty; or none at all
  Totals totals;                            // this month, unweighted whole numbers
  Trail* trail = nullptr;                   // null unless an observer asked for it
  Followed followed;
};

}  // namespace holdfast
