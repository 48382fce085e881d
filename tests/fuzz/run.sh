#!/bin/bash
# plain build only
# Fuzzes every target with libFuzzer, ASan and UBSan, starting from the kept corpus: a minute each, or
# JIXIANG_FUZZ_SECONDS. Words are the targets wanted. A finding is kept in build-fuzz/findings/ with the command that
# shows it again; once mended, it goes to tests/regression/TARGET/ under the name of what went wrong. Inputs that reach
# something new stays in build-fuzz/corpus/; JIXIANG_FUZZ_KEEP=1 takes a hundred of every size into tests/fuzz/corpus/.
set -uo pipefail
cd "$JIXIANG_ROOT"
targets=(feel regex dmn policy json csv)
[ $# = 0 ] || targets=("$@")
seconds=${JIXIANG_FUZZ_SECONDS:-60}
build=$JIXIANG_ROOT/build-fuzz
flags=(-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all)

clang=$(command -v clang-16 clang-15 clang-14 clang | head -1)
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
echo 'int LLVMFuzzerTestOneInput(const char *b, unsigned long n) { return n > 9 && b[0] == 1; }' >"$probe/probe.c"
if [ -z "$clang" ] || ! "$clang" -fsanitize=fuzzer,address "$probe/probe.c" -o "$probe/probe" 2>/dev/null; then
    echo "SKIP: there is no clang with libFuzzer here; the kept inputs alone were run (fuzz-replay)"
    exit 77
fi

JX_ONLY=$(scripts/list.sh layers | sed "s|.*|libjx_&.a|" | tr "\n" " ")
export JX_ONLY
if ! CC=$clang scripts/build.sh build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
    -Dc_args=-fsanitize=fuzzer-no-link; then
    echo "0 passed, 1 failed"
    exit 1
fi
mapfile -t libraries < <(scripts/list.sh layers | tac | sed "s|.*|$build/libjx_&.a|")
mkdir -p "$build/findings"

make_fuzzer() {  # make_fuzzer TARGET
    # shellcheck disable=SC2046
    "$clang" "${flags[@]}" -fsanitize=fuzzer -DFUZZ_TARGET="fuzz_$1" -Isrc -Iinclude -Itests -D_GNU_SOURCE= -std=c17 \
        tests/fuzz/libfuzzer/entry.c tests/fuzz/targets.c "${libraries[@]}" \
        $(pkg-config --libs md4c expat sqlite3 libcrypto) -l:libbidgcc000.a -lunistring -lpthread -lm \
        -o "$build/fuzz-$1"
}

fuzz() {  # fuzz TARGET
    local corpus=$build/corpus/$1
    mkdir -p "$corpus" "tests/regression/$1"
    "$build/fuzz-$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
        -verbosity=0 -dict="tests/fuzz/$1.dict" -artifact_prefix="$build/findings/$1-" \
        "$corpus" "tests/fuzz/corpus/$1" "tests/regression/$1" >"$build/fuzz-$1.log" 2>&1
}

keep() {  # keep TARGET
    local kept=$build/kept/$1 count
    rm -rf "$kept"
    mkdir -p "$kept"
    "$build/fuzz-$1" -set_cover_merge=1 "$kept" "tests/fuzz/corpus/$1" "$build/corpus/$1" >>"$build/fuzz-$1.log" 2>&1 ||
        return
    rm -rf "tests/fuzz/corpus/$1"
    mkdir -p "tests/fuzz/corpus/$1"
    count=$(find "$kept" -type f -size -6000c | wc -l)
    find "$kept" -type f -size -6000c -printf '%s %p\n' | sort -n | cut -d' ' -f2 |
        awk -v every="$((count / 100 + 1))" 'NR % every == 0' | xargs -I{} cp {} "tests/fuzz/corpus/$1/"
}

# As many at once as there are processors.
passed=0
failed=0
pids=()
names=()
finish_first() {
    if wait "${pids[0]}"; then
        passed=$((passed + 1))
        echo "${names[0]}: $(awk '/number_of_executed_units/ { print $2 }' "$build/fuzz-${names[0]}.log") inputs"
    else
        failed=$((failed + 1))
        echo "${names[0]}: found something; again: $build/fuzz-${names[0]} FILE"
        tail -30 "$build/fuzz-${names[0]}.log"
    fi
    pids=("${pids[@]:1}")
    names=("${names[@]:1}")
}
for target in "${targets[@]}"; do
    if ! make_fuzzer "$target" >"$build/fuzz-$target.log" 2>&1; then
        echo "$target: does not build"
        tail -20 "$build/fuzz-$target.log"
        failed=$((failed + 1))
        continue
    fi
    [ ${#pids[@]} -lt "$(nproc)" ] || finish_first
    fuzz "$target" &
    pids+=($!)
    names+=("$target")
done
while [ ${#pids[@]} -gt 0 ]; do finish_first; done
if [ -n "${JIXIANG_FUZZ_KEEP:-}" ]; then
    for target in "${targets[@]}"; do keep "$target"; done
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
