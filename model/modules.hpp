// What a module must offer. A module is one header: key, article, Params, field table and pure rules on one household.
// It loops over nothing, books nothing, reads no file and draws nothing: it receives its parameters and its luck.
#pragma once

#include <array>
#include <concepts>
#include <string_view>

#include "model/core/fields.hpp"
#include "model/core/platform.hpp"
#include "model/core/timeline.hpp"
#include "model/core/units.hpp"
#include "model/county.hpp"
#include "model/households.hpp"

namespace holdfast {

// Every module, of any folder: `key` is its name in JSON, in HDF5 and in the random streams; `article` of the policy
// document (0 = none: a shock or a livelihood process); `fields` its parameters. It may further offer `also_articles`,
// an array of other articles that it serves.
template <class M>
concept Module = requires {
  { M::key } -> std::convertible_to<std::string_view>;
  { M::article } -> std::convertible_to<int>;
  { M::title } -> std::convertible_to<std::string_view>;     // English, a few words
  { M::title_zh } -> std::convertible_to<std::string_view>;  // Chinese
  typename M::Params;
  { M::fields.size() } -> std::convertible_to<std::size_t>;
};

// When in the month a policy acts; the order in policies/all.hpp holds within a phase.
enum class Phase : std::uint8_t { settle, pay, ration, season, none };

template <class M>
concept Policy = Module<M> && requires {
  { M::phase } -> std::convertible_to<Phase>;
};

// A monthly benefit in cash: fen due to household i this month (0 = none). Pure and branch-free: it is inlined into one
// vectorised loop. With a fifth argument it receives luck of the stream named by its key: `lasting_luck` = true for a
// trait (who applies keeps applying), false for this month's. It may further offer
//   bool pays_in(now)                months in which anything is paid at all
//   std::uint8_t const* trigger(b)   only rows where this column is not 0 are looked at (few; may branch)
//   Fen* year_sum(b)                 column in which its payments since January are summed
//   void pass_month(before, p, b, i) upkeep of its columns before payment; `before` = parameters of last month
//   Fen provider_cost(p, now, b, i)  what a school or an employer gets for the household: booked, not received
//   bool for_lifted_out              a province's budget is split by lifted-out instead of all persons
template <class M>
concept TakesLuck = requires(typename M::Params const& p, Now const& now, Block const& b, Index i, float luck) {
  { M::relief(p, now, b, i, luck) } -> std::same_as<Fen>;
  { M::lasting_luck } -> std::convertible_to<bool>;
};
template <class M>
concept PaysCash = Policy<M> &&
    (TakesLuck<M> || requires(typename M::Params const& p, Now const& now, Block const& b, Index i) {
      { M::relief(p, now, b, i) } -> std::same_as<Fen>;
    });

// Wages from public money: like PaysCash, but added to the household's wages. With paid_by_employer = true they come
// from a firm: the household receives them, and only the provider_cost is booked.
template <class M>
concept PaysWages = Policy<M> && requires(typename M::Params const& p, Now const& now, Block const& b, Index i) {
  { M::wage(p, now, b, i) } -> std::same_as<Fen>;
};

// A service or a good from public money instead of cash: what it is worth this month, fen. Booked in the ledger; no
// income. It may further offer
//   bool pays_in(now)      months in which it is given or booked
//   Fen* in_kind(b)        column in which this month's worth is noted for later steps
template <class M>
concept GivesInKind = Policy<M> && requires(typename M::Params const& p, Now const& now, Block const& b, Index i) {
  { M::worth(p, now, b, i) } -> std::same_as<Fen>;
};

// A budget_yuan of the scenario limits what these spend: the reader refuses it anywhere else. An instrument whose frame
// keeps to the budget in another way says has_budget = true.
template <class M>
inline constexpr bool spends_budget = [] {
  if constexpr (requires { M::has_budget; })
    return bool{M::has_budget};
  else if constexpr (Policy<M>)
    return (PaysCash<M> && M::phase == Phase::pay) || PaysWages<M> || GivesInKind<M>;
  else
    return false;
}();

// One hospital stay on its way down the settlement ladder. Amounts in fen.
enum class HospitalLevel : std::uint8_t { primary, secondary, tertiary, outside_province };
struct Patient {
  HospitalLevel level = HospitalLevel::primary;
  Fen bill = 0;      // gross
  Fen in_scope = 0;  // of the bill, within the catalogue
  bool insured = false;
  bool tekun = false, dibao = false, lifted_out = false;
  bool listed = false;      // on the monitoring register, or in the margin of the low-income file
  Fen own_share_year = 0;   // in-scope costs left with the household after basic insurance this year, before this bill
  Fen covered_year = 0;     // paid by basic insurance this year, before this bill
  Fen assistance_year = 0;  // medical assistance this year, before this bill
  float county_income_yuan = 0;
};

// A tier of the ladder: what it pays of `left` (fen of the in-scope part not yet covered), 0 <= result <= left.
template <class M>
concept SettlesBills = Policy<M> && requires(typename M::Params const& p, Patient const& patient, Fen left) {
  { M::covers(p, patient, left) } -> std::same_as<Fen>;
};

// Decides entitlements at intervals, from lasting luck (who applies keeps applying). Writes only columns that it owns.
// `due` says whether household id is reviewed this month; `concerns` (0/1, vectorised) whether a review could change
// anything. It may further offer urgent(b, i) (0/1): reviewed this month in any case.
template <class M>
concept Reviews = Policy<M> &&
    requires(typename M::Params const& p, Now const& now, Block const& b, Index i, HouseholdId id, float luck) {
  { M::due(p, now, id) } -> std::same_as<bool>;
  { M::concerns(p, now, b, i) } -> std::same_as<std::int32_t>;
  { M::review(p, now, b, i, luck) } -> std::same_as<void>;
};

// Cash that a village's common assets yield: a sparse payment in the months of pays_in(now).
template <class M>
concept PaysFromVillages = Policy<M> &&
    requires(typename M::Params const& p, Now const& now, Villages const& villages, Block const& b, Index i) {
  { M::pays_in(now) } -> std::same_as<bool>;
  { M::relief(p, now, villages, b, i) } -> std::same_as<Fen>;
};

// Households count on what these pay, so that an announced change of their strength can be foreseen: cash, wages, and
// aid with premiums, for which an instrument says counted_on = true. The reader refuses an announcement anywhere else.
template <class M>
inline constexpr bool counted_on = [] {
  if constexpr (requires { M::counted_on; })
    return bool{M::counted_on};
  else if constexpr (Policy<M>)
    return ((PaysCash<M> || PaysFromVillages<M>)&&M::phase == Phase::pay) || PaysWages<M>;
  else
    return false;
}();

// Works on what village v has in common (road, water works, fields, assets), each month. `funded` are the parameters of
// the month whose funds become effect now: p.lag_months ago where the instrument has that field, else those of this
// month. It may further offer cost_yuan_per_year(p): for each household, booked as spent on works.
template <class M>
concept TendsVillages = Policy<M> &&
    requires(typename M::Params const& p, Now const& now, Villages& villages, std::size_t v) {
  { M::tend(p, p, now, villages, v) } -> std::same_as<void>;
};

// Places handed out to those with the highest score (<= 0: not eligible), ties by keyed hash; k + 1 places serve a
// superset of k. Who is `bound` by a contract ranks first. places: for a village in which `lifted_out` members of
// lifted-out households were drawn, so that the shares of the province are right at any scale. It may further offer
//   held(villages)       the column in which the places filled in each village are noted
//   open_in(villages, v) false: no places there now
//   worth(p, b, i)       fen granted in kind with a place or paid to the builder, booked to the instrument
//   own_part(p, b, i)    fen that the household adds, from savings and then on credit
//   projects(p)          yuan of a grant that county tilts pay for as well, key villages first (month/funds.hpp)
//   bool one_off         nobody holds a place: ties and the remainders of villages are drawn anew in each round
//   bool gives_work      households without anybody in work come first while the one-worker rule is on
template <class M>
concept HandsOut = Policy<M> && requires(typename M::Params const& p, Now const& now, Block const& b, Index i) {
  { M::due(p, now) } -> std::same_as<bool>;
  { M::concerns(p, now, b, i) } -> std::same_as<std::int32_t>;  // 0/1, vectorised: may hold or score
  { M::score(p, now, b, i) } -> std::same_as<float>;
  { M::holds(b, i) } -> std::same_as<bool>;
  { M::bound(b, i) } -> std::same_as<bool>;
  { M::grant(p, now, b, i) } -> std::same_as<void>;
  { M::withdraw(p, now, b, i) } -> std::same_as<void>;
};
template <class M>
concept Rations = HandsOut<M> && requires(typename M::Params const& p, Now const& now, Index lifted_out) {
  { M::places(p, now, lifted_out) } -> std::same_as<float>;
};

// The drawn part of a county, as shares of the province: what a county's round of places is sized by.
struct CountyPart {
  CountyFacts const* facts = nullptr;
  float lifted_out = 0;  // of the lifted-out persons
  float rural = 0;       // of the rural residents
};
// Places of a round in the whole county, for things given once (works, a move, a job): the fraction of a place goes by
// the luck of the month. With builds = true key villages go first, of equal need.
template <class M>
concept RationsByCounty = HandsOut<M> && requires(typename M::Params const& p, Now const& now, CountyPart const& part) {
  { M::places(p, now, part) } -> std::same_as<float>;
};
// What is given once is neither held nor withdrawn.
struct GivenOnce {
  static bool holds(Block const&, Index) { return false; }
  static bool bound(Block const&, Index) { return false; }
  template <class Params>
  static void withdraw(Params const&, Now const&, Block const&, Index) {}
};

// What a whole county receives in a year on top of the instruments' own money: the tilts of articles 13 and 20-23. The
// frame (month/funds.hpp) books the yuan, hands grants and works to the instruments that make them, and raises
// capacity.
struct CountyFunds {
  float yuan = 0;            // a year
  float grants_share = 0;    // of the yuan: grants of productive capital to households
  float works_share = 0;     // of the yuan: roads and field works
  float casework_share = 0;  // verifications and visits, more than without
  float organised_jobs = 0;  // a year: jobs away, kept for lifted-out and listed workers without work
};
template <class M>
concept Funds = Policy<M> && requires(typename M::Params const& p, CountyFacts const& facts) {
  { M::funds(p, facts) } -> std::same_as<CountyFunds>;
};

// A detection channel of the monitoring: the chance that it raises an alert on household i this month.
template <class M>
concept Detects = Module<M> &&
    requires(typename M::Params const& p, Now const& now, Block const& b, Villages const& villages, Index i) {
  { M::chance(p, now, b, villages, i) } -> std::same_as<float>;
};

}  // namespace holdfast
