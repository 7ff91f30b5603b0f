#include "model/population/archetypes.hpp"

#include <algorithm>
#include <tuple>

namespace holdfast::population {
namespace {

using Persons = std::array<std::uint8_t, bands>;

struct Part {  // one generation of a household
  Persons persons{};
  double seed = 1;
  int youngest() const {
    int b = 0;
    while (persons[static_cast<std::size_t>(b)] == 0) ++b;
    return b;
  }
  int size() const {
    int n = 0;
    for (auto const p : persons) n += p;
    return n;
  }
};

Part part(double seed, std::initializer_list<int> ages) {
  Part out;
  out.seed = seed;
  for (int const age : ages) ++out.persons[static_cast<std::size_t>(age)];
  return out;
}

// One adult, a couple of one age or of neighbouring ages, three grown-ups (siblings, an unmarried uncle).
std::vector<Part> adult_parts() {
  std::vector<Part> out;
  for (int b = age_19_44; b <= age_75_plus; ++b) {
    out.push_back(part(1.0, {b}));
    out.push_back(part(1.0, {b, b}));
    if (b < age_75_plus) out.push_back(part(0.5, {b, b + 1}));
  }
  out.push_back(part(0.05, {age_19_44, age_19_44, age_19_44}));
  out.push_back(part(0.05, {age_19_44, age_19_44, age_45_59}));
  out.push_back(part(0.05, {age_45_59, age_45_59, age_45_59}));
  out.push_back(part(0.02, {age_65_74, age_65_74, age_75_plus}));
  out.push_back(part(0.02, {age_45_59, age_75_plus, age_75_plus}));
  return out;
}

// One to `most` children in all splits over the three bands.
std::vector<Part> child_parts(int most) {
  constexpr std::array<double, 6> by_number{0, 0.5, 0.35, 0.11, 0.03, 0.01};
  std::vector<Part> out;
  for (int n = 1; n <= most; ++n)
    for (int small = 0; small <= n; ++small)
      for (int teens = 0; teens <= std::min(2, n - small); ++teens) {
        Part p;
        p.persons[age_0_5] = static_cast<std::uint8_t>(small);
        p.persons[age_16_18] = static_cast<std::uint8_t>(teens);
        p.persons[age_6_15] = static_cast<std::uint8_t>(n - small - teens);
        p.seed = by_number[static_cast<std::size_t>(n)] / (n + 1);
        out.push_back(p);
      }
  return out;
}

void add(std::vector<Archetype>& out, double seed, int generations, std::initializer_list<Part const*> parts,
         bool skipped = false) {
  Archetype a;
  a.seed = seed;
  for (Part const* p : parts) {
    a.seed *= p->seed;
    for (std::size_t b = 0; b < bands; ++b) a.persons[b] = static_cast<std::uint8_t>(a.persons[b] + p->persons[b]);
  }
  a.generations = static_cast<std::uint8_t>(generations);
  a.skipped = skipped;
  if (a.size() <= 9 && a.with_65_plus() <= 3) out.push_back(a);
}

void add_two_generations(std::vector<Archetype>& out, std::vector<Part> const& adults) {
  auto const children = child_parts(5);
  for (Part const& old : adults) {
    int const band = old.youngest();
    for (Part const& kids : children) {
      if (band == age_19_44) add(out, 1.0, 2, {&old, &kids});
      if (band == age_45_59) add(out, 0.3, 2, {&old, &kids});
      if (band >= age_60_64 && kids.size() <= 3) add(out, 0.2, 2, {&old, &kids}, true);
    }
    for (Part const& young : adults) {  // grown children at home
      if (young.size() > 2 || young.youngest() >= band || band < age_45_59) continue;
      bool const gap = (band == age_45_59 && young.youngest() == age_19_44) ||
                       (band >= age_60_64 && young.youngest() <= age_45_59) ||
                       (band == age_75_plus && young.youngest() <= age_65_74);
      if (!gap || young.persons[age_75_plus] > 0) continue;
      add(out, 0.5, 2, {&old, &young});
      Part const teen = part(0.15, {age_16_18}), pupil = part(0.15, {age_6_15});
      if (band == age_45_59) {  // and their younger siblings
        add(out, 0.5, 2, {&old, &young, &teen});
        add(out, 0.5, 2, {&old, &young, &pupil});
      }
    }
  }
}

void add_more_generations(std::vector<Archetype>& out, std::vector<Part> const& adults) {
  auto const children = child_parts(4);
  Part const one_young = part(1.0, {age_19_44}), couple_young = part(1.0, {age_19_44, age_19_44});
  Part const one_middle = part(1.0, {age_45_59}), couple_middle = part(1.0, {age_45_59, age_45_59});
  Part const mixed = part(0.4, {age_19_44, age_45_59}), three_young = part(0.1, {age_19_44, age_19_44, age_19_44});
  for (Part const& old : adults) {
    int const band = old.youngest();
    if (band < age_45_59 || old.size() > 2) continue;
    for (Part const& kids : children) {
      add(out, 0.6, 3, {&old, &one_young, &kids});
      add(out, 1.0, 3, {&old, &couple_young, &kids});
      if (kids.size() <= 2) add(out, 1.0, 3, {&old, &three_young, &kids});
      if (band < age_60_64 || kids.size() > 3) continue;
      add(out, 0.1, 3, {&old, &one_middle, &kids});
      add(out, 0.2, 3, {&old, &mixed, &kids});
      add(out, 0.1, 3, {&old, &couple_middle, &kids});
    }
    if (band < age_65_74) continue;
    for (Part const* middle : {&one_middle, &couple_middle})
      for (Part const* young : {&one_young, &couple_young}) {
        add(out, 0.3, 3, {&old, middle, young});
        for (Part const& kids : children)
          if (kids.size() <= 2 && kids.persons[age_16_18] == 0) add(out, 0.3, 4, {&old, middle, young, &kids});
      }
  }
}

}  // namespace

std::vector<Archetype> const& archetypes() {
  static std::vector<Archetype> const list = [] {
    std::vector<Archetype> out;
    auto const adults = adult_parts();
    for (Part const& p : adults) add(out, 1.0, 1, {&p});
    add_two_generations(out, adults);
    add_more_generations(out, adults);
    auto const order = [](Archetype const& a) {
      return std::tuple(a.size() > 1, a.generations, a.with_65_plus(), a.adults_19_59(), a.persons, a.skipped);
    };
    std::sort(out.begin(), out.end(), [&](Archetype const& a, Archetype const& b) { return order(a) < order(b); });
    std::vector<Archetype> merged;  // two routes may lead to one composition
    for (Archetype const& a : out)
      if (!merged.empty() && order(merged.back()) == order(a))
        merged.back().seed += a.seed;
      else
        merged.push_back(a);
    return merged;
  }();
  return list;
}

}  // namespace holdfast::population
