// Two rows of a household, one month apart, become the events that a person would name.
#include <catch2/catch.hpp>

#include "output/biography.hpp"

using namespace holdfast;

namespace {

// Two months of one lifted-out household of four: 10,000 yuan a head, lines at 4,000 and 7,000.
struct TwoMonths {
  LivedMonth before, now;
  Needs::Params needs;
  HouseholdClass household_class = HouseholdClass::lifted_out;

  TwoMonths() {
    HouseholdRow row;
    row.members = 4;
    row.persons_19_59 = 4;
    row.insured = 1;
    row.income_register_12 = 4'000'000;
    row.savings = 1'000'000;
    row.clear_months = 10;
    row.slot_0 = static_cast<std::uint8_t>(Slot::local);
    row.land_mu = 4;
    row.listed_month = row.onset_month = row.help_due_month = never;
    before.row = row;
    before.month = Month::of(2022, 3);
    before.poverty_line_yuan = 4000;
    before.monitoring_line_yuan = 7000;
    now = before;
    now.month = Month::of(2022, 4);
  }
  std::vector<LifeEvent> events() const {
    return events_between(&before, now, household_class, needs, {"Basic insurance", "Medical assistance"});
  }
  // The one event there must be.
  LifeEvent only() const {
    auto const all = events();
    REQUIRE(all.size() == 1);
    return all[0];
  }
};

}  // namespace

TEST_CASE("a month in which nothing changes tells nothing", "[output][biography]") {
  TwoMonths two;
  CHECK(two.events().empty());
  two.now.row.savings -= 50'000;  // living from savings is no event
  CHECK(two.events().empty());
}

TEST_CASE("a hospital bill is told with what each tier paid and what is left", "[output][biography]") {
  TwoMonths two;
  two.now.noted.health = HealthEvent::major;
  two.now.noted.bill = 4'500'000;
  two.now.noted.settled = {2'000'000, 500'000};
  two.now.noted.residual = 2'000'000;
  two.now.noted.hospital = 2;
  auto const events = two.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == LifeEventKind::major_illness);
  CHECK(events[1].text == "bill 45,000 yuan (tertiary): Basic insurance 20,000, Medical assistance 5,000, own 20,000");
}

TEST_CASE("a tier that paid nothing is not named", "[output][biography]") {
  TwoMonths two;
  two.now.noted.bill = 300'000;
  two.now.noted.settled = {0, 0};
  two.now.noted.residual = 300'000;
  CHECK(two.only().text == "bill 3,000 yuan (primary): own 3,000");
}

TEST_CASE("income a fen below a line is below it, on the line it is not", "[output][biography]") {
  TwoMonths two;
  two.now.row.income_register_12 = 4 * 700'000;
  CHECK(two.events().empty());
  two.now.row.income_register_12 -= 1;
  CHECK(two.only().kind == LifeEventKind::below_monitoring_line);
  two.now.row.income_register_12 = 4 * 400'000 - 1;
  auto const both = two.events();
  REQUIRE(both.size() == 2);
  CHECK(both[1].kind == LifeEventKind::below_poverty_line);
  std::swap(two.before, two.now);
  CHECK(two.events()[1].kind == LifeEventKind::above_poverty_line);
}

TEST_CASE("a line that rises over an unchanged income is crossed all the same", "[output][biography]") {
  TwoMonths two;
  two.now.monitoring_line_yuan = 10'001;
  CHECK(two.only().kind == LifeEventKind::below_monitoring_line);
}

TEST_CASE("an unsafe house is a need only after its months of grace", "[output][biography]") {
  TwoMonths two;
  two.needs.house_grace_months = 3;
  two.before.row.house_grade = two.now.row.house_grade = 1;
  two.before.row.need_house = 2, two.now.row.need_house = 3;
  CHECK(two.events().empty());
  two.before.row.need_house = 3, two.now.row.need_house = 4;
  CHECK(two.only().text == "need begins: house");
  two.before.row.need_house = 4, two.now.row.need_house = 0;
  CHECK(two.only().kind == LifeEventKind::need_ends);
}

TEST_CASE("a spell is named by class, cause and first month", "[output][biography]") {
  TwoMonths two;
  two.before.row.need_income = 2, two.now.row.need_income = 3;
  two.now.row.in_spell = 1, two.now.row.spells = 1;
  two.now.row.onset_month = static_cast<std::int16_t>(Month::of(2022, 2).since_2000);
  CHECK(two.only().text == "latent relapse confirmed (income), counted from 2022-02");
  two.household_class = HouseholdClass::ordinary;
  CHECK(two.only().text == "new poverty confirmed (income), counted from 2022-02");
}

TEST_CASE("jobs are told by where a worker comes from and goes to", "[output][biography]") {
  auto const change = [](Slot from, Slot to) {
    TwoMonths two;
    two.before.row.slot_0 = static_cast<std::uint8_t>(from);
    two.now.row.slot_0 = static_cast<std::uint8_t>(to);
    return two.only().kind;
  };
  CHECK(change(Slot::local, Slot::jobless) == LifeEventKind::job_lost);
  CHECK(change(Slot::migrant, Slot::jobless) == LifeEventKind::job_lost);
  CHECK(change(Slot::migrant, Slot::farm) == LifeEventKind::migrant_returned);
  CHECK(change(Slot::jobless, Slot::migrant) == LifeEventKind::job_found);
  CHECK(change(Slot::jobless, Slot::post) == LifeEventKind::post_gained);
  CHECK(change(Slot::post, Slot::jobless) == LifeEventKind::post_lost);
  CHECK(change(Slot::farm, Slot::jobless) == LifeEventKind::seeks_work);
  CHECK(change(Slot::jobless, Slot::farm) == LifeEventKind::gives_up);
}

