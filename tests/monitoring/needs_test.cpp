// Needs, spells and poverty measures on hand-made month sequences (model.md 7a.3-7a.5).
#include <catch2/catch.hpp>

#include <string>

#include "tests/monitoring/one_county.hpp"

using namespace holdfast;
using test::OneCounty;

namespace {
// Lives one month for each letter: p = below the poverty line, m = only below the monitoring line, . = above both.
// Returns a letter for each month: O = onset counted, s = in a spell, - = at risk.
std::string live(OneCounty& t, std::string const& months) {
  std::string out;
  for (char const c : months) {
    t.income(c == 'p' ? 3999 : c == 'm' ? 5999 : 10000);
    t.needs_month();
    out += t.total(Total::latent_onsets, 0) > 0 ? 'O' : t.h().in_spell[0] != 0 ? 's' : '-';
  }
  return out;
}
}  // namespace

TEST_CASE("A spell begins with the third month in need and is dated to the first", "[monitoring][needs]") {
  OneCounty t(1);
  CHECK(live(t, "..pp.ppp") == "-------O");
  CHECK(t.h().onset_month[0] == Month::of(2021, 6).since_2000);
  CHECK(t.total(Total::latent_onsets, 0) == 3);  // persons
  CHECK(t.total(Total::onsets_by_need, 0) == 3);
  CHECK(t.total(Total::in_spell) == 3);
  CHECK(t.h().spells[0] == 1);
}

TEST_CASE("A spell ends after three clear months in a row and a new one is a repeat", "[monitoring][needs]") {
  OneCounty t(1);
  CHECK(live(t, "ppp..p..") == "--Osssss");
  CHECK(live(t, ".") == "-");
  CHECK(live(t, "pp") == "--");
  CHECK(t.total(Total::latent_repeats) == 0);
  CHECK(live(t, "p") == "O");
  CHECK(t.total(Total::latent_repeats) == 3);
  CHECK(t.h().spells[0] == 2);
}

TEST_CASE("Members are at risk while in no spell", "[monitoring][needs]") {
  OneCounty t(1);
  live(t, "ppp");
  CHECK(t.total(Total::at_risk_person_months) == 3);  // at risk until the onset month itself
  live(t, ".");
  CHECK(t.total(Total::at_risk_person_months) == 0);
  live(t, "..");
  live(t, ".");
  CHECK(t.total(Total::at_risk_person_months) == 3);
}

TEST_CASE("Who is in need at the start is not at risk until three clear months have passed", "[monitoring][needs]") {
  OneCounty t(1);
  live(t, "pp");
  mark_start(t.county);
  CHECK(t.h().needy_at_start[0] == 1);
  CHECK(live(t, "pppp..") == "------");
  CHECK(t.total(Total::at_risk_person_months) == 0);
  CHECK(live(t, ".ppp") == "---O");
  CHECK(t.h().spells[0] == 1);
}

TEST_CASE("Spells before the start do not count as repeats", "[monitoring][needs]") {
  OneCounty t(1);
  live(t, "ppp...");
  mark_start(t.county);
  CHECK(t.h().spells[0] == 0);
  CHECK(t.h().onset_month[0] == never);
  live(t, "ppp");
  CHECK(t.total(Total::latent_repeats) == 0);
  CHECK(t.total(Total::latent_onsets, 0) == 3);
}

TEST_CASE("The monitoring line has spells of its own", "[monitoring][needs]") {
  OneCounty t(1);
  live(t, "mm");
  CHECK(t.total(Total::latent_onsets, 1) == 0);
  CHECK(live(t, "m") == "-");
  CHECK(t.total(Total::latent_onsets, 1) == 3);
  CHECK(t.h().in_spell_monitoring[0] != 0);
  live(t, "..m..");
  CHECK(t.h().in_spell_monitoring[0] != 0);
  live(t, ".");
  CHECK(t.h().in_spell_monitoring[0] == 0);
  live(t, "mmm");
  CHECK(t.total(Total::latent_onsets, 1) == 3);
}

