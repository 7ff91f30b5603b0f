#!/bin/sh
# Runs tests of the pages: run.sh FILE ... (names in this folder). Installs the packages of viz/pages when they are absent.
# 77 = skipped: a program is missing.
cd "$(dirname "$0")" || exit 1
for program in node npm chromium pdftotext; do
  command -v "$program" >/dev/null || { echo "skipped: $program is missing (apt install nodejs npm chromium poppler-utils fonts-noto-cjk)"; exit 77; }
done
pages=../../viz/pages
if [ ! -d $pages/node_modules/playwright-core ]; then
  (cd $pages && npm ci --no-audit --no-fund) || { echo "skipped: npm ci failed in viz/pages"; exit 77; }
fi
exec node --test --test-concurrency=1 "$@"
