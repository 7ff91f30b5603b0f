#include "model/month/register.hpp"

#include <algorithm>
#include <bit>

#include "model/month/early_warning.hpp"
#include "model/month/visit_plan.hpp"

namespace holdfast {
namespace {

using Byte = std::uint8_t;
static_assert(streams_differ({"life", "work", "detection", "visibility", "verification", "capacity", "package",
                              "register", "first_identification", "assessment"}));

struct Trigger {
  Fen line;                 // monitoring line per member and year
  float sudden_share;       // of income
  std::int32_t scored;      // onset month scored today
  std::int32_t scored_old;  // the same, for who was never found
  std::int32_t needs;       // 1: unmet needs are risks by themselves
};

// Bit 1: may be at risk and is not on the register; 2: on it or in follow-up; 4: a marked false alarm; 8 and 16: an
// onset to score.
HOLDFAST_KERNEL void find_concerned(Block const b, Trigger t, std::int32_t* __restrict hit) {
  Index const n = b.n;
  Fen const* __restrict income = b.income_register_12;
  Fen const* __restrict spending = b.out_of_pocket_12;
  Fen const* __restrict loss = b.damage_loss;
  Byte const* __restrict members = b.members, * __restrict category = b.category, * __restrict queued = b.queued;
  Byte const* __restrict follow_up = b.follow_up_months, * __restrict damage = b.damage_months;
  Byte const* __restrict clear = b.clear_months;
  std::int16_t const* __restrict onset = b.onset_month;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const burden = static_cast<float>(spending[i]) + (damage[i] > 0 ? static_cast<float>(loss[i]) : 0.0f);
    std::int32_t const sudden = (burden > 0.0f) & (burden >= t.sudden_share * static_cast<float>(income[i]));
    std::int32_t const below = (income[i] - spending[i]) < t.line * Fen{members[i]};
    std::int32_t const open = (category[i] == 0) & (queued[i] == 0) & (members[i] > 0);
    std::int32_t const needy = (clear[i] == 0) & t.needs;
    hit[i] = (open & (sudden | below | needy)) | ((category[i] | follow_up[i]) != 0) * 2 | (queued[i] >= 2) * 4 |
             (onset[i] == t.scored) * 8 | (onset[i] == t.scored_old) * 16;
  }
}

// Months in a row of risk: income after rigid spending below the line, a burden of sudden hardship or an unmet need.
HOLDFAST_KERNEL void count_risk_months(Block const b, Trigger t, Byte* __restrict months) {
  Index const n = b.n;
  Fen const* __restrict income = b.income_register_12;
  Fen const* __restrict spending = b.out_of_pocket_12;
  Fen const* __restrict loss = b.damage_loss;
  Byte const* __restrict members = b.members, * __restrict damage = b.damage_months, * __restrict clear = b.clear_months;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const burden = static_cast<float>(spending[i]) + (damage[i] > 0 ? static_cast<float>(loss[i]) : 0.0f);
    std::int32_t const sudden = (burden > 0.0f) & (burden >= t.sudden_share * static_cast<float>(income[i]));
    std::int32_t const below = (income[i] - spending[i]) < t.line * Fen{members[i]};
    std::int32_t const at_risk = (members[i] > 0) & (sudden | below | ((clear[i] == 0) & t.needs));
    std::int32_t const longer = months[i] < 255 ? months[i] + 1 : 255;
    months[i] = static_cast<Byte>(at_risk * longer);
  }
}

struct Stock {
  std::int32_t households[3], persons[3], ever, all;
};
HOLDFAST_KERNEL Stock count_stock(Index n, Byte const* __restrict category, Byte const* __restrict members,
                                  Byte const* __restrict ever_listed) {
  std::int32_t h1 = 0, h2 = 0, h3 = 0, p1 = 0, p2 = 0, p3 = 0, ever = 0, all = 0;
#pragma omp simd reduction(+ : h1, h2, h3, p1, p2, p3, ever, all)
  for (Index i = 0; i < n; ++i) {
    std::int32_t const c = category[i], m = members[i];
    h1 += c == 1, h2 += c == 2, h3 += c == 3;
    p1 += (c == 1) * m, p2 += (c == 2) * m, p3 += (c == 3) * m;
    ever += ever_listed[i];
    all += m > 0;
  }
  return {{h1, h2, h3}, {p1, p2, p3}, ever, all};
}

