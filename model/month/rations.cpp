#include "model/month/rations.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

struct Candidate {
  std::int32_t village;
  Index row;
  float score;
  float tie;  // keyed: the order of rows decides nothing
  HouseholdId id;
  bool bound, holds;
};

bool ahead(Candidate const& a, Candidate const& b) {
  if (a.bound != b.bound) return a.bound;
  if (a.score != b.score) return a.score > b.score;
  return a.tie != b.tie ? a.tie < b.tie : a.id < b.id;
}

// Holders and those with points, village by village: those of v stand in [begin[v], begin[v + 1]).
struct Queues {
  std::vector<Candidate> all;
  std::vector<std::size_t> begin;
};

template <class P>
HOLDFAST_KERNEL void mark(typename P::Params const& params, Now const& today, Block const& block,
                          std::int32_t* __restrict marked) {
  typename P::Params const p = params;
  Now const now = today;
  Block const b = block;
#pragma omp simd
  for (Index i = 0; i < b.n; ++i) marked[i] = P::concerns(p, now, b, i);
}

template <class P>
std::vector<Candidate> candidates(Step const& step, County& county) {
  std::vector<Candidate> out;
  std::array<HouseholdId, block_rows> ids;
  for (Block const& b : county.households.blocks()) {
    auto const& p = step.params<P>(b.household_class);
    std::size_t const first = out.size();
    std::int32_t* const marked = step.scratch.whole[0].data();
    mark<P>(p, step.now, b, marked);
    for (Index i = 0; i < b.n; ++i) {
      if (marked[i] == 0) continue;
      float const score = P::score(p, step.now, b, i);
      bool const holds = P::holds(b, i);
      if (score <= 0 && !holds) continue;
      ids[out.size() - first] = b.id[i];
      out.push_back({b.village[i], b.first + i, score, 0, b.id[i], P::bound(b, i), holds});
    }
    float* const luck = step.scratch.real[0].data();
    step.draws.fill_lasting(stream(P::key), ids.data(), static_cast<int>(out.size() - first), luck);
    for (std::size_t k = first; k < out.size(); ++k) out[k].tie = luck[k - first];
  }
  return out;
}

Queues by_village(std::vector<Candidate> const& candidates, Index villages) {
  Queues queues{std::vector<Candidate>(candidates.size()),
                std::vector<std::size_t>(static_cast<std::size_t>(villages) + 1, 0)};
  for (Candidate const& c : candidates) ++queues.begin[static_cast<std::size_t>(c.village) + 1];
  for (std::size_t v = 1; v < queues.begin.size(); ++v) queues.begin[v] += queues.begin[v - 1];
  std::vector<std::size_t> next(queues.begin.begin(), queues.begin.end() - 1);
  for (Candidate const& c : candidates) queues.all[next[static_cast<std::size_t>(c.village)]++] = c;
  return queues;
}

std::vector<Index> lifted_out_members(County& county) {
  std::vector<Index> members(static_cast<std::size_t>(county.villages.size()), 0);
  Block const b = county.households.whole(HouseholdClass::lifted_out);
  for (Index i = 0; i < b.n; ++i) members[static_cast<std::size_t>(b.village[i])] += b.members[i];
  return members;
}

// Places of the drawn part of village v: whole ones, and one more with the chance of the remainder.
template <class P>
Index places_in(Step const& step, County const& county, std::size_t v, Index lifted_out) {
  if constexpr (requires { P::open_in(county.villages, v); })
    if (!P::open_in(county.villages, v)) return 0;
  float const places = P::places(step.params<P>(), step.now, lifted_out);
  auto const whole = static_cast<Index>(places);
  auto const agent = village_agent(county.facts->number, static_cast<std::uint32_t>(v));
  return whole + (step.draws.uniform(stream(P::key), lasting_month, agent) < places - static_cast<float>(whole));
}

template <class P>
void book_grant(County& county, HouseholdClass c, Fen worth) {
  county.totals
      .ledger[static_cast<std::size_t>(instrument_index<P>) * household_classes + static_cast<std::size_t>(c)] += worth;
}

template <class P>
void ration_instrument(Step const& step, County& county) {
  std::vector<Index> const members = lifted_out_members(county);
  Queues queues = by_village(candidates<P>(step, county), county.villages.size());
  std::vector<Index> served_in(members.size(), 0);
  Households& h = county.households;
  for (std::size_t v = 0; v < members.size(); ++v) {
    auto const first = queues.all.begin() + static_cast<std::ptrdiff_t>(queues.begin[v]);
    auto const last = queues.all.begin() + static_cast<std::ptrdiff_t>(queues.begin[v + 1]);
    auto const k = std::min<std::ptrdiff_t>(places_in<P>(step, county, v, members[v]), last - first);
    if (k < last - first) std::nth_element(first, first + k, last, ahead);
    for (auto c = first; c != last; ++c) {
      bool const served = c - first < k && (c->score > 0 || c->bound);
      served_in[v] += served;
      bool const granted = served && !c->bound;
      if (!granted && (served || !c->holds)) continue;
      Block const b = h.block(c->row, 1, h.class_of(c->row));
      auto const& p = step.params<P>(b.household_class);
      if constexpr (requires { P::worth(p, b, 0); })
        if (granted) book_grant<P>(county, b.household_class, P::worth(p, b, 0));
      granted ? P::grant(p, step.now, b, 0) : P::withdraw(p, step.now, b, 0);
    }
  }
  if constexpr (requires { P::held(county.villages); }) P::held(county.villages) = std::move(served_in);
}

template <class P>
void ration_if_due(Step const& step, County& county) {
  if constexpr (Rations<P>)
    if (step.on<P>() && P::due(step.params<P>(), step.now)) ration_instrument<P>(step, county);
}

}  // namespace

void ration(Step const& step, County& county) {
  [&]<class... Ps>(std::tuple<Ps...>*) { (ration_if_due<Ps>(step, county), ...); }(static_cast<Policies*>(nullptr));
}

}  // namespace holdfast
