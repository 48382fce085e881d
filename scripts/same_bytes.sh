#!/bin/bash
# Same input, same bytes: builds of gcc and clang at -O0 and -O3 decide
#
#   - the city, as published and as assumed, one by one through eval and in bulk, with each instruction set that the
#     machine has, with one and two threads (tests/differential/city.c), and through the program itself;
#   - random plans of a fixed seed (tests/differential/differential.c);
#
# and print a digest of the canonical bytes of each. Fails when two digests of one thing differ; keeps what it prints in
# tests/differential/same-bytes.txt. Not part of ./test: it builds four times.
#
#   scripts/same_bytes.sh [FOLDER]      builds below FOLDER (build-same)
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build-same}
mkdir -p "$folder"
rm -rf "$folder/city"
JIXIANG_ROOT=$PWD
export JIXIANG_ROOT
export JX_SEED=2026 JX_DIFF_PLANS=200 JX_DIFF_ROWS=40000

# The document of one assessment; ends the script when there is none.
assessed() {
    local build=$1 scenario=$2
    shift 2
    if [ "$scenario" = assumed ]; then set -- "$@" --scenario assumed; fi
    "$build/jixiang" assess policies/liuzhou-2026q1 --facts "$folder/city" --json --quiet "$@" || kill $$
}

# Lines "digest WHAT HOW HEX" of one build.
digests() {
    local build=$1 scenario how
    "$build/test-differential-city" | grep '^digest'
    "$build/test-differential-differential" random_plans | sed -n 's/^digest random plans/digest random-plans bulk/p'
    for scenario in published assumed; do
        for how in "" --one-by-one; do
            printf 'digest %s-document assess%s ' "$scenario" "$how"
            # shellcheck disable=SC2086
            assessed "$build" $scenario $how | sha256sum | cut -d' ' -f1
        done
    done
}

all() {
    echo "# Written by scripts/same_bytes.sh on $(date -u +%Y-%m-%d)."
    local compiler level build
    for compiler in gcc clang; do
        if ! command -v "$compiler" >/dev/null; then
            echo "SKIP: no $compiler on this machine"
            continue
        fi
        for level in 0 3; do
            build=$folder/$compiler-O$level
            JX_ONLY="jixiang test-differential-city test-differential-differential" CC=$compiler \
                scripts/build.sh "$build" -Doptimization="$level"
            if [ ! -d "$folder/city" ]; then "$build/jixiang" synth --out "$folder/city" --quiet >/dev/null; fi
            digests "$build" | sed "s/^digest/$compiler -O$level /"
        done
    done
}

all | tee "$folder/digests.txt"
# One digest for each thing: the words between the build and the digest, and the digest.
different=$(awk '!/^#|^SKIP/ { print $3, $5 }' "$folder/digests.txt" | sort -u | awk '{ print $1 }' | uniq -d)
if [ -n "$different" ]; then
    echo "different bytes: $different" | tee -a "$folder/digests.txt" >&2
    exit 1
fi
echo "same bytes" | tee -a "$folder/digests.txt"
cp "$folder/digests.txt" tests/differential/same-bytes.txt
