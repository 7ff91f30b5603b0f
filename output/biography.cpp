// Two consecutive rows of a household become events here, and nowhere else.
#include "output/biography.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/core/errors.hpp"
#include "model/core/input_file.hpp"
#include "model/month/early_warning.hpp"
#include "output/statistics.hpp"
#include "output/tables/money.hpp"

namespace holdfast {
namespace {

using Kind = LifeEventKind;
using Byte = std::uint8_t;

std::string money(double yuan) { return format_number(yuan, 0); }
std::string money(Fen amount) { return money(static_cast<double>(amount) / 100); }

std::string counted(int n, char const* one, char const* many) { return fmt::format("{} {}", n, n == 1 ? one : many); }

double per_head(Fen amount, int members) { return static_cast<double>(amount) / 100 / std::max(members, 1); }

std::array<Byte, labour_slots> slots(HouseholdRow const& r) { return {r.slot_0, r.slot_1, r.slot_2, r.slot_3}; }
std::array<Byte, needs> need_runs(HouseholdRow const& r) {
  return {r.need_income, r.need_food, r.need_school, r.need_medical, r.need_house, r.need_water};
}

// One month against the one before.
struct Teller {
  LivedMonth const* before;
  LivedMonth const& now;
  HouseholdClass household_class;
  Needs::Params const& needs_params;
  std::vector<std::string> const& instrument_titles;
  std::vector<LifeEvent> events{};

  HouseholdRow const& was() const { return before->row; }
  HouseholdRow const& is() const { return now.row; }
  void say(Kind kind, std::string text) { events.push_back({kind, std::move(text)}); }
  void say(Kind kind) { say(kind, std::string(life_event_infos[static_cast<std::size_t>(kind)].title)); }

  void tell() {
    if (before == nullptr) {
      say(Kind::split_off, fmt::format("leaves the parents' household with {} members", is().members));
    } else {
      people();
      family();
      house_and_water();
      health();
      work();
      insurance();
      industry();
      coping();
      lines_and_needs();
      monitoring();
    }
    std::stable_sort(events.begin(), events.end(),
                     [](LifeEvent const& a, LifeEvent const& b) { return a.kind < b.kind; });
  }

  void people() {
    if (is().members == was().members) return;
    if (is().members == 0) return say(Kind::ended);
    bool const split = was().members - is().members >= 2 && is().land_mu < was().land_mu;
    say(Kind::members, fmt::format("{} members now, {} before{}", is().members, was().members,
                                   split ? ": a younger couple sets up a household of its own" : ""));
  }

  // A household that moves, cares for its own or sends a young member to learn a trade.
  void family() {
    auto const lives_in_estate = [](HouseholdRow const& r) {
      auto const state = static_cast<Relocated>(r.relocated);
      return state == Relocated::estate || state == Relocated::corner_moved;
    };
    if (lives_in_estate(is()) && !lives_in_estate(was())) say(Kind::relocated);
    if (is().orphans > was().orphans) say(Kind::orphans);
    if (is().carer != 0 && was().carer == 0) say(Kind::care_at_home);
    if (is().carer == 0 && was().carer != 0 && is().members > 0) say(Kind::carer_free);
    if (is().day_care > was().day_care) say(Kind::care_service, "a place in day care");
    if (is().care_visits > was().care_visits) say(Kind::care_service, "care visits");
    if (is().vocational > was().vocational) say(Kind::vocational);
    if (is().retrofitted > was().retrofitted) say(Kind::retrofitted);
  }

  void house_and_water() {
    disaster();
    if (is().house_grade > was().house_grade)
      say(Kind::house_unsafe, fmt::format("house falls to grade {}", is().house_grade == 1 ? 'C' : 'D'));
    if (is().house_grade == 0 && was().house_grade > 0) say(Kind::house_safe);
    if (is().water_cut > was().water_cut) say(Kind::water_cut);
    if (is().water_cut < was().water_cut) say(Kind::water_back);
  }

