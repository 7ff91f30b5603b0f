#!/usr/bin/env bash
# Every C++ file is as .clang-format says. Mend with: clang-format-14 -i <file>
cd "$(dirname "$0")/../.." || exit 1
find model scenarios output cli bench viz/serve viz/classroom tests \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 clang-format-14 --dry-run -Werror
