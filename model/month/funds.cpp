#include "model/month/funds.hpp"

#include <algorithm>

namespace holdfast {
namespace {

// f.template operator()<P>() for every instrument that gives to whole counties, in order.
template <class F>
void each_giver(F&& f) {
  auto const visit = [&]<class P>() {
    if constexpr (Funds<P>) f.template operator()<P>();
  };
  [&]<class... Ps>(std::tuple<Ps...>*) { (visit.template operator()<Ps>(), ...); }(static_cast<Policies*>(nullptr));
}

template <class P>
CountyFunds funds_of(Scenario const& scenario, CountyFacts const& facts, Month month) {
  auto const& plan = scenario.plan<P>();
  return plan.on ? P::funds(plan.at(month, facts.county_class()), facts) : CountyFunds{};
}

float kept(Scenario const& scenario, CountyFacts const& facts, Month month) {
  auto const& plan = scenario.plan<FourNoRemovals>();
  if (plan.values.empty()) return 1;  // a scenario made by hand, without this instrument
  return FourNoRemovals::kept(plan.at(month, facts.county_class()), plan.on, month, facts.lifted_out_county);
}

// Households at weight.
double households_at_weight(County const& county) {
  double sum = 0;
  for (std::size_t c = 0; c < household_classes; ++c)
    sum += county.weight[c] * (county.households.class_end[c] - county.households.class_begin[c]);
  return sum;
}

void name_key_villages(Step const& step, County& county) {
  Villages& v = county.villages;
  auto const n = static_cast<std::size_t>(v.size());
  v.key.assign(n, 0);
  v.priority.assign(n, 1.0f);
  if (!step.on<KeyVillage>()) return;
  auto const& p = step.params<KeyVillage>();
  double weighted = 0, all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    auto const agent = village_agent(county.facts->number, static_cast<std::uint32_t>(i));
    float const luck = step.draws.uniform(stream(KeyVillage::key), lasting_month, agent);
    bool const poor = i < v.lifted_out.size() && v.lifted_out[i] != 0;
    v.key[i] = KeyVillage::named(p, county.facts->lifted_out_county, poor, luck);
    v.priority[i] = KeyVillage::weight(p, v.key[i] != 0);
    weighted += static_cast<double>(v.priority[i]) * v.households_all[i];
    all += v.households_all[i];
  }
  auto const scale = static_cast<float>(weighted > 0 ? all / weighted : 1.0);
  for (float& priority : v.priority) priority *= scale;
}

// Books `yuan` at weight to an instrument, for each household alike.
void book_for_all(County& county, int instrument, double yuan_at_weight) {
  double const households = households_at_weight(county);
  if (households <= 0) return;
  for (std::size_t c = 0; c < household_classes; ++c) {
    Index const n = county.households.class_end[c] - county.households.class_begin[c];
    county.totals.ledger[static_cast<std::size_t>(instrument) * household_classes + c] +=
        static_cast<FenSum>(yuan_at_weight * 100.0 * n / households + 0.5);
  }
}

struct Seeker {
  Index row;
  int slot, points;
  float lot;
  HouseholdId id;
};

bool works(std::uint8_t slot) {
  auto const s = static_cast<Slot>(slot);
  return s == Slot::local || s == Slot::migrant || s == Slot::post;
}

// The best earner without work who is fit to travel; -1 = nobody.
int fit_slot(Block const& b, Index i) {
  for (int k = 0; k < labour_slots; ++k) {
    bool const ill = b.acute_months[i] > 0 && b.acute_slot[i] == k;
    if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::jobless) && b.slot_age(k)[i] < 60 && !ill) return k;
  }
  return -1;
}

void find_seekers(Step const& step, Block const& b, std::vector<Seeker>& out) {
  bool const lifted_out = b.household_class == HouseholdClass::lifted_out;
  for (Index i = 0; i < b.n; ++i) {
    if (!lifted_out && b.category[i] == 0) continue;
    int const k = fit_slot(b, i);
    if (k < 0) continue;
    bool const someone = works(b.slot_0[i]) || works(b.slot_1[i]) || works(b.slot_2[i]) || works(b.slot_3[i]);
    int const points = (b.category[i] != 0 ? 2 : 0) + (someone ? 0 : 1);
    float const lot = step.draws.uniform(stream("organised_jobs"), step.now.month, b.id[i]);
    out.push_back({b.first + i, k, points, lot, b.id[i]});
  }
}

}  // namespace

void tell_support(Scenario const& scenario, Draws const& draws, CountyFacts const& facts, Now& now) {
  now.kept_share = kept(scenario, facts, now.month);
  float more = 0;
  each_giver([&]<class P>() { more += funds_of<P>(scenario, facts, now.month).casework_share; });
  now.casework = now.kept_share * (1.0f + more);
  auto const& plan = scenario.plan<Responsiveness>();
  if (!plan.on) return;
  float const luck = draws.uniform(stream(Responsiveness::key), lasting_month, county_agent(facts.number));
  now.responsiveness = Responsiveness::of_county(plan.at(now.month, now.county_class), luck);
}