  void disaster() {
    if (now.noted.hazards == 0) return;
    std::string what;
    for (std::size_t k = 0; k < hazard_names.size(); ++k)
      if (now.noted.hazards >> k & 1) what += (what.empty() ? "" : " and ") + std::string(hazard_names[k]);
    say(Kind::disaster, fmt::format("{}: loss {} yuan", what, money(now.noted.disaster_loss)));
  }

  void health() {
    switch (now.noted.health) {
      case HealthEvent::stay:
        say(Kind::stay);
        break;
      case HealthEvent::major:
        say(Kind::major_illness);
        break;
      case HealthEvent::injury:
        say(Kind::injury);
        break;
      case HealthEvent::chronic:
        say(Kind::chronic, "a member falls chronically ill");
        break;
      case HealthEvent::forgone:
        say(Kind::care_forgone);
        break;
      default:
        break;
    }
    if (now.noted.bill > 0) bill();
    if (is().disabled > was().disabled) say(Kind::disabled);
    if (is().acute_months > was().acute_months)
      say(Kind::unable, fmt::format("a worker cannot work for {}", counted(is().acute_months, "month", "months")));
    if (is().acute_months == 0 && was().acute_months > 0) say(Kind::recovered);
  }

  void bill() {
    static constexpr std::array<std::string_view, 4> level{"primary", "county", "tertiary", "outside the province"};
    std::string parts;
    for (std::size_t k = 0; k < now.noted.settled.size(); ++k)
      if (now.noted.settled[k] > 0) parts += fmt::format("{} {}, ", instrument_titles[k], money(now.noted.settled[k]));
    say(Kind::bill, fmt::format("bill {} yuan ({}): {}own {}", money(now.noted.bill), level[now.noted.hospital & 3],
                                parts, money(now.noted.residual)));
  }

  void work() {
    auto const old = slots(was()), here = slots(is());
    for (std::size_t k = 0; k < old.size(); ++k)
      if (old[k] != here[k]) slot(static_cast<Slot>(old[k]), static_cast<Slot>(here[k]));
  }

  void slot(Slot from, Slot to) {
    auto const wages = [&] { return fmt::format(", wages {} -> {} yuan", money(was().wages), money(is().wages)); };
    bool const idle = to == Slot::jobless || to == Slot::farm;
    if (to == Slot::post) return say(Kind::post_gained);
    if (to == Slot::local) return say(Kind::job_found, "finds a local job");
    if (to == Slot::migrant) return say(Kind::job_found, "finds a job away");
    if (from == Slot::post && idle) return say(Kind::post_lost);
    if (from == Slot::migrant && to == Slot::jobless) return say(Kind::job_lost, "job away lost, back home" + wages());
    if (from == Slot::migrant && to == Slot::farm) return say(Kind::migrant_returned, "migrant comes home" + wages());
    if (from == Slot::local && idle) return say(Kind::job_lost, "local job lost" + wages());
    if (from == Slot::jobless && to == Slot::farm) return say(Kind::gives_up);
    if (from == Slot::farm && to == Slot::jobless) return say(Kind::seeks_work, "one more worker seeks a job");
    if (from == Slot::none && to == Slot::jobless) return say(Kind::seeks_work, "a young member seeks a first job");
  }

  void insurance() {
    if (is().insured > was().insured) say(Kind::insured);
    if (is().insured < was().insured) say(Kind::uninsured);
  }

  void industry() {
    if (is().loan > was().loan) say(Kind::loan_taken, fmt::format("takes a microcredit of {} yuan", money(is().loan)));
    if (is().loan == 0 && was().loan > 0)
      say(Kind::loan_ended, is().credit_record == 2 ? "defaults on the microcredit" : "repays the microcredit");
    if (is().coop > was().coop) say(Kind::coop_joined);
    if (is().coop < was().coop) say(Kind::coop_left);
  }

