// The population at risk, gathered household by household while one or two scenarios are simulated (an observer of
// simulate): who relapses within a window of twelve months, in how many replicates, and where the same household stands
// under A and under B. What is made of it: output/at_risk_figures.hpp. Definitions: docs/command-line.md, at-risk.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "model/simulate.hpp"
#include "output/household_state.hpp"

namespace holdfast {

inline constexpr int at_risk_window_months = 12;

// One household over all replicates; [0] = under A, [1] = under B. Counts are of replicates unless they say members.
// A replicate in which the household is not there, or not at risk at the start of the window, counts as no relapse.
struct HouseholdTally {
  HouseholdId id = 0;
  HouseholdClass household_class = HouseholdClass::ordinary;
  std::uint16_t at_risk = 0;     // at the start of the window, under A: not in need, in no spell
  std::uint16_t registered = 0;  // at the start of the window, under A
  std::uint32_t at_risk_members = 0;
  std::array<std::uint16_t, 2> relapses{};  // at risk at the start, and a spell begins in the window
  std::array<std::uint16_t, 2> in_spell{};  // at risk at the start under A, and in a spell in a month of the window
  std::uint16_t exposed = 0;                // such a spell under B, none under A
  std::uint16_t relieved = 0;               // such a spell under A, none under B
  std::array<std::uint16_t, needs> relapse_cause{}, exposed_cause{};  // main unmet need when the spell was confirmed
  std::array<std::uint16_t, household_kinds> kind_at_risk{};          // of the replicates at risk
  std::array<std::uint32_t, household_kinds> kind_members{};          // of at_risk_members

  bool operator==(HouseholdTally const&) const = default;
};

// Whole numbers of one group of households of one county in one replicate, unweighted. Persons are members; for who is
// pushed or pulled those at the end, under B when pushed and under A when pulled.
enum class AtRiskSum : std::uint8_t {
  members,              // at the end, under A
  at_risk,              // at the start of the window, under A
  registered_start,     // at the start of the window, under A
  registered,           // at the end, under A
  registered_b,         // at the end, under B
  in_spell,             // at the end, under A
  in_spell_b,           // at the end, under B
  below_line,           // 12-month income below the poverty line at the end, under A
  below_line_b,         // the same under B
  pushed_into_spell,    // in a spell at the end under B, not under A
  pulled_out_of_spell,  // the reverse
  pushed_below_line,    // below the line at the end under B, not under A
  pulled_above_line,    // the reverse
  compared,             // there at the end under both
  income_bin            // the first of income_bins: change of 12-month income per member, B to A
};
// Loses more than 10 %, 5-10 %, 1-5 %, within 1 %, gains 1-5 %, 5-10 %, more than 10 %.
inline constexpr int income_bins = 7;
inline constexpr int at_risk_sums = static_cast<int>(AtRiskSum::income_bin) + income_bins;
// By relative change: 0-6 as above. A household without positive income under A is held to the size of that income.
int income_bin_of(double income_a, double income_b);

// Household classes, then kinds of lifted-out households.
inline constexpr int at_risk_groups = household_classes + household_kinds;

struct GroupSums {
  std::array<std::int64_t, at_risk_sums> persons{}, households{};
  std::int64_t income_change = 0;  // fen, 12 months, B minus A per member times members under A, of those compared

  bool operator==(GroupSums const&) const = default;
};

// [from state][to state], persons.
using StateMatrix = std::array<std::array<std::int64_t, household_states>, household_states>;
using ClassMatrices = std::array<StateMatrix, household_classes>;

// One county and replicate.
struct AtRiskCell {
  std::array<GroupSums, at_risk_groups> groups{};
  // State under A x state under B at the end; persons by their members under A, under B where absent under A.
  ClassMatrices flow{};
  // [scenario][pair of years]: state in December x state a year later, by the members of the first December.
  std::array<std::vector<ClassMatrices>, 2> yearly;

  bool operator==(AtRiskCell const&) const = default;
};

class AtRiskRecord {
 public:
  // One or two scenarios of one frame (same_frame), A first; they outlive the record. `from`: the month at whose end
  // the window starts. Throws std::invalid_argument unless it and the twelve months after it are in the run, and with
  // more than 3,000 replicates.
  AtRiskRecord(std::span<Scenario const* const> scenarios, std::size_t counties, Month from);

  // The observer: every month of the run.
  void look(std::size_t scenario, County const& county, Month month, int replicate);

  bool has_b() const { return scenarios_.size() == 2; }
  Month from() const { return from_; }
  Month start() const { return scenarios_[0]->start; }
  Month last() const { return start() + (scenarios_[0]->months - 1); }
  int replicates() const { return scenarios_[0]->replicates; }
  int first_december() const { return start().year(); }  // year of the first December of the run
  std::size_t counties() const { return lives_.size(); }
  // Households of a county that are there at the start of the window under A in any replicate; in an order that the
  // scenarios and the seed decide.
  std::vector<HouseholdTally> const& tallies(std::size_t county) const { return lives_[county].tallies; }
  std::array<double, household_classes> const& weight(std::size_t county) const { return lives_[county].weight; }
  AtRiskCell const& cell(int replicate, std::size_t county) const {
    return cells_[static_cast<std::size_t>(replicate) * counties() + county];
  }

 private:
  // A household of the replicate that is being lived, under one scenario.
  struct Row {
    HouseholdId id = 0;
    Fen income_12 = 0;  // at the end
    std::uint8_t household_class = unseen;
    std::uint8_t spells = 0, cause = 0;  // begun so far; need of the last
    std::uint8_t kinds = 0;              // at the start of the window, or when first seen after it
    std::uint8_t members_start = 0, members = 0;
    std::uint8_t state = static_cast<std::uint8_t>(HouseholdState::absent);  // last December or end
    std::uint8_t flags = 0;
    static constexpr std::uint8_t unseen = 255;
  };
  enum Flag : std::uint8_t {
    at_risk = 1,
    registered_start = 2,
    relapsed = 4,
    spell_in_window = 8,
    registered = 16,
    below_line = 32
  };
  struct Lives {  // of one county
    std::array<std::vector<Row>, 2> rows;
    std::size_t finished = 0;  // scenarios that have lived this replicate to its end
    std::array<double, household_classes> weight{1, 1, 1};
    std::vector<HouseholdTally> tallies;  // in order of appearance
    std::unordered_map<HouseholdId, std::uint32_t> tally_of;
  };

  void look_at_spells(std::size_t scenario, County const& county, Month month, std::vector<Row>& rows) const;
  void look_at_start(County const& county, std::vector<Row>& rows) const;
  void look_at_end(std::size_t scenario, County const& county, std::vector<Row>& rows) const;
  void settle(Lives& lives, AtRiskCell& cell) const;
  void settle_pair(Row const& a, Row const& b, AtRiskCell& cell) const;  // Row{} = not there
  void tally(Lives& lives, Row const& a, Row const* b) const;

  std::vector<Scenario const*> scenarios_;
  Month from_;
  std::vector<Lives> lives_;
  std::vector<AtRiskCell> cells_;  // [replicate][county]
};

// The December-to-December pairs of a run: pair p is from December of first_december() + p.
int december_pairs(Scenario const& scenario);

}  // namespace holdfast
