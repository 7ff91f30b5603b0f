#include "model/month/markets.hpp"

#include <algorithm>

namespace holdfast {
namespace {

static_assert(streams_differ({"coop_start", "coop_year", "village_industry", "village_visitors", "coop_linkage",
                              "industry_development", "microcredit", "work", "life", "disaster_village"}));

void count_lifted_out(County& county) {
  auto& count = county.villages.markets.lifted_out;
  std::fill(count.begin(), count.end(), 0);
  Block const b = county.households.whole(HouseholdClass::lifted_out);
  for (Index i = 0; i < b.n; ++i) count[static_cast<std::size_t>(b.village[i])] += b.members[i];
}

std::uint64_t agent(County const& county, std::size_t v) {
  return village_agent(county.facts->number, static_cast<std::uint32_t>(v));
}

// Co-ops fail and are founded; who was member of a failed one is none any more.
void turn_coops(Step const& step, County& county) {
  auto const& p = step.params<CoopLinkage>();
  VillageMarkets& m = county.villages.markets;
  bool any_failed = false;
  for (std::size_t v = 0; v < m.size(); ++v) {
    bool const before = m.coop[v] != 0;
    bool const now =
        CoopLinkage::lives_on(p, before, step.draws.uniform(stream("coop_year"), step.now.month, agent(county, v)));
    m.coop[v] = now;
    if (!before || now) continue;
    m.coop_profit[v] = 0;
    m.coop_members[v] = 0;
    any_failed = true;
  }
  if (!any_failed) return;
  for (Block const& b : county.households.blocks())
    for (Index i = 0; i < b.n; ++i)
      if (b.coop[i] != 0 && m.coop[static_cast<std::size_t>(b.village[i])] == 0) b.coop[i] = 0;
}

// One village this month.
struct Stall {
  Step const& step;
  County& county;
  std::size_t v;
  VillageMarkets& m = county.villages.markets;

  // The co-op books what it earned on last month's sales of its members and fixes the dividend.
  void close_books() const {
    m.dividend[v] = 0;
    if (!step.on<CoopLinkage>() || m.coop[v] == 0) return;
    auto const& p = step.params<CoopLinkage>();
    m.coop_profit[v] += CoopLinkage::profit(p, m.member_sales[v]);
    m.dividend[v] = CoopLinkage::dividend(p, step.now, m.coop_profit[v], m.coop_members[v]);
  }
  // Share of last month's supply that is left on the open market.
  float open_market() const {
    m.assisted_share[v] = 0;
    if (!step.on<ConsumptionAssistance>() || m.member_sales[v] <= 0) return 1;
    auto const& p = step.params<ConsumptionAssistance>();
    FenSum const bought = ConsumptionAssistance::bought(p, m.lifted_out[v], m.member_sales[v]);
    m.assisted_share[v] = static_cast<float>(static_cast<double>(bought) / static_cast<double>(m.member_sales[v]));
    return ConsumptionAssistance::open_market(p, bought, m.sales[v]);
  }
  // Technicians and cold storage; returns the share of spoilage that is saved.
  float industry() const {
    m.service[v] = 0;
    if (!step.on<IndustryDevelopment>()) return 0;
    auto const& p = step.params<IndustryDevelopment>();
    Words const luck = step.draws.words(stream("village_industry"), lasting_month, agent(county, v));
    m.service[v] = IndustryDevelopment::serves(p, uniform(luck[0])) ? 1.0f : 0.0f;
    return IndustryDevelopment::cools(p, uniform(luck[1])) ? p.spoilage_cut : 0.0f;
  }
  // Positions with visitors; returns the price of the product over that of a village without visitors or web shop.
  float visitors() const {
    m.service_jobs[v] = 0;
    if (!step.on<TourismEcommerce>()) return 1;
    auto const& p = step.params<TourismEcommerce>();
    Words const luck = step.draws.words(stream("village_visitors"), lasting_month, agent(county, v));
    float const road = county.villages.road[v];
    bool const damaged = county.villages.damage_months[v] > 0;
    bool const visited = TourismEcommerce::receives_visitors(p, road, uniform(luck[0]));
    float const come = visited ? TourismEcommerce::visitors(p, damaged) : 0.0f;
    m.service_jobs[v] = TourismEcommerce::jobs(p, come, county.villages.households[v]);
    return TourismEcommerce::price(p, come, !damaged && TourismEcommerce::sells_online(p, road, uniform(luck[1])));
  }
  void open() const {
    close_books();
    float const open_share = open_market(), saved = industry(), reach = visitors();
    m.price[v] = 1;
    if (step.on<LocalMarket>()) {
      auto const& p = step.params<LocalMarket>();
      float const quantity =
          m.usual_volume[v] > 0
              ? static_cast<float>(static_cast<double>(m.volume[v]) / static_cast<double>(m.usual_volume[v]))
              : 1.0f;
      float const product = LocalMarket::product_price(p, quantity * open_share) * LocalMarket::kept(p, saved) * reach;
      m.price[v] = LocalMarket::received(p, product);
    }
    m.price[v] *= county.villages.price_share[v];  // what the road leaves of it
    m.volume[v] = m.sales[v] = m.member_sales[v] = 0;
  }
};

// Where nobody was drawn nobody sells, and no job with visitors falls to the drawn part.
void open_all(Step const& step, County& county) {
  for (std::size_t v = 0; v < county.villages.markets.size(); ++v)
    if (county.villages.households[v] > 0) Stall{step, county, v}.open();
}

}  // namespace

void start_markets(Step const& step, County& county) {
  VillageMarkets& m = county.villages.markets;
  m.resize(county.villages.households.size());
  count_lifted_out(county);
  if (step.on<CoopLinkage>())
    for (std::size_t v = 0; v < m.size(); ++v)
      m.coop[v] = CoopLinkage::opens(step.params<CoopLinkage>(),
                                     step.draws.uniform(stream("coop_start"), lasting_month, agent(county, v)));
  open_all(step, county);
}

void note_usual_volumes(County& county) {
  VillageMarkets& m = county.villages.markets;
  m.usual_volume = m.volume;
}

void open_markets(Step const& step, County& county) {
  if (step.now.month.is_january()) {
    count_lifted_out(county);
    if (step.on<CoopLinkage>()) turn_coops(step, county);
  }
  open_all(step, county);
}

}  // namespace holdfast