  void coping() {
    if (is().members == 0) return;
    double const usual = std::max(0.0, static_cast<double>(is().income_register_12) / 12);  // fen of a usual month
    if (static_cast<double>(was().savings) >= usual && usual > 0 && static_cast<double>(is().savings) < 0.1 * usual)
      say(Kind::savings_out, fmt::format("savings used up ({} -> {} yuan)", money(was().savings), money(is().savings)));
    // A month's income and a thousand yuan: what a household notices.
    if (is().debt - was().debt > std::max(usual, 100000.0))
      say(Kind::debt_up, fmt::format("borrows {} yuan, owes {}", money(is().debt - was().debt), money(is().debt)));
    if (is().invested < 0)
      say(Kind::capital_sold, fmt::format("sells livestock or tools for {} yuan", money(-is().invested)));
    bool const hungry = (is().food_short_bits & 1) != 0;
    if (hungry && (was().food_short_bits & 1) == 0) say(Kind::food_short);
    if (hungry && !now.month.is_january() && is().persons_16_18 < was().persons_16_18 && is().members == was().members)
      say(Kind::student_withdrawn);
    if (is().out_of_school > was().out_of_school) say(Kind::out_of_school);
    if (is().out_of_school < was().out_of_school) say(Kind::back_in_school);
  }

  void crossing(Kind below, Kind above, double line_before, double line, std::string_view name) {
    double const income = per_head(is().income_register_12, is().members);
    bool const poor = income < line, was_poor = per_head(was().income_register_12, was().members) < line_before;
    if (poor == was_poor) return;
    say(poor ? below : above, fmt::format("12-month income {} yuan a head {} the {} line of {}", money(income),
                                          poor ? "falls below" : "rises above", name, money(line)));
  }

  void lines_and_needs() {
    if (is().members > 0) {
      crossing(Kind::below_monitoring_line, Kind::above_monitoring_line, before->monitoring_line_yuan,
               now.monitoring_line_yuan, "monitoring");
      crossing(Kind::below_poverty_line, Kind::above_poverty_line, before->poverty_line_yuan, now.poverty_line_yuan,
               "poverty");
    }
    auto const old = need_runs(was()), here = need_runs(is());
    int longest = 0;
    std::size_t cause = 0;
    for (std::size_t k = 0; k < here.size(); ++k) {
      int const grace = Needs::grace(needs_params, static_cast<int>(k));
      if (here[k] > grace && old[k] <= grace) say(Kind::need_begins, fmt::format("need begins: {}", need_names[k]));
      if (here[k] <= grace && old[k] > grace) say(Kind::need_ends, fmt::format("need ends: {}", need_names[k]));
      if (here[k] - grace > longest) longest = here[k] - grace, cause = k;
    }
    bool const lifted_out = household_class == HouseholdClass::lifted_out;
    if (is().spells > was().spells)
      say(Kind::spell_begins,
          fmt::format("{} confirmed ({}), counted from {}", lifted_out ? "latent relapse" : "new poverty",
                      need_names[cause], Month{is().onset_month}.text()));
    if (is().in_spell < was().in_spell && is().members > 0)
      say(Kind::spell_ends, fmt::format("out of the spell that began in {}", Month{is().onset_month}.text()));
  }

  void monitoring() {
    std::int32_t const month = now.month.since_2000;
    if (now.noted.alerts != 0) {
      std::string by;
      for (std::size_t k = 0; k < channel_names.size(); ++k)
        if (now.noted.alerts >> k & 1) by += (by.empty() ? "" : ", ") + std::string(channel_names[k]);
      say(Kind::alert, fmt::format("alert by {}{}, queued", by, now.noted.false_alarm ? " (a false alarm)" : ""));
    }
    if (now.noted.turned_down) say(Kind::turned_down);
    bool const listed = is().category != 0 && (was().category == 0 || is().listed_month == month);
    if (listed)
      say(Kind::listed, fmt::format("listed as {} by {}, help due {}", category_names[is().category],
                                    is().listed_by == listed_at_start ? "first identification"
                                                                      : channel_names[is().listed_by % found_alone],
                                    Month{is().help_due_month}.text()));
    measures(listed ? Byte{0} : was().package);
    if (is().category == 0 && was().category != 0 && is().members > 0)
      say(Kind::removed, fmt::format("risk removed{}", in_need() ? " though in need" : ""));
    if (is().follow_up_months == 0 && was().follow_up_months == 1 && is().category == 0) say(Kind::follow_up_ends);
    if (is().recorded > was().recorded) say(Kind::recorded);
  }