TEST_CASE("coping: savings used up, debt beyond a month's income, capital sold, food cut", "[output][biography]") {
  TwoMonths two;  // a usual month is 40,000 / 12 = 3,333 yuan
  two.before.row.savings = 400'000, two.now.row.savings = 33'000;
  CHECK(two.only().kind == LifeEventKind::savings_out);
  two.now.row.savings = 34'000;
  CHECK(two.events().empty());
  two.now.row.debt = 333'333;
  CHECK(two.events().empty());
  two.now.row.debt = 333'334;
  CHECK(two.only().text == "borrows 3,333 yuan, owes 3,333");
  two.now.row.debt = 0;
  two.now.row.invested = -120'000;
  CHECK(two.only().text == "sells livestock or tools for 1,200 yuan");
  two.now.row.invested = 0;
  two.now.row.food_short_bits = 1;
  CHECK(two.only().kind == LifeEventKind::food_short);
  two.before.row.food_short_bits = 1;
  two.now.row.food_short_bits = 3;
  CHECK(two.events().empty());
}

TEST_CASE("a microcredit is told when it is taken, repaid or defaulted on; a part repaid is no event",
          "[output][biography]") {
  TwoMonths two;
  two.now.row.loan = 2'000'000;
  CHECK(two.only().text == "takes a microcredit of 20,000 yuan");
  std::swap(two.before, two.now);
  CHECK(two.only().text == "repays the microcredit");
  two.now.row.credit_record = 2;
  CHECK(two.only().text == "defaults on the microcredit");
  two.now.row.loan = 1'000'000;
  CHECK(two.events().empty());
}

TEST_CASE("the register: alert, listing with channel and category, measures, removal", "[output][biography]") {
  TwoMonths two;
  two.now.noted.alerts = 4;
  CHECK(two.only().text == "alert by visits, queued");
  two.now.noted.alerts = 0;
  two.now.row.category = static_cast<std::uint8_t>(Category::sudden);
  two.now.row.listed_by = 1;
  two.now.row.listed_month = two.now.row.help_due_month = static_cast<std::int16_t>(two.now.month.since_2000);
  CHECK(two.only().text == "listed as sudden by data_screens, help due 2022-04");
  two.before = two.now;
  two.before.month = two.now.month, two.now.month = Month::of(2022, 5);
  two.now.row.package = 1 | 8;
  CHECK(two.only().text == "help delivered: job, house");
  two.before = two.now;
  two.now.month = Month::of(2022, 11);
  two.now.row.category = two.now.row.package = 0;
  two.now.row.follow_up_months = 12;
  CHECK(two.only().text == "risk removed");
  two.now.row.clear_months = 0;
  CHECK(two.only().text == "risk removed though in need");
}

TEST_CASE("members: the last one gone ends the life; a split is told as one", "[output][biography]") {
  TwoMonths two;
  two.now.row.members = 3;
  CHECK(two.events()[0].text == "3 members now, 4 before");
  two.now.row.members = 2;
  two.now.row.land_mu = 2;
  CHECK(two.events()[0].text == "2 members now, 4 before: a younger couple sets up a household of its own");
  two.now.row.members = 0;
  CHECK(two.only().kind == LifeEventKind::ended);
}

TEST_CASE("a move, care at home and day care are told when they begin; a household that waits has not moved",
          "[output][biography]") {
  TwoMonths two;
  two.now.row.relocated = static_cast<std::uint8_t>(Relocated::corner_waiting);
  CHECK(two.events().empty());
  two.before.row.relocated = two.now.row.relocated;
  two.now.row.relocated = static_cast<std::uint8_t>(Relocated::corner_moved);
  CHECK(two.only().kind == LifeEventKind::relocated);
  two.before.row.relocated = two.now.row.relocated;
  two.now.row.carer = 1;
  CHECK(two.only().kind == LifeEventKind::care_at_home);
  two.before.row.carer = 1;
  two.now.row.carer = 0;
  two.now.row.day_care = 1;
  auto const freed = two.events();
  REQUIRE(freed.size() == 2);
  CHECK(freed[0].kind == LifeEventKind::carer_free);
  CHECK(freed[1].text == "a place in day care");
}

TEST_CASE("a digest tells rows apart by any column", "[output][biography]") {
  TwoMonths two;
  CHECK(digest(two.before.row) == digest(two.now.row));
  two.now.row.water_cut = 1;
  CHECK(digest(two.before.row) != digest(two.now.row));
}

TEST_CASE("every kind of event has a title in English and Chinese", "[output][biography]") {
  for (LifeEventInfo const& info : life_event_infos) {
    CHECK_FALSE(info.title.empty());
    CHECK(static_cast<unsigned char>(info.title_zh[0]) >= 0xE4);
  }
}
