#!/bin/sh
# Configures (when something decides anew what is built) and builds one folder: build.sh FOLDER [meson options]
# JX_ONLY names what is wanted of it ("libjx_base.a libjx_data.a"); unset: everything.
#
# Meson lists files only when it configures, so the list of then is kept in the build folder and compared.
set -eu
cd "$(dirname "$0")/.."
folder=$1
shift

list=$(scripts/list.sh all; echo "$@")
if [ ! -f "$folder/build.ninja" ]; then
    rm -rf "$folder"
    meson setup "$folder" "$@" >"$folder.log" 2>&1 || { cat "$folder.log" >&2; rm -f "$folder.log"; exit 1; }
    mv "$folder.log" "$folder/setup.log"
elif [ "$list" != "$(cat "$folder/files.list" 2>/dev/null)" ]; then
    meson setup --reconfigure "$folder" "$@" >"$folder/setup.log" 2>&1 || { cat "$folder/setup.log" >&2; exit 1; }
fi
printf '%s\n' "$list" >"$folder/files.list"

log=$folder/ninja.log
# shellcheck disable=SC2086
if ! ninja -C "$folder" -k 0 ${JX_ONLY:-} >"$log" 2>&1; then
    grep -vE '^(\[|ninja: Entering|(ccache )?(cc|gcc|clang)[-0-9]* )' "$log" >&2
    exit 1
fi