// The parameters of the channels for one class and month, looked up once; null = the channel is off.
struct Channels {
  Risk::Params const* risk;
  GroupReports::Params const* group_reports;
  DataScreens::Params const* data_screens;
  Visits::Params const* visits;
  ResidentTeams::Params const* teams;
  SelfReport::Params const* self_report;

  Channels(Step const& step, HouseholdClass c)
      : risk(&step.params<Risk>(c)),
        group_reports(find<GroupReports>(step, c)),
        data_screens(find<DataScreens>(step, c)),
        visits(find<Visits>(step, c)),
        teams(find<ResidentTeams>(step, c)),
        self_report(find<SelfReport>(step, c)) {}
  template <class M>
  static typename M::Params const* find(Step const& step, HouseholdClass c) {
    return step.on<M>() ? &step.params<M>(c) : nullptr;
  }

  float visits_chance(Now const& now, Block const& b, Villages const& villages, Index i) const {
    bool const watched = b.category[i] != 0 || b.follow_up_months[i] > 0,
               lifted_out = b.household_class == HouseholdClass::lifted_out;
    auto const v = static_cast<std::size_t>(b.village[i]);
    bool const team = villages.size() > 0 && villages.team[v] != 0;
    float const planned = visits_planned(*visits, teams, now, team, watched, lifted_out);
    bool const limited = v < villages.visit_share.size();  // not before the first plan
    return Visits::chance(*visits, now.casework * (limited ? planned * villages.visit_share[v] : planned));
  }
  std::array<float, 4> chances(Now const& now, Block const& b, Villages const& villages, Index i) const {
    float const news = Risk::news_factor(*risk, b, i);
    std::array<float, 4> chance = full_chances(now, b, villages, i);
    for (float& c : chance) c *= news;
    return chance;
  }
  std::array<float, 4> full_chances(Now const& now, Block const& b, Villages const& villages, Index i) const {
    return {group_reports == nullptr ? 0 : GroupReports::chance(*group_reports, now, b, villages, i),
            data_screens == nullptr ? 0 : DataScreens::chance(*data_screens, now, b, villages, i),
            visits == nullptr ? 0 : visits_chance(now, b, villages, i),
            self_report == nullptr ? 0 : SelfReport::chance(*self_report, now, b, villages, i)};
  }
};

// What the sparse parts share for one block.
struct Watch {
  Step const& step;
  County& county;
  Block const& b;
  Risk::Params const& risk;
  Needs::Params const& needs;
  Verification::Params const& verification;
  Channels channels;

  void count(Total total, int over = 0, std::int64_t n = 1) const {
    county.totals.add(total, b.household_class, n, over);
  }
  void note(Index i, TrailEvent event, unsigned detail) const {
    if (Followed& who = county.followed; who.is(b.id[i])) {
      if (event == TrailEvent::alert) who.alerts = static_cast<Byte>(who.alerts | detail);
      if (event == TrailEvent::turned_down) who.turned_down = true;
    }
    if (county.trail != nullptr)
      county.trail->entries.push_back({b.id[i], step.now.month, event, static_cast<Byte>(detail)});
  }
  std::int16_t month() const { return static_cast<std::int16_t>(step.now.month.since_2000); }
};

// --- alerts ---

bool near_line(Watch const& w, Index i) {
  return static_cast<float>(Risk::after_spending(w.b, i)) <
         w.risk.near_line_factor * Risk::line_fen(w.step.now, w.b, i);
}

// An alert that was turned down is not taken up again for a while, unless something new happened.
bool heard_lately(Watch const& w, Index i) {
  bool const recent =
      w.b.alert_month[i] != never && static_cast<float>(w.month() - w.b.alert_month[i]) < w.verification.retry_months;
  return recent && w.b.hardship[i] == 0;
}

