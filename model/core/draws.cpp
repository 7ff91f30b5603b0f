// Luck for whole columns: Philox4x32-10 over many agents at once. The same bits as philox4x32, agent by agent.
// The 32-bit words sit in 64-bit lanes, where one widening multiplication gives both halves of a product.
#include "model/core/draws.hpp"

namespace holdfast {
namespace {

HOLDFAST_KERNEL void philox_fill(Key key, std::uint32_t c1, std::uint64_t const* __restrict ids, int n,
                                 float* __restrict luck) {
  for (int i = 0; i < n; ++i) {
    Words const w =
        philox4x32({static_cast<std::uint32_t>(ids[i]), c1, 0, static_cast<std::uint32_t>(ids[i] >> 32) << 8}, key);
    luck[i] = uniform(w[0]);
  }
}

HOLDFAST_KERNEL void philox_fill4(Key key, std::uint32_t c1, std::uint64_t const* __restrict ids, int n,
                                  float* __restrict u0, float* __restrict u1, float* __restrict u2,
                                  float* __restrict u3) {
  for (int i = 0; i < n; ++i) {
    Words const w =
        philox4x32({static_cast<std::uint32_t>(ids[i]), c1, 0, static_cast<std::uint32_t>(ids[i] >> 32) << 8}, key);
    u0[i] = uniform(w[0]);
    u1[i] = uniform(w[1]);
    u2[i] = uniform(w[2]);
    u3[i] = uniform(w[3]);
  }
}

}  // namespace

void Draws::fill(Stream stream, Month month, std::uint64_t const* ids, int n, float* luck) const {
  philox_fill(key_, when(stream, month), ids, n, luck);
}

void Draws::fill4(Stream stream, Month month, std::uint64_t const* ids, int n, float* u0, float* u1, float* u2,
                  float* u3) const {
  philox_fill4(key_, when(stream, month), ids, n, u0, u1, u2, u3);
}

}  // namespace holdfast