TEST_CASE("A household below the monitoring line at the start has no onset at it until clear", "[monitoring][needs]") {
  OneCounty t(1);
  live(t, "m");
  mark_start(t.county);
  std::int64_t onsets = 0;
  for (int k = 0; k < 6; ++k) {
    live(t, "m");
    onsets += t.total(Total::latent_onsets, 1);
  }
  CHECK(onsets == 0);
}

TEST_CASE("An unsafe house is a need from the fourth month and a relapse from the sixth", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().house_grade[0] = static_cast<std::uint8_t>(HouseGrade::grade_d);
  CHECK(live(t, "...") == "---");
  CHECK(t.total(Total::in_need, static_cast<int>(Need::house)) == 0);
  CHECK(t.h().clear_months[0] == 3);
  CHECK(live(t, ".") == "-");
  CHECK(t.total(Total::in_need, static_cast<int>(Need::house)) == 3);
  CHECK(t.h().clear_months[0] == 0);
  CHECK(live(t, "..") == "-O");
  CHECK(t.total(Total::onsets_by_need, static_cast<int>(Need::house)) == 3);
  CHECK(t.h().onset_month[0] == Month::of(2021, 4).since_2000);
}

TEST_CASE("Two short months of twelve make the need for food, one does not", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().food_short_bits[0] = 0b100000000000;
  live(t, ".");
  CHECK(t.h().need_food[0] == 0);
  t.h().food_short_bits[0] = 0b100000000001;
  live(t, ".");
  CHECK(t.h().need_food[0] == 1);
  t.h().food_short_bits[0] = 0xF000;  // older than a year
  live(t, ".");
  CHECK(t.h().need_food[0] == 0);
}

TEST_CASE("No insurance or care forgone is a medical need", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().insured[0] = 0;
  live(t, ".");
  CHECK(t.h().need_medical[0] == 1);
  t.h().insured[0] = 1;
  t.h().care_forgone_months[0] = 1;
  live(t, ".");
  CHECK(t.h().need_medical[0] == 2);
  t.h().care_forgone_months[0] = 0;
  live(t, ".");
  CHECK(t.h().need_medical[0] == 0);
}

TEST_CASE("In the holidays a child's time out of school rests", "[monitoring][needs]") {
  OneCounty t(1);
  t.month = Month::of(2021, 6);
  t.h().persons_6_15[0] = 1;
  t.h().out_of_school[0] = 1;
  live(t, ".");
  CHECK(t.h().need_school[0] == 1);
  live(t, "..");  // July, August
  CHECK(t.h().need_school[0] == 1);
  CHECK(t.h().clear_months[0] == 0);
  live(t, ".");
  CHECK(t.h().need_school[0] == 2);
}

TEST_CASE("Run lengths and clear months stop at 255", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().need_income[0] = 254;
  t.h().below_monitoring[0] = 255;
  t.h().spells[0] = 255;
  live(t, "pp");
  CHECK(t.h().need_income[0] == 255);
  CHECK(t.h().below_monitoring[0] == 255);
  CHECK(t.h().spells[0] == 255);
  OneCounty rich(1);
  rich.h().clear_months[0] = 254;
  live(rich, "..");
  CHECK(rich.h().clear_months[0] == 255);
}

