#include "model/month/watch.hpp"

namespace holdfast {
namespace {

struct Listed {
  std::int64_t listed = 0, households = 0;
};

HOLDFAST_KERNEL Listed count_listed(Index n, std::uint8_t const* __restrict members,
                                    std::uint8_t const* __restrict category) {
  std::int64_t listed = 0, households = 0;
#pragma omp simd reduction(+ : listed, households)
  for (Index i = 0; i < n; ++i) {
    households += members[i] != 0;
    listed += (members[i] != 0) & (category[i] != 0);
  }
  return {listed, households};
}

}  // namespace

double register_share(County& county, bool of_all) {
  Listed sum;
  for (int c = 0; c < (of_all ? household_classes : 1); ++c) {
    Block const b = county.households.whole(static_cast<HouseholdClass>(c));
    Listed const of_class = count_listed(b.n, b.members, b.category);
    sum.listed += of_class.listed;
    sum.households += of_class.households;
  }
  return sum.households > 0 ? static_cast<double>(sum.listed) / static_cast<double>(sum.households) : 0.0;
}

void watch_register(Scenario const& scenario, County& county, Now& now) {
  now.restored_before = county.restored;
  county.restored = 0;
  county.restored_left.resize(scenario.conditions.size(), 0);
  for (std::size_t k = 0; k < scenario.conditions.size(); ++k) {
    Condition const& c = scenario.conditions[k];
    if (now.month < c.from) continue;
    std::uint8_t& left = county.restored_left[k];
    if (register_share(county, c.of_all) > static_cast<double>(c.register_share_above))
      left = static_cast<std::uint8_t>(c.for_months);
    if (left == 0) continue;
    --left;
    county.restored |= Restored{1} << k;
  }
  now.restored = county.restored;
}

}  // namespace holdfast
