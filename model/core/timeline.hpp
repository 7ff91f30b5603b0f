// The timeline of one module: its parameters by month, county class and household class, resolved before a run.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/core/calendar.hpp"

namespace holdfast {

// Designation of a county; the timeline and its tilts distinguish these.
enum class CountyClass : std::uint8_t { national_key, provincial_key, lifted_out, other };
inline constexpr std::array<std::string_view, 4> county_class_names{"national_key", "provincial_key", "lifted_out",
                                                                    "other"};
inline constexpr int county_classes = 4;

enum class HouseholdClass : std::uint8_t { lifted_out, marginal, ordinary };
inline constexpr std::array<std::string_view, 3> household_class_names{"lifted_out", "marginal", "ordinary"};
inline constexpr int household_classes = 3;

enum class Payer : std::uint8_t {
  insurance_fund,
  critical_illness_fund,
  pension_fund,
  central,
  provincial,
  city_county,
  village,
  household
};
inline constexpr std::array<std::string_view, 8> payer_names{
    "insurance_fund", "critical_illness_fund", "pension_fund", "central",
    "provincial",     "city_county",           "village",      "household"};
inline constexpr int payers = 8;

// When support comes back: the register of a county stood above a share at the end of last month. Watched from `from`
// on; once met, it holds for `for_months` months, counted anew whenever it is met again.
struct Condition {
  float register_share_above = 0;
  bool of_all = false;  // share of all households on the register; false: of the lifted-out ones
  int for_months = 1;
  Month from{};
  bool operator==(Condition const&) const = default;
};
// A condition is known by its number in Scenario::conditions; bit k of a mask = condition k holds in this county now.
using Restored = std::uint32_t;
inline constexpr int most_conditions = 32;

// A change of an instrument that is known before it comes: from month `from` on, households with foresight
// (Consumption::foresight_months) count with the strengths of the months ahead.
struct Announcement {
  Month from{};
  std::vector<float> strength;  // like Plan::values: [month][county class][household class]
  std::vector<float> restored;  // while the plan's condition holds; empty without one
  bool operator==(Announcement const&) const = default;
};

// Parameters of Module in every month of [first, first + months).
template <class Module>
struct Plan {
  using Params = typename Module::Params;
  bool on = true;                    // false: the module is absent (never eligible, pays nothing)
  Payer payer = Payer::central;      // who pays what the module books
  std::vector<double> budget_yuan;   // per calendar year from first.year(); empty = no limit
  bool budget_carries_over = false;  // what is left in December is added to the next year
  Month first{};
  int months = 0;
  std::vector<Params> values;    // [month][county class][household class]
  int condition = -1;            // that brings `restored` into force; -1 = none
  std::vector<Params> restored;  // like values; empty without a condition
  std::optional<Announcement> announced;

  Params const& at(Month month, CountyClass county, HouseholdClass household, Restored holds = 0) const {
    return (back(holds) ? restored : values)[cell(month, county, household)];
  }
  // Of a plan with an announcement: what multiplies its amounts and capacities.
  float strength(Month month, CountyClass county, HouseholdClass household, Restored holds = 0) const {
    return (back(holds) ? announced->restored : announced->strength)[cell(month, county, household)];
  }
  // For parameters that do not depend on the household.
  Params const& at(Month month, CountyClass county) const { return at(month, county, HouseholdClass::lifted_out); }
  Params const& at(Month month, CountyClass county, Restored holds) const {
    return at(month, county, HouseholdClass::lifted_out, holds);
  }

  // The same values in every month, place and class: for tests and for modules without a timeline.
  static Plan constant(Params const& params) {
    Plan plan;
    plan.months = 1;
    plan.values.assign(static_cast<std::size_t>(county_classes) * household_classes, params);
    return plan;
  }

 private:
  bool back(Restored holds) const { return condition >= 0 && (holds >> condition & 1u) != 0; }
  // Months outside the resolved span take its nearest end.
  std::size_t cell(Month month, CountyClass county, HouseholdClass household) const {
    int const m = month - first;
    int const inside = m < 0 ? 0 : (m >= months ? months - 1 : m);
    return (static_cast<std::size_t>(inside) * county_classes + static_cast<std::size_t>(county)) * household_classes +
           static_cast<std::size_t>(household);
  }
};

}  // namespace holdfast
