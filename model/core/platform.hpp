// Compiler-specific spellings, in one place.
#pragma once

// A hot kernel: compiled once per x86-64 level in the shipped build and chosen at load time; all versions give the same
// bits because they use IEEE + - * / sqrt and integers only, with contraction off. Single-version builds (one -march,
// sanitizers, wasm) drop the clones.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(HOLDFAST_SINGLE_VERSION)
#define HOLDFAST_KERNEL __attribute__((noinline, target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define HOLDFAST_KERNEL __attribute__((noinline))
#endif

// A pure rule that must be inlined into the kernel that loops over it.
#define HOLDFAST_RULE __attribute__((always_inline)) inline
