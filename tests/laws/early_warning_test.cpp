// The monitoring in a small province: a perfect one finds every onset, and every listed household has its dated trail.
#include <catch2/catch.hpp>

#include <map>

#include "tests/laws/small_run.hpp"

using namespace holdfast;

namespace {

template <class M, class Change>
void change(Scenario& scenario, Change&& change_params) {
  auto& plan = std::get<Plan<M>>(scenario.monitoring);
  plan.on = true;
  for (auto& p : plan.values) change_params(p);
}

// Every channel certain, every need a risk, verification perfect, unlimited and at once.
void make_oracle(Scenario& s) {
  change<GroupReports>(s, [](auto& p) { p = {.report_chance = 1, .severity_factor = 1, .false_alarm_chance = 0}; });
  change<DataScreens>(s, [](auto& p) { p.false_alarm_chance = 0; });
  change<Visits>(s, [](auto& p) { p.false_alarm_chance = 0; });
  change<SelfReport>(s, [](auto& p) { p.false_alarm_chance = 0; });
  change<Risk>(s, [](auto& p) {
    p.visible_share = p.old_news_factor = 1;
    p.need_line_factor = 10000;
    p.floor_excluded = p.confirm_months = 0;
  });
  change<Verification>(s, [](auto& p) {
    p = {.sensitivity = 1,
         .specificity = 1,
         .delay_months = 0,
         .deadline_months = 1,
         .retry_months = 0,
         .capacity_per_1000 = 1000};
  });
  change<RegisterRules>(s, [](auto& p) { p.sight_share = 1; });
}

struct Score {
  std::int64_t scored = 0, found_1 = 0, false_alarms = 0, alerts = 0, never = 0;
};
Score score(ScenarioFile const& file) {
  Score out;
  SimulateOptions options;
  options.threads = 1;
  simulate(file.scenario, file.counties, options, [&](ReplicateResult const& result) {
    for (CountyResult const& county : result.counties) {
      if (county.counts.empty()) continue;
      for (int m = 0; m < file.scenario.months; ++m)
        for (int c = 0; c < household_classes; ++c) {
          auto const of = [&](Total t, int over = 0) {
            return county.count(m, t, static_cast<HouseholdClass>(c), over);
          };
          out.scored += of(Total::onsets_scored), out.found_1 += of(Total::onsets_found_1);
          out.never += of(Total::onsets_never_found);
          for (int k = 0; k < 4; ++k)
            out.alerts += of(Total::alerts, k), out.false_alarms += of(Total::false_alarms, k);
        }
    }
  });
  return out;
}

}  // namespace

TEST_CASE("an oracle finds every onset in its month at zero false alarms", "[laws][early_warning]") {
  auto file = small_scenario("adopted-2021-2025", 0.001, 1);
  make_oracle(file.scenario);
  Score const s = score(file);
  CHECK(s.scored > 500);
  CHECK(s.found_1 == s.scored);
  CHECK(s.never == 0);
  CHECK(s.alerts > 0);
  CHECK(s.false_alarms == 0);
}

TEST_CASE("every household ever listed has a complete and ordered trail", "[laws][early_warning]") {
  auto const file = small_scenario("adopted-2021-2025", 0.0015, 1);  // some 20,000 households
  SimulateOptions options;
  options.threads = 1;
  options.keep_trails = true;
  std::int64_t households = 0, listed = 0, removed = 0, entries = 0, on_register = 0;
  Month const last = file.scenario.start + (file.scenario.months - 1);
  options.observe = [&](std::size_t, County const& county, Month month, int) {
    if (month != last) return;
    REQUIRE(county.trail != nullptr);
    std::map<HouseholdId, std::vector<TrailEntry>> trails;
    for (TrailEntry const& e : county.trail->entries) trails[e.id].push_back(e);
    entries += static_cast<std::int64_t>(county.trail->entries.size());
    Households const& h = county.households;
    for (std::size_t c = 0; c < household_classes; ++c)
      for (Index row = h.class_begin[c]; row < h.class_end[c]; ++row) {
        auto const i = static_cast<std::size_t>(row);
        ++households;
        bool on = false, waiting = false, followed = false, ever = false;
        Month at{-1000};
        for (TrailEntry const& e : trails[h.id[i]]) {
          REQUIRE(e.month >= at);
          at = e.month;
          switch (e.event) {
            case TrailEvent::alert:
              REQUIRE_FALSE(on);
              REQUIRE(e.detail != 0);
              break;
            case TrailEvent::queued:
              REQUIRE_FALSE(on);
              waiting = true;
              break;
            case TrailEvent::turned_down:
              REQUIRE(waiting);
              waiting = false;
              break;
            case TrailEvent::listed_at_start:
              REQUIRE_FALSE(ever);
              on = ever = true;
              break;
            case TrailEvent::listed:
            case TrailEvent::relisted:
              REQUIRE(waiting);
              REQUIRE(ever == (e.event == TrailEvent::relisted));
              waiting = false;
              on = ever = true;
              ++listed;
              break;
            case TrailEvent::measure:
              REQUIRE(on);
              REQUIRE(e.detail != 0);
              break;
            case TrailEvent::removed:
              REQUIRE(on);
              on = false;
              followed = true;
              ++removed;
              break;
            case TrailEvent::follow_up_ended:
              REQUIRE(followed);
              followed = false;
          }
        }
        REQUIRE(ever == (h.ever_listed[i] != 0));
        if (h.members[i] > 0) REQUIRE(on == (h.category[i] != 0));
        on_register += h.category[i] != 0;
      }
  };
  simulate(file.scenario, file.counties, options, [](ReplicateResult const&) {});
  CHECK(households > 18000);
  CHECK(listed > 20);
  CHECK(removed > 20);
  CHECK(on_register > 20);
  CHECK(entries > 3 * listed);
}

TEST_CASE("nobody who does not ask gets a trail", "[laws][early_warning]") {
  auto const file = small_scenario("adopted-2021-2025", 0.001, 1);
  SimulateOptions options;
  options.threads = 1;
  options.only_counties.assign(file.counties.size(), false);
  options.only_counties[100] = true;
  bool seen = false;
  options.observe = [&](std::size_t, County const& county, Month, int) {
    seen = true;
    CHECK(county.trail == nullptr);
  };
  simulate(file.scenario, file.counties, options, [](ReplicateResult const&) {});
  CHECK(seen);
}
