// HF-REF-1, the reference workload of rural households living through 60 months: what every engine compared must
// compute. Two engines here: plain C++ as anyone would write it (reference.cpp) and the same rules in the frame of the
// model (frame.cpp). Their results are checked (expected.cpp) before any time is believed. Beside them the full month
// of the model itself, on the shipped scenario (full_month.cpp).
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::bench {

inline constexpr int months = 60;
inline constexpr int counties = 50;

// The rules' parameters; the meaning of each is in the comments of the two engines.
inline constexpr double persistence = 0.9, income_shock_sd = 0.2;
inline constexpr double log_income_level = 0.5, jobless_income_share = 0.5;
inline constexpr double job_loss_chance = 0.03, job_finding_chance = 0.27;
inline constexpr double illness_chance = 0.05, log_cost_mean = -1.0, log_cost_sd = 1.0;
inline constexpr double disaster_chance = 0.01, largest_loss_share = 0.5;
inline constexpr double poverty_line = 1.0, take_up_share = 0.7;
inline constexpr double monthly_interest = 0.002, saving_share = 0.4, saving_threshold = 0.4;
inline constexpr double first_savings = 0.4, first_employed_share = 0.9;

// The ten sums of one month, in the order of the workload's definition; then the three of the last month.
enum Sum { employed, ill, cost, hit, eligible, transfer, below, gap, relapse, income, month_sums };
using MonthSums = std::array<double, month_sums>;
struct EndSums {
  double x = 0, x_squared = 0, savings = 0;
};

struct Totals {
  std::int64_t households = 0;
  int replicates = 0;
  std::vector<MonthSums> by_month;  // [replicate][month]
  std::vector<EndSums> end;         // [replicate]
};

struct Size {
  int households = 102400;
  int replicates = 1;
  int threads = 1;
  std::uint32_t seed = 1;
  double household_months() const { return static_cast<double>(households) * months * replicates; }
};

// Wall time of the steps of the frame version, in nanoseconds, summed over blocks. Measuring costs about 0.3 ns a
// household-month, so profiles come from runs of their own.
class Profile {
 public:
  static constexpr std::array<std::string_view, 9> steps{"luck",           "normals",   "income and work",
                                                         "illness",        "disasters", "relief and savings",
                                                         "poverty spells", "sums",      "set-up"};
  void start() { last_ = std::chrono::steady_clock::now(); }
  void lap(std::size_t step) {
    auto const now = std::chrono::steady_clock::now();
    nanoseconds[step] += std::chrono::duration<double, std::nano>(now - last_).count();
    last_ = now;
  }
  std::array<double, steps.size()> nanoseconds{};

 private:
  std::chrono::steady_clock::time_point last_;
};

Totals run_reference(Size const& size);                          // one thread, whatever the size says
Totals run_frame(Size const& size, Profile* profile = nullptr);  // a profile wants one thread
int frame_bytes_per_household();
int reference_bytes_per_household();

// One line for each quantity outside five standard errors of its expected value; empty = the work was done.
std::vector<std::string> failed_checks(Totals const& totals);

// The whole model on a shipped scenario: what a household-month costs, by step, and how that grows with households,
// replicates and threads. Throws std::runtime_error when the run does not do the work it is timed for.
struct FullMonthOptions {
  std::string scenario;  // path of the scenario file
  bool quick = false;
  int repeats = 5;
  int threads = 2;
};
nlohmann::ordered_json measure_full_month(FullMonthOptions const& options);
void print_full_month(nlohmann::ordered_json const& result);

}  // namespace holdfast::bench
