// One county in front of a class: its months are lived one after the other, and may be lived again with other levers
// under the same luck. The same code natively and in the page; no JSON, no file, no clock.
//
// A change of a lever or a shock counts from its month on. What was lived before stays: the engine keeps the county as
// it stood every few months, and goes back to the last one that the change leaves as it was (model/fork.hpp). So the
// numbers are those of `holdfast run` with the same scenario file, whatever was tried before.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/live_month.hpp"
#include "viz/classroom/figures.hpp"
#include "viz/classroom/pack.hpp"

namespace holdfast::classroom {

// A household as a dot.
namespace mark {
inline constexpr std::uint8_t present = 1, in_spell = 2, listed = 4, helped = 8, below_line = 16, struck = 32;
}  // namespace mark

struct Dots {
  std::vector<float> level;          // 12-month income per member over the poverty line: 1 = on the line
  std::vector<std::uint8_t> marks;   // mark::*
  std::vector<std::uint8_t> klass;   // HouseholdClass
  std::vector<std::uint32_t> place;  // a fixed random number of the household
  // Households by class: present, in a spell, listed, helped, below the line, struck; in a spell and listed.
  std::array<std::array<std::uint32_t, 7>, household_classes> counts{};

  void add(float level_now, std::uint8_t marks_now, std::size_t household_class, std::uint32_t place_now);
};

// What a figure is under A and under B, and B - A with its 95 % interval (Student t) over paired replicates.
struct Change {
  double a = 0, b = 0, difference = 0, low = 0, high = 0;
};

class Classroom {
 public:
  explicit Classroom(Pack pack);

  // Households of one county of the offer and the luck of one replicate, at the beginning. Levers and shocks stay.
  void open(std::size_t offer, std::uint32_t seed, int replicate);

  void reset_levers();
  // The level of a lever from this month on, counted from the first reported one, until a later month says otherwise.
  void set_level(std::size_t lever, int from_month, double level);
  void reset_shocks() { shocks_.clear(); }
  void add_shock(DisasterEvent event) { shocks_.push_back(event); }

  // Lives until so many reported months are behind the county; shows an earlier month by living up to it again.
  void live_to(int months);
  int months_lived() const { return lived_; }
  int months() const { return pack_.scenario.months; }

  CountyResult const& result() const { return now_.result; }
  std::uint64_t fingerprint() const;  // of all counts and the ledger of the months lived
  Dots const& dots();                 // of the last month lived
  Dots const& last_dots() const { return dots_; }
  Pack const& pack() const { return pack_; }

  // The sample of paired replicates: the months lived, as those of policy `side` (0 = A, 1 = B).
  void clear_sample() { sample_[0].clear(), sample_[1].clear(); }
  void note(std::size_t side);
  Change change(std::size_t figure) const;

 private:
  struct Moment {
    int at = 0;  // months from the first of the spin-up
    County county;
    MonitoringQueue queue;
    Budgets budgets;
    CountyResult result;
  };
  using FigureRow = std::array<double, figures.size()>;

  void apply_levers();
  void apply_shocks();
  void go_back(int months);
  void make_county_anew();
  void make_luck();
  int spin_up() const { return pack_.scenario.spin_up_months; }
  CountyFacts const& facts() const { return pack_.counties[pack_.offers[offer_].county]; }

  Pack pack_;
  SpatialFactor factor_;
  Room room_;
  std::size_t offer_ = 0;
  std::uint32_t replicate_ = 0;
  std::vector<std::vector<double>> levels_;  // [lever][month of the plan]
  std::vector<DisasterEvent> shocks_;
  Scenario wanted_, lived_scenario_;
  bool opened_ = false;
  std::uint32_t made_seed_ = 0;
  std::size_t made_offer_ = 0;
  std::unique_ptr<County> made_;  // the households before the first month
  CommonLuck luck_;
  Moment now_;
  int lived_ = 0;
  std::vector<Moment> kept_;  // earlier ones, in order
  Dots dots_;
  std::vector<FigureRow> sample_[2];
};

}  // namespace holdfast::classroom
