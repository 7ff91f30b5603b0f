#include "model/month/farm.hpp"

namespace holdfast {
namespace {

HOLDFAST_KERNEL void turn_farm_year(Index n, float sd, float const* __restrict luck, float* __restrict farm_shock) {
#pragma omp simd
  for (Index i = 0; i < n; ++i)
    farm_shock[i] = sd * numeric::normal_quantile(luck[i]) - 0.5f * sd * sd;  // mean of exp is one
}

// A lost crop is missing from the sales of twelve months.
HOLDFAST_KERNEL void age_crop_loss(Index n, std::uint8_t* __restrict months, float* __restrict crop_loss) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const left = months[i];
    crop_loss[i] = left > 0 ? crop_loss[i] : 0.0f;
    months[i] = static_cast<std::uint8_t>(left > 0 ? left - 1 : 0);
  }
}

// 1 where somebody able works at home: a labour slot neither empty, nor away, nor unable.
HOLDFAST_KERNEL void find_labour_at_home(Index n, std::uint8_t const* __restrict s0, std::uint8_t const* __restrict s1,
                                         std::uint8_t const* __restrict s2, std::uint8_t const* __restrict s3,
                                         std::int32_t* __restrict at_home) {
  constexpr auto none = static_cast<std::int32_t>(Slot::none), migrant = static_cast<std::int32_t>(Slot::migrant),
                 unable = static_cast<std::int32_t>(Slot::unable);
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    std::int32_t const a = s0[i], b = s1[i], c = s2[i], d = s3[i];
    at_home[i] = ((a != none) & (a != migrant) & (a != unable)) | ((b != none) & (b != migrant) & (b != unable)) |
                 ((c != none) & (c != migrant) & (c != unable)) | ((d != none) & (d != migrant) & (d != unable));
  }
}

struct FarmMonth {
  Farm::Params p;
  float level, crop_price, herd_price;    // level: sales of this month over a year's, trend and season included
  float capital_use_gain, crop_loss_cut;  // of households that technicians visit
};

// What the village means for each of its households.
HOLDFAST_KERNEL void spread(Index n, std::int32_t const* __restrict village, float const* __restrict price,
                            float const* __restrict service, float* __restrict price_here, float* __restrict served) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    price_here[i] = price[village[i]];
    served[i] = service[village[i]];
  }
}

struct FarmRows {
  float const* __restrict farm_log, * __restrict farm_shock, * __restrict luck, * __restrict crop_loss;
  float const* __restrict price, * __restrict served;
  Fen const* __restrict capital;
  std::int32_t const* __restrict at_home;
  Fen* __restrict income, * __restrict sales, * __restrict volume;
};

HOLDFAST_KERNEL void book_farm(Index n, FarmMonth now, FarmRows rows) {
  Farm::Params const p = now.p;
  float const level = now.level, crop_price = now.crop_price, herd_price = now.herd_price;
  float const use_gain = now.capital_use_gain, loss_cut = now.crop_loss_cut;
  float const drift = -0.5f * p.residual_sd * p.residual_sd;
  float const* __restrict farm_log = rows.farm_log, * __restrict farm_shock = rows.farm_shock, * __restrict luck = rows.luck, * __restrict crop_loss = rows.crop_loss, * __restrict price = rows.price, * __restrict served = rows.served;
  Fen const* __restrict capital = rows.capital;
  std::int32_t const* __restrict at_home = rows.at_home;
  Fen* __restrict income = rows.income, * __restrict sales = rows.sales, * __restrict volume = rows.volume;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const normal_sales = numeric::exp(farm_log[i]);
    float const luck_factor = numeric::exp(farm_shock[i] + p.residual_sd * numeric::normal_quantile(luck[i]) + drift);
    float const capital_ratio =
        yuan(capital[i]) / (p.capital_norm_share * normal_sales) * (1.0f + served[i] * use_gain);
    float const loss = crop_loss[i] * (1.0f - served[i] * loss_cut);
    bool const labour = at_home[i] != 0;
    float const sold = Farm::output(p, crop_price * price[i], herd_price * price[i], loss, capital_ratio, labour);
    float const quantity = Farm::output(p, 1.0f, 1.0f, loss, capital_ratio, labour);
    // Seed, feed and hire are spent before the harvest is known: costs follow what was set up, not what was sold.
    float const costs = Farm::costs(p, Farm::herd(p, capital_ratio));
    sales[i] = fen(level * normal_sales * sold * luck_factor);
    volume[i] = fen(normal_sales * (1.0f / 12.0f) * quantity * luck_factor);
    income[i] = sales[i] - fen(level * normal_sales * costs);
  }
}

