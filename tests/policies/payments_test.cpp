// The frame that pays: sums to the fen, budgets, order of rows, absent instruments.
#include <catch2/catch.hpp>

#include "tests/policies/one_household.hpp"

using namespace holdfast;
using namespace holdfast::test;

namespace {

// A county with all sorts of households: `rows` of each class, drawn by keyed luck.
void furnish(Hamlet& hamlet) {
  Households& h = hamlet.h();
  for (std::size_t i = 0; i < static_cast<std::size_t>(h.rows); ++i) {
    Words const w = hamlet.draws.words(stream("furnish"), lasting_month, h.id[i]);
    Words const v = hamlet.draws.words(stream("furnish"), lasting_month, h.id[i], 1);
    h.members[i] = static_cast<std::uint8_t>(1 + w[0] % 6);
    h.persons_60_plus[i] = static_cast<std::uint8_t>(w[1] % 3);
    h.persons_80_plus[i] = static_cast<std::uint8_t>(w[1] / 3 % 2);
    h.persons_6_15[i] = static_cast<std::uint8_t>(w[2] % 3);
    h.disabled[i] = static_cast<std::uint8_t>(w[2] / 3 % 2);
    h.severely_disabled[i] = static_cast<std::uint8_t>(h.disabled[i] * (w[2] / 6 % 2));
    h.hardship[i] = w[3] % 10 == 0;
    h.category[i] = w[3] / 10 % 10 == 0;
    h.slot_0[i] = static_cast<std::uint8_t>(v[0] % 7);
    h.slot_1[i] = static_cast<std::uint8_t>(v[1] % 7);
    h.slot_age_0[i] = static_cast<std::uint8_t>(18 + v[2] % 50);
    h.slot_age_1[i] = static_cast<std::uint8_t>(18 + v[2] / 50 % 50);
    h.post_kind[i] = static_cast<std::uint8_t>(PostKind::welfare);
    h.income_register_12[i] = static_cast<Fen>(v[3] % 4000000u);
  }
}

void enact_shipped(Hamlet& hamlet, int year, int month) {
  hamlet.enact<Pension>(shipped<Pension>(year, month));
  hamlet.enact<DisabilityAllowances>(shipped<DisabilityAllowances>(year, month));
  hamlet.enact<EducationAid>(shipped<EducationAid>(year, month));
  hamlet.enact<LabourTransfer>(shipped<LabourTransfer>(year, month));
  hamlet.enact<Tekun>(shipped<Tekun>(year, month));
  hamlet.enact<Dibao>(shipped<Dibao>(year, month));
  hamlet.enact<TemporaryRelief>(shipped<TemporaryRelief>(year, month));
  hamlet.enact<PublicWelfarePosts>(shipped<PublicWelfarePosts>(year, month));
}

FenSum received(Hamlet& hamlet) {
  FenSum sum = 0;
  for (Fen const cash : hamlet.h().public_cash) sum += cash;
  for (Fen const wages : hamlet.h().wages) sum += wages;
  return sum;
}

}  // namespace

TEST_CASE("what the ledger says was paid is what households received, to the fen, month after month",
          "[policies][payments]") {
  Hamlet hamlet({2500, 300, 3000});
  furnish(hamlet);
  enact_shipped(hamlet, 2023, 7);
  for (int m = 1; m <= 12; ++m) {
    hamlet.at(2023, m);
    hamlet.county.totals.clear();
    std::fill(hamlet.h().wages.begin(), hamlet.h().wages.end(), 0);
    hamlet.pay();
    CHECK(hamlet.ledger() == received(hamlet));
    hamlet.review();
    hamlet.hand_out();
  }
  CHECK(hamlet.paid<Pension>() > 0);
  CHECK(hamlet.paid<Tekun>() > 0);
  CHECK(hamlet.paid<Dibao>() > 0);
  CHECK(hamlet.paid<TemporaryRelief>() > 0);
  CHECK(hamlet.paid<PublicWelfarePosts>() > 0);
}