// `channels`: bits of those that raised an alert; `first`: the one that came first.
void enqueue(Watch const& w, MonitoringQueue& queue, Index i, unsigned channels, std::size_t first, bool sudden) {
  w.b.queued[i] = 1;
  w.b.alert_month[i] = w.month();
  Words const words = w.step.draws.words(stream("verification"), w.step.now.month, w.b.id[i]);
  bool const fast = sudden && uniform(words[3]) < w.verification.fast_track_share;
  int const wait =
      fast ? 0
           : Verification::waits(Responsiveness::left(w.verification.delay_months, w.step.now.responsiveness),
                                 uniform(words[0]));
  int const urgency = Risk::severity(w.step.now, w.b, i) + (fast ? 4 : 0);
  Byte const channel = static_cast<Byte>(first + (std::popcount(channels) == 1 ? found_alone : 0u));
  w.note(i, TrailEvent::alert, channels);
  w.note(i, TrailEvent::queued, static_cast<unsigned>(first));
  queue.waiting.push_back({w.b.id[i], w.b.first + i, static_cast<std::int16_t>(w.month() + wait), channel,
                           static_cast<Byte>(urgency), words[1], uniform(words[2])});
}

void raise_alerts(Watch const& w, MonitoringQueue& queue, Index i) {
  Byte const mark = w.b.queued[i];
  w.b.queued[i] = 0;
  if (w.b.members[i] == 0 || w.b.category[i] != 0 || heard_lately(w, i)) return;
  Category const truth = Risk::category(w.risk, w.step.now, w.b, i);
  if (truth == Category::none) {
    if (mark < 2 || !near_line(w, i)) return;
    w.count(Total::alerts, mark - 2);
    w.count(Total::false_alarms, mark - 2);
    enqueue(w, queue, i, 1u << (mark - 2), mark - std::size_t{2}, false);
    if (w.county.followed.is(w.b.id[i])) w.county.followed.false_alarm = true;
    return;
  }
  float const hidden = w.step.draws.uniform(stream("visibility"), lasting_month, w.b.id[i]);
  if (!Risk::is_visible(w.risk, Risk::severity(w.step.now, w.b, i), hidden)) return;
  auto const chance = w.channels.chances(w.step.now, w.b, w.county.villages, i);
  Words const words = w.step.draws.words(stream("detection"), w.step.now.month, w.b.id[i]);
  // Of several channels the one with the smallest luck relative to its chance was first.
  float first = 1;
  std::size_t channel = 4;
  unsigned channels = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    float const luck = uniform(words[k]);
    if (luck >= chance[k]) continue;
    w.count(Total::alerts, static_cast<int>(k));
    channels |= 1u << k;
    if (luck / chance[k] < first) first = luck / chance[k], channel = k;
  }
  if (channel == 4) return;
  if (std::popcount(channels) == 1) w.count(Total::alerts_alone, static_cast<int>(channel));
  enqueue(w, queue, i, channels, channel, truth == Category::sudden);
}

// --- verification and listing ---

void enter_register(Watch const& w, Index i, Category category, Byte channel, std::int16_t help_due) {
  bool const again = w.b.ever_listed[i] != 0;
  if (again) w.count(Total::relisted);
  w.note(i, again ? TrailEvent::relisted : TrailEvent::listed, static_cast<unsigned>(category));
  w.b.category[i] = static_cast<Byte>(category);
  w.b.ever_listed[i] = 1;
  w.b.listed_by[i] = channel;
  w.b.listed_cause[i] = static_cast<Byte>(Risk::main_cause(w.risk, w.b, i));
  w.b.listed_month[i] = w.month();
  w.b.help_due_month[i] = help_due;
  w.b.package[i] = w.b.stable_months[i] = w.b.follow_up_months[i] = 0;
  w.count(Total::newly_listed, static_cast<int>(category) - 1);
  w.count(Total::newly_listed_persons, 0, w.b.members[i]);
  w.count(Total::newly_listed_by_channel, channel % found_alone);
}

Category default_category(HouseholdClass c) {
  return c == HouseholdClass::lifted_out ? Category::unstable : Category::marginal;
}