// Sums of each village: rows of a village follow one another, so a run is added up before it is stored.
void note_sales(Block const& b, Fen const* sales, Fen const* volume, VillageMarkets& m) {
  for (Index i = 0; i < b.n;) {
    Index const village = b.village[i];
    FenSum sold = 0, quantity = 0;
    for (; i < b.n && b.village[i] == village; ++i) {
      sold += sales[i];
      quantity += volume[i];
    }
    m.sales[static_cast<std::size_t>(village)] += sold;
    m.volume[static_cast<std::size_t>(village)] += quantity;
  }
}

// Members of a co-op: better terms, assisted purchases, and the dividend; each booked to its instrument.
void sell_through_coops(Step const& step, County& county, Block const& b, Fen const* sales) {
  if (!step.on<CoopLinkage>()) return;
  auto const& coop = step.params<CoopLinkage>(b.household_class);
  VillageMarkets& m = county.villages.markets;
  FenSum shared = 0, bonuses = 0;
  bool const assisted = step.on<ConsumptionAssistance>();
  for (Index i = 0; i < b.n; ++i) {
    if (b.coop[i] == 0 || b.members[i] == 0) continue;
    auto const v = static_cast<std::size_t>(b.village[i]);
    if (m.coop[v] == 0) continue;
    Fen const gain = CoopLinkage::gain(coop, sales[i]);
    Fen const bonus = assisted ? ConsumptionAssistance::bonus(step.params<ConsumptionAssistance>(b.household_class),
                                                              m.assisted_share[v], sales[i])
                               : 0;
    m.member_sales[v] += sales[i] + gain;
    m.coop_profit[v] -= m.dividend[v];
    b.farm_income[i] += gain + bonus + m.dividend[v];
    shared += m.dividend[v];
    bonuses += bonus;
    if (Followed& who = county.followed; who.is(b.id[i])) {
      who.paid[static_cast<std::size_t>(instrument_index<CoopLinkage>)] += m.dividend[v];
      who.paid[static_cast<std::size_t>(instrument_index<ConsumptionAssistance>)] += bonus;
    }
  }
  auto const c = static_cast<std::size_t>(b.household_class);
  county.totals.ledger[static_cast<std::size_t>(instrument_index<CoopLinkage>) * household_classes + c] += shared;
  county.totals.ledger[static_cast<std::size_t>(instrument_index<ConsumptionAssistance>) * household_classes + c] +=
      bonuses;
}

FarmMonth farm_month(Step const& step, HouseholdClass c) {
  auto const& p = step.params<Farm>(c);
  auto const& industry = step.params<IndustryDevelopment>(c);
  auto const& works = step.params<VillageWorks>(c);
  float const usual = VillageWorks::price_share(works, works.usual_road, false);  // is in the sales of the start
  return {p,
          p.sales_level * Farm::season(p, step.now.month_of_year) / 12.0f,
          step.now.farm_price / usual,
          step.now.herd_price / usual,
          industry.capital_use_gain,
          industry.crop_loss_cut};
}

}  // namespace

void farm(Step const& step, County& county, Block const& block) {
  FarmMonth const now = farm_month(step, block.household_class);
  auto& real = step.scratch.real;
  auto& whole = step.scratch.whole;
  if (step.now.month.is_january()) {
    step.draws.fill(stream("farm_year"), step.now.month, block.id, block.n, real[0].data());
    turn_farm_year(block.n, now.p.year_sd, real[0].data(), block.farm_shock);
  }
  age_crop_loss(block.n, block.crop_loss_months, block.crop_loss);
  find_labour_at_home(block.n, block.slot_0, block.slot_1, block.slot_2, block.slot_3, whole[0].data());
  VillageMarkets& m = county.villages.markets;
  spread(block.n, block.village, m.price.data(), m.service.data(), real[1].data(), real[2].data());
  book_farm(block.n, now,
            {block.farm_log, block.farm_shock, step.scratch.life_luck[life_luck::farm].data(), block.crop_loss,
             real[1].data(), real[2].data(), block.capital, whole[0].data(), block.farm_income, whole[1].data(),
             whole[2].data()});
  note_sales(block, whole[1].data(), whole[2].data(), m);
  sell_through_coops(step, county, block, whole[1].data());
}

}  // namespace holdfast