TEST_CASE("Foster-Greer-Thorbecke measures at both lines have their hand values", "[monitoring][needs]") {
  OneCounty t(3);
  t.income(3000, 0);   // gaps 1,000 and 3,000 a head
  t.income(5000, 1);   // gap 1,000 at the monitoring line only
  t.income(10000, 2);  // clear, but 12,300 yuan of bills leave 5,900 a head
  t.h().members[1] = 2;
  t.income(5000, 1);
  t.h().out_of_pocket_12[2] = 1'230'000;
  t.needs_month();
  CHECK(t.total(Total::below_line, 0) == 3);
  CHECK(t.total(Total::below_line, 1) == 5);
  CHECK(t.total(Total::gap, 0) == 3 * 100'000);
  CHECK(t.total(Total::gap, 1) == 3 * 300'000 + 2 * 100'000);
  CHECK(t.total(Total::gap_squared, 0) == 187'500);           // 3 x (1/4)^2
  CHECK(t.total(Total::gap_squared, 1) == 750'000 + 55'556);  // 3 x (1/2)^2 + 2 x (1/6)^2
  CHECK(t.total(Total::below_line_after_health, 0) == 3);
  CHECK(t.total(Total::below_line_after_health, 1) == 8);
}

TEST_CASE("Catastrophic spending is measured against income less subsistence", "[monitoring][needs]") {
  OneCounty t(4);
  // 30,000 yuan less 12 x 200 x 3 = 22,800 yuan of capacity to pay: 10 % is 2,280 yuan, 25 % 5,700, 40 % 9,120
  t.h().out_of_pocket_12 = {227'900, 228'000, 570'000, 912'000};
  t.needs_month();
  CHECK(t.total(Total::catastrophic, 0) == 3);
  CHECK(t.total(Total::catastrophic, 1) == 2);
  CHECK(t.total(Total::catastrophic, 2) == 1);
  CHECK(Needs::capacity(Needs::Params{}, 400'000, 3) == Approx(100'000));  // subsistence exceeds income: a quarter
}

TEST_CASE("Hardships fire in their own part of the unit interval", "[monitoring][needs]") {
  OneCounty t(1);
  Needs::Params p{};
  p.house_decay_chance = 0.1f;
  p.house_repair_chance = 0.2f;
  p.water_cut_chance = 0.1f;
  p.water_dry_factor = 2;
  p.water_restore_chance = 0.4f;
  p.dropout_chance = 0.01f;
  p.school_return_chance = 0.1f;
  t.set<Needs>(p);
  t.month = Month::of(2021, 3);  // dry season, term
  t.needs_month(0.1f);
  CHECK(t.h().house_grade[0] == 0);
  t.needs_month(0.0999f);
  CHECK(t.h().house_grade[0] == static_cast<std::uint8_t>(HouseGrade::grade_c));
  t.needs_month(0.1999f);
  CHECK(t.h().house_grade[0] == 0);
  t.month = Month::of(2021, 5);
  t.needs_month(0.36f);  // wet: 0.1 only
  CHECK(t.h().water_cut[0] == 0);
  t.month = Month::of(2021, 11);
  t.needs_month(0.449f);
  CHECK(t.h().water_cut[0] == 1);
  t.needs_month(0.66f);
  CHECK(t.h().water_cut[0] == 1);
  t.needs_month(0.64f);
  CHECK(t.h().water_cut[0] == 0);
  t.month = Month::of(2021, 9);
  t.needs_month(0.751f);  // no child
  CHECK(t.h().out_of_school[0] == 0);
  t.h().persons_6_15[0] = 2;
  t.needs_month(0.771f);
  CHECK(t.h().out_of_school[0] == 0);
  t.needs_month(0.769f);  // two children: 0.02
  CHECK(t.h().out_of_school[0] == 1);
  t.needs_month(0.84f);
  CHECK(t.h().out_of_school[0] == 0);
}

TEST_CASE("Piped water protects from cuts", "[monitoring][needs]") {
  Needs::Params p{};
  p.water_cut_chance = 0.1f;
  OneCounty t(1);
  t.month = Month::of(2021, 6);
  CHECK(Needs::water_cut_chance(p, t.now(), 0.75f) == Approx(0.025));
  CHECK(Needs::water_cut_chance(p, t.now(), 1) == 0);
}

TEST_CASE("A household repairs its house when its savings suffice", "[monitoring][needs]") {
  OneCounty t(1);
  Needs::Params p{};
  p.house_repair_chance = 0.2f;
  p.own_repair_c_yuan = 9000;
  p.own_repair_d_yuan = 45000;
  t.set<Needs>(p);
  auto const repaired = [&](HouseGrade grade, Fen savings) {
    t.h().house_grade[0] = static_cast<std::uint8_t>(grade);
    t.h().savings[0] = savings;
    t.h().repairs[0] = 0;
    t.needs_month(0.1f);
    CHECK(t.h().savings[0] == savings - t.h().repairs[0]);
    return t.h().house_grade[0] == 0;
  };
  CHECK_FALSE(repaired(HouseGrade::grade_c, 899'999));
  CHECK(t.h().repairs[0] == 0);
  CHECK(repaired(HouseGrade::grade_c, 900'000));
  CHECK(t.h().repairs[0] == 900'000);
  CHECK_FALSE(repaired(HouseGrade::grade_d, 4'499'999));
  CHECK(repaired(HouseGrade::grade_d, 5'000'000));
  CHECK(t.h().repairs[0] == 4'500'000);
}

TEST_CASE("Water cuts hit what the village lacks, spare the estates and all the homes left alone",
          "[monitoring][needs]") {
  Needs::Params p{};
  p.water_cut_chance = 0.1f;
  auto const cut = [&](Relocated where, float luck, float services) {
    OneCounty t(1);
    t.month = Month::of(2021, 6);
    t.set<Needs>(p);
    t.set<RelocationSupport>({.services_share = services});
    t.county.villages.water = {0.6f};
    t.h().relocated[0] = static_cast<std::uint8_t>(where);
    t.needs_month(0.25f + luck);
    return t.h().water_cut[0] == 1;
  };
  CHECK(cut(Relocated::no, 0.039f, 0.5f));
  CHECK_FALSE(cut(Relocated::no, 0.041f, 0.5f));
  CHECK(cut(Relocated::estate, 0.019f, 0.5f));
  CHECK_FALSE(cut(Relocated::estate, 0.021f, 0.5f));
  CHECK(cut(Relocated::estate, 0.039f, 0));
  CHECK(cut(Relocated::corner_waiting, 0.099f, 0.5f));
  CHECK_FALSE(cut(Relocated::corner_moved, 0.021f, 0.5f));
}

TEST_CASE("Emergency supply ends cuts sooner, and only while it is on", "[monitoring][needs]") {
  OneCounty t(1);
  Needs::Params p{};
  p.water_restore_chance = 0.2f;
  t.set<Needs>(p);
  t.set<WaterSupply>({.emergency_chance = 0.15f});
  auto const restored = [&](float luck) {
    t.h().water_cut[0] = 1;
    t.needs_month(0.25f + luck);
    return t.h().water_cut[0] == 0;
  };
  CHECK(restored(0.34f));
  CHECK_FALSE(restored(0.36f));
  std::get<Plan<WaterSupply>>(t.scenario.policies).on = false;
  CHECK(restored(0.19f));
  CHECK_FALSE(restored(0.21f));
}

TEST_CASE("Granted works make the house safe when their months are over", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().house_grade[0] = 2;
  t.h().house_rebuild_months[0] = 2;
  t.needs_month();
  CHECK(t.h().house_grade[0] == 2);
  t.needs_month();
  CHECK(t.h().house_grade[0] == 0);
  CHECK(t.h().house_rebuild_months[0] == 0);
}

TEST_CASE("An ended household counts nowhere", "[monitoring][needs]") {
  OneCounty t(1);
  t.h().members[0] = 0;
  t.h().income_register_12[0] = 0;
  t.h().insured[0] = 0;
  t.h().need_income[0] = 7;
  t.needs_month();
  CHECK(t.h().need_income[0] == 0);
  for (auto const count : t.county.totals.count) CHECK(count == 0);
}
