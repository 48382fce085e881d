#!/bin/bash
# The command line as people use it: exit codes, both languages, JSON, CSV, filters, the store, near misses, Ctrl-C.
set -uo pipefail
cd "$(dirname "$0")/../.."

jixiang=${JIXIANG:-build/jixiang}
if [ ! -x "$jixiang" ]; then echo "SKIP: no $jixiang"; exit 77; fi
policy=policies/liuzhou-2026q1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# expect CODE WORDS...: runs jixiang, keeps output in $work/out and $work/err
expect() {
    local code=$1 got
    shift
    "$jixiang" "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    if [ "$got" = "$code" ]; then passed=$((passed + 1)); return; fi
    failed=$((failed + 1))
    echo "jixiang $*: exit code $got, expected $code"
    head -5 "$work/err"
}
# says FILE TEXT, silent FILE TEXT
# holds WHAT COMMAND...: the command succeeds
holds() {
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not so: $what"; fi
}
says() { holds "$1 says $2" grep -qF -- "$2" "$work/$1"; }
silent() { holds "$1 is empty" test ! -s "$work/$1"; }
same() { holds "$1 is $2" cmp -s "$1" "$2"; }
is_json() {
    holds "a document of $1" python3 -c 'import json, sys
sys.exit(json.load(open(sys.argv[1])).get("schema") != sys.argv[2])' "$work/out" "$1"
}
export LANG=C.UTF-8 LC_ALL= JX_LANG=zh

# ---- wrong use, help, version ----
expect 2; says out "jixiang synth --out"
expect 0 --version; says out "semantics 1"
expect 0 help; expect 0 help assess; says out "--facts"
expect 0 assess --help; says out "--scenario"
expect 2 asess; says err "assess"; silent out
expect 2 assess "$policy"; says err "--facts"
expect 2 assess "$policy" --fact x; says err "facts"
expect 2 check; expect 2 check a b; expect 2 assess --facts
expect 2 assess "$policy" --facts x --verdict maybe
expect 2 dump "$policy" --stage=nothing
expect 2 replay nothing; expect 2 synth --out "$work/x" --enterprises many

# ---- not there ----
expect 4 check "$work/none"; expect 4 verify "$work/none.db"; expect 4 replay "$work/none.db#1"
expect 4 assess "$policy" --facts "$work/none"

# ---- a city, assessed ----
expect 0 synth --out "$work/city" --enterprises 120
says out "下一步: jixiang assess"
expect 0 check "$policy"; says out "下一步: jixiang test"
expect 0 check "$policy" --json; is_json check/1
expect 0 test "$policy" --json; is_json test/1
expect 0 assess "$policy" --facts "$work/city"
says out "测算"; says out "按公布文本"; says out "无上限"; says out "待数据"; says out "未取的单元格"; silent err
expect 0 assess "$policy" --facts "$work/city" --scenario assumed --lang en
says out "scenario assumed"; says out "decided (yuan)"; says out "情景假设，非政策金额"
expect 3 assess "$policy" --facts "$work/city" --scenario nonesuch
expect 0 assess "$policy" --facts "$work/city" --json; is_json assess/1; silent err
expect 0 assess "$policy" --facts "$work/city" --award 1.2 --verdict 符合 --county 城中区
says out "城中区"
expect 0 assess "$policy" --facts "$work/city" --award 1.2 --cause gap --csv "$work/rows.csv"
printf '\xef\xbb\xbf' >"$work/bom"; head -c 3 "$work/rows.csv" >"$work/start"; same "$work/start" "$work/bom"
tail -n +2 "$work/rows.csv" | cut -d, -f1 | sort -u >"$work/awards"; echo 1.2 >"$work/wanted"
same "$work/awards" "$work/wanted"

# ---- explain ----
subject=$(sed -n 2p "$work/city/characters.csv" | cut -d, -f1)
expect 0 explain "$policy" "$subject" 1.2 --facts "$work/city"; says out "$subject"; says out "「"
expect 0 explain "$policy" "$subject" --facts "$work/city" --json; is_json explain/1
expect 4 explain "$policy" 91450200MA00000000 --facts "$work/city"
expect 2 explain "$policy" "$subject"