TEST_CASE("the order of rows changes nobody's payment", "[policies][payments]") {
  std::vector<std::pair<HouseholdId, FenSum>> seen[2];
  for (int turned : {0, 1}) {
    Hamlet hamlet({700, 0, 0});
    if (turned) std::reverse(hamlet.h().id.begin(), hamlet.h().id.end());
    furnish(hamlet);
    enact_shipped(hamlet, 2023, 7);
    std::vector<FenSum> sums(700, 0);
    for (int m = 1; m <= 6; ++m) {
      hamlet.at(2023, m);
      std::fill(hamlet.h().wages.begin(), hamlet.h().wages.end(), 0);
      hamlet.pay();
      hamlet.review();
      hamlet.hand_out();
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += hamlet.h().public_cash[i] + hamlet.h().wages[i];
    }
    for (std::size_t i = 0; i < sums.size(); ++i) seen[turned].emplace_back(hamlet.h().id[i], sums[i]);
    std::sort(seen[turned].begin(), seen[turned].end());
  }
  CHECK(seen[0] == seen[1]);
}

TEST_CASE("an instrument that nobody has changes nothing when it is removed", "[policies][payments]") {
  std::vector<Fen> cash[2];
  for (int removed : {0, 1}) {
    Hamlet hamlet({500, 0, 500});
    furnish(hamlet);
    std::fill(hamlet.h().disabled.begin(), hamlet.h().disabled.end(), std::uint8_t{0});
    std::fill(hamlet.h().severely_disabled.begin(), hamlet.h().severely_disabled.end(), std::uint8_t{0});
    enact_shipped(hamlet, 2022, 7);
    if (removed) hamlet.ban<DisabilityAllowances>();
    for (int m = 1; m <= 4; ++m) {
      hamlet.at(2022, m);
      hamlet.pay();
      hamlet.review();
      cash[removed].insert(cash[removed].end(), hamlet.h().public_cash.begin(), hamlet.h().public_cash.end());
    }
  }
  CHECK(cash[0] == cash[1]);
}

TEST_CASE("two timelines pay the same until the month in which they part", "[policies][payments]") {
  auto const lives = [](float later_basic) {
    Hamlet hamlet({300, 0, 300});
    furnish(hamlet);
    enact_shipped(hamlet, 2022, 7);
    Pension::Params const now{.basic_yuan = 105, .supplement_80_plus_yuan = 5};
    Pension::Params const later{.basic_yuan = later_basic, .supplement_80_plus_yuan = 5};
    hamlet.enact_from<Pension>(Month::of(2022, 1), {now, now, now, later});
    std::vector<FenSum> sums;
    for (int m = 1; m <= 4; ++m) {
      hamlet.at(2022, m);
      hamlet.pay();
      hamlet.review();
      sums.push_back(received(hamlet));
    }
    return sums;
  };
  auto const a = lives(105), b = lives(80);
  for (std::size_t m = 0; m < 3; ++m) CHECK(a[m] == b[m]);
  CHECK(a[3] > b[3]);
}

TEST_CASE("a budget cuts the last payment exactly and is full again in January", "[policies][payments]") {
  Hamlet hamlet({4, 0, 4});
  for (auto& n : hamlet.h().persons_60_plus) n = 1;
  hamlet.facts.margins.rural_persons = province_rural_persons / 4;  // a quarter of the province
  auto& plan = hamlet.enact<Pension>({.basic_yuan = 100});
  plan.first = Month::of(2021, 1);
  plan.budget_yuan = {4 * 1250.5, 4 * 300};
  hamlet.at(2021, 1);
  start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() == 80000);
  hamlet.at(2021, 2);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() == 125050);  // 450.50 yuan were left: four are paid, the fifth receives 50.50
  CHECK(hamlet.h().public_cash == std::vector<Fen>{10000, 10000, 10000, 10000, 5050, 0, 0, 0});
  hamlet.at(2021, 3);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() == 125050);
  hamlet.at(2022, 1);
  start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() == 155050);
  hamlet.at(2025, 1);  // after the last year its budget holds
  start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() == 185050);
}

