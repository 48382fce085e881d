#!/bin/bash
# Every peer of the yardsticks' folder (JIXIANG_BENCH) that this machine can run, one after the other, in one go; who is
# left out is said aloud, with the reason. Called by bench/run; alone it takes about a quarter of an hour, the first time
# as long again to fetch and build the peers.
#
#   JIXIANG_BENCH=… bench/peers.sh [SECONDS]     SECONDS per measurement of the DMN engines (3)
#
# Peers live outside the repository, in ${XDG_CACHE_HOME:-~/.cache}/jixiang-bench; removing that folder removes them. Each
# runs at a size that fits it, named in its heading; compare rows per second, or time per evaluation.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
yard=$(cd "${JIXIANG_BENCH:?names the folder of the yardsticks}" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/jixiang-bench
seconds=${1:-3}
patience=${JIXIANG_BENCH_PATIENCE:-300} # seconds after which a peer is given up
mkdir -p "$cache/data"
cd "$cache" || exit 1

has() { command -v "$1" >/dev/null 2>&1; }
skip() { echo "SKIP: $1: $2"; }

# install NAME COMMAND…: once; what it said stands in NAME.log.
install() {
    local name=$1
    shift
    [ -e "$name.done" ] && return 0
    if "$@" >"$name.log" 2>&1; then touch "$name.done"; else return 1; fi
}

# peer TITLE COMMAND…: runs it with its own words, or says why not.
peer() {
    local title=$1 answer
    shift
    echo "-- $title"
    timeout "$patience" "$@" >out.txt 2>err.txt
    answer=$?
    grep -vE '^# (plan|[0-9]+ enterprises;)|^load|warning|^\s*$' out.txt | cut -c1-230
    [ $answer -eq 0 ] && return
    [ $answer -eq 124 ] && skip "$title" "not done after $patience s" && return
    skip "$title" "failed: $(grep -vE '^\s*(at |$)' err.txt | tail -1 | cut -c1-160)"
}

# ---- populations: the same rows for all, in each one's format ----

populations() {
    gcc -O2 -o gen "$yard/gen.c" && gcc -O3 -march=native -pthread -o ceil2 "$yard/ceil2.c" || return 1
    local size
    for size in 1300 100000; do [ -d "data/$size" ] || ./gen $size data/$size bin csv ndjson || return 1; done
    [ -d data/520000 ] || ./gen 520000 data/520000 bin || return 1
    for size in 1300 100000 520000; do ONLY=cal ./ceil2 data/$size 3 data/ref$size.bin || return 1; done
    python3 "$yard/oracle.py" data/1300 ref1300.csv && cp ref1300.csv data/ref1300.csv
}
install populations populations || { skip "all peers" "no populations, see $cache/populations.log"; exit 0; }

# ---- JavaScript ----

echo "### npm"
if ! has node || ! has npm; then
    skip npm "no node or npm here"
elif ! install npm npm install --no-audit --no-fund --silent --prefix "$cache/npm" @duckdb/node-api @gorules/zen-engine \
    feelin @hbtgmbh/dmn-eval-js js-feel big.js; then
    skip npm "packages cannot be had, see $cache/npm.log"
else
    [ -e npm/data ] || ln -s ../data npm/data
    [ -e npm/ref1300.csv ] || ln -s ../ref1300.csv npm/ref1300.csv
    cd npm || exit 1
    peer "typed JavaScript, columns, N 520,000" node --max-old-space-size=8192 "$yard/typedjs.mjs" 520000 5
    peer "plain JavaScript, N 100,000" node --max-old-space-size=8192 "$yard/plainjs.mjs" 100000 3
    peer "DuckDB, 139 day columns and slices, N 100,000" node --max-old-space-size=8192 "$yard/duck_wide.mjs" 100000 5
    peer "DuckDB, flat, N 100,000" node --max-old-space-size=8192 "$yard/duck.mjs" 100000 flat 3
    peer "GoRules zen, nested and scalars, N 1,300" node "$yard/zen.mjs" 1300 1300 2
    peer "feelin, N 130" node "$yard/feelin.mjs" 1300 130 1
    peer "js-feel and dmn-eval-js, scalars, N 1,300" node "$yard/dmnjs.mjs" 1300 1300 2
    cd ..
fi
if has sqlite3; then
    peer "SQLite, integers, N 100,000" bash "$yard/sqlite.sh" 100000 int 2
else
    skip SQLite "no sqlite3 here"
fi

# ---- Python ----

python_packages() {
    python3 -m venv py && py/bin/pip install -q polars pyarrow chdb pandas numpy openfisca-core pyspark
}
echo "### Python"
if ! has python3; then
    skip Python "no python3 here"
elif ! install py python_packages; then
    skip Python "packages cannot be had, see $cache/py.log"
else
    peer "Polars, 139 day columns, one thread, N 520,000" \
        env POLARS_MAX_THREADS=1 BUDGET=30 py/bin/python "$yard/py/pl.py" 520000 wide
    peer "Polars, two lists, one thread, N 520,000" env POLARS_MAX_THREADS=1 BUDGET=20 py/bin/python "$yard/py/pl.py" 520000 lists
    peer "chDB, arrays, one thread, N 100,000" env BUDGET=20 py/bin/python "$yard/py/ch.py" 100000 arr 1
    peer "NumPy and pandas, N 520,000" env OPENBLAS_NUM_THREADS=1 BUDGET=20 REPS=3 py/bin/python "$yard/py/pdnp.py" 520000
    peer "OpenFisca, N 520,000" env BUDGET=20 REPS=3 py/bin/python "$yard/py/of.py" 520000
    if has java; then
        peer "Spark, arrays, two threads, N 100,000" env REPS=3 BUDGET=30 py/bin/python "$yard/py/spark.py" 100000 arr 2
    else
        skip Spark "no java here"
    fi
fi

# ---- Rust ----

rust_engines() {
    rm -rf rust-src && cp -r "$yard/rust" rust-src || return 1
    local engine
    for engine in celx dsn rego zen; do
        (cd "rust-src/$engine" && CARGO_TARGET_DIR="$cache/rust" cargo build --release -q) || return 1
    done
}
echo "### Rust"
if ! has cargo; then
    skip Rust "no cargo here"
elif ! install rust rust_engines; then
    skip Rust "engines cannot be built, see $cache/rust.log"
else
    peer "ZEN in Rust, N 1,300" rust/release/zen 1300 3 scalar nested lazy
    peer "dsntk, N 1,300" env DMN_NS="$(sed -n 's/.*"\(https:\/\/www.omg.org\/spec\/DMN\/[0-9]*\/MODEL\/\)".*/\1/p' \
        "$HOME"/.cargo/registry/src/*/dsntk-model-*/src/xml_utils.rs 2>/dev/null | sort | tail -1)" \
        rust/release/dsn 1300 2 scalar range
    peer "regorus, N 1,300" rust/release/rego 1300 3 scalar nested
    peer "CEL, N 1,300" rust/release/celx 1300 3 scalar nested
fi

# ---- JVM, and DMN models one evaluation at a time ----

jvm_engines() {
    sh "$yard/jvm/run.sh" "$cache/jvm" build && python3 "$here/dmn/models.py" models &&
        mkdir -p jvm/out/chain && javac -nowarn -d jvm/out/chain -cp "$(cat jvm/cp-drools)" "$here/dmn/peers/Chain.java"
}
jvm() { # TITLE ARGUMENTS…
    local title=$1
    shift
    peer "$title" env JOPT="-Dmaxwarm=$((seconds * 2)) -Dminpasses=3" sh "$yard/jvm/run.sh" "$cache/jvm" "$@"
}
echo "### JVM"
if ! has java || ! has mvn; then
    skip JVM "no java or no mvn here"
elif ! install jvm jvm_engines; then
    skip JVM "engines cannot be built, see $cache/jvm.log"
else
    data=$cache/data/1300
    jvm "Drools DMN, range windows, N 1,300" drools range interp "$data" 1300 "$seconds"
    jvm "jDMN, generated Java, N 1,300" gen hoisted "$data" 1300 "$seconds"
    jvm "jDMN, interpreter, N 130" jdmn nested "$data" 130 "$seconds"
    jvm "Camunda FEEL-Scala, N 1,300" feel nested "$data" 1300 "$seconds"
    jvm "Camunda 7 DMN, scalars, N 130" camunda scalar "$data" 130 "$seconds"
    jvm "plain Java, N 1,300" plain big "$data" 1300 "$seconds"
    echo "### DMN models, one evaluation at a time"
    jvm "Drools, FIRST table of 3,700 rules" drools table3700 interp - 0 "$seconds"
    jvm "Drools, five conditions" drools cond5 interp - 0 "$seconds"
    peer "Drools, 1,000 decisions" java -cp "jvm/out/chain:$(cat jvm/cp-drools):$(cat jvm/cp-nop)" Chain \
        models/chain1000.dmn "$seconds"
    jvm "jDMN, interpreter, FIRST table of 3,700 rules" jdmn table3700 - 0 "$seconds"
    jvm "jDMN, generated Java, five conditions" gen cond5 - 0 "$seconds"
    jvm "Camunda 7, five conditions" camunda cond5 - 0 "$seconds"
    jvm "Camunda FEEL-Scala, five conditions" feel cond5 - 0 "$seconds"
    skip "jDMN, generated Java, table" "its Java does not compile: code too large"
fi
if [ -e npm.done ]; then
    cd npm && peer "engines from npm" node "$here/dmn/peers/npm.mjs" "$seconds"
fi
exit 0
