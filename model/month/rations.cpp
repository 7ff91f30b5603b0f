#include "model/month/rations.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "model/month/funds.hpp"
#include "model/month/payments.hpp"

namespace holdfast {
namespace {

bool ahead(Candidate const& a, Candidate const& b) {
  if (a.bound != b.bound) return a.bound;
  if (a.score != b.score) return a.score > b.score;
  return a.tie != b.tie ? a.tie < b.tie : a.id < b.id;
}

template <class P>
HOLDFAST_KERNEL void mark(typename P::Params const& params, Now const& today, Block const& block,
                          std::int32_t* __restrict marked) {
  typename P::Params const p = params;
  Now const now = today;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) marked[i] = P::concerns(p, now, b, i);
}

// When the luck of a round was drawn: for life, so that a change of the timeline moves few; this month where nobody
// holds a place.
template <class P>
Month luck_of(Now const& now) {
  constexpr bool anew = requires { P::one_off; };
  return anew ? now.month : lasting_month;
}

// Points of the one-worker rule for a household that scores already.
float rule_points(Step const& step, Block const& b, Index i, bool holder) {
  auto const& rule = step.params<OneWorkerRule>(b.household_class);
  float const luck = step.draws.uniform(stream(OneWorkerRule::key), lasting_month, b.id[i]);
  return OneWorkerRule::comes_first(rule, b, i, holder, luck) ? rule.round_points : 0.0f;
}

// Holders and those with points.
template <class P>
void find_candidates(Step const& step, County& county, std::vector<Candidate>& out) {
  constexpr bool ruled = requires { P::gives_work; };
  std::array<HouseholdId, block_rows> ids;
  out.clear();
  for (Block const& b : county.households.blocks()) {
    auto const& p = step.params<P>(b.household_class);
    std::size_t const first = out.size();
    std::int32_t* const marked = step.scratch.whole[0].data();
    mark<P>(p, step.now, b, marked);
    for (Index i = 0; i < b.n; ++i) {
      if (marked[i] == 0) continue;
      float score = P::score(p, step.now, b, i);
      bool const holds = P::holds(b, i);
      if (score <= 0 && !holds) continue;
      if (ruled && score > 0 && step.on<OneWorkerRule>()) score += rule_points(step, b, i, holds);
      ids[out.size() - first] = b.id[i];
      out.push_back({b.village[i], b.first + i, score, 0, b.id[i], P::bound(b, i), holds});
    }
    float* const luck = step.scratch.real[0].data();
    step.draws.fill(stream(P::key), luck_of<P>(step.now), ids.data(), static_cast<int>(out.size() - first), luck);
    for (std::size_t k = first; k < out.size(); ++k) out[k].tie = luck[k - first];
  }
}

void sort_by_village(RoundRoom& room, Index villages) {
  room.queue.resize(room.found.size());
  room.begin.assign(static_cast<std::size_t>(villages) + 1, 0);
  for (Candidate const& c : room.found) ++room.begin[static_cast<std::size_t>(c.village) + 1];
  for (std::size_t v = 1; v < room.begin.size(); ++v) room.begin[v] += room.begin[v - 1];
  room.next.assign(room.begin.begin(), room.begin.end() - 1);
  for (Candidate const& c : room.found) room.queue[room.next[static_cast<std::size_t>(c.village)]++] = c;
}

void count_lifted_out(County& county, std::vector<Index>& members) {
  members.assign(static_cast<std::size_t>(county.villages.size()), 0);
  Block const b = county.households.whole(HouseholdClass::lifted_out);
  for (Index i = 0; i < b.n; ++i) members[static_cast<std::size_t>(b.village[i])] += b.members[i];
}

// Places of the drawn part of village v: whole ones, and one more with the chance of the remainder.
template <class P>
Index places_in(Step const& step, County const& county, std::size_t v, Index lifted_out, TiltedRound const& tilted) {
  if constexpr (requires { P::open_in(county.villages, v); })
    if (!P::open_in(county.villages, v)) return 0;
  float places = P::places(step.params<P>(), step.now, lifted_out) * step.now.kept_share;
  if constexpr (requires { P::projects(step.params<P>()); })
    places = places * project_priority(county, v) +
             tilted_places(county, tilted, v, lifted_out, P::projects(step.params<P>()));
  auto const whole = static_cast<Index>(places);
  auto const agent = village_agent(county.facts->number, static_cast<std::uint32_t>(v));
  return whole + (step.draws.uniform(stream(P::key), luck_of<P>(step.now), agent) < places - static_cast<float>(whole));
}

template <class P>
void book_grant(County& county, Block const& b, Fen worth) {
  constexpr auto row = static_cast<std::size_t>(instrument_index<P>);
  county.totals.ledger[row * household_classes + static_cast<std::size_t>(b.household_class)] += worth;
  if (Followed& who = county.followed; who.is(b.id[0])) who.paid[row] += worth;
}

// What the instrument itself pays of a grant: money of the county's tilts goes first.
template <class P>
Fen charge_purse_for(County& county, typename P::Params const& p, Block const& b) {
  Fen const worth = P::worth(p, b, 0);
  if constexpr (requires { P::projects(p); })
    return charge_purse(county, b, worth);
  else
    return worth;
}

// What the household adds: from savings, the rest on credit.
void pay_own_part(Block const& b, Fen own) {
  Fen const saved = std::min(own, b.savings[0]);
  b.savings[0] -= saved;
  b.debt[0] += own - saved;
  b.repairs[0] += own;
}

template <class P>
void give(Step const& step, County& county, Block const& b) {
  auto const& p = step.params<P>(b.household_class);
  if constexpr (requires { P::worth(p, b, 0); }) book_grant<P>(county, b, charge_purse_for<P>(county, p, b));
  if constexpr (requires { P::own_part(p, b, 0); }) pay_own_part(b, P::own_part(p, b, 0));
  P::grant(p, step.now, b, 0);
}

template <class P>
void settle(Step const& step, County& county, Candidate const& c, bool served) {
  bool const granted = served && !c.bound;
  if (!granted && (served || !c.holds)) return;
  Block const b = county.households.block(c.row, 1, county.households.class_of(c.row));
  granted ? give<P>(step, county, b) : P::withdraw(step.params<P>(b.household_class), step.now, b, 0);
}

template <class P>
void ration_instrument(Step const& step, County& county) {
  RoundRoom& room = step.scratch.round;
  count_lifted_out(county, room.lifted_out);
  find_candidates<P>(step, county, room.found);
  sort_by_village(room, county.villages.size());
  room.served.assign(room.lifted_out.size(), 0);
  TiltedRound const tilted{county.purse.left(),
                           std::accumulate(room.lifted_out.begin(), room.lifted_out.end(), Index{0})};
  for (std::size_t v = 0; v < room.served.size(); ++v) {
    auto const first = room.queue.begin() + static_cast<std::ptrdiff_t>(room.begin[v]);
    auto const last = room.queue.begin() + static_cast<std::ptrdiff_t>(room.begin[v + 1]);
    if (first == last) continue;
    auto const k = std::min<std::ptrdiff_t>(places_in<P>(step, county, v, room.lifted_out[v], tilted), last - first);
    if (k < last - first) std::nth_element(first, first + k, last, ahead);
    for (auto c = first; c != last; ++c) {
      bool const served = c - first < k && (c->score > 0 || c->bound);
      room.served[v] += served;
      settle<P>(step, county, *c, served);
    }
  }
  if constexpr (requires { P::held(county.villages); }) P::held(county.villages) = room.served;
}

// Places of the drawn part of the county: whole ones, and one more with this month's chance of the remainder.
template <class P>
std::ptrdiff_t places_of_county(Step const& step, County const& county) {
  CountyFacts const& facts = *county.facts;
  constexpr std::size_t lifted_out = 0, ordinary = 2;
  CountyPart const part{
      &facts,
      static_cast<float>(facts.lifted_out_persons / province_lifted_out_persons * county.drawn_share[lifted_out]),
      static_cast<float>(facts.margins.rural_persons / province_rural_persons * county.drawn_share[ordinary])};
  float const places = P::places(step.params<P>(), step.now, part) * step.now.kept_share;
  auto const whole = static_cast<Index>(places);
  float const luck = step.draws.uniform(stream(P::key), step.now.month, county_agent(facts.number));
  return whole + (luck < places - static_cast<float>(whole));
}

template <class P>
void ration_in_county(Step const& step, County& county) {
  std::ptrdiff_t places = places_of_county<P>(step, county);
  if (places == 0) return;
  std::vector<Candidate>& queue = step.scratch.round.found;
  find_candidates<P>(step, county, queue);
  if constexpr (requires { P::builds; })
    for (Candidate& c : queue)  // of equal need, key villages go first
      if (project_priority(county, static_cast<std::size_t>(c.village)) > 1.0f) c.score += 0.5f;
  places = std::min(places, static_cast<std::ptrdiff_t>(queue.size()));
  std::nth_element(queue.begin(), queue.begin() + places, queue.end(), ahead);
  Households& h = county.households;
  for (auto c = queue.begin(); c != queue.begin() + places; ++c)
    give<P>(step, county, h.block(c->row, 1, h.class_of(c->row)));
}

template <class P>
void ration_if_due(Step const& step, County& county) {
  if constexpr (RationsByCounty<P>)
    if (step.on<P>() && P::due(step.params<P>(), step.now)) ration_in_county<P>(step, county);
  if constexpr (Rations<P>)
    if (step.on<P>() && P::due(step.params<P>(), step.now)) ration_instrument<P>(step, county);
}

}  // namespace

void ration(Step const& step, County& county) {
  [&]<class... Ps>(std::tuple<Ps...>*) { (ration_if_due<Ps>(step, county), ...); }(static_cast<Policies*>(nullptr));
}

}  // namespace holdfast
