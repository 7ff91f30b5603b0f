#include "model/month/care.hpp"

#include <algorithm>

namespace holdfast {
namespace {

static_assert(streams_differ({"dependent", "recovery", DisabledChildRehabilitation::key, "minors"}));

HOLDFAST_KERNEL void mark_dependants(Index n, std::uint8_t const* __restrict severe, std::uint8_t const* __restrict old,
                                     std::uint8_t const* __restrict children, std::uint8_t const* __restrict carer,
                                     std::int32_t* __restrict hit) {
#pragma omp simd
  for (Index i = 0; i < n; ++i) hit[i] = severe[i] | old[i] | children[i] | carer[i];
}

bool relieved(Step const& step, Block const& b, Index i) {
  bool const day_care = step.on<DisabledDayCare>() && b.day_care[i] != 0;
  return day_care || (step.on<ElderCare>() && b.care_visits[i] == ElderCare::freeing);
}

// Ties a worker to the home, or lets one go.
void settle_carer(Step const& step, Care::Params const& p, Block const& b, Index i, float luck) {
  bool const needed = b.members[i] > 0 && Care::dependent(p, b, i, luck);
  int const before = int{b.carer[i]} - 1;
  int const now = needed && !relieved(step, b, i) ? Care::carer_slot(b, i) : -1;
  b.carer[i] = static_cast<std::uint8_t>(now + 1);
  auto const in = [&](int k, Slot state) { return k >= 0 && b.slot(k)[i] == static_cast<std::uint8_t>(state); };
  // Who cannot take a job does not seek one.
  if (in(now, Slot::jobless)) b.slot(now)[i] = static_cast<std::uint8_t>(Slot::farm);
  if (in(now, Slot::post)) b.post_seeks[i] = 0;
  bool const freed = needed && now < 0 && (in(before, Slot::farm) || in(before, Slot::post));
  if (freed && b.slot_age(before)[i] < 60)
    b.urge_months[i] = std::max(b.urge_months[i], static_cast<std::uint8_t>(p.seek_months));
}

}  // namespace

void treat_children(Step const& step, County& county, Block const& b) {
  if (!step.on<Care>()) return;
  using Aid = DisabledChildRehabilitation;
  auto const c = b.household_class;
  auto const& care = step.params<Care>(c);
  bool const aided = step.on<Aid>();
  FenSum paid = 0;
  for (Index const i : rows_with(step.scratch, b.n, b.disabled_children)) {
    int const children = b.disabled_children[i];
    Fen const cost = fen(care.therapy_yuan * static_cast<float>(children));
    bool const served =
        aided && Aid::serves(step.params<Aid>(c), step.draws.uniform(stream(Aid::key), lasting_month, b.id[i]));
    Fen const covered = served ? Aid::covers(step.params<Aid>(c), cost, children) : 0;
    b.out_of_pocket[i] += served ? cost - covered : scale(cost, care.therapy_own_share);
    paid += covered;
    if (Followed& who = county.followed; who.is(b.id[i]))
      who.paid[static_cast<std::size_t>(instrument_index<Aid>)] += covered;
    if (!served || !Aid::recovers(step.params<Aid>(c), step.draws.uniform(stream("recovery"), step.now.month, b.id[i])))
      continue;
    --b.disabled_children[i];
    if (b.disabled[i] > 0) --b.disabled[i];
    b.severely_disabled[i] = std::min(b.severely_disabled[i], b.disabled[i]);
  }
  if (aided)
    county.totals
        .ledger[static_cast<std::size_t>(instrument_index<Aid>) * household_classes + static_cast<std::size_t>(c)] +=
        paid;
}

void keep_carers(Step const& step, County& county) {
  if (!step.on<Care>() || step.now.month_of_year % 3 != 1) return;
  std::int32_t* const hit = step.scratch.whole[0].data();
  for (Block const& b : county.households.blocks()) {
    mark_dependants(b.n, b.severely_disabled, b.persons_80_plus, b.disabled_children, b.carer, hit);
    auto const rows = rows_with(step.scratch, b.n, hit);
    float const* const luck = lasting_luck_of(step, stream("dependent"), b, rows);
    auto const& p = step.params<Care>(b.household_class);
    for (std::size_t k = 0; k < rows.size(); ++k) settle_carer(step, p, b, rows[k], luck[k]);
  }
}

}  // namespace holdfast
