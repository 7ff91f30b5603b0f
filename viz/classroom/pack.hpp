// What the classroom page carries: a resolved scenario, its counties and the levers that may be moved, as flat bytes.
// The command writes it, the page's engine reads it. Both sides call the one travel() of each type, in the one order
// written here, so that they cannot drift apart. Little-endian, as every machine that runs either.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "model/core/input_file.hpp"
#include "model/scenario.hpp"
#include "scenarios/catalogue.hpp"

namespace holdfast::classroom {

enum class LeverKind : std::uint8_t {
  strength,  // multiplies what an instrument's strength multiplies; 1 where nothing is said
  value,     // is the value of one parameter
};

// One parameter behind a lever, before the lever moves it: as the scenario reader holds it, in double.
struct LeverField {
  std::uint32_t field = 0;   // of the module's field table
  std::vector<double> base;  // [month][county class][household class]
};

// What a teacher may move, month by month.
struct Lever {
  std::string path;              // as in scenario files: "policies.dibao.strength", "shocks.price_fall.shift"
  std::uint32_t module = 0;      // in the order of the catalogue
  std::int32_t instrument = -1;  // its row of the ledger; -1: pays nothing
  LeverKind kind = LeverKind::strength;
  std::vector<LeverField> fields;
};

// A county that the class can live in.
struct Offer {
  std::uint32_t county = 0;  // row of Pack::counties
  double households_share = 1;
};

struct Pack {
  Scenario scenario;
  std::vector<CountyFacts> counties;  // all of the province; the margins of those on offer only
  std::vector<Offer> offers;
  std::vector<Lever> levers;
  std::vector<double> student_t_975;  // by degrees of freedom, from 1 on
};

inline constexpr int classes = county_classes * household_classes;

// Every name that both sides must have in common: another build of the model cannot read the pack.
inline std::uint64_t layout_of(Scenario const& scenario) {
  std::uint64_t hash = fnv1a64("holdfast classroom 1");
  for (ModuleInfo const& module : catalogue_of(scenario)) {
    hash = fnv1a64(module.section, fnv1a64(module.key, hash));
    for (FieldInfo const& field : module.fields) hash = fnv1a64(field.name, hash);
  }
  for (TotalInfo const& total : total_infos) hash = fnv1a64(total.name, hash);
  return hash;
}

class Writer {
 public:
  static constexpr bool reads = false;
  std::string bytes;

  void raw(void const* from, std::size_t n) { bytes.append(static_cast<char const*>(from), n); }
  template <class T>
  void number(T& value) {
    raw(&value, sizeof value);
  }
  // Stretches of equal months. at(m, c): the value of month m and class c.
  template <class T, class At>
  void months(int count, At&& at) {
    auto const same = [&](int a, int b) {
      for (int c = 0; c < classes; ++c)
        if (at(a, c) != at(b, c)) return false;
      return true;
    };
    for (int m = 0; m < count;) {
      std::uint16_t length = 1;
      while (m + length < count && same(m, m + length)) ++length;
      bool uniform = true;
      for (int c = 1; c < classes; ++c) uniform = uniform && at(m, c) == at(m, 0);
      number(length);
      number(uniform);
      for (int c = 0; c < (uniform ? 1 : classes); ++c) number(at(m, c));
      m += length;
    }
  }
};

class Reader {
 public:
  static constexpr bool reads = true;
  Reader(char const* from, std::size_t n) : at_(from), left_(n) {}
  bool failed() const { return failed_; }
  bool ended() const { return left_ == 0; }

  void raw(void* to, std::size_t n) {
    if (failed_ || n > left_) {
      failed_ = true;
      return;
    }
    std::memcpy(to, at_, n);
    at_ += n;
    left_ -= n;
  }
  template <class T>
  void number(T& value) {
    raw(&value, sizeof value);
  }
  template <class T, class At>
  void months(int count, At&& at) {
    for (int m = 0; m < count && !failed_;) {
      std::uint16_t length = 0;
      bool uniform = true;
      T values[classes]{};
      number(length);
      number(uniform);
      for (int c = 0; c < (uniform ? 1 : classes); ++c) number(values[c]);
      if (length == 0 || m + length > count) failed_ = true;
      for (int k = 0; k < length && !failed_; ++k, ++m)
        for (int c = 0; c < classes; ++c) at(m, c) = values[uniform ? 0 : c];
    }
  }
  // A length that cannot be longer than what is left is none.
  std::size_t room_for(std::uint32_t n, std::size_t least_bytes) {
    failed_ = failed_ || n * least_bytes > left_;
    return failed_ ? 0 : n;
  }

