#!/bin/sh
# Fails when a hot kernel turned scalar: looks for full-width packed arithmetic in the disassembly of each clone.
#   vectorised.sh BINARY LIST      LIST: one "fragment-of-mangled-name minimum" per line, # starts a comment
# Exit 77 (skipped) when the binary has one version of each kernel only, or when binutils are missing.
set -eu
binary=$1
list=$2
command -v objdump >/dev/null && command -v nm >/dev/null || { echo "needs binutils" >&2; exit 77; }
symbols=$(nm "$binary" | awk '{print $NF}' | grep '\.arch_x86_64_v[34]$' || true)
[ -n "$symbols" ] || { echo "no multi-version kernels in $binary" >&2; exit 77; }

arithmetic='v(add|sub|mul|div|sqrt|max|min)p[sd]|vcmp[a-z]*p[sd]|vcvt[a-z0-9]*(p[sd]|dq)'
arithmetic="$arithmetic|vp(add|sub|mul|and|or|xor|sr|sl|cmp|max|min|abs|ternlog)[a-z0-9]*|vp?gather[a-z]*"
failed=0
checked=0
while read -r fragment minimum rest; do
  case "$fragment" in '' | '#'*) continue ;; esac
  for level in 3:ymm 4:zmm; do
    register=${level#*:}
    name=$(printf '%s\n' "$symbols" | grep -F -- "$fragment" | grep "_v${level%%:*}\$" || true)
    if [ -z "$name" ]; then
      echo "$fragment: no clone for x86-64-v${level%%:*}" >&2
      failed=1
      continue
    fi
    for symbol in $name; do
      found=$(objdump -d --no-show-raw-insn --disassemble="$symbol" "$binary" |
        grep -cE "[[:space:]]($arithmetic)[[:space:]].*%$register" || true)
      checked=$((checked + 1))
      if [ "$found" -lt "${minimum:-1}" ]; then
        echo "$symbol: $found packed $register instructions, expected at least ${minimum:-1}" >&2
        failed=1
      fi
      [ -z "${VERBOSE:-}" ] || echo "$fragment v${level%%:*} $found"
    done
  done
done <"$list"
[ "$failed" -eq 0 ] && echo "$checked clones are vectorised"
exit "$failed"
