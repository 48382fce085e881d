#!/bin/bash
# A whole run with its own threads: the city, small, assessed into a store and replayed. Under ThreadSanitizer any race
# ends the program with 66, which is not the code expected here.
set -uo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
runs() {  # runs WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        echo "not so: $what (code $?)"
        tail -40 "$work/out"
        failed=$((failed + 1))
    fi
}
cd "$JIXIANG_ROOT" || exit 1
runs "the city is written" "$JIXIANG" synth --out "$work/city" --enterprises 400
runs "it is assessed" \
    "$JIXIANG" assess policies/liuzhou-2026q1 --facts "$work/city" --store "$work/s.db" --scenario assumed
runs "the run replays" "$JIXIANG" replay "$work/s.db#1"
runs "the store is whole" "$JIXIANG" verify "$work/s.db"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
