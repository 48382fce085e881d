#!/bin/bash
# Holds `jixiang assess` against recompute.py, which shares nothing with it: verdict, least and most of every award and
# list for every subject, as published and under `assumed`, on the city as it is, on a second one whose open figures are
# other ones; before that, the examples of policy.md against the
# same script. Exit code 77: skipped.
set -euo pipefail
root=${JIXIANG_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
jixiang=${JIXIANG:-$root/build/jixiang}
here=$root/tests/recompute
package=$root/policies/liuzhou-2026q1
export PYTHONDONTWRITEBYTECODE=1

[ -x "$jixiang" ] || { echo "SKIPPED: no program at $jixiang"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
held() { if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi; }

# Leaves the answers of the program in $work/$1.$2.*. Exit code 1 of assess tells of bad cells: part of the city.
assessed() {
    local status=0
    (cd "$root" && "$jixiang" assess "$package" --facts "$work/$1" ${3:+--scenario "$3"} --csv "$work/$1.$2.csv" \
        --json >"$work/$1.$2.json" 2>"$work/assess.log") || status=$?
    [ -s "$work/$1.$2.csv" ] && return
    echo "FAILED: $1, $2: assess wrote no answers (exit code $status)"
    tail -n 20 "$work/assess.log"
    return 1
}

compared() {
    local delivery=$1
    shift
    echo "$delivery"
    assessed "$delivery" published "" && assessed "$delivery" assumed assumed &&
        python3 "$here/recompute.py" "$work/$delivery" --published "$work/$delivery.published" \
            --assumed "$work/$delivery.assumed" "$@"
}

"$jixiang" synth --out "$work/city" >/dev/null
"$jixiang" synth --out "$work/second" --seed 7 --enterprises 700 >/dev/null
# In the second city a county gives not even a bound, so every rank is open; one list is older than the day asked.
sed -i 's/<= 3\.00//' "$work/second/县区_2026Q1.csv"
sed -i '1s/2026-03-31/2026-02-28/' "$work/second/名单_连续生产.csv"

held python3 "$here/cases.py" "$package/policy.md"
held compared city --each-award-pays
held compared second
# Small deliveries in which everything is odd: conflicts, corrections, unlawful bounds, words nobody listed.
for seed in 1 5 13; do
    python3 "$here/scattered.py" "$work/scattered$seed" "$seed"
    held compared "scattered$seed"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