  bool in_need() const { return is().clear_months == 0; }

  void measures(Byte delivered_before) {
    static constexpr std::array<std::string_view, 6> names{"job",   "health", "dibao fast track",
                                                           "house", "school", "industry"};
    std::string what;
    for (std::size_t k = 0; k < names.size(); ++k)
      if ((is().package & ~delivered_before) >> k & 1) what += (what.empty() ? "" : ", ") + std::string(names[k]);
    if (!what.empty()) say(Kind::measure, "help delivered: " + what);
  }
};

// Support over the whole life: a stretch of payments with holes of at most three months (school holidays) is one.
void tell_support(std::vector<LivedMonth> const& lived, std::size_t first_told, std::vector<std::string> const& titles,
                  std::vector<LifeMonth>& months) {
  constexpr std::size_t longest_hole = 3;
  for (std::size_t k = 0; k < titles.size(); ++k) {
    std::vector<std::size_t> paid;
    for (std::size_t m = 0; m < lived.size(); ++m)
      if (k < lived[m].noted.paid.size() && lived[m].noted.paid[k] > 0) paid.push_back(m);
    auto const tell = [&](std::size_t m, Kind kind, std::string text) {
      if (m >= first_told && m < lived.size()) months[m - first_told].events.push_back({kind, std::move(text)});
    };
    for (std::size_t from = 0; from < paid.size();) {
      std::size_t to = from;
      while (to + 1 < paid.size() && paid[to + 1] - paid[to] <= longest_hole + 1) ++to;
      std::string const amount = money(lived[paid[from]].noted.paid[k]);
      bool const gapless = paid[to] - paid[from] == to - from;
      if (to == from && paid[from] + 1 < lived.size()) {
        tell(paid[from], Kind::support_paid, fmt::format("{}: {} yuan", titles[k], amount));
      } else {
        tell(paid[from], Kind::support_begins, fmt::format("{} begins: {} yuan", titles[k], amount));
        if (gapless || paid[to] + 1 + longest_hole < lived.size())
          tell(paid[to] + 1, Kind::support_ends, fmt::format("{} ends", titles[k]));
      }
      from = to + 1;
    }
  }
  for (LifeMonth& month : months)
    std::stable_sort(month.events.begin(), month.events.end(),
                     [](LifeEvent const& a, LifeEvent const& b) { return a.kind < b.kind; });
}

LifeYear year_of(LivedMonth const& december, int months_in_need) {
  HouseholdRow const& r = december.row;
  return {december.month.year(),
          per_head(r.income_register_12, r.members),
          december.poverty_line_yuan,
          december.monitoring_line_yuan,
          static_cast<double>(r.out_of_pocket_12) / 100,
          static_cast<double>(r.savings) / 100,
          static_cast<double>(r.debt) / 100,
          r.members,
          months_in_need};
}

}  // namespace

HouseholdRow row_of(Households const& households, Index row) {
  HouseholdRow out;
  auto const i = static_cast<std::size_t>(row);
#define HOLDFAST_TAKE(type, name, unit, meaning) out.name = households.name[i];
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_TAKE)
#undef HOLDFAST_TAKE
  return out;
}

std::uint64_t digest(HouseholdRow const& row) {
  std::uint64_t hash = fnv1a64_start;
#define HOLDFAST_DIGEST(type, name, unit, meaning) \
  hash = fnv1a64({reinterpret_cast<char const*>(&row.name), sizeof(type)}, hash);
  HOLDFAST_HOUSEHOLD_COLUMNS(HOLDFAST_DIGEST)
#undef HOLDFAST_DIGEST
  return hash;
}

