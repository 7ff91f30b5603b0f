#!/bin/sh
# Every file in cases/ goes through `holdfast check` and must give exactly the text beside it (NN-name.txt: what is
# printed, then the exit code). NN-name.args holds further arguments. Renew after a deliberate change of wording with:
#   tests/bad_input/run.sh BUILD/cli/holdfast --renew      and read the difference before committing it.
# usage: run.sh HOLDFAST [--renew]
set -u
holdfast=$(readlink -f "$1")
renew=${2:-}
cd "$(dirname "$0")/cases" || exit 2
failed=0
count=0
result=$(mktemp)
trap 'rm -f "$result"' EXIT
for case in [0-9]*.json [0-9]*.csv; do
  name=${case%.*}
  arguments=""
  [ -f "$name.args" ] && arguments=$(cat "$name.args")
  # shellcheck disable=SC2086  # arguments are meant to be split
  timeout 60 "$holdfast" check "$case" --data ../../../scenarios $arguments >"$result" 2>&1
  echo "exit code: $?" >>"$result"
  count=$((count + 1))
  if [ "$renew" = "--renew" ]; then
    cp "$result" "$name.txt"
  elif ! diff -u "$name.txt" "$result"; then
    echo "tests/bad_input/cases/$case: not as expected (above); renew: see tests/bad_input/run.sh"
    failed=$((failed + 1))
  fi
done
echo "$count cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$count" -ge 40 ]
