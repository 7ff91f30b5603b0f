// One value over time: a constant, steps, or a linear or logistic ramp between months, general or by class.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/core/fields.hpp"
#include "model/core/timeline.hpp"
#include "scenarios/layers.hpp"

namespace holdfast {

enum class Shape : std::uint8_t { steps, linear, logistic };

// Before the first month `before` holds (where it is missing, the first month's value), after the last month the last.
// linear: straight between two months. logistic: v0 + (v1 - v0) S(t), S(t) = (s(10 (t - 1/2)) - s(-5)) / (s(5) -
// s(-5)), s the sigmoid and t the share of the way: slow, fast, slow, and exact at both ends. (assumption: steepness
// 10, so that the middle third of the time does two thirds of the change)
struct ValuePath {
  std::optional<double> before;
  std::vector<std::pair<Month, double>> months;  // in order
  Shape shape = Shape::steps;

  bool empty() const { return !before && months.empty(); }
  double at(Month month) const;
  // The months at which something is written, for checks: all of `months`, or one month where it is a constant.
  std::vector<double> written() const;
};

// From this month on the months of the path do not count: its value of then grows by a rate after every full year.
struct Indexed {
  Month from{};
  double rate_per_year = 0;
};

// Where the register of a county stands above a share, the path gives `to` instead (by default its value in the month
// before `from`), for so many months, counted anew whenever the register is above again.
struct RestoreWhen {
  double register_share_above = 0;
  bool of_all = false;
  int for_months = 12;
  Month from{};
  std::optional<double> to;

  Condition condition() const { return {static_cast<float>(register_share_above), of_all, for_months, from}; }
};

// A path for everybody and paths that replace it for a class; the household class wins over the county class. What is
// read off it is indexed, then multiplied by `times`.
struct ClassPaths {
  ValuePath general;
  std::vector<ClassPaths> times;  // none or one
  std::optional<Indexed> indexed;
  std::optional<RestoreWhen> restore;
  std::optional<Month> announced;  // since when households can know its coming months; only of a strength
  std::array<std::optional<ValuePath>, county_classes> by_county;
  std::array<std::optional<ValuePath>, household_classes> by_household;

  bool by_class() const;
  ValuePath const& of(int county, int household) const;
  double at(Month month, int county, int household) const;
  // The value while the condition holds.
  double restored_at(Month month, int county, int household) const;
  // The class paths leave somebody without a value.
  bool incomplete() const;
};

// What a number may be.
struct Limits {
  Range range{};
  std::string unit;
};

// Reads the value at `pointer` of the merged scenario; complains there about everything that is wrong with it.
ClassPaths read_class_paths(Layers& layers, nlohmann::json const& spec, std::string const& pointer,
                            Limits const& limits);
// The same for a path that is 1 unless something else is given: `strength`, `times`.
ClassPaths read_factor(Layers& layers, nlohmann::json const& spec, std::string const& pointer, Limits const& limits);

inline Limits const times_limits{{0, 10}, "times the value"};

// A number within its limits at `pointer`, or nothing after a complaint.
std::optional<double> read_number(Layers& layers, nlohmann::json const& value, std::string const& pointer,
                                  Limits const& limits);

// "is 83, outside 0..1. It is a share: did you mean 0.83?"
std::string outside(double value, Limits const& limits);

}  // namespace holdfast
