#!/bin/bash
# Every change that tests/store/every_field.c can make to a store of 21 runs, of which ./test tries one in forty: each
# must be found by `verify`. Prints and keeps the output in tests/store/full-run.txt.
#
#   scripts/full_tamper.sh [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh build >/dev/null
if [ -n "${1:-}" ]; then export JX_SEED=$1; fi
{
    echo "# Written by scripts/full_tamper.sh on $(date -u +%Y-%m-%d)."
    JX_TAMPER_SHARE=1 build/test-store-every_field
} | tee tests/store/full-run.txt
