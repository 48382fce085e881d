#!/bin/bash
# Same input, same bytes: the city, as published and as assumed, assessed by builds of gcc and clang at -O0 and -O3.
# Prints a digest of the canonical answers of each build; fails when they differ. Not part of ./test: it builds four
# times.
#
#   scripts/same_bytes.sh [FOLDER]      builds below FOLDER (build-same)
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-build-same}
city=$folder/city
mkdir -p "$folder"
first=
for compiler in gcc clang; do
    if ! command -v "$compiler" >/dev/null; then
        echo "SKIP: no $compiler on this machine"
        continue
    fi
    for level in 0 3; do
        build=$folder/$compiler-O$level
        if [ ! -d "$build" ]; then CC=$compiler meson setup "$build" -Doptimization="$level" >"$build.log" 2>&1; fi
        ninja -C "$build" jixiang >>"$build.log" 2>&1
        if [ ! -d "$city" ]; then "$build/jixiang" synth --out "$city" --quiet >/dev/null; fi
        digest=$(for scenario in "" assumed; do
            "$build/jixiang" assess policies/liuzhou-2026q1 --facts "$city" ${scenario:+--scenario $scenario} \
                --json --quiet || true
        done | sha256sum | cut -d' ' -f1)
        echo "$compiler -O$level  $digest"
        first=${first:-$digest}
        if [ "$digest" != "$first" ]; then
            echo "the answers of $compiler -O$level differ from those of the first build" >&2
            exit 1
        fi
    done
done
echo "same bytes"