TEST_CASE("what is left of a budget passes to the next year where the plan says so, and never from before the run",
          "[policies][payments]") {
  for (bool const carries : {false, true}) {
    Hamlet hamlet({1, 0, 0});
    hamlet.h().persons_60_plus[0] = 1;
    hamlet.facts.margins.rural_persons = province_rural_persons;
    hamlet.scenario.start = Month::of(2021, 1);
    hamlet.scenario.spin_up_months = 0;
    auto& plan = hamlet.enact<Pension>({.basic_yuan = 100});
    plan.first = Month::of(2021, 1);
    plan.budget_yuan = {150, 30};
    plan.budget_carries_over = carries;
    constexpr auto row = static_cast<std::size_t>(instrument_index<Pension>);
    hamlet.budgets.left[row] = 77700;  // of another county
    for (int twice = 0; twice < 2; ++twice) start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
    CHECK(hamlet.budgets.left[row] == 15000);
    hamlet.pay();
    hamlet.at(2022, 1);
    start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
    CHECK(hamlet.budgets.left[row] == (carries ? 8000 : 3000));
    hamlet.pay();
    CHECK(hamlet.paid<Pension>() == 10000 + (carries ? 8000 : 3000));
    hamlet.at(2023, 1);
    start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
    CHECK(hamlet.budgets.left[row] == 3000);
  }
}

TEST_CASE("in a sample a budget is spent at weight", "[policies][payments]") {
  Hamlet hamlet({10, 0, 0});
  for (auto& n : hamlet.h().persons_60_plus) n = 1;
  hamlet.county.weight = {20, 20, 20};
  hamlet.facts.margins.rural_persons = province_rural_persons;
  auto& plan = hamlet.enact<Pension>({.basic_yuan = 100});
  plan.first = Month::of(2021, 1);
  plan.budget_yuan = {15000};
  start_budget_year(hamlet.step(), hamlet.county, hamlet.budgets);
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() * 20 == 1500000);  // 7.5 drawn households stand for 150
  hamlet.pay();
  CHECK(hamlet.paid<Pension>() * 20 == 1500000);  // nothing is left
}

TEST_CASE("the counties' shares of a budget sum to the province", "[policies][payments][data]") {
  std::ifstream file(HOLDFAST_SOURCE_DIR "/scenarios/data/margins.csv");
  std::string line, cell;
  std::getline(file, line);
  std::stringstream header(line);
  int column = -1;
  for (int k = 0; std::getline(header, cell, ','); ++k)
    if (cell == "rural_persons") column = k;
  REQUIRE(column >= 0);
  double sum = 0;
  while (std::getline(file, line)) {
    std::stringstream row(line);
    for (int k = 0; k <= column; ++k) std::getline(row, cell, ',');
    sum += std::stod(cell);
  }
  CHECK(sum == Approx(province_rural_persons).epsilon(1e-9));
}

TEST_CASE("posts are paid as wages, one for each post held", "[policies][payments]") {
  OneHousehold one;
  one.enact<PublicWelfarePosts>({.places = 1, .pay_yuan = 450});
  one.h().wages[0] = 100000;
  one.pay();
  CHECK(one.h().wages[0] == 100000);
  one.h().slot_1[0] = static_cast<std::uint8_t>(Slot::post);
  one.h().post_kind[0] = static_cast<std::uint8_t>(PostKind::welfare);
  one.pay();
  CHECK(one.h().wages[0] == 145000);
  CHECK(one.h().public_cash[0] == 0);
  CHECK(one.paid<PublicWelfarePosts>() == 45000);
  one.enact<PublicWelfarePosts>({.places = 0, .pay_yuan = 450});
  one.pay();
  CHECK(one.paid<PublicWelfarePosts>() == 45000);
}
