#!/bin/sh
# The same bits on every instruction set: builds the model once per x86-64 level (one -march for every file) and once as
# shipped (several versions of each kernel, chosen when the program starts), and compares one hash of a small run.
#   same_bits.sh SOURCE_DIR BUILD_DIR [CMAKE_GENERATOR]     BUILD_DIR gets one folder per build; ccache makes repeats short
# A level that this processor lacks is built but reported as "not run", never as passed.
# The last check runs the shipped build while the C library is told that the processor has no FMA and no AVX: the C
# library then answers with other last bits (we look), so an equal hash shows that no exp, log or pow of libm is on the
# result path. Our own kernels ask the processor directly and do not change with that setting.
# Exit 0 all that ran agree, 1 a hash differs or a build fails, 77 not an x86-64 processor.
set -eu
source=$1
build=$2
generator=${3:-Ninja}
[ "$(uname -m)" = x86_64 ] || { echo "not run: needs an x86-64 processor" >&2; exit 77; }

# All builds are of one copy, so that an edit half-way is not taken for a difference between instruction sets.
mkdir -p "$build"
rm -rf "$build/source"
mkdir "$build/source"
for part in CMakeLists.txt model scenarios tests; do cp -pR "$source/$part" "$build/source/"; done

make_program() {  # name of the folder, -march (empty = as shipped)
  mkdir -p "$build/$1"
  cmake -S "$build/source" -B "$build/$1" -G "$generator" -DCMAKE_BUILD_TYPE=Release -DHOLDFAST_MARCH="$2" \
    >"$build/$1/configure.log" 2>&1 || { cat "$build/$1/configure.log" >&2; exit 1; }
  cmake --build "$build/$1" --parallel "${HOLDFAST_JOBS:-2}" --target same_bits \
    >"$build/$1/build.log" 2>&1 || { tail -n 40 "$build/$1/build.log" >&2; exit 1; }
  program=$build/$1/tests/same_bits
}

failed=0
compare() {  # label, what was printed
  if [ "$2" = "$expected" ]; then
    echo "$1: same bits"
  else
    echo "$1: $2, but the shipped build gives $expected" >&2
    failed=1
  fi
}

make_program shipped ""
shipped=$program
expected=$("$shipped")
echo "shipped build: $expected"
[ "$("$shipped" seed)" != "$expected" ] || { echo "another seed gives the same hash: it sees nothing" >&2; exit 1; }
levels=" $("$shipped" levels) "

for level in x86-64 x86-64-v2 x86-64-v3 x86-64-v4; do
  make_program "$level" "$level"
  case "$levels" in
    *" $level "*) compare "-march=$level" "$("$program")" ;;
    *) echo "-march=$level: not run, this processor lacks it" ;;
  esac
done

# The values of a tunable were renamed with glibc 2.33; older libraries ignore these and we see it.
without='glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F'
if [ "$("$shipped" libm)" = "$(GLIBC_TUNABLES=$without "$shipped" libm)" ]; then
  echo "C library without FMA and AVX: not run, its exp does not change here"
else
  compare "C library without FMA and AVX (its exp changes)" "$(GLIBC_TUNABLES=$without "$shipped")"
fi
exit "$failed"
