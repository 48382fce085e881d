#!/bin/sh
# Answers what is there, one line each, so that nothing is listed by hand. Read by meson.build and scripts/build.sh.
#
#   list.sh layers             folders of src/ that hold sources, in the order of src/layers.txt
#   list.sh sources FOLDER     its .c files, without main.c
#   list.sh programs           test programs: .c files in tests/*/ with a main
#   list.sh helpers FOLDER     .c files of a test folder that no main is in
#   list.sh scripts            test scripts in tests/*/: run.sh, run.py, test_*.py, test_*.sh
#   list.sh scripts-sanitized  those of them that do not say "# plain build only" (they run no code of ours)
#   list.sh all                everything above that decides what is built
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# Existing files among the arguments: a pattern that matched nothing stays itself.
existing() {
    for path in "$@"; do
        if [ -f "$path" ]; then echo "$path"; fi
    done
}

has_main='^CHECK_MAIN|^int main *\('

case "$1" in
    layers)
        sed 's/[#|].*//' src/layers.txt | while read -r folder _; do
            if [ -n "$folder" ] && [ -n "$(existing "src/$folder"/*.c)" ]; then echo "$folder"; fi
        done ;;
    sources)
        existing "$2"/*.c | grep -v '/main\.c$' || true ;;
    programs)
        existing tests/*/*.c | while read -r path; do
            if grep -Eq "$has_main" "$path"; then echo "$path"; fi
        done ;;
    helpers)
        existing "$2"/*.c | while read -r path; do
            if ! grep -Eq "$has_main" "$path"; then echo "$path"; fi
        done ;;
    scripts)
        existing tests/*/run.sh tests/*/run.py tests/*/test_*.sh tests/*/test_*.py ;;
    scripts-sanitized)
        scripts/list.sh scripts | while read -r path; do
            if ! grep -q '^# plain build only' "$path"; then echo "$path"; fi
        done ;;
    all)
        cat src/layers.txt
        existing src/*/*.c tests/*/*.c
        scripts/list.sh programs
        scripts/list.sh scripts
        scripts/list.sh scripts-sanitized ;;
    *)
        echo "list.sh: what is '$1'?" >&2
        exit 2 ;;
esac