std::vector<LifeEvent> events_between(LivedMonth const* before, LivedMonth const& now, HouseholdClass household_class,
                                      Needs::Params const& needs, std::vector<std::string> const& instrument_titles) {
  Teller teller{before, now, household_class, needs, instrument_titles};
  teller.tell();
  return std::move(teller.events);
}

Biography live_biography(Scenario const& scenario, std::vector<CountyFacts> const& counties, HouseholdId id,
                         int replicate) {
  auto const number = static_cast<std::size_t>(id >> 40);
  auto const refuse = [&](std::string why) {
    return InputError(Problem{fmt::format("household {}", id), 0, 0, "", why});
  };
  if (number >= counties.size()) throw refuse("names no county: the bits from 40 up are the row of counties.csv.");
  CountyFacts const& facts = counties[number];
  Scenario alone = scenario;
  alone.replicates = replicate + 1;
  SimulateOptions options;
  options.threads = options.batch = 1;
  options.first_replicate = replicate;
  options.only_counties.assign(counties.size(), false);
  options.only_counties[number] = true;
  options.follow = id;
  options.observe_spin_up = true;
  Biography life{id, replicate, scenario.name, facts.name_en, facts.name_zh, facts.adcode, scenario.households_share};
  std::vector<LivedMonth> lived;
  options.observe = [&](std::size_t, County const& county, Month month, int) {
    if (county.followed.row < 0) return;
    CountyClass const c = facts.county_class();
    lived.push_back({month, row_of(county.households, county.followed.row), county.followed,
                     scenario.plan<Needs>().at(month, c).poverty_line_yuan,
                     scenario.plan<MonitoringLine>().at(month, c).line_yuan});
    life.household_class = county.households.class_of(county.followed.row);
  };
  simulate(alone, counties, options, [&](ReplicateResult const& result) { life.counted = result.counties[number]; });
  if (lived.empty())
    throw refuse(
        fmt::format("is not among the households of {} that a share of {:g} draws. --find names some that are.",
                    facts.name_en, scenario.households_share));

  // The last month of the spin-up is the state that the run finds; spells count from here.
  auto const start =
      std::find_if(lived.begin(), lived.end(), [&](LivedMonth const& m) { return m.month >= scenario.start; });
  auto first_told = static_cast<std::size_t>(start - lived.begin());
  if (first_told > 0)
    lived[first_told - 1].row.in_spell = lived[first_told - 1].row.spells = lived[first_told - 1].row.recorded = 0;
  LivedMonth const& first = lived[first_told > 0 ? first_told - 1 : 0];
  life.first = first.row;
  life.first_month = first.month;
  life.village = first.row.village;
  std::vector<std::string> titles;
  for (InstrumentInfo const& info : instrument_infos(scenario)) titles.push_back(info.title);
  int months_in_need = 0;
  for (std::size_t m = first_told; m < lived.size(); ++m) {
    auto const& needs = scenario.plan<Needs>().at(lived[m].month, facts.county_class(), life.household_class);
    LivedMonth const* const before = m > 0 ? &lived[m - 1] : nullptr;
    bool const is_over = before != nullptr && before->row.members == 0;
    life.months.push_back(
        {lived[m].month, digest(lived[m].row),
         is_over ? std::vector<LifeEvent>{} : events_between(before, lived[m], life.household_class, needs, titles)});
    months_in_need += lived[m].row.clear_months == 0 && lived[m].row.members > 0;
    if (lived[m].month.month_of_year() == 12 && lived[m].row.members > 0) {
      life.years.push_back(year_of(lived[m], months_in_need));
      months_in_need = 0;
    }
  }
  tell_support(lived, first_told, titles, life.months);
  return life;
}

}  // namespace holdfast
