// The households of a county: nesting, determinism, persons, slots, places.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "model/population/population.hpp"
#include "tests/population/county_facts.hpp"

using namespace holdfast;

namespace {
std::vector<CountyFacts> const& counties() {
  static auto const list = testing::read_counties();
  return list;
}
Plan<Synthesis> const& plan() {
  static auto const read = testing::read_plan();
  return read;
}
CountyFacts const& county(int adcode) {
  for (CountyFacts const& f : counties())
    if (f.adcode == adcode) return f;
  throw std::out_of_range("no such county");
}
constexpr int litang = 513334, dege = 513330, mao = 513223;

// Rows that hold a household.
std::vector<Index> used_rows(Households const& h) {
  std::vector<Index> rows;
  for (std::size_t c = 0; c < household_classes; ++c)
    for (Index i = h.class_begin[c]; i < h.class_end[c]; ++i) rows.push_back(i);
  return rows;
}

// Names of the columns in which two rows differ; kin is a dense row number among the drawn and may.
std::string differences(Households const& a, Index i, Households const& b, Index j) {
  std::string out;
#define COMPARE(type, name, unit, meaning)                                                                       \
  if (a.name[static_cast<std::size_t>(i)] != b.name[static_cast<std::size_t>(j)] && std::string(#name) != "kin") \
    out += #name " ";
  HOLDFAST_HOUSEHOLD_COLUMNS(COMPARE)
#undef COMPARE
  return out;
}
}  // namespace

TEST_CASE("a smaller share holds the same households, and a larger share holds all of the smaller", "[population]") {
  County whole, third, twentieth;
  make_county(county(litang), plan(), 1.0, 1, whole);
  make_county(county(litang), plan(), 0.3, 1, third);
  make_county(county(litang), plan(), 0.05, 1, twentieth);
  std::map<HouseholdId, Index> row_of, third_of;
  for (Index const i : used_rows(whole.households)) row_of[whole.households.id[std::size_t(i)]] = i;
  CHECK(row_of.size() == 8289);
  for (Index const i : used_rows(third.households)) third_of[third.households.id[std::size_t(i)]] = i;
  int checked = 0;
  for (County const* part : {&third, &twentieth})
    for (Index const i : used_rows(part->households)) {
      auto const id = part->households.id[std::size_t(i)];
      REQUIRE(row_of.count(id) == 1);
      REQUIRE(differences(part->households, i, whole.households, row_of[id]) == "");
      CHECK(part->households.class_of(i) == whole.households.class_of(row_of[id]));
      if (part == &twentieth) CHECK(third_of.count(id) == 1);
      ++checked;
    }
  CHECK(checked > 2500);
  CHECK(twentieth.villages.exposure == whole.villages.exposure);
  CHECK(twentieth.villages.households_all == whole.villages.households_all);
}

TEST_CASE("the same seed gives the same county and another seed another one", "[population]") {
  County a, b, other;
  make_county(county(mao), plan(), 0.05, 1, a);
  make_county(county(mao), plan(), 0.05, 1, b);
  make_county(county(mao), plan(), 0.05, 2, other);
  REQUIRE(a.households.rows == b.households.rows);
  for (Index const i : used_rows(a.households)) REQUIRE(differences(a.households, i, b.households, i) == "");
  CHECK(a.households.kin == b.households.kin);
  CHECK(a.circles.kin_residual_row == b.circles.kin_residual_row);
  CHECK(a.households.wage_log != other.households.wage_log);
}

TEST_CASE("members are bands, residents and absent together, and nobody's household is empty", "[population]") {
  for (int const adcode : {litang, mao}) {
    County made;
    make_county(county(adcode), plan(), 1.0, 1, made);
    Households const& h = made.households;
    std::int64_t lifted = 0, residents = 0, members = 0;
    for (Index const row : used_rows(h)) {
      auto const i = std::size_t(row);
      int const bands =
          h.persons_0_5[i] + h.persons_6_15[i] + h.persons_16_18[i] + h.persons_19_59[i] + h.persons_60_plus[i];
      REQUIRE(int(h.members[i]) == bands);
      REQUIRE(h.members[i] > h.away[i]);  // households wholly away are out of scope
      REQUIRE(h.persons_80_plus[i] <= h.persons_60_plus[i]);
      REQUIRE(h.severely_disabled[i] <= h.disabled[i]);
      REQUIRE(h.disabled[i] <= h.members[i]);
      REQUIRE(h.chronic[i] <= h.members[i]);
      REQUIRE(h.out_of_school[i] <= h.persons_6_15[i]);
      REQUIRE(h.frailty[i] > 0);
      REQUIRE(h.savings[i] >= 0);
      REQUIRE(h.category[i] == 0);
      REQUIRE(h.listed_month[i] == never);
      REQUIRE((h.dibao[i] == 0 || h.tekun[i] == 0));
      members += h.members[i];
      residents += h.members[i] - h.away[i];
      if (h.class_of(row) == HouseholdClass::lifted_out) lifted += h.members[i];
    }
    CHECK(lifted == std::int64_t(county(adcode).lifted_out_persons));
    auto const& m = county(adcode).margins;
    CHECK(double(residents) == Approx(m.rural_households * m.mean_size).epsilon(0.002));
    CHECK(double(members) > 1.1 * double(residents));
    for (double const w : made.weight) CHECK(w == 1.0);
  }
}

TEST_CASE("labour slots hold adults who can work, and they are there", "[population]") {
  County made;
  make_county(county(dege), plan(), 1.0, 1, made);
  int migrants = 0, local = 0, old_farmers = 0, unable = 0;
  for (int c = 0; c < household_classes; ++c) {
    Block const b = made.households.whole(static_cast<HouseholdClass>(c));
    for (Index i = 0; i < b.n; ++i) {
      int young = 0, old = 0, away = 0;
      bool ended = false;
      for (int k = 0; k < labour_slots; ++k) {
        auto const state = static_cast<Slot>(b.slot(k)[i]);
        int const age = b.slot_age(k)[i];
        if (state == Slot::none) {
          ended = true;
          REQUIRE(age == 0);
          continue;
        }
        REQUIRE_FALSE(ended);  // filled from the front
        REQUIRE(state != Slot::post);
        REQUIRE(age >= 19);
        REQUIRE(age <= 74);
        if (age >= 60) REQUIRE(state != Slot::unable);
        if (age >= 65) REQUIRE(state == Slot::farm);
        if (state == Slot::migrant) REQUIRE(age < 60);
        (age < 60 ? young : old) += 1;
        away += state == Slot::migrant;
        local += state == Slot::local;
        unable += state == Slot::unable;
        old_farmers += age >= 60;
      }
      REQUIRE(young <= int(b.persons_19_59[i]));
      REQUIRE(old <= int(b.persons_60_plus[i]));
      REQUIRE(away <= int(b.away[i]));
      if (b.away[i] > 0) REQUIRE(away > 0);
      migrants += away;
    }
  }
  CHECK(migrants > 1000);
  CHECK(local > 1000);
  CHECK(old_farmers > 300);
  CHECK(unable > 300);
}

TEST_CASE("villages, groups and kin rings partition the households, and each circle names one of its own",
          "[population]") {
  for (double const share : {1.0, 0.05}) {
    County made;
    make_county(county(dege), plan(), share, 1, made);
    Households const& h = made.households;
    auto const rows = used_rows(h);
    std::map<Index, int> ring_size, group_size, village_size;
    std::map<Index, std::set<Index>> groups_of_ring, villages_of_group;
    std::set<HouseholdId> ids;
    for (Index const row : rows) {
      auto const i = std::size_t(row);
      ids.insert(h.id[i]);
      ++ring_size[h.kin[i]];
      ++group_size[h.group[i]];
      ++village_size[h.village[i]];
      groups_of_ring[h.kin[i]].insert(h.group[i]);
      villages_of_group[h.group[i]].insert(h.village[i]);
    }
    CHECK(ids.size() == rows.size());
    REQUIRE(ring_size.size() == made.circles.kin_residual_row.size());
    for (auto const& [ring, size] : ring_size) {
      CHECK(groups_of_ring[ring].size() == 1);
      CHECK(size >= 6);
      CHECK(size <= 15);
      Index const keeper = made.circles.kin_residual_row[std::size_t(ring)];
      CHECK(h.kin[std::size_t(keeper)] == ring);
    }
    for (auto const& [group, size] : group_size) {
      CHECK(villages_of_group[group].size() == 1);
      CHECK(size >= 40);
      CHECK(size <= 150);
    }
    auto const& v = made.villages;
    for (Index k = 0; k < v.size(); ++k) {
      auto const at = std::size_t(k);
      CHECK(v.households[at] == village_size[k]);
      CHECK(v.households_all[at] >= 200);
      CHECK(v.households_all[at] <= 900);
      if (share == 1.0) CHECK(v.households[at] == v.households_all[at]);
      Index const keeper = made.circles.village_residual_row[at];
      if (v.households[at] > 0) CHECK(h.village[std::size_t(keeper)] == k);
      if (v.households[at] == 0) CHECK(keeper == -1);
    }
    double exposure = 0;
    for (float const e : v.exposure) exposure += e;
    CHECK(exposure / v.size() == Approx(1.0).epsilon(1e-4));
  }
}

TEST_CASE("every class of a county is drawn at the smallest share, and weights give its persons back", "[population]") {
  for (CountyFacts const& f : counties()) {
    if (f.number % 9 != 0) continue;
    County made;
    make_county(f, plan(), 0.001, 1, made);
    double persons = 0;
    for (Index i = 0; i < made.households.class_end[0]; ++i)
      persons += made.weight[0] * made.households.members[std::size_t(i)];
    CHECK(persons == Approx(f.margins.rural_households > 0 ? f.lifted_out_persons : 0).epsilon(1e-9));
    for (std::size_t c = 0; c < household_classes; ++c) {
      CHECK(made.weight[c] * made.drawn_share[c] == Approx(1.0));
      Index const used = made.households.class_end[c] - made.households.class_begin[c];
      if (f.margins.rural_households > 0 && (c > 0 || f.lifted_out_persons > 0)) CHECK(used > 0);
      if (f.margins.rural_households > 0)
        CHECK(made.households.class_capacity[c] - made.households.class_end[c] >= used / 10 + 8);
    }
  }
}

TEST_CASE("a county without rural people is empty and harmless", "[population]") {
  County made;
  make_county(counties().front(), plan(), 1.0, 1, made);
  CHECK(counties().front().margins.rural_households == 0);
  CHECK(made.households.rows == 0);
  CHECK(made.villages.size() == 0);
  CHECK(made.circles.kin_residual_row.empty());
}

TEST_CASE("former poor villages and teams come to their provincial numbers", "[population]") {
  double villages = 0, lifted = 0, teams = 0, poor_in = 0, in = 0, poor_out = 0, out = 0;
  for (CountyFacts const& f : counties()) {
    auto const frame = population::make_frame(f, plan(), 1);
    villages += double(frame.places.village_households.size());
    for (std::size_t v = 0; v < frame.places.lifted_out.size(); ++v) {
      lifted += frame.places.lifted_out[v];
      teams += frame.places.team[v];
      if (frame.places.lifted_out[v]) CHECK(frame.places.team[v] == 1);
    }
    for (auto const& g : frame.places.groups) {
      bool const inside = frame.places.lifted_out[std::size_t(g.village)];
      (inside ? poor_in : poor_out) += g.n[0];
      (inside ? in : out) += g.households;
    }
  }
  CHECK(villages == Approx(26375).epsilon(0.01));
  CHECK(lifted == Approx(11501).epsilon(0.01));
  CHECK(teams == Approx(12000).epsilon(0.01));
  CHECK(poor_in / in > 2.0 * poor_out / out);
}
