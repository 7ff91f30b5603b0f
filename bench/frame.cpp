// HF-REF-1 in the frame of the model: columns by county, blocks that stay in cache, keyed luck filled in bulk, dense
// triggers and sparse consequences, tasks of (replicate, county) without shared writes.
#include <algorithm>
#include <cmath>
#include <memory>

#include "bench/bench.hpp"
#include "bench/frame_kernels.hpp"
#include "model/core/draws.hpp"
#include "model/core/ids.hpp"

namespace holdfast::bench {
namespace {

// One county's households.
struct Columns {
  std::vector<std::uint64_t> id;
  std::vector<std::int32_t> county, employed, spell, exited;
  std::vector<float> x, savings;
};

struct Task {
  Draws draws;
  int county;
  int rows;
  std::array<std::array<std::int32_t, counties>, months> const* county_hit;
  Profile* profile;
};

Columns make_county(Task const& task) {
  auto const n = static_cast<std::size_t>(task.rows);
  Columns c;
  c.id.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    c.id[i] = household_id(static_cast<std::uint32_t>(task.county), 0, static_cast<std::uint32_t>(i));
  c.county.assign(n, task.county);
  c.spell.assign(n, 0);
  c.exited.assign(n, 0);
  c.savings.assign(n, static_cast<float>(first_savings));
  c.employed.resize(n);
  c.x.resize(n);
  std::vector<float> luck(n);
  task.draws.fill_lasting(stream("first_income"), c.id.data(), task.rows, luck.data());
  fill_normal(luck.data(), task.rows, c.x.data());
  auto const sd = static_cast<float>(income_shock_sd / std::sqrt(1.0 - persistence * persistence));
  for (float& x : c.x) x *= sd;
  task.draws.fill_lasting(stream("first_job"), c.id.data(), task.rows, luck.data());
  for (std::size_t i = 0; i < n; ++i) c.employed[i] = luck[i] < static_cast<float>(first_employed_share) ? 1 : 0;
  return c;
}

// The sparse part of step 4: costs of the few who are ill.
void bill_the_ill(Scratch& s, int n) {
  int const listed = list_of(s.ill, n, s.list);
  gather(s.luck_illness, s.list, listed, s.listed_luck);
  luck_given_illness(s.listed_luck, listed);
  fill_normal(s.listed_luck, listed, s.listed_value);
  cost_of_illness(s.listed_value, listed, s.listed_luck);
  scatter(s.listed_luck, s.list, listed, s.cost);
}

// Step 5: mostly nobody is hit.
void strike(Task const& task, Month month, std::uint64_t const* ids, Scratch& s, int n) {
  std::copy(s.earned, s.earned + n, s.income);
  if (count(s.hit, n) == 0) return;
  int const listed = list_of(s.hit, n, s.list);
  gather_ids(ids, s.list, listed, s.listed_id);
  gather(s.income, s.list, listed, s.listed_value);
  task.draws.fill(stream("loss"), month, s.listed_id, listed, s.listed_luck);
  lose_income(s.listed_luck, listed, s.listed_value);
  scatter(s.listed_value, s.list, listed, s.income);
}

void add_up(Scratch const& s, std::int32_t const* employed_now, int n, MonthSums& sums) {
  sums[employed] += count(employed_now, n);
  sums[ill] += count(s.ill, n);
  sums[cost] += sum(s.cost, n);
  sums[hit] += count(s.hit, n);
  sums[eligible] += count(s.eligible, n);
  sums[transfer] += sum(s.transfer, n);
  sums[below] += count(s.below, n);
  sums[gap] += sum(s.gap, n);
  sums[relapse] += count(s.relapse, n);
  sums[income] += sum(s.earned, n);
}

void live_one_month(Task const& task, int month_index, Columns& c, int first, int n, Scratch& s, MonthSums& sums) {
  auto const at = static_cast<std::size_t>(first);
  Month const month{month_index};
  auto const lap = [&task](std::size_t step) {
    if (task.profile != nullptr) task.profile->lap(step);
  };
  task.draws.fill4(stream("month"), month, &c.id[at], n, s.luck_income, s.luck_work, s.luck_illness, s.luck_take_up);
  lap(0);
  fill_normal(s.luck_income, n, s.shock);
  lap(1);
  earn(s.shock, s.luck_work, n, &c.x[at], &c.employed[at], s.earned);
  lap(2);
  fall_ill(s.luck_illness, n, s.ill, s.cost);
  bill_the_ill(s, n);
  lap(3);
  look_up_hits(&c.county[at], (*task.county_hit)[static_cast<std::size_t>(month_index)].data(), n, s.hit);
  strike(task, month, &c.id[at], s, n);
  lap(4);
  receive_and_save(s.income, s.cost, s.luck_take_up, n, &c.savings[at], s.eligible, s.transfer, s.below, s.gap);
  lap(5);
  count_spells(s.below, n, &c.spell[at], &c.exited[at], s.relapse);
  lap(6);
  add_up(s, &c.employed[at], n, sums);
  lap(7);
}

// One county through all months; writes only its own sums.
void live(Task const& task, MonthSums* sums, EndSums& end) {
  auto const scratch = std::make_unique<Scratch>();
  if (task.profile != nullptr) task.profile->start();
  Columns c = make_county(task);
  if (task.profile != nullptr) task.profile->lap(8);
  for (int month = 0; month < months; ++month)
    for (int first = 0; first < task.rows; first += block_rows)
      live_one_month(task, month, c, first, std::min(block_rows, task.rows - first), *scratch, sums[month]);
  for (std::size_t i = 0; i < c.x.size(); ++i) {
    end.x += c.x[i];
    end.x_squared += double{c.x[i]} * c.x[i];
    end.savings += c.savings[i];
  }
}

// Rows of county c: the i with floor(i * counties / households) = c.
int rows_of(int county, int households) {
  auto const first = [households](std::int64_t c) { return (c * households + counties - 1) / counties; };
  return static_cast<int>(first(county + 1) - first(county));
}

}  // namespace

int frame_bytes_per_household() { return sizeof(std::uint64_t) + 4 * sizeof(std::int32_t) + 2 * sizeof(float); }

Totals run_frame(Size const& size, Profile* profile) {
  using Hits = std::array<std::array<std::int32_t, counties>, months>;
  auto const replicates = static_cast<std::size_t>(size.replicates);
  std::vector<Hits> hits(replicates);
  for (std::size_t r = 0; r < replicates; ++r)
    for (std::size_t m = 0; m < months; ++m)
      for (std::size_t c = 0; c < counties; ++c) {
        Draws const draws({size.seed, static_cast<std::uint32_t>(r)});
        float const luck =
            draws.uniform(stream("disaster"), Month{static_cast<int>(m)}, county_agent(static_cast<std::uint32_t>(c)));
        hits[r][m][c] = luck < static_cast<float>(disaster_chance) ? 1 : 0;
      }
  int const tasks = size.replicates * counties;
  std::vector<std::array<MonthSums, months>> by_task(static_cast<std::size_t>(tasks));
  std::vector<EndSums> end_by_task(static_cast<std::size_t>(tasks));
#pragma omp parallel for schedule(dynamic, 1) num_threads(size.threads)
  for (int t = 0; t < tasks; ++t) {
    auto const r = static_cast<std::size_t>(t / counties);
    Task const task{Draws({size.seed, static_cast<std::uint32_t>(r)}), t % counties,
                    rows_of(t % counties, size.households), &hits[r], profile};
    live(task, by_task[static_cast<std::size_t>(t)].data(), end_by_task[static_cast<std::size_t>(t)]);
  }
  Totals totals{size.households, size.replicates, std::vector<MonthSums>(replicates * months),
                std::vector<EndSums>(replicates)};
  for (std::size_t t = 0; t < by_task.size();
       ++t) {  // in the order of the counties: the same sums for every thread count
    std::size_t const r = t / counties;
    for (std::size_t m = 0; m < months; ++m)
      for (std::size_t k = 0; k < month_sums; ++k) totals.by_month[r * months + m][k] += by_task[t][m][k];
    totals.end[r].x += end_by_task[t].x;
    totals.end[r].x_squared += end_by_task[t].x_squared;
    totals.end[r].savings += end_by_task[t].savings;
  }
  return totals;
}

}  // namespace holdfast::bench
