#include "model/month/sharing.hpp"

namespace holdfast {
namespace {

HOLDFAST_KERNEL void write_gap(Index n, std::uint8_t const* __restrict members, Fen const* __restrict wages, Fen const* __restrict farm_income,
                               Fen const* __restrict property, Fen const* __restrict public_cash, Fen const* __restrict out_of_pocket,
                               Fen const* __restrict income_12, Fen* __restrict gap) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    Fen const net = wages[i] + farm_income[i] + property[i] + public_cash[i] - out_of_pocket[i];
    Fen const usual = static_cast<Fen>(static_cast<float>(income_12[i]) * (1.0f / 12.0f));
    gap[i] = members[i] > 0 ? net - usual : 0;
  }
}

// Mean gap of each circle, over its living households.
struct Circle {
  FenSum sum = 0;
  Index households = 0;
  float mean = 0;
};

void finish(std::vector<Circle>& circles) {
  for (Circle& c : circles) {
    c.mean = c.households > 0 ? static_cast<float>(static_cast<double>(c.sum) / c.households) : 0.0f;
    c.sum = 0;  // from here on: the gifts handed out
  }
}

}  // namespace

void note_gap(Block const& b) {
  write_gap(b.n, b.members, b.wages, b.farm_income, b.property_income, b.public_cash, b.out_of_pocket, b.income_register_12, b.gifts);
}

void share(Step const& step, County& county) {
  Households& h = county.households;
  std::vector<Circle> kin(county.circles.kin_residual_row.size()), village(county.circles.village_residual_row.size());
  auto const each_row = [&](auto&& visit) {
    for (int c = 0; c < household_classes; ++c)
      for (Index i = h.class_begin[c]; i < h.class_end[c]; ++i)
        if (h.members[static_cast<std::size_t>(i)] > 0) visit(static_cast<std::size_t>(i));
  };
  each_row([&](std::size_t i) {
    Circle& k = kin[static_cast<std::size_t>(h.kin[i])];
    Circle& v = village[static_cast<std::size_t>(h.village[i])];
    k.sum += h.gifts[i];
    v.sum += h.gifts[i];
    ++k.households;
    ++v.households;
  });
  finish(kin);
  finish(village);
  auto const& p = step.params<Sharing>();
  float const kin_share = step.on<Sharing>() ? p.kin_share : 0.0f;
  float const village_share = step.on<Sharing>() ? p.village_share : 0.0f;
  each_row([&](std::size_t i) {
    Circle& k = kin[static_cast<std::size_t>(h.kin[i])];
    Circle& v = village[static_cast<std::size_t>(h.village[i])];
    Fen const from_kin = Sharing::gift(kin_share, k.mean, h.gifts[i]);
    Fen const from_village = Sharing::gift(village_share, v.mean, h.gifts[i]);
    k.sum += from_kin;
    v.sum += from_village;
    h.gifts[i] = from_kin + from_village;
  });
  // Rounding leaves a few fen in each circle; one living household, chosen once by keyed hash, takes them.
  for (std::size_t k = 0; k < kin.size(); ++k)
    if (kin[k].sum != 0) h.gifts[static_cast<std::size_t>(county.circles.kin_residual_row[k])] -= static_cast<Fen>(kin[k].sum);
  for (std::size_t v = 0; v < village.size(); ++v)
    if (village[v].sum != 0) h.gifts[static_cast<std::size_t>(county.circles.village_residual_row[v])] -= static_cast<Fen>(village[v].sum);
}

}  // namespace holdfast