void decide(Watch const& w, QueueEntry const& entry, Index i) {
  w.b.queued[i] = 0;
  w.count(Total::verified);
  Category const truth = Risk::category(w.risk, w.step.now, w.b, i);
  float const response = w.step.now.responsiveness;
  Verification::Params careful = w.verification;
  careful.sensitivity = Responsiveness::care(careful.sensitivity, response);
  careful.specificity = Responsiveness::care(careful.specificity, response);
  if (!Verification::confirms(careful, truth != Category::none, entry.luck))
    return w.note(i, TrailEvent::turned_down, entry.channel % found_alone);
  if (truth != Category::none) w.count(Total::newly_listed_at_risk);
  if (Needs::in_need(w.needs, w.b, i)) w.count(Total::newly_listed_in_need);
  float const delay = Responsiveness::left(w.step.params<Packages>(w.b.household_class).delay_months, response);
  int const wait = Verification::waits(delay, w.step.draws.uniform(stream("package"), w.step.now.month, entry.id, 2));
  enter_register(w, i, truth == Category::none ? default_category(w.b.household_class) : truth, entry.channel,
                 static_cast<std::int16_t>(w.month() + wait));
}

// How many alerts the county verifies this month: the share of a whole one that is left over goes by lot.
int capacity(Step const& step, County const& county, float per_1000) {
  Index rows = 0;
  for (std::size_t c = 0; c < household_classes; ++c)
    rows += county.households.class_end[c] - county.households.class_begin[c];
  double const exact = static_cast<double>(per_1000) * rows / 1000;
  int const whole = static_cast<int>(exact);
  std::uint32_t const number = county.facts == nullptr ? 0 : county.facts->number;
  float const luck = step.draws.uniform(stream("capacity"), step.now.month, county_agent(number));
  return whole + (static_cast<double>(luck) < exact - whole ? 1 : 0);
}

Watch watch(Step const& step, County& county, Block const& b) {
  HouseholdClass const c = b.household_class;
  return {
      step, county, b, step.params<Risk>(c), step.params<Needs>(c), step.params<Verification>(c), Channels(step, c)};
}

void verify_queue(Step const& step, County& county, MonitoringQueue& queue) {
  if (!step.on<Verification>()) return;
  Households& h = county.households;
  auto const gone = [&](QueueEntry const& e) { return h.queued[static_cast<std::size_t>(e.row)] != 1; };
  queue.waiting.erase(std::remove_if(queue.waiting.begin(), queue.waiting.end(), gone), queue.waiting.end());
  auto const& p = step.params<Verification>();
  for (QueueEntry& e : queue.waiting) {
    int const waited = step.now.month.since_2000 - h.alert_month[static_cast<std::size_t>(e.row)];
    if (static_cast<float>(waited) > p.deadline_months) e.urgency |= 4;
  }
  std::size_t const served =
      serve_first(queue.waiting, step.now.month, capacity(step, county, p.capacity_per_1000 * step.now.casework));
  for (std::size_t k = 0; k < served; ++k) {
    QueueEntry const& e = queue.waiting[k];
    Block const b = h.block(e.row, 1, h.class_of(e.row));
    decide(watch(step, county, b), e, 0);
  }
  queue.waiting.erase(queue.waiting.begin(), queue.waiting.begin() + static_cast<std::ptrdiff_t>(served));
  for (QueueEntry const& e : queue.waiting) county.totals.add(Total::queue, h.class_of(e.row), 1);
}

// --- help, stability, removal, follow-up ---

void help(Watch const& w, Index i) {
  if (!w.step.on<Packages>() || w.month() < w.b.help_due_month[i]) return;
  auto const& p = w.step.params<Packages>(w.b.household_class);
  unsigned due = Packages::due(Risk::causes(w.risk, w.b, i));
  if (due == measure::industry && w.b.package[i] != 0) return;  // no cause left and a measure delivered
  Words const first = w.step.draws.words(stream("package"), w.step.now.month, w.b.id[i], 0);
  Words const second = w.step.draws.words(stream("package"), w.step.now.month, w.b.id[i], 1);
  std::array<float, 6> const luck{uniform(first[0]), uniform(first[1]),  uniform(first[2]),
                                  uniform(first[3]), uniform(second[0]), uniform(second[1])};
  unsigned const delivered = Packages::delivered(p, due, luck);
  Packages::apply(p, w.b, i, delivered);
  if (delivered != 0) w.note(i, TrailEvent::measure, delivered);
}

