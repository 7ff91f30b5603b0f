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
  float level, crop_price, herd_price;  // level: sales of this month over a year's, trend and season included
};

HOLDFAST_KERNEL void book_farm(Index n, FarmMonth now, float const* __restrict farm_log,
                               float const* __restrict farm_shock, float const* __restrict luck,
                               float const* __restrict crop_loss, Fen const* __restrict capital,
                               std::int32_t const* __restrict at_home, Fen* __restrict income) {
  Farm::Params const p = now.p;
  float const level = now.level, crop_price = now.crop_price, herd_price = now.herd_price;
  float const drift = -0.5f * p.residual_sd * p.residual_sd;
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    float const normal_sales = numeric::exp(farm_log[i]);
    float const luck_factor = numeric::exp(farm_shock[i] + p.residual_sd * numeric::normal_quantile(luck[i]) + drift);
    float const capital_ratio = yuan(capital[i]) / (p.capital_norm_share * normal_sales);
    float const output = Farm::output(p, crop_price, herd_price, crop_loss[i], capital_ratio, at_home[i] != 0);
    // Seed, feed and hire are spent before the harvest is known: costs follow normal sales, not what was sold.
    income[i] = fen(level * normal_sales * (output * luck_factor - p.cash_cost_share));
  }
}

}  // namespace

void farm(Step const& step, Block const& block) {
  auto const& p = step.params<Farm>(block.household_class);
  float* const luck = step.scratch.real[0].data();
  if (step.now.month.is_january()) {
    step.draws.fill(stream("farm_year"), step.now.month, block.id, block.n, luck);
    turn_farm_year(block.n, p.year_sd, luck, block.farm_shock);
  }
  age_crop_loss(block.n, block.crop_loss_months, block.crop_loss);
  std::int32_t* const at_home = step.scratch.whole[0].data();
  find_labour_at_home(block.n, block.slot_0, block.slot_1, block.slot_2, block.slot_3, at_home);
  FarmMonth const now{p, p.sales_level * Farm::season(p, step.now.month_of_year) / 12.0f, step.now.farm_price,
                      step.now.herd_price};
  book_farm(block.n, now, block.farm_log, block.farm_shock, step.scratch.life_luck[life_luck::farm].data(),
            block.crop_loss, block.capital, at_home, block.farm_income);
}

}  // namespace holdfast
