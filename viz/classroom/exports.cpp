// The engine as the page calls it: plain functions and numbers. One classroom for each module; the page starts a
// second worker where it needs two. Compiled for WebAssembly only (build.sh).
#include <cstdlib>
#include <memory>
#include <new>

#include "viz/classroom/classroom.hpp"

#define HOLDFAST_EXPORT(name) extern "C" [[clang::export_name(#name)]]

namespace {

using namespace holdfast;
using namespace holdfast::classroom;

std::unique_ptr<Classroom> room;
std::vector<double> numbers;  // the last answer of several numbers
Change last_change;

}  // namespace

// Room for n bytes that the page fills before load().
HOLDFAST_EXPORT(allocate) char* allocate(std::uint32_t n) { return static_cast<char*>(std::malloc(n)); }

// 1, or 0 when the bytes are no pack of this build.
HOLDFAST_EXPORT(load) std::int32_t load(char* bytes, std::uint32_t n) {
  Pack pack;
  bool const good = read(bytes, n, pack);
  std::free(bytes);
  if (good) room = std::make_unique<Classroom>(std::move(pack));
  return good ? 1 : 0;
}

HOLDFAST_EXPORT(open) void open_county(std::uint32_t offer, std::uint32_t seed, std::int32_t replicate) {
  room->open(offer, seed, replicate);
}
HOLDFAST_EXPORT(months) std::int32_t months() { return room->months(); }
HOLDFAST_EXPORT(reset_levers) void reset_levers() { room->reset_levers(); }
HOLDFAST_EXPORT(set_level) void set_level(std::uint32_t lever, std::int32_t from_month, double level) {
  room->set_level(lever, from_month, level);
}
HOLDFAST_EXPORT(reset_shocks) void reset_shocks() { room->reset_shocks(); }

// A disaster in this month, counted from the first reported one; the shares as in the events of a scenario file.
HOLDFAST_EXPORT(add_shock)
void add_shock(std::int32_t month, std::int32_t hazard, double village_hit, double household_hit, double loss_yuan,
               double crop_loss, double herd_loss, double house_damage, double house_collapse, double injury,
               std::int32_t road_months) {
  DisasterEvent event;
  event.month = room->pack().scenario.start + month;
  event.hazard = static_cast<Hazard>(hazard);
  event.village_hit_share = static_cast<float>(village_hit);
  event.household_hit_share = static_cast<float>(household_hit);
  event.loss_yuan_mean = static_cast<float>(loss_yuan);
  event.crop_loss_share = static_cast<float>(crop_loss);
  event.herd_loss_share = static_cast<float>(herd_loss);
  event.house_damage_share = static_cast<float>(house_damage);
  event.house_collapse_share = static_cast<float>(house_collapse);
  event.injury_share = static_cast<float>(injury);
  event.road_months = road_months;
  event.further = true;
  room->add_shock(event);
}

HOLDFAST_EXPORT(live_to) void live_to(std::int32_t months) { room->live_to(months); }

// All counts of the months lived: [month][total cell][household class]; and the ledger, fen.
HOLDFAST_EXPORT(counts) std::int64_t const* counts() { return room->result().counts.data(); }
HOLDFAST_EXPORT(counts_length) std::uint32_t counts_length() {
  return static_cast<std::uint32_t>(room->result().counts.size());
}
HOLDFAST_EXPORT(ledger) std::int64_t const* ledger() { return room->result().ledger.data(); }
HOLDFAST_EXPORT(ledger_length) std::uint32_t ledger_length() {
  return static_cast<std::uint32_t>(room->result().ledger.size());
}
HOLDFAST_EXPORT(fingerprint_high) std::uint32_t fingerprint_high() {
  return static_cast<std::uint32_t>(room->fingerprint() >> 32);
}
HOLDFAST_EXPORT(fingerprint_low) std::uint32_t fingerprint_low() {
  return static_cast<std::uint32_t>(room->fingerprint());
}

// Dots: make them, then read the columns.
HOLDFAST_EXPORT(make_dots) std::uint32_t make_dots() { return static_cast<std::uint32_t>(room->dots().level.size()); }
HOLDFAST_EXPORT(dot_levels) float const* dot_levels() { return room->last_dots().level.data(); }
HOLDFAST_EXPORT(dot_marks) std::uint8_t const* dot_marks() { return room->last_dots().marks.data(); }
HOLDFAST_EXPORT(dot_classes) std::uint8_t const* dot_classes() { return room->last_dots().klass.data(); }
HOLDFAST_EXPORT(dot_places) std::uint32_t const* dot_places() { return room->last_dots().place.data(); }
HOLDFAST_EXPORT(dot_counts) std::uint32_t const* dot_counts() { return room->last_dots().counts[0].data(); }

// A figure, month by month; as many as months lived.
HOLDFAST_EXPORT(series) double const* series(std::uint32_t figure) {
  numbers.clear();
  for (int m = 0; m < room->months_lived(); ++m) numbers.push_back(figures[figure].of(room->result(), m));
  return numbers.data();
}
// What an instrument cost, yuan, month by month.
HOLDFAST_EXPORT(spending) double const* spending(std::int32_t instrument) {
  numbers.clear();
  for (int m = 0; m < room->months_lived(); ++m) numbers.push_back(spent_yuan(room->result(), m, instrument));
  return numbers.data();
}
HOLDFAST_EXPORT(over_run) double figure_over_run(std::uint32_t figure, std::int32_t from, std::int32_t to) {
  return over_run(figures[figure], room->result(), from, to);
}
HOLDFAST_EXPORT(spent) double spent(std::int32_t instrument, std::int32_t from, std::int32_t to) {
  double sum = 0;
  for (int m = from; m < to; ++m) sum += spent_yuan(room->result(), m, instrument);
  return sum;
}

// Paired replicates.
HOLDFAST_EXPORT(clear_sample) void clear_sample() { room->clear_sample(); }
HOLDFAST_EXPORT(note) void note(std::uint32_t side) { room->note(side); }
HOLDFAST_EXPORT(change) double const* change(std::uint32_t figure) {
  last_change = room->change(figure);
  return &last_change.a;
}
