#!/bin/bash
# jixiang dmn check, eval, tck from outside: what is printed and with which exit code.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=${JIXIANG:-$here/../../build/jixiang}
if [ ! -x "$program" ]; then
    echo "SKIP: there is no program $program"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# expect CODE "OUTPUT" ARGUMENTS...
expect() {
    local code=$1 wanted=$2 output status
    shift 2
    output=$("$program" "$@" --lang en 2>"$work/errors")
    status=$?
    if [ "$status" = "$code" ] && [ "$output" = "$wanted" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'jixiang %s\n  is       %s: %s\n  expected %s: %s\n' "$*" "$status" "$output" "$code" "$wanted"
        cat "$work/errors"
    fi
}

said() {
    if grep -q "$1" "$work/errors"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not said: $1"; fi
}

model=$here/fees.dmn
echo '{"申请人类别": "企业", "申请日期": "2026-12-01"}' >"$work/in.json"
echo '{"申请人类别": "外星", "申请日期": "2026-12-01"}' >"$work/outside.json"
echo '{"基本费用": 40, "申请日期": "2026-11-01"}' >"$work/service.json"

expect 0 'fees: 2 inputs, 2 decisions, 0 knowledge models, 1 services; 0 errors' dmn check "$model"
expect 0 $'基本费用 = 100.5\n应缴费用 = 50.25' dmn eval "$model" --input "$work/in.json"
expect 0 '应缴费用 = 50.25' dmn eval "$model" --input "$work/in.json" --decision 应缴费用
expect 0 $'{\n  "应缴费用": 50.25\n}' dmn eval "$model" --input "$work/in.json" --decision 应缴费用 --json
expect 0 '计费 = 40' dmn eval "$model" --input "$work/service.json" --service 计费
expect 0 '基本费用 = null' dmn eval "$model" --input "$work/outside.json" --decision 基本费用
said 'fact-out-of-range'
expect 4 '' dmn eval "$model" --decision 没有
expect 4 '' dmn eval "$work/none.dmn"
said 'file-not-found'

sed 's/基本费用 \/ 2/基本费用 \/ /' "$model" >"$work/broken.dmn"
expect 3 'fees: 2 inputs, 2 decisions, 0 knowledge models, 1 services; 1 errors' dmn check "$work/broken.dmn"
said "broken.dmn:20 (decision 应缴费用):1:33"
expect 0 '基本费用 = 100.5' dmn eval "$work/broken.dmn" --input "$work/in.json" --decision 基本费用

echo '<!DOCTYPE a><a/>' >"$work/doctype.dmn"
expect 3 '' dmn check "$work/doctype.dmn"
said 'xml-doctype'

# One case of our own in the kit's format: it passes, then it fails.
mkdir -p "$work/kit/compliance-level-2/0001-fees"
cp "$model" "$work/kit/compliance-level-2/0001-fees/"
cat >"$work/kit/compliance-level-2/0001-fees/fees-test-01.xml" <<'END'
<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
           xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>fees.dmn</modelName>
  <testCase id="001">
    <inputNode name="申请人类别"><value xsi:type="xsd:string">个人</value></inputNode>
    <inputNode name="申请日期"><value xsi:type="xsd:date">2026-12-31</value></inputNode>
    <resultNode name="应缴费用"><expected><value xsi:type="xsd:decimal">10.000000001</value></expected></resultNode>
  </testCase>
</testCases>
END
expect 0 $'    1/1     compliance-level-2/0001-fees\n1 passed, 0 failed' dmn tck "$work/kit" --report "$work/report.csv"
if [ "$(cat "$work/report.csv")" = '"compliance-level-2/0001-fees","fees-test-01","001","SUCCESS",""' ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    cat "$work/report.csv"
fi
sed -i 's/10.000000001/11/' "$work/kit/compliance-level-2/0001-fees/fees-test-01.xml"
report=$'    0/1     compliance-level-2/0001-fees\n'
report+=$'FAIL compliance-level-2/0001-fees 001: 应缴费用: expected 11, is 10\n0 passed, 1 failed'
expect 1 "$report" dmn tck "$work/kit"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
