// Luck for whole columns: Philox4x32-10 over many agents at once, the same bits as philox4x32 agent by agent.
// GCC 12 makes slow 64-bit multiplications of the plain loop, so the two wide versions are written by hand: the 32-bit
// words sit in 64-bit lanes, where one widening multiplication gives both halves of a product.
#include "model/core/draws.hpp"

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(HOLDFAST_SINGLE_VERSION)
#define HOLDFAST_WIDE_PHILOX
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12 warns inside its own header
#include <immintrin.h>
#endif

namespace holdfast {
namespace {

// One column of uniforms per word; a null column is not written.
struct Columns {
  float* column[4];
};

// Agents [first, n), one at a time.
void fill_rest(Key key, std::uint32_t c1, std::uint32_t c2, std::uint64_t const* ids, int first, int n, Columns out) {
  for (int i = first; i < n; ++i) {
    Words const words =
        philox4x32({static_cast<std::uint32_t>(ids[i]), c1, c2, static_cast<std::uint32_t>(ids[i] >> 32) << 8}, key);
    for (std::size_t w = 0; w < 4; ++w)
      if (out.column[w] != nullptr) out.column[w][i] = uniform(words[w]);
  }
}

#ifdef HOLDFAST_WIDE_PHILOX

__attribute__((target("default"))) void philox_fill(Key key, std::uint32_t c1, std::uint32_t c2,
                                                    std::uint64_t const* ids, int n, Columns out) {
  fill_rest(key, c1, c2, ids, 0, n, out);
}

// AVX2: four agents in four 64-bit lanes.
__attribute__((target("arch=x86-64-v3"))) void philox_fill(Key key, std::uint32_t c1, std::uint32_t c2,
                                                           std::uint64_t const* ids, int n, Columns out) {
  __m256i const even_factor = _mm256_set1_epi64x(0xD2511F53);
  __m256i const odd_factor = _mm256_set1_epi64x(0xCD9E8D57);
  __m256i const low_words = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    __m256i const id = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(ids + i));
    __m256i w[4] = {id, _mm256_set1_epi64x(c1), _mm256_set1_epi64x(c2),
                    _mm256_slli_epi64(_mm256_srli_epi64(id, 32), 8)};
    Key k = key;
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
      __m256i const even = _mm256_mul_epu32(w[0], even_factor);
      __m256i const odd = _mm256_mul_epu32(w[2], odd_factor);
      __m256i const a = _mm256_xor_si256(w[1], _mm256_set1_epi64x(k.seed));
      __m256i const b = _mm256_xor_si256(w[3], _mm256_set1_epi64x(k.replicate));
      w[0] = _mm256_xor_si256(_mm256_srli_epi64(odd, 32), a);
      w[1] = odd;
      w[2] = _mm256_xor_si256(_mm256_srli_epi64(even, 32), b);
      w[3] = even;
      k = {k.seed + 0x9E3779B9, k.replicate + 0xBB67AE85};
    }
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) {
      if (out.column[j] == nullptr) continue;
      __m128i const word = _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(w[j], low_words));
      __m128 const u = _mm_add_ps(_mm_mul_ps(_mm_cvtepi32_ps(_mm_srli_epi32(word, 8)), _mm_set1_ps(0x1p-24f)),
                                  _mm_set1_ps(0x1p-25f));
      _mm_storeu_ps(out.column[j] + i, _mm_min_ps(u, _mm_set1_ps(1.0f - 0x1p-24f)));
    }
  }
  fill_rest(key, c1, c2, ids, i, n, out);
}

// AVX-512: sixteen agents in two registers of eight 64-bit lanes.
__attribute__((target("arch=x86-64-v4"))) void philox_fill(Key key, std::uint32_t c1, std::uint32_t c2,
                                                           std::uint64_t const* ids, int n, Columns out) {
  __m512i const even_factor = _mm512_set1_epi64(0xD2511F53);
  __m512i const odd_factor = _mm512_set1_epi64(0xCD9E8D57);
  __m512i const low_words = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  int i = 0;
  for (; i + 16 <= n; i += 16) {
    __m512i w[4][2];
#pragma GCC unroll 2
    for (int half = 0; half < 2; ++half) {
      __m512i const id = _mm512_loadu_si512(ids + i + 8 * half);
      w[0][half] = id;
      w[1][half] = _mm512_set1_epi64(c1);
      w[2][half] = _mm512_set1_epi64(c2);
      w[3][half] = _mm512_slli_epi64(_mm512_srli_epi64(id, 32), 8);
    }
    Key k = key;
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
#pragma GCC unroll 2
      for (int half = 0; half < 2; ++half) {
        __m512i const even = _mm512_mul_epu32(w[0][half], even_factor);
        __m512i const odd = _mm512_mul_epu32(w[2][half], odd_factor);
        w[0][half] = _mm512_ternarylogic_epi64(_mm512_srli_epi64(odd, 32), w[1][half], _mm512_set1_epi64(k.seed), 0x96);
        w[1][half] = odd;
        w[2][half] =
            _mm512_ternarylogic_epi64(_mm512_srli_epi64(even, 32), w[3][half], _mm512_set1_epi64(k.replicate), 0x96);
        w[3][half] = even;
      }
      k = {k.seed + 0x9E3779B9, k.replicate + 0xBB67AE85};
    }
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) {
      if (out.column[j] == nullptr) continue;
      __m512i const word = _mm512_permutex2var_epi32(w[j][0], low_words, w[j][1]);
      __m512 const u =
          _mm512_add_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(word, 8)), _mm512_set1_ps(0x1p-24f)),
                        _mm512_set1_ps(0x1p-25f));
      _mm512_storeu_ps(out.column[j] + i, _mm512_min_ps(u, _mm512_set1_ps(1.0f - 0x1p-24f)));
    }
  }
  fill_rest(key, c1, c2, ids, i, n, out);
}

#else
void philox_fill(Key key, std::uint32_t c1, std::uint32_t c2, std::uint64_t const* ids, int n, Columns out) {
  fill_rest(key, c1, c2, ids, 0, n, out);
}
#endif
HOLDFAST_KERNEL void quantiles(float const* __restrict u, int n, float* __restrict z) {
  for (int i = 0; i < n; ++i) z[i] = numeric::normal_quantile(u[i]);
}

}  // namespace

void fill_normal(float const* u, int n, float* z) { quantiles(u, n, z); }

void Draws::fill(Stream stream, Month month, std::uint64_t const* ids, int n, float* luck, std::uint32_t index) const {
  philox_fill(key_of(month), when(stream, month), index, ids, n, {{luck, nullptr, nullptr, nullptr}});
}

void Draws::fill4(Stream stream, Month month, std::uint64_t const* ids, int n, float* u0, float* u1, float* u2,
                  float* u3, std::uint32_t index) const {
  philox_fill(key_of(month), when(stream, month), index, ids, n, {{u0, u1, u2, u3}});
}

}  // namespace holdfast
