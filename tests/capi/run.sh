#!/bin/bash
# plain build only
# The library as another program meets it: installed into a folder of its own, found by pkg-config, compiled against,
# run; and nothing of ours to be seen but include/jixiang.h.
set -euo pipefail
cd "$JIXIANG_ROOT"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() {  # check WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $what"
        sed 's/^/    /' "$work/out"
    fi
}

only_our_names() {
    nm -D --defined-only "$JIXIANG_BUILD/libjixiang.so" | awk '$2 ~ /[TDBRVW]/ { print $3 }' >"$work/names"
    grep -q '^jixiang_session_evaluate$' "$work/names" && ! grep -v '^jixiang_' "$work/names"
}

every_function_is_there() {
    grep -oE '\bjixiang_[a-z_]+\(' include/jixiang.h | tr -d '(' | sort -u >"$work/declared"
    # Names in comments that end in an ellipsis are no functions.
    nm -D --defined-only "$JIXIANG_BUILD/libjixiang.so" | awk '{ print $3 }' | sort -u >"$work/defined"
    missing=$(comm -23 "$work/declared" "$work/defined")
    extra=$(comm -13 "$work/declared" "$work/defined")
    [ -z "$missing$extra" ] || { echo "declared only: $missing; defined only: $extra"; return 1; }
}

install_it() {
    meson install -C "$JIXIANG_BUILD" --no-rebuild --quiet --destdir "$work/root"
}

flags() {
    local config
    config=$(dirname "$(find "$work/root" -name jixiang.pc)")
    PKG_CONFIG_LIBDIR="$config" PKG_CONFIG_SYSROOT_DIR="$work/root" pkg-config --cflags --libs jixiang
}

compile_it() {
    ${CC:-cc} -std=c99 -Wall -Wextra -Wpedantic -Werror examples/decide.c $(flags) -o "$work/decide"
}

run_it() {
    local folder
    folder=$(dirname "$(find "$work/root" -name libjixiang.so)")
    LD_LIBRARY_PATH="$folder" "$work/decide" tests/dmn/fees.dmn policies/liuzhou-2026q1 >"$work/said"
    diff tests/capi/decide.txt "$work/said"
}

compiles_as_cpp() {
    echo '#include "jixiang.h"' >"$work/as.cpp"
    ${CXX:-c++} -std=c++11 -Wall -Wextra -Werror -Iinclude -fsyntax-only "$work/as.cpp"
}

check "the shared library shows only the names of include/jixiang.h" only_our_names
check "every function of include/jixiang.h is in the library, and no other" every_function_is_there
check "meson install puts everything below one folder" install_it
check "the installed program runs" "$(find "$work/root" -type f -name jixiang -perm -u+x)" --version
check "examples/decide.c compiles with what pkg-config says" compile_it
check "examples/decide.c says what tests/capi/decide.txt says" run_it
if command -v "${CXX:-c++}" >/dev/null; then check "the header can be read by C++" compiles_as_cpp; fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