# ---- the store ----
store=$work/city.db
mkfifo "$work/hold"
expect 0 assess "$policy" --facts "$work/city" --store "$store" --scenario assumed; says out "第 1 次判定"
expect 0 assess "$policy" --facts "$work/city" --store "$store" --scenario assumed; says out "库中已有"
expect 0 assess "$policy" --facts "$work/city" --store "$store"; says out "第 2 次判定"
mv "$work/city" "$work/moved"  # a replay needs nothing but the store
expect 0 replay "$store#1"; says out "逐字节相同"
expect 0 replay 2 --store "$store" --json; is_json replay/1
expect 0 explain "$store#1" "$subject" 1.2; says out "情景假设"
expect 4 replay "$store#9"
expect 0 verify "$store"; says out "完好"
expect 0 verify "$store" --json; is_json verify/1
# Somebody else writes just now.
python3 -c 'import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()' "$store" <"$work/hold" >"$work/held" &
holder=$!
exec 9>"$work/hold"
until grep -q held "$work/held"; do sleep 0.05; done
expect 5 assess "$policy" --facts "$work/moved" --store "$store"
exec 9>&-
wait $holder
expect 0 verify "$store"
echo broken >"$work/broken.db"; expect 7 verify "$work/broken.db"

# ---- writing nowhere, being stopped ----
expect 1 assess "$policy" --facts "$work/moved" --csv /proc/none.csv
"$jixiang" assess "$policy" --facts "$work/moved" --store "$work/stopped.db" --csv "$work/stopped.csv" \
    >/dev/null 2>"$work/err" &
process=$!
sleep 0.05
kill -INT $process 2>/dev/null
wait $process
code=$?
if [ $code = 130 ]; then
    holds "Ctrl-C leaves no file" test ! -e "$work/stopped.csv"
    holds "nor a part of one" test -z "$(ls "$work" | grep part)"
elif [ $code != 0 ]; then failed=$((failed + 1)); echo "stopped: exit code $code"; fi

# ---- new, dump, feel ----
printf '关于某事的通知\n一、支持甲\n（一）给予乙5万元。\n（二）给予丙3万元。\n二、附则\n自发布之日起施行。\n' >"$work/notice.txt"
expect 0 new "$work/notice.txt" "$work/package"; says out "下一步: jixiang check"
sed -n 's/^> //p; s/^# //p' "$work/package/policy.md" >"$work/words"; same "$work/words" "$work/notice.txt"
expect 3 new "$work/notice.txt" "$work/package"
for stage in blocks tokens facts model plan; do
    expect 0 dump "$policy" --stage=$stage
    expect 0 dump "$policy" --stage=$stage --json; is_json dump/1
done
expect 0 dump --stage=tokens 'if 产值 >= 500万元 then "甲" else 用电量[1]'
printf 'expression:1:%s\n' '1: keyword if' '4: name 产值' '7: sign >=' '10: number 500万元' '16: keyword then' \
    '21: text "甲"' '25: keyword else' '30: name 用电量' '33: sign [' '34: number 1' '35: sign ]' >"$work/wanted"
same "$work/out" "$work/wanted"
expect 0 dump "$policy" --stage=tokens; cp "$work/out" "$work/tokens"
holds "every token stands where its line says" python3 -c 'import sys
root, lines = sys.argv[1], open(sys.argv[2], encoding="utf-8").read().splitlines()
files = {}
for line in lines:
    name, row, column, rest = line.split(":", 3)
    text = rest[1:].split(" ", 1)[1]
    if name not in files: files[name] = open(f"{root}/{name}", encoding="utf-8").read().split("\n")
    assert files[name][int(row) - 1][int(column) - 1:].startswith(text), line
assert len(lines) > 500 and len(set(lines)) == len(lines), len(lines)' "$policy" "$work/tokens"
expect 3 dump --stage=tokens '产值 ≥ 5'; says err "foreign-sign"
printf '1 + 2\n=> 3\n\n"a" + "b"\n=> "ab"\n' >"$work/one.feel"
expect 0 feel "$work/one.feel"; printf '3\n"ab"\n' >"$work/wanted"; same "$work/out" "$work/wanted"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
