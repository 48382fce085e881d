#!/bin/bash
# Holds `jixiang assess` against recompute.py: verdict, least and most of 1.2, 2.1 and 4.2 for every enterprise and
# county, as published and under `assumed`, on the city as it is and on a second one whose open figures are other ones.
# Exit code 77: skipped, with the reason.
set -euo pipefail
root=${JIXIANG_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
jixiang=${JIXIANG:-$root/build/jixiang}
here=$root/tests/recompute
package=$root/policies/liuzhou-2026q1

skip() { echo "SKIPPED: $1"; exit 77; }
[ -x "$jixiang" ] || skip "no program at $jixiang"
for command in synth assess; do
    "$jixiang" help 2>&1 | grep -qw "$command" || skip "$jixiang has no command '$command' yet"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$jixiang" synth --out "$work/city" >/dev/null
"$jixiang" synth --out "$work/second" --seed 7 --enterprises 700 >/dev/null
# The second city's county figure is not even a bound, so that every rank is open; one list is older than the day asked.
sed -i 's/<= 3\.00//' "$work/second/县区_2026Q1.csv"
sed -i '1s/2026-03-31/2026-02-28/' "$work/second/名单_连续生产.csv"

passed=0 failed=0
for city in city second; do
    for scenario in "" assumed; do
        title="$city, ${scenario:-as published}"
        echo "$title"
        python3 "$here/recompute.py" "$work/$city" ${scenario:+--scenario "$scenario"} --out "$work/mine.csv"
        # Exit code 1 of assess tells of bad cells; those are part of the city.
        status=0
        (cd "$root" && "$jixiang" assess "$package" --facts "$work/$city" ${scenario:+--scenario "$scenario"} \
            --csv "$work/theirs.csv" >"$work/assess.log" 2>&1) || status=$?
        if [ ! -s "$work/theirs.csv" ]; then
            echo "FAILED: $title: assess wrote no CSV (exit code $status)"
            tail -n 20 "$work/assess.log"
            failed=$((failed + 1))
        elif python3 "$here/recompute.py" --compare "$work/mine.csv" "$work/theirs.csv"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
        rm -f "$work/theirs.csv"
    done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