void maintain(Watch const& w, Index i) {
  auto const& p = w.step.params<RegisterRules>(w.b.household_class);
  bool const in_need = Needs::in_need(w.needs, w.b, i);
  if (w.b.category[i] == 0) {
    w.b.follow_up_months[i] = static_cast<Byte>(w.b.follow_up_months[i] - 1);
    if (removed_too_soon(w.b, i, in_need, p.follow_up_months)) w.count(Total::removed_too_soon);
    if (w.b.follow_up_months[i] == 0) w.note(i, TrailEvent::follow_up_ended, 0);
    return;
  }
  help(w, i);
  Words const words = w.step.draws.words(stream("register"), w.step.now.month, w.b.id[i]);
  bool const well = !in_need && !Risk::below_line(w.step.now, w.b, i);
  bool const looks_well = well || uniform(words[0]) >= p.sight_share;
  Byte const stable = w.b.stable_months[i];
  w.b.stable_months[i] = looks_well ? static_cast<Byte>(stable + (stable < 255 ? 1 : 0)) : Byte{0};
  bool const offered = w.step.on<Packages>() && Packages::offers(w.step.params<Packages>(w.b.household_class));
  bool const removable = RegisterRules::removable(p, w.step.now, w.b, i, Risk::has_labour(w.b, i), offered);
  if (!removable || uniform(words[1]) >= p.removal_chance) return;
  w.count(Total::removed, w.b.category[i] - 1);
  if (in_need) w.count(Total::wrongly_removed);
  w.note(i, TrailEvent::removed, w.b.category[i]);
  w.b.category[i] = w.b.stable_months[i] = w.b.package[i] = 0;
  w.b.follow_up_months[i] = static_cast<Byte>(p.follow_up_months);
}

Trigger trigger(Step const& step, HouseholdClass c) {
  auto const& risk = step.params<Risk>(c);
  return {fen(step.now.monitoring_line_yuan), risk.sudden_category < 0.5f ? 1e30f : risk.sudden_share,
          step.now.month.since_2000 - 6, step.now.month.since_2000 - 12, risk.need_line_factor > 0 ? 1 : 0};
}

std::span<Index const> find_block(Step const& step, Block const& b, std::int32_t kinds) {
  std::int32_t* const hit = step.scratch.whole[0].data();
  find_concerned(b, trigger(step, b.household_class), hit);
  return rows_with(step.scratch, b.n, hit, kinds);
}

template <class Work>
void each_block(County& county, Work const& work) {
  Households& h = county.households;
  for (std::size_t c = 0; c < household_classes; ++c)
    for (Index first = h.class_begin[c]; first < h.class_end[c]; first += block_rows)
      work(h.block(first, std::min(block_rows, h.class_end[c] - first), static_cast<HouseholdClass>(c)));
}

void add_stock(Step const& step, County& county, Block const& b) {
  Stock const stock = count_stock(b.n, b.category, b.members, b.ever_listed);
  for (int k = 0; k < 3; ++k) {
    county.totals.add(Total::listed, b.household_class, stock.households[k], k);
    county.totals.add(Total::listed_persons, b.household_class, stock.persons[k], k);
  }
  county.totals.add(Total::ever_listed, b.household_class, stock.ever);
  county.totals.add(Total::household_months, b.household_class, stock.all);
  for (Index const i : rows_with(step.scratch, b.n, b.ever_listed))
    county.totals.add(Total::ever_listed_by_cause, b.household_class, 1, b.listed_cause[i]);
}

}  // namespace