 private:
  char const* at_;
  std::size_t left_;
  bool failed_ = false;
};

template <class Io, class T>
requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void travel(Io& io, T& value) { io.number(value); }
template <class Io>
void travel(Io& io, Month& month) {
  io.number(month.since_2000);
}
template <class Io, class T>
void travel_length(Io& io, T& container, std::size_t least_bytes) {
  auto n = static_cast<std::uint32_t>(container.size());
  io.number(n);
  if constexpr (Io::reads) container.resize(io.room_for(n, least_bytes));
}
template <class Io>
void travel(Io& io, std::string& text) {
  travel_length(io, text, 1);
  io.raw(text.data(), text.size());
}
template <class Io, class A, class B>
void travel(Io& io, std::pair<A, B>& pair) {
  travel(io, pair.first);
  travel(io, pair.second);
}
template <class Io, class T>
void travel(Io& io, std::vector<T>& values) {
  travel_length(io, values, 1);
  for (T& value : values) travel(io, value);
}
template <class Io, class T, std::size_t n>
void travel(Io& io, std::array<T, n>& values) {
  for (T& value : values) travel(io, value);
}
template <class Io, class... T>
void travel_all(Io& io, T&... values) {
  (travel(io, values), ...);
}

template <class Io>
void travel(Io& io, Margins& margins) {
  static_assert(std::is_trivially_copyable_v<Margins> && sizeof(Margins) % sizeof(double) == 0, "only doubles");
  io.number(margins);
}

template <class Io>
void travel(Io& io, CountyFacts& f) {
  travel_all(io, f.number, f.adcode, f.name_zh, f.name_en, f.prefecture_zh, f.prefecture_en, f.area_group, f.lon, f.lat,
             f.x_km, f.y_km, f.lifted_out_county, f.deep_poverty_county, f.national_key_county, f.provincial_key_county,
             f.paired_county, f.seismic_intensity, f.rural_income_2020_yuan, f.lifted_out_persons, f.hazard_zone);
  bool lived_in = f.margins.rural_households > 0;  // the others only give luck
  travel(io, lived_in);
  if (lived_in) travel(io, f.margins);
}

template <class Io>
void travel(Io& io, DisasterEvent& e) {
  travel_all(io, e.month, e.hazard, e.village_hit_share, e.household_hit_share, e.loss_yuan_mean, e.crop_loss_share,
             e.herd_loss_share, e.house_damage_share, e.house_collapse_share, e.injury_share, e.road_months, e.further,
             e.serial);
}

template <class Io>
void travel(Io& io, Condition& c) {
  travel_all(io, c.register_share_above, c.of_all, c.for_months, c.from);
}

template <class Io, class M>
void travel_values(Io& io, int months, std::vector<typename M::Params>& values) {
  if constexpr (Io::reads) values.assign(static_cast<std::size_t>(months) * classes, {});
  for (auto const& field : M::fields)
    io.template months<float>(months, [&](int m, int c) -> float& {
      return values[static_cast<std::size_t>(m * classes + c)].*field.member;
    });
}

template <class Io, class M>
void travel(Io& io, Plan<M>& plan) {
  travel_all(io, plan.on, plan.payer, plan.budget_yuan, plan.budget_carries_over, plan.first, plan.months,
             plan.condition);
  travel_values<Io, M>(io, plan.months, plan.values);
  if (plan.condition >= 0) travel_values<Io, M>(io, plan.months, plan.restored);
  bool announced = plan.announced.has_value();
  travel(io, announced);
  if (!announced) return;
  if constexpr (Io::reads) plan.announced.emplace();
  travel_all(io, plan.announced->from, plan.announced->strength, plan.announced->restored);
}

template <class Io>
void travel(Io& io, Scenario& s) {
  travel_all(io, s.name, s.title, s.title_zh, s.start, s.months, s.spin_up_months, s.seed, s.replicates,
             s.households_share, s.replay_events, s.events, s.conditions);
  each_section(s, [&io](std::string_view, auto& plans) {
    std::apply([&io](auto&... plan) { (travel(io, plan), ...); }, plans);
  });
}

template <class Io>
void travel(Io& io, Offer& offer) {
  travel_all(io, offer.county, offer.households_share);
}

template <class Io>
void travel(Io& io, LeverField& field, int months) {
  travel(io, field.field);
  if constexpr (Io::reads) field.base.assign(static_cast<std::size_t>(months) * classes, 0);
  io.template months<double>(
      months, [&](int m, int c) -> double& { return field.base[static_cast<std::size_t>(m * classes + c)]; });
}

// Months of every plan: those of the run, and one year beyond it.
inline int plan_months(Scenario const& s) { return s.spin_up_months + s.months + 12; }

template <class Io>
void travel(Io& io, Lever& lever, int months) {
  travel_all(io, lever.path, lever.module, lever.instrument, lever.kind);
  travel_length(io, lever.fields, 1);
  for (LeverField& field : lever.fields) travel(io, field, months);
}

template <class Io>
void travel(Io& io, Pack& pack) {
  std::uint64_t layout = layout_of(pack.scenario);
  std::uint64_t const own = layout;
  travel(io, layout);
  if constexpr (Io::reads)
    if (layout != own) return;  // of another build: nothing more is read, which ended() tells
  travel_all(io, pack.scenario, pack.counties, pack.offers, pack.student_t_975);
  travel_length(io, pack.levers, 1);
  for (Lever& lever : pack.levers) travel(io, lever, plan_months(pack.scenario));
}

inline std::string bytes_of(Pack& pack) {
  Writer writer;
  travel(writer, pack);
  return std::move(writer.bytes);
}

// False when the bytes are no pack of this build.
inline bool read(char const* bytes, std::size_t n, Pack& pack) {
  Reader reader(bytes, n);
  travel(reader, pack);
  return !reader.failed() && reader.ended();
}

}  // namespace holdfast::classroom
