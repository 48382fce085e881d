#!/bin/bash
# The full differential and soundness runs, of which ./test does a tenth: bulk against tree on more than 1,000 random
# plans and 10^6 random rows, and 10^5 openings of inputs. Prints and keeps the output in
# tests/differential/full-run.txt.
#
#   scripts/full_proof.sh [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh build >/dev/null
if [ -n "${1:-}" ]; then export JX_SEED=$1; fi
{
    echo "# Written by scripts/full_proof.sh on $(date -u +%Y-%m-%d)."
    JX_DIFF_PLANS=1400 JX_DIFF_ROWS=1400000 build/test-differential-differential
    JX_SOUND_CASES=100000 build/test-differential-soundness
} | tee tests/differential/full-run.txt
