#!/bin/bash
# What ./run shows: a synthetic city, assessed as the policy is published and as assumed, and the named enterprises
# explained. Every command is printed before it runs, so that it can be typed again.
set -euo pipefail
cd "$(dirname "$0")/.."

jixiang=build/jixiang
policy=policies/liuzhou-2026q1
city=build/city
store=build/city.db

if [ ! -x "$jixiang" ]; then
    echo "There is no build/jixiang yet: src/cli has no main.c" >&2
    exit 1
fi

headline() { printf '\n== %s\n' "$*"; }
show() {
    printf '\n$ %s\n' "$*"
    "$@"
}

# ---- 1 the city ----
headline "1  一座合成的城市 · a synthetic city"
rm -rf "$city" "$store" "$store"-* "$store".*
show "$jixiang" synth --out "$city"

# ---- 2 as published: nothing assumed, what is open stays open ----
headline "2  按公布文本 · as published"
show "$jixiang" assess "$policy" --facts "$city" --store "$store"

# ---- 3 as assumed: a named scenario fills what the draft leaves as 一定奖励 ----
headline "3  按情景 assumed · under the scenario assumed"
show "$jixiang" assess "$policy" --facts "$city" --store "$store" --scenario assumed

# ---- 4 the named subjects, one explanation each ----
# characters.csv, written by synth: subject,award,what it shows,合成 (the first line names the columns). Explained under
# `assumed` straight from the package and the facts.
headline "4  为什么 · why"
characters=$city/characters.csv
if [ -f "$characters" ]; then
    sed -e '1s/^\xef\xbb\xbf//' -e 's/\r$//' "$characters" | tail -n +2 | while IFS=, read -r subject award what _; do
        if [ -z "$subject" ]; then continue; fi
        printf '\n-- %s\n' "$what"
        show "$jixiang" explain "$policy" "$subject" $award --facts "$city" --scenario assumed </dev/null
    done
else
    echo "no $characters: synth names nobody"
fi
