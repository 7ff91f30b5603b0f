#include "viz/classroom/classroom.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "model/fork.hpp"
#include "model/population/population.hpp"
#include "scenarios/event_order.hpp"

namespace holdfast::classroom {
namespace {

constexpr int keep_every = 6;  // months between two moments that are kept
constexpr double untouched = std::numeric_limits<double>::quiet_NaN();

// One parameter of one plan: its value of month m and class c stands at first[(m * classes + c) * stride].
struct Cells {
  float* first = nullptr;
  std::size_t stride = 0;
};

Cells cells_of(Scenario& scenario, std::uint32_t module, std::uint32_t field) {
  Cells out;
  std::uint32_t number = 0;
  auto const look = [&]<class M>(Plan<M>& plan) {
    static_assert(sizeof(typename M::Params) == M::fields.size() * sizeof(float), "nothing but its fields");
    if (number++ != module) return;
    std::uint32_t f = 0;
    for (auto const& one : M::fields)
      if (f++ == field) out = {&(plan.values[0].*one.member), M::fields.size()};
  };
  each_section(scenario,
               [&](std::string_view, auto& plans) { std::apply([&](auto&... plan) { (look(plan), ...); }, plans); });
  return out;
}

std::uint64_t add_to(std::uint64_t hash, std::vector<std::int64_t> const& numbers) {
  return fnv1a64({reinterpret_cast<char const*>(numbers.data()), numbers.size() * sizeof(std::int64_t)}, hash);
}

}  // namespace

void Dots::add(float level_now, std::uint8_t marks_now, std::size_t household_class, std::uint32_t place_now) {
  level.push_back(level_now);
  marks.push_back(marks_now);
  klass.push_back(static_cast<std::uint8_t>(household_class));
  place.push_back(place_now);
  if ((marks_now & mark::present) == 0) return;
  auto& count = counts[household_class];
  for (std::size_t bit = 0; bit < 6; ++bit) count[bit] += marks_now >> bit & 1u;
  constexpr std::uint8_t found = mark::in_spell | mark::listed;
  count[6] += (marks_now & found) == found;
}

Classroom::Classroom(Pack pack)
    : pack_(std::move(pack)),
      factor_(pack_.counties, pack_.scenario.plan<Macro>().at(pack_.scenario.start, CountyClass::other).range_km),
      wanted_(pack_.scenario),
      lived_scenario_(pack_.scenario) {
  reset_levers();
}

void Classroom::open(std::size_t offer, std::uint32_t seed, int replicate) {
  offer_ = offer;
  replicate_ = static_cast<std::uint32_t>(replicate);
  wanted_.seed = seed;
  wanted_.households_share = pack_.offers[offer].households_share;
  opened_ = false;
  kept_.clear();
  lived_ = 0;
}

void Classroom::reset_levers() {
  levels_.assign(pack_.levers.size(),
                 std::vector<double>(static_cast<std::size_t>(plan_months(pack_.scenario)), untouched));
}

void Classroom::set_level(std::size_t lever, int from_month, double level) {
  auto& path = levels_[lever];
  auto const from = static_cast<std::size_t>(spin_up() + from_month);
  for (std::size_t m = from; m < path.size(); ++m) path[m] = level;
}

// As the scenario reader does it: value times strength in double, then one rounding to float.
void Classroom::apply_levers() {
  for (std::size_t k = 0; k < pack_.levers.size(); ++k) {
    Lever const& lever = pack_.levers[k];
    for (LeverField const& field : lever.fields) {
      Cells const cells = cells_of(wanted_, lever.module, field.field);
      for (std::size_t i = 0; i < field.base.size(); ++i) {
        double const level = levels_[k][i / classes];
        double const value = std::isnan(level)                   ? field.base[i]
                             : lever.kind == LeverKind::strength ? field.base[i] * level
                                                                 : level;
        cells.first[i * cells.stride] = static_cast<float>(value);
      }
    }
  }
}

void Classroom::apply_shocks() {
  wanted_.events = pack_.scenario.events;
  for (DisasterEvent const& shock : shocks_) wanted_.events.emplace_back(facts().adcode, shock);
  order_events(wanted_.events);
}

void Classroom::make_luck() {
  std::vector<bool> wanted(pack_.counties.size(), false);
  wanted[pack_.offers[offer_].county] = true;
  luck_ = make_common_luck(wanted_, pack_.counties, factor_, Draws(Key{wanted_.seed, replicate_}), wanted);
}

void Classroom::make_county_anew() {
  if (!made_ || made_seed_ != wanted_.seed || made_offer_ != offer_) {
    made_ = std::make_unique<County>();
    make_county(facts(), wanted_.plan<Synthesis>(), wanted_.households_share, wanted_.seed, *made_);
    made_->facts = &facts();
    made_seed_ = wanted_.seed;
    made_offer_ = offer_;
  }
  now_ = Moment{};
  now_.county = *made_;
  now_.result.weight = now_.county.weight;
  room_.queue.clear();
  kept_.clear();
}

// To the last moment that is kept and not later than `months`.
void Classroom::go_back(int months) {
  while (!kept_.empty() && kept_.back().at > months) kept_.pop_back();
  if (kept_.empty()) return make_county_anew();
  now_ = kept_.back();
  room_.queue = now_.queue;
  room_.budgets = now_.budgets;
}

void Classroom::live_to(int months) {
  int const to = spin_up() + std::clamp(months, 0, pack_.scenario.months);
  apply_levers();
  apply_shocks();
  if (!opened_) {
    make_luck();
    make_county_anew();
  } else {
    int const shared = shared_months(lived_scenario_, wanted_);
    if (!same_luck(lived_scenario_, wanted_)) make_luck();
    if (std::min(shared, to) < now_.at) go_back(std::min(shared, to));
  }
  opened_ = true;
  lived_scenario_ = wanted_;
  NoWatch watch;
  while (now_.at < to) {
    int const next = std::min(to, now_.at + keep_every - now_.at % keep_every);
    live_months(wanted_, luck_, Draws(Key{wanted_.seed, replicate_}), now_.at, next, now_.county, room_, now_.result,
                watch, [](Month, bool) {});
    now_.at = next;
    if (next % keep_every != 0) continue;
    kept_.push_back(now_);
    kept_.back().queue = room_.queue;
    kept_.back().budgets = room_.budgets;
  }
  lived_ = to - spin_up();
}

std::uint64_t Classroom::fingerprint() const {
  return add_to(add_to(fnv1a64_start, now_.result.counts), now_.result.ledger);
}

Dots const& Classroom::dots() {
  Households const& h = now_.county.households;
  int const shown = std::max(0, now_.at - spin_up() - 1);
  Month const month = pack_.scenario.start + shown;
  float const line = wanted_.plan<Needs>().at(month, facts().county_class()).poverty_line_yuan;
  dots_ = {};
  for (std::size_t c = 0; c < household_classes; ++c)
    for (auto i = static_cast<std::size_t>(h.class_begin[c]); i < static_cast<std::size_t>(h.class_end[c]); ++i) {
      float const income = h.members[i] == 0 ? 0.0f : yuan(h.income_register_12[i]) / static_cast<float>(h.members[i]);
      auto const marks = static_cast<std::uint8_t>(
          (h.members[i] > 0 ? mark::present : 0) | (h.in_spell[i] != 0 ? mark::in_spell : 0) |
          (h.category[i] != 0 ? mark::listed : 0) | (h.category[i] != 0 && h.package[i] != 0 ? mark::helped : 0) |
          (income < line ? mark::below_line : 0) | (h.hardship[i] != 0 ? mark::struck : 0));
      dots_.add(income / line, marks, c, scatter(h.id[i]));
    }
  return dots_;
}

void Classroom::note(std::size_t side) {
  FigureRow row;
  for (std::size_t f = 0; f < figures.size(); ++f) row[f] = over_run(figures[f], now_.result, 0, lived_);
  sample_[side].push_back(row);
}

Change Classroom::change(std::size_t figure) const {
  std::size_t const n = std::min(sample_[0].size(), sample_[1].size());
  Change out;
  if (n == 0) return out;
  auto const count = static_cast<double>(n);
  for (std::size_t r = 0; r < n; ++r) {
    out.a += sample_[0][r][figure] / count;
    out.b += sample_[1][r][figure] / count;
    out.difference += (sample_[1][r][figure] - sample_[0][r][figure]) / count;
  }
  double squares = 0;
  for (std::size_t r = 0; r < n; ++r) {
    double const off = sample_[1][r][figure] - sample_[0][r][figure] - out.difference;
    squares += off * off;
  }
  bool const known = n >= 2 && n - 2 < pack_.student_t_975.size();
  double const half = known ? pack_.student_t_975[n - 2] * std::sqrt(squares / (count - 1) / count) : untouched;
  out.low = out.difference - half;
  out.high = out.difference + half;
  return out;
}

}  // namespace holdfast::classroom