void open_county_funds(Step const& step, County& county) {
  name_key_villages(step, county);
  county.purse.givers.clear();
  each_giver([&]<class P>() {
    CountyFunds const f = funds_of<P>(step.scenario, *county.facts, step.now.month);
    double const yuan = static_cast<double>(f.yuan) * f.grants_share * step.now.kept_share;
    if (yuan > 0) county.purse.givers.push_back({instrument_index<P>, static_cast<FenSum>(yuan * 100.0 + 0.5)});
  });
}

void spend_county_funds(Step const& step, County& county) {
  each_giver([&]<class P>() {
    CountyFunds const f = funds_of<P>(step.scenario, *county.facts, step.now.month);
    double const a_month = static_cast<double>(f.yuan) * (1.0f - f.grants_share) * step.now.kept_share / 12.0;
    if (a_month > 0) book_for_all(county, instrument_index<P>, a_month);
  });
}

float project_priority(County const& county, std::size_t v) {
  return v < county.villages.priority.size() ? county.villages.priority[v] : 1.0f;
}

float tilted_places(County const& county, TiltedRound const& round, std::size_t v, Index lifted_out, float grant_yuan) {
  if (round.lifted_out <= 0 || round.purse <= 0) return 0;
  double const weight = county.weight[static_cast<std::size_t>(HouseholdClass::lifted_out)];
  double const grants = yuan(round.purse) / static_cast<double>(grant_yuan) / weight;
  return static_cast<float>(grants * lifted_out / round.lifted_out) * project_priority(county, v);
}

Fen charge_purse(County& county, Block const& household, Fen amount) {
  auto const c = static_cast<std::size_t>(household.household_class);
  double const weight = county.weight[c];
  for (CountyPurse::Giver& giver : county.purse.givers) {
    if (amount == 0) break;
    auto const reach = static_cast<FenSum>(static_cast<double>(giver.left) / weight);
    auto const paid = static_cast<Fen>(std::min<FenSum>(amount, reach));
    if (paid == 0) continue;
    auto const row = static_cast<std::size_t>(giver.instrument);
    county.totals.ledger[row * household_classes + c] += paid;
    if (Followed& who = county.followed; who.is(household.id[0])) who.paid[row] += paid;
    giver.left -= std::min(giver.left, static_cast<FenSum>(weight * paid + 0.5));
    amount -= paid;
  }
  return amount;
}

float works_yuan_per_household(Step const& step, County const& county, int lag_months) {
  Month const then = step.now.month - lag_months;
  double yuan = 0;
  each_giver([&]<class P>() {
    CountyFunds const f = funds_of<P>(step.scenario, *county.facts, then);
    yuan += static_cast<double>(f.yuan) * f.works_share;
  });
  double const households = households_at_weight(county);
  if (yuan <= 0 || households <= 0) return 0;
  return static_cast<float>(yuan * kept(step.scenario, *county.facts, then) / households);
}

void place_organised_jobs(Step const& step, County& county) {
  if (step.now.month_of_year % 3 != 2) return;
  float jobs = 0;
  each_giver([&]<class P>() { jobs += funds_of<P>(step.scenario, *county.facts, step.now.month).organised_jobs; });
  if (jobs <= 0) return;
  double const weight = county.weight[static_cast<std::size_t>(HouseholdClass::lifted_out)];
  double const exact = 0.25 * static_cast<double>(jobs * step.now.kept_share) / weight;
  float const luck = step.draws.uniform(stream("organised_jobs"), step.now.month, county_agent(county.facts->number));
  auto places = static_cast<std::size_t>(exact);
  places += static_cast<double>(luck) < exact - static_cast<double>(places) ? 1 : 0;
  std::vector<Seeker> seekers;
  for (Block const& b : county.households.blocks()) find_seekers(step, b, seekers);
  std::size_t const served = std::min(places, seekers.size());
  std::nth_element(seekers.begin(), seekers.begin() + static_cast<std::ptrdiff_t>(served), seekers.end(),
                   [](Seeker const& a, Seeker const& b) {
                     if (a.points != b.points) return a.points > b.points;
                     return a.lot != b.lot ? a.lot < b.lot : a.id < b.id;
                   });
  for (std::size_t k = 0; k < served; ++k) {
    Households& h = county.households;
    Block const b = h.block(seekers[k].row, 1, h.class_of(seekers[k].row));
    b.slot(seekers[k].slot)[0] = static_cast<std::uint8_t>(Slot::migrant);
    if (b.away[0] < b.members[0]) ++b.away[0];
    county.totals.add(Total::jobs_found, b.household_class, 1);
  }
}

}  // namespace holdfast
