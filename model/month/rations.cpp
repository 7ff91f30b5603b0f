#include "model/month/rations.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace holdfast {
namespace {

struct Candidate {
  std::int32_t village;
  Index row;
  float score;
  std::uint32_t tie;  // keyed: the order of rows decides nothing
  HouseholdId id;
  bool bound, holds;
};

bool ahead(Candidate const& a, Candidate const& b) {
  if (a.village != b.village) return a.village < b.village;
  if (a.bound != b.bound) return a.bound;
  if (a.score != b.score) return a.score > b.score;
  return a.tie != b.tie ? a.tie < b.tie : a.id < b.id;
}

template <class P>
std::vector<Candidate> candidates(Step const& step, County& county) {
  std::vector<Candidate> out;
  for (Block const& b : county.households.blocks()) {
    auto const& p = step.params<P>(b.household_class);
    for (Index i = 0; i < b.n; ++i) {
      float const score = P::score(p, step.now, b, i);
      bool const holds = P::holds(b, i);
      if (score <= 0 && !holds) continue;
      std::uint32_t const tie = step.draws.words(stream(P::key), lasting_month, b.id[i])[0];
      out.push_back({b.village[i], b.first + i, score, tie, b.id[i], P::bound(b, i), holds});
    }
  }
  std::sort(out.begin(), out.end(), ahead);
  return out;
}

std::vector<Index> lifted_out_members(County& county) {
  std::vector<Index> members(static_cast<std::size_t>(county.villages.size()), 0);
  Block const b = county.households.whole(HouseholdClass::lifted_out);
  for (Index i = 0; i < b.n; ++i) members[static_cast<std::size_t>(b.village[i])] += b.members[i];
  return members;
}

template <class P>
void ration_instrument(Step const& step, County& county) {
  auto const& of_county = step.params<P>();
  std::vector<Index> const members = lifted_out_members(county);
  std::vector<Index> left(members.size());
  for (std::size_t v = 0; v < left.size(); ++v) {
    float const places = P::places(of_county, step.now, members[v]);
    auto const agent = village_agent(county.facts->number, static_cast<std::uint32_t>(v));
    left[v] =
        static_cast<Index>(places);  // and one more with the chance of the remainder, by the village's lasting luck
    left[v] += step.draws.uniform(stream(P::key), lasting_month, agent) < places - static_cast<float>(left[v]);
  }
  std::vector<Index> served_in(members.size(), 0);
  Households& h = county.households;
  for (Candidate const& c : candidates<P>(step, county)) {
    Block const b = h.block(c.row, 1, h.class_of(c.row));
    auto const& p = step.params<P>(b.household_class);
    Index& places = left[static_cast<std::size_t>(c.village)];
    bool const served = places > 0 && (c.score > 0 || c.bound);
    places -= served;
    served_in[static_cast<std::size_t>(c.village)] += served;
    if (served && !c.bound) P::grant(p, step.now, b, 0);
    if (!served && c.holds) P::withdraw(p, step.now, b, 0);
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
