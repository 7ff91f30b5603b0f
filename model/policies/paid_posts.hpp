// What the paid posts share (public-welfare posts, rangers, workshop places): who may take one, how it begins and ends.
// A household holds at most one; the column post_kind says which. Policy document: article 17.
#pragma once

#include "model/modules.hpp"

namespace holdfast::paid_posts {

HOLDFAST_RULE std::int32_t count(Block const& b, Index i, Slot s) {
  auto const code = static_cast<std::uint8_t>(s);
  return (b.slot_0[i] == code) + (b.slot_1[i] == code) + (b.slot_2[i] == code) + (b.slot_3[i] == code);
}
// Posts of this kind held: 0 or 1.
HOLDFAST_RULE std::int32_t held(Block const& b, Index i, PostKind kind) {
  std::int32_t const mine = b.post_kind[i] == static_cast<std::uint8_t>(kind) ? 1 : 0;
  return mine * count(b, i, Slot::post);
}
// Somebody without a job or on the farm, and no paid post yet.
HOLDFAST_RULE std::int32_t idle(Block const& b, Index i) {
  std::int32_t const free = (count(b, i, Slot::jobless) + count(b, i, Slot::farm)) != 0;
  return free & (count(b, i, Slot::post) == 0);
}
HOLDFAST_RULE bool tied_to_home(Block const& b, Index i) {
  return b.persons_0_5[i] + b.persons_60_plus[i] + b.disabled[i] + b.chronic[i] > 0;
}
inline bool bound(Block const& b, Index i, PostKind kind) { return held(b, i, kind) > 0 && b.post_months[i] > 0; }

// A holder past the greatest age leaves in good order (有序退岗).
inline bool too_old(Block const& b, Index i, float oldest_age) {
  for (int k = 0; k < labour_slots; ++k)
    if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::post) && static_cast<float>(b.slot_age(k)[i]) > oldest_age)
      return true;
  return false;
}
// The slot that would take the post: a farmer from `youngest_farmer` first, then a jobless worker, who seeks a job that
// is mostly away from home (article 17: first who cannot leave); the better earner of two. -1: nobody, or a post is
// held already.
inline int candidate(Block const& b, Index i, float youngest, float youngest_farmer, float oldest) {
  if (count(b, i, Slot::post) > 0) return -1;
  for (Slot const wanted : {Slot::farm, Slot::jobless})
    for (int k = 0; k < labour_slots; ++k) {
      float const age = b.slot_age(k)[i];
      if (b.slot(k)[i] == static_cast<std::uint8_t>(wanted) && age <= oldest &&
          age >= (wanted == Slot::farm ? youngest_farmer : youngest))
        return k;
    }
  return -1;
}
// A post is pay beside the farm or beside the search for a job: it ends neither, so the holder goes on as before and
// post_seeks keeps which of the two it is.
inline void begin(Block const& b, Index i, PostKind kind, int slot, float contract_months) {
  if (held(b, i, kind) == 0) {
    if (slot < 0) return;
    b.post_seeks[i] = b.slot(slot)[i] == static_cast<std::uint8_t>(Slot::jobless) ? 1 : 0;
    b.slot(slot)[i] = static_cast<std::uint8_t>(Slot::post);
    b.post_kind[i] = static_cast<std::uint8_t>(kind);
  }
  b.post_months[i] = static_cast<std::uint8_t>(contract_months);
}
// Where the holder would be without the post: at the search for a job, or on the farm.
inline void end(Block const& b, Index i) {
  Slot const without = b.post_seeks[i] != 0 ? Slot::jobless : Slot::farm;
  for (int k = 0; k < labour_slots; ++k)
    if (b.slot(k)[i] == static_cast<std::uint8_t>(Slot::post)) b.slot(k)[i] = static_cast<std::uint8_t>(without);
  b.post_months[i] = b.post_seeks[i] = 0;
  b.post_kind[i] = static_cast<std::uint8_t>(PostKind::none);
}
inline void pass_month(Block const& b, Index i, PostKind kind) {
  if (b.post_kind[i] == static_cast<std::uint8_t>(kind) && b.post_months[i] > 0) --b.post_months[i];
}

}  // namespace holdfast::paid_posts