std::size_t serve_first(std::vector<QueueEntry>& waiting, Month now, int capacity) {
  auto const due = [&](QueueEntry const& e) { return e.due_month <= now.since_2000; };
  auto const sooner = [&](QueueEntry const& a, QueueEntry const& b) {
    if (due(a) != due(b)) return due(a);
    if (a.urgency != b.urgency) return a.urgency > b.urgency;
    return a.lot != b.lot ? a.lot < b.lot : a.id < b.id;
  };
  auto const ready = static_cast<std::size_t>(std::count_if(waiting.begin(), waiting.end(), due));
  std::size_t const served = std::min(ready, static_cast<std::size_t>(std::max(capacity, 0)));
  auto const last = waiting.begin() + static_cast<std::ptrdiff_t>(served);
  std::nth_element(waiting.begin(), last, waiting.end(), sooner);  // a long queue is not sorted to serve a few
  std::sort(waiting.begin(), last, sooner);
  return served;
}

std::array<float, 4> detection_chances(Step const& step, Block const& b, Villages const& villages, Index i) {
  return Channels(step, b.household_class).chances(step.now, b, villages, i);
}

void run_monitoring(Step const& step, County& county, MonitoringQueue& queue) {
  queue.watched.assign(static_cast<std::size_t>(county.villages.size()), 0);
  each_block(county, [&](Block const& b) {
    count_risk_months(b, trigger(step, b.household_class), b.risk_months);
    auto const found = find_block(step, b, 1 | 4);
    Watch const w = watch(step, county, b);
    for (Index const i : found) raise_alerts(w, queue, i);
  });
  verify_queue(step, county, queue);
  each_block(county, [&](Block const& b) {
    auto const found = find_block(step, b, 2 | 8 | 16);
    Watch const w = watch(step, county, b);
    float const follow_up = step.params<RegisterRules>(b.household_class).follow_up_months;
    for (Index const i : found) {
      auto const kinds = step.scratch.whole[0][static_cast<std::size_t>(i)];
      if (kinds & 8) score_recent_onset(county, b, i);
      if (kinds & 16) score_old_onset(county, b, i, step.now.month, follow_up);
      if (kinds & 2) maintain(w, i);
      if ((kinds & 2) && !queue.watched.empty()) ++queue.watched[static_cast<std::size_t>(b.village[i])];
    }
    add_stock(step, county, b);
  });
  plan_visits(step, county, queue.watched);
}

void seed_register(Step const& step, County& county) {
  if (!step.on<FirstIdentification>()) return;
  std::vector<std::pair<float, Index>> drawn;
  for (int c = 0; c < household_classes; ++c) {
    Block const b = county.households.whole(static_cast<HouseholdClass>(c));
    auto const& p = step.params<FirstIdentification>(b.household_class);
    drawn.clear();
    // Weighted draw without replacement: the largest log weight + Gumbel noise, one keyed noise a household.
    for (Index i = 0; i < b.n; ++i) {
      if (b.members[i] == 0) continue;
      float const u = step.draws.uniform(stream("first_identification"), lasting_month, b.id[i]);
      drawn.emplace_back(FirstIdentification::log_weight(p, b, i) - numeric::log(-numeric::log(u)), i);
    }
    double const exact = static_cast<double>(p.listed_share) * static_cast<double>(drawn.size());
    auto places = static_cast<std::size_t>(exact);
    std::uint32_t const number = county.facts == nullptr ? 0 : county.facts->number;
    float const luck = step.draws.uniform(stream("first_identification"), lasting_month, county_agent(number),
                                          static_cast<std::uint32_t>(c));
    if (static_cast<double>(luck) < exact - static_cast<double>(places)) ++places;
    std::sort(drawn.begin(), drawn.end(), [&](auto const& x, auto const& y) {
      return x.first != y.first ? x.first > y.first : b.id[x.second] < b.id[y.second];
    });
    for (std::size_t k = 0; k < std::min(places, drawn.size()); ++k) {
      Index const i = drawn[k].second;
      b.category[i] = static_cast<Byte>(default_category(b.household_class));
      b.ever_listed[i] = 1;
      b.listed_by[i] = listed_at_start;
      b.listed_cause[i] = static_cast<Byte>(Risk::main_cause(step.params<Risk>(b.household_class), b, i));
      b.listed_month[i] = b.help_due_month[i] = static_cast<std::int16_t>(step.now.month.since_2000);
      if (county.trail != nullptr)
        county.trail->entries.push_back({b.id[i], step.now.month, TrailEvent::listed_at_start, b.category[i]});
    }
  }
}

}  // namespace holdfast
