#include "model/month/sharing.hpp"

namespace holdfast {
namespace {

HOLDFAST_KERNEL void write_gap(Index n, std::uint8_t const* __restrict members, Fen const* __restrict wages,
                               Fen const* __restrict farm_income, Fen const* __restrict property,
                               Fen const* __restrict public_cash, Fen const* __restrict out_of_pocket,
                               Fen const* __restrict income_12, Fen* __restrict gap) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) {
    Fen const net = wages[i] + farm_income[i] + property[i] + public_cash[i] - out_of_pocket[i];
    Fen const usual = static_cast<Fen>(static_cast<float>(income_12[i]) * (1.0f / 12.0f));
    gap[i] = members[i] > 0 ? net - usual : 0;
  }
}

// Sums over circles whose rows mostly follow one another: a run of rows is added up in a register before it is stored,
// so that one row does not wait for the store of the row before.
class RunningSum {
 public:
  RunningSum(std::vector<FenSum>& sums, std::vector<Index>& counts) : sums_(sums.data()), counts_(counts.data()) {}
  ~RunningSum() { store(); }
  void add(Index circle, FenSum amount) {
    if (circle != circle_) {
      store();
      circle_ = circle;
    }
    sum_ += amount;
    ++count_;
  }

 private:
  void store() {
    if (circle_ < 0) return;
    sums_[circle_] += sum_;
    counts_[circle_] += count_;
    sum_ = 0;
    count_ = 0;
  }
  FenSum* sums_;
  Index* counts_;
  FenSum sum_ = 0;
  Index circle_ = -1, count_ = 0;
};

// One kind of circle: what its living households gained this month, and what they were given.
struct Circles {
  std::vector<FenSum> gained, given;
  std::vector<Index> households, receivers;
  std::vector<float> mean;
  explicit Circles(std::size_t n) : gained(n), given(n), households(n), receivers(n), mean(n) {}
  void average() {
    for (std::size_t k = 0; k < mean.size(); ++k)
      mean[k] = households[k] > 0 ? static_cast<float>(static_cast<double>(gained[k]) / households[k]) : 0.0f;
  }
};

}  // namespace

void note_gap(Block const& b) {
  write_gap(b.n, b.members, b.wages, b.farm_income, b.property_income, b.public_cash, b.out_of_pocket,
            b.income_register_12, b.gifts);
}

void share(Step const& step, County& county) {
  Households& h = county.households;
  Circles kin(county.circles.kin_residual_row.size()), village(county.circles.village_residual_row.size());
  auto const each_row = [&](auto&& visit) {
    for (int c = 0; c < household_classes; ++c)
      for (Index i = h.class_begin[c]; i < h.class_end[c]; ++i)
        if (h.members[static_cast<std::size_t>(i)] > 0) visit(static_cast<std::size_t>(i));
  };
  {
    RunningSum kin_sum(kin.gained, kin.households), village_sum(village.gained, village.households);
    each_row([&](std::size_t i) {
      kin_sum.add(h.kin[i], h.gifts[i]);
      village_sum.add(h.village[i], h.gifts[i]);
    });
  }
  kin.average();
  village.average();
  auto const& p = step.params<Sharing>();
  float const kin_share = step.on<Sharing>() ? p.kin_share : 0.0f;
  float const village_share = step.on<Sharing>() ? p.village_share : 0.0f;
  {
    RunningSum kin_sum(kin.given, kin.receivers), village_sum(village.given, village.receivers);
    each_row([&](std::size_t i) {
      Fen const from_kin = Sharing::gift(kin_share, kin.mean[static_cast<std::size_t>(h.kin[i])], h.gifts[i]);
      Fen const from_village =
          Sharing::gift(village_share, village.mean[static_cast<std::size_t>(h.village[i])], h.gifts[i]);
      kin_sum.add(h.kin[i], from_kin);
      village_sum.add(h.village[i], from_village);
      h.gifts[i] = from_kin + from_village;
    });
  }
  // Rounding leaves a few fen in each circle; one household, chosen once by keyed hash, takes them.
  auto const settle = [&](Circles const& circles, std::vector<Index> const& residual_row) {
    for (std::size_t k = 0; k < residual_row.size(); ++k)
      if (circles.given[k] != 0)
        h.gifts[static_cast<std::size_t>(residual_row[k])] -= static_cast<Fen>(circles.given[k]);
  };
  settle(kin, county.circles.kin_residual_row);
  settle(village, county.circles.village_residual_row);
}

}  // namespace holdfast
