#!/bin/sh
# Compiles the model and the classroom to WebAssembly: viz/classroom/engine.wasm, which is committed and goes into the
# page (viz/pages/build.mjs). For developers who changed model/ or viz/classroom/; needs
#   apt-get install clang-19 lld-19 libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc binaryen
# Warnings are the native build's. The flags that decide bits are those of the native build (CMakeLists.txt): no contraction, no vectorised Eigen.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$root/build/wasm}
mkdir -p "$work"
cd "$root"

# simulate.cpp is left out: threads and exceptions; the page lives its months through live_month.hpp.
sources="$(ls model/*.cpp model/*/*.cpp | grep -v '^model/simulate.cpp$') viz/classroom/classroom.cpp viz/classroom/exports.cpp"
flags="--target=wasm32-wasi -std=c++20 -stdlib=libc++ -O2 -DNDEBUG -msimd128 -fno-exceptions -DBOOST_NO_EXCEPTIONS
 -DEIGEN_DONT_VECTORIZE -ffp-contract=off -fno-math-errno -fno-trapping-math -ffile-prefix-map=$root=. -w
 -I. -isystem /usr/include/eigen3 -idirafter /usr/include"

{
  echo "all: $work/engine.wasm"
  objects=""
  for source in $sources; do
    object="$work/$(echo "$source" | tr / _).o"
    objects="$objects $object"
    headers="model/*.hpp model/*/*.hpp"
    case $source in viz/*) headers="$headers viz/classroom/*.hpp scenarios/catalogue.hpp scenarios/event_order.hpp" ;; esac
    echo "$object: $source \$(wildcard $headers)"
    # the pack is read once: small code
    case $source in viz/*) size=-Os ;; *) size= ;; esac
    echo "	clang++-19 $(echo $flags) $size -c $source -o $object"
  done
  echo "$work/engine.wasm:$objects"
  echo "	clang++-19 --target=wasm32-wasi -stdlib=libc++ -mexec-model=reactor -Wl,--strip-all -Wl,-z,stack-size=1048576$objects -o $work/linked.wasm"
  echo "	wasm-opt -O3 --enable-simd --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --strip-debug --strip-producers $work/linked.wasm -o $work/engine.wasm"
} > "$work/Makefile"
make -f "$work/Makefile" -j "${JOBS:-1}" all
cp "$work/engine.wasm" viz/classroom/engine.wasm
